//! Whole editions in pages.

mod blocks;
mod hyphens;
mod keeps;
mod places;
mod plates;
mod spreads;
mod tables;
mod view;

use bindery::document::PageSize;
use bindery::edition::Edition;
use bindery::edition::resolve;
use bindery::font::FontBook;
use bindery::manuscript::{self, Entry};
use bindery::reader;
use bindery::style::Theme;
use bindery::typeset::page::Pages;
use bindery::typeset::structure::Tag;
use bindery::typeset::{dump_galleys, typeset};
use bindery::world::MemoryFiles;

/// The edition of a manuscript of these files; a book where there is `book.toml`.
fn edition(files: &[(&str, &str)]) -> Edition {
    let memory = files
        .iter()
        .fold(MemoryFiles::default(), |memory, (path, text)| {
            memory.with(path, *text)
        });
    let entry = match files {
        [(path, _)] => Entry::File((*path).to_owned()),
        _ => Entry::Folder(String::new()),
    };
    let loaded = manuscript::load(&memory, &entry);
    let manuscript = loaded.manuscript.expect("a manuscript");
    let document = reader::read(&manuscript, &memory).value;
    resolve::resolve(document, loaded.sources).value
}

fn pages(edition: &Edition, theme: &str) -> Pages {
    let fonts = FontBook::bundled().expect("the fonts in the binary");
    let theme = Theme::named(theme).expect("a theme in the binary");
    typeset(edition, theme, &fonts).value
}

const SMALL: &str = include_str!("small.md");

fn article() -> Edition {
    edition(&[("small.md", SMALL)])
}

fn book() -> Edition {
    let (_, text) = SMALL.split_once("---\n\n").expect("front matter");
    let one = format!("# One\n\n{text}");
    edition(&[
        (
            "book.toml",
            "title = 'A Small Book'\npublisher = 'The Press'\n",
        ),
        ("1.md", &one),
        ("2.md", "# Two\n\nNo more.\n"),
    ])
}

#[test]
fn a_book_has_its_parts() {
    let pages = pages(&book(), "literary");
    let labels: Vec<String> = pages.pages.iter().map(|p| p.label.to_string()).collect();
    // Half title, blank, title page, imprint, contents, blank; then chapters on rectos.
    assert_eq!(labels, ["i", "ii", "iii", "iv", "v", "vi", "1", "2", "3"]);
    assert_eq!(
        pages.page_map.breaks.last().map(|b| b.label.as_str()),
        Some("3")
    );
}

#[test]
fn the_galley_of_a_small_text() {
    let fonts = FontBook::bundled().expect("the fonts in the binary");
    let theme = Theme::named("literary").expect("a theme in the binary");
    let galley = dump_galleys(&article(), theme, &fonts);
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("galley_small", galley);
    });
}

#[test]
fn the_pages_of_a_small_book() {
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("pages_small_book", pages(&book(), "literary").dump());
    });
}

#[test]
fn structure_names_every_part() {
    let pages = pages(&article(), "modern");
    let has = |tag: Tag| pages.structure.elements.iter().any(|e| e.tag == tag);
    for tag in [
        Tag::H(1),
        Tag::H(2),
        Tag::P,
        Tag::BlockQuote,
        Tag::Li,
        Tag::LBody,
        Tag::Code,
        Tag::Table,
        Tag::Th,
        Tag::Td,
        Tag::Note,
        Tag::Reference,
        Tag::Em,
        Tag::Formula,
    ] {
        assert!(has(tag), "{tag:?}");
    }
    for (index, element) in pages.structure.elements.iter().enumerate() {
        let before = |parent: bindery::typeset::structure::StructId| (parent.0 as usize) < index;
        assert!(element.parent.is_none_or(before), "a parent stands first");
    }
}

