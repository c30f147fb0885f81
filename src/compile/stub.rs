//! Stands in for stages that are not here yet.

use std::sync::Arc;

use crate::diag::{Diagnostics, Warned};
use crate::document::{Document, Edition, Metadata};
use crate::font::FontBook;
use crate::manuscript::Manuscript;
use crate::source::{Source, SourceMap};
use crate::theme::Theme;
use crate::typeset::page::Pages;
use crate::world::Files;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    File(String),
    Folder(String),
}

impl Entry {
    pub(crate) fn slug(&self) -> String {
        let (Self::File(path) | Self::Folder(path)) = self;
        let name = path.rsplit('/').next().unwrap_or(path);
        name.trim_end_matches(".md").to_owned()
    }
}

pub(super) struct Loaded {
    pub(super) manuscript: Option<Manuscript>,
    pub(super) sources: Arc<SourceMap>,
    pub(super) diagnostics: Diagnostics,
}

pub(super) fn load(files: &dyn Files, entry: &Entry) -> Loaded {
    let mut sources = SourceMap::default();
    let (Entry::File(path) | Entry::Folder(path)) = entry;
    let text = files.read(path, 1 << 20).unwrap_or_default();
    sources.add(Source::new(path.as_str(), String::from_utf8_lossy(&text)));
    let meta = Metadata {
        slug: entry.slug(),
        ..Metadata::default()
    };
    let sources = Arc::new(sources);
    Loaded {
        manuscript: Some(Manuscript {
            meta,
            sources: Arc::clone(&sources),
            ..Manuscript::default()
        }),
        sources,
        diagnostics: Diagnostics::new(),
    }
}

pub(super) fn read(manuscript: &Manuscript, _: &dyn Files) -> Warned<Document> {
    Warned {
        value: Document {
            meta: manuscript.meta.clone(),
            ..Document::default()
        },
        diagnostics: Diagnostics::new(),
    }
}

pub(super) fn typeset(_: &Edition, _: &Theme, _: &FontBook) -> Warned<Pages> {
    Warned {
        value: Pages::default(),
        diagnostics: Diagnostics::new(),
    }
}

pub(super) fn dump(stage: &impl std::fmt::Debug) -> String {
    format!("{stage:#?}\n")
}
