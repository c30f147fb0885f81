//! Figures with their captions.

use std::sync::Arc;

use super::{
    Column, Ctx, Flow, LineSet, MainText, Place, TextBlock, lines_of, plain, set_lines, set_plate,
    text_shape,
};
use crate::document::{Block, Caption, Image, TextDirection};
use crate::edition::TextPosition;
use crate::style::{Align, BlockStyle, Figures};
use crate::typeset::galley::{Item, Part, Parts, VBox, height_of};
use crate::typeset::glyphs::Mark;
use crate::typeset::page::{Fit, PlacedImage};
use crate::typeset::structure::{StructId, Tag};
use crate::typeset::style::{Collector, TextSpec, width_of};
use crate::typeset::text::RunKind;
use crate::units::{Length, Rect};

/// The share of a page's height that a picture may take.
const TALLEST: f64 = 0.72;

/// A figure.
pub(crate) fn set_figure(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    image: &Image,
    caption: &Caption,
    block: &Block,
    place: Place,
) {
    let leading = ctx.layout.leading;
    let around = if ctx.depth == 0 { leading } else { leading / 2 };
    let figure = flow.structure.add(Some(ctx.element), Tag::Figure);
    flow.structure.get_mut(figure).alt = Some(Arc::from(image.alt.as_str()));
    let asset = image
        .asset
        .and_then(|id| Some((id, ctx.edition.document.assets.get(id.0 as usize)?)));
    if let Some((id, _)) = asset
        && block.is_full_bleed()
        && ctx.depth == 0
        && !flow.column.is_aside()
    {
        return set_plate(flow, ctx, id, caption, figure, place);
    }
    let aside = (ctx.depth == 0).then(|| flow.column.aside());
    if aside.is_none() {
        flow.column.space(around, leading / 2);
    }
    if let Some((id, asset)) = asset {
        let (width, height) = (
            f64::from(asset.width.max(1)),
            f64::from(asset.height.max(1)),
        );
        let wanted = block
            .attr
            .get("width")
            .and_then(|w| width_of(w, ctx.measure))
            .unwrap_or_else(|| Length::pt(width * 0.75));
        let tallest = ctx.layout.height().scale(TALLEST);
        let width_at_tallest = tallest.scale(width / height);
        let set = wanted
            .min(ctx.measure)
            .min(width_at_tallest)
            .max(Length::pt(1.0));
        let spare = ctx.measure - set;
        // What is not captioned is an ornament, or stands for itself.
        let inset = if caption.is_empty() {
            spare / 2
        } else {
            caption_inset(spare, ctx)
        };
        let rect = Rect::new(
            ctx.left + inset,
            Length::ZERO,
            set,
            set.scale(height / width),
        );
        flow.column.push(VBox {
            height: rect.size.height,
            parts: Parts::Many(vec![Part::Image(PlacedImage {
                asset: id,
                rect,
                fit: Fit::Exact,
                mark: Mark::Content(figure),
            })]),
            position: Some(TextPosition {
                node: place.node,
                offset: 0,
            })
            .filter(|_| ctx.main == MainText::Yes),
            frame: ctx.frame,
            ..VBox::default()
        });
    } else {
        let mut style = ctx.style.clone();
        style.align = Align::Center;
        let alt = format!("[{}]", image.alt);
        let spec = TextSpec {
            style: &style.text,
            lang: &ctx.lang,
            element: figure,
            measure: ctx.measure,
        };
        let look = Collector::look(ctx.theme, &spec);
        let text = plain(&alt, &look, ctx);
        let shape = text_shape(ctx, &style);
        set_lines(
            flow,
            ctx,
            TextBlock::new(text, shape, &style, LineSet::Together, place),
        );
    }
    if !caption.is_empty() {
        flow.column.keep();
        flow.column.space(ctx.theme.caption.above, Length::ZERO);
        set_caption(flow, ctx, caption, figure, place);
    }
    let Some(aside) = aside else {
        flow.column.space(around, leading / 2);
        return;
    };
    let items = flow.column.resume(aside);
    let room = ctx.layout.height();
    flow.findings.report_tall(
        "the figure with its caption",
        height_of(&items),
        room,
        place,
    );
    push_floating(&mut flow.column, items, around, ctx);
}

/// How far from the left a figure or a table stands that is narrower by so much than the measure: in the
/// middle, or where captions are ranged at the start, there as well.
pub(crate) fn caption_inset(spare: Length, ctx: &Ctx<'_>) -> Length {
    match (ctx.theme.caption.align, ctx.direction) {
        (Align::Center, _) => spare / 2,
        (Align::End, TextDirection::Ltr) | (_, TextDirection::Rtl) => spare,
        _ => Length::ZERO,
    }
}

/// Puts a column into the text as one picture that may float; with notes it stays where it is.
pub(crate) fn push_floating(column: &mut Column, items: Vec<Item>, around: Length, ctx: &Ctx<'_>) {
    let mut whole = VBox::empty(Length::ZERO);
    whole.frame = ctx.frame;
    for line in lines_of(items) {
        whole.stack(line);
    }
    if whole.notes == 0 {
        column.push_float(whole, around);
        return;
    }
    let half = ctx.layout.leading / 2;
    column.space(around, half);
    let start = column.len();
    column.push(whole);
    column.balance(start, around);
    column.space(around, half);
}

/// A caption: its label in roman small capitals, then its text.
pub(crate) fn set_caption(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    caption: &Caption,
    parent: StructId,
    place: Place,
) {
    let element = flow.structure.add(Some(parent), Tag::Caption);
    set_caption_in(flow, ctx, caption, element, place);
}

/// A caption whose element there is already.
pub(crate) fn set_caption_in(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    caption: &Caption,
    element: StructId,
    place: Place,
) {
    let theme = ctx.theme;
    let style: &BlockStyle = &theme.caption;
    let inner = ctx.indented(style.indent_start, style.indent_end);
    let mut label_style = style.text.clone();
    label_style.italic = false;
    label_style.small_caps = true;
    label_style.letter_space = 0.04;
    label_style.figures = Figures::OldStyle;
    let mut collector = Collector::new(ctx.direction);
    if let Some(label) = &caption.label {
        let spec = TextSpec {
            style: &label_style,
            lang: &ctx.lang,
            element,
            measure: inner.measure,
        };
        let look = Collector::look(theme, &spec);
        collector.push(&format!("{label}\u{2002}"), &look, RunKind::Text, None);
    }
    let spec = TextSpec {
        style: &style.text,
        lang: &ctx.lang,
        element,
        measure: inner.measure,
    };
    flow.styling(ctx)
        .append(&mut collector, &caption.content, &spec);
    let shape = text_shape(&inner, style);
    set_lines(
        flow,
        &inner,
        TextBlock::new(collector.finish(), shape, style, LineSet::Together, place),
    );
}
