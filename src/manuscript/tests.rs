use super::*;
use crate::diag::Diagnostic;
use crate::world::MemoryFiles;

/// Each diagnostic on a line: place, severity, code, message, help.
fn report(loaded: &Loaded) -> String {
    let mut diagnostics = loaded.diagnostics.clone();
    diagnostics.sort();
    let line = |d: &Diagnostic| {
        let place = d
            .span
            .map_or_else(String::new, |s| loaded.sources.describe(s));
        let help = d
            .help
            .as_ref()
            .map_or_else(String::new, |h| format!(" | {h}"));
        format!("{place} {}[{}] {}{help}\n", d.severity, d.code, d.message)
    };
    diagnostics.iter().map(line).collect()
}

fn load_file(text: &str) -> Loaded {
    let files = MemoryFiles::default().with("an-essay.md", text);
    load(&files, &Entry::File("an-essay.md".to_owned()))
}

fn meta(loaded: &Loaded) -> &Metadata {
    &loaded.manuscript.as_ref().expect("a manuscript").meta
}

#[test]
fn reads_all_keys() {
    let loaded = load_file(
        "---\ntitle: On *Bridges*\nsubtitle: A 'second' line\nkind: book\nauthors:\n  - Ada Lovelace\n  - {name: Mary Shelley, file-as: 'Shelley, Mary'}\ncontributors:\n  - name: Jane Doe\n    role: translator\nlanguage: pt-br\ndate: 2026-11-24\ndescription: |\n  Two\n  lines.\n\n  Next.\npublisher: A Press\nidentifiers:\n  isbn: 978-3-16-148410-0\n  doi: doi:10.1000/182\nsubjects: [bridges, 1984]\nrights: © 2026\nseries: {name: Spans, position: 1.10}\nsource: {title: Bridges, author: X, publication: Y, date: 1999, url: 'https://example.org/x'}\ncover: {image: cover.png, alt: A bridge}\ntheme: literary\npage: 6x9\ncontents: false\nnumber-headings: true\n---\ntext\n",
    );
    assert_eq!(report(&loaded), "");
    insta::assert_debug_snapshot!(meta(&loaded));
}

#[test]
fn toml_gives_the_same() {
    let files = MemoryFiles::default()
        .with("b/book.toml", "title = 'T'\ndate = 2026-11-24\nauthors = ['A', {name = 'B', role = 'edt'}]\nchapters = ['2.md', '1.md']\n[identifiers]\nisbn = '978-3-16-148410-0'\n[series]\nname = 'S'\nposition = 2.10\n")
        .with("b/1.md", "---\ntitle: One\nlanguage: fa\nkind: preface\n---\ntext")
        .with("b/2.md", "# Two")
        .with("b/3.md", "# Three");
    let loaded = load(&files, &Entry::Folder("b".to_owned()));
    insta::assert_snapshot!(report(&loaded), @" info[bad-metadata] `3.md` is not among the `chapters`, so it is left out");
    let manuscript = loaded.manuscript.as_ref().expect("a manuscript");
    assert_eq!(manuscript.meta.kind, crate::document::Kind::Book);
    assert_eq!(
        manuscript
            .meta
            .series
            .as_ref()
            .and_then(|s| s.position.as_deref()),
        Some("2.10")
    );
    assert!(manuscript.meta.contents);
    let paths: Vec<&str> = manuscript
        .chapters
        .iter()
        .map(|c| c.path.as_str())
        .collect();
    assert_eq!(paths, ["2.md", "1.md"]);
    assert_eq!(manuscript.chapters[1].title.as_deref(), Some("One"));
    assert_eq!(manuscript.chapters[1].part, Some(PartKind::Preface));
}

#[test]
fn chapters_are_in_natural_order() {
    let files = MemoryFiles::default()
        .with("book.yaml", "title: T\n")
        .with("10-c.md", "c")
        .with("2-b.md", "b")
        .with("1-a.md", "a")
        .with("README.md", "x");
    let loaded = load(&files, &Entry::Folder(String::new()));
    let manuscript = loaded.manuscript.expect("a manuscript");
    let paths: Vec<&str> = manuscript
        .chapters
        .iter()
        .map(|c| c.path.as_str())
        .collect();
    assert_eq!(paths, ["1-a.md", "2-b.md", "10-c.md"]);
}

#[test]
fn every_mistake_is_reported_at_its_place() {
    let loaded = load_file(
        "---\ntitle: [a]\nautor: X\nkind: artikel\nlanguage: english language\ndate: 2026-02-30\nauthors: Ada\ncontributors:\n  - {name: B, role: translater}\n  - {nam: C}\nidentifiers:\n  isbn: 978-3-16-148410-1\n  uuid: x\nseries: {position: two}\npage: a6\ncontents: maybe\nlang: en\nsource: {title: T, url: ftp://x}\n---\ntext\n",
    );
    insta::assert_snapshot!(report(&loaded));
}

#[test]
fn bad_yaml_is_reported() {
    let cases = [
        "---\na: &a [x]\nb: *a\n---\n",
        "---\ntitle: 'x\n---\ntext",
        "---\ntitle: x\ntitle: y\n---\ntext",
        "---\n- x\n---\ntext",
        "---\ntitle: x\n\ntext",
        "---\n---\ntext",
        "# only text",
        "",
        "---\ntitle: \"a\\u0001b\"\n---\ntext",
        "---\n[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n---\ntext",
    ];
    let all: String = cases
        .iter()
        .map(|case| format!("{case:?}\n{}\n", report(&load_file(case))))
        .collect();
    insta::assert_snapshot!(all);
}

#[test]
fn bad_files_are_reported() {
    let files = MemoryFiles::default()
        .with("latin.md", b"---\ntitle: x\n---\nCaf\xE9".to_vec())
        .with(
            "d/book.toml",
            "title = \"x\"\nchapters = ['none.md', '../latin.md', 'a.md', 'a.md']\n",
        )
        .with("d/book.yaml", "title: x\n")
        .with("d/a.md", "a")
        .with("e/x.md", "x")
        .with("f/book.toml", "title = 'x\n");
    let entries = [
        Entry::File("latin.md".to_owned()),
        Entry::File("none.md".to_owned()),
        Entry::File("../x.md".to_owned()),
        Entry::Folder("none".to_owned()),
        Entry::Folder("d".to_owned()),
        Entry::Folder("e".to_owned()),
        Entry::Folder("f".to_owned()),
    ];
    let all: String = entries
        .iter()
        .map(|entry| format!("{entry:?}\n{}\n", report(&load(&files, entry))))
        .collect();
    insta::assert_snapshot!(all);
}

#[test]
fn line_ends_and_byte_order_marks_do_not_matter() {
    let unix = load_file("---\ntitle: x\n---\na\nb\n");
    for text in [
        "\u{FEFF}---\ntitle: x\n---\na\nb\n",
        "---\r\ntitle: x\r\n---\r\na\r\nb\r\n",
        "---\rtitle: x\r---\ra\rb\r",
    ] {
        let other = load_file(text);
        assert_eq!(report(&other), "");
        assert_eq!(meta(&other), meta(&unix));
        let body = |l: &Loaded| l.manuscript.as_ref().map(|m| m.chapters[0].body);
        assert_eq!(body(&other), body(&unix));
    }
}
