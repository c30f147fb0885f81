//! Closed frames to nodes, and their place in what is around them.

use std::ops::Range;

use super::{Builder, Frame, FrameKind, Origin, tidy};
use crate::diag::{Code, Diagnostic};
use crate::document::{
    Attr, Block, BlockKind, Cell, DefinitionItem, Image, Inline, InlineKind, ListItem, Note,
    OBJECT, plain_text, visit_inlines,
};
use crate::source::Span;

impl Builder<'_, '_, '_> {
    /// Closes the frame on top and puts what it became into the one below.
    pub(in crate::reader) fn close_top(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(mut frame) = self.frames.pop() else {
            return;
        };
        self.unused_attributes(&mut frame);
        self.unclosed_tag(&frame);
        let mut frame_inlines = std::mem::take(&mut frame.inlines);
        if frame.origin != Origin::Markdown {
            trim(&mut frame_inlines, &frame.kind);
            cover_content(&mut frame, &frame_inlines);
        }
        let within_link = matches!(frame.kind, FrameKind::Link { .. });
        let inlines = self.finish_inlines(frame_inlines, within_link);
        let Frame {
            kind,
            attr,
            origin,
            span,
            blocks,
            ..
        } = frame;
        let blocks = tidy::captions(blocks);
        match kind {
            FrameKind::Root | FrameKind::Dropped => {}
            FrameKind::Quote => {
                self.add_block(BlockKind::Quote(blocks), attr, span);
            }
            FrameKind::Alert(alert) => {
                let kind = BlockKind::Alert {
                    alert,
                    label: String::new(),
                    blocks,
                };
                self.add_block(kind, attr, span);
            }
            FrameKind::Group => self.add_block(BlockKind::Group(blocks), attr, span),
            FrameKind::Figure => {
                let block = tidy::figure(blocks, inlines, attr, span);
                self.add(block);
            }
            FrameKind::Item { task } => {
                if let Some(FrameKind::List { items, loose, .. }) = self.parent() {
                    *loose |= blocks
                        .iter()
                        .any(|block| matches!(block.kind, BlockKind::Paragraph(_)));
                    items.push(ListItem { blocks, task, span });
                } else if let Some(top) = self.frames.last_mut() {
                    top.blocks.extend(blocks);
                }
            }
            FrameKind::Definition => {
                if let Some(FrameKind::Definitions { items }) = self.parent() {
                    match items.last_mut() {
                        Some(item) => item.definitions.push(blocks),
                        None => items.push(DefinitionItem {
                            terms: Vec::new(),
                            definitions: vec![blocks],
                        }),
                    }
                }
            }
            FrameKind::Term => {
                let terms = tidy::terms(inlines, attr, span);
                if let Some(FrameKind::Definitions { items }) = self.parent() {
                    match items.last_mut() {
                        Some(item) if item.definitions.is_empty() => item.terms.extend(terms),
                        _ => items.push(DefinitionItem {
                            terms,
                            definitions: Vec::new(),
                        }),
                    }
                }
            }
            FrameKind::Cell { .. } => {
                let blocks = if blocks.is_empty() {
                    vec![Block::new(BlockKind::Plain(Vec::new()), span)]
                } else {
                    blocks
                };
                if let Some(FrameKind::Row { cells, .. }) = self.parent() {
                    cells.push(Cell { blocks });
                }
            }
            FrameKind::Row { mut cells, head } => {
                let is_caption = !head && self.is_caption_row(origin, span);
                if let Some(FrameKind::Table(table)) = self.parent() {
                    if is_caption {
                        let cell = cells.drain(..).next();
                        table.caption_row = cell.and_then(|cell| cell.blocks.into_iter().next());
                    } else if head && table.body.is_empty() {
                        table.head.push(cells);
                    } else {
                        table.body.push(cells);
                    }
                }
            }
            FrameKind::Note { label } => self.add_note(label, blocks, span),
            FrameKind::List {
                ordered,
                loose,
                items,
            } => self.add_block(
                BlockKind::List {
                    ordered,
                    tight: !loose,
                    items,
                },
                attr,
                span,
            ),
            FrameKind::Definitions { items } => {
                self.add_block(BlockKind::Definitions(items), attr, span);
            }
            FrameKind::Table(table) => self.add_table(*table, inlines, attr, span),
            FrameKind::Paragraph => {
                for block in self.paragraph(inlines, attr, span) {
                    self.add(block);
                }
            }
            FrameKind::Plain => self.add_block(BlockKind::Plain(inlines), attr, span),
            FrameKind::Heading(level) => self.add_block(
                BlockKind::Heading {
                    level,
                    content: inlines,
                },
                attr,
                span,
            ),
            FrameKind::Caption => {
                let holder =
                    self.frames.iter_mut().rev().find(|frame| {
                        matches!(frame.kind, FrameKind::Figure | FrameKind::Table(_))
                    });
                match holder {
                    Some(holder) => holder.inlines = inlines,
                    None => self.add_block(BlockKind::Paragraph(inlines), attr, span),
                }
            }
            FrameKind::Code { language, text } => {
                self.add_block(BlockKind::Code { language, text }, attr, span);
            }
            FrameKind::Reading => {
                if let Some(FrameKind::Ruby { reading, .. }) = self.parent() {
                    reading.extend(inlines);
                }
            }
            kind => self.add_inline(kind, inlines, attr, span),
        }
    }

    /// Reports a tag whose end tag never came, where HTML asks for one.
    fn unclosed_tag(&mut self, frame: &Frame) {
        let Origin::Html(name) = frame.origin else {
            return;
        };
        let optional = matches!(
            name,
            "p" | "li"
                | "dt"
                | "dd"
                | "tr"
                | "td"
                | "th"
                | "thead"
                | "tbody"
                | "tfoot"
                | "caption"
                | "rt"
                | "rp"
        );
        if !frame.ended && !optional {
            self.report.push(
                Diagnostic::warning(
                    Code::DroppedHtml,
                    format!("`<{name}>` is not closed; it ends with what it stands in"),
                )
                .at(frame.span)
                .help(format!("write `</{name}>` where it ends")),
            );
        }
    }

    pub(super) fn parent(&mut self) -> Option<&mut FrameKind> {
        self.frames.last_mut().map(|frame| &mut frame.kind)
    }

    pub(super) fn add(&mut self, block: Block) {
        if let Some(top) = self.frames.last_mut() {
            top.blocks.push(block);
        }
    }

    pub(super) fn add_block(&mut self, kind: BlockKind, attr: Attr, span: Span) {
        self.add(Block::with_attr(kind, attr, span));
    }

    fn add_inline(&mut self, kind: FrameKind, content: Vec<Inline>, attr: Attr, span: Span) {
        let mut attr = attr;
        let kind = match kind {
            FrameKind::Emph => InlineKind::Emph(content),
            FrameKind::Strong => InlineKind::Strong(content),
            FrameKind::Strike => InlineKind::Strike(content),
            FrameKind::Superscript => InlineKind::Superscript(content),
            FrameKind::Subscript => InlineKind::Subscript(content),
            FrameKind::Underline => InlineKind::Underline(content),
            FrameKind::Mark => InlineKind::Mark(content),
            FrameKind::InlineCode => InlineKind::Code(alt_text(&content)),
            FrameKind::Quotation => {
                // Straight quotes, which the resolve stage makes those of the language.
                let mut quoted = Vec::with_capacity(content.len() + 2);
                quoted.push(Inline::text("\"", span));
                quoted.extend(content);
                quoted.push(Inline::text("\"", span));
                InlineKind::Span(quoted)
            }
            FrameKind::Link { target, title } => InlineKind::Link {
                target,
                title,
                content,
            },
            FrameKind::Image { destination, title } => {
                let asset = self.find_picture(&destination, span);
                if !title.is_empty() {
                    attr.pairs.push(("title".to_owned(), title));
                }
                InlineKind::Image(Image {
                    asset,
                    destination,
                    alt: alt_text(&content),
                })
            }
            FrameKind::Ruby { mut base, reading } => {
                base.extend(content);
                InlineKind::Ruby { base, reading }
            }
            _ => InlineKind::Span(content),
        };
        if let Some(top) = self.frames.last_mut() {
            top.inlines.push(Inline::with_attr(kind, attr, span));
        }
    }

    /// The picture of a path, reported where it can't be used.
    pub(in crate::reader) fn find_picture(
        &mut self,
        destination: &str,
        span: Span,
    ) -> Option<crate::document::AssetId> {
        self.pictures
            .find(self.place.folder, destination, span, &mut self.report)
    }

    /// The range of the chapter's text that a span covers.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let range = span.range();
        range.start.saturating_sub(self.place.base)..range.end.saturating_sub(self.place.base)
    }

    fn add_note(&mut self, label: String, blocks: Vec<Block>, span: Span) {
        let chapter = self.place.chapter;
        let slot = self
            .note_id(&label)
            .and_then(|id| (id.0 as usize).checked_sub(self.place.first_note))
            .and_then(|at| self.notes.get_mut(at));
        if let Some(slot @ None) = slot {
            *slot = Some(Note {
                label,
                chapter,
                blocks,
                span,
            });
        }
    }
}

