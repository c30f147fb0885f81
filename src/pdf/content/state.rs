//! What the reader of a stream knows of text, so that it need not be written again.

use crate::font::FontId;
use crate::units::Length;

/// The state of text, as the reader of the stream will have it.
#[derive(Default, Clone)]
pub(super) struct TextState {
    /// Within a text object.
    pub(super) inside: bool,
    pub(super) font: Option<(FontId, Length)>,
    /// Horizontal scaling, less 100 %, in steps of its decimals.
    pub(super) scale: i64,
    pub(super) rise: i64,
    /// Where the line starts, in steps of the decimals.
    pub(super) line: (i64, i64),
    /// Where the next glyph would stand, in points from the left.
    pub(super) pen: f64,
    pub(super) array: Array,
}

/// Whether a `TJ` array is open.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Array {
    #[default]
    Closed,
    /// After an adjustment.
    Open,
    /// Within a string.
    InString,
}
