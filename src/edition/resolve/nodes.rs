//! Numbers of blocks, and the places that can be linked to.

use std::collections::BTreeMap;

use crate::document::{
    AnchorId, Block, Document, InlineKind, NodeId, NoteId, visit_blocks_mut, visit_inlines,
};
use crate::edition::{Anchor, AnchorTarget, Edition, NoteUse};

/// Numbers all blocks in reading order, chapters before notes, and lists all anchors.
pub(super) fn number(document: &mut Document, notes: &[NoteUse]) -> BTreeMap<AnchorId, Anchor> {
    let mut numbering = Numbering {
        last: 0,
        anchors: BTreeMap::new(),
        references: vec![0; notes.len()],
    };
    for (index, chapter) in document.chapters.iter_mut().enumerate() {
        numbering.add(Edition::chapter_anchor(index), index, AnchorTarget::Chapter);
        numbering.blocks(&mut chapter.blocks, index);
    }
    for (index, (note, use_)) in document.notes.iter_mut().zip(notes).enumerate() {
        let id = NoteId(u32::try_from(index).unwrap_or(u32::MAX));
        numbering.add(use_.id.clone(), use_.chapter, AnchorTarget::Note(id));
        numbering.blocks(&mut note.blocks, use_.chapter);
    }
    numbering.anchors
}

struct Numbering {
    last: u32,
    anchors: BTreeMap<AnchorId, Anchor>,
    /// For each note, how many references to it were met.
    references: Vec<u32>,
}

impl Numbering {
    fn add(&mut self, id: AnchorId, chapter: usize, target: AnchorTarget) {
        self.anchors.insert(id, Anchor { chapter, target });
    }

    fn blocks(&mut self, blocks: &mut [Block], chapter: usize) {
        visit_blocks_mut(blocks, &mut |block| {
            self.last = self.last.saturating_add(1);
            let node = NodeId(self.last);
            block.node = node;
            if let Some(id) = &block.attr.id {
                let id = AnchorId::new(id.as_str());
                self.add(id, chapter, AnchorTarget::Block(node));
            }
            visit_inlines(block.inlines(), &mut |inline| {
                let Some(id) = &inline.attr.id else {
                    return;
                };
                let target = match inline.kind {
                    InlineKind::NoteRef(note) => match self.references.get_mut(note.0 as usize) {
                        Some(count) => {
                            *count += 1;
                            AnchorTarget::NoteRef(note, *count - 1)
                        }
                        None => return,
                    },
                    _ => AnchorTarget::Inline(node),
                };
                self.add(AnchorId::new(id.as_str()), chapter, target);
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{NodeId, NoteId};
    use crate::edition::AnchorTarget;
    use crate::edition::resolve::testing::{
        document, heading, note, note_ref, paragraph, resolved, span_lang, text,
    };

    #[test]
    fn anchors_name_what_stands_there() {
        let mut marked = span_lang("ko", vec![text("평양")]);
        marked.attr.id = Some("city".to_owned());
        let mut doc = document(vec![
            vec![heading(1, "One"), paragraph(vec![note_ref(0)])],
            vec![paragraph(vec![marked, note_ref(0)])],
        ]);
        doc.notes = vec![note("a", vec![text("x")])];
        let edition = resolved(doc).value;
        let found: Vec<(&str, usize, AnchorTarget)> = edition
            .anchors
            .iter()
            .map(|(id, anchor)| (id.as_str(), anchor.chapter, anchor.target))
            .collect();
        assert_eq!(
            found,
            [
                ("chapter-1", 0, AnchorTarget::Chapter),
                ("chapter-2", 1, AnchorTarget::Chapter),
                ("city", 1, AnchorTarget::Inline(NodeId(3))),
                ("note-1", 0, AnchorTarget::Note(NoteId(0))),
                ("noteref-1", 0, AnchorTarget::NoteRef(NoteId(0), 0)),
                ("noteref-1-2", 1, AnchorTarget::NoteRef(NoteId(0), 1)),
                ("one", 0, AnchorTarget::Block(NodeId(1))),
            ]
        );
        assert_eq!(edition.document.notes[0].blocks[0].node, NodeId(4));
    }
}
