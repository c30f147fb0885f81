//! What a document says of itself, in its properties and in its first lines.

use roxmltree::Node;

use super::Reader;
use super::paragraph::Item;
use super::styles::Role;
use crate::diag::{Code, Diagnostic};
use crate::document::{Block, BlockKind};
use crate::import::byline::{byline, date, iso_date};
use crate::import::draft::{Draft, DraftMeta, Person};
use crate::import::html::ids;
use crate::import::make::seen;

/// Names that programs give to authors whom they do not know.
const NOBODY: [&str; 10] = [
    "python-docx",
    "microsoft office user",
    "user",
    "admin",
    "administrator",
    "unknown",
    "author",
    "windows user",
    "default",
    "un-named",
];

/// The properties of a document (ECMA-376-2, 8).
pub(super) fn metadata(meta: &mut DraftMeta, core: Option<Node<'_, '_>>) {
    let Some(core) = core else { return };
    let text = |name: &str| {
        let value = crate::import::xml::child(core, name)
            .and_then(|node| node.text())
            .unwrap_or_default();
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(value)
    };
    let junk = |title: &String| {
        let lower = title.to_lowercase();
        lower.starts_with("microsoft word")
            || lower.starts_with("document")
            || lower == "untitled"
            || lower == "word document"
    };
    meta.title = text("title")
        .filter(|title| !junk(title))
        .unwrap_or_default();
    let creator = text("creator").unwrap_or_default();
    meta.authors = byline(&creator)
        .into_iter()
        .filter(|name| !NOBODY.contains(&name.to_lowercase().as_str()))
        .map(Person::author)
        .collect();
    meta.subjects = text("keywords")
        .map(|words| {
            words
                .split([',', ';'])
                .map(|word| word.trim().to_owned())
                .filter(|word| !word.is_empty())
                .collect()
        })
        .unwrap_or_default();
    meta.language = text("language").filter(|tag| crate::document::Lang::new(tag).is_ok());
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Takes title, subtitle, author, date and abstract from the first paragraphs.
pub(super) fn take_head(meta: &mut DraftMeta, items: &mut Vec<Item>) {
    let mut titles: Vec<String> = Vec::new();
    let mut authors: Vec<Person> = Vec::new();
    let mut abstracts: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(item) = items.get(at) {
        let Item::Para(para) = item else { break };
        let text = seen(&para.inlines);
        if text.is_empty() && para.inlines.is_empty() {
            at += 1;
            continue;
        }
        match para.role {
            Role::Title => titles.push(text),
            Role::Subtitle if meta.subtitle.is_none() => meta.subtitle = Some(text),
            Role::Author => authors.extend(byline(&text).into_iter().map(Person::author)),
            Role::Date if date(&text).or_else(|| iso_date(&text)).is_some() => {
                meta.date = date(&text).or_else(|| iso_date(&text));
            }
            Role::Abstract => abstracts.push(text),
            Role::Label => {}
            // The title once more, or as a heading.
            Role::Heading(1) | Role::Body
                if titles.is_empty()
                    && !meta.title.is_empty()
                    && letters(&text) == letters(&meta.title) =>
            {
                titles.push(text);
            }
            _ if !titles.is_empty()
                && text.len() < 80
                && crate::import::byline::is_byline(&text) =>
            {
                authors.extend(byline(&text).into_iter().map(Person::author));
            }
            Role::Body
                if !titles.is_empty()
                    && (meta
                        .authors
                        .iter()
                        .any(|a| letters(&a.name) == letters(&text))
                        || date(&text).is_some()) =>
            {
                meta.date = meta.date.or_else(|| date(&text));
            }
            _ => break,
        }
        items.remove(at);
    }
    if titles.is_empty() && meta.title.is_empty() {
        // The only heading of the first level, if the text begins with it.
        let first = items
            .iter()
            .position(|item| matches!(item, Item::Para(p) if !seen(&p.inlines).is_empty()));
        let tops = items
            .iter()
            .filter(|item| matches!(item, Item::Para(p) if p.role == Role::Heading(1)))
            .count();
        if let Some(at) = first
            && tops == 1
            && let Some(Item::Para(para)) = items.get(at)
            && para.role == Role::Heading(1)
        {
            titles.push(seen(&para.inlines));
            items.remove(at);
        }
    }
    if !titles.is_empty() {
        meta.title = titles.join(" ");
    }
    if !authors.is_empty() {
        meta.authors = authors;
    }
    if !abstracts.is_empty() {
        meta.description = Some(abstracts.join(" "));
    }
}

/// Says what was decided on the whole document.
pub(super) fn tell(reader: &mut Reader<'_, '_>) {
    let start = crate::source::Span::new(reader.source, 0..0);
    let (inserted, deleted) = reader.tracked;
    if inserted + deleted > 0 {
        reader.diagnostics.push(
            Diagnostic::info(
                Code::ImportLeftOut,
                format!("tracked changes were accepted: {inserted} insertions stay, {deleted} deletions were left out"),
            )
            .at(start),
        );
    }
    if let Some(span) = reader.contents {
        reader.diagnostics.push(
            Diagnostic::info(
                Code::ImportLeftOut,
                "the list of contents was left out; write `contents: true` in the metadata for one that is made anew",
            )
            .at(span),
        );
    }
}

/// Headings from the second level on, and links that lead somewhere.
pub(super) fn headings(draft: &mut Draft) {
    for chapter in &mut draft.chapters {
        while chapter.blocks.first().is_some_and(is_break) {
            chapter.blocks.remove(0);
        }
        crate::import::headings::settle(&mut chapter.blocks, 2);
        ids::drop_dead(&mut [(&mut chapter.blocks, "")]);
    }
}

fn is_break(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Break)
}
