//! Whole editions in pages.

use super::testing::{document, edition, pages};
use crate::document::Kind;

/// Writes a PDF to look at: `BINDERY_VIEW=out.pdf BINDERY_TEXT=in.txt BINDERY_THEME=… cargo test view -- --ignored`.
#[test]
#[ignore = "writes a file to look at"]
fn view() {
    let var = |name: &str, other: &str| std::env::var(name).unwrap_or_else(|_| other.to_owned());
    let text = std::fs::read_to_string(var("BINDERY_TEXT", "")).expect("a text");
    let chapters: Vec<&str> = text.split("\n=====\n").collect();
    let kind = if chapters.len() > 1 {
        Kind::Book
    } else {
        Kind::Article
    };
    let mut doc = document(kind, "Strange Allies", &chapters);
    doc.meta.subtitle = Some("How two pariahs found each other".to_owned());
    doc.meta.description = Some("A standfirst of a few sentences that says what the article is about, so that readers know.".to_owned());
    doc.meta.contributors = vec![crate::document::Contributor {
        name: "Ada Lovelace".to_owned(),
        file_as: None,
        role: crate::document::Role::AUTHOR,
    }];
    doc.meta.publisher = Some("The Press".to_owned());
    doc.meta.rights = Some("© 2026 by the author. All rights reserved.".to_owned());
    doc.meta.page = var("BINDERY_PAGE", "a5").parse().expect("a page");
    let edition = edition(doc);
    let start = std::time::Instant::now();
    let pages = pages(&edition, &var("BINDERY_THEME", "literary"));
    let took = start.elapsed();
    let fonts = crate::font::FontBook::bundled().expect("fonts");
    let bytes = crate::pdf::write(&pages, &edition, &fonts).expect("a PDF");
    std::fs::write(var("BINDERY_VIEW", "/tmp/view.pdf"), bytes).expect("written");
    std::fs::write("/tmp/view.report", format!("{took:?} {:#?}", pages.report)).expect("written");
}
