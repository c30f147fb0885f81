//! The font of formulas. Readers without one of their own draw roots and large brackets from pieces that do
//! not meet, or in a sans serif.

use std::collections::{BTreeMap, BTreeSet};

use crate::font::math::MathFont;
use crate::font::{Font, FontBook, FontId};

/// What a reader may show that is not in the text: the sign of roots, the minus and the primes that stand for
/// the keyboard's signs, and the bar of an accent.
const ALWAYS: &str = "\u{221A}\u{2212}\u{2032}\u{2033}\u{203E}";

/// The letters whose italics stand apart from their alphabet.
const SINGLE: [(char, char); 13] = [
    ('h', '\u{210E}'),
    ('\u{131}', '\u{1D6A4}'),
    ('\u{237}', '\u{1D6A5}'),
    ('\u{3F4}', '\u{1D6F3}'),
    ('\u{2207}', '\u{1D6FB}'),
    ('\u{2202}', '\u{1D715}'),
    ('\u{3F5}', '\u{1D716}'),
    ('\u{3D1}', '\u{1D717}'),
    ('\u{3F0}', '\u{1D718}'),
    ('\u{3D5}', '\u{1D719}'),
    ('\u{3F1}', '\u{1D71A}'),
    ('\u{3D6}', '\u{1D71B}'),
    ('\u{3A9}', '\u{1D6FA}'),
];

/// The font for formulas with these characters, as the bytes of a file; `None` where there are no formulas.
/// What the text shows in it is taken from `chosen`, so that there is one file of it.
pub(super) fn font<'f>(
    chars: &BTreeSet<char>,
    fonts: &'f FontBook,
    chosen: &mut BTreeMap<FontId, BTreeSet<char>>,
) -> Option<(&'f Font, Vec<u8>)> {
    if chars.is_empty() {
        return None;
    }
    let math = MathFont::find(fonts)?;
    let font = fonts.get(math.id());
    let mut shown = chosen.get(&math.id()).cloned().unwrap_or_default();
    shown.extend(ALWAYS.chars());
    for &c in chars {
        shown.insert(c);
        shown.extend(italic(c));
    }
    let bytes = font.blanked(&shown)?;
    chosen.remove(&math.id());
    Some((font, bytes))
}

/// The italic that a single letter is shown in (MathML Core, appendix C.1).
fn italic(c: char) -> Option<char> {
    if let Some((_, italic)) = SINGLE.iter().find(|(letter, _)| *letter == c) {
        return Some(*italic);
    }
    let (first, start) = match c {
        'A'..='Z' => ('A', 0x1D434),
        'a'..='z' => ('a', 0x1D44E),
        '\u{391}'..='\u{3A9}' => ('\u{391}', 0x1D6E2),
        '\u{3B1}'..='\u{3C9}' => ('\u{3B1}', 0x1D6FC),
        _ => return None,
    };
    char::from_u32(start + (u32::from(c) - u32::from(first)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontData;

    #[test]
    fn letters_have_their_italics() {
        for (letter, expected) in [('x', '𝑥'), ('Z', '𝑍'), ('h', 'ℎ'), ('ω', '𝜔'), ('Γ', '𝛤')]
        {
            assert_eq!(italic(letter), Some(expected));
        }
        assert_eq!(italic('1'), None);
    }

    #[test]
    fn a_book_without_formulas_has_no_font_for_them() {
        let fonts = FontBook::bundled().expect("bundled fonts");
        assert!(font(&BTreeSet::new(), &fonts, &mut BTreeMap::new()).is_none());
        let id = MathFont::find(&fonts).expect("a font for formulas").id();
        let mut chosen = BTreeMap::from([(id, BTreeSet::from(['∑']))]);
        let (font, bytes) = font(&BTreeSet::from(['x']), &fonts, &mut chosen).expect("a font");
        assert!(chosen.is_empty());
        assert_eq!(font.family(), "Garamond-Math");
        let reduced = Font::parse(FontData::Owned(bytes.into()), 0).expect("a font");
        assert!(
            ['x', '𝑥', '√', '−', '∑']
                .into_iter()
                .all(|c| reduced.has(c))
        );
        assert!(!reduced.has('y'));
    }
}
