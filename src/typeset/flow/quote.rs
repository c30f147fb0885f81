//! Quotations, epigraphs, verse and alerts.

use super::{
    Ctx, Flow, LineSet, MainText, Place, TextBlock, plain, set_blocks, set_lines, text_shape,
};
use crate::document::{Block, BlockKind, Inline, Role, TextDirection};
use crate::style::{Align, BlockStyle, Part};
use crate::typeset::galley::Frame;
use crate::typeset::glyphs::Color;
use crate::typeset::structure::Tag;
use crate::typeset::style::{Collector, TextSpec};
use crate::units::Length;

/// An alert or an epigraph lower than this share of the page is parted only at such a price.
const LOW_ALERT: f64 = 0.3;
const WHOLE_ALERT: i32 = 1_400;
/// The same of stanzas, and of poems, which may be parted between their stanzas.
const LOW_STANZA: f64 = 0.3;
const WHOLE_STANZA: i32 = 1_300;
const LOW_POEM: f64 = 0.3;
const WHOLE_POEM: i32 = 450;

/// A quotation set as a block; an epigraph or verse by its role.
pub(crate) fn set_quote(flow: &mut Flow<'_>, ctx: &Ctx<'_>, blocks: &[Block], quote: &Block) {
    let part = Part::of(quote).unwrap_or(Part::Quote);
    let style = fitted(ctx.theme.style(part), ctx);
    // Below a title an epigraph needs no space of its own, within the text it does.
    let above = style.above.max(ctx.style.text.leading / 2);
    flow.column.space(above, above);
    let start = flow.column.len();
    let mut inner = ctx
        .indented(style.indent_start, style.indent_end)
        .styled(&style);
    inner.element = flow.structure.add(Some(ctx.element), Tag::BlockQuote);
    inner.indent = if quote.flags.keeps_lines {
        Length::ZERO
    } else {
        ctx.indent
    };
    if quote.role == Some(Role::Epigraph) {
        // An epigraph opens what follows and is not torn from it.
        set_quoted(flow, &inner, blocks);
        flow.column.keep_low(start, LOW_ALERT, WHOLE_ALERT);
        flow.column.keep();
    } else if quote.role == Some(Role::Verse) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                flow.column
                    .space(style.text.leading, style.text.leading / 2);
            }
            if index > 0 && index + 1 == blocks.len() && names_source(block) {
                flow.column.keep();
            }
            let stanza = flow.column.len();
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    let place = Place {
                        node: block.node,
                        span: Some(block.span),
                    };
                    set_stanza(flow, &inner, content, place);
                }
                _ => set_blocks(flow, &inner, std::slice::from_ref(block)),
            }
            flow.column.keep_low(stanza, LOW_STANZA, WHOLE_STANZA);
        }
        flow.column.keep_low(start, LOW_POEM, WHOLE_POEM);
    } else {
        set_quoted(flow, &inner, blocks);
    }
    flow.column.keep_ends(start, 200);
    if ctx.depth == 0 {
        flow.column.balance(start, style.below);
    }
    flow.column.space(style.below, style.below);
}

/// The blocks of a quotation. Its last paragraph, if it begins with a dash, names the source.
fn set_quoted(flow: &mut Flow<'_>, ctx: &Ctx<'_>, blocks: &[Block]) {
    let Some((last, rest)) = blocks.split_last() else {
        return;
    };
    if rest.is_empty() || !names_source(last) {
        set_blocks(flow, ctx, blocks);
        return;
    }
    set_blocks(flow, ctx, rest);
    let mut style = ctx.style.clone();
    style.align = Align::End;
    style.text.italic = false;
    flow.column.keep();
    set_blocks(flow, &ctx.styled(&style), std::slice::from_ref(last));
}

/// A paragraph of verse by its role.
pub(crate) fn set_verse(flow: &mut Flow<'_>, ctx: &Ctx<'_>, content: &[Inline], place: Place) {
    let style = fitted(&ctx.theme.verse, ctx);
    flow.column.space(style.above, style.above);
    let inner = ctx
        .indented(style.indent_start, style.indent_end)
        .styled(&style);
    set_stanza(flow, &inner, content, place);
    flow.column.space(style.below, style.below);
}

