//! What is tried with any text, by the fuzz targets and by the tests' own runner.

use std::io::{Cursor, Write as _};
use std::sync::LazyLock;

use bindery::compile::{Options, compile};
use bindery::diag::Code;
use bindery::document::{Document, InlineKind, visit_blocks, visit_inlines};
use bindery::edition::Edition;
use bindery::edition::resolve;
use bindery::import::{Request, import};
use bindery::manuscript::{self, Entry};
use bindery::output::Target;
use bindery::source::SourceMap;
use bindery::style::Theme;
use bindery::world::MemoryFiles;
use bindery::{epub, reader};

static OPTIONS: LazyLock<Options> = LazyLock::new(|| {
    let mut options = Options::new().expect("fonts");
    options.targets = Target::Pdf.into();
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

/// Markdown to an edition: every place is within its source, every note is there, and the edition keeps its promises.
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
    assert_eq!(edition.validate(), []);
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
    assert!(compiled.bytes(Target::Pdf).is_some() || compiled.diagnostics.has_errors());
}

/// A text, a page, a Word document and a book whose text it is, imported: what was written of them can be read.
pub fn imported(text: &str) {
    let (body, notes) = text.split_once('\u{1}').unwrap_or((text, ""));
    let word = |tag: &str, text: &str| {
        let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        format!("<w:{tag} xmlns:w='{space}'>{text}</w:{tag}>")
    };
    let document = word("document", &format!("<w:body>{body}</w:body>"));
    let docx = zipped(&[
        ("word/document.xml", &document),
        ("word/footnotes.xml", &word("footnotes", notes)),
    ]);
    let page = format!("<html xmlns='http://www.w3.org/1999/xhtml'><body>{text}</body></html>");
    let book = zipped(&[
        ("META-INF/container.xml", CONTAINER),
        ("b.opf", PACKAGE),
        ("a.xhtml", &page),
    ]);
    import_as("a.txt", text.as_bytes());
    import_as("a.html", text.as_bytes());
    import_as("a.docx", &docx);
    import_as("a.epub", &book);
}

const CONTAINER: &str =
    "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>";
const PACKAGE: &str = "<package><metadata><title>T</title></metadata><manifest>\
    <item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>\
    <spine><itemref idref='a'/></spine></package>";

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in files {
        zip.start_file(*name, options).expect("a new file");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn import_as(name: &str, bytes: &[u8]) {
    let imported = import(
        &Request { name, slug: None },
        bytes,
        &MemoryFiles::default(),
    )
    .value;
    let mut files = MemoryFiles::default();
    let mut entry = None;
    for file in imported.files {
        if file.path.ends_with(".md") && !file.path.contains('/') {
            entry = Some(Entry::File(file.path.clone()));
        } else if let Some(folder) = file.path.strip_suffix("/book.yaml") {
            entry = Some(Entry::Folder(folder.to_owned()));
        }
        files = files.with(&file.path, file.bytes);
    }
    let Some(entry) = entry else { return };
    let loaded = manuscript::load(&files, &entry);
    let errors = |found: &bindery::diag::Diagnostics| {
        let errors = found
            .iter()
            .filter(|d| d.severity == bindery::diag::Severity::Error);
        errors
            .map(|d| format!("{}: {}", d.code, d.message))
            .collect::<Vec<_>>()
    };
    assert_eq!(errors(&loaded.diagnostics), [""; 0], "{name}");
    let read = reader::read(&loaded.manuscript.expect("a manuscript"), &files);
    assert_eq!(errors(&read.diagnostics), [""; 0], "{name}");
}
