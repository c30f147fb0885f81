//! Flow: blocks become a galley. Each kind of block has its file; this one holds what they share:
//! the column being made, and the context a block stands in.

mod block;
mod code;
mod column;
mod figure;
mod formula;
mod heading;
mod lines;
mod list;
mod missing;
mod note;
mod opening;
mod plate;
mod quote;
mod ruby;
mod table;

use crate::diag::Diagnostics;
use crate::document::{Lang, NodeId, TextDirection};
use crate::edition::Edition;
use crate::source::Span;
use crate::style::{Align, BlockStyle, PageLayout, Theme};
use crate::units::Length;

use super::galley::{Frame, Galley, Part};
use super::paragraph::TextEngine;
use super::structure::{StructId, StructTree};
use super::style::Styling;
use super::tally::Tally;

pub(crate) use block::opening_style;
pub(crate) use lines::{LineSet, MainText, plain_shape};
pub(crate) use missing::MissingGlyphs;
pub(crate) use opening::Opening;

/// Blocks nested deeper than this are set without further indents.
const DEEPEST: usize = 24;

/// What makes galleys; [`Flow::take`] hands one over, and structure, findings and counts go on with the next.
pub(crate) struct Flow<'a> {
    /// The edition.
    pub(crate) edition: &'a Edition,
    /// The theme at the size of the page.
    pub(crate) theme: &'a Theme,
    /// The page.
    pub(crate) layout: PageLayout,
    /// What sets text.
    pub(crate) engine: TextEngine<'a>,
    /// The structure made so far.
    pub(crate) structure: StructTree,
    /// What was noticed.
    pub(crate) diagnostics: Diagnostics,
    /// What was counted.
    pub(crate) tally: Tally,
    /// The body text as a block.
    pub(crate) body: &'a BlockStyle,
    note_refs: Vec<u32>,
    notes_set: Vec<bool>,
    galley: Galley,
    pending: column::Pending,
    marker: Vec<Part>,
    /// The next paragraph opens a chapter or an article.
    opens: Option<Opening>,
    /// The capital that the next paragraph begins with.
    capital: Option<opening::Capital>,
    /// How many columns are put aside.
    asides: usize,
    /// So many lines of the next paragraph stay together.
    keep_first: usize,
    /// Characters without a glyph.
    pub(crate) missing: MissingGlyphs,
}

/// What a block stands in.
#[derive(Debug, Clone)]
pub(crate) struct Ctx<'s> {
    /// The left edge.
    pub(crate) left: Length,
    /// The width.
    pub(crate) measure: Length,
    /// The structure element that blocks are added to.
    pub(crate) element: StructId,
    /// The language.
    pub(crate) lang: Lang,
    /// The direction.
    pub(crate) direction: TextDirection,
    /// How paragraphs are set.
    pub(crate) style: &'s BlockStyle,
    /// How deep the block is nested; 0 stands on the grid.
    pub(crate) depth: usize,
    /// How many lists it stands in.
    pub(crate) lists: usize,
    /// The frame it stands in.
    pub(crate) frame: Option<usize>,
    /// Whether it is main text, whose places count for the page list.
    pub(crate) main: MainText,
    /// The indent of a paragraph that follows another.
    pub(crate) indent: Length,
}

impl<'a> Flow<'a> {
    /// A maker of galleys for an edition. The theme is at the size of the page already.
    pub(crate) fn new(
        edition: &'a Edition,
        theme: &'a Theme,
        body: &'a BlockStyle,
        engine: TextEngine<'a>,
    ) -> Self {
        let notes = edition.notes.len().max(edition.document.notes.len());
        Self {
            edition,
            theme,
            layout: PageLayout::new(theme, edition.document.meta.page),
            engine,
            structure: StructTree::default(),
            diagnostics: Diagnostics::new(),
            tally: Tally::default(),
            body,
            note_refs: vec![0; notes],
            notes_set: vec![false; notes],
            galley: Galley::default(),
            pending: column::Pending::default(),
            marker: Vec::new(),
            opens: None,
            capital: None,
            asides: 0,
            keep_first: 0,
            missing: MissingGlyphs::default(),
        }
    }

    /// The context of a chapter's blocks.
    pub(crate) fn context(&self, element: StructId, lang: &Lang) -> Ctx<'a> {
        Ctx {
            left: Length::ZERO,
            measure: self.layout.measure,
            element,
            lang: lang.clone(),
            direction: lang.direction(),
            style: self.body,
            depth: 0,
            lists: 0,
            frame: None,
            main: MainText::Yes,
            indent: self.theme.indent,
        }
    }

    /// The galley made so far; a new one is begun.
    pub(crate) fn take(&mut self) -> Galley {
        self.pending = column::Pending::default();
        self.marker.clear();
        std::mem::take(&mut self.galley)
    }

    /// What styling needs.
    pub(crate) fn styling(&mut self) -> Styling<'_> {
        Styling {
            edition: self.edition,
            theme: self.theme,
            fonts: self.engine.fonts(),
            structure: &mut self.structure,
            diagnostics: &mut self.diagnostics,
            note_refs: &mut self.note_refs,
        }
    }

    /// Adds a frame and returns its place.
    fn add_frame(&mut self, frame: Frame) -> usize {
        self.galley.frames.push(frame);
        self.galley.frames.len() - 1
    }

    /// All that was noticed, with what no font has.
    pub(crate) fn findings(&mut self) -> Diagnostics {
        let mut found = std::mem::take(&mut self.diagnostics);
        for diagnostic in self.missing.diagnostics() {
            found.push(diagnostic);
        }
        found
    }
}

impl<'s> Ctx<'s> {
    /// The context within indents, one level deeper. Where the text runs right to left, its start is on the right.
    pub(crate) fn indented(&self, start: Length, end: Length) -> Self {
        let mut inner = self.clone();
        inner.depth += 1;
        if self.depth >= DEEPEST {
            return inner;
        }
        // A line holds some letters at least, however deep it is nested.
        let room = self.measure - start - end;
        if room < self.style.text.size * 6 {
            return inner;
        }
        inner.measure = room;
        inner.left += match self.direction {
            TextDirection::Ltr => start,
            TextDirection::Rtl => end,
        };
        inner
    }

    /// The context with another style of paragraphs.
    #[must_use]
    pub(crate) fn styled<'t>(&self, style: &'t BlockStyle) -> Ctx<'t>
    where
        's: 't,
    {
        Ctx {
            style,
            ..self.clone()
        }
    }
}

/// The theme's body text as a block.
pub(crate) fn body_block(theme: &Theme) -> BlockStyle {
    BlockStyle {
        text: theme.body.clone(),
        align: Align::Justify,
        hyphenate: true,
        above: Length::ZERO,
        below: Length::ZERO,
        indent_start: Length::ZERO,
        indent_end: Length::ZERO,
    }
}

/// A place in the source for findings about a block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// The block; unset for text that is in none, such as a title from the metadata.
    pub(crate) node: NodeId,
    /// Where it was written, unless the typesetter made it up.
    pub(crate) span: Option<Span>,
}

impl Place {
    /// The place of a text in no block.
    pub(crate) fn outside(span: Option<Span>) -> Self {
        Self {
            node: NodeId::UNSET,
            span,
        }
    }
}
