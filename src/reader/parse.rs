//! Markdown to events, with the lines of block attributes found first.
//!
//! A line that holds nothing but attributes in braces, at the start of a block, would be text of that
//! block (or keep a table from being one). So such a text is parsed more than once: first to find such lines,
//! where code and HTML don't count, then with each of them replaced by a processing
//! instruction of the same length, which is an HTML block of its own: it ends no list and opens no
//! paragraph, and it comes back as an event at its place.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::attributes::{self, RawAttr};

/// An event and the bytes it stands for.
pub(super) type Spanned<'a> = (Event<'a>, Range<usize>);

/// The extensions that are switched on. Smart punctuation is not: it depends on the language.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
}

/// Lines of block attributes, by the place of their brace.
pub(super) type AttributeLines = BTreeMap<usize, RawAttr>;

/// How often lines are looked for. A line that is replaced may uncover others: in a list that the
/// first line kept from being one.
const MAX_ROUNDS: usize = 4;

/// Finds the lines of block attributes; also gives the text with them replaced, if there are any.
pub(super) fn attribute_lines(text: &str) -> (AttributeLines, Option<String>) {
    let mut lines = AttributeLines::new();
    let mut replaced: Option<String> = None;
    // Most texts have none, and are not parsed twice for it.
    if !text
        .lines()
        .any(|line| line.contains('{') && line.trim_end().ends_with('}'))
    {
        return (lines, None);
    }
    for _ in 0..MAX_ROUNDS {
        match find_lines(replaced.as_deref().unwrap_or(text), &mut lines) {
            Some(text) => replaced = Some(text),
            None => break,
        }
    }
    (lines, replaced)
}

/// Adds the lines that are seen now, and gives the text with these replaced.
fn find_lines(text: &str, lines: &mut AttributeLines) -> Option<String> {
    let mut bytes = Vec::new();
    let mut at_start = true;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                at_start = text.get(range.clone()).is_some_and(|t| !t.starts_with('#'));
            }
            Event::Start(
                Tag::Paragraph
                | Tag::Item
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition,
            ) => {
                at_start = true;
            }
            Event::Text(_) if at_start => {
                at_start = false;
                let Some(rest) = text.get(range.start..) else {
                    continue;
                };
                let line = rest.split('\n').next().unwrap_or(rest);
                if let Some((raw, length)) = attributes::parse(line)
                    && line[length..].trim().is_empty()
                {
                    if bytes.is_empty() {
                        bytes = text.as_bytes().to_vec();
                    }
                    let end = range.start + length;
                    if let Some(place) = bytes.get_mut(range.start..end) {
                        place.fill(b'x');
                    }
                    for (at, byte) in [
                        (range.start, b'<'),
                        (range.start + 1, b'?'),
                        (end - 2, b'?'),
                        (end - 1, b'>'),
                    ] {
                        if let Some(place) = bytes.get_mut(at) {
                            *place = byte;
                        }
                    }
                    lines.insert(range.start, raw);
                }
            }
            _ => at_start = false,
        }
    }
    // Whole characters were replaced by ASCII, so this is still UTF-8.
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.is_empty())
}
