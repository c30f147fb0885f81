//! Tables: measured columns, wrapped cells, a head repeated on each page, and the rules of a book:
//! above the head, below it, and at the end.

mod cell;
mod columns;
mod fit;
mod rows;
mod turned;

use super::note::lines_of;
use super::{Ctx, Flow, Place};
use crate::document::{Cell, Table, TextDirection};
use crate::style::BlockStyle;
use crate::typeset::galley::{Part, VBox};
use crate::typeset::glyphs::Color;
use crate::typeset::structure::{StructId, Tag};
use crate::units::{Length, Rect};
use cell::Prepared;
use fit::Stand;

/// A table with a caption may float to the next page if it is lower than this share of it: rather a page of its own
/// than a table that is torn.
const FLOATING_TABLE: f64 = 0.96;
/// Whether the text around a table is parted by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// It stands in the text.
    InText,
    /// It may stand on another page.
    Apart,
}

/// Where a column stands.
#[derive(Debug, Clone, Copy)]
struct Column {
    x: Length,
    width: Length,
}

/// A table while it is set.
struct Sheet<'s> {
    columns: Vec<Column>,
    left: Length,
    width: Length,
    body: &'s BlockStyle,
    head: &'s BlockStyle,
    /// Space above and below the text of a row.
    pad: Length,
}

type Rows<'d> = Vec<Vec<Prepared<'d>>>;

impl Flow<'_> {
    /// A table with its caption above it.
    pub(crate) fn table(&mut self, table: &Table, ctx: &Ctx<'_>, place: Place) -> Stands {
        let theme = self.theme;
        let (mut body, mut head) = (theme.table.clone(), theme.table_head.clone());
        if ctx.style.text.size < body.text.size {
            for style in [&mut body, &mut head] {
                style.text.size = ctx.style.text.size;
                style.text.leading = ctx.style.text.leading;
            }
        }
        let element = self.structure.add(Some(ctx.element), Tag::Table);
        // A caption comes first among the parts of a table, whenever it is set.
        let caption =
            (!table.caption.is_empty()).then(|| self.structure.add(Some(element), Tag::Caption));
        let mut inner = ctx.clone();
        inner.depth += 1;
        let has_head = table
            .head
            .iter()
            .flatten()
            .any(|cell| !cell.blocks.is_empty());
        let mut head_rows = if has_head {
            let tags = (Tag::THead, Tag::Th, Tag::Th);
            self.prepare(&table.head, (element, tags), &inner, &head)
        } else {
            Vec::new()
        };
        let first = match table.has_row_heads() {
            true => Tag::ThRow,
            false => Tag::Td,
        };
        let tags = (Tag::TBody, first, Tag::Td);
        let mut body_rows = self.prepare(&table.body, (element, tags), &inner, &body);
        let rows = head_rows.iter().chain(&body_rows);
        let columns = rows.map(Vec::len).max().unwrap_or_default();
        let columns = columns.max(table.columns.len());
        let fit = self.fit(
            (&mut head_rows, &mut body_rows),
            (&mut head, &mut body),
            columns,
            (ctx, place),
        );
        let rows = (head_rows, body_rows);
        if fit.stand == Stand::Turned {
            let first_note = self.galley_mut().notes.len();
            let ctx = self.turned_context(ctx);
            let aside = self.aside();
            self.table_caption(table, caption, &ctx, place);
            let above = self.resume(aside);
            let inset = |spare| self.inset(spare, &ctx);
            let sheet = Sheet::new(&ctx, (&head, &body), &fit.widths, inset);
            let set = self.set_table(table, rows, &sheet, &ctx);
            let mut heading = VBox::empty(Length::ZERO);
            for line in lines_of(above) {
                heading.stack(line);
            }
            if caption.is_some() {
                heading.height += self.theme.caption.below;
            }
            self.push_turned(heading, set, first_note, place);
            return Stands::Apart;
        }
        let around = if ctx.depth == 0 {
            body.above
        } else {
            body.above / 2
        };
        self.space(around, around / 2);
        let start = self.mark();
        self.table_caption(table, caption, ctx, place);
        if caption.is_some() {
            self.keep();
            self.space(theme.caption.below, Length::ZERO);
        }
        let sheet = Sheet::new(ctx, (&head, &body), &fit.widths, |spare| {
            self.inset(spare, ctx)
        });
        let set = self.set_table(table, rows, &sheet, &inner);
        self.push_table(set, place);
        if ctx.depth == 0 && caption.is_some() && self.may_float(start) {
            let column = self.take_since(start);
            self.float(column, around, ctx);
            return Stands::Apart;
        }
        if ctx.depth == 0 {
            self.balance(start, around);
        }
        self.space(around, around / 2);
        Stands::InText
    }

    fn table_caption(
        &mut self,
        table: &Table,
        element: Option<StructId>,
        ctx: &Ctx<'_>,
        place: Place,
    ) {
        let Some(element) = element else {
            return;
        };
        self.caption_in(&table.caption, element, ctx, place);
    }

    /// True when what was pushed since `start` is low enough to float, and has no notes.
    fn may_float(&self, start: usize) -> bool {
        self.height_since(start) < self.layout.height().scale(FLOATING_TABLE)
            && self.notes_since(start) == 0
    }

    fn prepare<'d>(
        &mut self,
        rows: &'d [Vec<Cell>],
        (table, (group, first, other)): (StructId, (Tag, Tag, Tag)),
        ctx: &Ctx<'_>,
        style: &BlockStyle,
    ) -> Rows<'d> {
        if rows.is_empty() {
            return Vec::new();
        }
        let group = self.structure.add(Some(table), group);
        let mut prepared = Vec::with_capacity(rows.len());
        for row in rows {
            let tr = self.structure.add(Some(group), Tag::Tr);
            let mut cells = Vec::with_capacity(row.len());
            for (index, cell) in row.iter().enumerate() {
                let tag = match index {
                    // What is empty heads nothing.
                    0 if first == Tag::ThRow && cell.is_empty() => Tag::Td,
                    0 => first,
                    _ => other,
                };
                let element = self.structure.add(Some(tr), tag);
                cells.push(Prepared::new(self, cell, element, ctx, style));
            }
            prepared.push(cells);
        }
        prepared
    }
}

