//! Blocks on their pages: pictures and tables that float, what is too tall, notes that go on, code in black and
//! white.

use bindery::diag::Code;
use bindery::edition::Edition;
use bindery::font::FontBook;
use bindery::style::Theme;
use bindery::typeset::page::{Color, Mark, Page, PageItem, Pages, Rule};
use bindery::typeset::typeset;
use bindery::units::Length;

use super::{edition, pages};

const BOOK: &str = "title = 'Blocks'\n";
const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='240'><rect width='300' height='240'/></svg>";
const SENTENCE: &str = "The quick brown fox jumps over the lazy dog while nobody looks on. ";

fn prose(paragraphs: usize) -> String {
    format!("{}\n\n", SENTENCE.repeat(7)).repeat(paragraphs)
}

fn book(text: &str) -> Edition {
    let text = format!("# One\n\n{text}");
    edition(&[("book.toml", BOOK), ("1.md", &text), ("pic.svg", PICTURE)])
}

/// The messages of a kind that setting an edition gives.
fn messages(edition: &Edition, code: Code) -> Vec<String> {
    let fonts = FontBook::bundled().expect("the fonts in the binary");
    let theme = Theme::named("literary").expect("a theme in the binary");
    let set = typeset(edition, theme, &fonts);
    let found = set.diagnostics.iter().filter(|d| d.code == code);
    found.map(|d| d.message.clone()).collect()
}

fn has_picture(page: &Page) -> bool {
    page.items
        .iter()
        .any(|item| matches!(item, PageItem::Image(_)))
}

/// The lowest baseline of the text of a page.
fn lowest(page: &Page) -> Length {
    let runs = page.items.iter().filter_map(|item| match item {
        PageItem::Glyphs(run) if matches!(run.mark, Mark::Content(_)) => Some(run.origin.y),
        _ => None,
    });
    runs.max().unwrap_or_default()
}

/// The first page with text of these words.
fn page_of(pages: &Pages, words: &str) -> usize {
    let text = |page: &Page| -> String {
        let runs = page.items.iter().filter_map(|item| match item {
            PageItem::Glyphs(run) => Some(run.text.to_string()),
            _ => None,
        });
        runs.collect::<Vec<_>>().join(" ")
    };
    let found = pages.pages.iter().position(|p| text(p).contains(words));
    found.unwrap_or_else(|| panic!("{words:?} is on no page"))
}

#[test]
fn a_figure_that_does_not_fit_floats_and_leaves_no_hole() {
    for theme in Theme::names() {
        let mut floated = 0;
        for before in 1..9 {
            let text = format!(
                "{}Before.\n\n![A box](pic.svg \"The caption\"){{width=90%}}\n\nAfter.\n\n{}",
                prose(before),
                prose(9)
            );
            let pages = pages(&book(&text), theme);
            let picture = pages
                .pages
                .iter()
                .position(has_picture)
                .expect("a picture is set");
            assert_eq!(picture, page_of(&pages, "The caption"), "{theme} {before}");
            let (above, below) = (page_of(&pages, "Before."), page_of(&pages, "After."));
            assert!(above <= picture && below <= picture, "{theme} {before}");
            floated += usize::from(below < picture);
            if below < picture {
                let page = &pages.pages[picture - 1];
                let foot = page.size.height.scale(0.75);
                assert!(lowest(page) > foot, "{theme} {before}: a hole");
            }
        }
        assert!(floated > 0, "{theme}: some must float");
    }
}

#[test]
fn figures_and_tables_that_float_stay_in_their_order() {
    let figure = "![A box](pic.svg \"Figure CAP\"){width=90%}\n\n";
    let table = "Table: Table CAP\n\n| A | B |\n|--|--|\n| a | b |\n| c | d |\n\n";
    let mut text = prose(2);
    for n in 1..=3 {
        text.push_str(&figure.replace("CAP", &format!("pic{n}")));
        text.push_str(&table.replace("CAP", &format!("tab{n}")));
    }
    text.push_str(&prose(8));
    for theme in Theme::names() {
        let pages = pages(&book(&text), theme);
        let order = ["pic1", "tab1", "pic2", "tab2", "pic3", "tab3"];
        let at: Vec<usize> = order.iter().map(|words| page_of(&pages, words)).collect();
        assert!(at.is_sorted(), "{theme}: {at:?}");
        // None waits for the end of the chapter.
        assert!(*at.last().expect("six") < pages.pages.len() - 1, "{theme}");
    }
}

