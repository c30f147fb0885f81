//! Pictures that fill a page of their own.

use bindery::document::{BlockKind, FigurePlacement};
use bindery::edition::Edition;
use bindery::typeset::page::{Fit, Mark, Page, PageItem, Pages};
use bindery::typeset::structure::Tag;
use bindery::units::{Length, Point, Rect};

use super::{edition, pages};

const BOOK: &str = "title = 'Plates'\npage = '6x9'\n";
const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='240'><rect width='300' height='240'/></svg>";
const SENTENCE: &str = "The quick brown fox jumps over the lazy dog while nobody looks on. ";
const PLATE: &str = "![A field](pic.svg){.full-bleed}\n\n";

fn prose(paragraphs: usize) -> String {
    format!("{}\n\n", SENTENCE.repeat(7)).repeat(paragraphs)
}

fn book(chapters: &[String]) -> Edition {
    let names: Vec<String> = (1..=chapters.len()).map(|n| format!("{n}.md")).collect();
    let mut files = vec![("book.toml", BOOK), ("pic.svg", PICTURE)];
    files.extend(
        names
            .iter()
            .map(String::as_str)
            .zip(chapters.iter().map(String::as_str)),
    );
    edition(&files)
}

/// True for a page that a picture fills from edge to edge.
fn is_plate(page: &Page) -> bool {
    page.items.iter().any(|item| match item {
        PageItem::Image(image) => {
            let whole = Rect {
                origin: Point::default(),
                size: page.size,
            };
            image.fit == Fit::Cover && image.rect == whole
        }
        _ => false,
    })
}

fn has_furniture(page: &Page) -> bool {
    page.items
        .iter()
        .any(|item| matches!(item, PageItem::Glyphs(run) if run.mark == Mark::Pagination))
}

/// The letters of the text in the order of the pages.
fn letters(pages: &Pages) -> String {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let runs = items.filter_map(|item| match item {
        PageItem::Glyphs(run) if matches!(run.mark, Mark::Content(_)) => Some(&*run.text),
        _ => None,
    });
    runs.flat_map(str::chars)
        .filter(|c| c.is_alphabetic())
        .collect()
}

fn lowest(page: &Page) -> Length {
    let runs = page.items.iter().filter_map(|item| match item {
        PageItem::Glyphs(run) if matches!(run.mark, Mark::Content(_)) => Some(run.origin.y),
        _ => None,
    });
    runs.max().unwrap_or_default()
}

/// The pages of the text; its first is a recto.
fn body(pages: &Pages) -> &[Page] {
    let start = pages
        .pages
        .iter()
        .position(|page| page.label.to_string() == "1");
    &pages.pages[start.expect("a page 1")..]
}

fn kinds(pages: &[Page]) -> String {
    let kind = |page: &Page| match (is_plate(page), page.items.is_empty()) {
        (true, _) => 'P',
        (_, true) => '-',
        _ => 't',
    };
    pages.iter().map(kind).collect()
}

#[test]
fn the_text_goes_on_and_fills_the_page_before() {
    let text = |plate: &str| format!("# One\n\n{}{plate}{}", prose(2), prose(9));
    for theme in ["literary", "modern", "academic"] {
        let with = pages(&book(&[text(PLATE)]), theme);
        let without = pages(&book(&[text("")]), theme);
        let body = body(&with);
        assert!(kinds(body).starts_with("tPt"), "{theme}: {}", kinds(body));
        assert!(
            body.iter()
                .all(|page| is_plate(page) != has_furniture(page))
        );
        // Nothing is lost, nothing twice, and the pages of the text are what they were.
        assert_eq!(letters(&with), letters(&without));
        assert_eq!(with.pages.len(), without.pages.len() + 1);
        let before = |pages: &Pages| lowest(&self::body(pages)[0]);
        assert_eq!(before(&with), before(&without), "{theme}");
        // It counts among the folios.
        assert_eq!(body[2].label.number, 3);
    }
}

#[test]
fn one_before_a_title_faces_it() {
    let opener = format!("{PLATE}# Two\n\n{}", prose(3));
    // The first chapter ends on a recto, or on a verso.
    for (paragraphs, expected) in [(2, "tPt"), (5, "tt-Pt")] {
        let first = format!("# One\n\n{}", prose(paragraphs));
        let pages = pages(&book(&[first, opener.clone()]), "literary");
        assert!(
            kinds(body(&pages)).starts_with(expected),
            "{}",
            kinds(body(&pages))
        );
        let title = body(&pages).iter().rposition(|page| {
            !is_plate(page) && {
                let text: String = page
                    .items
                    .iter()
                    .filter_map(|item| match item {
                        PageItem::Glyphs(run) => Some(&*run.text),
                        _ => None,
                    })
                    .collect();
                text.starts_with("Two")
            }
        });
        let title = title.expect("the title");
        assert!(title.is_multiple_of(2) && is_plate(&body(&pages)[title - 1]));
        let starts: Vec<&str> = pages
            .outline
            .iter()
            .map(|entry| entry.title.as_str())
            .collect();
        assert_eq!(starts, ["One", "Two"]);
    }
}

