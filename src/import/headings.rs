//! Levels of headings without gaps.

use crate::document::{Block, BlockKind, visit_blocks, visit_blocks_mut};

/// Gives the highest headings the level `top`, and those below them the next ones.
pub(super) fn settle(blocks: &mut [Block], top: u8) {
    let mut open: Vec<u8> = Vec::new();
    visit_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            while open.last().is_some_and(|last| last >= level) {
                open.pop();
            }
            open.push(*level);
            let depth = u8::try_from(open.len() - 1).unwrap_or(5);
            *level = top.saturating_add(depth).min(6);
        }
    });
}

/// How many headings of a level there are.
pub(super) fn count(blocks: &[Block], wanted: u8) -> usize {
    let mut count = 0;
    visit_blocks(blocks, &mut |block| {
        if matches!(block.kind, BlockKind::Heading { level, .. } if level == wanted) {
            count += 1;
        }
    });
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::make::block;
    use crate::source::Span;

    #[test]
    fn levels_have_no_gaps() {
        let mut blocks: Vec<Block> = [3, 5, 2, 4, 4, 6, 2]
            .into_iter()
            .map(|level| {
                let kind = BlockKind::Heading {
                    level,
                    content: Vec::new(),
                };
                block(kind, Span::default())
            })
            .collect();
        settle(&mut blocks, 2);
        let levels: Vec<u8> = blocks
            .iter()
            .map(|block| match block.kind {
                BlockKind::Heading { level, .. } => level,
                _ => 0,
            })
            .collect();
        assert_eq!(levels, [2, 3, 2, 3, 3, 4, 2]);
        assert_eq!(count(&blocks, 2), 3);
    }
}
