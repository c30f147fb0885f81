//! Margin kerning: light signs at the ends of lines hang into the margin, so that the edge looks
//! straight.

use super::grid::{ends_in_space, is_opening};
use crate::units::Length;

/// How far a character at the start of a line hangs into the margin, in thousandths of the em.
fn start(c: char) -> i64 {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\'' => 130,
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '"' => 200,
        '\u{00AB}' | '\u{2039}' => 100,
        '(' | '[' => 40,
        '\u{2013}' | '\u{2014}' => 60,
        'A' | 'T' | 'V' | 'W' | 'Y' => 25,
        _ => 0,
    }
}

/// How far a character at the end of a line hangs into the margin, in thousandths of the em.
fn end(c: char) -> i64 {
    match c {
        '.' | ',' | '\u{060C}' | '\u{06D4}' => 150,
        '-' | '\u{2010}' | '\u{00AD}' => 170,
        '\u{2018}' | '\u{2019}' | '\'' => 130,
        '\u{201C}' | '\u{201D}' | '"' => 200,
        ':' | ';' | '\u{061B}' => 90,
        '\u{00BB}' | '\u{203A}' => 100,
        '!' | '?' => 30,
        '\u{2013}' => 120,
        '\u{2014}' => 150,
        ')' | ']' => 40,
        'A' | 'T' | 'V' | 'W' | 'Y' | 'y' | 'v' | 'w' => 20,
        _ => 0,
    }
}

/// How much of an ideograph's width a sign leaves empty, in thousandths of its own.
const EMPTY_HALF: i64 = 480;

/// The protrusion of a text's first character at the start of a line; `width` is that of the whole text.
pub(super) fn at_start(text: &str, size: Length, width: Length) -> Length {
    let Some(c) = text.chars().next() else {
        return Length::ZERO;
    };
    if !c.is_ascii() && is_full(text, c, size, width) && is_opening(c) {
        return width * EMPTY_HALF / 1000;
    }
    match start(c) {
        0 => Length::ZERO,
        hang => size * hang / 1000,
    }
}

/// The protrusion of a text's last character at the end of a line; `width` is that of the whole text.
pub(super) fn at_end(text: &str, size: Length, width: Length) -> Length {
    let Some(c) = text.chars().next_back() else {
        return Length::ZERO;
    };
    if !c.is_ascii() && is_full(text, c, size, width) {
        return if ends_in_space(c) {
            width * EMPTY_HALF / 1000
        } else {
            Length::ZERO
        };
    }
    match end(c) {
        0 => Length::ZERO,
        hang => size * hang / 1000,
    }
}

/// True for a text of one sign that is as wide as an ideograph.
fn is_full(text: &str, c: char, size: Length, width: Length) -> bool {
    text.len() == c.len_utf8() && width * 10 > size * 8
}
