//! The letters of a manuscript as they stand in the edition, in the EPUB and on the pages, without
//! spaces and punctuation: three streams that must be equal. Numbers and labels that a stage adds are
//! left out; captions and notes, which move, are kept apart.

use std::io::{Cursor, Read as _};

use bindery::document::{Block, BlockKind, Inline, Kind, OBJECT, plain_text, visit_blocks};
use bindery::edition::Edition;
use bindery::typeset::page::{LabelStyle, Mark, PageItem, Pages};
use bindery::typeset::structure::{ListNumbering, StructId, Tag};

/// The letters of a text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Streams {
    /// Those of the running text, in order.
    pub(super) text: String,
    /// Those of each caption, sorted.
    pub(super) captions: Vec<String>,
    /// Those of the notes, in order.
    pub(super) notes: String,
}

impl Streams {
    /// Adds the text of a caption.
    fn caption(&mut self, text: &str) {
        let text = letters(text);
        if !text.is_empty() {
            self.captions.push(text);
        }
    }
}

/// The letters and digits of a text.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Fails with the first place where two streams differ.
pub(super) fn assert_equal(what: &str, expected: &Streams, found: &Streams) {
    for (part, expected, found) in [
        ("text", &expected.text, &found.text),
        ("notes", &expected.notes, &found.notes),
    ] {
        if let Some(difference) = difference(expected, found) {
            panic!("{part}: {difference}\n{what}");
        }
    }
    assert_eq!(expected.captions, found.captions, "{what}");
}

fn difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let common = expected
        .chars()
        .zip(found.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let around = |text: &str| {
        let start = common.saturating_sub(30);
        text.chars().skip(start).take(90).collect::<String>()
    };
    Some(format!(
        "after {common} letters\n expected …{}…\n    found …{}…",
        around(expected),
        around(found)
    ))
}

/// The letters of an edition.
pub(super) fn of_edition(edition: &Edition) -> Streams {
    let mut streams = Streams::default();
    let document = &edition.document;
    for chapter in &document.chapters {
        let has_title = chapter.blocks.iter().any(|block| {
            matches!(&block.kind, BlockKind::Heading { level: 1, content, .. } if !content.is_empty())
        });
        if document.meta.kind == Kind::Book && !has_title {
            streams.text += &letters(&plain_text(&chapter.title));
        }
        // The heading that is the title stands in the opening.
        let is_title = |block: &&Block| edition.opening.heading == Some(block.node);
        let opening = chapter.blocks.iter().take_while(is_title).count();
        let rest = chapter.blocks.get(opening..).unwrap_or_default();
        blocks(rest, &mut streams, false);
    }
    for note in &document.notes {
        blocks(&note.blocks, &mut streams, true);
    }
    streams.captions.sort();
    streams
}

fn blocks(blocks: &[Block], streams: &mut Streams, in_note: bool) {
    visit_blocks(blocks, &mut |block| {
        let text = match &block.kind {
            BlockKind::Heading { content, .. } => {
                let number = block.number.as_ref();
                number.map_or_else(String::new, |number| number.label.clone()) + &shown(content)
            }
            BlockKind::Paragraph(content) | BlockKind::Plain(content) => shown(content),
            BlockKind::Code { text, .. } => text.clone(),
            BlockKind::Alert { label, .. } => label.clone(),
            BlockKind::Figure { .. } | BlockKind::Table(_) => {
                return streams.caption(&shown(block.inlines()));
            }
            _ => return,
        };
        let stream = if in_note {
            &mut streams.notes
        } else {
            &mut streams.text
        };
        *stream += &letters(&text);
    });
}

fn shown(content: &[Inline]) -> String {
    plain_text(content).replace(OBJECT, "")
}

/// An XHTML file as XML; its document type has no content.
pub(super) fn parse(xhtml: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    roxmltree::Document::parse_with_options(xhtml, options).expect("well-formed XHTML")
}

/// The letters of an EPUB.
pub(super) fn of_epub(epub: &[u8]) -> Streams {
    let mut streams = Streams::default();
    for (_, xhtml) in texts(epub) {
        let page = parse(&xhtml);
        let body = page
            .descendants()
            .find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "body")))
            .expect("a body");
        for node in body.descendants().filter(|node| node.is_text()) {
            let place = place_of(node);
            let text = node.text().unwrap_or_default();
            match place {
                Some(Place::Text) => streams.text += &letters(text),
                Some(Place::Note) => streams.notes += &letters(text),
                Some(Place::Caption | Place::Skipped) | None => {}
            }
        }
        for caption in body.descendants().filter(|node| is_caption(*node)) {
            let text = caption.descendants().filter(|node| node.is_text());
            let text = text.filter(|node| place_of(*node) == Some(Place::Caption));
            streams.caption(&text.filter_map(|node| node.text()).collect::<String>());
        }
    }
    streams.captions.sort();
    streams
}

