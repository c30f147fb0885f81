//! The mathematical alphabets of Unicode (block U+1D400, and the letters that older blocks already had).

use pulldown_latex::event::Font;

/// An alphabet: where its capitals, small letters, figures and Greek letters begin, 0 for none.
struct Alphabet {
    capitals: u32,
    small: u32,
    figures: u32,
    greek: u32,
}

const fn alphabet(capitals: u32, figures: u32, greek: u32) -> Alphabet {
    let small = capitals + 26;
    Alphabet {
        capitals,
        small,
        figures,
        greek,
    }
}

const BOLD: Alphabet = alphabet(0x1D400, 0x1D7CE, 0x1D6A8);
const ITALIC: Alphabet = alphabet(0x1D434, 0, 0x1D6E2);
const BOLD_ITALIC: Alphabet = alphabet(0x1D468, 0x1D7CE, 0x1D71C);
const SCRIPT: Alphabet = alphabet(0x1D49C, 0, 0);
const BOLD_SCRIPT: Alphabet = alphabet(0x1D4D0, 0x1D7CE, 0);
const FRAKTUR: Alphabet = alphabet(0x1D504, 0, 0);
const BOLD_FRAKTUR: Alphabet = alphabet(0x1D56C, 0x1D7CE, 0);
const DOUBLE: Alphabet = alphabet(0x1D538, 0x1D7D8, 0);
const SANS: Alphabet = alphabet(0x1D5A0, 0x1D7E2, 0);
const SANS_BOLD: Alphabet = alphabet(0x1D5D4, 0x1D7EC, 0x1D756);
const SANS_ITALIC: Alphabet = alphabet(0x1D608, 0x1D7E2, 0);
const SANS_BOLD_ITALIC: Alphabet = alphabet(0x1D63C, 0x1D7EC, 0x1D790);
const MONO: Alphabet = alphabet(0x1D670, 0x1D7F6, 0);

/// Letters that the block leaves out, since they were encoded before it.
const ELSEWHERE: &[(u32, char)] = &[
    (0x1D455, 'ℎ'),
    (0x1D49D, 'ℬ'),
    (0x1D4A0, 'ℰ'),
    (0x1D4A1, 'ℱ'),
    (0x1D4A3, 'ℋ'),
    (0x1D4A4, 'ℐ'),
    (0x1D4A7, 'ℒ'),
    (0x1D4A8, 'ℳ'),
    (0x1D4AD, 'ℛ'),
    (0x1D4BA, 'ℯ'),
    (0x1D4BC, 'ℊ'),
    (0x1D4C4, 'ℴ'),
    (0x1D506, 'ℭ'),
    (0x1D50B, 'ℌ'),
    (0x1D50C, 'ℑ'),
    (0x1D515, 'ℜ'),
    (0x1D51D, 'ℨ'),
    (0x1D53A, 'ℂ'),
    (0x1D53F, 'ℍ'),
    (0x1D545, 'ℕ'),
    (0x1D547, 'ℙ'),
    (0x1D548, 'ℚ'),
    (0x1D549, 'ℝ'),
    (0x1D551, 'ℤ'),
];

/// A character in the alphabet that a font command asks for. Without one, Latin and small Greek letters are italic,
/// capital Greek letters and figures upright, as in TeX.
pub(super) fn mapped(c: char, font: Option<Font>) -> char {
    let by_default = || match c {
        '\u{391}'..='\u{3A9}' | '∇' | '0'..='9' => None,
        _ => Some(&ITALIC),
    };
    let alphabet = match font {
        None => by_default(),
        Some(Font::UpRight) => None,
        Some(Font::BoldSymbol) => match by_default() {
            Some(_) => Some(&BOLD_ITALIC),
            None => Some(&BOLD),
        },
        Some(Font::Bold) => Some(&BOLD),
        Some(Font::Italic) => Some(&ITALIC),
        Some(Font::BoldItalic) => Some(&BOLD_ITALIC),
        Some(Font::Script) => Some(&SCRIPT),
        Some(Font::BoldScript) => Some(&BOLD_SCRIPT),
        Some(Font::Fraktur) => Some(&FRAKTUR),
        Some(Font::BoldFraktur) => Some(&BOLD_FRAKTUR),
        Some(Font::DoubleStruck) => Some(&DOUBLE),
        Some(Font::DoubleStruckItalic) => return double_struck_italic(c),
        Some(Font::SansSerif) => Some(&SANS),
        Some(Font::BoldSansSerif) => Some(&SANS_BOLD),
        Some(Font::SansSerifItalic) => Some(&SANS_ITALIC),
        Some(Font::SansSerifBoldItalic) => Some(&SANS_BOLD_ITALIC),
        Some(Font::Monospace) => Some(&MONO),
    };
    alphabet.map_or(c, |alphabet| within(c, alphabet))
}

fn double_struck_italic(c: char) -> char {
    match c {
        'D' => 'ⅅ',
        'd' => 'ⅆ',
        'e' => 'ⅇ',
        'i' => 'ⅈ',
        'j' => 'ⅉ',
        other => within(other, &DOUBLE),
    }
}

fn within(c: char, alphabet: &Alphabet) -> char {
    let offset = |from: char| c as u32 - from as u32;
    let (start, offset) = match c {
        'A'..='Z' => (alphabet.capitals, offset('A')),
        'a'..='z' => (alphabet.small, offset('a')),
        '0'..='9' => (alphabet.figures, offset('0')),
        'Α'..='Ω' => (alphabet.greek, offset('Α')),
        'ϴ' => (alphabet.greek, 17),
        '∇' => (alphabet.greek, 25),
        'α'..='ω' => (alphabet.greek, 26 + offset('α')),
        '∂' => (alphabet.greek, 51),
        'ϵ' => (alphabet.greek, 52),
        'ϑ' => (alphabet.greek, 53),
        'ϰ' => (alphabet.greek, 54),
        'ϕ' => (alphabet.greek, 55),
        'ϱ' => (alphabet.greek, 56),
        'ϖ' => (alphabet.greek, 57),
        'ı' if alphabet.capitals == ITALIC.capitals => (0x1D6A4, 0),
        'ȷ' if alphabet.capitals == ITALIC.capitals => (0x1D6A5, 0),
        _ => return c,
    };
    if start == 0 {
        return c;
    }
    let code = start + offset;
    ELSEWHERE
        .iter()
        .find(|(hole, _)| *hole == code)
        .map(|(_, letter)| *letter)
        .or_else(|| char::from_u32(code))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_to_their_alphabets() {
        let set = |text: &str, font| text.chars().map(|c| mapped(c, font)).collect::<String>();
        assert_eq!(set("xhA1αΓ∂∇", None), "𝑥ℎ𝐴1𝛼Γ𝜕∇");
        assert_eq!(set("NQRk1", Some(Font::DoubleStruck)), "ℕℚℝ𝕜𝟙");
        assert_eq!(set("LBe", Some(Font::Script)), "ℒℬℯ");
        assert_eq!(set("xΓα1", Some(Font::BoldSymbol)), "𝒙𝚪𝜶𝟏");
        assert_eq!(set("gC+", Some(Font::Fraktur)), "𝔤ℭ+");
        assert_eq!(set("ab", Some(Font::UpRight)), "ab");
    }
}
