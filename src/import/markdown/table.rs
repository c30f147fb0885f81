//! Tables: with pipes where each cell is a line, else as HTML with Markdown in its cells.

use super::attr::{braces, tag};
use super::block::Writer;
use super::inline::{self, Place};
use crate::document::{Attr, Block, BlockKind, Cell, ColumnAlign, Inline, Table};

impl Writer<'_> {
    pub(super) fn table(&self, table: &Table, attr: &Attr) -> String {
        let simple = table.head.len() == 1
            && table
                .head
                .iter()
                .chain(&table.body)
                .flatten()
                .all(|cell| line(cell).is_some());
        let text = if simple {
            self.piped(table)
        } else {
            self.tagged(table, attr)
        };
        let braces = braces(attr);
        let caption = self
            .inlines(Place::Line)
            .run(&table.caption.content, Some(' '), None);
        let caption = caption.trim();
        match (caption.is_empty(), simple) {
            (true, true) if braces.is_empty() => text,
            (true, true) => format!("{braces}\n{text}"),
            (true, false) => text,
            (false, true) if !braces.is_empty() => format!("Table: {caption} {braces}\n\n{text}"),
            (false, _) => format!("Table: {caption}\n\n{text}"),
        }
    }

    fn piped(&self, table: &Table) -> String {
        let mut out = String::new();
        let row = |cells: &[Cell], out: &mut String| {
            out.push('|');
            for cell in cells {
                out.push(' ');
                let text = self.inlines(Place::Line).run(
                    line(cell).unwrap_or_default(),
                    Some(' '),
                    Some(' '),
                );
                // A pipe within code ends the cell all the same.
                out.push_str(&escape_pipes(text.trim()));
                out.push_str(" |");
            }
            out.push('\n');
        };
        for cells in &table.head {
            row(cells, &mut out);
        }
        out.push('|');
        for column in &table.columns {
            out.push_str(match column {
                ColumnAlign::Start => " --- |",
                ColumnAlign::Left => " :-- |",
                ColumnAlign::Center => " :-: |",
                ColumnAlign::Right => " --: |",
            });
        }
        out.push('\n');
        for cells in &table.body {
            row(cells, &mut out);
        }
        out
    }

    fn tagged(&self, table: &Table, attr: &Attr) -> String {
        let mut out = format!("<table{}>\n", tag(attr));
        let rows = table.head.iter().map(|row| ("th", row));
        for (name, row) in rows.chain(table.body.iter().map(|row| ("td", row))) {
            let plain: Option<Vec<String>> = row
                .iter()
                .map(|cell| line(cell).and_then(inline::Writer::plain))
                .collect();
            out.push_str("<tr>");
            match plain {
                Some(texts) => {
                    for text in texts {
                        out.push_str(&format!("<{name}>{text}</{name}>"));
                    }
                }
                None => {
                    for cell in row {
                        let text = self.blocks(&cell.blocks);
                        match text.is_empty() {
                            true => out.push_str(&format!("\n<{name}></{name}>")),
                            false => out.push_str(&format!("\n<{name}>\n\n{text}\n</{name}>")),
                        }
                    }
                    out.push('\n');
                }
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</table>\n");
        out
    }
}

/// The content of a cell that is one line.
fn line(cell: &Cell) -> Option<&[Inline]> {
    match cell.blocks.as_slice() {
        [] => Some(&[]),
        [
            only @ Block {
                kind: BlockKind::Plain(content) | BlockKind::Paragraph(content),
                ..
            },
        ] if only.is_bare() => Some(content),
        _ => None,
    }
}

fn escape_pipes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}
