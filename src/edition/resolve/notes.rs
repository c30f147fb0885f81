//! Notes: their order, their numbers and the ids of both ends.
//!
//! Notes are ordered by their first reference as a reader meets it: a note's text is read where the
//! note is referred to, so a reference within a note comes before the next one in the main text.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{
    AnchorId, Block, Document, InlineKind, Kind, Note, NoteId, visit_blocks, visit_blocks_mut,
    visit_inlines, visit_inlines_mut,
};
use crate::edition::NoteUse;

/// Orders and numbers the notes, drops those that nothing refers to, and names all references.
pub(super) fn order(document: &mut Document, diagnostics: &mut Diagnostics) -> Vec<NoteUse> {
    let order = reading_order(document);
    let mut new_ids: Vec<Option<NoteId>> = vec![None; document.notes.len()];
    for (new, &(old, _)) in order.iter().enumerate() {
        if let Some(id) = new_ids.get_mut(old) {
            *id = Some(NoteId(to_u32(new)));
        }
    }

    for (note, new) in document.notes.iter().zip(&new_ids) {
        if new.is_none() {
            let message = format!("nothing refers to the note `{}`", note.label);
            diagnostics.push(
                Diagnostic::warning(Code::UnusedNote, message)
                    .at(note.span)
                    .help(format!(
                        "refer to it by `[^{}]`, or remove it; it is left out",
                        note.label
                    )),
            );
        }
    }

    let mut old: Vec<Option<Note>> = std::mem::take(&mut document.notes)
        .into_iter()
        .map(Some)
        .collect();
    document.notes = order
        .iter()
        .filter_map(|&(index, _)| old.get_mut(index).and_then(Option::take))
        .collect();

    let mut uses = number(document.meta.kind, &order);
    name_references(document, &new_ids, &mut uses);
    uses
}

/// The notes in order of their first reference, each with the chapter of that.
#[allow(
    clippy::indexing_slicing,
    reason = "`references` gives numbers below the count of notes"
)]
pub(in crate::edition) fn reading_order(document: &Document) -> Vec<(usize, usize)> {
    let count = document.notes.len();
    let inner: Vec<Vec<usize>> = document
        .notes
        .iter()
        .map(|note| references(&note.blocks, count))
        .collect();
    let mut seen = vec![false; count];
    let mut order = Vec::with_capacity(count);
    for (chapter, content) in document.chapters.iter().enumerate() {
        for root in references(&content.blocks, count) {
            // Depth first on a stack of our own: notes may refer to each other in long chains and in circles.
            let mut stack = vec![root];
            while let Some(note) = stack.pop() {
                if !std::mem::replace(&mut seen[note], true) {
                    order.push((note, chapter));
                    stack.extend(inner[note].iter().rev().filter(|&&next| !seen[next]));
                }
            }
        }
    }
    order
}

/// The notes that blocks refer to, in reading order.
fn references(blocks: &[Block], count: usize) -> Vec<usize> {
    let mut found = Vec::new();
    visit_blocks(blocks, &mut |block| {
        visit_inlines(block.inlines(), &mut |inline| {
            if let InlineKind::NoteRef(id) = inline.kind
                && (id.0 as usize) < count
            {
                found.push(id.0 as usize);
            }
        });
    });
    found
}

/// Numbers the notes: from 1 in each chapter of a book, through the whole of an article.
fn number(kind: Kind, order: &[(usize, usize)]) -> Vec<NoteUse> {
    let mut number = 0;
    let mut last_chapter = None;
    order
        .iter()
        .enumerate()
        .map(|(index, &(_, chapter))| {
            if kind == Kind::Book && last_chapter != Some(chapter) {
                number = 0;
            }
            last_chapter = Some(chapter);
            number += 1;
            NoteUse {
                number,
                label: String::new(),
                back: String::new(),
                chapter,
                id: AnchorId::new(format!("note-{}", index + 1)),
                refs: Vec::new(),
            }
        })
        .collect()
}

