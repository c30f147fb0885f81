//! The order of reading: what a screen reader says is the manuscript, block after block, its words whole.

use std::path::Path;

use bindery::document::{Edition, InlineKind, OBJECT, plain_text, visit_blocks, visit_inlines};
use bindery::manuscript::{self, Entry};
use bindery::resolve::resolve;
use bindery::theme::Theme;
use bindery::typeset::typeset;
use bindery::world::DiskFiles;

use super::{fonts, write};
use crate::external;

/// Prints the text of a tagged PDF in the order of its structure tree.
const READING: &str = include_str!("reading.py");

fn read(entry: &Entry) -> Edition {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscript");
    let files = DiskFiles::new(&root).expect("the manuscripts are there");
    let loaded = manuscript::load(&files, entry);
    let manuscript = loaded.manuscript.expect("a manuscript");
    let document = bindery::reader::read(&manuscript, &files).value;
    resolve(document, loaded.sources).value
}

fn words(text: &str) -> String {
    // What divides a word at the end of a line is no part of it.
    let whole = text.replace('\u{AD}', "");
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts of the paragraphs, headings and captions, in order, but those with something in them that is
/// no text.
fn blocks(edition: &Edition) -> Vec<String> {
    let mut blocks = Vec::new();
    for chapter in &edition.document.chapters {
        visit_blocks(&chapter.blocks, &mut |block| {
            let text = plain_text(block.inlines());
            // The typesetter puts readings into brackets.
            let mut has_ruby = false;
            visit_inlines(block.inlines(), &mut |inline| {
                has_ruby |= matches!(inline.kind, InlineKind::Ruby { .. });
            });
            if !has_ruby && !text.contains(OBJECT) && !text.trim().is_empty() {
                // A line that the author ends has no space after it.
                blocks.extend(text.lines().map(words).filter(|line| !line.is_empty()));
            }
        });
    }
    blocks
}

fn check(name: &str, entry: &Entry) {
    let fonts = fonts();
    let edition = read(entry);
    let theme = Theme::named("literary").expect("a built-in theme");
    let pages = typeset(&edition, theme, &fonts).value;
    let pdf = write(&pages, &edition, &fonts).expect("a sound document");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("reading-{name}.pdf"));
    std::fs::write(&path, pdf).expect("the folder for tests is there");
    let Some(said) = external::python(READING, &[path.as_os_str()]) else {
        return;
    };
    let said = words(&said);
    let mut rest = said.as_str();
    let blocks = blocks(&edition);
    assert!(blocks.len() > 10, "{name} has text");
    for block in blocks {
        let at = rest.find(&block);
        let at = at.unwrap_or_else(|| panic!("{name}: `{block}` is not read in its place"));
        rest = &rest[at + block.len()..];
    }
}

#[test]
fn an_article_is_read_in_order() {
    check("article", &Entry::File("strange-allies.md".to_owned()));
}

#[test]
fn books_are_read_in_order() {
    check("chronology", &Entry::Folder("chronology".to_owned()));
    check("specimen", &Entry::Folder("specimen".to_owned()));
}
