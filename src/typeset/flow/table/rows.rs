//! The rows of a table as boxes, and an upright table's rows in the column.

use std::sync::Arc;

use super::cell::Prepared;
use super::{Ctx, Flow, Place, Rows, Sheet};
use crate::document::Table;
use crate::style::BlockStyle;
use crate::typeset::galley::{BoxRole, Part, Parts, VBox};
use crate::units::Length;

/// A table lower than this share of the page is not torn.
const WHOLE_TABLE: f64 = 0.34;
/// A row higher than this share of the page may be torn.
const TALL_ROW: f64 = 0.45;

/// A table whose cells are set.
pub(super) struct SetTable {
    /// The rule above and the head.
    pub(super) top: VBox,
    /// The same as it is repeated.
    pub(super) repeated: Arc<VBox>,
    /// The rows.
    pub(super) rows: Vec<VBox>,
    /// The rule below.
    pub(super) end: VBox,
}

/// Sets the cells.
pub(super) fn set_cells(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    table: &Table,
    head: Rows<'_>,
    body: Rows<'_>,
    sheet: &Sheet<'_>,
) -> SetTable {
    let (thick, thin) = (ctx.theme.rule.scale(1.8), ctx.theme.rule);
    let mut top = VBox::empty(thick + sheet.pad / 2);
    top.frame = ctx.frame;
    top.prepend(sheet.rule(Length::ZERO, thick));
    if !head.is_empty() {
        for row in head {
            let next = set_row(flow, ctx, table, row, sheet, sheet.head);
            top.stack(next);
        }
        let y = top.height + sheet.pad / 4;
        top.height = y + thin + sheet.pad / 2;
        top.append(sheet.rule(y, thin));
    }
    let repeated = Arc::new(as_repeated(&top));
    let rows = body
        .into_iter()
        .map(|row| set_row(flow, ctx, table, row, sheet, sheet.body))
        .collect();
    let mut end = VBox::empty(thick + sheet.pad / 2);
    end.frame = ctx.frame;
    end.prepend(sheet.rule(sheet.pad / 2, thick));
    SetTable {
        top,
        repeated,
        rows,
        end,
    }
}

/// Pushes a table that is set upright.
pub(super) fn push_table(flow: &mut Flow<'_>, ctx: &Ctx<'_>, table: SetTable, place: Place) {
    let SetTable {
        top,
        repeated,
        rows,
        end,
    } = table;
    let page = ctx.layout.height();
    let count = rows.len();
    let height: Length = rows.iter().map(|row| row.height).sum();
    flow.column.push(top);
    flow.column.keep();
    // A short table is not torn, a longer one only where it must be.
    let (whole, cost) = if height < page.scale(WHOLE_TABLE) {
        (true, 0)
    } else if height < page.scale(0.5) {
        (false, 600)
    } else if height < page.scale(0.8) {
        (false, 200)
    } else {
        (false, 10)
    };
    let tall = page.scale(TALL_ROW);
    for (index, next) in rows.into_iter().enumerate() {
        // Two rows at least on either side.
        let edge = (index == 1 || index + 1 == count) && count > 2 && next.height < tall;
        if whole && index > 0 || edge {
            flow.column.keep();
        }
        flow.column.cost(cost, 0);
        if next.height > tall {
            flow.findings
                .report_tall("a row of the table", next.height, page, place);
            for slice in slices(next) {
                flow.column.repeat(repeated.clone());
                flow.column.push(slice);
                flow.column.cost(60, 0);
            }
        } else {
            flow.column.repeat(repeated.clone());
            flow.column.push(next);
        }
    }
    flow.column.keep();
    flow.column.push(end);
}

/// One row as a box.
fn set_row(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    table: &Table,
    cells: Vec<Prepared<'_>>,
    sheet: &Sheet<'_>,
    style: &BlockStyle,
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
        for mut line in cell.set(flow, &inner, style, align) {
            line.shift(Length::ZERO, y);
            y += line.height;
            row.notes += line.notes;
            row.anchors.append(&mut line.anchors);
            row.position = row.position.or(line.position);
            parts.extend(line.parts);
        }
        row.height = row.height.max(y + sheet.pad / 2);
    }
    row.parts = Parts::Many(parts);
    row
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
pub(super) fn slices(row: VBox) -> Vec<VBox> {
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
        slice.parts = Parts::Many(std::mem::take(held));
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
