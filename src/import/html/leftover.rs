//! What stands over notes and is left when they have gone to their places.

use crate::document::{Block, BlockKind};
use crate::import::make::{block, seen};
use crate::source::Span;

/// Takes away the heading, and the break, that stood over notes that have gone to their places.
pub(super) fn drop_notes_heading(blocks: &mut Vec<Block>) {
    const NAMES: [&str; 14] = [
        "notes",
        "note",
        "footnotes",
        "endnotes",
        "references",
        "notes and references",
        "anmerkungen",
        "fußnoten",
        "einzelnachweise",
        "notas",
        "referencias",
        "références",
        "notes et références",
        "примечания",
    ];
    let mut at = blocks.len();
    while at > 0 {
        at -= 1;
        let goes = match blocks.get(at).map(|block| &block.kind) {
            Some(BlockKind::Heading { level, content, .. }) => {
                let next = blocks.get(at + 1).map(|block| &block.kind);
                let empty = match next {
                    None => true,
                    Some(BlockKind::Heading { level: below, .. }) => below <= level,
                    _ => false,
                };
                empty
                    && NAMES.contains(&seen(content).trim_end_matches(':').to_lowercase().as_str())
            }
            Some(BlockKind::Break) => at + 1 == blocks.len(),
            _ => false,
        };
        if goes {
            blocks.remove(at);
        }
    }
    if blocks.is_empty() {
        blocks.push(block(BlockKind::Paragraph(Vec::new()), Span::default()));
    }
}
