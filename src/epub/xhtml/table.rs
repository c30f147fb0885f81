//! Tables.

use super::Writer;
use crate::document::{Attr, BlockKind, Cell, ColumnAlign, Table, text_len, visit_blocks};
use crate::epub::marks::Cursor;

/// A table of this many columns may be wider than a telephone.
const WIDE: usize = 4;

impl<'a> Writer<'a, '_> {
    /// A table in a box of its own, so that a wide one can be moved sideways without moving the page;
    /// by keyboard too, for which the box takes the focus.
    pub(super) fn table(&mut self, attr: &Attr, table: &'a Table, at: &mut Cursor) {
        let outer = if table.columns.len() >= WIDE {
            self.start_with("div", attr, "table wide", &[("tabindex", "0")])
        } else {
            self.start("div", attr, "table")
        };
        self.m.line();
        // A caption is set to the width of its table, which may be very narrow.
        let captioned = table.number.is_some() || !table.caption.is_empty();
        self.m
            .tag("table")
            .maybe("class", captioned.then_some("captioned"))
            .open();
        self.m.line();
        let label = table.number.map(|n| self.terms.table_label(n.into()));
        self.caption("caption", label.as_deref(), &table.caption, at);
        if !table.head.is_empty() {
            self.rows("thead", &table.head, &table.columns);
        }
        if !table.body.is_empty() {
            self.rows("tbody", &table.body, &table.columns);
        }
        self.m.close_line();
        self.end(outer);
    }

    fn rows(&mut self, name: &'static str, rows: &'a [Vec<Cell>], columns: &[ColumnAlign]) {
        self.m.open(name);
        self.m.line();
        for row in rows {
            self.m.open("tr");
            self.m.line();
            for (index, cell) in row.iter().enumerate() {
                let align = columns.get(index).copied().unwrap_or_default();
                // A head without text would head nothing (axe: empty-table-header).
                let head = name == "thead" && !is_empty(cell);
                self.cell(cell, head, align);
            }
            self.m.close_line();
        }
        self.m.close_line();
    }

    fn cell(&mut self, cell: &'a Cell, head: bool, align: ColumnAlign) {
        let name = if head { "th" } else { "td" };
        let class = match align {
            ColumnAlign::Start => "",
            ColumnAlign::Left => "left",
            ColumnAlign::Center => "center",
            ColumnAlign::Right => "right",
        };
        let scope: &[(&str, &str)] = if head { &[("scope", "col")] } else { &[] };
        match cell.blocks.as_slice() {
            [only] if matches!(only.kind, BlockKind::Plain(_)) => {
                self.inline_block(name, only, class, scope);
            }
            blocks => {
                let outer = self.start_with(name, &Attr::default(), class, scope);
                self.blocks(blocks);
                self.end(outer);
            }
        }
    }
}

fn is_empty(cell: &Cell) -> bool {
    let mut empty = true;
    visit_blocks(&cell.blocks, &mut |block| {
        empty &= matches!(block.kind, BlockKind::Plain(_) | BlockKind::Paragraph(_))
            && text_len(block.inlines()) == 0;
    });
    empty
}
