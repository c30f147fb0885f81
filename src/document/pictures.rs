//! Which pictures a document shows, and where.

use std::collections::BTreeMap;

use super::{AssetId, BlockKind, Document, Image, InlineKind, visit_blocks, visit_inlines};
use crate::source::Span;

impl Document {
    /// The pictures that the text, the notes or the cover show, each with the place where it is named first;
    /// the cover's is not always known.
    pub fn shown_pictures(&self) -> BTreeMap<AssetId, Option<Span>> {
        let mut shown = BTreeMap::new();
        let mut add = |image: &Image, span| {
            if let Some(asset) = image.asset {
                shown.entry(asset).or_insert(Some(span));
            }
        };
        let chapters = self.chapters.iter().map(|chapter| &chapter.blocks);
        let notes = self.notes.iter().map(|note| &note.blocks);
        for blocks in chapters.chain(notes) {
            visit_blocks(blocks, &mut |block| {
                if let BlockKind::Figure { image, .. } = &block.kind {
                    add(image, block.span);
                }
                visit_inlines(block.inlines(), &mut |inline| {
                    if let InlineKind::Image(image) = &inline.kind {
                        add(image, inline.span);
                    }
                });
            });
        }
        if let Some(cover) = &self.meta.cover {
            shown.entry(cover.asset).or_insert(self.meta.places.cover);
        }
        shown
    }
}
