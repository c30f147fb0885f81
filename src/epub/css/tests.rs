//! Tests of the stylesheet on trees made by hand and on a whole book.

use super::cascade::Setting;
use super::selector::Selector;
use super::theme::{SMALLEST, size};
use super::*;
use crate::document::{Block, BlockKind, Role};
use crate::epub::face::Faces;
use crate::epub::tree::{Builder, Element, Node};
use crate::epub::{content, picture, sample, split};
use crate::highlight::Token;
use crate::source::Span;
use crate::style::Part;

fn themes() -> Vec<Theme> {
    let mut themes: Vec<Theme> = Theme::names().filter_map(Theme::named).cloned().collect();
    // Every frame of another size, in another order than those of ours.
    themes.push(
        Theme::from_toml(
            "extends = 'literary'\nname = 'mine'\ninline-code-scale = 0.9\n\
             [quote.text]\nsize = '9pt'\n[epigraph.text]\nsize = '10pt'\n[verse.text]\nsize = '11pt'\n\
             [table.text]\nsize = '8.9pt'\n[table-head.text]\nsize = '9.9pt'\n[note.text]\nsize = '9.8pt'\n\
             [caption.text]\nsize = '7pt'\n[term.text]\nsize = '9.4pt'\n[code.text]\nsize = '9.6pt'\n",
        )
        .expect("a theme"),
    );
    themes
}

/// Opens elements within each other: `a.b > c`.
fn open(m: &mut Builder, path: &'static str) {
    for element in path.split(" > ") {
        let (name, class) = element.split_once('.').unwrap_or((element, ""));
        let class = (!class.is_empty()).then_some(class);
        m.tag(name).maybe("class", class).open();
    }
}

/// The size of the text in elements within each other.
fn size_in(cascade: &Cascade<'_>, paths: &[&'static str]) -> f64 {
    let mut m = Builder::new();
    for path in paths {
        open(&mut m, path);
    }
    m.text("x");
    let mut found = None;
    cascade.walk(&m.finish(), &mut |_, computed, _| {
        found = Some(computed.size)
    });
    found.expect("a text")
}

const TABLE: &str = "div.table > table > tbody > tr > td";
const HEAD: &str = "div.table > table > thead > tr > th";
/// A list gives its text no size.
const NO_SIZE: Part = Part::List;
const ROW_HEAD: &str = "div.table > table > tbody > tr > th";

#[test]
fn what_holds_for_all_themes_is_read_and_written_alike() {
    let theme = Theme::named("literary").expect("built in");
    let css = Stylesheet::parse(BASE).to_css(theme, &Faces::default());
    assert_eq!(css, BASE);
}

#[test]
fn every_rule_that_decides_on_fonts_is_understood() {
    let decides = |text: &str| {
        [
            "font:",
            "font-family:",
            "font-weight:",
            "font-style:",
            "font-size:",
            "text-transform:",
        ]
        .iter()
        .any(|property| text.starts_with(property))
    };
    for theme in themes() {
        for rule in Stylesheet::new(&theme).rules() {
            let texts = rule.declarations.iter().filter_map(|d| match d {
                Declaration::Text(text) if decides(text) => Some((d, text)),
                _ => None,
            });
            // A drop capital is no element, and larger than the text.
            for (declaration, text) in texts.filter(|_| !rule.selectors.contains("::first-letter"))
            {
                assert!(Setting::of(declaration).is_some(), "{text}");
                for selector in rule.selectors.split(',') {
                    assert!(Selector::parse(selector).is_some(), "{selector}");
                }
            }
        }
    }
}

