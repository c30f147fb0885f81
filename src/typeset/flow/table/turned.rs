//! Tables that are wider than the page: turned by a quarter to the left, so that they are read from
//! the right-hand side of the page, each sheet on a page of its own while the text goes on around it.

use super::rows::{SetTable, slices};
use crate::typeset::flow::{Ctx, Flow, Place};
use crate::typeset::galley::{Part, Parts, Turned, VBox};
use crate::units::{Length, Point};

impl Flow<'_> {
    /// The context of a table that is turned: it has the height of the page for its width.
    pub(super) fn turned_context<'s>(&self, ctx: &Ctx<'s>) -> Ctx<'s> {
        let mut inner = ctx.clone();
        inner.left = Length::ZERO;
        inner.measure = self.turned_height();
        inner.depth += 1;
        inner.frame = None;
        inner
    }

    /// The height of a page in whole lines.
    fn turned_height(&self) -> Length {
        let grid = self.layout.leading.to_sp().max(1);
        self.layout.leading * (self.layout.height().to_sp() / grid)
    }

    /// Pushes a table as sheets that are turned. Notes from `first_note` on are those that it refers to: they stand
    /// below the table, as they would be far from it at the foot of the text.
    pub(super) fn push_turned(
        &mut self,
        caption: VBox,
        table: SetTable,
        first_note: usize,
        place: Place,
    ) {
        let room = self.layout.measure;
        let mut notes = self.take_notes(first_note);
        if let Some(first) = notes.first_mut() {
            let gap = self.layout.leading / 2;
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
        self.tall(
            "a row of the table",
            (tallest.unwrap_or_default(), room),
            place,
        );
        let mut first = caption;
        first.stack(top);
        let mut sheets = vec![(first, 0_usize)];
        for row in rows {
            let full = sheets.last().is_none_or(|(sheet, rows)| {
                *rows > 0 && sheet.height + row.height + end.height > room
            });
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
            let page = self.turned_page(sheet, alone);
            self.push_float(page, Length::ZERO);
        }
    }

    /// A page with a sheet on it: a single one in the middle, one of several at the left.
    fn turned_page(&self, sheet: VBox, alone: bool) -> VBox {
        let height = self.turned_height();
        let spare = (self.layout.measure - sheet.height).max(Length::ZERO);
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

    /// Takes the notes set since `first` out of the galley, in lines.
    fn take_notes(&mut self, first: usize) -> Vec<VBox> {
        let notes = &mut self.galley_mut().notes;
        let taken = notes.split_off(first.min(notes.len()));
        taken.into_iter().flat_map(|note| note.lines).collect()
    }
}
