//! Formulas on lines of their own.

use std::sync::Arc;

use super::{Column, Ctx, Flow, LineSet, MainText, Place, TextBlock, set_lines, text_shape};
use crate::diag::{Code, Diagnostic};
use crate::document::TextDirection;
use crate::edition::TextPosition;
use crate::font::FontBook;
use crate::style::Align;
use crate::typeset::galley::{Part, Parts, VBox};
use crate::typeset::glyphs::Mark;
use crate::typeset::math::{self, MathBox, MathStyle};
use crate::typeset::structure::{StructId, Tag};
use crate::typeset::style::{Collector, TextSpec, line_gray};
use crate::typeset::text::{Missing, RunKind};
use crate::units::{Length, Point};

/// No formula is set smaller than this to fit the measure.
const SMALLEST: f64 = 0.6;

/// A formula in the middle of the measure; one that cannot be set stands as it is written.
pub(crate) fn set_formula(flow: &mut Flow<'_>, ctx: &Ctx<'_>, tex: &str, place: Place) {
    let formula = flow.structure.add(Some(ctx.element), Tag::Formula);
    flow.structure.get_mut(formula).alt = Some(Arc::from(tex));
    let half = ctx.style.text.leading / 2;
    flow.column.space(half, half);
    let start = flow.column.len();
    match fitted_formula(tex, ctx, flow.engine.fonts()) {
        Ok(set) => {
            let missing = set.missing.iter().map(|c| Missing {
                offset: 0,
                char: *c,
            });
            flow.findings
                .missing
                .add(&missing.collect::<Vec<_>>(), place.span);
            if set.width > ctx.measure {
                flow.findings.diagnostics.push(
                    Diagnostic::warning(
                        Code::OverfullLine,
                        "the formula is wider than the measure",
                    )
                    .at(place.span),
                );
            }
            push_formula(&mut flow.column, set, formula, ctx, place);
        }
        Err(error) => {
            flow.findings
                .diagnostics
                .push(Diagnostic::warning(Code::BadMath, error.to_string()).at(place.span));
            set_formula_as_written(flow, ctx, tex, formula, place);
        }
    }
    if ctx.depth == 0 {
        flow.column.balance(start, half);
    }
    flow.column.space(half, half);
}

/// The formula, smaller if it is too wide.
fn fitted_formula(tex: &str, ctx: &Ctx<'_>, fonts: &FontBook) -> Result<MathBox, math::MathError> {
    let mut style = MathStyle {
        size: ctx.style.text.size,
        display: true,
        color: line_gray(ctx.style.text.gray),
        text_family: &ctx.theme.body_family,
    };
    let set = math::set_formula(tex, style, fonts)?;
    if set.width <= ctx.measure {
        return Ok(set);
    }
    let factor = ctx.measure.ratio(set.width).clamp(SMALLEST, 1.0);
    style.size = style.size.scale(factor);
    math::set_formula(tex, style, fonts)
}

fn push_formula(column: &mut Column, set: MathBox, element: StructId, ctx: &Ctx<'_>, place: Place) {
    let leading = ctx.style.text.leading;
    let height = (set.height + set.depth).max(leading.scale(0.7));
    let at = Point {
        x: ctx.left + ((ctx.measure - set.width) / 2).max(Length::ZERO),
        y: set.height,
    };
    let position = TextPosition {
        node: place.node,
        offset: 0,
    };
    column.push(VBox {
        height,
        parts: Parts::Many(vec![Part::Formula(
            Arc::new(set),
            at,
            Mark::Content(element),
        )]),
        position: (ctx.main == MainText::Yes).then_some(position),
        frame: ctx.frame,
        ..VBox::default()
    });
}

fn set_formula_as_written(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    tex: &str,
    element: StructId,
    place: Place,
) {
    let mut style = ctx.style.clone();
    style.align = Align::Center;
    style.hyphenate = false;
    style.text.italic = true;
    let spec = TextSpec {
        style: &style.text,
        lang: &ctx.lang,
        element,
        measure: ctx.measure,
    };
    let look = Collector::look(ctx.theme, &spec);
    let mut collector = Collector::new(TextDirection::Ltr);
    for (index, line) in tex.trim().lines().enumerate() {
        if index > 0 {
            collector.push("\u{2028}", &look, RunKind::Text, None);
        }
        collector.push(line.trim(), &look, RunKind::Verbatim, None);
    }
    let shape = text_shape(ctx, &style);
    set_lines(
        flow,
        ctx,
        TextBlock::new(collector.finish(), shape, &style, LineSet::Together, place),
    );
}
