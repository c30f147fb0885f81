//! Environments become tables.

use pulldown_latex::event::{ArrayColumn, ColumnAlignment, Event, Grouping, StateChange};

use super::build::{Builder, Fences};
use super::convert::{Stop, style_of};
use super::error::MathError;
use super::tree::{Align, List, Node, Rest, Row, Style, Table, TableKind};

fn align(alignment: ColumnAlignment) -> Align {
    match alignment {
        ColumnAlignment::Left => Align::Left,
        ColumnAlignment::Center => Align::Center,
        ColumnAlignment::Right => Align::Right,
    }
}

impl Builder<'_> {
    /// The table of an environment whose begin has been read.
    pub(super) fn environment(&mut self, grouping: Grouping) -> Result<Node, MathError> {
        let mut brace = (None, None);
        let mut table = Table::default();
        (table.kind, table.rest) = match grouping {
            Grouping::Array(columns) => {
                for column in &columns {
                    match column {
                        ArrayColumn::Column(alignment) => table.columns.push(align(*alignment)),
                        ArrayColumn::Separator(_) => table.rules.push(table.columns.len()),
                    }
                }
                (TableKind::Array, Rest::Same(Align::Center))
            }
            Grouping::Matrix { alignment } => (TableKind::Matrix, Rest::Same(align(alignment))),
            Grouping::Cases { left } => {
                brace = if left {
                    (Some('{'), None)
                } else {
                    (None, Some('}'))
                };
                (TableKind::Cases, Rest::Same(Align::Left))
            }
            Grouping::SubArray { alignment } => (TableKind::Stack, Rest::Same(align(alignment))),
            Grouping::Multline => (TableKind::Multiline, Rest::Same(Align::Center)),
            Grouping::Gather { .. } | Grouping::Gathered | Grouping::Equation { .. } => {
                (TableKind::Aligned, Rest::Same(Align::Center))
            }
            _ => (TableKind::Aligned, Rest::Pairs),
        };
        match self.next()? {
            Some(Event::StateChange(StateChange::Style(style))) => {
                table.style = Some(style_of(style));
                // The parser has no other sign of the small matrix.
                if table.kind == TableKind::Matrix && table.style == Some(Style::Text) {
                    table.kind = TableKind::SmallMatrix;
                }
            }
            other => self.hold(other),
        }
        self.rows(&mut table)?;
        let table = Node::Table(table);
        Ok(match brace {
            (None, None) => table,
            (open, close) => Node::Fenced {
                open,
                close,
                body: vec![table],
            },
        })
    }

    fn rows(&mut self, table: &mut Table) -> Result<(), MathError> {
        let mut row = Row::default();
        let mut cell = List::new();
        loop {
            let (part, stop) = self.list(None, Fences::Outside)?;
            cell.extend(part);
            match stop {
                Stop::Rules(count) => table.rules_above += count,
                Stop::Cell => row.cells.push(std::mem::take(&mut cell)),
                Stop::Row { extra, rules } => {
                    row.cells.push(std::mem::take(&mut cell));
                    row.extra = extra;
                    row.rules = rules;
                    table.rows.push(std::mem::take(&mut row));
                }
                Stop::End | Stop::Eof => break,
            }
        }
        if !cell.is_empty() || !row.cells.is_empty() || table.rows.is_empty() {
            row.cells.push(cell);
            table.rows.push(row);
        }
        if table.kind == TableKind::Aligned && table.rest == Rest::Pairs {
            // So that the relation sign at its start has its space, as in `{}=`.
            for row in &mut table.rows {
                for cell in row.cells.iter_mut().skip(1).step_by(2) {
                    cell.insert(0, Node::Group(List::new()));
                }
            }
        }
        Ok(())
    }
}
