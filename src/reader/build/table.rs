//! Tables, with every row as wide as the widest.

use super::{Builder, MAX_FILLERS, Origin, TableFrame, tidy};
use crate::diag::{Code, Diagnostic};
use crate::document::{Attr, Block, BlockKind, Caption, Cell, Inline, Table};
use crate::source::Span;

impl Builder<'_, '_, '_> {
    /// Whether a row of a Markdown table is the paragraph of its caption, which stands directly
    /// after the table, so that the Markdown parser took it for a row.
    pub(super) fn is_caption_row(&self, origin: Origin, span: Span) -> bool {
        origin == Origin::Markdown
            && self
                .text
                .get(self.range(span))
                .is_some_and(|row| row.starts_with(tidy::TABLE) && !row.contains('|'))
    }

    /// A table with each row as wide as the widest, so far as that is sane.
    pub(super) fn add_table(
        &mut self,
        table: TableFrame,
        caption: Vec<Inline>,
        attr: Attr,
        span: Span,
    ) {
        let TableFrame {
            mut columns,
            mut head,
            mut body,
            caption_row,
        } = table;
        if head.is_empty() && body.is_empty() {
            return;
        }
        let rows = || head.iter().chain(&body);
        let width = if columns.is_empty() {
            rows().map(Vec::len).max().unwrap_or(0)
        } else {
            columns.len()
        };
        columns.resize_with(width, Default::default);
        let missing: usize = rows().map(|row| width.saturating_sub(row.len())).sum();
        let empty: usize = rows().flatten().filter(|cell| is_empty(cell)).count();
        self.fillers = self.fillers.saturating_add(missing).saturating_add(empty);
        if self.fillers > MAX_FILLERS {
            self.report.push_once(
                Diagnostic::error(
                    Code::LimitExceeded,
                    format!("the tables have more than {MAX_FILLERS} empty cells"),
                )
                .at(span),
            );
            return;
        }
        let end = Span {
            start: span.end,
            ..span
        };
        for row in head.iter_mut().chain(&mut body) {
            row.truncate(width);
            row.resize_with(width, || Cell {
                blocks: vec![Block::new(BlockKind::Plain(Vec::new()), end)],
            });
        }
        let mut table = Block::with_attr(
            BlockKind::Table(Box::new(Table {
                columns,
                head,
                body,
                caption: Caption::new(caption),
            })),
            attr,
            span,
        );
        if let Some(row) = caption_row {
            tidy::give_caption(&mut table, row);
        }
        self.add(table);
    }
}

fn is_empty(cell: &Cell) -> bool {
    cell.blocks
        .iter()
        .all(|block| matches!(&block.kind, BlockKind::Plain(content) if content.is_empty()))
}
