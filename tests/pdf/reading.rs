//! The order of reading: what a screen reader says is the manuscript, block after block, its words whole.

use std::path::Path;

use bindery::document::{InlineKind, OBJECT, plain_text, visit_blocks, visit_inlines};
use bindery::edition::Edition;
use bindery::edition::resolve;
use bindery::manuscript::{self, Entry};
use bindery::style::Theme;
use bindery::typeset::page::{PageItem, Pages};
use bindery::typeset::typeset;
use bindery::units::Length;
use bindery::world::{DiskFiles, MemoryFiles};

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
                blocks.push(words(&text));
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

const OPENINGS: [(&str, &str); 6] = [
    ("The", "The family"),
    ("A", "A family"),
    ("Queer, the", "Queer, the family"),
    ("It’s the", "It’s the family"),
    // These have none.
    ("“The", "“The family"),
    ("T*he*", "The family"),
];

/// A book of chapters that begin so, and how its pages are.
fn openings() -> (Edition, Pages) {
    let body = " family of Dashwood had long been settled in Sussex. Their estate was large, and their \
        residence was at Norland Park, in the centre of their property, where, for many generations, they had \
        lived in so respectable a manner as to engage the general good opinion of their acquaintance.";
    let mut files = MemoryFiles::default().with("book.toml", "title = 'Openings'\n");
    for (index, (start, _)) in OPENINGS.iter().enumerate() {
        let text = format!("# Chapter\n\n{start}{body}\n\nAnd so{body}\n");
        files = files.with(&format!("{index}.md"), text);
    }
    let short = "# Chapter\n\nThe end is near.\n\nAnd so it goes on.\n";
    files = files.with("7.md", short);
    let loaded = manuscript::load(&files, &Entry::Folder(String::new()));
    let manuscript = loaded.manuscript.expect("a manuscript");
    let document = bindery::reader::read(&manuscript, &files).value;
    let edition = resolve(document, loaded.sources).value;
    let theme = Theme::named("literary").expect("a built-in theme");
    let pages = typeset(&edition, theme, &fonts()).value;
    (edition, pages)
}

/// The runs that are larger than a chapter's title.
fn capitals(pages: &Pages) -> Vec<(&str, Length, Length)> {
    let runs = pages.pages.iter().flat_map(|page| &page.items);
    runs.filter_map(|item| match item {
        PageItem::Glyphs(run) if run.size > Length::pt(30.0) => {
            Some((&*run.text, run.origin.x, run.origin.y))
        }
        _ => None,
    })
    .collect()
}

#[test]
fn drop_capitals_stand_where_they_look_well() {
    let (_, pages) = openings();
    let letters: Vec<&str> = capitals(&pages)
        .into_iter()
        .map(|(text, ..)| text)
        .collect();
    assert_eq!(letters, ["T", "A", "Q", "I"]);
    // Each on the baseline of the third line: that of some other run.
    for (letter, x, y) in capitals(&pages) {
        let beside = pages.pages.iter().flat_map(|page| &page.items);
        let mut beside = beside.filter(
            |item| matches!(item, PageItem::Glyphs(run) if run.origin.y == y && run.origin.x > x),
        );
        assert!(beside.next().is_some(), "{letter}");
    }
}

#[test]
fn a_drop_capital_is_read_with_its_word() {
    let (edition, pages) = openings();
    let pdf = write(&pages, &edition, &fonts()).expect("a sound document");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reading-capitals.pdf");
    std::fs::write(&path, pdf).expect("the folder for tests is there");
    let spoken = external::python(READING, &[path.as_os_str()]);
    let plain = external::pdftotext(&path, &[]);
    let laid_out = external::pdftotext(&path, &["-layout"]);
    for (text, wanted) in [spoken, plain, laid_out]
        .iter()
        .flatten()
        .map(|text| words(text))
        .flat_map(|text| OPENINGS.map(|(_, wanted)| (text.clone(), wanted)))
    {
        let at = text.find(&format!("{wanted} of Dashwood"));
        assert!(at.is_some(), "`{wanted}` in {text}");
    }
}
