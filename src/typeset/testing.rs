//! Small documents for the tests of the typesetter, from a notation of few signs: `#` headings,
//! `>` quotations, `-` items, `|` rows of a table, four spaces for code, `***` breaks, `[^1]` notes
//! with their texts after `[^1]:`, and `*stress*`.

use std::sync::Arc;

use crate::document::{
    Attr, Block, BlockKind, Cell, Chapter, ColumnAlign, Document, Edition, Inline, InlineKind,
    Kind, ListItem, Metadata, NodeId, Note, NoteId, PagePreset, Table,
};
use crate::font::FontBook;
use crate::source::{SourceId, SourceMap, Span};
use crate::theme::Theme;
use crate::typeset::page::Pages;

/// A document of one chapter for each text.
pub(crate) fn document(kind: Kind, title: &str, chapters: &[&str]) -> Document {
    let mut document = Document {
        meta: Metadata {
            kind,
            title: title.to_owned(),
            slug: "test".to_owned(),
            page: PagePreset::A5,
            contents: kind == Kind::Book,
            ..Metadata::default()
        },
        ..Document::default()
    };
    for (index, text) in chapters.iter().enumerate() {
        let mut reader = Reader {
            chapter: index,
            notes: std::mem::take(&mut document.notes),
            labels: Vec::new(),
        };
        let blocks = reader.blocks(text);
        let title = blocks
            .iter()
            .find_map(|block| match &block.kind {
                BlockKind::Heading {
                    level: 1, content, ..
                } => Some(content.clone()),
                _ => None,
            })
            .unwrap_or_default();
        document.notes = reader.notes;
        document.chapters.push(Chapter {
            source: SourceId(0),
            path: format!("{index}.md"),
            title,
            lang: None,
            blocks,
        });
    }
    document
}

/// The document's edition.
pub(crate) fn edition(document: Document) -> Edition {
    crate::resolve::resolve(document, Arc::new(SourceMap::default())).value
}

/// The edition's pages in a theme.
pub(crate) fn pages(edition: &Edition, theme: &str) -> Pages {
    let fonts = FontBook::bundled().expect("bundled fonts parse");
    let theme = Theme::named(theme).expect("a theme in the binary");
    super::typeset(edition, theme, &fonts).value
}

/// A block without attributes.
pub(crate) fn block(kind: BlockKind) -> Block {
    Block {
        kind,
        attr: Attr::default(),
        node: NodeId::UNSET,
        span: Span::default(),
    }
}

fn inline(kind: InlineKind) -> Inline {
    Inline {
        kind,
        attr: Attr::default(),
        span: Span::default(),
    }
}

struct Reader {
    chapter: usize,
    notes: Vec<Note>,
    labels: Vec<String>,
}

impl Reader {
    fn blocks(&mut self, text: &str) -> Vec<Block> {
        let mut blocks = Vec::new();
        for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
            blocks.extend(self.block(part));
        }
        blocks
    }

    fn block(&mut self, part: &str) -> Option<Block> {
        let code = part.lines().all(|line| line.starts_with("    "));
        let part = if code { part } else { part.trim() };
        let level = part.bytes().take_while(|b| *b == b'#').count();
        let kind = if code {
            let lines: Vec<&str> = part.lines().map(|line| &line[4..]).collect();
            BlockKind::Code {
                language: None,
                text: format!("{}\n", lines.join("\n")),
            }
        } else if level > 0 {
            BlockKind::Heading {
                level: level as u8,
                number: None,
                content: self.inlines(part[level..].trim()),
            }
        } else if part == "***" {
            BlockKind::Break
        } else if part.starts_with("> ") {
            let inner: Vec<&str> = part
                .lines()
                .map(|line| line.trim_start_matches(['>', ' ']))
                .collect();
            let inner = self.inlines(&inner.join("\n"));
            BlockKind::Quote(vec![block(BlockKind::Paragraph(inner))])
        } else if part.starts_with("- ") {
            let items = part.split("\n- ").map(|item| ListItem {
                blocks: vec![block(BlockKind::Plain(
                    self.inlines(item.trim_start_matches("- ")),
                ))],
                task: None,
                span: Span::default(),
            });
            BlockKind::List {
                ordered: None,
                tight: true,
                items: items.collect(),
            }
        } else if part.starts_with('|') {
            self.table(part)
        } else if let Some((label, text)) = part
            .strip_prefix("[^")
            .and_then(|rest| rest.split_once("]: "))
        {
            let id = self.note(label);
            let content = self.inlines(text);
            self.notes[id.0 as usize].blocks = vec![block(BlockKind::Paragraph(content))];
            return None;
        } else {
            BlockKind::Paragraph(self.inlines(part))
        };
        Some(block(kind))
    }

    fn table(&mut self, part: &str) -> BlockKind {
        let mut rows: Vec<Vec<Cell>> = part
            .lines()
            .map(|line| {
                line.trim_matches('|')
                    .split('|')
                    .map(|cell| Cell {
                        blocks: vec![block(BlockKind::Plain(self.inlines(cell.trim())))],
                    })
                    .collect()
            })
            .collect();
        let body = rows.split_off(1);
        BlockKind::Table(Box::new(Table {
            columns: vec![ColumnAlign::Start; rows[0].len()],
            head: rows,
            body,
            caption: Vec::new(),
            number: None,
        }))
    }

    fn note(&mut self, label: &str) -> NoteId {
        let at = self.labels.iter().position(|known| known == label);
        let first = self.notes.len() - self.labels.len();
        let at = at.unwrap_or_else(|| {
            self.labels.push(label.to_owned());
            self.notes.push(Note {
                label: label.to_owned(),
                chapter: self.chapter,
                blocks: Vec::new(),
                span: Span::default(),
            });
            self.labels.len() - 1
        });
        NoteId((first + at).min(self.notes.len() - 1) as u32)
    }

    fn inlines(&mut self, text: &str) -> Vec<Inline> {
        let mut out = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if index > 0 {
                out.push(inline(InlineKind::SoftBreak));
            }
            for (odd, piece) in line.split('*').enumerate() {
                let mut rest = piece;
                let mut content = Vec::new();
                while let Some(at) = rest.find("[^") {
                    let end = rest[at..].find(']').map_or(rest.len(), |e| at + e);
                    content.push(inline(InlineKind::Text(rest[..at].to_owned())));
                    let id = self.note(&rest[at + 2..end]);
                    content.push(inline(InlineKind::NoteRef(id)));
                    rest = rest.get(end + 1..).unwrap_or_default();
                }
                if !rest.is_empty() {
                    content.push(inline(InlineKind::Text(rest.to_owned())));
                }
                if odd % 2 == 1 {
                    out.push(inline(InlineKind::Emph(content)));
                } else {
                    out.extend(content);
                }
            }
        }
        out
    }
}
