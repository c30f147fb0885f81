//! Editions made by hand, for tests: what the stages before would hand over.

mod book;

use std::collections::BTreeMap;

use crate::document::{
    AnchorId, Block, BlockKind, Chapter, Contributor, Date, Document, Identifiers, Inline,
    InlineKind, Kind, Lang, Metadata, NodeId, Note, NoteId, Placement, Relator, SourceWork,
};
use crate::edition::{
    Anchor, AnchorTarget, Edition, NoteUse, PageBreak, PageMap, TextPosition, TocEntry,
};
use crate::source::{SourceId, Span};

pub(in crate::epub) use book::book;

/// Numbers blocks as the resolve stage does.
#[derive(Default)]
pub(super) struct Numbers(u32);

impl Numbers {
    pub(super) fn block(&mut self, kind: BlockKind) -> Block {
        self.0 += 1;
        Block {
            node: NodeId(self.0),
            ..Block::new(kind, Span::default())
        }
    }

    pub(super) fn p(&mut self, content: Vec<Inline>) -> Block {
        self.block(BlockKind::Paragraph(content))
    }

    pub(super) fn plain(&mut self, text: &str) -> Block {
        self.block(BlockKind::Plain(vec![t(text)]))
    }

    pub(super) fn h(&mut self, level: u8, id: &str, text: &str) -> Block {
        let block = self.block(BlockKind::Heading {
            level,
            content: vec![t(text)],
        });
        with_id(block, id)
    }
}

pub(super) fn with_id(mut block: Block, id: &str) -> Block {
    block.attr.id = Some(id.to_owned());
    block
}

pub(super) fn with_class(mut block: Block, class: &str) -> Block {
    block.attr.classes.push(class.to_owned());
    block.read_classes();
    block
}

pub(super) fn i(kind: InlineKind) -> Inline {
    Inline::new(kind, Span::default())
}

pub(super) fn t(text: &str) -> Inline {
    i(InlineKind::Text(text.to_owned()))
}

pub(super) fn in_lang(tag: &str, text: &str) -> Inline {
    let mut span = i(InlineKind::Span(vec![t(text)]));
    span.attr.lang = Some(Lang::new(tag).expect("a language"));
    span
}

pub(super) fn chapter(path: &str, title: &str, blocks: Vec<Block>) -> Chapter {
    Chapter {
        source: SourceId(0),
        path: path.to_owned(),
        title: if title.is_empty() {
            Vec::new()
        } else {
            vec![t(title)]
        },
        lang: None,
        blocks,
        placement: Placement::default(),
    }
}

/// Fills in what the resolve stage finds: ids, contents and uses of notes.
pub(super) fn edition(document: Document) -> Edition {
    let mut anchors = BTreeMap::new();
    let mut toc = Vec::new();
    let mut notes: Vec<NoteUse> = (0..document.notes.len())
        .map(|index| NoteUse {
            number: index as u32 + 1,
            label: (index + 1).to_string(),
            back: String::new(),
            chapter: 0,
            id: AnchorId::new(format!("note-{}", index + 1)),
            refs: Vec::new(),
        })
        .collect();
    for (index, chapter) in document.chapters.iter().enumerate() {
        let mut anchor = |id: &str, target| {
            anchors.insert(
                AnchorId::new(id),
                Anchor {
                    chapter: index,
                    target,
                },
            );
        };
        anchor(
            Edition::chapter_anchor(index).as_str(),
            AnchorTarget::Chapter,
        );
        let titled = chapter
            .blocks
            .iter()
            .any(|block| matches!(block.kind, BlockKind::Heading { level: 1, .. }));
        if !chapter.title.is_empty() && !titled {
            let entry = TocEntry {
                title: chapter.title.clone(),
                number: None,
                target: Edition::chapter_anchor(index),
                chapter: index,
                level: 1,
                children: Vec::new(),
            };
            insert(&mut toc, entry);
        }
        crate::document::visit_blocks(&chapter.blocks, &mut |block| {
            if let Some(id) = &block.attr.id {
                anchor(id, AnchorTarget::Block(block.node));
            }
            if let (BlockKind::Heading { level, content, .. }, Some(id)) =
                (&block.kind, &block.attr.id)
            {
                let entry = TocEntry {
                    title: content.clone(),
                    number: None,
                    target: AnchorId::new(id.as_str()),
                    chapter: index,
                    level: *level,
                    children: Vec::new(),
                };
                insert(&mut toc, entry);
            }
            crate::document::visit_inlines(block.inlines(), &mut |inline| {
                if let InlineKind::NoteRef(note) = inline.kind {
                    let used = &mut notes[note.0 as usize];
                    let count = used.refs.len();
                    let suffix = if count == 0 {
                        String::new()
                    } else {
                        format!("-{}", count + 1)
                    };
                    used.refs
                        .push(AnchorId::new(format!("noteref-{}{suffix}", note.0 + 1)));
                }
            });
        });
    }
    crate::edition::resolve::surround(Edition {
        document,
        notes,
        toc,
        anchors,
        ..Edition::default()
    })
}

