//! Tables: measured columns, wrapped cells, a head repeated on each page, and the rules of a book:
//! above the head, below it, and at the end.

mod cell;
mod columns;
mod fit;
mod rows;
mod turned;

use super::{
    Column, Ctx, Flow, LineSet, Place, TextBlock, caption_inset, lines_of, push_floating,
    set_blocks, set_caption_in, set_lines, set_rubies, text_shape,
};
use crate::document::{Cell, Table, TextDirection};
use crate::style::BlockStyle;
use crate::typeset::galley::{Part, VBox};
use crate::typeset::glyphs::Color;
use crate::typeset::structure::{StructId, Tag};
use crate::units::{Length, Rect};
use cell::Prepared;
use fit::{Orientation, fit_table};
use rows::{push_table, set_cells};
use turned::{push_turned, turned_context};

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
struct TableColumn {
    x: Length,
    width: Length,
}

/// A table while it is set.
struct Sheet<'s> {
    columns: Vec<TableColumn>,
    left: Length,
    width: Length,
    body: &'s BlockStyle,
    head: &'s BlockStyle,
    /// Space above and below the text of a row.
    pad: Length,
}

type Rows<'d> = Vec<Vec<Prepared<'d>>>;

/// A table whose texts are styled and whose cells are not set yet.
struct Draft<'d> {
    head: Rows<'d>,
    body: Rows<'d>,
    head_style: BlockStyle,
    body_style: BlockStyle,
    /// How many columns it has.
    columns: usize,
}

/// What rows and their cells are in the structure.
#[derive(Clone, Copy)]
struct RowTags {
    group: Tag,
    first: Tag,
    other: Tag,
}

/// A table with its caption above it.
pub(crate) fn set_table(flow: &mut Flow<'_>, ctx: &Ctx<'_>, table: &Table, place: Place) -> Stands {
    let theme = ctx.theme;
    let (mut body, mut head) = (theme.table.clone(), theme.table_head.clone());
    if ctx.style.text.size < body.text.size {
        for style in [&mut body, &mut head] {
            style.text.size = ctx.style.text.size;
            style.text.leading = ctx.style.text.leading;
        }
    }
    let element = flow.structure.add(Some(ctx.element), Tag::Table);
    // A caption comes first among the parts of a table, whenever it is set.
    let caption =
        (!table.caption.is_empty()).then(|| flow.structure.add(Some(element), Tag::Caption));
    let mut inner = ctx.clone();
    inner.depth += 1;
    let has_head = table
        .head
        .iter()
        .flatten()
        .any(|cell| !cell.blocks.is_empty());
    let head_rows = if has_head {
        let tags = RowTags {
            group: Tag::THead,
            first: Tag::Th,
            other: Tag::Th,
        };
        prepare_rows(flow, &inner, &table.head, element, tags, &head)
    } else {
        Vec::new()
    };
    let tags = RowTags {
        group: Tag::TBody,
        first: match table.has_row_heads() {
            true => Tag::ThRow,
            false => Tag::Td,
        },
        other: Tag::Td,
    };
    let body_rows = prepare_rows(flow, &inner, &table.body, element, tags, &body);
    let rows = head_rows.iter().chain(&body_rows);
    let columns = rows.map(Vec::len).max().unwrap_or_default();
    let mut draft = Draft {
        head: head_rows,
        body: body_rows,
        head_style: head,
        body_style: body,
        columns: columns.max(table.columns.len()),
    };
    let fit = fit_table(flow, ctx, &mut draft, place);
    let Draft {
        head: head_rows,
        body: body_rows,
        head_style: head,
        body_style: body,
        ..
    } = draft;
    if fit.orientation == Orientation::Turned {
        let first_note = flow.column.galley.notes.len();
        let ctx = turned_context(ctx);
        let aside = flow.column.aside();
        set_table_caption(flow, &ctx, table, caption, place);
        let above = flow.column.resume(aside);
        let sheet = Sheet::new(&ctx, &head, &body, &fit.widths);
        let set = set_cells(flow, &ctx, table, head_rows, body_rows, &sheet);
        let mut heading = VBox::empty(Length::ZERO);
        for line in lines_of(above) {
            heading.stack(line);
        }
        if caption.is_some() {
            heading.height += theme.caption.below;
        }
        push_turned(flow, &ctx, heading, set, first_note, place);
        return Stands::Apart;
    }
    let around = if ctx.depth == 0 {
        body.above
    } else {
        body.above / 2
    };
    flow.column.space(around, around / 2);
    let start = flow.column.len();
    set_table_caption(flow, ctx, table, caption, place);
    if caption.is_some() {
        flow.column.keep();
        flow.column.space(theme.caption.below, Length::ZERO);
    }
    let sheet = Sheet::new(ctx, &head, &body, &fit.widths);
    let set = set_cells(flow, &inner, table, head_rows, body_rows, &sheet);
    push_table(flow, ctx, set, place);
    if ctx.depth == 0 && caption.is_some() && may_float(&flow.column, ctx, start) {
        let column = flow.column.take_since(start);
        push_floating(&mut flow.column, column, around, ctx);
        return Stands::Apart;
    }
    if ctx.depth == 0 {
        flow.column.balance(start, around);
    }
    flow.column.space(around, around / 2);
    Stands::InText
}

fn set_table_caption(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    table: &Table,
    element: Option<StructId>,
    place: Place,
) {
    let Some(element) = element else {
        return;
    };
    set_caption_in(flow, ctx, &table.caption, element, place);
}

/// True when what was pushed since `start` is low enough to float, and has no notes.
fn may_float(column: &Column, ctx: &Ctx<'_>, start: usize) -> bool {
    column.height_since(start) < ctx.layout.height().scale(FLOATING_TABLE)
        && column.notes_since(start) == 0
}

/// Styles the texts of rows.
fn prepare_rows<'d>(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    rows: &'d [Vec<Cell>],
    table: StructId,
    tags: RowTags,
    style: &BlockStyle,
) -> Rows<'d> {
    if rows.is_empty() {
        return Vec::new();
    }
    let group = flow.structure.add(Some(table), tags.group);
    let mut prepared = Vec::with_capacity(rows.len());
    for row in rows {
        let tr = flow.structure.add(Some(group), Tag::Tr);
        let mut cells = Vec::with_capacity(row.len());
        for (index, cell) in row.iter().enumerate() {
            let tag = match index {
                // What is empty heads nothing.
                0 if tags.first == Tag::ThRow && cell.is_empty() => Tag::Td,
                0 => tags.first,
                _ => tags.other,
            };
            let element = flow.structure.add(Some(tr), tag);
            cells.push(Prepared::new(flow, cell, element, ctx, style));
        }
        prepared.push(cells);
    }
    prepared
}

impl<'s> Sheet<'s> {
    fn new(ctx: &Ctx<'_>, head: &'s BlockStyle, body: &'s BlockStyle, widths: &[Length]) -> Self {
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
        let left = ctx.left + caption_inset(ctx.measure - width, ctx);
        let mut columns = Vec::with_capacity(widths.len());
        let mut x = Length::ZERO;
        for &own in widths {
            columns.push(TableColumn {
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
