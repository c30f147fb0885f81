//! The openings of the works of a volume: title, subtitle, authors and standfirst as blocks of the text.

use crate::document::{
    Block, BlockKind, Chapter, Document, Inline, Kind, Metadata, Role, visit_blocks_mut,
};
use crate::source::Span;

use super::title::is_title;

/// The deepest level of headings.
const DEEPEST: u8 = 6;

/// Puts what an edition of its own would open with before the text of each work.
pub(super) fn open(document: &mut Document) {
    let mut last = None;
    for chapter in &mut document.chapters {
        let number = chapter.placement.work;
        if std::mem::replace(&mut last, number) != number
            && let Some(work) = number.and_then(|number| document.works.get(number))
        {
            open_work(work, chapter);
        }
    }
}

fn open_work(work: &Metadata, chapter: &mut Chapter) {
    let blocks = &mut chapter.blocks;
    let first = blocks.first().map(|block| block.span).unwrap_or(Span {
        source: chapter.source,
        ..Span::default()
    });
    let start = Span {
        end: first.start,
        ..first
    };
    let has_title = blocks
        .first()
        .is_some_and(|block| is_title(block, &work.title));
    let mut lines = Vec::new();
    if work.kind == Kind::Article {
        lower(blocks, usize::from(has_title));
        if !has_title {
            let span = work.places.title.unwrap_or(start);
            let title = BlockKind::Heading {
                level: 1,
                content: vec![Inline::text(&work.title, span)],
            };
            lines.push(Block::new(title, span));
        }
    }
    let places = &work.places;
    for (content, role, place) in [
        (work.subtitle.clone(), Role::Subtitle, places.subtitle),
        (work.byline(), Role::Byline, places.authors),
        (work.description.clone(), Role::Lead, places.description),
    ] {
        if let Some(content) = content.filter(|content| !content.is_empty()) {
            let span = place.unwrap_or(start);
            let content = vec![Inline::text(content, span)];
            let mut line = Block::new(BlockKind::Paragraph(content), span);
            line.role = Some(role);
            lines.push(line);
        }
    }
    let after = usize::from(has_title);
    blocks.splice(after..after, lines);
    if work.kind == Kind::Article
        && let Some(title) = blocks.first()
    {
        chapter.title = title.inlines().to_vec();
    }
}

/// Lowers an article's headings by a level where some are as high as its title, which stands above them
/// in a volume. The first `kept` blocks stay as they are.
fn lower(blocks: &mut [Block], kept: usize) {
    let Some(blocks) = blocks.get_mut(kept..) else {
        return;
    };
    let mut highest = DEEPEST;
    visit_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Heading { level, .. } = &block.kind {
            highest = highest.min(*level);
        }
    });
    if highest > 1 {
        return;
    }
    visit_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            *level = level.saturating_add(1).min(DEEPEST);
        }
    });
}