#[test]
fn parts_within_parts_are_as_large_as_the_smallest_of_them() {
    let frames = [
        ("blockquote", Part::Quote),
        (TABLE, Part::Table),
        ("aside", Part::Note),
        ("ul > li", NO_SIZE),
    ];
    let inner = [
        ("p", NO_SIZE),
        ("pre", Part::Code),
        ("pre > code", Part::Code),
        ("figure > figcaption", Part::Caption),
        ("dl > dt", Part::Term),
        ("p.lead", Part::Standfirst),
    ];
    for theme in themes() {
        let sheet = Stylesheet::new(&theme);
        let cascade = Cascade::new(&sheet);
        let own = |part| size(&theme, part);
        // Notes stand at the end of a file and in nothing else.
        let within = frames.into_iter().filter(|(path, _)| *path != "aside");
        for outer in frames {
            for middle in within.clone() {
                for part in inner.into_iter().chain(within.clone()) {
                    let path_parts = [outer, middle, part];
                    let path = path_parts.map(|part| part.0);
                    let found = size_in(&cascade, &path);
                    let parts = path_parts.map(|part| part.1).into_iter();
                    let sizes = parts.filter(|part| *part != NO_SIZE).map(own);
                    let expected = sizes.reduce(f64::min).unwrap_or(1.0);
                    assert!(
                        (found - expected).abs() < 0.005,
                        "{}: {path:?}: {found}, not {expected}",
                        theme.name
                    );
                }
            }
        }
        let head = own(Part::TableHead).min(own(Part::Table));
        for (path, expected) in [
            (vec![HEAD], head),
            (vec!["aside", HEAD], head.min(own(Part::Note))),
            (vec!["blockquote", HEAD], head.min(own(Part::Quote))),
            (vec![ROW_HEAD], own(Part::Table)),
            (vec!["blockquote.verse", "p"], own(Part::Verse)),
            (vec!["blockquote.epigraph", "p"], own(Part::Epigraph)),
            (
                vec!["aside", "blockquote.verse", "p"],
                own(Part::Verse).min(own(Part::Note)),
            ),
            (vec!["h6"], own(Part::Heading(6))),
        ] {
            let found = size_in(&cascade, &path);
            assert!(
                (found - expected).abs() < 0.005,
                "{}: {path:?}: {found}, not {expected}",
                theme.name
            );
        }
    }
}

