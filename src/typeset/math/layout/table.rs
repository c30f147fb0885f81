//! Matrices, cases, aligned equations.

use super::{Context, Piece, Setter};
use crate::font::math::MathConstant;
use crate::typeset::math::MathRule;
use crate::typeset::math::tree::{Align, Rest, Style, Table, TableKind};
use crate::units::Length;

/// The measures of a kind of table, in ems.
struct Shape {
    /// Between columns; for aligned equations between pairs of columns.
    columns: f64,
    /// From baseline to baseline, at least.
    lines: f64,
    /// Between lines whose boxes are taller than that, at least.
    gap: f64,
    /// Before the first column and after the last.
    sides: f64,
}

fn shape(kind: TableKind) -> Shape {
    let (columns, lines, gap, sides) = match kind {
        TableKind::Matrix => (1.0, 1.2, 0.2, 0.0),
        TableKind::SmallMatrix => (0.45, 0.9, 0.1, 0.0),
        TableKind::Array => (1.0, 1.2, 0.2, 0.5),
        TableKind::Cases => (1.0, 1.44, 0.25, 0.0),
        TableKind::Aligned | TableKind::Multiline => (2.0, 1.5, 0.45, 0.0),
        TableKind::Stack => (0.5, 1.1, 0.1, 0.0),
    };
    Shape {
        columns,
        lines,
        gap,
        sides,
    }
}

/// A table's parts while it is built.
struct Grid {
    rows: Vec<Vec<Piece>>,
    widths: Vec<Length>,
}

impl Table {
    fn align(&self, row: usize, column: usize) -> Align {
        if self.kind == TableKind::Multiline {
            return match row {
                0 => Align::Left,
                row if row + 1 == self.rows.len() => Align::Right,
                _ => Align::Center,
            };
        }
        match (self.columns.get(column), self.rest) {
            (Some(align), _) => *align,
            (None, Rest::Same(align)) => align,
            (None, Rest::Pairs) if column.is_multiple_of(2) => Align::Right,
            (None, Rest::Pairs) => Align::Left,
        }
    }

    /// The space before a column in ems.
    fn gap(&self, column: usize, shape: &Shape) -> f64 {
        match (column, self.rest, self.kind) {
            (0, ..) => shape.sides,
            (column, Rest::Pairs, TableKind::Aligned) if !column.is_multiple_of(2) => 0.0,
            _ => shape.columns,
        }
    }
}

impl Setter<'_> {
    /// A table in the middle of the axis.
    pub(super) fn table(&self, table: &Table, context: Context) -> Piece {
        let inner = Context {
            style: self.cell_style(table, context.style),
            ..context
        };
        let grid = self.grid(table, inner);
        let shape = shape(table.kind);
        let em = self.em(inner.style);
        let weight = self.constant(MathConstant::FractionRuleThickness, inner.style);
        let mut lefts = Vec::with_capacity(grid.widths.len());
        let mut x = Length::ZERO;
        for (column, width) in grid.widths.iter().enumerate() {
            let bars = table.rules.iter().filter(|at| **at == column).count();
            x += weight * i64::try_from(bars).unwrap_or(0);
            x += em.scale(table.gap(column, &shape));
            lefts.push(x);
            x += *width;
        }
        let width = x + em.scale(shape.sides);
        let mut piece = Piece::space(width);
        let bar = |y: Length| MathRule {
            x: Length::ZERO,
            y,
            width,
            height: weight,
            color: context.color,
        };
        // Downwards from the top; y is that of the lower edge of what is set.
        let strut = (em.scale(shape.lines * 0.7), em.scale(shape.lines * 0.3));
        let mut y = Length::ZERO;
        for i in 0..table.rules_above {
            y -= weight + if i > 0 { em / 10 } else { Length::ZERO };
            piece.rule(bar(y));
        }
        let count = grid.rows.len();
        for (r, cells) in grid.rows.into_iter().enumerate() {
            let ruled = table.rules_above > 0 && r == 0
                || table.rows.get(r).is_some_and(|row| row.rules > 0);
            let tall = |piece: &Piece| piece.height;
            let deep = |piece: &Piece| piece.depth;
            let mut height = cells.iter().map(tall).max().unwrap_or_default();
            let mut depth = cells.iter().map(deep).max().unwrap_or_default();
            let array = table.kind == TableKind::Array || ruled;
            if array || r > 0 {
                height = strut.0.max(height + em.scale(shape.gap / 2.0));
            }
            if array || r + 1 < count {
                depth = strut.1.max(depth + em.scale(shape.gap / 2.0));
            }
            y -= height;
            for (c, cell) in cells.into_iter().enumerate() {
                let (Some(left), Some(room)) = (lefts.get(c), grid.widths.get(c)) else {
                    continue;
                };
                let x = match table.align(r, c) {
                    Align::Left => *left,
                    Align::Center => *left + (*room - cell.width) / 2,
                    Align::Right => *left + *room - cell.width,
                };
                piece.place(cell, x, y);
            }
            y -= depth;
            if let Some(row) = table.rows.get(r) {
                if let Some(extra) = row.extra
                    && r + 1 < count
                {
                    y -= self.measure(extra, inner.style);
                }
                for i in 0..row.rules {
                    y -= weight + if i > 0 { em / 10 } else { Length::ZERO };
                    piece.rule(bar(y));
                }
            }
        }
        piece.height = Length::ZERO;
        piece.depth = -y;
        self.bars(table, (&lefts, &shape), inner, &mut piece);
        piece.centered(self.axis(context.style))
    }

    /// The vertical rules.
    fn bars(&self, table: &Table, columns: (&[Length], &Shape), inner: Context, piece: &mut Piece) {
        let (lefts, shape) = columns;
        let em = self.em(inner.style);
        let weight = self.constant(MathConstant::FractionRuleThickness, inner.style);
        let mut before = None;
        let mut nth = 0;
        for column in &table.rules {
            nth = if before == Some(*column) { nth + 1 } else { 0 };
            before = Some(*column);
            let x = match lefts.get(*column) {
                Some(left) if *column == 0 => *left - em.scale(shape.sides) - weight,
                Some(left) => *left - em.scale(shape.columns / 2.0) - weight / 2,
                None => piece.width - weight,
            };
            let (width, depth) = (weight, piece.depth);
            piece.rules.push(MathRule {
                x: x + (weight * 3) * nth,
                y: -depth,
                width,
                height: depth,
                color: inner.color,
            });
        }
    }

    fn cell_style(&self, table: &Table, outer: Style) -> Style {
        match table.kind {
            TableKind::Aligned | TableKind::Multiline => table.style.unwrap_or(Style::Display),
            TableKind::SmallMatrix => Style::Script,
            TableKind::Stack => outer,
            TableKind::Matrix | TableKind::Array | TableKind::Cases => {
                table.style.unwrap_or(if outer == Style::Display {
                    Style::Text
                } else {
                    outer
                })
            }
        }
    }

    fn grid(&self, table: &Table, context: Context) -> Grid {
        let rows: Vec<Vec<Piece>> = table
            .rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| self.list(cell, context))
                    .collect()
            })
            .collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut widths = vec![Length::ZERO; columns];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width);
            }
        }
        Grid { rows, widths }
    }
}
