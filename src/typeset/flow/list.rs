//! Lists and definition lists.

use std::sync::Arc;

use super::{
    Ctx, Flow, LineSet, Place, TextBlock, plain, set_blocks, set_lines, set_part, text_shape,
};
use crate::document::{
    Block, BlockKind, DefinitionItem, ListItem, NumberDelim, OrderedList, TextDirection,
};
use crate::font::{FontBook, FontQuery};
use crate::locale::Locale;
use crate::style::{Align, BlockStyle, Figures};
use crate::typeset::galley::VBox;
use crate::typeset::paragraph::{ParagraphShape, TextEngine};
use crate::typeset::structure::{ListNumbering, StructId, Tag};
use crate::typeset::style::{Collector, Look, StyledText, TextSpec};
use crate::typeset::text::CharStyle;
use crate::units::Length;

/// The signs of items without a number, by the depth of the list.
const BULLETS: [&str; 3] = ["•", "–", "·"];

/// The least height of a bullet, in em, and how much larger than the text it may be set for that.
const BULLET: f64 = 0.2;
const LARGEST_BULLET: f64 = 2.5;

/// The cost of parting an item of one line from the others at either end of a list: it would stand alone, as the
/// first or the last line of a paragraph would.
const LONE_ITEM: i32 = 2_000;

/// The sign of an item, ready to be set.
struct Label {
    text: StyledText,
    width: Length,
}

/// A list.
pub(crate) fn set_list(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    ordered: Option<OrderedList>,
    tight: bool,
    items: &[ListItem],
) {
    let theme = ctx.theme;
    let (above, below) = list_space(ctx);
    let numbering = if ordered.is_some() {
        ListNumbering::Decimal
    } else {
        ListNumbering::Disc
    };
    let list = flow.structure.add(Some(ctx.element), Tag::L(numbering));
    // Every item's label is set first: the widest decides on the indent.
    let mut labels = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let li = flow.structure.add(Some(list), Tag::Li);
        let lbl = flow.structure.add(Some(li), Tag::Lbl);
        let sign = sign(ordered, item.task, index, ctx);
        labels.push((li, make_label(&mut flow.engine, &sign, lbl, ctx)));
    }
    let gap = ctx.style.text.size.scale(0.5);
    let indent = labels
        .iter()
        .map(|(_, label)| label.width + gap)
        .max()
        .unwrap_or_default()
        .max(theme.list.indent_start);
    let style = list_style(ctx.style, theme.list.align);
    flow.column.space(above, above);
    let count = items.len();
    let mut first_is_short = false;
    // Items stand further apart than the paragraphs of one.
    let parted = !tight && items.iter().any(|item| item.blocks.len() > 1);
    let loose = match (tight, parted) {
        (true, _) => Length::ZERO,
        (false, false) => above / 2,
        (false, true) => (above / 2).max(style.text.leading / 2),
    };
    for (index, (item, (li, label))) in items.iter().zip(labels).enumerate() {
        if index > 0 {
            flow.column.space(loose, loose / 2);
        }
        let mut inner = ctx.indented(indent, Length::ZERO).styled(&style);
        inner.element = flow.structure.add(Some(li), Tag::LBody);
        inner.indent = Length::ZERO;
        inner.lists += 1;
        let anchor_end = indent - gap;
        place_label(flow, ctx, &label, anchor_end, ordered.is_some());
        let before = flow.column.len();
        if index == 1 && first_is_short {
            flow.column.cost(LONE_ITEM, 0);
        }
        set_item(flow, &inner, &item.blocks, tight);
        if flow.column.len() == before {
            // An item without text still shows its sign.
            flow.column.push(VBox {
                frame: ctx.frame,
                ..VBox::empty(style.text.leading)
            });
        }
        let short = ctx.lists == 0 && flow.column.boxes_since(before) == 1;
        if index == 0 {
            first_is_short = short;
        } else if short && index + 1 == count && !(index == 1 && first_is_short) {
            flow.column.raise_break(before, LONE_ITEM);
        }
    }
    flow.column.space(below, below);
}

/// The blocks of an item; several paragraphs of one are told apart by space.
fn set_item(flow: &mut Flow<'_>, ctx: &Ctx<'_>, blocks: &[Block], tight: bool) {
    for (index, block) in blocks.iter().enumerate() {
        let paragraph = matches!(block.kind, BlockKind::Paragraph(_));
        if index > 0 && paragraph && !tight {
            flow.column.space(ctx.style.text.leading / 4, Length::ZERO);
        }
        let start = flow.column.len();
        set_blocks(flow, ctx, std::slice::from_ref(block));
        if index == 0 && paragraph && flow.column.boxes_since(start) == 1 && blocks.len() > 1 {
            // What it says is explained in what follows.
            flow.column.cost(LONE_ITEM, 0);
        }
    }
}

/// The space around a list: that of the theme for the outermost, less within another block.
fn list_space(ctx: &Ctx<'_>) -> (Length, Length) {
    let list = &ctx.theme.list;
    if ctx.depth == 0 {
        (list.above, list.below)
    } else {
        (Length::ZERO, Length::ZERO)
    }
}