fn insert(entries: &mut Vec<TocEntry>, entry: TocEntry) {
    match entries.last_mut() {
        Some(last) if last.level < entry.level => insert(&mut last.children, entry),
        _ => entries.push(entry),
    }
}

pub(super) fn meta(kind: Kind, title: &str) -> Metadata {
    Metadata {
        slug: "sample".to_owned(),
        kind,
        title: title.to_owned(),
        identifiers: Identifiers {
            uuid: "0a0a0a0a-1b1b-5c1c-8d1d-2e2e2e2e2e2e".to_owned(),
            ..Identifiers::default()
        },
        ..Metadata::default()
    }
}

/// An article with sections and notes, whose source has a heading of neither.
pub(super) fn article() -> Edition {
    let mut n = Numbers::default();
    let note = NoteId(0);
    let blocks = vec![
        n.p(vec![
            t("Pyongyang ("),
            in_lang("ko", "평양"),
            t(") and Tehran ("),
            in_lang("fa", "تهران"),
            t(")."),
            i(InlineKind::NoteRef(note)),
        ]),
        n.p(vec![t("A second paragraph & a <tag>\u{0}\u{B}.")]),
        n.h(2, "first", "First section"),
        n.p(vec![t("Text"), i(InlineKind::NoteRef(note)), t(".")]),
        n.h(3, "below", "Below"),
        n.p(vec![t("End.")]),
    ];
    let notes = vec![Note {
        label: "1".into(),
        chapter: 0,
        blocks: vec![
            n.p(vec![t("A note.")]),
            n.p(vec![t("Its second paragraph.")]),
        ],
        span: Span::default(),
    }];
    let mut meta = meta(Kind::Article, "Strange <Allies> & Friends");
    meta.subtitle = Some("A subtitle".into());
    meta.contributors = vec![
        Contributor {
            name: "Ada Lovelace".into(),
            file_as: Some("Lovelace, Ada".into()),
            role: Relator::AUTHOR,
        },
        Contributor {
            name: "B".into(),
            file_as: None,
            role: Relator::AUTHOR,
        },
        Contributor {
            name: "C".into(),
            file_as: None,
            role: Relator::from_code(*b"edt"),
        },
    ];
    meta.description = Some("What it is about.".into());
    meta.source = Some(SourceWork {
        title: "Strange Allies".into(),
        author: Some("D".into()),
        publication: Some("A Magazine".into()),
        date: Some(Date {
            year: 2020,
            month: Some(5),
            day: None,
        }),
        url: Some("https://example.org/a b".into()),
    });
    edition(Document {
        works: Vec::new(),
        meta,
        chapters: vec![chapter("a.md", "", blocks)],
        notes,
        assets: Vec::new(),
    })
}

/// A page map with a page for each of some places.
pub(super) fn pages(places: &[(&str, u32, u32)]) -> PageMap {
    PageMap {
        front: Vec::new(),
        breaks: places
            .iter()
            .enumerate()
            .map(|(page, (label, node, offset))| PageBreak {
                page: page as u32,
                label: (*label).to_owned(),
                position: TextPosition {
                    node: NodeId(*node),
                    offset: *offset,
                },
            })
            .collect(),
    }
}
