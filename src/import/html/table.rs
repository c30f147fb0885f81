//! Tables of HTML, and layout that is written as one.

use super::convert::Convert;
use super::tree::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::document::{Block, BlockKind, Caption, Cell, ColumnAlign, Inline, Table};
use crate::import::make::block;

/// The widest table, in columns.
const MAX_COLUMNS: usize = 64;
/// The most cells that merged ones are divided into.
const MAX_CELLS: usize = 100_000;

/// A row as it is gathered.
struct Row {
    cells: Vec<Cell>,
    head: bool,
}

impl Convert<'_> {
    pub(super) fn table(&mut self, id: NodeId, out: &mut Vec<Block>) {
        if let Some(code) = self.code_of(id) {
            out.extend(self.blocks(code));
            return;
        }
        let rows = self.rows(id);
        if self.is_layout(id, &rows) {
            for row in rows {
                for cell in self.cells(row) {
                    out.extend(self.blocks(cell));
                }
            }
            return;
        }
        let ids = std::mem::take(&mut self.pending);
        let span = self.span(id);
        let mut caption: Vec<Inline> = Vec::new();
        if let Some(node) = self.tree().first(id, "caption") {
            for child in self.children(node) {
                self.inline(child, &mut caption);
            }
        }
        let caption = crate::import::make::without_label(super::figure::joined(caption), false);
        let (rows, aligns) = self.filled(&rows, id);
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut table = Table {
            columns: (0..width)
                .map(|at| aligns.get(at).copied().unwrap_or_default())
                .collect(),
            head: Vec::new(),
            body: Vec::new(),
            caption: Caption::new(caption),
        };
        for mut row in rows {
            row.cells.resize_with(width, || Cell { blocks: Vec::new() });
            if row.head && table.body.is_empty() {
                table.head.push(row.cells);
            } else {
                table.body.push(row.cells);
            }
        }
        let all = table.head.iter().chain(&table.body).flatten();
        if all.clone().all(|cell| cell.blocks.is_empty()) {
            self.pending = ids;
            return;
        }
        let mut table = block(BlockKind::Table(Box::new(table)), span);
        table.attr.id = ids.into_iter().next();
        out.push(table);
    }

    /// The rows of a table, not those of tables in it.
    fn rows(&self, id: NodeId) -> Vec<NodeId> {
        let mut rows = Vec::new();
        for child in self.children(id) {
            match self.name(child).as_str() {
                "tr" => rows.push(child),
                "thead" | "tbody" | "tfoot" => {
                    rows.extend(
                        self.children(child)
                            .into_iter()
                            .filter(|&row| self.name(row) == "tr"),
                    );
                }
                _ => {}
            }
        }
        rows
    }

    fn cells(&self, row: NodeId) -> Vec<NodeId> {
        let cells = self.children(row).into_iter();
        cells
            .filter(|&cell| matches!(self.tree().name(cell), "td" | "th"))
            .collect()
    }

    /// A table in whose cells the page is laid out.
    fn is_layout(&self, id: NodeId, rows: &[NodeId]) -> bool {
        let tree = self.tree();
        if matches!(tree.attr(id, "role"), Some("presentation" | "none")) {
            return true;
        }
        let below = || tree.below(id);
        if below().any(|node| matches!(tree.name(node), "th" | "caption" | "thead")) {
            return false;
        }
        let widest = rows
            .iter()
            .map(|&row| self.cells(row).len())
            .max()
            .unwrap_or(0);
        widest <= 1
            || below().any(|node| matches!(tree.name(node), "table" | "h1" | "h2" | "h3" | "h4"))
            || (rows.len() == 1 && below().filter(|&node| tree.name(node) == "p").count() > 2)
    }

    /// The cell with the code, of a table that numbers its lines.
    fn code_of(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.tree();
        tree.below(id).find(|&node| {
            tree.name(node) == "td"
                && tree.has_word(
                    node,
                    "class",
                    &["code", "rouge-code", "hljs-code", "blob-code"],
                )
                && tree.first(node, "pre").is_some()
        })
    }

    /// The rows with merged cells divided, and how each column is aligned.
    fn filled(&mut self, rows: &[NodeId], id: NodeId) -> (Vec<Row>, Vec<ColumnAlign>) {
        let mut out: Vec<Row> = Vec::new();
        let mut aligns: Vec<ColumnAlign> = Vec::new();
        // How many more rows a cell above reaches down, by column.
        let mut reach: Vec<usize> = Vec::new();
        let (mut merged, mut count) = (false, 0);
        for &row in rows {
            let in_head = self.name(self.tree().parent(row)) == "thead";
            let cells = self.cells(row);
            let head =
                in_head || (!cells.is_empty() && cells.iter().all(|&cell| self.name(cell) == "th"));
            let mut line: Vec<Cell> = Vec::new();
            let skip = |line: &mut Vec<Cell>, reach: &mut Vec<usize>| {
                while let Some(rest) = reach.get_mut(line.len()).filter(|rest| **rest > 0) {
                    *rest -= 1;
                    line.push(Cell { blocks: Vec::new() });
                }
            };
            for cell in cells {
                skip(&mut line, &mut reach);
                if line.len() >= MAX_COLUMNS || count >= MAX_CELLS {
                    break;
                }
                let number = |key: &str| {
                    let value = self
                        .tree()
                        .attr(cell, key)
                        .and_then(|v| v.trim().parse::<usize>().ok());
                    value.unwrap_or(1).clamp(1, 1000)
                };
                let (across, down) = (number("colspan"), number("rowspan"));
                merged |= across > 1 || down > 1;
                let at = line.len();
                if let Some(align) = self.align(cell) {
                    aligns.resize(aligns.len().max(at + 1), ColumnAlign::default());
                    if let Some(place) = aligns.get_mut(at)
                        && !head
                    {
                        *place = align;
                    }
                }
                line.push(self.cell(cell));
                for _ in 1..across.min(MAX_COLUMNS - at.min(MAX_COLUMNS)) {
                    line.push(Cell { blocks: Vec::new() });
                }
                count += line.len() - at;
                reach.resize(reach.len().max(line.len()), 0);
                for rest in reach.iter_mut().take(line.len()).skip(at) {
                    *rest = down - 1;
                }
            }
            skip(&mut line, &mut reach);
            if !line.is_empty() {
                out.push(Row { cells: line, head });
            }
        }
        if merged {
            let span = self.span(id);
            self.diagnostics.push(
                Diagnostic::info(
                    Code::ImportLeftOut,
                    "this table has cells that reach over others; each was divided, with its text in the first",
                )
                .at(span),
            );
        }
        (out, aligns)
    }

    fn cell(&mut self, id: NodeId) -> Cell {
        let mut blocks = self.blocks(id);
        // A cell of one paragraph is a line.
        if let [only] = blocks.as_mut_slice()
            && only.is_bare()
            && let BlockKind::Paragraph(content) = &mut only.kind
        {
            only.kind = BlockKind::Plain(std::mem::take(content));
        }
        Cell { blocks }
    }

    fn align(&self, cell: NodeId) -> Option<ColumnAlign> {
        let tree = self.tree();
        let style = tree
            .attr(cell, "style")
            .unwrap_or_default()
            .replace(' ', "");
        let side = tree.attr(cell, "align").unwrap_or_else(|| {
            let after = style.split("text-align:").nth(1).unwrap_or_default();
            let end = after.find(';').unwrap_or(after.len());
            after.get(..end).unwrap_or_default()
        });
        match side {
            "left" => Some(ColumnAlign::Left),
            "center" => Some(ColumnAlign::Center),
            "right" => Some(ColumnAlign::Right),
            _ => None,
        }
    }
}
