//! Runs manuscripts through the stages.

use std::path::Path;
use std::sync::LazyLock;

use bindery::diag::Diagnostics;
use bindery::document::Document;
use bindery::edition::Edition;
use bindery::edition::resolve;
use bindery::font::FontBook;
use bindery::manuscript::{self, Entry};
use bindery::source::SourceMap;
use bindery::style::Theme;
use bindery::typeset::{self, page::Pages};
use bindery::world::{DiskFiles, Files, MemoryFiles};
use bindery::{epub, pdf, reader};

/// The fonts in the binary, parsed once.
pub(super) static FONTS: LazyLock<FontBook> =
    LazyLock::new(|| FontBook::bundled().expect("bundled fonts parse"));

/// A manuscript with all that was made of it.
pub(super) struct Built {
    pub(super) edition: Edition,
    pub(super) pages: Pages,
    pub(super) epub: Vec<u8>,
    pub(super) pdf: Vec<u8>,
}

/// A manuscript as read, before its references are resolved.
pub(super) fn document(
    files: &dyn Files,
    entry: &Entry,
) -> (Document, std::sync::Arc<SourceMap>, Diagnostics) {
    let loaded = manuscript::load(files, entry);
    let mut diagnostics = loaded.diagnostics;
    let manuscript = loaded.manuscript.expect("a manuscript");
    let read = reader::read(&manuscript, files);
    diagnostics.extend(read.diagnostics);
    (read.value, loaded.sources, diagnostics)
}

/// Both outputs of an edition, which keeps its promises.
pub(super) fn build(edition: Edition) -> Built {
    assert_eq!(edition.validate(), []);
    let theme = edition.document.meta.theme.as_deref().unwrap_or("literary");
    let theme = Theme::named(theme).expect("a theme");
    let pages = typeset::typeset(&edition, theme, &FONTS).value;
    let epub = epub::write(&edition, Some(&pages.page_map), theme)
        .expect("an EPUB")
        .value;
    let pdf = pdf::write(&pages, &edition, &FONTS).expect("a PDF");
    Built {
        edition,
        pages,
        epub,
        pdf,
    }
}

/// The outputs of a manuscript of one file.
pub(super) fn build_text(text: &str) -> Built {
    let files = MemoryFiles::default()
        .with("a.md", text)
        .with("dot.png", dot());
    build_entry(&files, &Entry::File("a.md".to_owned()))
}

/// The outputs of a manuscript.
pub(super) fn build_entry(files: &dyn Files, entry: &Entry) -> Built {
    let (document, sources, _) = document(files, entry);
    build(resolve::resolve(document, sources).value)
}

/// The outputs of a manuscript of the repository.
pub(super) fn build_own(name: &str) -> Built {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscript");
    let files = DiskFiles::new(&folder).expect("the folder is there");
    let entry = if name.ends_with(".md") {
        Entry::File(name.to_owned())
    } else {
        Entry::Folder(name.to_owned())
    };
    build_entry(&files, &entry)
}

/// A picture of a few pixels.
pub(super) fn dot() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 4, 4);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(&[120; 16]).expect("pixels");
    writer.finish().expect("an end");
    bytes
}
