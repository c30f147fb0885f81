//! Blocks one after the other, and paragraphs.

use super::{
    Column, Ctx, Flow, LineSet, Place, Stands, TextBlock, dress_opening, set_alert, set_code,
    set_definitions, set_figure, set_formula, set_heading, set_lines, set_list, set_ornament,
    set_quote, set_table, set_verse, text_shape,
};
use crate::document::{Block, BlockKind, Inline, Role};
use crate::style::{Align, BlockStyle, Part, Theme};
use crate::typeset::structure::{StructTree, Tag};
use crate::typeset::style::{TextSpec, direction_of};
use crate::units::Length;

/// What a paragraph follows, which decides on its indent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum After {
    /// The start, a heading, a break.
    #[default]
    Opening,
    /// A paragraph.
    Paragraph,
    /// Another block.
    Block,
}

/// The cost of parting a paragraph from what it announces.
const INTRODUCTION: i32 = 600;

/// True for a paragraph that ends in a colon before a list, a quotation, code, verse.
fn introduces(block: &Block, next: Option<&Block>) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else {
        return false;
    };
    let announced = next.is_some_and(|next| match &next.kind {
        BlockKind::Heading { .. } | BlockKind::Break | BlockKind::Figure { .. } => false,
        BlockKind::Paragraph(_) => next.role == Some(Role::Verse),
        BlockKind::Plain(_)
        | BlockKind::Quote(_)
        | BlockKind::Alert { .. }
        | BlockKind::List { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Code { .. }
        | BlockKind::Table(_)
        | BlockKind::Math(_)
        | BlockKind::Group(_) => true,
    });
    announced
        && content.last().is_some_and(|last| match &last.kind {
            crate::document::InlineKind::Text(text) => text.trim_end().ends_with([':', '：', ',']),
            _ => false,
        })
}

/// The style of a paragraph between a title and the text: a subtitle, the authors, a standfirst.
pub(crate) fn opening_style<'t>(theme: &'t Theme, block: &Block) -> Option<&'t BlockStyle> {
    match &block.kind {
        BlockKind::Paragraph(_) => line_style(theme, block.role?),
        _ => None,
    }
}

/// The style of a line by its role, where it has one that no other text has.
fn line_style(theme: &Theme, role: Role) -> Option<&BlockStyle> {
    Part::of_line(role).map(|part| theme.style(part))
}

/// Sets blocks one after the other.
pub(crate) fn set_blocks(flow: &mut Flow<'_>, ctx: &Ctx<'_>, blocks: &[Block]) {
    let mut after = After::Opening;
    for (index, block) in blocks.iter().enumerate() {
        let ctx = &block_context(&mut flow.structure, block, ctx);
        if block.flags.new_page && ctx.depth == 0 {
            flow.column.new_page();
        }
        if !matches!(block.kind, BlockKind::Heading { .. }) {
            flow.column.anchor(block.attr.id.as_deref());
        }
        let place = Place {
            node: block.node,
            span: Some(block.span),
        };
        let mut apart = matches!(block.kind, BlockKind::Figure { .. }) && ctx.depth == 0;
        match &block.kind {
            BlockKind::Paragraph(content) if block.role == Some(Role::Verse) => {
                set_verse(flow, ctx, content, place);
            }
            BlockKind::Paragraph(content) => {
                let indent = match after {
                    After::Paragraph if ctx.theme.paragraph_space.is_zero() => ctx.indent,
                    _ => Length::ZERO,
                };
                if after == After::Paragraph {
                    flow.column.space(ctx.theme.paragraph_space, Length::ZERO);
                }
                set_paragraph(flow, ctx, content, block.role, indent, place);
            }
            BlockKind::Plain(content) => {
                set_paragraph(flow, ctx, content, block.role, Length::ZERO, place);
            }
            BlockKind::Heading { level, content } => set_heading(
                flow,
                ctx,
                *level,
                block.number.as_ref(),
                content,
                &block.attr,
                place,
            ),
            BlockKind::Quote(inner) => set_quote(flow, ctx, inner, block),
            BlockKind::Alert { label, blocks, .. } => set_alert(flow, ctx, label, blocks),
            BlockKind::List {
                ordered,
                tight,
                items,
            } => set_list(flow, ctx, *ordered, *tight, items),
            BlockKind::Definitions(items) => set_definitions(flow, ctx, items),
            BlockKind::Code { language, text } => {
                set_code(flow, ctx, language.as_deref(), text, place);
            }
            BlockKind::Table(table) => {
                apart = set_table(flow, ctx, table, place) == Stands::Apart;
            }
            BlockKind::Figure { image, caption, .. } => {
                set_figure(flow, ctx, image, caption, block, place)
            }
            BlockKind::Math(math) => set_formula(flow, ctx, &math.tex, place),
            BlockKind::Break => set_scene_break(flow, ctx, place),
            BlockKind::Group(inner) => {
                let mut ctx = ctx.clone();
                ctx.element = flow.structure.add(Some(ctx.element), Tag::Div);
                set_blocks(flow, &ctx, inner);
            }
        }
        if introduces(block, blocks.get(index + 1)) {
            flow.column.cost(INTRODUCTION, 0);
        }
        after = match &block.kind {
            // What may float away does not part paragraphs.
            _ if apart => after,
            BlockKind::Heading { .. } | BlockKind::Break => After::Opening,
            BlockKind::Paragraph(_) if opening_style(ctx.theme, block).is_some() => After::Opening,
            BlockKind::Paragraph(_) => After::Paragraph,
            BlockKind::Plain(_)
            | BlockKind::Quote(_)
            | BlockKind::Alert { .. }
            | BlockKind::List { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Code { .. }
            | BlockKind::Table(_)
            | BlockKind::Figure { .. }
            | BlockKind::Math(_)
            | BlockKind::Group(_) => After::Block,
        };
    }
}

/// The context of a block with a language or a direction of its own.
fn block_context<'s>(structure: &mut StructTree, block: &Block, ctx: &Ctx<'s>) -> Ctx<'s> {
    let mut ctx = ctx.clone();
    if let Some(lang) = &block.attr.lang
        && *lang != ctx.lang
    {
        ctx.element = structure.add(Some(ctx.element), Tag::Div);
        structure.get_mut(ctx.element).lang = Some(lang.clone());
        ctx.lang = lang.clone();
        ctx.direction = direction_of(&block.attr, lang);
    } else if block.attr.get("dir").is_some() {
        ctx.direction = direction_of(&block.attr, &ctx.lang);
    }
    ctx
}

