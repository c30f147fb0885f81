//! The ground of the typesetter: glyphs in runs, rules, colours, and what each is in the logical structure.
//!
//! Every stage from the paragraph on makes these or moves them, so they stand below all of them and know none.

use std::sync::Arc;

use crate::document::Lang;
use crate::font::FontId;
use crate::units::{Length, Point, Rect};

use super::structure::StructId;

/// What an item is in the logical structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Part of the content, as a leaf of this element.
    Content(StructId),
    /// Decoration that is not read: rules, grounds, leaders, continuation signs.
    Artifact,
    /// A running head or folio.
    Pagination,
}

/// Glyphs of one font, size and colour on one baseline, in visual order from left to right.
#[derive(Debug, Clone)]
pub struct GlyphRun {
    /// The font.
    pub font: FontId,
    /// The size: one em.
    pub size: Length,
    /// Horizontal scaling of the glyphs, 1 for none (used within ±2 % to even the spacing). Advances and
    /// offsets are as set: they include it already.
    pub stretch: f32,
    /// Where the first glyph's origin stands, on the baseline.
    pub origin: Point,
    /// The colour.
    pub color: Color,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// The text that the glyphs show, in logical order; [`Glyph::text`] points into it.
    /// Includes the spaces between words.
    pub text: Arc<str>,
    /// Text to be read instead of that of the glyphs, where they differ: empty for the hyphen at the end of a line.
    pub actual_text: Option<Arc<str>>,
    /// How far that text reaches.
    pub reading: Reading,
    /// True when the run is set right to left: the last glyph is read first.
    pub rtl: bool,
    /// The language, where it is not the edition's.
    pub lang: Option<Lang>,
    /// What it is in the structure.
    pub mark: Mark,
}

/// What a run's [`GlyphRun::actual_text`] stands for. A word that is set in several sizes, as one that
/// begins with a drop capital, is read as one word: its runs follow each other, the first has the whole text,
/// and the others have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Reading {
    /// For this run.
    #[default]
    Own,
    /// For this run and those that go on with it.
    Begins,
    /// The run goes on with what was begun before.
    GoesOn,
    /// It is the last that does.
    Ends,
}

/// One glyph. The pen moves by `advance` after it; offsets do not move the pen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's number in its font (before subsetting).
    pub id: u16,
    /// How far the pen moves: with kerning, and for a space with the stretch of its line.
    pub advance: Length,
    /// Shift to the right.
    pub x_offset: Length,
    /// Shift upwards.
    pub y_offset: Length,
    /// The bytes of [`GlyphRun::text`] that it shows. Glyphs of one cluster share a range;
    /// the writer gives the whole text to the first of them.
    pub text: (u32, u32),
}

impl GlyphRun {
    /// Cuts a run from left to right before the glyph that shows the text at an offset. Gives what comes after.
    pub fn split_off(&mut self, at: usize) -> Option<Self> {
        let cut = self
            .glyphs
            .iter()
            .position(|glyph| glyph.text.0 as usize >= at)?;
        let mut rest = self.clone();
        rest.glyphs = self.glyphs.split_off(cut);
        let start = rest.glyphs.first()?.text.0;
        for glyph in &mut rest.glyphs {
            glyph.text = (
                glyph.text.0.saturating_sub(start),
                glyph.text.1.saturating_sub(start),
            );
        }
        rest.text = Arc::from(self.text.get(start as usize..).unwrap_or_default());
        self.text = Arc::from(self.text.get(..start as usize).unwrap_or_default());
        rest.origin.x += self.glyphs.iter().map(|glyph| glyph.advance).sum();
        Some(rest)
    }
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Where.
    pub rect: Rect,
    /// Its colour.
    pub color: Color,
    /// What it is in the structure; nearly always an artifact.
    pub mark: Mark,
}

/// A colour of text, rules and grounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Color {
    /// Gray from 0, black, to 1, white. Black text is on the black plate alone.
    Gray(f32),
    /// Red, green and blue, each from 0 to 1 (sRGB).
    Rgb(f32, f32, f32),
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self::Gray(0.0);
}
