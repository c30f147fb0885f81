//! Headings and ornaments.

use std::sync::Arc;

use super::{Ctx, Flow, LineSet, MainText, Place, TextBlock, set_lines, text_shape};
use crate::document::{Attr, Inline, Number, OBJECT};
use crate::style::BlockStyle;
use crate::typeset::galley::{Part, refs_of};
use crate::typeset::glyphs::Mark;
use crate::typeset::paragraph::{ParagraphShape, PlacedLine, TextEngine};
use crate::typeset::structure::{StructId, Tag};
use crate::typeset::style::{Collector, Look, StyledText, TextSpec};
use crate::typeset::text::RunKind;
use crate::units::Length;

/// A heading: kept with what follows, and its space such that the text after it is on the grid.
pub(crate) fn set_heading(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    level: u8,
    number: Option<&Number>,
    content: &[Inline],
    attr: &Attr,
    place: Place,
) {
    let style = ctx.theme.style(crate::style::Part::Heading(level));
    // A heading in a note is not one of the text's.
    let tag = match ctx.main {
        MainText::Yes => Tag::H(level),
        MainText::No => Tag::P,
    };
    let element = flow.structure.add(Some(ctx.element), tag);
    // What stands below a heading of its own is not the opening of the chapter.
    flow.opens = None;
    flow.column.space(style.above, ctx.layout.leading);
    // A page is better ended before a heading than anywhere else.
    flow.column.cost(-10, 0);
    flow.column.anchor(attr.id.as_deref());
    set_heading_lines(flow, ctx, number, content, style, element, place);
    flow.column.space(style.below, Length::ZERO);
    flow.column.keep();
}

/// The lines of a heading, put so that with the space below they end on the grid.
pub(crate) fn set_heading_lines(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    number: Option<&Number>,
    content: &[Inline],
    style: &BlockStyle,
    element: StructId,
    place: Place,
) {
    let spec = TextSpec {
        style: &style.text,
        lang: &ctx.lang,
        element,
        measure: ctx.measure,
    };
    let mut collector = Collector::new(ctx.direction);
    if let Some(number) = number {
        let look = Collector::look(ctx.theme, &spec);
        // An en space between the number and the text.
        let label = format!("{}\u{2002}", number.label);
        collector.push(&label, &look, RunKind::Text, None);
    }
    flow.styling(ctx).append(&mut collector, content, &spec);
    let text = collector.finish();
    let shape = text_shape(ctx, style);
    let start = flow.column.len();
    set_lines(
        flow,
        ctx,
        TextBlock::new(text, shape, style, LineSet::Heading, place),
    );
    if ctx.depth == 0 {
        let grid = ctx.layout.leading.to_sp().max(1);
        let height = flow.column.height_since(start) + style.below;
        let offset = Length::from_sp((-height.to_sp()).rem_euclid(grid));
        flow.column.snap_at(start, offset);
    }
}

/// A sign on a line of its own, kept with what is before it.
pub(crate) fn set_ornament(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    sign: &str,
    style: &BlockStyle,
    place: Place,
) {
    let spec = TextSpec {
        style: &style.text,
        lang: &ctx.lang,
        element: ctx.element,
        measure: ctx.measure,
    };
    let mut look = Collector::look(ctx.theme, &spec);
    look.mark = Mark::Artifact;
    let text = plain(sign, &look, ctx);
    let shape = text_shape(ctx, style);
    flow.column.keep();
    set_lines(
        flow,
        ctx,
        TextBlock::new(text, shape, style, LineSet::Together, place),
    );
}

/// One line of text in a style, ranged at its start, as part of something else.
pub(crate) fn set_part(
    engine: &mut TextEngine<'_>,
    text: &StyledText,
    shape: &ParagraphShape,
    x: Length,
    y: Length,
) -> Option<Part> {
    let line = engine.set(&text.rich, shape).lines.into_iter().next()?;
    Some(Part::Line(PlacedLine {
        x,
        y,
        line,
        refs: refs_of(text).map(Arc::new),
    }))
}

/// A text of one look, without a source.
pub(crate) fn plain(text: &str, look: &Look, ctx: &Ctx<'_>) -> StyledText {
    let mut collector = Collector::new(ctx.direction);
    let clean: String = text.chars().filter(|c| *c != OBJECT).collect();
    collector.push(&clean, look, RunKind::Text, None);
    collector.finish()
}
