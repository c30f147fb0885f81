//! The document model as Bindery's Markdown: what the reader makes of it is the model again.

mod attr;
mod block;
mod escape;
mod inline;
mod table;
#[cfg(test)]
mod tests;

use crate::document::{Block, Note};

/// Blocks and the notes that they refer to, as Markdown.
pub(super) fn write(blocks: &[Block], notes: &[Note]) -> String {
    let writer = block::Writer { notes };
    let mut out = writer.blocks(blocks);
    for note in notes {
        out.push('\n');
        out.push_str(&writer.note(note));
    }
    out
}