#[test]
fn what_is_taller_than_a_page_is_told() {
    let caption = SENTENCE.repeat(30);
    let figure = book(&format!("![A box](pic.svg \"{caption}\"){{width=100%}}\n"));
    let found = messages(&figure, Code::TallBlock);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("the figure with its caption"));
    let cell = SENTENCE.repeat(60);
    let row = book(&format!("| A | B |\n|--|--|\n| a | {cell} |\n"));
    let found = messages(&row, Code::TallBlock);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("a row of the table"));
    // The row is torn, but nothing of it is lost.
    let pages = pages(&row, "literary");
    let shown = pages.pages.iter().flat_map(|page| &page.items);
    let shown = shown.filter(|item| match item {
        PageItem::Glyphs(run) => run.text.contains("nobody"),
        _ => false,
    });
    assert!(shown.count() >= 50);
    let small = book("| A | B |\n|--|--|\n| a | b |\n");
    assert!(messages(&small, Code::TallBlock).is_empty());
}

/// The rules above notes, by their page and width: thin, and with notes below them.
fn note_rules(pages: &Pages) -> Vec<(usize, Length)> {
    let mut found = Vec::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            if let PageItem::Rule(Rule { rect, mark, .. }) = item
                && *mark == Mark::Artifact
                && rect.size.height < Length::pt(1.0)
            {
                found.push((number, rect.size.width));
            }
        }
    }
    found
}

#[test]
fn a_note_that_goes_on_stands_below_a_longer_rule() {
    let note = SENTENCE.repeat(90);
    let text = format!("{}Last words.[^n]\n\n{}[^n]: {note}\n", prose(4), prose(6));
    for theme in Theme::names() {
        let pages = pages(&book(&text), theme);
        let rules = note_rules(&pages);
        assert!(rules.len() >= 2, "{theme}: {rules:?}");
        let (first, rest) = rules.split_first().expect("two");
        assert_eq!(first.0, page_of(&pages, "Last words."), "{theme}");
        for (at, (page, width)) in (1..).zip(rest) {
            assert_eq!(*page, first.0 + at, "{theme}: the pages after");
            assert!(*width > first.1 * 4, "{theme}: {width}");
        }
    }
}

#[test]
fn the_rule_above_notes_stands_where_lines_start() {
    let persian = "---\ntitle: متن\nlanguage: fa\n---\n\nمتن.[^n]\n\n[^n]: یادداشت.\n";
    let pages = pages(&edition(&[("a.md", persian)]), "literary");
    let page = &pages.pages[0];
    let rule = page.items.iter().find_map(|item| match item {
        PageItem::Rule(rule) => Some(rule.rect),
        _ => None,
    });
    let rule = rule.expect("a rule");
    assert!(rule.origin.x > page.size.width / 2, "{rule:?}");
}

/// The relative luminance of a colour (WCAG 2.2, relative luminance).
fn luminance(color: Color) -> f64 {
    let linear = |level: f32| {
        let level = f64::from(level);
        if level <= 0.04045 {
            level / 12.92
        } else {
            libm::pow((level + 0.055) / 1.055, 2.4)
        }
    };
    match color {
        Color::Gray(gray) => linear(gray),
        Color::Rgb(r, g, b) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b),
    }
}

#[test]
fn code_is_legible_in_black_and_white() {
    let text = "```rust\n// A comment.\nfn main() {\n    let name = \"text\";\n    print(name, 12);\n}\n```\n";
    for theme in Theme::names() {
        let pages = pages(&book(text), theme);
        let page = &pages.pages[page_of(&pages, "main")];
        let ground = page.items.iter().find_map(|item| match item {
            PageItem::Rule(rule) if rule.rect.size.height > Length::pt(30.0) => Some(rule.color),
            _ => None,
        });
        let ground = luminance(ground.unwrap_or(Color::Gray(1.0)));
        let mut looks = std::collections::BTreeSet::new();
        for item in &page.items {
            let PageItem::Glyphs(run) = item else {
                continue;
            };
            if !matches!(run.mark, Mark::Content(_)) {
                continue;
            }
            assert!(matches!(run.color, Color::Gray(_)), "{theme}: no colour");
            let contrast = (ground + 0.05) / (luminance(run.color) + 0.05);
            // Success criterion 1.4.6 asks for 7.
            assert!(contrast >= 7.0, "{theme} {:?}: {contrast}", run.text);
            looks.insert((run.font, format!("{:?}", run.color)));
        }
        // Comments, keywords and the rest differ in more than colour: by weight and slant.
        let fonts: std::collections::BTreeSet<_> = looks.iter().map(|(font, _)| font).collect();
        assert!(fonts.len() >= 3, "{theme}: {looks:?}");
    }
}
