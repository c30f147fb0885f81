//! Where messages point to: at what is to blame, never at the start of a file that is not.

use std::sync::Arc;

use bindery::compile::{Options, compile};
use bindery::font::{FontBook, FontFolder, FontQuery};
use bindery::manuscript::Entry;
use bindery::world::MemoryFiles;

/// The messages of a code's name on a manuscript, each with its place.
fn found(files: &MemoryFiles, entry: Entry, code: &str) -> Vec<String> {
    let options = Options::new().expect("bundled fonts");
    let all = all_found(files, entry, &options);
    let of_code = all.into_iter().filter(|(found, _)| found == code);
    of_code.map(|(_, message)| message).collect()
}

/// All codes and messages on a manuscript, each with its place.
fn all_found(files: &MemoryFiles, entry: Entry, options: &Options) -> Vec<(String, String)> {
    let compiled = compile(files, &entry, options);
    let found = compiled.diagnostics.iter();
    found
        .map(|d| {
            let place = d.span.map(|span| compiled.sources.describe(span));
            let place = place.as_deref().unwrap_or("-");
            (d.code.as_str().to_owned(), format!("{place} {}", d.message))
        })
        .collect()
}

fn article(text: &str) -> (MemoryFiles, Entry) {
    (
        MemoryFiles::default().with("g.md", text),
        Entry::File("g.md".to_owned()),
    )
}

#[test]
fn a_character_that_no_font_has_is_shown_in_the_metadata() {
    for (text, place) in [
        ("---\ntitle: Sign \u{12010}\n---\n\nA text.\n", "g.md:2:8"),
        (
            "---\ntitle: A\nauthors:\n  - {name: \u{12010} B}\n---\n\nA text.\n",
            "g.md:4:12",
        ),
        (
            "---\ntitle: A\nsubtitle: \"\u{12010}\"\n---\n\nA text.\n",
            "g.md:3:11",
        ),
        (
            "---\ntitle: A\nrights: \u{12010}\n---\n\nA text.\n",
            "g.md:3:9",
        ),
        (
            "---\ntitle: A\ndescription: \u{12010}\nkind: article\n---\n\nA text.\n",
            "g.md:3:14",
        ),
        (
            "---\ntitle: A\nkind: book\npublisher: \u{12010}\n---\n\n# One\n\nA text.\n",
            "g.md:4:12",
        ),
    ] {
        let (files, entry) = article(text);
        let found = found(&files, entry, "missing-glyph");
        let expected = format!("{place} no font has");
        let is_there = found.iter().any(|found| found.starts_with(&expected));
        assert!(is_there, "{text}{found:?}");
    }
}

#[test]
fn a_chapters_title_is_shown_where_it_was_written() {
    let files = MemoryFiles::default()
        .with("book.toml", "title = \"A\"\n")
        .with("1.md", "---\ntitle: Sign \u{12010}\n---\n\nA text.\n");
    let found = found(&files, Entry::Folder(String::new()), "missing-glyph");
    assert!(found[0].starts_with("1.md:2:8 "), "{found:?}");
}

#[test]
fn a_theme_that_does_not_exist_is_shown_where_it_is_named() {
    let (files, entry) = article("---\ntitle: A\ntheme: litrary\n---\n\nA text.\n");
    assert_eq!(
        found(&files, entry, "bad-theme"),
        ["g.md:3:8 there is no theme `litrary`"]
    );
}

#[test]
fn a_picture_that_only_the_pdf_cannot_show_is_shown_where_it_is_used() {
    // Sound to the reader; but each use might lie within another, and then it were too deep to be drawn.
    let uses = "<use href='#a'/>".repeat(11_000);
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path id='a' d='M0 0h9v9z'/>{uses}</svg>"
    );
    let text = "---\ntitle: A\n---\n\nA text.\n\n![A map](map.svg)\n";
    let files = MemoryFiles::default()
        .with("g.md", text)
        .with("map.svg", svg);
    let options = Options::new().expect("bundled fonts");
    let found = all_found(&files, Entry::File("g.md".to_owned()), &options);
    assert_eq!(
        found,
        [(
            "bad-image".to_owned(),
            "g.md:7:1 `map.svg` cannot be shown in the PDF: it is nested too deeply".to_owned()
        )]
    );
}

#[test]
fn a_picture_of_many_colours_is_drawn() {
    let paths = "<path fill='#abc' d='M0 0h9v9z'/>".repeat(11_000);
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{paths}</svg>");
    let text = "---\ntitle: A\n---\n\nA text.\n\n![A map](map.svg)\n";
    let files = MemoryFiles::default()
        .with("g.md", text)
        .with("map.svg", svg);
    let options = Options::new().expect("bundled fonts");
    let found = all_found(&files, Entry::File("g.md".to_owned()), &options);
    assert_eq!(found, []);
}

/// A font of Bindery's with the bytes of a table replaced.
fn font_with(family: &str, table: &[u8; 4], change: impl Fn(&mut [u8])) -> Vec<u8> {
    let book = FontBook::bundled().expect("bundled fonts");
    let query = FontQuery {
        family,
        bold: false,
        italic: false,
    };
    let font = book.get(book.find(query).expect("a bundled family"));
    let mut bytes = font.data().bytes().to_vec();
    let entry = (0..64)
        .map(|index| 12 + 16 * index)
        .find(|&at| bytes.get(at..at + 4) == Some(table))
        .expect("the table");
    let number = |at: usize| {
        let number: [u8; 4] = bytes[at..at + 4].try_into().expect("four bytes");
        u32::from_be_bytes(number) as usize
    };
    let (start, length) = (number(entry + 8), number(entry + 12));
    change(&mut bytes[start..start + length]);
    bytes
}

fn with_font(bytes: Vec<u8>) -> (Options, Vec<String>) {
    let files = MemoryFiles::default().with("fonts/mine.ttf", bytes);
    let folder = FontFolder {
        files: &files,
        path: "fonts",
        shown: "",
    };
    let mut options = Options::new().expect("bundled fonts");
    let (book, added) = options.fonts.with_folders(&[folder]);
    options.fonts = Arc::new(book);
    let found = added.diagnostics.iter();
    let found = found.map(|d| format!("{} {}", d.code, d.message));
    (options, found.collect())
}

#[test]
fn a_broken_font_of_the_author_is_no_fault_of_binderys() {
    // Its outlines make no sense, which nobody sees before they are cut out.
    let font = font_with("EB Garamond", b"glyf", |table| table.fill(0xAB));
    let (options, found) = with_font(font);
    assert_eq!(found, Vec::<String>::new());
    let (files, entry) = article("---\ntitle: A\n---\n\nA text.\n");
    let found = all_found(&files, entry, &options);
    let expected = "- your font `EBGaramond-Regular` cannot be used in the PDF: malformed font";
    assert_eq!(found, [("bad-font".to_owned(), expected.to_owned())]);
}

#[test]
fn a_font_whose_outlines_are_elsewhere_is_refused_before_anything_is_cut_out() {
    let font = font_with("EB Garamond", b"loca", |table| {
        for (index, byte) in table.iter_mut().enumerate() {
            *byte = u8::try_from(index * 37 % 251).unwrap_or_default();
        }
    });
    let (options, found) = with_font(font);
    assert_eq!(
        found,
        [
            "bad-font `fonts/mine.ttf` is left out: not a font that can be read: its outlines are not where it says"
        ]
    );
    let (files, entry) = article("---\ntitle: A\n---\n\nA text.\n");
    assert_eq!(all_found(&files, entry, &options), []);
}