/// The texts of the chapters of an EPUB, in the order of the spine.
pub(super) fn texts(epub: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut read = |name: &str| {
        let mut text = String::new();
        let mut file = zip.by_name(name).expect("the file is there");
        file.read_to_string(&mut text).expect("UTF-8");
        text
    };
    let package = read("OEBPS/content.opf");
    let package = roxmltree::Document::parse(&package).expect("well-formed XML");
    let attribute = |name: &str, key: &str| {
        let nodes = package.descendants();
        let nodes = nodes.filter(|node| node.tag_name().name() == name);
        nodes
            .filter_map(|node| Some((node.attribute("id").unwrap_or(""), node.attribute(key)?)))
            .map(|(id, value)| (id.to_owned(), value.to_owned()))
            .collect::<Vec<_>>()
    };
    let items = attribute("item", "href");
    attribute("itemref", "idref")
        .iter()
        .filter_map(|(_, idref)| items.iter().find(|(id, _)| id == idref))
        .filter(|(_, href)| href.starts_with("chapter") || href.starts_with("article"))
        .map(|(_, href)| (href.clone(), read(&format!("OEBPS/{href}"))))
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Note,
    Caption,
    Skipped,
}

fn is_caption(node: roxmltree::Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "figcaption" | "caption")
}

/// Where a text of an XHTML file belongs.
fn place_of(node: roxmltree::Node<'_, '_>) -> Option<Place> {
    let mut place = Place::Text;
    for above in node.ancestors().skip(1) {
        let name = above.tag_name().name();
        let class = above.attribute("class").unwrap_or("");
        let added = matches!(
            class,
            "label" | "box" | "noteref" | "backlink" | "article-opening" | "imprint"
        );
        if added || name == "math" {
            return Some(Place::Skipped);
        }
        if is_caption(above) {
            place = Place::Caption;
        } else if name == "aside" && place == Place::Text {
            place = Place::Note;
        }
    }
    Some(place)
}

/// All signs of the text of an EPUB with what stands around it, without white space.
pub(super) fn signs_of_epub(epub: &[u8]) -> String {
    let mut signs = String::new();
    for (_, xhtml) in texts(epub) {
        let page = parse(&xhtml);
        let body = page
            .descendants()
            .find(|node| node.tag_name().name() == "body")
            .expect("a body");
        let texts = body.descendants().filter(|node| node.is_text());
        signs.extend(texts.filter_map(|node| node.text()).map(squeezed));
    }
    signs
}

/// All signs on pages that are no artifacts, without white space.
pub(super) fn signs_of_pages(pages: &Pages) -> String {
    let runs = pages.pages.iter().flat_map(|page| &page.items);
    runs.filter_map(|item| match item {
        PageItem::Glyphs(run) if matches!(run.mark, Mark::Content(_)) => {
            Some(squeezed(run.actual_text.as_deref().unwrap_or(&run.text)))
        }
        _ => None,
    })
    .collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The letters on pages.
pub(super) fn of_pages(pages: &Pages, edition: &Edition) -> Streams {
    let mut streams = Streams::default();
    let mut captions: Vec<(StructId, String)> = Vec::new();
    let book = edition.document.meta.kind == Kind::Book;
    let text_pages = pages
        .pages
        .iter()
        .filter(|page| !book || page.label.style != LabelStyle::LowerRoman);
    let mut notes: Vec<(StructId, String)> = Vec::new();
    for item in text_pages.flat_map(|page| &page.items) {
        let PageItem::Glyphs(run) = item else {
            continue;
        };
        let Mark::Content(element) = run.mark else {
            continue;
        };
        let text = letters(run.actual_text.as_deref().unwrap_or(&run.text));
        match struct_place(pages, element) {
            (Place::Text, _) => streams.text += &text,
            (Place::Note, note) => append(&mut notes, note, &text),
            (Place::Caption, caption) => append(&mut captions, caption, &text),
            (Place::Skipped, _) => {}
        }
    }
    streams.notes = notes.into_iter().map(|(_, text)| text).collect();
    streams.captions = captions
        .iter()
        .map(|(_, text)| {
            let bare = text.strip_prefix("Figure").or(text.strip_prefix("Table"));
            bare.map_or(text.as_str(), |text| {
                text.trim_start_matches(|c: char| c.is_ascii_digit())
            })
        })
        .map(str::to_owned)
        .collect();
    streams.captions.retain(|text| !text.is_empty());
    streams.captions.sort();
    streams
}

fn append(parts: &mut Vec<(StructId, String)>, element: StructId, text: &str) {
    match parts.iter_mut().find(|(id, _)| *id == element) {
        Some((_, part)) => part.push_str(text),
        None => parts.push((element, text.to_owned())),
    }
}

/// Where an element of the structure belongs, and the caption or note that it is of.
fn struct_place(pages: &Pages, element: StructId) -> (Place, StructId) {
    let mut place = (Place::Text, element);
    let mut at = Some(element);
    while let Some(id) = at {
        let Some(node) = pages.structure.elements.get(id.0 as usize) else {
            break;
        };
        match node.tag {
            // A term stands as the label of its definition.
            Tag::Lbl if is_term(pages, node.parent) => {}
            Tag::Lbl | Tag::Reference | Tag::Toc | Tag::Formula | Tag::Figure
                if place.0 != Place::Caption =>
            {
                return (Place::Skipped, id);
            }
            Tag::Lbl => return (Place::Skipped, id),
            Tag::Caption => place = (Place::Caption, id),
            Tag::Note if place.0 == Place::Text => place = (Place::Note, id),
            _ => {}
        }
        at = node.parent;
    }
    place
}

/// True for an item of a list without numbers or bullets.
fn is_term(pages: &Pages, item: Option<StructId>) -> bool {
    let node = |id: StructId| pages.structure.elements.get(id.0 as usize);
    let list = item.and_then(node).and_then(|item| item.parent);
    list.and_then(node)
        .is_some_and(|list| list.tag == Tag::L(ListNumbering::None))
}
