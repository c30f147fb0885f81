//! Whole public texts; skipped where they are not beside the project.

use std::path::{Path, PathBuf};

use super::{read_entry, read_markdown};
use crate::manuscript::Entry;
use crate::world::DiskFiles;

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    folder.is_dir().then_some(folder)
}

#[test]
fn all_examples_of_commonmark_are_read() {
    let Some(text) = corpus()
        .and_then(|folder| std::fs::read_to_string(folder.join("commonmark/spec-0.31.2.txt")).ok())
    else {
        return;
    };
    let fence = "`".repeat(32);
    let mut count = 0;
    for example in text.split(&format!("{fence} example\n")).skip(1) {
        let markdown = example.split("\n.\n").next().unwrap_or_default();
        let markdown = markdown.replace('→', "\t");
        let (read, _) = read_markdown(&format!("x\n\n{markdown}\n"));
        assert!(!read.value.chapters.is_empty());
        count += 1;
    }
    assert!(count > 600, "{count}");
}

#[test]
fn public_books_are_read() {
    let Some(corpus) = corpus() else {
        return;
    };
    let mut read = 0;
    for entry in walkdir::WalkDir::new(&corpus).sort_by_file_name() {
        let entry = entry.expect("readable");
        let name = entry.file_name().to_string_lossy();
        if !entry.file_type().is_file() || !(name.ends_with(".md") || name.ends_with(".markdown")) {
            continue;
        }
        let folder = entry.path().parent().expect("a folder");
        let files = DiskFiles::new(folder).expect("a folder");
        let loaded = crate::manuscript::load(&files, &Entry::File(name.into_owned()));
        if loaded.manuscript.is_some() {
            let path = entry.file_name().to_string_lossy().into_owned();
            let (document, _) = read_entry(&files, &Entry::File(path));
            assert_eq!(document.value.chapters.len(), 1);
            read += 1;
        }
    }
    assert!(read > 100, "{read}");
}
