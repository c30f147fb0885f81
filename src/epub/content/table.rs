//! Tables.

use super::Writer;
use crate::document::{Attr, BlockKind, Cell, ColumnAlign, Table};
use crate::epub::marks::Cursor;

/// A table of this many columns may be wider than a telephone.
const WIDE: usize = 4;

/// Rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    Head,
    Body,
}

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
        let captioned = !table.caption.is_empty();
        self.m
            .tag("table")
            .maybe("class", captioned.then_some("captioned"))
            .open();
        self.m.line();
        self.caption("caption", &table.caption, at);
        if !table.head.is_empty() {
            self.rows(Rows::Head, table);
        }
        if !table.body.is_empty() {
            self.rows(Rows::Body, table);
        }
        self.m.close_line();
        self.end(outer);
    }

    fn rows(&mut self, which: Rows, table: &'a Table) {
        let (name, rows) = match which {
            Rows::Head => ("thead", &table.head),
            Rows::Body => ("tbody", &table.body),
        };
        let row_heads = which == Rows::Body && table.has_row_heads();
        self.m.open(name);
        self.m.line();
        for row in rows {
            self.m.open("tr");
            self.m.line();
            for (index, cell) in row.iter().enumerate() {
                let align = table.columns.get(index).copied().unwrap_or_default();
                let scope = match which {
                    // A head without text would head nothing (axe: empty-table-header).
                    _ if cell.is_empty() => None,
                    Rows::Head => Some("col"),
                    Rows::Body => (row_heads && index == 0).then_some("row"),
                };
                self.cell(cell, scope, align);
            }
            self.m.close_line();
        }
        self.m.close_line();
    }

    fn cell(&mut self, cell: &'a Cell, scope: Option<&'static str>, align: ColumnAlign) {
        let name = if scope.is_some() { "th" } else { "td" };
        let class = match align {
            ColumnAlign::Start => "",
            ColumnAlign::Left => "left",
            ColumnAlign::Center => "center",
            ColumnAlign::Right => "right",
        };
        let scope = scope.map(|scope| [("scope", scope)]);
        let scope: &[(&'static str, &str)] = scope.as_ref().map_or(&[], |scope| scope);
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