/// Points references to the new places and gives each its id. A reference to a note that is not
/// there is taken out; the reader has reported it.
fn name_references(document: &mut Document, new_ids: &[Option<NoteId>], uses: &mut [NoteUse]) {
    let mut name = |blocks: &mut Vec<Block>| {
        visit_blocks_mut(blocks, &mut |block| {
            let Some(inlines) = block.inlines_mut() else {
                return;
            };
            visit_inlines_mut(inlines, &mut |inline| {
                let InlineKind::NoteRef(id) = &mut inline.kind else {
                    return;
                };
                let new = new_ids.get(id.0 as usize).copied().flatten();
                let Some((new, note)) =
                    new.and_then(|new| Some((new, uses.get_mut(new.0 as usize)?)))
                else {
                    inline.kind = InlineKind::Span(Vec::new());
                    return;
                };
                *id = new;
                let place = new.0 + 1;
                let reference = match note.refs.len() {
                    0 => format!("noteref-{place}"),
                    earlier => format!("noteref-{place}-{}", earlier + 1),
                };
                inline.attr.id = Some(reference.clone());
                note.refs.push(AnchorId::new(reference));
            });
        });
    };
    for chapter in &mut document.chapters {
        name(&mut chapter.blocks);
    }
    for note in &mut document.notes {
        name(&mut note.blocks);
    }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use crate::diag::Code;
    use crate::document::Kind;
    use crate::edition::resolve::testing::{document, note, note_ref, paragraph, resolved, text};

    #[test]
    fn the_order_is_that_of_reading() {
        let mut doc = document(vec![vec![
            paragraph(vec![text("a"), note_ref(2), text("b"), note_ref(0)]),
            paragraph(vec![note_ref(2)]),
        ]]);
        doc.notes = vec![
            note("a", vec![text("first defined")]),
            note("unused", vec![note_ref(4)]),
            note("c", vec![text("see"), note_ref(3), note_ref(2)]),
            note("d", vec![text("inside")]),
            note("only-from-unused", vec![text("x")]),
        ];
        let edition = resolved(doc);
        let labels: Vec<&str> = edition
            .value
            .document
            .notes
            .iter()
            .map(|note| note.label.as_str())
            .collect();
        assert_eq!(labels, ["c", "d", "a"]);
        let refs: Vec<String> = edition.value.notes[0]
            .refs
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(refs, ["noteref-1", "noteref-1-2", "noteref-1-3"]);
        let unused: Vec<&str> = edition
            .diagnostics
            .iter()
            .filter(|d| d.code == Code::UnusedNote)
            .map(|d| d.message.as_str())
            .collect();
        assert_eq!(
            unused,
            [
                "nothing refers to the note `unused`",
                "nothing refers to the note `only-from-unused`"
            ]
        );
    }

    #[test]
    fn numbers_start_again_in_each_chapter_of_a_book_only() {
        let numbers = |kind| {
            let mut doc = document(vec![
                vec![paragraph(vec![note_ref(0), note_ref(1)])],
                vec![paragraph(vec![note_ref(1), note_ref(2)])],
            ]);
            doc.meta.kind = kind;
            doc.notes = ["a", "b", "c"]
                .map(|label| note(label, vec![text("x")]))
                .to_vec();
            let edition = resolved(doc).value;
            edition
                .notes
                .iter()
                .map(|n| (n.number, n.chapter))
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers(Kind::Book), [(1, 0), (2, 0), (1, 1)]);
        assert_eq!(numbers(Kind::Article), [(1, 0), (2, 0), (3, 1)]);
    }

    #[test]
    fn long_chains_and_circles_of_notes_end() {
        let count: u32 = 50_000;
        let mut doc = document(vec![vec![paragraph(vec![note_ref(0)])]]);
        doc.notes = (0..count)
            .map(|i| note(&i.to_string(), vec![note_ref((i + 1) % count)]))
            .collect();
        let edition = resolved(doc).value;
        assert_eq!(edition.notes.len(), count as usize);
        assert_eq!(edition.notes[count as usize - 1].number, count);
    }

    #[test]
    fn a_reference_to_nothing_is_taken_out() {
        let edition = resolved(document(vec![vec![paragraph(vec![note_ref(7)])]])).value;
        assert!(edition.notes.is_empty());
        assert!(edition.anchors.keys().all(|id| id.as_str() == "chapter-1"));
    }
}
