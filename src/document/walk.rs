//! Walks over blocks and inlines in reading order.

use super::{Block, BlockKind, Inline, InlineKind};

/// What a visitor of blocks is given.
pub type BlockRef<'a> = &'a Block;

impl Block {
    /// The block's children, in reading order: items of lists, cells of tables, contents of quotations.
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) | BlockKind::Group(blocks) => {
                blocks.iter().collect()
            }
            BlockKind::List { items, .. } => items.iter().flat_map(|item| &item.blocks).collect(),
            BlockKind::Definitions(items) => items
                .iter()
                .flat_map(|item| item.terms.iter().chain(item.definitions.iter().flatten()))
                .collect(),
            BlockKind::Table(table) => table
                .head
                .iter()
                .chain(&table.body)
                .flatten()
                .flat_map(|cell| &cell.blocks)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The block's children, to change them.
    pub fn children_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.kind {
            BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) | BlockKind::Group(blocks) => {
                blocks.iter_mut().collect()
            }
            BlockKind::List { items, .. } => {
                items.iter_mut().flat_map(|item| &mut item.blocks).collect()
            }
            BlockKind::Definitions(items) => items
                .iter_mut()
                .flat_map(|item| {
                    item.terms
                        .iter_mut()
                        .chain(item.definitions.iter_mut().flatten())
                })
                .collect(),
            BlockKind::Table(table) => table
                .head
                .iter_mut()
                .chain(&mut table.body)
                .flatten()
                .flat_map(|cell| &mut cell.blocks)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The block's own inlines: a heading's or paragraph's text, a figure's or table's caption.
    pub fn inlines(&self) -> &[Inline] {
        match &self.kind {
            BlockKind::Heading { content, .. }
            | BlockKind::Paragraph(content)
            | BlockKind::Plain(content) => content,
            BlockKind::Figure { caption, .. } => caption,
            BlockKind::Table(table) => &table.caption,
            _ => &[],
        }
    }

    /// The block's own inlines, to change them.
    pub fn inlines_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match &mut self.kind {
            BlockKind::Heading { content, .. }
            | BlockKind::Paragraph(content)
            | BlockKind::Plain(content) => Some(content),
            BlockKind::Figure { caption, .. } => Some(caption),
            BlockKind::Table(table) => Some(&mut table.caption),
            _ => None,
        }
    }
}

impl Inline {
    /// The lists of inlines within this one: its content; base and reading of ruby text.
    pub fn children(&self) -> Vec<&[Self]> {
        match &self.kind {
            InlineKind::Emph(content)
            | InlineKind::Strong(content)
            | InlineKind::Strike(content)
            | InlineKind::Superscript(content)
            | InlineKind::Subscript(content)
            | InlineKind::Underline(content)
            | InlineKind::Mark(content)
            | InlineKind::Span(content)
            | InlineKind::Link { content, .. } => vec![content],
            InlineKind::Ruby { base, reading } => vec![base, reading],
            _ => Vec::new(),
        }
    }

    /// The lists of inlines within this one, to change them.
    pub fn children_mut(&mut self) -> Vec<&mut Vec<Self>> {
        match &mut self.kind {
            InlineKind::Emph(content)
            | InlineKind::Strong(content)
            | InlineKind::Strike(content)
            | InlineKind::Superscript(content)
            | InlineKind::Subscript(content)
            | InlineKind::Underline(content)
            | InlineKind::Mark(content)
            | InlineKind::Span(content)
            | InlineKind::Link { content, .. } => vec![content],
            InlineKind::Ruby { base, reading } => vec![base, reading],
            _ => Vec::new(),
        }
    }
}

/// Calls `visit` for every block, a block before its children.
pub fn visit_blocks<'a>(blocks: &'a [Block], visit: &mut impl FnMut(BlockRef<'a>)) {
    for block in blocks {
        visit(block);
        for child in block.children() {
            visit_blocks(std::slice::from_ref(child), visit);
        }
    }
}

/// Calls `visit` for every inline, an inline before its content.
pub fn visit_inlines<'a>(inlines: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        for content in inline.children() {
            visit_inlines(content, visit);
        }
    }
}

/// Calls `visit` for every block, a block before its children, to change them.
pub fn visit_blocks_mut(blocks: &mut [Block], visit: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        for child in block.children_mut() {
            visit_blocks_mut(std::slice::from_mut(child), visit);
        }
    }
}

/// Calls `visit` for every inline, an inline before its content, to change them.
pub fn visit_inlines_mut(inlines: &mut [Inline], visit: &mut impl FnMut(&mut Inline)) {
    for inline in inlines {
        visit(inline);
        for content in inline.children_mut() {
            visit_inlines_mut(content, visit);
        }
    }
}
