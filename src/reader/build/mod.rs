//! Events to blocks and inlines, with a stack of open frames. Nothing here recurses, and the depth
//! of what is built is bounded: what is deeper is joined to what stands around it.

mod attach;
mod event;
mod figure;
mod frame;
mod placement;
mod roles;
mod table;
mod tidy;

use std::collections::BTreeMap;
use std::ops::Range;

pub(super) use frame::{Frame, FrameKind, Holds, Origin, TableFrame};

use super::attributes;
use super::clean::{clean, is_xml_char};
use super::inline;
use super::parse;
use super::picture::Pictures;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{
    Attr, Block, BlockKind, Image, Inline, InlineKind, InlineRole, Note, NoteId, Role,
    visit_blocks, visit_inlines,
};
use crate::source::{SourceId, Span};

/// How deep blocks may nest.
const MAX_BLOCK_DEPTH: usize = 64;
/// How deep frames may nest in all.
const MAX_DEPTH: usize = 96;
/// How many cells may be added to short rows of tables in a chapter.
const MAX_FILLERS: usize = 200_000;

/// What a chapter is and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The source of the text.
    pub(super) source: SourceId,
    /// Where the text starts in its source.
    pub(super) base: usize,
    /// The chapter's number, from 0.
    pub(super) chapter: usize,
    /// The number of its first note.
    pub(super) first_note: usize,
    /// How deep blocks may nest, if not less.
    pub(super) depth: usize,
    /// The folder that its pictures' paths start from, relative to the manuscript.
    pub(super) folder: &'a str,
}

/// What a chapter was read to.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) blocks: Vec<Block>,
    pub(super) notes: Vec<Note>,
    pub(super) report: Diagnostics,
}

/// Reads one chapter.
pub(super) struct Builder<'a, 'p, 'f> {
    text: &'a str,
    place: Place<'a>,
    pub(super) pictures: &'p mut Pictures<'f>,
    pub(super) report: Diagnostics,
    pub(super) frames: Vec<Frame>,
    /// For each start event whose end has not come: whether it opened a frame.
    starts: Vec<bool>,
    attribute_lines: parse::AttributeLines,
    escapes: Vec<usize>,
    /// Where the last inline event ended.
    last_end: usize,
    labels: BTreeMap<String, NoteId>,
    notes: Vec<Option<Note>>,
    fillers: usize,
    /// True while the tags of an HTML block are read, which stand in no paragraph of Markdown.
    pub(super) in_html_block: bool,
    /// The lines of an HTML block so far, with the place of each.
    pub(super) html: Option<(String, Vec<(usize, usize)>)>,
}

impl<'a, 'p, 'f> Builder<'a, 'p, 'f> {
    /// Reads a chapter's Markdown.
    pub(super) fn build(text: &'a str, place: Place<'a>, pictures: &'p mut Pictures<'f>) -> Built {
        let (attribute_lines, replaced) = parse::attribute_lines(text);
        let parsed: &str = replaced.as_deref().unwrap_or(text);
        let events: Vec<parse::Spanned<'_>> =
            pulldown_cmark::Parser::new_ext(parsed, parse::options())
                .into_offset_iter()
                .collect();
        let mut builder = Builder {
            text,
            place,
            pictures,
            report: Diagnostics::default(),
            frames: Vec::new(),
            starts: Vec::new(),
            attribute_lines,
            escapes: Vec::new(),
            last_end: usize::MAX,
            labels: BTreeMap::new(),
            notes: Vec::new(),
            fillers: 0,
            in_html_block: false,
            html: None,
        };
        builder.collect_labels(&events);
        builder.frames.push(Frame::new(
            FrameKind::Root,
            Attr::default(),
            Origin::Markdown,
            builder.span(0..text.len()),
        ));
        for (event, range) in events {
            builder.event(event, range);
        }
        builder.finish()
    }