/// Inlines as plain text on one line, without what is no text; a picture is what it shows.
fn alt_text(content: &[Inline]) -> String {
    let mut objects = Vec::new();
    visit_inlines(content, &mut |inline| match &inline.kind {
        InlineKind::Image(image) => objects.push(image.alt.as_str()),
        InlineKind::Math(_) | InlineKind::NoteRef(_) => objects.push(""),
        _ => {}
    });
    let mut objects = objects.into_iter();
    let mut text = String::new();
    for c in plain_text(content).chars() {
        match c {
            OBJECT => text.push_str(objects.next().unwrap_or_default()),
            '\n' => text.push(' '),
            c => text.push(c),
        }
    }
    text.trim().to_owned()
}

/// A frame that no Markdown opened covers its content.
fn cover_content(frame: &mut Frame, inlines: &[Inline]) {
    let first = frame.blocks.first().map(|b| b.span);
    let last = frame.blocks.last().map(|b| b.span);
    let inner = [first, last]
        .into_iter()
        .flatten()
        .chain(inlines.first().map(|i| i.span))
        .chain(inlines.last().map(|i| i.span));
    for span in inner {
        frame.span = frame.span.to(span);
    }
}

/// White space at the ends of a block of HTML or of implied text is no part of it.
fn trim(inlines: &mut Vec<Inline>, kind: &FrameKind) {
    if kind.holds() != super::Holds::Text {
        return;
    }
    while let Some(last) = inlines.last_mut() {
        match &mut last.kind {
            InlineKind::SoftBreak => {
                inlines.pop();
            }
            InlineKind::Text(text) => {
                let length = text.trim_end_matches([' ', '\t', '\n']).len();
                text.truncate(length);
                if length > 0 {
                    break;
                }
                inlines.pop();
            }
            _ => break,
        }
    }
    let blank = |inline: &Inline| match &inline.kind {
        InlineKind::SoftBreak => true,
        InlineKind::Text(text) => text.trim_matches([' ', '\t', '\n']).is_empty(),
        _ => false,
    };
    let lead = inlines.iter().take_while(|inline| blank(inline)).count();
    inlines.drain(..lead);
}
