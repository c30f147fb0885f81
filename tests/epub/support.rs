//! Builds EPUBs of Markdown and takes them apart.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

use bindery::diag::Diagnostics;
use bindery::edition::resolve;
use bindery::edition::{Edition, PageMap};
use bindery::manuscript::{self, Entry};
use bindery::style::Theme;
use bindery::world::{DiskFiles, Files, MemoryFiles};
use bindery::{epub, reader};

/// The edition of a manuscript and what was noticed on the way.
pub(super) fn edition(files: &dyn Files, entry: &Entry) -> (Edition, Diagnostics) {
    let loaded = manuscript::load(files, entry);
    let mut diagnostics = loaded.diagnostics;
    let manuscript = loaded.manuscript.expect("a manuscript");
    let document = reader::read(&manuscript, files);
    diagnostics.extend(document.diagnostics);
    let edition = resolve::resolve(document.value, loaded.sources);
    diagnostics.extend(edition.diagnostics);
    (edition.value, diagnostics)
}

/// The edition of one Markdown text.
pub(super) fn markdown(text: &str) -> Edition {
    let files = MemoryFiles::default().with("a.md", text);
    edition(&files, &Entry::File("a.md".to_owned())).0
}

/// The edition of a manuscript of the repository.
pub(super) fn of_repository(name: &str) -> Edition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscript");
    let files = DiskFiles::new(&folder).expect("the folder is there");
    let entry = if name.ends_with(".md") {
        Entry::File(name.to_owned())
    } else {
        Entry::Folder(name.to_owned())
    };
    edition(&files, &entry).0
}

/// The EPUB of an edition.
pub(super) fn build(edition: &Edition, pages: Option<&PageMap>, theme: &str) -> Vec<u8> {
    let theme = Theme::named(theme).expect("a theme");
    epub::write(edition, pages, theme).expect("an EPUB").value
}

/// The text files of an EPUB by their names.
pub(super) fn files(epub: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).expect("an entry");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        if let Ok(text) = String::from_utf8(bytes) {
            files.insert(file.name().to_owned(), text);
        }
    }
    files
}
