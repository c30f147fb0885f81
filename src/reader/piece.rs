//! The opening of a work within a volume: its title, subtitle, authors and standfirst as blocks.

use crate::document::{Block, BlockKind, Inline, Kind, Metadata, Role};
use crate::document::{plain_text, visit_blocks_mut};
use crate::locale::Locale;
use crate::manuscript::ChapterSource;
use crate::source::Span;

/// The deepest level of headings.
const DEEPEST: u8 = 6;

/// Makes the title of a part a heading of its text, which has nothing else.
pub(super) fn title_part(source: &ChapterSource, blocks: &mut Vec<Block>) {
    if let Some(title) = &source.title {
        let span = source.title_span.unwrap_or(start_of(source));
        blocks.insert(0, heading(title, span));
    }
}

fn start_of(source: &ChapterSource) -> Span {
    Span {
        end: source.body.start,
        ..source.body
    }
}

fn text(text: &str, span: Span) -> Vec<Inline> {
    vec![Inline::text(text, span)]
}

fn heading(title: &str, span: Span) -> Block {
    let kind = BlockKind::Heading {
        level: 1,
        content: text(title, span),
    };
    Block::new(kind, span)
}

fn line(content: &str, role: Role, span: Span) -> Block {
    let mut line = Block::new(BlockKind::Paragraph(text(content, span)), span);
    line.role = Some(role);
    line
}

/// Puts what an edition of its own would open with before the text of a work.
pub(super) fn open(work: &Metadata, source: &ChapterSource, blocks: &mut Vec<Block>) {
    let start = start_of(source);
    let mut lines = Vec::new();
    let has_title = first_is_title(blocks, &work.title);
    if work.kind == Kind::Article {
        lower(blocks, usize::from(has_title));
        if !has_title {
            let span = work.places.title.unwrap_or(start);
            lines.push(heading(&work.title, span));
        }
    }
    let names: Vec<&str> = work.authors().map(|author| author.name.as_str()).collect();
    let authors = Locale::of(&work.lang).join_names(&names);
    let places = &work.places;
    for (content, role, place) in [
        (work.subtitle.as_deref(), Role::Subtitle, places.subtitle),
        (Some(authors.as_str()), Role::Byline, places.authors),
        (work.description.as_deref(), Role::Lead, places.description),
    ] {
        if let Some(content) = content.filter(|content| !content.is_empty()) {
            lines.push(line(content, role, place.unwrap_or(start)));
        }
    }
    let after = usize::from(has_title);
    blocks.splice(after..after, lines);
}

/// True when a text begins with the title of its work as a heading.
fn first_is_title(blocks: &[Block], title: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    blocks.first().is_some_and(|block| {
        matches!(block.kind, BlockKind::Heading { level: 1, .. })
            && letters(&plain_text(block.inlines())) == letters(title)
    })
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
