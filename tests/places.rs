//! Where messages about metadata point to: at the value, never at the start of a file that is not to blame.

use bindery::compile::{Options, compile};
use bindery::manuscript::Entry;
use bindery::world::MemoryFiles;

/// The messages of a code's name on a manuscript, each with its place.
fn found(files: &MemoryFiles, entry: Entry, code: &str) -> Vec<String> {
    let options = Options::new().expect("bundled fonts");
    let compiled = compile(files, &entry, &options);
    let found = compiled.diagnostics.iter();
    found
        .filter(|d| d.code.as_str() == code)
        .map(|d| {
            let place = d.span.map(|span| compiled.sources.describe(span));
            format!("{} {}", place.as_deref().unwrap_or("-"), d.message)
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
        let first = found.first().map(String::as_str).unwrap_or_default();
        assert!(
            first.starts_with(&format!("{place} no font has")),
            "{text}{found:?}"
        );
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