/// Puts what follows back on the grid, at the outermost level.
pub(crate) fn snap_to_grid(column: &mut Column, ctx: &Ctx<'_>) {
    if ctx.depth == 0 {
        column.snap(Length::ZERO);
    }
}

/// A paragraph of the context's style.
pub(crate) fn set_paragraph(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    content: &[Inline],
    role: Option<Role>,
    indent: Length,
    place: Place,
) {
    snap_to_grid(&mut flow.column, ctx);
    let own = role.and_then(|role| line_style(ctx.theme, role));
    let lead = own.is_some();
    let style = own.unwrap_or(ctx.style);
    let element = flow.structure.add(Some(ctx.element), Tag::P);
    let spec = TextSpec {
        style: &style.text,
        lang: &ctx.lang,
        element,
        measure: ctx.measure,
    };
    let mut text = flow.styling(ctx).text(content, &spec, ctx.direction);
    let inner;
    let ctx = if lead {
        flow.column.space(Length::ZERO, Length::ZERO);
        inner = ctx.indented(style.indent_start, style.indent_end);
        &inner
    } else {
        ctx
    };
    let mut shape = text_shape(ctx, style);
    if matches!(style.align, Align::Justify | Align::Start) {
        shape.first_indent = indent;
    }
    let capital = if lead {
        None
    } else {
        dress_opening(flow, ctx, &mut text, &mut shape)
    };
    let block = TextBlock::new(text, shape, style, LineSet::Paragraph, place).with_capital(capital);
    set_lines(flow, ctx, block);
    if lead {
        flow.column.space(style.below / 2, Length::ZERO);
    }
}

/// A sign between scenes, or where it is empty, a blank line.
fn set_scene_break(flow: &mut Flow<'_>, ctx: &Ctx<'_>, place: Place) {
    let leading = ctx.style.text.leading;
    let sign = ctx.theme.scene_break.clone();
    if sign.trim().is_empty() {
        flow.column.space(leading, Length::ZERO);
        flow.column.cost(200, 0);
        return;
    }
    let mut style = ctx.style.clone();
    style.align = Align::Center;
    style.hyphenate = false;
    snap_to_grid(&mut flow.column, ctx);
    flow.column.space(leading, leading / 2);
    set_ornament(flow, ctx, &sign, &style, place);
    flow.column.space(leading, leading / 2);
    flow.column.keep();
    flow.column.cost(200, 0);
}
