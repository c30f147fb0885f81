//! Manuscripts: files and metadata, before their Markdown is read.
//!
//! `files ──load──▶ Manuscript`

use std::sync::Arc;

use crate::document::{Lang, Metadata};
use crate::source::{SourceId, SourceMap, Span};

/// A manuscript as found: its metadata, checked, and its chapters' texts in order.
#[derive(Debug, Clone, Default)]
pub struct Manuscript {
    /// The metadata. [`Metadata::cover`] is left empty: the picture is read with the others.
    pub meta: Metadata,
    /// The cover's path and what it shows, with the place where it is named.
    pub cover: Option<CoverSource>,
    /// All files read so far, metadata files among them.
    pub sources: Arc<SourceMap>,
    /// The chapters in order.
    pub chapters: Vec<ChapterSource>,
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
    /// `language` of its own front matter.
    pub lang: Option<Lang>,
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
