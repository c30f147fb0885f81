//! What is tried with any text, by the fuzz targets and by the tests' own runner.

use std::sync::LazyLock;

use bindery::compile::{Formats, Options, compile};
use bindery::diag::Code;
use bindery::document::{Document, Edition, InlineKind, visit_blocks, visit_inlines};
use bindery::manuscript::{self, Entry};
use bindery::source::SourceMap;
use bindery::theme::Theme;
use bindery::world::MemoryFiles;
use bindery::{epub, reader, resolve};

static OPTIONS: LazyLock<Options> = LazyLock::new(|| {
    let mut options = Options::new().expect("fonts");
    options.formats = Formats::Pdf;
    options
});

/// A manuscript, and the drawing `a.svg` that its text may show: what follows the first U+0001.
fn project(text: &str) -> MemoryFiles {
    let plain = "<svg xmlns='http://www.w3.org/2000/svg'/>";
    let (text, drawing) = text.split_once('\u{1}').unwrap_or((text, plain));
    MemoryFiles::default()
        .with("a.md", format!("---\ntitle: T\n---\n{text}"))
        .with("a.svg", drawing)
}

fn entry() -> Entry {
    Entry::File("a.md".to_owned())
}

fn read(files: &MemoryFiles) -> Option<(Document, std::sync::Arc<SourceMap>)> {
    let loaded = manuscript::load(files, &entry());
    let document = reader::read(&loaded.manuscript?, files).value;
    Some((document, loaded.sources))
}

/// Markdown to an edition: every place is within its source, and every note is there.
pub fn markdown(text: &str) {
    let Some((document, sources)) = read(&project(text)) else {
        return;
    };
    for chapter in &document.chapters {
        let source = sources.get(chapter.source).expect("a source");
        visit_blocks(&chapter.blocks, &mut |block| {
            assert!(source.text().get(block.span.range()).is_some());
            visit_inlines(block.inlines(), &mut |inline| {
                assert!(source.text().get(inline.span.range()).is_some());
                if let InlineKind::NoteRef(note) = inline.kind {
                    assert!((note.0 as usize) < document.notes.len());
                }
            });
        });
    }
    let edition: Edition = resolve::resolve(document, sources).value;
    assert!(!edition.dump().is_empty());
}

/// Metadata in YAML and TOML: every diagnostic is within its source.
pub fn front_matter(text: &str) {
    let files = MemoryFiles::default()
        .with("a.md", format!("---\n{text}\n---\n\nx\n"))
        .with("y/book.yaml", text)
        .with("y/1.md", "x")
        .with("t/book.toml", text)
        .with("t/1.md", "x");
    let folder = |name: &str| Entry::Folder(name.to_owned());
    for entry in [entry(), folder("y"), folder("t")] {
        let loaded = manuscript::load(&files, &entry);
        for span in loaded.diagnostics.iter().filter_map(|d| d.span) {
            let source = loaded.sources.get(span.source).expect("a source");
            assert!(source.text().get(span.range()).is_some());
        }
    }
}

/// A manuscript to an EPUB.
pub fn to_epub(text: &str) {
    let Some((document, sources)) = read(&project(text)) else {
        return;
    };
    let edition = resolve::resolve(document, sources).value;
    let theme = Theme::named("literary").expect("a theme");
    let bytes = epub::write(&edition, None, theme).expect("an EPUB").value;
    assert!(bytes.starts_with(b"PK"));
}

/// A manuscript to pages and a PDF.
pub fn to_pdf(text: &str) {
    let compiled = compile(&project(text), &entry(), &OPTIONS);
    let mut found = compiled.diagnostics.iter();
    assert!(found.all(|d| d.code != Code::Internal));
    assert!(compiled.pdf.is_some() || compiled.diagnostics.has_errors());
}
