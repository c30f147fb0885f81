//! Margin kerning (Hàn Thế Thành, *Micro-typographic Extensions to the TeX Typesetting System*, 2000): light signs
//! at the ends of lines hang into the margin, so that the edge looks straight. How far is measured on their outlines,
//! see `text::edges`.

use super::grid::{ends_in_space, is_opening};
use crate::typeset::text::Edges;
use crate::units::Length;

/// How much of an ideograph's width a sign leaves empty, in thousandths of its own.
const EMPTY_HALF: i64 = 480;

/// The protrusion of a text at the start of a line; `width` is that of the whole text.
pub(super) fn at_start(text: &str, edges: Edges, size: Length, width: Length) -> Length {
    let Some(c) = text.chars().next() else {
        return Length::ZERO;
    };
    if !c.is_ascii() && is_full(text, c, size, width) && is_opening(c) {
        return width * EMPTY_HALF / 1000;
    }
    size * i64::from(edges.start) / 1000
}

/// The protrusion of a text at the end of a line; `width` is that of the whole text.
pub(super) fn at_end(text: &str, edges: Edges, size: Length, width: Length) -> Length {
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
    size * i64::from(edges.end) / 1000
}

/// True for a text of one sign that is as wide as an ideograph.
fn is_full(text: &str, c: char, size: Length, width: Length) -> bool {
    text.len() == c.len_utf8() && width * 10 > size * 8
}
