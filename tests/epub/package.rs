//! The package, read back with an XML parser: what it says is what the manuscript says.

use bindery::document::{BlockKind, visit_blocks};
use bindery::edition::{PageBreak, PageMap, TextPosition};

use super::support::{build, files, markdown, of_repository};

const TEXT: &str = "---
title: One & <two>
subtitle: Three
kind: book
authors: [{name: Ada Lovelace, file-as: \"Lovelace, Ada\"}, Bo]
contributors: [{name: Cy, role: translator}]
language: en-GB
date: 2026-11-24
identifiers: {isbn: 978-3-16-148410-0, doi: 10.1000/182}
series: {name: The Series, position: \"2\"}
---

# First

Words before the break and words after it.[^1]

[^1]: A note.
";

/// The values of the elements and properties of a package document, as `name value`.
fn metadata(opf: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(opf).expect("well-formed XML");
    let nodes = document.descendants().filter(|node| node.is_element());
    nodes
        .filter_map(|node| {
            let name = node.attribute("property").unwrap_or(node.tag_name().name());
            Some(format!("{name} {}", node.text()?.trim()))
        })
        .collect()
}

#[test]
fn the_package_says_what_the_manuscript_says() {
    let epub = build(&markdown(TEXT), None, "literary");
    let said = metadata(&files(&epub)["OEBPS/content.opf"]);
    for expected in [
        "identifier urn:isbn:9783161484100",
        "identifier https://doi.org/10.1000/182",
        "identifier-type 15",
        "title One & <two>",
        "title-type main",
        "title Three",
        "title-type subtitle",
        "title The Series",
        "title-type collection",
        "creator Ada Lovelace",
        "file-as Lovelace, Ada",
        "creator Bo",
        "contributor Cy",
        "role trl",
        "language en-GB",
        "date 2026-11-24",
        "dcterms:modified 2026-11-24T00:00:00Z",
        "belongs-to-collection The Series",
        "group-position 2",
        "schema:accessMode textual",
        "schema:accessibilityHazard none",
    ] {
        assert!(
            said.iter().any(|line| line == expected),
            "{expected}: {said:#?}"
        );
    }
    for unfounded in ["alternativeText", "MathML", "pageNavigation"] {
        let line = format!("schema:accessibilityFeature {unfounded}");
        assert!(!said.contains(&line), "{line}");
    }
}

#[test]
fn every_marker_is_in_the_page_list() {
    let edition = markdown(TEXT);
    let mut node = None;
    visit_blocks(&edition.document.chapters[0].blocks, &mut |block| {
        if matches!(block.kind, BlockKind::Paragraph(_)) {
            node = Some(block.node);
        }
    });
    let node = node.expect("a paragraph");
    let offset = "Words before the break ".len() as u32;
    let position = TextPosition { node, offset };
    let pages = PageMap {
        front: Vec::new(),
        breaks: vec![PageBreak {
            page: 4,
            label: "5".to_owned(),
            position,
        }],
    };
    let files = files(&build(&edition, Some(&pages), "literary"));
    let chapter = &files["OEBPS/chapter-1.xhtml"];
    let (before, after) = chapter
        .split_once("<span id=\"page-5\"")
        .expect("the marker");
    assert!(before.ends_with("Words before the break "));
    assert!(after.contains("</span>and words after it."));
    assert!(files["OEBPS/nav.xhtml"].contains("<a href=\"chapter-1.xhtml#page-5\">5</a>"));
    let said = metadata(&files["OEBPS/content.opf"]);
    assert!(said.contains(&"pageBreakSource urn:isbn:9783161484100".to_owned()));
    assert!(said.contains(&"schema:accessibilityFeature pageNavigation".to_owned()));
}

#[test]
fn every_link_within_the_book_leads_somewhere() {
    let files = files(&build(&of_repository("specimen"), None, "literary"));
    let pages = || files.iter().filter(|(name, _)| name.ends_with(".xhtml"));
    let mut links = 0;
    for (name, text) in pages() {
        for after in text.split(" href=\"").skip(1) {
            let href = after.split('"').next().expect("a value");
            if href.contains(':') {
                continue;
            }
            let (file, id) = href.split_once('#').unwrap_or((href, ""));
            let target = if file.is_empty() {
                name.clone()
            } else {
                format!("OEBPS/{file}")
            };
            let there = files.get(&target).expect("the file is there");
            assert!(
                id.is_empty() || there.contains(&format!(" id=\"{id}\"")),
                "{name}: {href}"
            );
            links += 1;
        }
    }
    assert!(links > 20, "there are links");
}

#[test]
fn articles_have_no_drop_capital_as_on_paper() {
    let book = files(&build(&markdown(TEXT), None, "literary"));
    let article = TEXT.replace("kind: book", "kind: article");
    let article = files(&build(&markdown(&article), None, "literary"));
    for (book, name) in [(&book, "chapter"), (&article, "article")] {
        let of = |ending: &str| -> String {
            let found = book.iter().filter(|(name, _)| name.ends_with(ending));
            found.map(|(_, text)| text.as_str()).collect()
        };
        assert!(of(".css").contains("p.opening.initial::first-letter"));
        let class = match name {
            "chapter" => "opening initial",
            _ => "opening",
        };
        assert!(
            of(".xhtml").contains(&format!("<p class=\"{class}\">")),
            "{name}"
        );
        assert_eq!(
            of(".xhtml").contains("class=\"chapter\""),
            name == "chapter"
        );
    }
}

#[test]
fn only_a_capital_is_dropped() {
    for (opening, class) in [
        ("A page is a window.", "opening initial"),
        ("*A* page is a window.", "opening initial"),
        ("\"A page,\" he said.", "opening"),
        ("{lang=de}\n\"Ein Buch\" ist es.", "opening"),
        ("1984 was a year.", "opening"),
        ("{lang=ko}\n여백은 책의 일부다.", "opening"),
        ("{lang=fa}\nحاشیه بخشی از کتاب است.", "opening"),
        ("{lang=hi}\nहाशिया किताब का हिस्सा है।", "opening"),
        ("{lang=th}\nขอบกระดาษเป็นส่วนหนึ่ง", "opening"),
        ("{.verse}\nI wandered lonely\nas a cloud", "opening verse"),
    ] {
        let text = format!("---\ntitle: T\nkind: book\n---\n# One\n\n{opening}\n");
        let files = files(&build(&markdown(&text), None, "literary"));
        let chapter = &files["OEBPS/chapter-1.xhtml"];
        let (_, after) = chapter.split_once("</h1>").expect("a title");
        let found = after
            .split_once("<p")
            .and_then(|(_, tag)| tag.split_once("class=\"")?.1.split_once('"'))
            .map(|(class, _)| class);
        assert_eq!(found, Some(class), "{opening}");
    }
}
