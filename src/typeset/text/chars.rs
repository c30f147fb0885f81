//! What characters are for the division of a text into atoms.

use unicode_script::{Script as ScriptName, UnicodeScript};

use super::split::is_cjk;
use super::style::strong_script;
use crate::font::is_invisible;
use crate::locale::{Lang, Locale};

/// True for scripts that run right to left.
pub(super) fn is_rtl(script: ScriptName) -> bool {
    matches!(
        script,
        ScriptName::Hebrew
            | ScriptName::Arabic
            | ScriptName::Syriac
            | ScriptName::Thaana
            | ScriptName::Nko
            | ScriptName::Samaritan
            | ScriptName::Mandaic
            | ScriptName::Adlam
            | ScriptName::Hanifi_Rohingya
    )
}

/// What a character is for the division of a text into atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharKind {
    /// Part of a word.
    Letter,
    /// A space.
    Space,
    /// The end of a line.
    Break,
}

/// What a character is.
pub(super) fn char_kind(c: char) -> CharKind {
    match c {
        '\u{2028}' | '\u{2029}' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' => CharKind::Break,
        ' '
        | '\t'
        | '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{2006}'
        | '\u{2008}'..='\u{200A}'
        | '\u{205F}'
        | '\u{3000}' => CharKind::Space,
        _ => CharKind::Letter,
    }
}

/// True for characters that may turn the direction of a text: without any, its levels need not be found.
pub(super) fn may_be_rtl(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF
        | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// Characters between which a line may end without a space: they are shaped one by one, or in the
/// words that a dictionary finds.
pub(super) fn is_grid(c: char) -> bool {
    match u32::from(c) {
        0..=0xDFF => false,
        0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x19E0..=0x19FF => true,
        0x3000..=0x303F | 0xFF00..=0xFFEF | 0xFE30..=0xFE4F => true,
        _ => strong_script(c).is_some_and(is_cjk),
    }
}

/// Which characters are shaped one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Solid {
    /// Ideographs, kana and the signs that go with them.
    Ideographs,
    /// Quotation marks, ellipses and dashes too, which Chinese and Japanese set as wide as ideographs.
    WithQuotes,
}

impl Solid {
    /// Those of a text in a language.
    pub(super) fn of(lang: &Lang) -> Self {
        if Locale::of(lang).has_squares() {
            Self::WithQuotes
        } else {
            Self::Ideographs
        }
    }

    /// True between two characters of which one is shaped by itself. `rest` starts with the second.
    pub(super) fn parts(self, before: char, after: char, rest: &str) -> bool {
        let quote = |c, apostrophe: bool| {
            self == Self::WithQuotes && is_full_quote(c) && !(c == '\u{2019}' && apostrophe)
        };
        // Between letters it is no quotation mark.
        let in_word =
            |c: Option<char>| c.is_some_and(|c| strong_script(c) == Some(ScriptName::Latin));
        let next = rest.chars().nth(1);
        (is_square(before)
            || is_square(after)
            || quote(before, in_word(Some(after)))
            || quote(after, in_word(Some(before)) && in_word(next)))
            && !is_invisible(after)
            && after.script() != ScriptName::Inherited
    }
}

/// Ideographs, kana and their signs.
pub(super) fn is_square(c: char) -> bool {
    match u32::from(c) {
        0..=0x2E7F => false,
        0x3000..=0x303F | 0xFF00..=0xFFEF | 0xFE30..=0xFE4F => true,
        _ => strong_script(c).is_some_and(|s| is_cjk(s) && s != ScriptName::Hangul),
    }
}

/// Signs that are as wide as ideographs in Chinese and Japanese, and narrow elsewhere.
pub(super) fn is_full_quote(c: char) -> bool {
    matches!(
        c,
        '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2026}'
    )
}
