//! The cells of a table: styled once, measured, then set in the width of their column.

use super::columns::Need;
use super::{
    Ctx, Flow, LineSet, Place, TextBlock, lines_of, set_blocks, set_lines, set_rubies, text_shape,
};
use crate::document::{Block, BlockKind, Cell, ColumnAlign, plain_text};
use crate::style::{Align, BlockStyle};
use crate::typeset::galley::{Item, VBox};
use crate::typeset::paragraph::TextEngine;
use crate::typeset::structure::StructId;
use crate::typeset::style::{StyledText, TextSpec};
use crate::units::Length;

/// A cell before its width is known.
pub(super) struct Prepared<'d> {
    /// Its structure element.
    element: StructId,
    /// Its blocks.
    blocks: Vec<PreparedBlock<'d>>,
}

enum PreparedBlock<'d> {
    /// Text, styled already.
    Text(StyledText, Place),
    /// Anything else.
    Other(&'d Block),
}

impl<'d> Prepared<'d> {
    /// Styles the text of a cell.
    pub(super) fn new(
        flow: &mut Flow<'_>,
        cell: &'d Cell,
        element: StructId,
        ctx: &Ctx<'_>,
        style: &BlockStyle,
    ) -> Self {
        let mut blocks = Vec::with_capacity(cell.blocks.len());
        for block in &cell.blocks {
            let (BlockKind::Plain(content) | BlockKind::Paragraph(content)) = &block.kind else {
                blocks.push(PreparedBlock::Other(block));
                continue;
            };
            let lang = block.attr.lang.as_ref().unwrap_or(&ctx.lang);
            let spec = TextSpec {
                style: &style.text,
                lang,
                element,
                measure: ctx.measure / 2,
            };
            let mut text = flow.styling(ctx).text(content, &spec, ctx.direction);
            set_rubies(&mut flow.engine, &mut text);
            if let Some(id) = &block.attr.id {
                let anchor = crate::document::AnchorId::new(id.as_str());
                text.anchors.insert(0, (0, anchor));
            }
            let place = Place {
                node: block.node,
                span: Some(block.span),
            };
            blocks.push(PreparedBlock::Text(text, place));
        }
        Self { element, blocks }
    }

    /// What the cell needs of its column.
    pub(super) fn need(&self, engine: &mut TextEngine<'_>, style: &BlockStyle) -> Need {
        let mut need = Need::default();
        for block in &self.blocks {
            let widths = match block {
                PreparedBlock::Text(text, _) => {
                    let widths = engine.widths(&text.rich);
                    Need {
                        min: widths.min,
                        max: widths.max,
                    }
                }
                // A rough measure is enough for lists and the like.
                PreparedBlock::Other(block) => {
                    let longest = longest_text(block, 0);
                    let em = style.text.size;
                    Need {
                        min: em * 7,
                        max: em.scale(0.5 * longest.min(200) as f64) + em * 3,
                    }
                }
            };
            need.min = need.min.max(widths.min);
            need.max = need.max.max(widths.max);
        }
        // Rounding must not break what was measured on one line.
        let slack = Length::pt(0.5);
        Need {
            min: need.min + slack,
            max: need.max + slack,
        }
    }

    /// Scales its text.
    pub(super) fn scale(&mut self, factor: f64) {
        for block in &mut self.blocks {
            if let PreparedBlock::Text(text, _) = block {
                for run in &mut text.rich.runs {
                    let mut style = (*run.style).clone();
                    style.size = style.size.scale(factor);
                    style.letter_space = style.letter_space.scale(factor);
                    run.style = std::sync::Arc::new(style);
                }
            }
        }
    }

    /// Sets it in the width of the context.
    pub(super) fn set(
        self,
        flow: &mut Flow<'_>,
        ctx: &Ctx<'_>,
        style: &BlockStyle,
        align: ColumnAlign,
    ) -> Vec<VBox> {
        let mut style = style.clone();
        style.align = match (align, ctx.direction) {
            (ColumnAlign::Start, _) => style.align,
            (ColumnAlign::Center, _) => Align::Center,
            (ColumnAlign::Left, crate::document::TextDirection::Ltr)
            | (ColumnAlign::Right, crate::document::TextDirection::Rtl) => Align::Start,
            (ColumnAlign::Right, _) | (ColumnAlign::Left, _) => Align::End,
        };
        let mut ctx = ctx.styled(&style);
        ctx.element = self.element;
        let aside = flow.column.aside();
        for (index, block) in self.blocks.into_iter().enumerate() {
            if index > 0 {
                flow.column.space(style.text.leading / 4, Length::ZERO);
            }
            match block {
                PreparedBlock::Text(text, place) => {
                    let mut shape = text_shape(&ctx, &style);
                    shape.protrude = false;
                    set_lines(
                        flow,
                        &ctx,
                        TextBlock::new(text, shape, &style, LineSet::Loose, place),
                    );
                }
                PreparedBlock::Other(block) => set_blocks(flow, &ctx, std::slice::from_ref(block)),
            }
        }
        let items: Vec<Item> = flow.column.resume(aside);
        lines_of(items)
    }
}

/// The length of the longest text in a block, in characters.
fn longest_text(block: &Block, depth: usize) -> usize {
    let own = match &block.kind {
        BlockKind::Code { text, .. } => text
            .lines()
            .map(|line| line.chars().count())
            .max()
            .unwrap_or_default(),
        BlockKind::Heading { .. }
        | BlockKind::Paragraph(_)
        | BlockKind::Plain(_)
        | BlockKind::Quote(_)
        | BlockKind::Alert { .. }
        | BlockKind::List { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Table(_)
        | BlockKind::Figure { .. }
        | BlockKind::Math(_)
        | BlockKind::Break
        | BlockKind::Group(_) => plain_text(block.inlines()).chars().count(),
    };
    if depth > 16 {
        return own;
    }
    block
        .children()
        .map(|child| longest_text(child, depth + 1))
        .max()
        .unwrap_or_default()
        .max(own)
}
