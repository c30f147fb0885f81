//! Flow: blocks become a galley.
//!
//! Each kind of block has its file with a function that sets it, `set_list`, `set_quote`. Such a function reads the
//! context that a block stands in ([`Ctx`]) and adds to the parts of [`Flow`]: boxes to the column, elements to the
//! structure, what is noticed to the findings. Blocks within blocks are set through this file, so that the files of
//! the kinds need not know one another.

mod block;
mod code;
mod column;
mod figure;
mod findings;
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

use crate::document::{Lang, NodeId, TextDirection};
use crate::edition::Edition;
use crate::source::Span;
use crate::style::{Align, BlockStyle, PageLayout, Theme};
use crate::units::Length;

use super::paragraph::TextEngine;
use super::structure::{StructId, StructTree, Tag};
use super::style::Styling;

pub(crate) use block::{opening_style, set_blocks};
pub(crate) use column::Column;
pub(crate) use findings::Findings;
pub(crate) use heading::{set_heading, set_heading_lines};
pub(crate) use lines::{LineSet, MainText, TextBlock, plain_shape, set_lines, text_shape};
pub(crate) use opening::Opening;
pub(crate) use ruby::set_rubies;

use code::{CONTINUED, set_code};
use figure::{caption_inset, push_floating, set_caption, set_caption_in, set_figure};
use formula::set_formula;
use heading::{plain, set_ornament, set_part};
use list::{set_definitions, set_list};
use note::{lines_of, set_notes};
use opening::{Capital, dress_opening};
use plate::set_plate;
use quote::{set_alert, set_quote, set_verse};
use ruby::room_for_readings;
use table::{Stands, set_table};

/// Blocks nested deeper than this are set without further indents.
const DEEPEST: usize = 24;

/// What stays the same for all of an edition.
#[derive(Clone, Copy)]
pub(crate) struct Setup<'a> {
    /// The edition.
    pub(crate) edition: &'a Edition,
    /// The theme at the size of the page.
    pub(crate) theme: &'a Theme,
    /// The page.
    pub(crate) layout: PageLayout,
    /// The body text as a block.
    pub(crate) body: &'a BlockStyle,
}

/// What the functions that set blocks add to, each part by itself. [`Column::take_galley`] hands a galley over; the other
/// parts go on with the next.
pub(crate) struct Flow<'a> {
    /// What sets text.
    pub(crate) engine: TextEngine<'a>,
    /// Where boxes go.
    pub(crate) column: Column,
    /// The structure made so far.
    pub(crate) structure: StructTree,
    /// What was noticed and counted.
    pub(crate) findings: Findings,
    /// Which notes were met.
    pub(crate) notes: NotesMet,
    /// The next paragraph opens a chapter or an article.
    pub(crate) opens: Option<Opening>,
}

/// Which notes were met, by their place in the document.
#[derive(Debug, Default)]
pub(crate) struct NotesMet {
    /// How often each was referred to.
    refs: Vec<u32>,
    /// Whether it was set.
    set: Vec<bool>,
}

/// What a block stands in.
#[derive(Clone)]
pub(crate) struct Ctx<'s> {
    /// The edition.
    pub(crate) edition: &'s Edition,
    /// The theme at the size of the page.
    pub(crate) theme: &'s Theme,
    /// The page.
    pub(crate) layout: PageLayout,
    /// The body text as a block.
    pub(crate) body: &'s BlockStyle,
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

impl<'a> Setup<'a> {
    /// The theme must be at the size of the page already.
    pub(crate) fn new(edition: &'a Edition, theme: &'a Theme, body: &'a BlockStyle) -> Self {
        Self {
            edition,
            theme,
            layout: PageLayout::new(theme, edition.document.meta.page),
            body,
        }
    }

    /// The context of a chapter's blocks.
    pub(crate) fn context(&self, element: StructId, lang: &Lang) -> Ctx<'a> {
        Ctx {
            edition: self.edition,
            theme: self.theme,
            layout: self.layout,
            body: self.body,
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
}

impl<'a> Flow<'a> {
    /// Begins with an empty column, and a structure that has its root alone.
    pub(crate) fn new(setup: &Setup<'a>, engine: TextEngine<'a>) -> Self {
        let edition = setup.edition;
        let notes = edition.notes.len().max(edition.document.notes.len());
        let mut structure = StructTree::default();
        structure.add(None, Tag::Document);
        Self {
            engine,
            column: Column::new(setup.layout),
            structure,
            findings: Findings::default(),
            notes: NotesMet {
                refs: vec![0; notes],
                set: vec![false; notes],
            },
            opens: None,
        }
    }

    /// What styling needs.
    pub(crate) fn styling<'s>(&'s mut self, ctx: &Ctx<'s>) -> Styling<'s> {
        Styling {
            edition: ctx.edition,
            theme: ctx.theme,
            fonts: self.engine.fonts(),
            structure: &mut self.structure,
            diagnostics: &mut self.findings.diagnostics,
            note_refs: &mut self.notes.refs,
        }
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