#[test]
fn long_prose_fills_its_pages_without_faults() {
    let words = "The quick brown fox jumps over the lazy dog while nobody in particular looks on. ";
    let paragraphs: Vec<String> = (1..120).map(|n| words.repeat(n * 7 % 9 + 1)).collect();
    let text = format!("# Fox\n\n{}\n", paragraphs.join("\n\n"));
    let mut edition = edition(&[("book.toml", "title = 'Fox'\n"), ("1.md", &text)]);
    for theme in Theme::names() {
        for preset in PageSize::named().chain("170x240mm".parse()) {
            edition.document.meta.page = preset;
            let report = pages(&edition, theme).report;
            let what = format!("{theme} {}", preset);
            assert!(report.pages > 10, "{what}");
            let faults = (report.widows, report.orphans, report.stranded_headings);
            assert_eq!(faults, (0, 0, 0), "{what}");
            assert_eq!(report.overfull, 0, "{what}");
        }
    }
}

#[test]
fn setting_twice_gives_the_same_pages() {
    let edition = book();
    assert_eq!(
        pages(&edition, "academic").dump(),
        pages(&edition, "academic").dump()
    );
}

#[test]
fn pages_are_numbered_in_the_digits_of_the_language() {
    for (lang, first) in [("fa", "۱"), ("ar", "١"), ("ar-MA", "1"), ("he", "1")] {
        let settings = format!("title = 'X'\nlanguage = '{lang}'\n");
        let edition = edition(&[("book.toml", &settings), ("1.md", "# Y\n\nZ.\n")]);
        let pages = pages(&edition, "literary");
        let label = pages.pages.last().map(|page| page.label.to_string());
        assert_eq!(label.as_deref(), Some(first), "{lang}: the page's label");
        let page_list: Vec<&str> = pages
            .page_map
            .breaks
            .iter()
            .map(|b| b.label.as_str())
            .collect();
        assert_eq!(page_list, [first], "{lang}: the page list of the e-book");
        let printed = pages.dump();
        assert!(
            printed.contains(&format!("\"{first}\"")),
            "{lang}: the folio"
        );
    }
}

#[test]
fn a_reading_keeps_clear_of_descenders_and_else_stays_on_the_grid() {
    use bindery::typeset::page::PageItem;
    let step = |word: &str| {
        let words = format!("{word} ").repeat(40);
        let text = format!("{words}<ruby>직지<rt>nune</rt></ruby> {words}\n");
        let pages = pages(&edition(&[("x.md", &text)]), "literary");
        let baselines: Vec<(bool, i64)> = pages.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                PageItem::Glyphs(run) => Some((
                    run.text.contains('직'),
                    (run.origin.y.to_pt() * 10.0).round() as i64,
                )),
                _ => None,
            })
            .collect();
        let at = baselines
            .iter()
            .position(|(ruby, _)| *ruby)
            .expect("the word");
        let line = baselines[at].1;
        let above = baselines[..at]
            .iter()
            .map(|(_, y)| *y)
            .filter(|y| *y < line - 100);
        let above = above.max().expect("a line above");
        let before = baselines
            .iter()
            .map(|(_, y)| *y)
            .filter(|y| *y < above - 100);
        let leading = above - before.max().expect("a line above that");
        line - above - leading
    };
    assert_eq!(step("nounou"), 0, "nothing hangs down");
    let room = step("gypgyp");
    assert!((5..40).contains(&room), "{room}");
}

#[test]
fn what_no_font_has_is_reported_in_formulas_and_readings_too() {
    let fonts = FontBook::bundled().expect("the fonts in the binary");
    let theme = Theme::named("literary").expect("a theme in the binary");
    for text in [
        "A sign \u{e123} here.",
        "A formula $x + \u{e123}$ here.",
        "$$x + \u{e123}$$",
        "A reading <ruby>직지<rt>\u{e123}</rt></ruby> here.",
    ] {
        let set = typeset(&edition(&[("x.md", text)]), theme, &fonts);
        let found: Vec<String> = set.diagnostics.into_iter().map(|d| d.message).collect();
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(
            found[0].contains("no font has the sign \u{e123}"),
            "{text}: {found:?}"
        );
    }
}