impl<'s> Sheet<'s> {
    fn new(
        ctx: &Ctx<'_>,
        (head, body): (&'s BlockStyle, &'s BlockStyle),
        widths: &[Length],
        inset: impl Fn(Length) -> Length,
    ) -> Self {
        let gap = gap(body);
        let gaps = gap * i64::try_from(widths.len().saturating_sub(1)).unwrap_or_default();
        let natural = widths.iter().copied().sum::<Length>() + gaps;
        // A table that nearly fills the measure fills it.
        let spare = (ctx.measure - natural).max(Length::ZERO);
        let (gap, width) = if widths.len() > 1 && spare < ctx.measure.scale(0.3) {
            let count = i64::try_from(widths.len() - 1).unwrap_or(1);
            (gap + spare / count, ctx.measure)
        } else {
            (gap, natural)
        };
        let left = ctx.left + inset(ctx.measure - width);
        let mut columns = Vec::with_capacity(widths.len());
        let mut x = Length::ZERO;
        for &own in widths {
            columns.push(Column {
                x: match ctx.direction {
                    TextDirection::Ltr => left + x,
                    TextDirection::Rtl => left + width - x - own,
                },
                width: own,
            });
            x += own + gap;
        }
        Self {
            columns,
            left,
            width,
            body,
            head,
            pad: body.text.size.scale(0.36),
        }
    }

    fn rule(&self, y: Length, weight: Length) -> Part {
        Part::rule(Rect::new(self.left, y, self.width, weight), Color::BLACK)
    }
}

/// The space between columns.
fn gap(style: &BlockStyle) -> Length {
    style.text.size.scale(1.35)
}
