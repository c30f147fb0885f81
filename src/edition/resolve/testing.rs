//! Short ways to write documents in tests.

use std::sync::Arc;

use crate::diag::Warned;
use crate::document::{
    Block, BlockKind, Chapter, Document, Inline, InlineKind, Lang, LinkTarget, Note, NoteId,
    Placement,
};
use crate::edition::Edition;
use crate::source::{Source, SourceId, SourceMap, Span};

pub(super) fn inline(kind: InlineKind) -> Inline {
    Inline::new(kind, Span::default())
}

pub(super) fn text(content: &str) -> Inline {
    inline(InlineKind::Text(content.to_owned()))
}

pub(super) fn emph(content: Vec<Inline>) -> Inline {
    inline(InlineKind::Emph(content))
}

pub(super) fn span_lang(lang: &str, content: Vec<Inline>) -> Inline {
    let mut span = inline(InlineKind::Span(content));
    span.attr.lang = Some(Lang::new(lang).expect("a language"));
    span
}

pub(super) fn link(target: &str, content: Vec<Inline>) -> Inline {
    inline(InlineKind::Link {
        target: LinkTarget::Unresolved(target.to_owned()),
        title: String::new(),
        content,
    })
}

pub(super) fn note_ref(note: u32) -> Inline {
    inline(InlineKind::NoteRef(NoteId(note)))
}

pub(super) fn block(kind: BlockKind) -> Block {
    Block::new(kind, Span::default())
}

pub(super) fn paragraph(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph(content))
}

pub(super) fn heading(level: u8, content: &str) -> Block {
    block(BlockKind::Heading {
        level,
        content: vec![text(content)],
    })
}

pub(super) fn with_id(id: &str, mut block: Block) -> Block {
    block.attr.id = Some(id.to_owned());
    block
}

pub(super) fn unnumbered(mut block: Block) -> Block {
    block.flags.unnumbered = true;
    block
}

pub(super) fn note(label: &str, content: Vec<Inline>) -> Note {
    Note {
        label: label.to_owned(),
        chapter: 0,
        blocks: vec![paragraph(content)],
        span: Span::default(),
    }
}

/// A document with one chapter for each list of blocks: `1.md`, `2.md` ...
pub(super) fn document(chapters: Vec<Vec<Block>>) -> Document {
    Document {
        chapters: chapters
            .into_iter()
            .enumerate()
            .map(|(i, blocks)| Chapter {
                source: SourceId(i as u32),
                path: format!("{}.md", i + 1),
                title: Vec::new(),
                lang: None,
                blocks,
                placement: Placement::default(),
            })
            .collect(),
        ..Document::default()
    }
}

/// Resolves a document whose sources are empty.
pub(super) fn resolved(document: Document) -> Warned<Edition> {
    let mut sources = SourceMap::default();
    for chapter in &document.chapters {
        sources.add(Source::new(chapter.path.as_str(), ""));
    }
    super::resolve(document, Arc::new(sources))
}
