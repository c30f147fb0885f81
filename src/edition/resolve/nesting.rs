//! Takes apart what may not stand in a link: another link, and a reference to a note (which is a
//! link itself in both formats). An inner link leaves its text, a reference moves behind the link.

use crate::document::{Document, Inline, InlineKind, visit_blocks_mut};

/// Leaves no link within a link, and no reference to a note within one.
pub(super) fn untangle(document: &mut Document) {
    let Document {
        chapters, notes, ..
    } = document;
    let blocks = chapters
        .iter_mut()
        .map(|chapter| &mut chapter.blocks)
        .chain(notes.iter_mut().map(|note| &mut note.blocks));
    for blocks in blocks {
        visit_blocks_mut(blocks, &mut |block| {
            if let Some(inlines) = block.inlines_mut() {
                untangle_list(inlines);
            }
        });
    }
}

fn untangle_list(inlines: &mut Vec<Inline>) {
    if !inlines.iter().any(needs_work) {
        return;
    }
    let mut result = Vec::with_capacity(inlines.len() + 1);
    for mut inline in inlines.drain(..) {
        let mut moved = Vec::new();
        if let InlineKind::Link { content, .. } = &mut inline.kind {
            flatten(content, &mut moved);
        } else {
            for children in inline.children_mut() {
                untangle_list(children);
            }
        }
        result.push(inline);
        result.append(&mut moved);
    }
    *inlines = result;
}

/// True when a list with this inline has to be looked into: everything that has content.
fn needs_work(inline: &Inline) -> bool {
    !inline.children().is_empty()
}

/// Turns the links in a link's content into spans and takes the note references out.
fn flatten(content: &mut Vec<Inline>, moved: &mut Vec<Inline>) {
    let mut kept = Vec::with_capacity(content.len());
    for mut inline in content.drain(..) {
        if matches!(inline.kind, InlineKind::NoteRef(_)) {
            moved.push(inline);
            continue;
        }
        if let InlineKind::Link { content, .. } = &mut inline.kind {
            inline.kind = InlineKind::Span(std::mem::take(content));
        }
        for children in inline.children_mut() {
            flatten(children, moved);
        }
        kept.push(inline);
    }
    *content = kept;
}

#[cfg(test)]
mod tests {
    use crate::document::{InlineKind, NoteId};
    use crate::edition::resolve::testing::{emph, link, note_ref, paragraph, text};

    use super::untangle_list;

    #[test]
    fn references_move_behind_the_link_and_inner_links_vanish() {
        let mut inlines = vec![emph(vec![link(
            "a",
            vec![
                text("x"),
                note_ref(0),
                emph(vec![link("b", vec![text("y")])]),
            ],
        )])];
        untangle_list(&mut inlines);
        let InlineKind::Emph(content) = &inlines[0].kind else {
            panic!("still emphasised");
        };
        assert_eq!(content.len(), 2);
        assert_eq!(content[1].kind, InlineKind::NoteRef(NoteId(0)));
        let InlineKind::Link { content, .. } = &content[0].kind else {
            panic!("still a link");
        };
        assert_eq!(content.len(), 2);
        let InlineKind::Emph(inner) = &content[1].kind else {
            panic!("still emphasised");
        };
        assert!(matches!(inner[0].kind, InlineKind::Span(_)));
        // A paragraph without links is left as it is.
        assert_eq!(paragraph(vec![text("x")]).inlines().len(), 1);
    }
}
