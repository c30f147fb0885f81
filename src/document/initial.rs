//! Which letters may open a text as a drop capital: one rule for paper and screen.

use unicode_script::{Script, UnicodeScript as _};

/// The letter that a text begins with, where it may be set as a drop capital: a capital that stands by itself, of an
/// alphabet that has them. A quotation mark, a figure or a sign that comes first is none, and a letter of a script
/// without capitals is none.
pub fn initial(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| c.is_uppercase())?;
    // Neither an accent that stands by itself nor a figure nor a sign may follow it.
    let follows = chars.next()?;
    let stands_alone = follows.is_alphabetic() || follows == ' ' || follows == '\u{2019}';
    let has_capitals = matches!(
        first.script(),
        Script::Latin | Script::Greek | Script::Cyrillic
    );
    (stands_alone && has_capitals).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_open_a_text() {
        for (text, letter) in [
            ("A page is a window.", 'A'),
            ("Über allen Gipfeln", 'Ü'),
            ("L\u{2019}homme est né libre", 'L'),
            ("Ἄνδρα μοι ἔννεπε", 'Ἄ'),
            ("Все счастливые семьи", 'В'),
        ] {
            assert_eq!(initial(text), Some(letter), "{text}");
        }
    }

    #[test]
    fn other_signs_do_not() {
        for text in [
            "",
            "A",
            "\u{201c}A page\u{201d}, he said",
            "\u{ab} Il est \u{bb}",
            "\u{201e}So\u{201c}",
            "\u{2018}Tis",
            "\u{bf}Qué?",
            "\u{2014}Yes",
            "a page",
            "1984 was",
            "A.\u{a0}Smith",
            "U-boats",
            "A\u{301}rido",
            "\u{fffc}A",
            "여백은 책의",
            "余白は本の",
            "الهامش",
            "हाशिया",
            "ขอบกระดาษ",
            "ქართული",
            "השוליים",
        ] {
            assert_eq!(initial(text), None, "{text}");
        }
    }
}
