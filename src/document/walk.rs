//! Walks over blocks and inlines in reading order.
//!
//! What a kind holds is written down once, in the two tables below; all walks go by them. They name every kind,
//! so that a new one can't be passed over.

use super::{Block, BlockKind, Inline, InlineKind, Lang};

/// What a visitor of blocks is given.
pub type BlockRef<'a> = &'a Block;

/// The table of what each kind of block holds: its own inlines, and its lists of blocks in reading order. With
/// `iter` for reading, with `iter_mut mut` for changing.
macro_rules! contents {
    ($kind:expr, $iter:ident $($change:tt)?) => {
        match & $($change)? $kind {
            BlockKind::Heading { content, .. }
            | BlockKind::Paragraph(content)
            | BlockKind::Plain(content) => (Some(content), Vec::new()),
            BlockKind::Figure { caption, .. } => {
                (Some(& $($change)? caption.content), Vec::new())
            }
            BlockKind::Quote(blocks)
            | BlockKind::Alert { blocks, .. }
            | BlockKind::Group(blocks) => (None, vec![blocks]),
            BlockKind::List { items, .. } => (
                None,
                items.$iter().map(|item| & $($change)? item.blocks).collect(),
            ),
            BlockKind::Definitions(items) => (
                None,
                items
                    .$iter()
                    .flat_map(|item| {
                        std::iter::once(& $($change)? item.terms).chain(item.definitions.$iter())
                    })
                    .collect(),
            ),
            BlockKind::Table(table) => (
                Some(& $($change)? table.caption.content),
                table
                    .head
                    .$iter()
                    .chain(table.body.$iter())
                    .flatten()
                    .map(|cell| & $($change)? cell.blocks)
                    .collect(),
            ),
            BlockKind::Code { .. } | BlockKind::Math(_) | BlockKind::Break => (None, Vec::new()),
        }
    };
}

/// The table of what each kind of inline holds, as the one above.
macro_rules! inline_contents {
    ($kind:expr, $($change:tt)?) => {
        match & $($change)? $kind {
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
            InlineKind::Text(_)
            | InlineKind::Code(_)
            | InlineKind::Image(_)
            | InlineKind::Math(_)
            | InlineKind::NoteRef(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak => Vec::new(),
        }
    };
}

impl Block {
    fn contents(&self) -> (Option<&Vec<Inline>>, Vec<&Vec<Self>>) {
        contents!(self.kind, iter)
    }

    fn contents_mut(&mut self) -> (Option<&mut Vec<Inline>>, Vec<&mut Vec<Self>>) {
        contents!(self.kind, iter_mut mut)
    }

    /// The block's children, in reading order: items of lists, cells of tables, contents of quotations.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        self.contents().1.into_iter().flatten()
    }

    /// The block's children, to change them.
    pub fn children_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.contents_mut().1.into_iter().flatten()
    }

    /// The block's own inlines: a heading's or paragraph's text, a figure's or table's caption.
    pub fn inlines(&self) -> &[Inline] {
        self.contents().0.map_or(&[], Vec::as_slice)
    }

    /// The block's own inlines, to change them.
    pub fn inlines_mut(&mut self) -> Option<&mut Vec<Inline>> {
        self.contents_mut().0
    }
}

impl Inline {
    /// The lists of inlines within this one: its content; base and reading of ruby text.
    pub fn children(&self) -> Vec<&Vec<Self>> {
        inline_contents!(self.kind,)
    }

    /// The lists of inlines within this one, to change them.
    pub fn children_mut(&mut self) -> Vec<&mut Vec<Self>> {
        inline_contents!(self.kind, mut)
    }
}

/// Calls `visit` for every block, a block before its children.
pub fn visit_blocks<'a>(blocks: &'a [Block], visit: &mut impl FnMut(BlockRef<'a>)) {
    for block in blocks {
        visit(block);
        for list in block.contents().1 {
            visit_blocks(list, visit);
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
        for list in block.contents_mut().1 {
            visit_blocks_mut(list, visit);
        }
    }
}

/// Calls `visit` for every block with the language that it is in, a block before its children, to change them.
/// `around` is the language around the blocks.
pub fn visit_blocks_in_language(
    blocks: &mut [Block],
    around: &Lang,
    visit: &mut impl FnMut(&mut Block, &Lang),
) {
    for block in blocks {
        let own = block.attr.lang.clone();
        let lang = own.as_ref().unwrap_or(around);
        visit(block, lang);
        for list in block.contents_mut().1 {
            visit_blocks_in_language(list, lang, visit);
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
