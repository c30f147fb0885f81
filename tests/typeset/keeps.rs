//! What stays together on a page.

use std::fmt::Write as _;

use bindery::style::{Align, Theme};
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

#[test]
fn a_low_listing_and_a_low_alert_stay_whole() {
    let listing: String = (1..=7).map(|n| format!("code{n};\n")).collect();
    let alert =
        "> [!NOTE]\n> first1 words in a note.\n>\n> More of them.\n>\n> The last2 of them.\n";
    for theme in Theme::names() {
        for before in 0..30 {
            let text = format!(
                "# One\n\n{}```\n{listing}```\n\n{}{alert}\n{}",
                lines(before),
                lines(16),
                lines(20)
            );
            let edition = edition(&[("book.toml", "title = 'Code'\n"), ("1.md", &text)]);
            let pages = pages(&edition, theme);
            let page = |word: &str| page_with(&pages, word);
            assert_eq!(page("code1;"), page("code7;"), "{theme} {before}");
            assert_eq!(page("first1"), page("last2"), "{theme} {before}");
        }
    }
}

#[test]
fn a_long_listing_is_parted_after_a_blank_line() {
    // Eight lines, a blank one, and so on.
    let listing: String = (0..72)
        .map(|n| match n % 9 {
            8 => "\n".to_owned(),
            _ => format!("code{n};\n"),
        })
        .collect();
    for theme in Theme::names() {
        let (mut at_blank, mut parted) = (0, 0);
        for before in 0..18 {
            let text = format!(
                "# One\n\n{}```\n{listing}```\n\n{}",
                lines(before),
                lines(9)
            );
            let edition = edition(&[("book.toml", "title = 'Code'\n"), ("1.md", &text)]);
            let pages = pages(&edition, theme);
            let page = |n: usize| page_with(&pages, &format!("code{n};"));
            for n in (0..71).filter(|n| n % 9 != 8) {
                let (next, blank) = if n % 9 == 7 {
                    (n + 2, true)
                } else {
                    (n + 1, false)
                };
                if next < 71 && page(n) != page(next) {
                    parted += 1;
                    at_blank += usize::from(blank);
                }
            }
        }
        assert!(parted > 18, "{theme}: {parted}");
        // Chance alone would make it one in nine.
        assert!(
            at_blank * 9 >= parted * 2,
            "{theme}: {at_blank} of {parted}"
        );
    }
}

#[test]
fn figures_stand_where_their_captions_do() {
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect width='90' height='90'/></svg>";
    let text = "# One\n\n![A box](pic.svg \"Caption\")\n\nText.\n\n![](pic.svg)\n";
    let edition = edition(&[
        ("book.toml", "title = 'Figures'\n"),
        ("1.md", text),
        ("pic.svg", picture),
    ]);
    for theme in Theme::names() {
        let pages = pages(&edition, theme);
        let items = pages.pages.iter().flat_map(|page| &page.items);
        let pictures: Vec<_> = items
            .filter_map(|item| match item {
                PageItem::Image(image) => Some(image.rect.origin.x),
                _ => None,
            })
            .collect();
        // What has no caption stands in the middle; with a caption, where that does.
        assert_eq!(pictures.len(), 2, "{theme}");
        let centred = pictures[0] == pictures[1];
        let caption = Theme::named(theme).expect("built in").caption.align;
        assert_eq!(centred, caption == Align::Center, "{theme}");
    }
}