    fn finish(mut self) -> Built {
        while self.frames.len() > 1 {
            self.close_top();
        }
        let mut blocks = match self.frames.pop() {
            Some(mut root) => {
                self.unused_attributes(&mut root);
                tidy::captions(root.blocks)
            }
            None => Vec::new(),
        };
        let chapter = self.place.chapter;
        let start = self.span(0..0);
        let mut notes = self
            .notes
            .into_iter()
            .map(|note| {
                // A definition that vanished when attribute lines were replaced; its references stay valid.
                note.unwrap_or_else(|| Note {
                    label: String::new(),
                    chapter,
                    blocks: Vec::new(),
                    span: start,
                })
            })
            .collect::<Vec<Note>>();
        let mut report = self.report;
        placement::settle(&mut blocks, &mut report);
        for note in &mut notes {
            placement::refuse_in(&mut note.blocks, &mut report);
        }
        roles::read(&mut blocks);
        missing_alts(&blocks, &mut report);
        for note in &mut notes {
            roles::read(&mut note.blocks);
            missing_alts(&note.blocks, &mut report);
        }
        Built {
            blocks,
            notes,
            report,
        }
    }

    /// A span from a range of the chapter's text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(
            self.place.source,
            self.place.base + range.start..self.place.base + range.end,
        )
    }

    /// The frame on top. The root is never closed before the end.
    pub(super) fn top(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut()
    }

    /// What the frame on top may hold.
    pub(super) fn top_holds(&self) -> Holds {
        self.frames
            .last()
            .map_or(Holds::Nothing, |frame| frame.kind.holds())
    }

    /// Opens a frame where it may stand; false when it is too deep or what is around it is dropped.
    pub(super) fn open(
        &mut self,
        kind: FrameKind,
        attr: Attr,
        origin: Origin,
        range: Range<usize>,
    ) -> bool {
        let holds = kind.holds();
        let inline = holds == Holds::Inlines;
        if self.top_holds() == Holds::Nothing {
            return false;
        }
        let limit = if inline {
            MAX_DEPTH
        } else {
            MAX_BLOCK_DEPTH.min(self.place.depth.max(1))
        };
        if kind.nests() && self.frames.len() >= limit {
            let span = self.span(range);
            self.report.push_once(
                Diagnostic::warning(
                    Code::LimitExceeded,
                    format!("this is nested more than {limit} deep; what is deeper was joined"),
                )
                .at(span),
            );
            return false;
        }
        let mut attr = attr;
        match &kind {
            FrameKind::Item { .. } | FrameKind::Term | FrameKind::Definition => {}
            FrameKind::Cell { .. } | FrameKind::Row { .. } | FrameKind::Caption => {}
            FrameKind::Dropped | FrameKind::Reading => {}
            _ if inline => self.make_room_for_inlines(range.start),
            _ => {
                self.make_room_for_blocks(range.start);
                attr = self.with_waiting(attr);
            }
        }
        let mut range = range;
        if !inline && let Some(text) = self.text.get(range.clone()) {
            // The line end after a block is no part of it.
            range.end = range.start + text.trim_end().len();
        }
        let span = self.span(range);
        self.frames.push(Frame::new(kind, attr, origin, span));
        true
    }

    /// The attributes that wait for the next block, with those of the block itself.
    fn with_waiting(&mut self, own: Attr) -> Attr {
        match self.top().and_then(|top| top.waiting.take()) {
            Some((mut waiting, _)) => {
                attributes::merge(&mut waiting, own);
                waiting
            }
            None => own,
        }
    }

    /// Makes the top a frame that holds inlines, with a paragraph where there is none.
    pub(super) fn make_room_for_inlines(&mut self, at: usize) {
        loop {
            let kind = match self.frames.last().map(|frame| &frame.kind) {
                Some(FrameKind::List { .. }) => FrameKind::Item { task: None },
                Some(FrameKind::Definitions { .. }) => FrameKind::Definition,
                Some(FrameKind::Table(_)) => FrameKind::Row {
                    cells: Vec::new(),
                    head: false,
                },
                Some(FrameKind::Row { head, .. }) => FrameKind::Cell { head: *head },
                Some(FrameKind::Item { .. } | FrameKind::Definition | FrameKind::Cell { .. }) => {
                    FrameKind::Plain
                }
                Some(kind) if kind.holds() == Holds::Blocks => FrameKind::Paragraph,
                _ => return,
            };
            let attr = if matches!(kind, FrameKind::Plain | FrameKind::Paragraph) {
                self.with_waiting(Attr::default())
            } else {
                Attr::default()
            };
            let span = self.span(at..at);
            self.frames
                .push(Frame::new(kind, attr, Origin::Implied, span));
        }
    }

    /// Makes the top a frame that holds blocks: closes paragraphs and the like, and opens items and
    /// cells where only these may stand.
    pub(super) fn make_room_for_blocks(&mut self, at: usize) {
        while self.frames.len() > 1
            && matches!(self.top_holds(), Holds::Text | Holds::Inlines | Holds::Raw)
        {
            self.close_top();
        }
        loop {
            let kind = match self.frames.last().map(|frame| &frame.kind) {
                Some(FrameKind::List { .. }) => FrameKind::Item { task: None },
                Some(FrameKind::Definitions { .. }) => FrameKind::Definition,
                Some(FrameKind::Table(_)) => FrameKind::Row {
                    cells: Vec::new(),
                    head: false,
                },
                Some(FrameKind::Row { head, .. }) => FrameKind::Cell { head: *head },
                _ => return,
            };
            let span = self.span(at..at);
            self.frames
                .push(Frame::new(kind, Attr::default(), Origin::Implied, span));
        }
    }

    /// Closes the topmost frame that Markdown opened, and all above it.
    fn close_markdown(&mut self) {
        while self.frames.len() > 1 {
            let markdown = self
                .frames
                .last()
                .is_some_and(|frame| frame.origin == Origin::Markdown);
            self.close_top();
            if markdown {
                return;
            }
        }
    }

    /// Puts an inline where inlines may stand.
    pub(super) fn push_inline(&mut self, kind: InlineKind, attr: Attr, range: Range<usize>) {
        let span = self.span(range);
        self.push(Inline::with_attr(kind, attr, span));
    }

    /// Puts an inline of a role where inlines may stand.
    pub(super) fn push_role(&mut self, kind: InlineKind, role: InlineRole, range: Range<usize>) {
        let mut inline = Inline::new(kind, self.span(range));
        inline.role = Some(role);
        self.push(inline);
    }

    fn push(&mut self, inline: Inline) {
        if self.top_holds() == Holds::Nothing {
            return;
        }
        let start = inline.span.start as usize;
        self.make_room_for_inlines(start.saturating_sub(self.place.base));
        if let Some(top) = self.top() {
            if let FrameKind::Code { text, .. } = &mut top.kind {
                match inline.kind {
                    InlineKind::Text(more) | InlineKind::Code(more) => text.push_str(&more),
                    InlineKind::SoftBreak | InlineKind::LineBreak => text.push('\n'),
                    _ => {}
                }
                return;
            }
            top.inlines.push(inline);
        }
    }

    /// Puts a block where blocks may stand.
    pub(super) fn push_block(&mut self, kind: BlockKind, attr: Attr, range: Range<usize>) {
        if self.top_holds() == Holds::Nothing {
            return;
        }
        self.make_room_for_blocks(range.start);
        let attr = self.with_waiting(attr);
        let span = self.span(range);
        if let Some(top) = self.top() {
            top.blocks.push(Block::with_attr(kind, attr, span));
        }
    }

    /// A text as it may stand in a document; what may not is reported.
    pub(super) fn clean(
        &mut self,
        text: std::borrow::Cow<'_, str>,
        range: &Range<usize>,
    ) -> String {
        if text.chars().all(is_xml_char) {
            return text.into_owned();
        }
        let exact = self.text.get(range.clone()) == Some(&*text);
        for (at, c) in text.char_indices().filter(|(_, c)| !is_xml_char(*c)) {
            let at = if exact { range.start + at } else { range.start };
            let end = if exact { at + c.len_utf8() } else { range.end };
            let span = self.span(at..end);
            self.report.push(
                Diagnostic::warning(
                    Code::BadCharacter,
                    format!(
                        "the character U+{:04X} is not allowed in a document and was left out",
                        u32::from(c)
                    ),
                )
                .at(span),
            );
        }
        clean(text).into_owned()
    }

    /// The passes over a whole list of inlines.
    fn finish_inlines(&mut self, pieces: Vec<Inline>, within_link: bool) -> Vec<Inline> {
        let in_link = within_link
            || self
                .frames
                .iter()
                .any(|frame| matches!(frame.kind, FrameKind::Link { .. }));
        let context = inline::Context {
            text: self.text,
            base: self.place.base,
            escapes: &self.escapes,
            notes: &self.labels,
        };
        let autolinks = if in_link {
            inline::Autolinks::Leave
        } else {
            inline::Autolinks::Make
        };
        inline::finish(pieces, &context, autolinks, &mut self.report)
    }

    /// Reports attributes that no block came for.
    fn unused_attributes(&mut self, frame: &mut Frame) {
        if let Some((_, span)) = frame.waiting.take() {
            self.report.push(
                Diagnostic::warning(
                    Code::BadAttributes,
                    "these attributes have no block to belong to",
                )
                .at(span)
                .help("put the line directly before the block that it is meant for"),
            );
        }
    }

    /// Takes an event that stands for a line of block attributes; false for any other.
    pub(super) fn take_attribute_line(&mut self, range: &Range<usize>) -> bool {
        let Some((&start, _)) = self.attribute_lines.range(range.clone()).next() else {
            return false;
        };
        let Some(raw) = self.attribute_lines.remove(&start) else {
            return false;
        };
        let end = range.end.min(self.text.len());
        let length = self
            .text
            .get(start..end)
            .map_or(0, |line| line.trim_end().len());
        let span = self.span(start..start + length);
        let attr = attributes::check(raw, span, &mut self.report);
        self.make_room_for_blocks(start);
        if let Some(top) = self.top() {
            match &mut top.waiting {
                Some((waiting, _)) => attributes::merge(waiting, attr),
                waiting => *waiting = Some((attr, span)),
            }
        }
        true
    }

    /// The number of the note with a label.
    pub(super) fn note_id(&self, label: &str) -> Option<NoteId> {
        self.labels.get(&inline::note_key(label)).copied()
    }
}

/// Reports pictures that say nothing to those who don't see them. One that is only an ornament is
/// marked by the class `ornament` or the attribute `role=presentation`, or in HTML by `alt=""`.
fn missing_alts(blocks: &[Block], report: &mut Diagnostics) {
    let mut check = |image: &Image, is_ornament: bool, attr: &Attr, span: Span| {
        let ornament = is_ornament || matches!(attr.get("role"), Some("presentation" | "none"));
        if image.alt.is_empty() && !ornament {
            report.push(
                Diagnostic::warning(Code::MissingAlt, "this picture has no alternative text")
                    .at(span)
                    .help(
                        "say in the square brackets what it shows, or mark it with `{.ornament}`",
                    ),
            );
        }
    };
    visit_blocks(blocks, &mut |block| {
        if let BlockKind::Figure { image, .. } = &block.kind {
            let is_ornament = block.role == Some(Role::Ornament);
            check(image, is_ornament, &block.attr, block.span);
        }
        visit_inlines(block.inlines(), &mut |inline| {
            if let InlineKind::Image(image) = &inline.kind {
                let is_ornament = inline.role == Some(InlineRole::Ornament);
                check(image, is_ornament, &inline.attr, inline.span);
            }
        });
    });
}
