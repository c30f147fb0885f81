//! Whole editions in pages.

use super::testing::{document, edition, pages};
use crate::document::Kind;

/// Writes a PDF to look at. `BINDERY_VIEW` names the manuscript, a file or a folder; `BINDERY_OUT`
/// the PDF; `BINDERY_THEME` and `BINDERY_PAGE` overrule the manuscript's.
#[test]
#[ignore = "writes a file to look at"]
fn view() {
    let var = |name: &str| std::env::var(name).ok();
    let path = std::path::PathBuf::from(var("BINDERY_VIEW").expect("a manuscript"));
    let (root, entry) = if path.is_dir() {
        (
            path.clone(),
            crate::manuscript::Entry::Folder(String::new()),
        )
    } else {
        let name = path.file_name().expect("a name").to_string_lossy();
        let root = path.parent().expect("a folder").to_path_buf();
        (root, crate::manuscript::Entry::File(name.into_owned()))
    };
    let files = crate::world::DiskFiles::new(&root).expect("a folder");
    let loaded = crate::manuscript::load(&files, &entry);
    let mut log = Vec::new();
    log.extend(loaded.diagnostics);
    let mut manuscript = loaded.manuscript.expect("a manuscript");
    if let Some(page) = var("BINDERY_PAGE") {
        manuscript.meta.page = page.parse().expect("a page");
    }
    let read = crate::reader::read(&manuscript, &files);
    log.extend(read.diagnostics);
    let resolved = crate::resolve::resolve(read.value, loaded.sources);
    log.extend(resolved.diagnostics);
    let edition = resolved.value;
    let theme = var("BINDERY_THEME").or_else(|| edition.document.meta.theme.clone());
    let theme = crate::theme::Theme::named(theme.as_deref().unwrap_or("literary"));
    let fonts = crate::font::FontBook::bundled().expect("fonts");
    let start = std::time::Instant::now();
    let set = super::typeset(&edition, theme.expect("a theme"), &fonts);
    let took = start.elapsed();
    log.extend(set.diagnostics);
    let bytes = crate::pdf::write(&set.value, &edition, &fonts).expect("a PDF");
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

#[test]
fn a_book_has_its_parts() {
    let doc = document(Kind::Book, "A Book", &["# One\n\nText.", "# Two\n\nMore."]);
    let pages = pages(&edition(doc), "literary");
    let labels: Vec<String> = pages.pages.iter().map(|p| p.label.to_string()).collect();
    // Half title, blank, title page, imprint, contents, blank; then chapters on rectos.
    assert_eq!(labels, ["i", "ii", "iii", "iv", "v", "vi", "1", "2", "3"]);
    assert_eq!(pages.page_map.breaks.len(), 2);
    assert_eq!(pages.page_map.breaks[1].label, "3");
}
