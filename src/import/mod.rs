//! Import: a pasted article, a web page, a Word document or an EPUB becomes a manuscript.
//!
//! `bytes ──read by kind──▶ Draft (title, authors, blocks) ──write──▶ Markdown with front matter`
//!
//! What is left out (teasers of other articles, repeated bylines) is said with its place; nothing is
//! dropped in silence.

mod byline;
mod draft;
mod lines;
mod make;
mod markdown;
mod plain;
mod tail;

pub use draft::{Draft, DraftChapter, DraftMeta, DraftSource, Person};

use crate::diag::{Code, Diagnostic, Warned};
use crate::manuscript::Entry;
use crate::source::{Source, SourceId, SourceMap};

/// The largest file that is imported, in bytes.
pub const LIMIT: u64 = 64 * 1024 * 1024;

/// An imported manuscript.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// The Markdown of each file, with the name it should have.
    pub files: Vec<ImportedFile>,
    /// The sources that diagnostics point into.
    pub sources: SourceMap,
}

/// One file of an imported manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFile {
    /// Its path relative to the manuscript.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Imports a plain text under a name (`article.txt`).
pub fn import_text(name: &str, text: &str) -> Warned<Imported> {
    let mut sources = SourceMap::default();
    let id = sources.add(Source::new(name, text));
    let mut warned = plain::read(text, id);
    let draft = &warned.value;
    if draft.meta.title.is_empty() {
        warned.diagnostics.push(
            Diagnostic::error(
                Code::EmptyManuscript,
                format!("there is no text in `{name}`"),
            )
            .at(crate::source::Span::new(SourceId(0), 0..0)),
        );
    }
    let file = ImportedFile {
        path: format!("{}.md", Entry::File(name.to_owned()).slug()),
        bytes: draft.to_markdown().into_bytes(),
    };
    Warned {
        value: Imported {
            files: vec![file],
            sources,
        },
        diagnostics: warned.diagnostics,
    }
}

#[cfg(test)]
mod tests;
