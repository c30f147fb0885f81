//! Lists and definition lists.

use std::sync::Arc;

use super::heading::plain;
use super::{Ctx, Flow, LineSet, Place};
use crate::document::{
    Block, BlockKind, DefinitionItem, ListItem, NumberDelim, OrderedList, TextDirection,
};
use crate::font::FontQuery;
use crate::locale::Locale;
use crate::style::{Align, BlockStyle, Figures};
use crate::typeset::paragraph::ParagraphShape;
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

impl Flow<'_> {
    /// A list.
    pub(crate) fn list(
        &mut self,
        (ordered, tight): (Option<OrderedList>, bool),
        items: &[ListItem],
        ctx: &Ctx<'_>,
    ) {
        let theme = self.theme;
        let (above, below) = self.list_space(ctx);
        let numbering = if ordered.is_some() {
            ListNumbering::Decimal
        } else {
            ListNumbering::Disc
        };
        let list = self.structure.add(Some(ctx.element), Tag::L(numbering));
        // Every item's label is set first: the widest decides on the indent.
        let mut labels = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let li = self.structure.add(Some(list), Tag::Li);
            let lbl = self.structure.add(Some(li), Tag::Lbl);
            let sign = sign((ordered, item.task), index, ctx);
            labels.push((li, self.label(&sign, lbl, ctx)));
        }
        let gap = ctx.style.text.size.scale(0.5);
        let indent = labels
            .iter()
            .map(|(_, label)| label.width + gap)
            .max()
            .unwrap_or_default()
            .max(theme.list.indent_start);
        let style = list_style(ctx.style, theme.list.align);
        self.space(above, above);
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
                self.space(loose, loose / 2);
            }
            let mut inner = ctx.indented(indent, Length::ZERO).styled(&style);
            inner.element = self.structure.add(Some(li), Tag::LBody);
            inner.indent = Length::ZERO;
            inner.lists += 1;
            let anchor_end = indent - gap;
            self.set_label(&label, ctx, (anchor_end, ordered.is_some()));
            let before = self.mark();
            if index == 1 && first_is_short {
                self.cost(LONE_ITEM, 0);
            }
            self.item_blocks(&item.blocks, &inner, tight);
            if self.mark() == before {
                // An item without text still shows its sign.
                self.push(crate::typeset::galley::VBox {
                    frame: ctx.frame,
                    ..crate::typeset::galley::VBox::empty(style.text.leading)
                });
            }
            let short = ctx.lists == 0 && self.boxes_since(before) == 1;
            if index == 0 {
                first_is_short = short;
            } else if short && index + 1 == count && !(index == 1 && first_is_short) {
                self.raise_break(before, LONE_ITEM);
            }
        }
        self.space(below, below);
    }

    /// The blocks of an item; several paragraphs of one are told apart by space.
    fn item_blocks(&mut self, blocks: &[Block], ctx: &Ctx<'_>, tight: bool) {
        for (index, block) in blocks.iter().enumerate() {
            let paragraph = matches!(block.kind, BlockKind::Paragraph(_));
            if index > 0 && paragraph && !tight {
                self.space(ctx.style.text.leading / 4, Length::ZERO);
            }
            let start = self.mark();
            self.blocks(std::slice::from_ref(block), ctx);
            if index == 0 && paragraph && self.boxes_since(start) == 1 && blocks.len() > 1 {
                // What it says is explained in what follows.
                self.cost(LONE_ITEM, 0);
            }
        }
    }

    /// The space around a list: that of the theme for the outermost, less within another block.
    fn list_space(&self, ctx: &Ctx<'_>) -> (Length, Length) {
        let list = &self.theme.list;
        if ctx.depth == 0 {
            (list.above, list.below)
        } else {
            (Length::ZERO, Length::ZERO)
        }
    }

    fn label(&mut self, sign: &str, element: StructId, ctx: &Ctx<'_>) -> Label {
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
        let mut look = Collector::look(self.theme, &spec);
        if sign == BULLETS[0] {
            self.full_bullet(&mut look);
        }
        let text = plain(sign, &look, ctx);
        let width = self.engine.widths(&text.rich).max;
        Label { text, width }
    }

    /// Some fonts have a bullet that is hardly larger than a full stop: then it is set larger, about its middle.
    fn full_bullet(&self, look: &mut Look) {
        let style = &look.style;
        let fonts = self.engine.fonts();
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
    fn set_label(&mut self, label: &Label, ctx: &Ctx<'_>, (end, ranged_right): (Length, bool)) {
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
        if let Some(part) = self.part(&label.text, &shape, (x, y)) {
            self.beside(part);
        }
    }

    /// Terms and their definitions.
    pub(crate) fn definitions(&mut self, items: &[DefinitionItem], ctx: &Ctx<'_>) {
        let theme = self.theme;
        let (above, below) = self.list_space(ctx);
        let list = self
            .structure
            .add(Some(ctx.element), Tag::L(ListNumbering::None));
        self.space(above, above);
        let indent = theme.list.indent_start;
        let mut term_style = theme.term.clone();
        term_style.text.size = ctx.style.text.size;
        term_style.text.leading = ctx.style.text.leading;
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.space(theme.term.above, theme.term.above);
            }
            let li = self.structure.add(Some(list), Tag::Li);
            for term in &item.terms {
                let lbl = self.structure.add(Some(li), Tag::Lbl);
                let spec = TextSpec {
                    style: &term_style.text,
                    lang: &ctx.lang,
                    element: lbl,
                    measure: ctx.measure,
                };
                let text = self.styling().text(term.inlines(), &spec, ctx.direction);
                self.anchor(term.attr.id.as_deref());
                let shape = Self::shape(ctx, &term_style);
                let place = Place {
                    node: term.node,
                    span: Some(term.span),
                };
                self.lines(text, &shape, (ctx, &term_style), LineSet::Together, place);
                self.keep();
            }
            let style = list_style(ctx.style, theme.list.align);
            for (at, definition) in item.definitions.iter().enumerate() {
                if at > 0 {
                    self.space(ctx.style.text.leading / 4, Length::ZERO);
                }
                let mut inner = ctx.indented(indent, Length::ZERO).styled(&style);
                inner.element = self.structure.add(Some(li), Tag::LBody);
                inner.indent = Length::ZERO;
                self.item_blocks(definition, &inner, false);
            }
        }
        self.space(below, below);
    }
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

fn sign(
    (ordered, task): (Option<OrderedList>, Option<bool>),
    index: usize,
    ctx: &Ctx<'_>,
) -> String {
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
        (None, None) => BULLETS[ctx.lists % BULLETS.len()].to_owned(),
    }
}
