//! Style: inlines with the theme become [`StyledText`], the input of shaping with everything that
//! layout needs to know of it later: links, pictures, notes and anchors.

mod chars;
mod collect;
mod formula;
mod inline;
mod ruby;

pub(crate) use chars::{char_style, line_gray};
pub(crate) use collect::{Collector, Look};
pub(crate) use inline::{direction_of, width_of};

use crate::diag::Diagnostics;
use crate::document::{AnchorId, Lang, NoteId};
use crate::edition::Edition;
use crate::font::FontBook;
use crate::style::{TextStyle, Theme};
use crate::units::Length;

pub(crate) use super::paragraph::{LinkTo, RubyText, Shown};
use super::structure::{StructId, StructTree};
use super::text::{Missing, RichText};

/// The text of one block with its styles.
#[derive(Debug, Clone, Default)]
pub(crate) struct StyledText {
    /// What is shaped and broken into lines.
    pub(crate) rich: RichText,
    /// The links, by their [`LinkId`](super::text::LinkId).
    pub(crate) links: Vec<LinkTo>,
    /// The pictures and formulas: the run in the text, and what it shows.
    pub(crate) objects: Vec<(usize, Shown)>,
    /// The notes referred to: the offset of the reference in the text.
    pub(crate) notes: Vec<(usize, NoteId)>,
    /// The places that can be linked to: their offset in the text.
    pub(crate) anchors: Vec<(usize, AnchorId)>,
    /// Characters of its formulas and readings that no font has.
    pub(crate) missing: Vec<Missing>,
}

/// What styling needs beside the text, and what it adds to.
pub(crate) struct Styling<'a> {
    /// The edition.
    pub(crate) edition: &'a Edition,
    /// The theme at the size of the page.
    pub(crate) theme: &'a Theme,
    /// The fonts, for formulas.
    pub(crate) fonts: &'a FontBook,
    /// The structure, which elements in the line are added to.
    pub(crate) structure: &'a mut StructTree,
    /// What is noticed.
    pub(crate) diagnostics: &'a mut Diagnostics,
    /// How often each note was referred to so far.
    pub(crate) note_refs: &'a mut [u32],
}

/// How a text is styled as a whole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextSpec<'a> {
    /// The style.
    pub(crate) style: &'a TextStyle,
    /// The language.
    pub(crate) lang: &'a Lang,
    /// The structure element that the text belongs to.
    pub(crate) element: StructId,
    /// The width that pictures in the line must not exceed.
    pub(crate) measure: Length,
}
