//! The table of contents: the headings, nested by their levels.

use crate::document::{AnchorId, BlockKind, Document, Edition, TocEntry};

use super::headings::{for_outline, is_empty};
use super::label::label;

/// Builds the table of contents. A chapter with a title but no heading of level 1 at its start is
/// listed by its title; `chapter_numbers` are the numbers of such chapters.
pub(super) fn build(document: &Document, chapter_numbers: &[Option<String>]) -> Vec<TocEntry> {
    let mut flat = Vec::new();
    for (index, chapter) in document.chapters.iter().enumerate() {
        // The one text of an article has its title as its title, which is no entry of its own.
        let whole = document.chapters.len() == 1;
        if !whole && chapter.has_title_apart() {
            flat.push(TocEntry {
                title: label(&chapter.title),
                number: chapter_numbers.get(index).cloned().flatten(),
                target: Edition::chapter_anchor(index),
                chapter: index,
                level: 1,
                children: Vec::new(),
            });
        }
        for_outline(&chapter.blocks, &mut |block| {
            if let BlockKind::Heading {
                level,
                number,
                content,
            } = &block.kind
                && let Some(id) = &block.attr.id
                && !is_empty(block)
            {
                flat.push(TocEntry {
                    title: label(content),
                    number: number.clone(),
                    target: AnchorId::new(id.as_str()),
                    chapter: index,
                    level: *level,
                    children: Vec::new(),
                });
            }
        });
    }
    nest(flat)
}

/// Puts each entry under the last one before it with a lower level.
fn nest(flat: Vec<TocEntry>) -> Vec<TocEntry> {
    let mut roots = Vec::new();
    // Entries that are still open, the outermost first; there are at most six levels.
    let mut open: Vec<TocEntry> = Vec::new();
    for entry in flat {
        while open.last().is_some_and(|last| last.level >= entry.level) {
            close(&mut open, &mut roots);
        }
        open.push(entry);
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

fn close(open: &mut Vec<TocEntry>, roots: &mut Vec<TocEntry>) {
    if let Some(done) = open.pop() {
        match open.last_mut() {
            Some(parent) => parent.children.push(done),
            None => roots.push(done),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{TocEntry, plain_text};
    use crate::resolve::testing::{document, heading, paragraph, resolved, text};

    fn show(entries: &[TocEntry]) -> String {
        let lines: Vec<String> = entries
            .iter()
            .map(|entry| {
                let title = plain_text(&entry.title);
                if entry.children.is_empty() {
                    format!("{title}@{}", entry.target)
                } else {
                    format!("{title}@{}[{}]", entry.target, show(&entry.children))
                }
            })
            .collect();
        lines.join(" ")
    }

    #[test]
    fn headings_are_nested_over_gaps() {
        let mut doc = document(vec![
            vec![
                heading(1, "A"),
                heading(3, "B"),
                heading(2, "C"),
                heading(2, " "),
            ],
            vec![paragraph(vec![text("no heading")]), heading(2, "E")],
        ]);
        doc.chapters[1].title = vec![text("D")];
        let edition = resolved(doc).value;
        assert_eq!(show(&edition.toc), "A@a[B@b C@c] D@chapter-2[E@e]");
    }
}
