//! Manuscripts: files and metadata, before their Markdown is read.
//!
//! `files ──load──▶ Manuscript`

mod check;
pub mod collection;
mod date;
mod front;
mod identifier;
mod limits;
mod load;
pub mod name;
mod print;
pub mod project;
mod raw;
mod relator;
pub mod schema;
mod slug;
#[cfg(test)]
mod tests;
mod volume;

use std::sync::Arc;

use serde::Deserialize;

pub use collection::Collection;
pub use load::{load, load_within};

use crate::diag::Diagnostics;
use crate::document::{Lang, Metadata, Placement};
use crate::source::{SourceId, SourceMap, Span};
use crate::text::stem;

/// Where a manuscript is found; paths are relative to the project, with `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Entry {
    /// One Markdown file with its metadata as front matter.
    File(String),
    /// A folder of chapters; empty for the project's own.
    Folder(String),
    /// Several manuscripts bound into one volume.
    Collection(Arc<Collection>),
}

impl Entry {
    /// The short name of the manuscript's outputs, as [`Metadata::slug`] has it.
    pub fn slug(&self) -> String {
        let (name, is_file) = match self {
            Self::File(path) => (path, true),
            Self::Folder(path) => (path, false),
            Self::Collection(collection) => return collection.name.clone(),
        };
        let name = name.rsplit('/').next().unwrap_or(name);
        slug::slug(if is_file { stem(name) } else { name })
    }
}

/// What became of loading a manuscript.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The manuscript, if there is a text to go on with. With errors among the diagnostics it is
    /// fit for finding more of them, not for output.
    pub manuscript: Option<Manuscript>,
    /// All files read, for showing the diagnostics' places.
    pub sources: Arc<SourceMap>,
    /// What was noticed.
    pub diagnostics: Diagnostics,
}

/// A manuscript as found: its metadata, checked, and its chapters' texts in order.
#[derive(Debug, Clone, Default)]
pub struct Manuscript {
    /// The metadata. [`Metadata::cover`] is left empty: the picture is read with the others.
    pub meta: Metadata,
    /// The cover's path and what it shows, with the place where it is named.
    pub cover: Option<CoverSource>,
    /// The manuscript's folder within the project, with `/`; empty for the project's own.
    pub root: String,
    /// All files read so far, metadata files among them.
    pub sources: Arc<SourceMap>,
    /// The chapters in order.
    pub chapters: Vec<ChapterSource>,
    /// Of a collection: the metadata of each work in it.
    pub works: Vec<Metadata>,
}

/// A chapter before its Markdown is read.
#[derive(Debug, Clone)]
pub struct ChapterSource {
    /// Its text.
    pub source: SourceId,
    /// Its path relative to the manuscript, with `/`.
    pub path: String,
    /// The Markdown without the front matter.
    pub body: Span,
    /// `title` of its own front matter (of a chapter, not of the manuscript).
    pub title: Option<String>,
    /// Where that title was written.
    pub title_span: Option<Span>,
    /// `language` of its own front matter.
    pub lang: Option<Lang>,
    /// `kind` of its own front matter.
    pub part: Option<PartKind>,
    /// Where it stands in a collection.
    pub placement: Placement,
}

/// What part of a book a chapter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is the trade's own name for the part")]
pub enum PartKind {
    Dedication,
    Epigraph,
    Foreword,
    Preface,
    Acknowledgments,
    Introduction,
    Prologue,
    Part,
    Chapter,
    Conclusion,
    Epilogue,
    Afterword,
    Appendix,
    Notes,
    Glossary,
    Bibliography,
    Index,
    Colophon,
}

/// A cover as named in the metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverSource {
    /// The picture's path.
    pub path: String,
    /// What it shows; empty when not said.
    pub alt: String,
    /// Where it is named.
    pub span: Span,
}
