//! Texts and shapes for tests.

pub(in crate::typeset) use crate::typeset::text::sample::{fonts, link, plain, push, style};

use super::ParagraphShape;
use crate::style::Align;
use crate::units::Length;

/// A justified measure.
pub(in crate::typeset) fn shape(points: f64) -> ParagraphShape {
    ParagraphShape {
        measure: Length::pt(points),
        first_indent: Length::ZERO,
        drop_indent: (0, Length::ZERO),
        align: Align::Justify,
        hyphenate: true,
        protrude: false,
    }
}
