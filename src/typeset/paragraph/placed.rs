//! Lines at their places, with what their links and objects are.

use std::sync::Arc;

use super::line::Line;
use crate::document::AssetId;
use crate::typeset::math::MathBox;
use crate::typeset::page::LinkDest;
use crate::typeset::structure::StructId;
use crate::typeset::text::RichText;
use crate::units::Length;

/// A line at its place in a box.
#[derive(Debug, Clone)]
pub(crate) struct PlacedLine {
    /// The left edge of its measure.
    pub(crate) x: Length,
    /// Its baseline.
    pub(crate) y: Length,
    /// The line.
    pub(crate) line: Line,
    /// What its links and objects are.
    pub(crate) refs: Option<Arc<TextRefs>>,
}

/// What the links and objects of a text are.
#[derive(Debug, Clone, Default)]
pub(crate) struct TextRefs {
    /// The links, by their id.
    pub(crate) links: Vec<LinkTo>,
    /// The pictures: the run, the file, its width, height and depth.
    pub(crate) objects: Vec<Object>,
}

/// A picture or a formula in a line.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    /// The run in the text.
    pub(crate) run: usize,
    /// What it shows.
    pub(crate) shown: Shown,
    /// Its width.
    pub(crate) width: Length,
    /// Its height above the baseline.
    pub(crate) height: Length,
    /// Its depth below the baseline.
    pub(crate) depth: Length,
}

/// What an object in the line shows.
#[derive(Debug, Clone)]
pub(crate) enum Shown {
    /// A picture.
    Picture(AssetId),
    /// A formula or a part of one.
    Formula(Arc<MathBox>),
    /// A word and its reading, not yet set.
    RubyText(RubyText),
    /// A word and its reading: their lines, from the left end of the baseline.
    Ruby(Arc<[PlacedLine]>),
}

/// A word and the reading above it.
#[derive(Debug, Clone)]
pub(crate) struct RubyText {
    /// The word.
    pub(crate) base: RichText,
    /// Its reading.
    pub(crate) reading: RichText,
    /// The size of the word.
    pub(crate) size: Length,
}

/// Where a link leads and what it is in the structure.
#[derive(Debug, Clone)]
pub(crate) struct LinkTo {
    /// Where it leads.
    pub(crate) dest: LinkDest,
    /// Its structure element.
    pub(crate) element: StructId,
    /// Its text.
    pub(crate) contents: Arc<str>,
}
