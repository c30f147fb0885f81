//! Lines: what breaking a paragraph gives.

use std::ops::Range;

use crate::style::Align;
use crate::typeset::glyphs::{GlyphRun, Mark, Rule};
use crate::typeset::text::LinkId;
use crate::units::Length;

/// The space that a paragraph is set in.
#[derive(Debug, Clone, PartialEq)]
pub struct ParagraphShape {
    /// The width from the start edge to the end edge.
    pub measure: Length,
    /// Indent of the first line, on top of `indent`.
    pub first_indent: Length,
    /// Indent of the first lines at the start edge, for a drop capital: so many lines, so far.
    pub drop_indent: (u8, Length),
    /// How lines are aligned.
    pub align: Align,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// Whether punctuation may hang into the margin.
    pub protrude: bool,
}

/// A line. Its x coordinates run from the left edge of the measure, its y from the baseline.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// What is in it, in reading order.
    pub items: Vec<LineItem>,
    /// The parts of links in it.
    pub links: Vec<LinkPart>,
    /// The bytes of the paragraph's text that the line shows, its spaces at the end among them.
    pub range: Range<usize>,
    /// The height above the baseline of the tallest of its glyphs' fonts (ascender) or objects.
    pub ascent: Length,
    /// The depth below the baseline, likewise.
    pub descent: Length,
    /// Where the text starts and how wide it is set.
    pub x: Length,
    /// The width as set.
    pub width: Length,
    /// The adjustment ratio of its spaces; 0 for lines that are not justified.
    pub ratio: f64,
    /// True when it ends in a hyphen that is not in the text.
    pub hyphenated: bool,
    /// True when it is wider than the measure by more than protrusion allows.
    pub overfull: bool,
}

/// Something in a line.
#[derive(Debug, Clone)]
pub enum LineItem {
    /// Glyphs; their origin is relative to the line.
    Glyphs(GlyphRun),
    /// An underline, a strike or a ground, relative to the line (y grows downwards). Grounds stand before their glyphs.
    Rule(Rule),
    /// An object: the run's index in the paragraph, and where its left edge stands.
    Object {
        /// The place of its run in [`RichText::runs`](crate::typeset::text::RichText::runs).
        run: usize,
        /// Its left edge.
        x: Length,
        /// What it is in the structure.
        mark: Mark,
    },
    /// A fill: where it starts and how wide it became, for leaders.
    Fill {
        /// The place of its run in [`RichText::runs`](crate::typeset::text::RichText::runs).
        run: usize,
        /// Its left edge.
        x: Length,
        /// Its width.
        width: Length,
    },
}

/// The part of a link that stands in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkPart {
    /// The link.
    pub link: LinkId,
    /// Its left edge.
    pub x: Length,
    /// Its width.
    pub width: Length,
}
