//! Space between the characters of scripts that are written without spaces.
//!
//! The rules are those of JIS X 4051 as the W3C's *Requirements for Japanese Text Layout* gives them
//! (section 3.1): signs drawn in one half of their square give up the other half where two of them
//! meet, and letters of other scripts stand a quarter of an em off. Lines are justified between
//! characters; the empty halves of signs are what shrinks.

use crate::locale::Stops;
use crate::units::Length;

/// What stands beside a boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// An ideograph or kana.
    Ideograph,
    /// A bracket or quotation mark whose ink is in the second half.
    Opening,
    /// A bracket, comma or stop whose ink is in the first half.
    Closing,
    /// Another sign as wide as an ideograph.
    Sign,
    /// A letter or figure of a script that is written with spaces.
    Letter,
    /// A letter of a script whose words a dictionary finds: Thai, Lao, Khmer, Burmese.
    Southern,
    /// Anything else.
    Other,
}

/// Space at a boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) width: Length,
    pub(super) stretch: Length,
    pub(super) shrink: Length,
}

/// A side of a boundary between two words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// The character.
    pub(super) c: char,
    /// True where the character is as wide as an ideograph.
    pub(super) full: bool,
    /// Where stops stand.
    pub(super) stops: Stops,
}

/// True for a sign that stands in the first half of its square.
fn in_first_half(stops: Stops, c: char) -> bool {
    match stops {
        Stops::Centred => false,
        Stops::Japanese => is_stop(c),
        Stops::Simplified => is_stop(c) || matches!(c, '：' | '；' | '！' | '？'),
    }
}

impl Edge {
    fn side(self) -> Side {
        match self.c {
            '\u{3041}'..='\u{30FA}'
            | '\u{30FC}'..='\u{30FF}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3105}'..='\u{312F}'
            | '\u{31F0}'..='\u{31FF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}' => Side::Ideograph,
            c if is_opening(c) && self.full => Side::Opening,
            c if is_closing(c) && self.full => Side::Closing,
            c if self.full && in_first_half(self.stops, c) => Side::Closing,
            '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FFEE}' | '\u{FE30}'..='\u{FE4F}' => {
                Side::Sign
            }
            '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => {
                Side::Southern
            }
            '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7FF}' => {
                Side::Other
            }
            c if c.is_alphanumeric() => Side::Letter,
            _ => Side::Other,
        }
    }
}

/// Brackets that open, and quotation marks that do.
pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '（' | '［'
            | '｛'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '〈'
            | '《'
            | '〖'
            | '〘'
            | '〝'
            | '“'
            | '‘'
    )
}

/// Brackets that close, and quotation marks that do.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '）' | '］'
            | '｝'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〉'
            | '》'
            | '〗'
            | '〙'
            | '〟'
            | '”'
            | '’'
    )
}

/// Commas and full stops.
fn is_stop(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | '．')
}

/// True for signs of an ideograph's width whose second half is empty.
pub(super) fn ends_in_space(c: char) -> bool {
    is_closing(c) || is_stop(c)
}

/// The space between two words that no space parts, if any can come there.
pub(super) fn gap(before: Edge, after: Edge, em: Length) -> Option<Gap> {
    use Side::{Closing, Ideograph, Letter, Opening, Other, Sign, Southern};
    let gap = |width: i64, stretch: i64, shrink: i64| {
        let part = |thousandths: i64| em * thousandths / 1000;
        Some(Gap {
            width: part(width),
            stretch: part(stretch),
            shrink: part(shrink),
        })
    };
    match (before.side(), after.side()) {
        (Closing, Opening | Closing) | (Opening, Opening) => gap(-500, 40, 0),
        // The empty half shrinks to a quarter at most.
        (Closing, Ideograph | Sign | Letter) | (Ideograph | Sign | Letter, Opening) => {
            gap(0, 60, 250)
        }
        // From a quarter of an em to a half, and to an eighth (JLREQ 3.8.3 and 3.8.4).
        (Ideograph, Letter) | (Letter, Ideograph) => gap(250, 250, 125),
        (Ideograph | Sign, Ideograph | Sign) => gap(0, 60, 0),
        // Nothing comes between a bracket and what it holds.
        (Opening, _) | (_, Closing) => gap(0, 20, 0),
        (Southern, Southern) => gap(0, 40, 0),
        (Ideograph | Sign | Closing, Other | Southern) | (Other | Southern, Ideograph | Sign) => {
            gap(0, 60, 0)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width(before: char, after: char) -> Option<f64> {
        let edge = |c| Edge {
            c,
            full: true,
            stops: Stops::Japanese,
        };
        gap(edge(before), edge(after), Length::pt(10.0)).map(|g| g.width.to_pt())
    }

    #[test]
    fn empty_halves_are_shared() {
        assert_eq!(width('」', '「'), Some(-5.0));
        assert_eq!(width('。', '」'), Some(-5.0));
        assert_eq!(width('「', '『'), Some(-5.0));
        assert_eq!(width('、', '本'), Some(0.0));
        assert_eq!(width('本', '。'), Some(0.0));
    }

    #[test]
    fn other_scripts_stand_off() {
        assert_eq!(width('本', 'a'), Some(2.5));
        assert_eq!(width('4', '年'), Some(2.5));
        assert_eq!(width('a', 'b'), None);
        assert_eq!(width('한', 'a'), None);
        assert_eq!(width('한', '국'), None);
    }
}
