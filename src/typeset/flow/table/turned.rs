//! Tables that are wider than the page: turned by a quarter to the left, so that they are read from
//! the right-hand side of the page, each sheet on a page of its own while the text goes on around it.

use super::rows::{SetTable, slices};
use super::{Ctx, Flow, Place};
use crate::typeset::galley::{Part, Parts, Turned, VBox};
use crate::units::{Length, Point};

/// The context of a table that is turned: it has the height of the page for its width.
pub(super) fn turned_context<'s>(ctx: &Ctx<'s>) -> Ctx<'s> {
    let mut inner = ctx.clone();
    inner.left = Length::ZERO;
    inner.measure = turned_height(ctx);
    inner.depth += 1;
    inner.frame = None;
    inner
}

/// The height of a page in whole lines.
fn turned_height(ctx: &Ctx<'_>) -> Length {
    let grid = ctx.layout.leading.to_sp().max(1);
    ctx.layout.leading * (ctx.layout.height().to_sp() / grid)
}

/// Pushes a table as sheets that are turned. Notes from `first_note` on are those that it refers to: they stand
/// below the table, as they would be far from it at the foot of the text.
pub(super) fn push_turned(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    caption: VBox,
    table: SetTable,
    first_note: usize,
    place: Place,
) {
    let room = ctx.layout.measure;
    let mut notes = flow.column.take_notes(first_note);
    if let Some(first) = notes.first_mut() {
        let gap = ctx.layout.leading / 2;
        first.shift(Length::ZERO, gap);
        first.height += gap;
    }
    let SetTable {
        top,
        repeated,
        rows,
        end,
    } = table;
    let rows = rows.into_iter().flat_map(|row| {
        if row.height + repeated.height + end.height > room {
            slices(row)
        } else {
            vec![row]
        }
    });
    let rows: Vec<VBox> = rows.collect();
    let tallest = rows.iter().map(|row| row.height).max();
    flow.findings.report_tall(
        "a row of the table",
        tallest.unwrap_or_default(),
        room,
        place,
    );
    let mut first = caption;
    first.stack(top);
    let mut sheets = vec![(first, 0_usize)];
    for row in rows {
        let full = sheets
            .last()
            .is_none_or(|(sheet, rows)| *rows > 0 && sheet.height + row.height + end.height > room);
        if full {
            sheets.push(((*repeated).clone(), 0));
        }
        if let Some((sheet, rows)) = sheets.last_mut() {
            sheet.stack(row);
            *rows += 1;
        }
    }
    let mut sheets: Vec<VBox> = sheets.into_iter().map(|(sheet, _)| sheet).collect();
    for sheet in &mut sheets {
        sheet.stack(end.clone());
    }
    for note in notes {
        match sheets.last_mut() {
            Some(sheet) if sheet.height + note.height <= room => sheet.stack(note),
            _ => sheets.push(note),
        }
    }
    let alone = sheets.len() == 1;
    for sheet in sheets {
        let page = turned_page(ctx, sheet, alone);
        flow.column.push_float(page, Length::ZERO);
    }
}

/// A page with a sheet on it: a single one in the middle, one of several at the left.
fn turned_page(ctx: &Ctx<'_>, sheet: VBox, alone: bool) -> VBox {
    let height = turned_height(ctx);
    let spare = (ctx.layout.measure - sheet.height).max(Length::ZERO);
    let about = Point {
        x: if alone { spare / 2 } else { Length::ZERO },
        y: height,
    };
    VBox {
        height,
        anchors: sheet.anchors,
        position: sheet.position,
        role: sheet.role,
        parts: Parts::Many(vec![Part::Turned(Turned {
            parts: sheet.parts.into_iter().collect(),
            about,
        })]),
        notes: 0,
        frame: None,
    }
}