/// The lines of a stanza as the author broke them. What does not fit is turned over.
fn set_stanza(flow: &mut Flow<'_>, ctx: &Ctx<'_>, content: &[Inline], place: Place) {
    let element = flow.structure.add(Some(ctx.element), Tag::P);
    let spec = TextSpec {
        style: &ctx.style.text,
        lang: &ctx.lang,
        element,
        measure: ctx.measure,
    };
    let text = flow.styling(ctx).text(content, &spec, ctx.direction);
    let shape = text_shape(ctx, ctx.style);
    set_lines(
        flow,
        ctx,
        TextBlock::new(text, shape, ctx.style, LineSet::Paragraph, place),
    );
}

/// A note, tip, warning: a rule at its side and its name above it.
pub(crate) fn set_alert(flow: &mut Flow<'_>, ctx: &Ctx<'_>, label: &str, blocks: &[Block]) {
    let style = fitted(&ctx.theme.alert, ctx);
    let weight = ctx.theme.rule * 2;
    let x = match ctx.direction {
        TextDirection::Ltr => ctx.left,
        TextDirection::Rtl => ctx.left + ctx.measure - weight,
    };
    let frame = flow.column.add_frame(Frame {
        x,
        width: weight,
        pad: Length::ZERO,
        color: Color::Gray(0.35),
        parent: ctx.frame,
    });
    flow.column.space(style.above, style.above);
    let start = flow.column.len();
    let mut inner = ctx
        .indented(style.indent_start, style.indent_end)
        .styled(&style);
    inner.frame = Some(frame);
    inner.element = flow.structure.add(Some(ctx.element), Tag::Div);
    set_alert_label(flow, &inner, label);
    set_blocks(flow, &inner, blocks);
    flow.column.keep_ends(start, 2_000);
    flow.column.keep_low(start, LOW_ALERT, WHOLE_ALERT);
    if ctx.depth == 0 {
        flow.column.balance(start, style.below);
    }
    flow.column.space(style.below, style.below);
}

fn set_alert_label(flow: &mut Flow<'_>, ctx: &Ctx<'_>, label: &str) {
    let mut style: BlockStyle = ctx.style.clone();
    style.align = Align::Start;
    style.text.small_caps = true;
    style.text.letter_space = 0.06;
    style.text.italic = false;
    style.text.family = crate::style::FamilyRole::Heading;
    let element = flow.structure.add(Some(ctx.element), Tag::P);
    let spec = TextSpec {
        style: &style.text,
        lang: &ctx.lang,
        element,
        measure: ctx.measure,
    };
    let look = Collector::look(ctx.theme, &spec);
    let text = plain(label, &look, ctx);
    let shape = text_shape(ctx, &style);
    let mut quiet = ctx.clone();
    quiet.main = MainText::No;
    let place = Place::outside(None);
    set_lines(
        flow,
        &quiet,
        TextBlock::new(text, shape, &style, LineSet::Together, place),
    );
    flow.column.keep();
}

/// True for a paragraph that begins with a dash: the last of a quotation, if it does, names its source.
fn names_source(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(content) => {
            crate::document::plain_text(content).starts_with(['—', '–', '―'])
        }
        _ => false,
    }
}

/// A style of the theme, no larger than the text it stands in (a quotation in a note).
pub(crate) fn fitted(style: &BlockStyle, ctx: &Ctx<'_>) -> BlockStyle {
    let mut style = style.clone();
    let around = &ctx.style.text;
    if style.text.size > around.size {
        style.text.size = around.size;
        style.text.leading = around.leading;
    }
    if style.text.leading > around.leading {
        style.text.leading = around.leading;
    }
    if ctx.depth > 0 {
        style.above = style.above / 2;
        style.below = style.below / 2;
    }
    style
}
