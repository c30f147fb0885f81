//! Imports in memory, and what became of them.

use std::io::Write as _;
use std::path::Path;

use bindery::compile::{Options, compile};
use bindery::diag::{Severity, Warned};
use bindery::import::{Imported, Request, import};
use bindery::manuscript::Entry;
use bindery::output::Target;
use bindery::world::{Files, MemoryFiles};

/// A file of the tests.
pub(super) fn page(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/import/pages")
        .join(name);
    std::fs::read(path).expect("a page")
}

/// Imports bytes under a name, with files beside.
pub(super) fn run(name: &str, bytes: &[u8], beside: &dyn Files) -> Warned<Imported> {
    import(&Request { name, slug: None }, bytes, beside)
}

/// The Markdown of the first file, and what was said, a line each.
pub(super) fn shown(warned: &Warned<Imported>) -> String {
    let mut out = String::new();
    for file in &warned.value.files {
        match std::str::from_utf8(&file.bytes) {
            Ok(text) if !file.path.ends_with(".svg") => {
                out.push_str(&format!("==== {}\n{text}", file.path))
            }
            _ => out.push_str(&format!(
                "==== {} ({} bytes)\n",
                file.path,
                file.bytes.len()
            )),
        }
    }
    out.push_str("----\n");
    for diagnostic in warned.diagnostics.iter() {
        let place = diagnostic
            .span
            .map(|span| warned.value.sources.describe(span))
            .unwrap_or_default();
        out.push_str(&format!(
            "{place} {} {}: {}\n",
            diagnostic.severity, diagnostic.code, diagnostic.message
        ));
    }
    out
}

/// Checks that an imported manuscript builds as it is: its EPUB has no error and no warning but of the given codes.
pub(super) fn builds(imported: &Imported, allowed: &[&str]) -> Vec<u8> {
    let mut files = MemoryFiles::default();
    for file in &imported.files {
        files = files.with(&file.path, file.bytes.clone());
    }
    let first = imported
        .files
        .iter()
        .map(|file| file.path.as_str())
        .find(|path| path.ends_with(".md"));
    let first = first.expect("a manuscript");
    let entry = match imported
        .files
        .iter()
        .find(|file| file.path.ends_with("/book.yaml"))
    {
        Some(book) => Entry::Folder(book.path.split('/').next().unwrap_or_default().to_owned()),
        None => Entry::File(first.to_owned()),
    };
    let mut options = Options::new().expect("fonts");
    options.targets = Target::Epub.into();
    options.page_list = bindery::compile::PageList::None;
    let compiled = compile(&files, &entry, &options);
    for diagnostic in compiled.diagnostics.iter() {
        let fine =
            diagnostic.severity == Severity::Info || allowed.contains(&diagnostic.code.as_str());
        let place = diagnostic
            .span
            .map(|span| compiled.sources.describe(span))
            .unwrap_or_default();
        assert!(fine, "{place} {}: {}", diagnostic.code, diagnostic.message);
    }
    compiled.into_bytes(Target::Epub).expect("an EPUB")
}

/// An archive of files.
pub(super) fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    zipped_bytes(&files)
}

/// An archive of files of bytes.
pub(super) fn zipped_bytes(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("begun");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}