#[test]
fn a_new_page_that_is_asked_for_comes_at_once() {
    let asked = "![A field](pic.svg){.full-bleed .pagebreak}\n\n{.pagebreak}\n";
    let text = format!(
        "# One\n\n{}{asked}{}{asked}{}",
        prose(1),
        prose(1),
        prose(1)
    );
    let pages = pages(&book(&[text]), "literary");
    assert_eq!(kinds(body(&pages)), "tPtPt");
}

#[test]
fn none_goes_past_the_end_of_its_chapter() {
    let one = format!("# One\n\n{}{PLATE}{PLATE}", prose(1));
    let two = format!("# Two\n\n{}", prose(1));
    let pages = pages(&book(&[one, two]), "modern");
    assert!(
        kinds(body(&pages)).starts_with("tPP"),
        "{}",
        kinds(body(&pages))
    );
}

#[test]
fn the_opening_of_a_chapter_is_dressed_as_without_it() {
    let text = |plate: &str| format!("# One\n\n{plate}{}", prose(4));
    let sizes = |plate: &str| -> Vec<Length> {
        let pages = pages(&book(&[text(plate)]), "literary");
        let first = body(&pages)[0].items.iter();
        let runs = first.filter_map(|item| match item {
            PageItem::Glyphs(run) => Some(run.size),
            _ => None,
        });
        runs.collect()
    };
    assert_eq!(sizes(PLATE), sizes(""));
}

#[test]
fn a_caption_and_its_note_are_not_lost() {
    let text = format!(
        "# One\n\n{}See [](#f).\n\n![A field](pic.svg \"Seen from *above*[^a]\"){{.full-bleed #f}}\n\n{}[^a]: By a balloon.\n",
        prose(1),
        prose(3)
    );
    let pages = pages(&book(&[text]), "literary");
    let body = body(&pages);
    let text = |page: &Page| -> String {
        let runs = page.items.iter().filter_map(|item| match item {
            PageItem::Glyphs(run) => Some(&*run.text),
            _ => None,
        });
        runs.collect()
    };
    assert!(is_plate(&body[1]));
    let words: String = text(&body[1]).split_whitespace().collect();
    assert_eq!(words, "Figure1.Seenfromabove1");
    // The note stands where there is room for it: where the picture is called for.
    assert!(text(&body[0]).contains("balloon"));
    assert!(text(&body[0]).contains("Figure\u{a0}1"));
    // White lies under the caption, over the picture.
    let order: Vec<&str> = body[1]
        .items
        .iter()
        .filter_map(|item| match item {
            PageItem::Image(_) => Some("picture"),
            PageItem::Rule(_) => Some("ground"),
            PageItem::Glyphs(_) => Some("text"),
            _ => None,
        })
        .collect();
    assert_eq!(order[..3], ["picture", "ground", "text"]);
    // The caption belongs to the figure, which comes between the paragraphs around it.
    let elements = &pages.structure.elements;
    let caption = elements
        .iter()
        .find(|e| e.tag == Tag::Caption)
        .expect("a caption");
    let figure = caption.parent.expect("a figure");
    assert_eq!(elements[figure.0 as usize].tag, Tag::Figure);
    assert_eq!(elements[figure.0 as usize].alt.as_deref(), Some("A field"));
    // The reference leads to the head of the picture's page.
    let (_, page, point) = pages
        .anchors
        .iter()
        .find(|(a, _, _)| a.as_str() == "f")
        .expect("an anchor");
    assert!(is_plate(&pages.pages[*page as usize]));
    assert_eq!(*point, Point::default());
}

#[test]
fn the_page_list_goes_on_over_it() {
    let text = format!("# One\n\n{}{PLATE}{}", prose(2), prose(9));
    let pages = pages(&book(&[text]), "literary");
    let labels: Vec<&str> = pages
        .page_map
        .breaks
        .iter()
        .map(|b| b.label.as_str())
        .collect();
    let all: Vec<String> = (1..=body(&pages).len()).map(|n| n.to_string()).collect();
    assert_eq!(labels, all);
}

#[test]
fn an_article_has_them_too() {
    let text = format!("---\ntitle: Alone\n---\n{PLATE}{}", prose(7));
    let edition = edition(&[("a.md", text.as_str())]);
    // The picture is not there: what it shows is said in the text.
    let pages = pages(&edition, "modern");
    assert!(pages.pages.iter().all(|page| !is_plate(page)));
    assert!(letters(&pages).contains("Afield"));
}

#[test]
fn only_pictures_of_the_text_itself_fill_pages() {
    let text = format!(
        "# One\n\n> {PLATE}\n- {PLATE}\n| a |\n| --- |\n| ![A](pic.svg){{.full-bleed}} |\n\n<section>\n\n{PLATE}</section>\n"
    );
    let edition = book(&[text]);
    let mut filling = 0;
    bindery::document::visit_blocks(&edition.document.chapters[0].blocks, &mut |block| {
        if let BlockKind::Figure { placement, .. } = block.kind {
            filling += usize::from(placement == FigurePlacement::FullBleed);
        }
    });
    assert_eq!(filling, 1);
    let pages = pages(&edition, "literary");
    assert_eq!(body(&pages).iter().filter(|page| is_plate(page)).count(), 1);
}
