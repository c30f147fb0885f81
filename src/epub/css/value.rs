//! Values of CSS.

use crate::units::Length;

/// A length as a multiple of `size`, the size of the text, between 0 and `largest`.
pub(super) fn em_of(length: Length, size: Length, largest: f64) -> String {
    em(length.ratio(size).clamp(0.0, largest))
}

/// A multiple of the size of the text, with at most two decimals: `0.5em`, or `0`.
pub(super) fn em(value: f64) -> String {
    let value = number(value);
    if value == "0" {
        value
    } else {
        format!("{value}em")
    }
}

/// A number with at most two decimals.
pub(super) fn number(value: f64) -> String {
    let rounded = rounded(value);
    // Avoids "-0".
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// A value as [`number`] writes it.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// A text as a CSS string.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
