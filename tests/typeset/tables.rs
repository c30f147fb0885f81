//! Tables that are wider than the page.

use std::fmt::Write as _;
use std::path::Path;

use bindery::diag::{Code, Severity};
use bindery::edition::Edition;
use bindery::font::FontBook;
use bindery::pdf;
use bindery::style::Theme;
use bindery::typeset::page::{Page, PageItem, Pages};
use bindery::typeset::typeset;
use bindery::units::Length;

use super::edition;
use crate::external;

const SENTENCE: &str = "The quick brown fox jumps over the lazy dog while nobody looks on. ";

/// An article with a table of nine columns in its text, on a small page.
fn wide(rows: usize) -> Edition {
    let mut text = format!(
        "---\ntitle: Wide\npage: 5x8\n---\n\n{}\n\n",
        SENTENCE.repeat(4)
    );
    text.push_str("Table: All the departments\n\n");
    text.push_str("| Number | Circumference | Department | Commissioner | Responsibilities | Identification | Correspondence | Remuneration |\n");
    text.push_str("|--|--|--|--|--|--|--|--|\n");
    for n in 1..=rows {
        let note = if n == 2 { "[^n]" } else { "" };
        let _ = writeln!(
            text,
            "| row{n} | measured{note} | [elsewhere](https://example.org/{n}) | Featherstone | correspondence | identification | misunderstanding | 12,000,000 |"
        );
    }
    let _ = write!(
        text,
        "\n{}[^n]: A note of the table.\n",
        format!("{}\n\n", SENTENCE.repeat(5)).repeat(9)
    );
    edition(&[("a.md", &text)])
}

fn set(edition: &Edition) -> (Pages, Vec<Severity>) {
    let fonts = FontBook::bundled().expect("the fonts in the binary");
    let theme = Theme::named("literary").expect("a theme in the binary");
    let set = typeset(edition, theme, &fonts);
    let found = set
        .diagnostics
        .iter()
        .filter(|d| d.code == Code::WideTable)
        .map(|d| d.severity)
        .collect();
    (set.value, found)
}

/// Whether a page holds something that is turned.
fn is_turned(page: &Page) -> bool {
    page.items
        .iter()
        .any(|item| matches!(item, PageItem::Turned(_)))
}

fn text_of(page: &Page) -> String {
    let runs = page.items.iter().filter_map(|item| match item {
        PageItem::Glyphs(run) => Some(run.text.as_ref()),
        _ => None,
    });
    runs.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_table_wider_than_the_page_is_turned() {
    let (pages, found) = set(&wide(6));
    assert_eq!(found, [Severity::Info]);
    let turned: Vec<bool> = pages.pages.iter().map(is_turned).collect();
    assert_eq!(turned, [false, true, false], "{}", pages.dump());
    // The text before it does not end short: it goes on to the foot of the page.
    let lowest = |page: &Page| {
        let runs = page.items.iter().filter_map(|item| match item {
            PageItem::Glyphs(run) if run.text.len() > 3 => Some(run.origin.y),
            _ => None,
        });
        runs.max().expect("text")
    };
    let first = &pages.pages[0];
    assert!(lowest(first) > first.size.height.scale(0.75));
    // All that it needs is with it: its caption, its last row and its note.
    let text = text_of(&pages.pages[1]);
    for part in ["departments", "row6", "A note of the table"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn turned_items_and_their_links_stand_on_the_page() {
    let (pages, _) = set(&wide(6));
    let page = &pages.pages[1];
    let layout = &page.size;
    let mut about = None;
    let mut links = 0;
    for item in &page.items {
        match item {
            PageItem::Turned(point) => about = Some(*point),
            PageItem::Upright => about = None,
            PageItem::Glyphs(run) if about.is_some() => {
                let about = about.expect("turned");
                let x = about.x + run.origin.y;
                let y = about.y - run.origin.x;
                assert!(x > Length::ZERO && x < layout.width, "{x} {:?}", run.text);
                assert!(y > Length::ZERO && y < layout.height, "{y} {:?}", run.text);
            }
            PageItem::Link(link) => {
                links += 1;
                let rect = link.rect;
                assert!(rect.origin.x > Length::ZERO && rect.right() < layout.width);
                assert!(rect.origin.y > Length::ZERO && rect.bottom() < layout.height);
                if &*link.contents == "elsewhere" {
                    assert!(rect.size.height > rect.size.width, "it stands on end");
                }
            }
            _ => {}
        }
    }
    assert!(links >= 6);
    // What stands around the text is not turned.
    let folio = page.items.iter().rposition(|item| match item {
        PageItem::Glyphs(run) => run.text.as_ref() == "2",
        _ => false,
    });
    let upright = page
        .items
        .iter()
        .position(|item| matches!(item, PageItem::Upright));
    assert!(folio > upright, "{}", pages.dump());
}

#[test]
fn a_long_turned_table_repeats_its_head() {
    let (pages, _) = set(&wide(40));
    let sheets: Vec<&Page> = pages.pages.iter().filter(|page| is_turned(page)).collect();
    assert!(sheets.len() > 1);
    for sheet in &sheets {
        assert!(text_of(sheet).contains("Commissioner"));
    }
    let all: String = sheets.iter().map(|sheet| text_of(sheet) + " ").collect();
    for n in 1..=40 {
        assert!(all.contains(&format!("row{n} ")), "row {n} is there");
    }
    // The sheets follow each other.
    let first = pages
        .pages
        .iter()
        .position(is_turned)
        .expect("a turned page");
    assert!(
        pages.pages[first..first + sheets.len()]
            .iter()
            .all(is_turned)
    );
}

#[test]
fn what_fits_or_stands_within_a_block_is_not_turned() {
    let rows = "| A name | Circumference | Remark |\n|--|--|--|\n| one | 12 | Some words that are wrapped where they must be, and go on |\n";
    let many = "> | Number | Circumference | Department | Commissioner | Responsibilities | Identification |\n> |--|--|--|--|--|--|\n> | a | b | c | d | e | f |\n";
    let text = format!("---\ntitle: T\npage: 5x8\n---\n\n{rows}\n{many}\n");
    let (pages, found) = set(&edition(&[("a.md", &text)]));
    assert!(!pages.pages.iter().any(is_turned));
    // It is set smaller, and that is said.
    assert_eq!(found, [Severity::Warning]);
}

#[test]
fn other_programs_read_what_is_turned() {
    let edition = wide(40);
    let (pages, _) = set(&edition);
    let fonts = FontBook::bundled().expect("the fonts in the binary");
    let bytes = pdf::write(&pages, &edition, &fonts).expect("a sound document");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("turned-table.pdf");
    std::fs::write(&path, bytes).expect("the folder for tests is there");
    for flavour in ["ua1", "2a"] {
        if let Some(verdict) = external::verapdf(&path, flavour) {
            assert_eq!(verdict, Ok(()), "{flavour}");
        }
    }
    for verdict in [
        external::qpdf_check(&path),
        external::ghostscript_render(&path),
        external::mupdf_render(&path),
    ] {
        assert_eq!(verdict.unwrap_or(Ok(())), Ok(()));
    }
    if let Some(text) = external::pdftotext(&path, &[]) {
        assert!(text.contains("misunderstanding"));
        assert!(text.contains("A note of the table."));
    }
}
