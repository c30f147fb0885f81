//! What stays together on a page.

use std::fmt::Write as _;

use bindery::theme::Theme;
use bindery::typeset::page::{PageItem, Pages};

use super::{edition, pages};

/// The page whose text holds a word that no other has.
fn page_with(pages: &Pages, word: &str) -> usize {
    let holds = |item: &PageItem| match item {
        PageItem::Glyphs(run) => run.text.split_whitespace().any(|w| w == word),
        _ => false,
    };
    let found = pages.pages.iter().position(|p| p.items.iter().any(holds));
    found.unwrap_or_else(|| panic!("{word} is on no page"))
}

/// So many lines of text, each a paragraph of its own.
fn lines(count: usize) -> String {
    "A line.\n\n".repeat(count)
}

#[test]
fn no_item_of_one_line_is_alone() {
    for theme in Theme::names() {
        let mut torn = 0;
        for before in 0..34 {
            let mut text = format!("# One\n\n{}", lines(before));
            for n in 1..=6 {
                let _ = writeln!(text, "- item{n}");
            }
            let _ = write!(text, "\n{}", lines(12));
            let edition = edition(&[("book.toml", "title = 'Lists'\n"), ("1.md", &text)]);
            let pages = pages(&edition, theme);
            let page = |n: usize| page_with(&pages, &format!("item{n}"));
            assert_eq!(page(1), page(2), "{theme} {before}: the first is alone");
            assert_eq!(page(5), page(6), "{theme} {before}: the last is alone");
            torn += usize::from(page(1) != page(6));
        }
        assert!(torn > 0, "{theme}: lists are parted elsewhere");
    }
}

#[test]
fn a_table_that_a_page_can_hold_is_not_torn() {
    for theme in Theme::names() {
        for before in [3, 9, 15, 21] {
            let mut text = format!(
                "# One\n\n{}\n\nTable: A caption\n\n| A | B |\n|--|--|\n",
                lines(before)
            );
            for n in 1..=22 {
                let _ = writeln!(text, "| row{n} | Some words in a cell |");
            }
            let _ = write!(text, "\n{}", lines(30));
            let edition = edition(&[("book.toml", "title = 'Tables'\n"), ("1.md", &text)]);
            let pages = pages(&edition, theme);
            let first = page_with(&pages, "row1");
            assert_eq!(first, page_with(&pages, "row22"), "{theme} {before}");
            assert!(pages.report.short_pages <= 2, "{theme} {before}: no hole");
        }
    }
}
