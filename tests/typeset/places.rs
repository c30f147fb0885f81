//! Pages, headings and notes as other programs see them: the page map, tags and links.

use bindery::style::Theme;
use bindery::typeset::page::{LinkDest, PageItem, Pages};
use bindery::typeset::structure::Tag;

use super::{edition, pages};

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='300'><rect width='300' height='300'/></svg>";
const BOOK: &str = "title = 'A Book'\n";

fn levels(pages: &Pages) -> Vec<u8> {
    let elements = pages.structure.elements.iter();
    elements
        .filter_map(|element| match element.tag {
            Tag::H(level) => Some(level),
            _ => None,
        })
        .collect()
}

fn prose(paragraphs: usize) -> String {
    let sentence = "The quick brown fox jumps over the lazy dog while nobody looks on. ";
    let paragraph = format!("{}\n\n", sentence.repeat(9));
    paragraph.repeat(paragraphs)
}

#[test]
fn a_page_has_one_break_and_breaks_are_in_reading_order() {
    // Pictures at many depths of a page, so that some must float to the next.
    let figures: Vec<String> = (1..=12)
        .map(|n| format!("{}![A square](pic.svg){{width=60%}}\n\n", prose(n % 5)))
        .collect();
    let text = format!("# One\n\n{}", figures.concat());
    let edition = edition(&[("book.toml", BOOK), ("1.md", &text), ("pic.svg", PICTURE)]);
    for theme in Theme::names() {
        let breaks = pages(&edition, theme).page_map.breaks;
        assert!(breaks.len() > 10, "{theme}");
        for pair in breaks.windows(2) {
            assert!(pair[0].page < pair[1].page, "{theme}: {pair:?}");
            assert!(pair[0].position < pair[1].position, "{theme}: {pair:?}");
        }
    }
}

#[test]
fn a_chapter_titled_by_its_metadata_has_its_page() {
    let edition = edition(&[
        ("book.toml", BOOK),
        ("1.md", "# One\n\nText.\n"),
        ("2.md", "---\ntitle: Two\n---\n\nText.\n"),
    ]);
    let breaks = pages(&edition, "literary").page_map.breaks;
    let labels: Vec<&str> = breaks.iter().map(|b| b.label.as_str()).collect();
    assert_eq!(labels, ["1", "3"]);
}

#[test]
fn tags_of_headings_skip_no_level() {
    let text = "---\ntitle: An Article\n---\n\n## A\n\nText.\n\n> #### In a quotation\n>\n> Text.\n\n### B\n\nText.\n";
    let edition = edition(&[("a.md", text)]);
    // The title is a heading too, although the text has none for it.
    assert_eq!(levels(&pages(&edition, "literary")), [1, 2, 3, 3]);
}

#[test]
fn a_file_that_begins_with_a_section_goes_on_with_its_chapter() {
    let edition = edition(&[
        ("book.toml", "title = 'A Book'\ncontents = false\n"),
        ("1.md", "# One\n\nText.\n"),
        ("2.md", "## A Section\n\nText.\n"),
        ("3.md", "# Two\n\nText.\n"),
    ]);
    let pages = pages(&edition, "literary");
    let breaks = &pages.page_map.breaks;
    let labels: Vec<&str> = breaks.iter().map(|b| b.label.as_str()).collect();
    assert_eq!(labels, ["1", "3"]);
    assert_eq!(levels(&pages), [1, 2, 1]);
}

#[test]
fn the_number_of_a_note_leads_back() {
    let edition = edition(&[("a.md", "Text.[^n]\n\n[^n]: A note.\n")]);
    let pages = pages(&edition, "literary");
    let back = edition.notes[0].refs[0].clone();
    let links = pages.pages.iter().flat_map(|page| &page.items);
    let areas = links.filter_map(|item| match item {
        PageItem::Link(area) if area.target == LinkDest::Anchor(back.clone()) => Some(area),
        _ => None,
    });
    let elements: Vec<Tag> = areas
        .map(|area| pages.structure.elements[area.element.0 as usize].tag)
        .collect();
    assert_eq!(elements, [Tag::Link]);
    assert!(pages.anchors.iter().any(|(anchor, _, _)| *anchor == back));
}

#[test]
fn a_reading_stands_above_its_word_and_does_not_part_lines() {
    let text = |word: &str| format!("{} {word} {}\n", prose(1).trim(), prose(1).trim());
    let bare = edition(&[("a.md", &text("word"))]);
    let with = edition(&[("a.md", &text("<ruby>word<rt>reading</rt></ruby>"))]);
    let baselines = |edition| {
        let pages = pages(edition, "literary");
        let mut found: Vec<_> = pages.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                PageItem::Glyphs(run) => Some((run.origin.y, run.text.to_string())),
                _ => None,
            })
            .collect();
        found.sort();
        found
    };
    let (bare, with) = (baselines(&bare), baselines(&with));
    let lines = |found: &[(bindery::units::Length, String)]| {
        let mut all: Vec<_> = found
            .iter()
            .filter(|(_, t)| t != "reading")
            .map(|(y, _)| *y)
            .collect();
        all.dedup();
        all
    };
    assert_eq!(lines(&bare), lines(&with));
    let at = |wanted: &str| with.iter().find(|(_, t)| t == wanted).map(|(y, _)| *y);
    assert!(at("reading").expect("set") < at("word").expect("set"));
}
