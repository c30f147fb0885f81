//! The table of contents: the headings, nested by their levels.

use crate::document::{AnchorId, BlockKind, Document};
use crate::edition::{ChapterStart, Edition, TocEntry};

use super::headings::{for_outline, is_empty};
use super::label::label;

/// Builds the table of contents. A chapter with a title but no heading of level 1 at its start is
/// listed by its title.
pub(super) fn build(document: &Document, starts: &[ChapterStart]) -> Vec<TocEntry> {
    let mut flat = Vec::new();
    for (index, chapter) in document.chapters.iter().enumerate() {
        let depth = chapter.placement.depth;
        // The one text of an article has its title as its title, which is no entry of its own.
        let whole = document.chapters.len() == 1;
        if let Some(ChapterStart::MadeTitle(number)) = starts.get(index)
            && !whole
        {
            flat.push((
                depth,
                TocEntry {
                    title: label(&chapter.title),
                    number: number.clone(),
                    target: Edition::chapter_anchor(index),
                    chapter: index,
                    level: 1,
                    children: Vec::new(),
                },
            ));
        }
        for_outline(&chapter.blocks, &mut |block| {
            if let BlockKind::Heading { level, content } = &block.kind
                && let Some(id) = &block.attr.id
                && !is_empty(block)
            {
                flat.push((
                    depth,
                    TocEntry {
                        title: label(content),
                        number: block.number.clone(),
                        target: AnchorId::new(id.as_str()),
                        chapter: index,
                        level: *level,
                        children: Vec::new(),
                    },
                ));
            }
        });
    }
    nest(flat)
}

/// An entry, with how many parts it stands below.
type Deep = (u8, TocEntry);

/// Puts each entry under the last one before it that is below fewer parts, or that has a lower level.
fn nest(flat: Vec<Deep>) -> Vec<TocEntry> {
    let mut roots = Vec::new();
    // Entries that are still open, the outermost first; there are few parts and at most six levels.
    let mut open: Vec<Deep> = Vec::new();
    let rank = |(depth, entry): &Deep| (*depth, entry.level);
    for entry in flat {
        while open.last().is_some_and(|last| rank(last) >= rank(&entry)) {
            close(&mut open, &mut roots);
        }
        open.push(entry);
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

fn close(open: &mut Vec<Deep>, roots: &mut Vec<TocEntry>) {
    if let Some((_, done)) = open.pop() {
        match open.last_mut() {
            Some((_, parent)) => parent.children.push(done),
            None => roots.push(done),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::plain_text;
    use crate::edition::TocEntry;
    use crate::edition::resolve::testing::{document, heading, paragraph, resolved, text};

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
