//! The manuscripts that are built: those of the repository, and plain prose that is made up.

use std::path::Path;
use std::sync::Arc;

use bindery::document::Document;
use bindery::edition::Edition;
use bindery::edition::resolve;
use bindery::manuscript::{self, Entry, Manuscript};
use bindery::source::SourceMap;
use bindery::style::Theme;
use bindery::typeset::page::Pages;
use bindery::world::{DiskFiles, Files};
use bindery::{compile, reader, typeset};

use super::prose;

/// A manuscript with what each stage makes of it.
pub(crate) struct Sample {
    pub(crate) name: &'static str,
    files: Box<dyn Files>,
    pub(crate) entry: Entry,
    manuscript: Manuscript,
    pub(crate) sources: Arc<SourceMap>,
    pub(crate) edition: Edition,
    pub(crate) theme: &'static Theme,
    pub(crate) pages: Pages,
    pub(crate) options: compile::Options,
}

impl Sample {
    fn new(name: &'static str, files: Box<dyn Files>, entry: Entry) -> Self {
        let options = compile::Options::new().expect("bundled fonts parse");
        let loaded = manuscript::load(files.as_ref(), &entry);
        let manuscript = loaded.manuscript.expect("the manuscript is whole");
        let document = reader::read(&manuscript, files.as_ref()).value;
        let edition = resolve::resolve(document, Arc::clone(&loaded.sources)).value;
        let theme = edition.document.meta.theme.as_deref();
        let theme = Theme::named(theme.unwrap_or("literary")).expect("a theme of ours");
        let pages = typeset::typeset(&edition, theme, &options.fonts).value;
        Self {
            name,
            files,
            entry,
            manuscript,
            sources: loaded.sources,
            edition,
            theme,
            pages,
            options,
        }
    }

    pub(crate) fn files(&self) -> &dyn Files {
        self.files.as_ref()
    }

    /// Reads the Markdown, without the metadata.
    pub(crate) fn read(&self) -> Document {
        reader::read(&self.manuscript, self.files()).value
    }
}

/// All manuscripts.
pub(crate) fn all() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscript");
    let disk = || Box::new(DiskFiles::new(&folder).expect("the repository's manuscripts"));
    vec![
        Sample::new(
            "article",
            disk(),
            Entry::File("strange-allies.md".to_owned()),
        ),
        Sample::new("specimen", disk(), Entry::Folder("specimen".to_owned())),
        Sample::new(
            "prose",
            Box::new(prose::book(16)),
            Entry::Folder("prose".to_owned()),
        ),
    ]
}