#[test]
fn nothing_is_smaller_than_the_smallest_however_it_is_nested() {
    let frames = [
        "blockquote",
        "blockquote.epigraph",
        "blockquote.verse",
        TABLE,
        HEAD,
        ROW_HEAD,
        "aside",
        "ul > li",
        "div.alert > p",
        "dl > dd",
        "figure",
    ];
    let lines = [
        "p",
        "p.lead",
        "p.author",
        "p.verse",
        "pre",
        "pre > code",
        "figure > figcaption",
        "div.table > table > caption",
        "dl > dt",
    ];
    for theme in themes() {
        let sheet = Stylesheet::new(&theme);
        let cascade = Cascade::new(&sheet);
        for outer in frames {
            for middle in frames.into_iter().filter(|path| *path != "aside") {
                for line in lines {
                    let keys = (!line.starts_with("pre")).then_some("kbd");
                    for text in ["span", "code"].into_iter().chain(keys) {
                        let path = [outer, middle, line, text];
                        let found = size_in(&cascade, &path);
                        assert!(
                            found >= SMALLEST - 1e-9,
                            "{}: {path:?}: {found}",
                            theme.name
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn code_in_headings_and_in_the_imprint_is_not_too_small() {
    for theme in themes() {
        let sheet = Stylesheet::new(&theme);
        let cascade = Cascade::new(&sheet);
        for path in ["h1", "h2", "h3", "h4", "h5", "h6", "section.imprint > p"] {
            let found = size_in(&cascade, &[path, "code"]);
            assert!(found >= SMALLEST - 1e-9, "{}: {path}: {found}", theme.name);
        }
    }
}

/// The files of an edition.
fn pages(edition: &crate::edition::Edition) -> Vec<Element> {
    let mut diagnostics = crate::diag::Diagnostics::new();
    let book = split::split(edition);
    let pictures = picture::prepare(edition, &mut diagnostics);
    let text = content::write(&book, &pictures, None, &mut diagnostics);
    text.pages.into_iter().map(|page| page.root).collect()
}

#[test]
fn no_text_of_a_book_is_too_small() {
    for theme in themes() {
        let sheet = Stylesheet::new(&theme);
        let cascade = Cascade::new(&sheet);
        let mut texts = 0;
        for page in pages(&sample::book()) {
            cascade.walk(&page, &mut |content, computed, path| {
                let small = |e: &&Element| matches!(e.name(), "sup" | "sub" | "rt");
                if matches!(content, Node::Text(text) if !text.trim().is_empty()) {
                    texts += 1;
                    assert!(
                        computed.size >= SMALLEST - 1e-9 || path.iter().any(small),
                        "{}: {content:?}: {}",
                        theme.name,
                        computed.size
                    );
                }
            });
        }
        assert!(texts > 50, "{texts}");
    }
}

/// A block of a role.
fn block(kind: BlockKind, role: impl Into<Option<Role>>) -> Block {
    let mut block = Block::new(kind, Span::default());
    block.role = role.into();
    block
}

#[test]
fn a_block_is_set_as_on_paper() {
    let line = || vec![sample::t("Qq")];
    let paragraph = || block(BlockKind::Paragraph(line()), None);
    let heading = |level| BlockKind::Heading {
        level,
        content: line(),
    };
    let mut blocks = vec![
        block(BlockKind::Quote(vec![paragraph()]), None),
        block(BlockKind::Quote(vec![paragraph()]), Role::Epigraph),
        block(BlockKind::Quote(vec![paragraph()]), Role::Verse),
        block(
            BlockKind::Code {
                language: None,
                text: "Qq".to_owned(),
            },
            None,
        ),
    ];
    for role in [Role::Verse, Role::Lead, Role::Byline, Role::Subtitle] {
        blocks.push(block(BlockKind::Paragraph(line()), role));
    }
    // Each level stands below the one before it.
    let headings = (1..=6).map(|level| block(heading(level), None));
    blocks.splice(0..0, headings);
    for theme in themes() {
        let sheet = Stylesheet::new(&theme);
        let cascade = Cascade::new(&sheet);
        let document = crate::document::Document {
            meta: sample::meta(crate::document::Kind::Book, "Title"),
            chapters: vec![sample::chapter("1.md", "Qq", blocks.clone())],
            ..crate::document::Document::default()
        };
        let mut shown = Vec::new();
        for page in pages(&sample::edition(document)) {
            cascade.walk(&page, &mut |content, computed, _| {
                if matches!(content, Node::Text(text) if text.trim() == "Qq") {
                    shown.push(*computed);
                }
            });
        }
        assert_eq!(shown.len(), blocks.len());
        for (block, computed) in blocks.iter().zip(shown) {
            let part = Part::of(block).expect("a part");
            let style = &theme.style(part).text;
            let what = format!("{}: {part:?}", theme.name);
            assert_eq!(computed.bold, style.bold, "{what}");
            assert_eq!(computed.italic, style.italic, "{what}");
            assert_eq!(computed.family, theme.distinct_role(style.family), "{what}");
            assert!((computed.size - size(&theme, part)).abs() < 1e-9, "{what}");
        }
    }
}

#[test]
fn the_parts_of_a_program_are_told_apart_as_on_paper() {
    let theme = Theme::named("literary").expect("built in");
    let sheet = Stylesheet::new(theme);
    let cascade = Cascade::new(&sheet);
    for token in [
        Token::Comment,
        Token::Keyword,
        Token::String,
        Token::Number,
        Token::Type,
        Token::Function,
    ] {
        let mut m = Builder::new();
        open(&mut m, "pre > code");
        m.tag("span").attr("class", token.name()).open();
        m.text("x");
        cascade.walk(&m.finish(), &mut |_, computed, _| {
            assert_eq!(computed.bold, token.is_bold(), "{token:?}");
            assert_eq!(computed.italic, token.is_italic(), "{token:?}");
            assert_eq!(computed.family, FamilyRole::Mono);
        });
    }
}
