mod corpus;
mod hostile;
mod html;
mod markdown;
mod pictures;

use std::sync::Arc;

use super::read;
use crate::diag::Warned;
use crate::document::Document;
use crate::manuscript::{Entry, Loaded, load};
use crate::source::SourceMap;
use crate::world::{Files, MemoryFiles};

/// A picture of 2 × 3 pixels.
fn png() -> Vec<u8> {
    let mut png = Vec::new();
    image::RgbImage::new(2, 3)
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .expect("encoded");
    png
}

/// A project with a picture beside the text.
fn files(markdown: &str) -> MemoryFiles {
    MemoryFiles::default()
        .with("t.md", format!("---\ntitle: T\n---\n{markdown}"))
        .with("dot.png", png())
}

fn read_entry(files: &dyn Files, entry: &Entry) -> (Warned<Document>, Arc<SourceMap>) {
    let Loaded {
        manuscript,
        sources,
        diagnostics,
    } = load(files, entry);
    let mut read = read(&manuscript.expect("a manuscript"), files);
    let mut all = diagnostics;
    all.extend(read.diagnostics);
    read.diagnostics = all;
    (read, sources)
}

fn read_markdown(markdown: &str) -> (Warned<Document>, Arc<SourceMap>) {
    read_entry(&files(markdown), &Entry::File("t.md".to_owned()))
}

/// Each diagnostic on a line.
fn report(read: &Warned<Document>, sources: &SourceMap) -> String {
    let mut diagnostics = read.diagnostics.clone();
    diagnostics.sort();
    diagnostics
        .iter()
        .map(|d| {
            let place = d
                .span
                .map_or_else(String::new, |span| sources.describe(span));
            let help = d
                .help
                .as_ref()
                .map_or_else(String::new, |help| format!(" | {help}"));
            format!("{place} {}[{}] {}{help}\n", d.severity, d.code, d.message)
        })
        .collect()
}

/// The blocks, notes and pictures of a text and what was reported, without the metadata.
fn shown(markdown: &str) -> String {
    let (read, sources) = read_markdown(markdown);
    let mut document = read.value.clone();
    document.meta = crate::document::Metadata::default();
    format!(
        "{markdown}\n=====\n{}-----\n{}",
        document.dump(),
        report(&read, &sources)
    )
}

macro_rules! snapshots {
    ($($name:ident: $markdown:expr;)+) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!($crate::reader::tests::shown($markdown));
            }
        )+
    };
}
use snapshots;