fn make_label(engine: &mut TextEngine<'_>, sign: &str, element: StructId, ctx: &Ctx<'_>) -> Label {
    let mut style = ctx.style.text.clone();
    style.italic = false;
    if style.figures == Figures::Tabular {
        style.figures = Figures::Lining;
    }
    let spec = TextSpec {
        style: &style,
        lang: &ctx.lang,
        element,
        measure: ctx.measure,
    };
    let mut look = Collector::look(ctx.theme, &spec);
    if sign == BULLETS[0] {
        full_bullet(engine.fonts(), &mut look);
    }
    let text = plain(sign, &look, ctx);
    let width = engine.widths(&text.rich).max;
    Label { text, width }
}

/// Some fonts have a bullet that is hardly larger than a full stop: then it is set larger, about its middle.
fn full_bullet(fonts: &FontBook, look: &mut Look) {
    let style = &look.style;
    let font = fonts.find(FontQuery {
        family: &style.family,
        bold: style.bold,
        italic: style.italic,
    });
    let ink = font.and_then(|id| fonts.get(id).ink('•'));
    let Some((bottom, top)) = ink.filter(|(bottom, top)| top > bottom) else {
        return;
    };
    let factor = (BULLET / (top - bottom)).clamp(1.0, LARGEST_BULLET);
    let mut larger = CharStyle::clone(style);
    larger.size = style.size.scale(factor);
    larger.rise = style.size.scale((bottom + top) / 2.0 * (1.0 - factor));
    look.style = Arc::new(larger);
}

/// Puts a label beside the next line: bullets at the start of the indent, numbers so that they end together.
fn place_label(flow: &mut Flow<'_>, ctx: &Ctx<'_>, label: &Label, end: Length, ranged_right: bool) {
    let inset = if ranged_right {
        (end - label.width).max(Length::ZERO)
    } else {
        Length::ZERO
    };
    let x = match ctx.direction {
        TextDirection::Ltr => ctx.left + inset,
        TextDirection::Rtl => ctx.left + ctx.measure - inset - label.width,
    };
    let shape = ParagraphShape {
        // Wide enough in any case: a label is never broken.
        measure: label.width + Length::pt(1.0),
        first_indent: Length::ZERO,
        drop_indent: (0, Length::ZERO),
        align: match ctx.direction {
            TextDirection::Ltr => Align::Start,
            TextDirection::Rtl => Align::End,
        },
        hyphenate: false,
        protrude: false,
    };
    let y = ctx.style.text.baseline();
    if let Some(part) = set_part(&mut flow.engine, &label.text, &shape, x, y) {
        flow.column.beside(part);
    }
}

/// Terms and their definitions.
pub(crate) fn set_definitions(flow: &mut Flow<'_>, ctx: &Ctx<'_>, items: &[DefinitionItem]) {
    let theme = ctx.theme;
    let (above, below) = list_space(ctx);
    let list = flow
        .structure
        .add(Some(ctx.element), Tag::L(ListNumbering::None));
    flow.column.space(above, above);
    let indent = theme.list.indent_start;
    let mut term_style = theme.term.clone();
    term_style.text.size = ctx.style.text.size;
    term_style.text.leading = ctx.style.text.leading;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            flow.column.space(theme.term.above, theme.term.above);
        }
        let li = flow.structure.add(Some(list), Tag::Li);
        for term in &item.terms {
            let lbl = flow.structure.add(Some(li), Tag::Lbl);
            let spec = TextSpec {
                style: &term_style.text,
                lang: &ctx.lang,
                element: lbl,
                measure: ctx.measure,
            };
            let text = flow.styling(ctx).text(term.inlines(), &spec, ctx.direction);
            flow.column.anchor(term.attr.id.as_deref());
            let shape = text_shape(ctx, &term_style);
            let place = Place {
                node: term.node,
                span: Some(term.span),
            };
            set_lines(
                flow,
                ctx,
                TextBlock::new(text, shape, &term_style, LineSet::Together, place),
            );
            flow.column.keep();
        }
        let style = list_style(ctx.style, theme.list.align);
        for (at, definition) in item.definitions.iter().enumerate() {
            if at > 0 {
                flow.column.space(ctx.style.text.leading / 4, Length::ZERO);
            }
            let mut inner = ctx.indented(indent, Length::ZERO).styled(&style);
            inner.element = flow.structure.add(Some(li), Tag::LBody);
            inner.indent = Length::ZERO;
            set_item(flow, &inner, definition, false);
        }
    }
    flow.column.space(below, below);
}

/// The style of an item's text: that around it, aligned as lists are.
fn list_style(around: &BlockStyle, align: Align) -> BlockStyle {
    BlockStyle {
        align: if around.align == Align::Justify {
            align
        } else {
            around.align
        },
        ..around.clone()
    }
}

fn sign(ordered: Option<OrderedList>, task: Option<bool>, index: usize, ctx: &Ctx<'_>) -> String {
    match (task, ordered) {
        (Some(true), _) => "☑".to_owned(),
        (Some(false), _) => "☐".to_owned(),
        (None, Some(list)) => {
            let number = Locale::of(&ctx.lang).number(list.start.saturating_add(index as u64));
            match list.delim {
                NumberDelim::Period => format!("{number}."),
                NumberDelim::Paren => format!("{number})"),
            }
        }
        (None, None) => {
            let bullet = BULLETS.get(ctx.lists % BULLETS.len());
            bullet.copied().unwrap_or_default().to_owned()
        }
    }
}
