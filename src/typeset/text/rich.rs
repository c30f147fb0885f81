//! Text with its styles: the input of shaping.

use std::ops::Range;
use std::sync::Arc;

use crate::document::{Lang, TextDirection};
use crate::style::Figures;
use crate::typeset::glyphs::{Color, Mark};
use crate::units::Length;

/// The text of one paragraph, heading, cell, line of contents ... with its styles.
#[derive(Debug, Clone, Default)]
pub struct RichText {
    /// The text in logical order. Objects stand in it as [`OBJECT`](crate::document::OBJECT), line ends
    /// that the author wants as U+2028.
    pub text: String,
    /// Runs that cover the text without a gap, in order.
    pub runs: Vec<TextRun>,
    /// The direction of the paragraph as a whole.
    pub direction: TextDirection,
}

/// A part of a text with one style.
#[derive(Debug, Clone)]
pub struct TextRun {
    /// The bytes of [`RichText::text`].
    pub range: Range<usize>,
    /// How it is set.
    pub style: Arc<CharStyle>,
    /// Its language.
    pub lang: Lang,
    /// What it is in the structure.
    pub mark: Mark,
    /// The link it belongs to: equal for all runs of one link, distinct within a paragraph.
    pub link: Option<LinkId>,
    /// What it holds.
    pub kind: RunKind,
    /// The offset into the block's [`plain_text`](crate::document::plain_text) at which the run starts, where it
    /// comes from the block's own text.
    pub source: Option<u32>,
}

/// Identifies a link within one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// What a run holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RunKind {
    /// Text to be shaped.
    Text,
    /// Text that is set as it is: no hyphenation, breaks allowed after any of `/`, `.`, `_`, `-`, `::` and at
    /// changes of case (code, addresses).
    Verbatim,
    /// One object (a picture) that stands on the baseline, or below it by `depth`. Its text is one
    /// [`OBJECT`](crate::document::OBJECT).
    Object {
        /// Its width.
        width: Length,
        /// Its height above the baseline.
        height: Length,
        /// Its depth below the baseline.
        depth: Length,
    },
    /// A space that stretches without bound (leaders, flush right): one character, any.
    Fill,
}

/// How characters are set.
#[derive(Debug, Clone, PartialEq)]
pub struct CharStyle {
    /// The family, by its name in the font book.
    pub family: Arc<str>,
    /// One em.
    pub size: Length,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Small capitals for lower-case letters: OpenType `smcp` where the font has it, else scaled capitals.
    pub small_caps: bool,
    /// Which figures.
    pub figures: Figures,
    /// Raised, lowered or neither: OpenType `sups` or `subs` where the font has the glyphs, else scaled ones.
    pub script: Script,
    /// Space added to each cluster.
    pub letter_space: Length,
    /// Shift upwards.
    pub rise: Length,
    /// The colour.
    pub color: Color,
    /// A rule below.
    pub underline: bool,
    /// A rule through.
    pub strike: bool,
    /// A tinted ground (marked text).
    pub highlight: bool,
}

/// Raised or lowered text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Script {
    /// On the baseline.
    #[default]
    Normal,
    /// Raised and small.
    Super,
    /// Lowered and small.
    Sub,
}
