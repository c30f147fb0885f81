//! Pages as they face each other: paragraphs set again for their sake, and notes at their foot.

use bindery::style::Theme;
use bindery::typeset::page::{LabelStyle, LinkDest, Mark, Page, PageItem, Pages};
use bindery::units::Length;

use super::{edition, pages};

const WORDS: [&str; 24] = [
    "when",
    "nobody",
    "a",
    "considerable",
    "letters",
    "in",
    "the",
    "printer",
    "of",
    "remained",
    "paper",
    "without",
    "morning",
    "and",
    "gathered",
    "on",
    "slowly",
    "edition",
    "I",
    "believed",
    "sheets",
    "to",
    "wonderfully",
    "his",
];

/// Prose of paragraphs of every length, always the same.
fn prose(paragraphs: usize, note_every: usize) -> String {
    let mut seed = 7_u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    };
    let mut text = String::from("# Prose\n\n");
    for at in 1..=paragraphs {
        let count = 20 + next(130);
        for word in 0..count {
            if word > 0 {
                text.push(' ');
            }
            text.push_str(WORDS[next(24) as usize]);
        }
        if note_every > 0 && at % note_every == 0 {
            text.push_str(&format!("[^{at}]"));
        }
        text.push_str(".\n\n");
    }
    if note_every > 0 {
        for at in (note_every..=paragraphs).step_by(note_every) {
            let words = "a note that goes on for a while ".repeat(at % 9 + 1);
            text.push_str(&format!("[^{at}]: Note {at}: {words}\n\n"));
        }
    }
    text
}

fn set(text: &str, theme: &str) -> Pages {
    let edition = edition(&[("book.toml", "title = 'Prose'\n"), ("1.md", text)]);
    pages(&edition, theme)
}

/// The lowest baseline of the text of a page, but not of what stands at its foot.
fn depth(page: &Page) -> Length {
    let runs = page.items.iter().filter_map(|item| match item {
        PageItem::Glyphs(run) if matches!(run.mark, Mark::Content(_)) => Some(run.origin.y),
        _ => None,
    });
    runs.max().unwrap_or_default()
}

#[test]
fn facing_pages_are_of_one_depth() {
    for theme in Theme::names() {
        let pages = set(&prose(160, 0), theme);
        let report = &pages.report;
        assert!(report.pages > 20, "{theme}");
        assert!(report.reset_paragraphs > 0, "{theme}: {report:?}");
        assert!(report.worst_looseness <= 2.2, "{theme}: {report:?}");
        assert_eq!((report.widows, report.orphans), (0, 0), "{theme}");
        let text: Vec<&Page> = pages
            .pages
            .iter()
            .filter(|page| page.label.style == LabelStyle::Arabic)
            .collect();
        // Page 1 is alone; the last one ends where the text does.
        let (_, inner) = text.split_last().expect("pages");
        let spreads = inner.get(1..).expect("pages").chunks_exact(2);
        assert!(spreads.len() > 8);
        for spread in spreads {
            assert_eq!(
                depth(spread[0]),
                depth(spread[1]),
                "{theme} page {}",
                spread[0].label
            );
        }
        // A few run short together, by a line.
        assert!(
            report.short_pages * 4 <= report.pages,
            "{theme}: {report:?}"
        );
    }
}

#[test]
fn every_note_begins_on_the_page_of_its_reference() {
    for theme in Theme::names() {
        let pages = set(&prose(160, 4), theme);
        assert!(pages.report.reset_paragraphs > 0, "{theme}");
        let mut checked = 0;
        for (number, page) in (0_u32..).zip(&pages.pages) {
            for item in &page.items {
                let PageItem::Link(link) = item else {
                    continue;
                };
                let LinkDest::Anchor(anchor) = &link.target else {
                    continue;
                };
                let to = pages.anchors.iter().find(|(known, _, _)| known == anchor);
                let to = to.expect("links lead somewhere").1;
                // From the contents, links lead to other pages.
                if number >= 6 {
                    assert_eq!(to, number, "{theme}: {anchor}");
                    checked += 1;
                }
            }
        }
        // The references; the numbers of notes that lead back may stand on the page after.
        assert!(checked >= 40, "{theme}: {checked}");
    }
}

#[test]
fn items_that_are_set_again_keep_their_numbers() {
    let text = prose(120, 0);
    let (title, paragraphs) = text.split_once("\n\n").expect("a title");
    // Every paragraph is an item; each list has four.
    let items: Vec<String> = paragraphs
        .split_terminator("\n\n")
        .enumerate()
        .map(|(at, paragraph)| {
            let after = if at % 4 == 3 {
                "\n\nBetween.\n\n"
            } else {
                "\n"
            };
            format!("{}. {paragraph}{after}", 7000 + at)
        })
        .collect();
    let text = format!("{title}\n\n{}", items.concat());
    let mut reset = 0;
    for theme in Theme::names() {
        let pages = set(&text, theme);
        reset += pages.report.reset_paragraphs;
        let mut numbers: Vec<String> = Vec::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let PageItem::Glyphs(run) = item
                && (run.text.starts_with("70") || run.text.starts_with("71"))
            {
                numbers.push(run.text.to_string());
            }
        }
        assert_eq!(numbers.len(), items.len(), "{theme}");
        assert!(numbers.is_sorted(), "{theme}");
    }
    assert!(reset > 0);
}
