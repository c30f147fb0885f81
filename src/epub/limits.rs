//! Keeps recursion bounded: an edition nested deeper than any book is refused before a stage walks it.

use super::EpubError;
use crate::document::{Block, Inline};
use crate::edition::Edition;

/// The deepest nesting of blocks and inlines, together, that is written.
const MAX_DEPTH: usize = 200;

/// Checks the nesting of an edition, without recursion.
pub(super) fn check_depth(edition: &Edition) -> Result<(), EpubError> {
    enum Item<'a> {
        Block(&'a Block),
        Inlines(&'a [Inline]),
    }
    let document = &edition.document;
    let blocks = document
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.blocks)
        .chain(document.notes.iter().flat_map(|note| &note.blocks));
    let mut stack: Vec<(Item<'_>, usize)> = blocks.map(|block| (Item::Block(block), 1)).collect();
    for chapter in &document.chapters {
        stack.push((Item::Inlines(&chapter.title), 1));
    }
    let mut toc: Vec<(&crate::edition::TocEntry, usize)> =
        edition.toc.iter().map(|entry| (entry, 1)).collect();
    while let Some((entry, depth)) = toc.pop() {
        if depth > MAX_DEPTH {
            return Err(EpubError::TooDeep(MAX_DEPTH));
        }
        stack.push((Item::Inlines(&entry.title), 1));
        toc.extend(entry.children.iter().map(|child| (child, depth + 1)));
    }
    while let Some((item, depth)) = stack.pop() {
        if depth > MAX_DEPTH {
            return Err(EpubError::TooDeep(MAX_DEPTH));
        }
        match item {
            Item::Block(block) => {
                let children = block.children();
                stack.extend(children.map(|child| (Item::Block(child), depth + 1)));
                stack.push((Item::Inlines(block.inlines()), depth));
            }
            Item::Inlines(inlines) => {
                for inline in inlines {
                    let children = inline.children().into_iter();
                    stack.extend(children.map(|child| (Item::Inlines(child), depth + 1)));
                }
            }
        }
    }
    Ok(())
}
