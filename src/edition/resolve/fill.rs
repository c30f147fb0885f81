//! The text of links that have none: that of their target.

use std::collections::{BTreeSet, HashMap};

use crate::document::{
    AnchorId, Block, Document, Inline, InlineKind, Lang, LinkTarget, NumberSeries, plain_text,
    text_len, visit_blocks, visit_blocks_mut, visit_inlines, visit_inlines_mut,
};
use crate::edition::Edition;
use crate::locale::Locale;
use crate::source::Span;

use super::label::label;

/// The longest text that a link without text takes over, in bytes.
const MAX_LABEL: usize = 400;

/// Gives links without text that of their targets, which are `wanted`.
pub(super) fn fill(document: &mut Document, wanted: &BTreeSet<AnchorId>) {
    if !wanted.is_empty() {
        let labels = labels(document, wanted);
        fill_all(document, &labels);
    }
}

/// A text without attributes.
pub(super) fn text(content: String, span: Span) -> Inline {
    Inline::text(content, span)
}

/// True when nothing of a link would be seen.
pub(super) fn is_blank(content: &[Inline]) -> bool {
    plain_text(content).trim().is_empty()
}

/// The texts of targets, as links to them show them.
fn labels(document: &Document, wanted: &BTreeSet<AnchorId>) -> HashMap<String, Vec<Inline>> {
    let mut labels = HashMap::new();
    let lang = &document.meta.lang;
    let wants = |id: &str| wanted.contains(&AnchorId::new(id));
    for (index, chapter) in document.chapters.iter().enumerate() {
        let id = Edition::chapter_anchor(index);
        if wanted.contains(&id) {
            let title = match label(&chapter.title) {
                title if is_blank(&title) => {
                    let word = Locale::of(lang).chapter_label(index as u64 + 1);
                    vec![text(word, Span::default())]
                }
                title => title,
            };
            labels.insert(id.to_string(), bounded(title));
        }
        let lang = chapter.lang.as_ref().unwrap_or(lang);
        block_labels(&chapter.blocks, lang, &wants, &mut labels);
    }
    for note in &document.notes {
        block_labels(&note.blocks, lang, &wants, &mut labels);
    }
    labels
}

fn block_labels(
    blocks: &[Block],
    lang: &Lang,
    wants: &impl Fn(&str) -> bool,
    labels: &mut HashMap<String, Vec<Inline>>,
) {
    visit_blocks(blocks, &mut |block| {
        if let Some(id) = &block.attr.id
            && wants(id)
        {
            labels.insert(id.clone(), bounded(block_label(block, lang, id)));
        }
        visit_inlines(block.inlines(), &mut |inline| {
            if let Some(id) = &inline.attr.id
                && wants(id)
            {
                let mut copy = label(std::slice::from_ref(inline));
                if is_blank(&copy) {
                    copy = vec![text(id.clone(), inline.span)];
                }
                labels.insert(id.clone(), bounded(copy));
            }
        });
    });
}

/// What a link to a block shows: a heading's text, or `Figure 2`, `Table 1`; else the block's
/// first words.
fn block_label(block: &Block, lang: &Lang, id: &str) -> Vec<Inline> {
    let terms = &Locale::of(lang).terms;
    let word = |word: String| vec![text(word, block.span)];
    let numbered = |without: &str| {
        let number = block.number.as_ref();
        number.map_or_else(|| without.to_owned(), |number| number.label.clone())
    };
    let own = match block.caption() {
        Some((_, NumberSeries::Table)) => return word(numbered(&terms.table)),
        Some(_) => return word(numbered(&terms.figure)),
        None => label(block.inlines()),
    };
    if !is_blank(&own) {
        return own;
    }
    let mut first = Vec::new();
    visit_blocks(std::slice::from_ref(block), &mut |inner| {
        if first.is_empty() {
            first = label(inner.inlines());
        }
    });
    if is_blank(&first) {
        word(id.to_owned())
    } else {
        first
    }
}

/// A text too long for a link becomes its first words: many links may repeat it.
fn bounded(content: Vec<Inline>) -> Vec<Inline> {
    if text_len(&content) <= MAX_LABEL {
        return content;
    }
    let span = content
        .first()
        .map(|inline| inline.span)
        .unwrap_or_default();
    let plain = plain_text(&content);
    let mut end = MAX_LABEL / 4;
    while !plain.is_char_boundary(end) {
        end -= 1;
    }
    let start = &plain[..end];
    let words = start
        .rsplit_once(char::is_whitespace)
        .map_or(start, |(words, _)| words);
    vec![text(format!("{}…", words.trim_end()), span)]
}

fn fill_all(document: &mut Document, labels: &HashMap<String, Vec<Inline>>) {
    let fill_blocks = |blocks: &mut Vec<Block>| {
        visit_blocks_mut(blocks, &mut |block| {
            let Some(inlines) = block.inlines_mut() else {
                return;
            };
            visit_inlines_mut(inlines, &mut |inline| {
                let InlineKind::Link {
                    target: LinkTarget::Internal(id),
                    content,
                    ..
                } = &mut inline.kind
                else {
                    return;
                };
                if is_blank(content) {
                    *content = labels
                        .get(id.as_str())
                        .cloned()
                        .unwrap_or_else(|| vec![text(id.to_string(), inline.span)]);
                }
            });
        });
    };
    for chapter in &mut document.chapters {
        fill_blocks(&mut chapter.blocks);
    }
    for note in &mut document.notes {
        fill_blocks(&mut note.blocks);
    }
}
