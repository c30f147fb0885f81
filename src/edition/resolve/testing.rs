//! Short ways to write documents in tests.

use std::sync::Arc;

use crate::diag::Warned;
use crate::document::{
    Block, BlockKind, Chapter, Document, Inline, InlineKind, Lang, LinkTarget, Metadata, Note,
    NoteId, Placement,
};
use crate::edition::Edition;
use crate::source::{Source, SourceId, SourceMap, Span};

pub(in crate::edition) fn inline(kind: InlineKind) -> Inline {
    Inline::new(kind, Span::default())
}

pub(in crate::edition) fn text(content: &str) -> Inline {
    inline(InlineKind::Text(content.to_owned()))
}

pub(in crate::edition) fn emph(content: Vec<Inline>) -> Inline {
    inline(InlineKind::Emph(content))
}

pub(in crate::edition) fn span_lang(lang: &str, content: Vec<Inline>) -> Inline {
    let mut span = inline(InlineKind::Span(content));
    span.attr.lang = Some(Lang::new(lang).expect("a language"));
    span
}

pub(in crate::edition) fn link(target: &str, content: Vec<Inline>) -> Inline {
    inline(InlineKind::Link {
        target: LinkTarget::Unresolved(target.to_owned()),
        title: String::new(),
        content,
    })
}

pub(in crate::edition) fn note_ref(note: u32) -> Inline {
    inline(InlineKind::NoteRef(NoteId(note)))
}

pub(in crate::edition) fn block(kind: BlockKind) -> Block {
    Block::new(kind, Span::default())
}

pub(in crate::edition) fn paragraph(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph(content))
}

pub(in crate::edition) fn heading(level: u8, content: &str) -> Block {
    block(BlockKind::Heading {
        level,
        content: vec![text(content)],
    })
}

pub(in crate::edition) fn with_id(id: &str, mut block: Block) -> Block {
    block.attr.id = Some(id.to_owned());
    block
}

pub(in crate::edition) fn unnumbered(mut block: Block) -> Block {
    block.flags.unnumbered = true;
    block
}

pub(in crate::edition) fn note(label: &str, content: Vec<Inline>) -> Note {
    Note {
        label: label.to_owned(),
        chapter: 0,
        blocks: vec![paragraph(content)],
        span: Span::default(),
    }
}

/// A document with one chapter for each list of blocks: `1.md`, `2.md` ...
pub(in crate::edition) fn document(chapters: Vec<Vec<Block>>) -> Document {
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
        meta: Metadata {
            title: "A work".to_owned(),
            ..Metadata::default()
        },
        ..Document::default()
    }
}

/// Resolves a document whose sources are empty.
pub(in crate::edition) fn resolved(document: Document) -> Warned<Edition> {
    let mut sources = SourceMap::default();
    for chapter in &document.chapters {
        sources.add(Source::new(chapter.path.as_str(), ""));
    }
    super::resolve(document, Arc::new(sources))
}
