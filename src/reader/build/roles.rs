//! Classes that mean something become roles, once a chapter is whole.

use crate::document::{Block, InlineKind, visit_blocks_mut, visit_inlines_mut};

/// Gives blocks and inlines the roles that their classes ask for, and keeps the line ends of verse.
pub(super) fn read(blocks: &mut [Block]) {
    visit_blocks_mut(blocks, &mut |block| {
        block.read_classes();
        if let Some(inlines) = block.inlines_mut() {
            visit_inlines_mut(inlines, &mut |inline| inline.read_classes());
        }
        if block.flags.keeps_lines {
            keep_lines(block);
        }
    });
}

/// Makes the line ends of the source those of the page.
fn keep_lines(block: &mut Block) {
    visit_blocks_mut(std::slice::from_mut(block), &mut |inner| {
        let Some(inlines) = inner.inlines_mut() else {
            return;
        };
        visit_inlines_mut(inlines, &mut |inline| {
            if matches!(inline.kind, InlineKind::SoftBreak) {
                inline.kind = InlineKind::LineBreak;
            }
        });
    });
}
