//! Which fonts to try for a text, in which order.

use unicode_script::Script;

use super::book::{FontBook, FontQuery};
use super::face::{Font, FontId};
use crate::locale::{Lang, Locale};

/// What text wants a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FallbackQuery<'a> {
    /// The family that the style names, with weight and slant.
    pub style: FontQuery<'a>,
    /// The script of the text; `Common` for signs that belong to none.
    pub script: Script,
    /// The language of the text: the same ideograph is drawn otherwise in Japan than in China.
    pub lang: &'a Lang,
}

/// The families that go with a serif for a script, the best first.
///
/// Amiri is a book Naskh and goes with EB Garamond; Vazirmatn is drawn for screens with even
/// strokes and goes with a sans. Signs come from the text families first, since theirs are drawn to
/// the size of the letters.
fn beside_serif(script: Script) -> &'static [&'static str] {
    match script {
        Script::Arabic | Script::Syriac => &["Amiri", "Vazirmatn"],
        Script::Hebrew => &["Frank Ruhl Libre"],
        Script::Latin | Script::Greek | Script::Cyrillic => {
            &["EB Garamond", "Alegreya Sans", "DejaVu Sans"]
        }
        Script::Common | Script::Inherited | Script::Unknown => {
            &["EB Garamond", "DejaVu Sans", "Garamond-Math"]
        }
        _ => &[],
    }
}

/// The families that go with a sans or a monospaced face.
fn beside_sans(script: Script) -> &'static [&'static str] {
    match script {
        Script::Arabic | Script::Syriac => &["Vazirmatn", "Amiri"],
        Script::Latin | Script::Greek | Script::Cyrillic => {
            &["Alegreya Sans", "DejaVu Sans", "EB Garamond"]
        }
        Script::Common | Script::Inherited | Script::Unknown => {
            &["DejaVu Sans", "Alegreya Sans", "Garamond-Math"]
        }
        _ => beside_serif(script),
    }
}

/// The ends of the names of families of East Asia in whose forms a text should be set, the best first. The
/// language decides, and where it is none of them, the script.
fn cjk_forms(script: Script, lang: &Lang) -> Vec<&'static str> {
    if let Some(asian) = &Locale::of(lang).east_asian {
        return asian.forms.iter().map(String::as_str).collect();
    }
    match script {
        Script::Hangul => vec!["KR"],
        Script::Hiragana | Script::Katakana => vec!["JP"],
        _ => vec!["SC", "TC", "JP"],
    }
}

/// True for the scripts of East Asia.
fn is_cjk(script: Script) -> bool {
    matches!(
        script,
        Script::Hangul | Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo
    )
}

/// True for a family without serifs, as far as its name tells.
fn is_sans(font: &Font) -> bool {
    let family = font.family().to_ascii_lowercase();
    font.is_monospace()
        || ["sans", "mono", "gothic", "grotesk"]
            .iter()
            .any(|s| family.contains(s))
}

impl FontBook {
    /// The fonts to try for a text in order: the style's family, the families that look right
    /// beside it in the script and the language, then all others, those with serifs first where the style has
    /// them. Each family is there once, in the weight and slant that come nearest.
    pub fn fallback(&self, query: &FallbackQuery<'_>) -> Vec<FontId> {
        let own = self.find(query.style);
        let sans = own.is_some_and(|id| is_sans(self.get(id)));
        let named = if sans {
            beside_sans(query.script)
        } else {
            beside_serif(query.script)
        };
        let mut families: Vec<String> = named.iter().map(|name| (*name).to_owned()).collect();
        if is_cjk(query.script) {
            let makers: &[&str] = if sans {
                &["Noto Sans CJK", "Noto Sans", "Noto Serif CJK", "Noto Serif"]
            } else {
                &["Noto Serif CJK", "Noto Serif", "Noto Sans CJK", "Noto Sans"]
            };
            let forms = cjk_forms(query.script, query.lang);
            families.extend(
                forms
                    .iter()
                    .flat_map(|form| makers.iter().map(move |maker| format!("{maker} {form}"))),
            );
        }
        let mut others: Vec<&Font> = self.iter().map(|(_, font)| font).collect();
        others.sort_by_key(|font| is_sans(font) != sans);
        let others = others.into_iter().map(Font::family);
        let mut order: Vec<FontId> = Vec::new();
        order.extend(own);
        for family in families.iter().map(String::as_str).chain(others) {
            let found = self.find(FontQuery {
                family,
                ..query.style
            });
            if let Some(id) = found
                && !order.contains(&id)
            {
                order.push(id);
            }
        }
        order
    }
}

/// True for characters that need no glyph: joiners, variation selectors, direction marks, soft
/// hyphens and controls.
pub fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0..=0x1F | 0x7F..=0x9F | 0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5
        | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164
        | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8 | 0x1BCA0..=0x1BCA3
        | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(family: &str, script: Script, c: char) -> String {
        let book = FontBook::bundled().expect("bundled fonts parse");
        let query = FallbackQuery {
            style: FontQuery {
                family,
                bold: false,
                italic: false,
            },
            script,
            lang: &Lang::default(),
        };
        book.fallback(&query)
            .into_iter()
            .map(|id| book.get(id))
            .find(|font| font.has(c))
            .map_or_else(String::new, |font| font.family().to_owned())
    }

    #[test]
    fn prefers_families_that_go_together() {
        assert_eq!(first("EB Garamond", Script::Latin, 'a'), "EB Garamond");
        assert_eq!(first("EB Garamond", Script::Arabic, 'س'), "Amiri");
        assert_eq!(first("Alegreya Sans", Script::Arabic, 'س'), "Vazirmatn");
        assert_eq!(
            first("EB Garamond", Script::Hebrew, 'ש'),
            "Frank Ruhl Libre"
        );
        assert_eq!(
            first("EB Garamond", Script::Hangul, '한'),
            "Noto Serif CJK KR"
        );
        assert_eq!(first("EB Garamond", Script::Common, '☐'), "DejaVu Sans");
        assert_eq!(first("No such family", Script::Latin, 'a'), "EB Garamond");
        assert_eq!(first("EB Garamond", Script::Han, '\u{20000}'), "");
    }

    #[test]
    fn the_language_decides_on_the_forms_of_ideographs() {
        let forms = |tag| cjk_forms(Script::Han, &Lang::new(tag).expect("a language"));
        assert_eq!(forms("ja"), ["JP"]);
        assert_eq!(forms("zh"), ["SC"]);
        assert_eq!(forms("zh-Hans-SG"), ["SC"]);
        assert_eq!(forms("zh-TW"), ["TC", "HK"]);
        assert_eq!(forms("zh-Hans-HK"), ["SC"]);
        assert_eq!(forms("yue"), ["TC", "HK"]);
        assert_eq!(forms("zh-Hant-HK"), ["HK", "TC"]);
        assert_eq!(forms("en"), ["SC", "TC", "JP"]);
        assert_eq!(cjk_forms(Script::Hangul, &Lang::default()), ["KR"]);
    }
}
