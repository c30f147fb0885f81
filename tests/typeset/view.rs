//! Writes a PDF to look at: not a test of its own.

use std::path::PathBuf;

use bindery::edition::resolve;
use bindery::font::FontBook;
use bindery::manuscript::{self, Entry};
use bindery::style::Theme;
use bindery::world::DiskFiles;
use bindery::{pdf, reader, typeset};

/// `BINDERY_VIEW` names the manuscript, a file or a folder; `BINDERY_OUT` the PDF; `BINDERY_THEME`
/// and `BINDERY_PAGE` overrule the manuscript's. Findings and the report are written beside the PDF.
#[test]
#[ignore = "writes a file to look at"]
fn view() {
    let var = |name: &str| std::env::var(name).ok();
    let path = PathBuf::from(var("BINDERY_VIEW").expect("a manuscript"));
    let (root, entry) = if path.is_dir() {
        (path, Entry::Folder(String::new()))
    } else {
        let name = path.file_name().expect("a name").to_string_lossy();
        let root = path.parent().expect("a folder").to_path_buf();
        (root, Entry::File(name.into_owned()))
    };
    let files = DiskFiles::new(&root).expect("a folder");
    let loaded = manuscript::load(&files, &entry);
    let mut log = Vec::new();
    log.extend(loaded.diagnostics);
    let mut manuscript = loaded.manuscript.expect("a manuscript");
    if let Some(page) = var("BINDERY_PAGE") {
        manuscript.meta.page = page.parse().expect("a page");
    }
    let read = reader::read(&manuscript, &files);
    log.extend(read.diagnostics);
    let resolved = resolve::resolve(read.value, loaded.sources);
    log.extend(resolved.diagnostics);
    let edition = resolved.value;
    let theme = var("BINDERY_THEME").or_else(|| edition.document.meta.theme.clone());
    let theme = Theme::named(theme.as_deref().unwrap_or("literary")).expect("a theme");
    let fonts = FontBook::bundled().expect("the fonts in the binary");
    let start = std::time::Instant::now();
    let set = typeset::typeset(&edition, theme, &fonts);
    let took = start.elapsed();
    log.extend(set.diagnostics);
    let bytes = pdf::write(&set.value, &edition, &fonts).expect("a PDF");
    let out = var("BINDERY_OUT").expect("a place for the PDF");
    std::fs::write(&out, bytes).expect("written");
    let mut text = format!("{took:?} {:?}\n", set.value.report);
    for found in log {
        let place = found.span.map(|span| edition.sources.describe(span));
        text.push_str(&format!(
            "{} {} {}: {}\n",
            place.unwrap_or_default(),
            found.severity,
            found.code,
            found.message
        ));
    }
    std::fs::write(format!("{out}.log"), text).expect("written");
}
