//! Margin kerning: light signs at the ends of lines hang into the margin, so that the edge looks
//! straight.

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
        '\u{3001}' | '\u{3002}' | '\u{FF0C}' | '\u{FF0E}' => 500,
        'A' | 'T' | 'V' | 'W' | 'Y' | 'y' | 'v' | 'w' => 20,
        _ => 0,
    }
}

/// The protrusion of a text's first character at the start of a line.
pub(super) fn at_start(text: &str, size: Length) -> Length {
    let hang = text.chars().next().map_or(0, start);
    if hang == 0 {
        Length::ZERO
    } else {
        size * hang / 1000
    }
}

/// The protrusion of a text's last character at the end of a line.
pub(super) fn at_end(text: &str, size: Length) -> Length {
    let hang = text.chars().next_back().map_or(0, end);
    if hang == 0 {
        Length::ZERO
    } else {
        size * hang / 1000
    }
}
