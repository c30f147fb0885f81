//! Tables: measured columns, wrapped cells, a head repeated on each page, and the rules of a book:
//! above the head, below it, and at the end.

mod cell;
mod columns;

use std::sync::Arc;

use super::{Ctx, Flow, Place};
use crate::diag::{Code, Diagnostic};
use crate::document::{Cell, Table, Terms, TextDirection};
use crate::theme::BlockStyle;
use crate::typeset::galley::{BoxRole, Part, VBox};
use crate::typeset::page::Color;
use crate::typeset::structure::{StructId, Tag};
use crate::units::{Length, Rect};
use cell::Prepared;
use columns::Need;

/// Sizes tried until a table fits.
const SCALES: [f64; 3] = [1.0, 0.9, 0.8];
/// No table is set smaller than this.
const SMALLEST: f64 = 0.55;
/// A table lower than this share of the page is not torn.
const WHOLE_TABLE: f64 = 0.34;
/// A table with a caption may float to the next page if it is lower than this share of it.
const FLOATING_TABLE: f64 = 0.7;
/// A row higher than this share of the page may be torn.
const TALL_ROW: f64 = 0.45;

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
    pub(crate) fn table(&mut self, table: &Table, ctx: &Ctx<'_>, place: Place) {
        let theme = self.theme;
        let (mut body, mut head) = (theme.table.clone(), theme.table_head.clone());
        if ctx.style.text.size < body.text.size {
            for style in [&mut body, &mut head] {
                style.text.size = ctx.style.text.size;
                style.text.leading = ctx.style.text.leading;
            }
        }
        let element = self.structure.add(Some(ctx.element), Tag::Table);
        let around = if ctx.depth == 0 {
            body.above
        } else {
            body.above / 2
        };
        self.space(around, around / 2);
        let start = self.mark();
        if !table.caption.is_empty() {
            let label = table
                .number
                .map(|n| Terms::of(&ctx.lang).table_label(u64::from(n)));
            self.caption((label, &table.caption), element, ctx, place);
            self.keep();
            self.space(theme.caption.below, Length::ZERO);
        }
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
        let columns = table.columns.len().max(
            head_rows
                .iter()
                .chain(&body_rows)
                .map(Vec::len)
                .max()
                .unwrap_or_default(),
        );
        if columns == 0 {
            return;
        }
        let widths = self.fit(
            (&mut head_rows, &mut body_rows),
            (&mut head, &mut body),
            (columns, ctx.measure),
            place,
        );
        let sheet = Sheet::new(ctx, (&head, &body), &widths);
        self.table_rows(table, (head_rows, body_rows), &sheet, (&inner, place));
        if ctx.depth == 0 && !table.caption.is_empty() && self.may_float(start) {
            let column = self.take_since(start);
            self.float(column, around, ctx);
            return;
        }
        if ctx.depth == 0 {
            self.balance(start, around);
        }
        self.space(around, around / 2);
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

    /// The widths of the columns; the table is set smaller until it fits.
    fn fit<'d>(
        &mut self,
        (head, body): (&mut Rows<'d>, &mut Rows<'d>),
        (head_style, body_style): (&mut BlockStyle, &mut BlockStyle),
        (columns, measure): (usize, Length),
        place: Place,
    ) -> Vec<Length> {
        let mut needs = vec![Need::default(); columns];
        let mut wanted: Vec<Vec<Length>> = Vec::with_capacity(body.len());
        for (rows, style) in [(&*head, &*head_style), (&*body, &*body_style)] {
            for row in rows {
                let mut cells = Vec::with_capacity(row.len());
                for (need, cell) in needs.iter_mut().zip(row) {
                    let own = cell.need(self, style);
                    need.min = need.min.max(own.min);
                    need.max = need.max.max(own.max);
                    cells.push(own.max);
                }
                wanted.push(cells);
            }
        }
        let room = |factor: f64| {
            let gaps = i64::try_from(columns - 1).unwrap_or_default();
            measure - gap(body_style).scale(factor) * gaps
        };
        // At a smaller size, there is more room by the measure of the full one.
        let widths_at = |factor: f64| -> Option<Vec<Length>> {
            let room = room(factor).scale(1.0 / factor);
            let widths = columns::widths(&needs, room, &wanted)?;
            Some(widths.iter().map(|width| width.scale(factor)).collect())
        };
        let mut factor = 1.0;
        let mut widths = None;
        for scale in SCALES {
            factor = scale;
            widths = widths_at(scale);
            if widths.is_some() {
                break;
            }
        }
        let widths = widths.unwrap_or_else(|| {
            let least: Length = needs.iter().map(|need| need.min).sum();
            factor = (room(0.6).ratio(least) * 0.999).clamp(SMALLEST, 0.8);
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::WideTable,
                    format!(
                        "the table is wider than the page and is set at {:.0} % of its size",
                        factor * 100.0
                    ),
                )
                .at(place.span)
                .help("give it fewer or shorter columns, or the edition a larger page"),
            );
            widths_at(factor).unwrap_or_else(|| {
                // Even the smallest size is too wide: words will be torn or run over.
                let share = room(factor).ratio(least);
                needs.iter().map(|need| need.min.scale(share)).collect()
            })
        });
        if factor < 1.0 {
            for style in [head_style, body_style] {
                style.text.size = style.text.size.scale(factor);
                style.text.leading = style.text.leading.scale(factor);
            }
            for cell in head.iter_mut().chain(body.iter_mut()).flatten() {
                cell.scale(factor);
            }
        }
        widths
    }

    fn table_rows(
        &mut self,
        table: &Table,
        (head, body): (Rows<'_>, Rows<'_>),
        sheet: &Sheet<'_>,
        (ctx, place): (&Ctx<'_>, Place),
    ) {
        let (thick, thin) = (self.theme.rule.scale(1.8), self.theme.rule);
        let mut top = VBox::empty(thick + sheet.pad / 2);
        top.frame = ctx.frame;
        top.prepend(sheet.rule(Length::ZERO, thick));
        if !head.is_empty() {
            for row in head {
                let next = self.row(table, row, sheet, (ctx, sheet.head));
                top.stack(next);
            }
            let y = top.height + sheet.pad / 4;
            top.height = y + thin + sheet.pad / 2;
            top.append(sheet.rule(y, thin));
        }
        let repeated = Arc::new(as_repeated(&top));
        self.push(top);
        self.keep();
        let count = body.len();
        let rows: Vec<VBox> = body
            .into_iter()
            .map(|row| self.row(table, row, sheet, (ctx, sheet.body)))
            .collect();
        let height: Length = rows.iter().map(|row| row.height).sum();
        let page = self.layout.height();
        // A short table is not torn, a longer one only where it must be.
        let (whole, cost) = if height < page.scale(WHOLE_TABLE) {
            (true, 0)
        } else if height < page.scale(0.5) {
            (false, 200)
        } else {
            (false, 10)
        };
        let tall = page.scale(TALL_ROW);
        for (index, next) in rows.into_iter().enumerate() {
            // Two rows at least on either side.
            let edge = (index == 1 || index + 1 == count) && count > 2 && next.height < tall;
            if whole && index > 0 || edge {
                self.keep();
            }
            self.cost(cost, 0);
            if next.height > tall {
                self.tall("a row of the table", next.height, place);
                for slice in slices(next) {
                    self.repeat(repeated.clone());
                    self.push(slice);
                    self.cost(60, 0);
                }
            } else {
                self.repeat(repeated.clone());
                self.push(next);
            }
        }
        let mut end = VBox::empty(thick + sheet.pad / 2);
        end.frame = ctx.frame;
        end.prepend(sheet.rule(sheet.pad / 2, thick));
        self.keep();
        self.push(end);
    }

    /// One row as a box.
    fn row(
        &mut self,
        table: &Table,
        cells: Vec<Prepared<'_>>,
        sheet: &Sheet<'_>,
        (ctx, style): (&Ctx<'_>, &BlockStyle),
    ) -> VBox {
        let mut row = VBox::empty(Length::ZERO);
        row.frame = ctx.frame;
        let mut parts = Vec::new();
        for (index, cell) in cells.into_iter().enumerate() {
            let Some(column) = sheet.columns.get(index) else {
                break;
            };
            let mut inner = ctx.clone();
            inner.left = column.x;
            inner.measure = column.width;
            let align = table.columns.get(index).copied().unwrap_or_default();
            let mut y = sheet.pad / 2;
            for mut line in cell.set(self, &inner, style, align) {
                line.shift(Length::ZERO, y);
                y += line.height;
                row.notes += line.notes;
                row.anchors.append(&mut line.anchors);
                row.position = row.position.or(line.position);
                parts.extend(line.parts);
            }
            row.height = row.height.max(y + sheet.pad / 2);
        }
        row.parts = crate::typeset::galley::Parts::Many(parts);
        row
    }
}

impl<'s> Sheet<'s> {
    fn new(
        ctx: &Ctx<'_>,
        (head, body): (&'s BlockStyle, &'s BlockStyle),
        widths: &[Length],
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
        let left = ctx.left + (ctx.measure - width) / 2;
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

/// A head as it is repeated: decoration, without notes, anchors and links.
fn as_repeated(head: &VBox) -> VBox {
    let mut copy = head.clone();
    copy.notes = 0;
    copy.anchors.clear();
    copy.position = None;
    copy.role = BoxRole::Other;
    copy.as_artifact();
    copy
}

/// Cuts a row where no line of any cell is in the way.
fn slices(row: VBox) -> Vec<VBox> {
    let (frame, height) = (row.frame, row.height);
    let mut first = Some((row.notes, row.anchors, row.position));
    let mut parts: Vec<(Length, Length, Part)> = row
        .parts
        .into_iter()
        .map(|part| {
            let (top, bottom) = part.extent();
            (top, bottom, part)
        })
        .collect();
    parts.sort_by_key(|(top, _, _)| *top);
    let mut slices: Vec<VBox> = Vec::new();
    let mut start = Length::ZERO;
    let mut reach = Length::ZERO;
    let mut held: Vec<Part> = Vec::new();
    let mut close = |held: &mut Vec<Part>, start: Length, end: Length| {
        let mut slice = VBox::empty(end - start);
        slice.frame = frame;
        slice.parts = crate::typeset::galley::Parts::Many(std::mem::take(held));
        slice.shift(Length::ZERO, -start);
        if let Some((notes, anchors, position)) = first.take() {
            slice.notes = notes;
            slice.anchors = anchors;
            slice.position = position;
        }
        slices.push(slice);
    };
    for (top, bottom, part) in parts {
        if top >= reach && !held.is_empty() {
            close(&mut held, start, top);
            start = top;
        }
        reach = reach.max(bottom);
        held.push(part);
    }
    close(&mut held, start, height.max(reach));
    slices
}
