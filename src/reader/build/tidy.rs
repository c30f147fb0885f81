//! Blocks that only show what they are once they are whole: captions, formulas, figures, verse.

use crate::diag::Diagnostics;
use crate::document::{Attr, Block, BlockKind, Inline, InlineKind, InlineRole, Role};
use crate::reader::attributes;
use crate::source::Span;

/// What a paragraph that is a table's caption starts with.
pub(super) const TABLE: &str = "Table:";

/// Gives tables the captions that stand in a paragraph before or after them.
pub(super) fn captions(blocks: Vec<Block>) -> Vec<Block> {
    if !blocks.iter().any(|b| matches!(b.kind, BlockKind::Table(_))) {
        return blocks;
    }
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(mut block) = blocks.next() {
        if lacks_caption(&block) {
            let caption = if out.last().is_some_and(is_caption) {
                out.pop()
            } else {
                blocks.next_if(is_caption)
            };
            if let Some(caption) = caption {
                give_caption(&mut block, caption);
            }
        }
        out.push(block);
    }
    out
}

fn lacks_caption(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Table(table) if table.caption.is_empty())
}

fn is_caption(block: &Block) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else {
        return false;
    };
    matches!(
        content.first().map(|first| &first.kind),
        Some(InlineKind::Text(text)) if text.starts_with(TABLE)
    )
}

/// Gives a table the caption that a paragraph is, without its first word and with its attributes.
pub(super) fn give_caption(table: &mut Block, caption: Block) {
    let (BlockKind::Paragraph(mut content) | BlockKind::Plain(mut content)) = caption.kind else {
        return;
    };
    if let Some(first) = content.first_mut()
        && let InlineKind::Text(text) = &mut first.kind
    {
        let rest = text[TABLE.len()..].trim_start();
        let skipped = text.len() - rest.len();
        first.span.start =
            (first.span.start + u32::try_from(skipped).unwrap_or(0)).min(first.span.end);
        *text = rest.to_owned();
    }
    let mut attr = caption.attr;
    if let Some(last) = content.last_mut()
        && let InlineKind::Text(text) = &mut last.kind
        && let Some(brace) = text.rfind('{')
        && let Some((raw, length)) = attributes::parse(&text[brace..])
        && brace + length == text.trim_end().len()
    {
        let mut report = Diagnostics::default();
        attributes::merge(&mut attr, attributes::check(raw, last.span, &mut report));
        text.truncate(brace);
        let length = text.trim_end().len();
        text.truncate(length);
    }
    content.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    attributes::merge(&mut table.attr, attr);
    if let BlockKind::Table(table) = &mut table.kind {
        table.caption.content = content;
    }
}

/// A paragraph; where it holds formulas of two dollars, these become blocks of their own.
pub(super) fn formulas(inlines: Vec<Inline>, attr: Attr, span: Span) -> Vec<Block> {
    if !inlines.iter().any(is_display) {
        return vec![Block::with_attr(BlockKind::Paragraph(inlines), attr, span)];
    }
    let mut out: Vec<Block> = Vec::new();
    let mut text: Vec<Inline> = Vec::new();
    let end_text = |text: &mut Vec<Inline>, out: &mut Vec<Block>| {
        let blank = |inline: &Inline| match &inline.kind {
            InlineKind::SoftBreak | InlineKind::LineBreak => true,
            InlineKind::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        while text.last().is_some_and(blank) {
            text.pop();
        }
        let lead = text.iter().take_while(|inline| blank(inline)).count();
        text.drain(..lead);
        if let (Some(first), Some(last)) = (text.first(), text.last()) {
            let span = first.span.to(last.span);
            out.push(Block::new(BlockKind::Paragraph(std::mem::take(text)), span));
        }
    };
    for inline in inlines {
        if !is_display(&inline) {
            text.push(inline);
            continue;
        }
        end_text(&mut text, &mut out);
        if let InlineKind::Math(math) = inline.kind {
            out.push(Block::with_attr(
                BlockKind::Math(math),
                inline.attr,
                inline.span,
            ));
        }
    }
    end_text(&mut text, &mut out);
    if let Some(first) = out.first_mut() {
        let own = std::mem::replace(&mut first.attr, attr);
        attributes::merge(&mut first.attr, own);
    }
    out
}

fn is_display(inline: &Inline) -> bool {
    inline.role == Some(InlineRole::Display)
}

/// Terms, one to a line.
pub(super) fn terms(inlines: Vec<Inline>, attr: Attr, span: Span) -> Vec<Block> {
    let mut lines = vec![Vec::new()];
    for inline in inlines {
        if matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak) {
            lines.push(Vec::new());
        } else if let Some(line) = lines.last_mut() {
            line.push(inline);
        }
    }
    let several = lines.len() > 1;
    let mut attr = Some(attr);
    lines
        .into_iter()
        .filter(|line| !several || !line.is_empty())
        .map(|line| {
            let span = match (line.first(), line.last()) {
                (Some(first), Some(last)) if several => first.span.to(last.span),
                _ => span,
            };
            Block::with_attr(
                BlockKind::Plain(line),
                attr.take().unwrap_or_default(),
                span,
            )
        })
        .collect()
}

/// An HTML figure: the picture in it with its caption; a group where it holds anything else.
pub(super) fn figure(
    mut blocks: Vec<Block>,
    caption: Vec<Inline>,
    attr: Attr,
    span: Span,
) -> Block {
    if let [
        Block {
            kind: BlockKind::Figure { .. } | BlockKind::Table(_),
            ..
        },
    ] = blocks.as_slice()
        && let Some(mut only) = blocks.pop()
    {
        match &mut only.kind {
            BlockKind::Figure { caption: own, .. } if own.is_empty() => own.content = caption,
            BlockKind::Table(table) if table.caption.is_empty() => {
                table.caption.content = caption;
            }
            _ => {}
        }
        attributes::merge(&mut only.attr, attr);
        only.span = span;
        return only;
    }
    if let (Some(first), Some(last)) = (caption.first(), caption.last()) {
        let place = first.span.to(last.span);
        let mut caption = Block::new(BlockKind::Paragraph(caption), place);
        caption.role = Some(Role::Caption);
        blocks.push(caption);
    }
    Block::with_attr(BlockKind::Group(blocks), attr, span)
}
