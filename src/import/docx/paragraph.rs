//! Paragraphs and tables in the order of the text (ECMA-376-1, 17.3.1, 17.4).

use roxmltree::Node;

use super::Reader;
use super::look::{Piece, nested};
use super::numbering::Level;
use super::styles::Role;
use crate::document::{Block, BlockKind, Caption, Cell, ColumnAlign, Inline, InlineKind, Table};
use crate::import::make::{block, text};
use crate::import::xml::{attr, child, is_on, val};
use crate::source::Span;

/// How deep tables may stand in tables.
const MAX_TABLES: usize = 4;
/// The widest table, in columns.
const MAX_COLUMNS: usize = 64;

/// A paragraph, or a block that is whole.
#[derive(Debug)]
pub(super) enum Item {
    Para(Box<Para>),
    Block(Box<Block>),
}

/// The place of a paragraph in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListPlace {
    pub(super) list: String,
    pub(super) level: u8,
    pub(super) mark: Level,
}

/// A paragraph.
#[derive(Debug)]
pub(super) struct Para {
    pub(super) role: Role,
    pub(super) list: Option<ListPlace>,
    pub(super) inlines: Vec<Inline>,
    pub(super) ids: Vec<String>,
    pub(super) span: Span,
    /// Text boxes that stood at it.
    pub(super) boxes: Vec<Item>,
    /// True for a caption that had a number.
    pub(super) numbered: bool,
    /// True for a rule under an empty paragraph.
    pub(super) ruled: bool,
    /// True for formulas on lines of their own.
    pub(super) display: bool,
    /// The pieces as they are read.
    pub(super) pieces: Vec<Piece>,
    /// Pieces before the fields that are open.
    pub(super) outer: Vec<Vec<Piece>>,
    /// How many links are open.
    pub(super) links: usize,
    /// True when its end was deleted, so that the next paragraph goes on with it.
    pub(super) joins: bool,
}

impl Para {
    fn new(role: Role, span: Span) -> Self {
        Self {
            role,
            list: None,
            inlines: Vec::new(),
            ids: Vec::new(),
            span,
            boxes: Vec::new(),
            numbered: false,
            ruled: false,
            display: false,
            pieces: Vec::new(),
            outer: Vec::new(),
            links: 0,
            joins: false,
        }
    }

    pub(super) fn is_code(&self) -> bool {
        self.role == Role::Code
    }
}

impl Reader<'_, '_> {
    /// The paragraphs and tables of a body, a cell, a note. As deep as the XML, which is bounded.
    pub(super) fn flow(&mut self, node: Node<'_, '_>) -> Vec<Item> {
        let mut out = Vec::new();
        self.flow_into(node, &mut out);
        out
    }

    fn flow_into(&mut self, node: Node<'_, '_>, out: &mut Vec<Item>) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => {
                    let para = self.paragraph(child);
                    self.add(para, out);
                }
                "tbl" => {
                    self.joined = None;
                    let table = self.table(child);
                    out.extend(table.map(|table| Item::Block(Box::new(table))));
                }
                "sdt" => {
                    let contents = crate::import::xml::below(child, "docPartGallery")
                        .and_then(|gallery| attr(gallery, "val"))
                        .is_some_and(|name| name.contains("Contents"));
                    if contents {
                        self.contents_seen(child);
                    } else if let Some(content) = crate::import::xml::child(child, "sdtContent") {
                        self.flow_into(content, out);
                    }
                }
                "ins" | "moveTo" | "customXml" | "smartTag" => self.flow_into(child, out),
                "bookmarkStart" => {
                    let name = attr(child, "name").filter(|name| self.wanted.contains(*name));
                    self.waiting.extend(name.map(str::to_owned));
                }
                "AlternateContent" => {
                    if let Some(choice) = crate::import::xml::child(child, "Choice") {
                        self.flow_into(choice, out);
                    }
                }
                "altChunk" => {
                    let para = Para::new(Role::Body, self.span_of(child));
                    self.left_out(&para, "", "an embedded document");
                }
                _ => {}
            }
        }
    }

    /// Adds a paragraph; one whose end was deleted is joined with the next.
    fn add(&mut self, mut para: Para, out: &mut Vec<Item>) {
        if let Some(mut before) = self.joined.take() {
            before.inlines.append(&mut para.inlines);
            before.boxes.append(&mut para.boxes);
            before.ids.append(&mut para.ids);
            before.joins = para.joins;
            para = *before;
        }
        if para.joins {
            self.joined = Some(Box::new(para));
            return;
        }
        let boxes = std::mem::take(&mut para.boxes);
        out.push(Item::Para(Box::new(para)));
        out.extend(boxes);
    }

    fn paragraph(&mut self, node: Node<'_, '_>) -> Para {
        let properties = child(node, "pPr");
        let style = properties.and_then(|p| val(p, "pStyle"));
        let outline = properties
            .and_then(|p| val(p, "outlineLvl"))
            .and_then(|level| level.parse().ok());
        let role = self.styles.role(style, outline);
        let mut para = Para::new(role, self.span_of(node));
        let direct = properties.and_then(|p| child(p, "numPr"));
        let place = match direct {
            Some(list) => val(list, "numId").map(|id| {
                let level = val(list, "ilvl")
                    .and_then(|level| level.parse().ok())
                    .unwrap_or(0);
                (id.to_owned(), level)
            }),
            None => self.styles.list(style),
        };
        if matches!(role, Role::Body | Role::Quote | Role::Continued)
            && let Some((list, level)) = place
            && let Some(mark) = self.numbering.level(&list, level)
        {
            let level = level.max(self.styles.depth(style));
            para.list = Some(ListPlace { list, level, mark });
        }
        if let Some(mark) = properties.and_then(|p| child(p, "rPr")) {
            para.joins = child(mark, "del").is_some();
        }
        para.ruled = properties
            .and_then(|p| child(p, "pBdr"))
            .is_some_and(|b| child(b, "bottom").is_some());
        para.ids.append(&mut self.waiting);
        self.runs(node, &mut para);
        // A field that goes on in the next paragraph.
        let mut pieces: Vec<Piece> = std::mem::take(&mut para.outer)
            .into_iter()
            .flatten()
            .collect();
        pieces.append(&mut para.pieces);
        if matches!(
            para.role,
            Role::Heading(_) | Role::Title | Role::Subtitle | Role::Author | Role::Date
        ) {
            plain_where_all(&mut pieces);
        }
        if para.is_code() {
            for piece in &mut pieces {
                piece.look.code = None;
            }
        }
        para.inlines = nested(pieces);
        para
    }

    fn table(&mut self, node: Node<'_, '_>) -> Option<Block> {
        let span = node
            .descendants()
            .find(|n| n.tag_name().name() == "p")
            .map(|n| self.span_of(n))
            .unwrap_or_default();
        self.tables += 1;
        let mut rows: Vec<(Vec<Cell>, bool)> = Vec::new();
        let mut aligns: Vec<ColumnAlign> = Vec::new();
        let mut merged = false;
        let first_is_head = child(node, "tblPr")
            .and_then(|p| child(p, "tblLook"))
            .is_some_and(|look| {
                let bits = attr(look, "val")
                    .and_then(|hex| u32::from_str_radix(hex, 16).ok())
                    .unwrap_or(0);
                matches!(attr(look, "firstRow"), Some("1" | "true"))
                    || (attr(look, "firstRow").is_none() && bits & 0x20 != 0)
            });
        for row in rows_of(node) {
            let properties = child(row, "trPr");
            // A row that was deleted and a row that was not are told apart by their properties.
            if properties.is_some_and(|p| child(p, "del").is_some()) {
                self.tracked.1 += 1;
                continue;
            }
            let mut cells: Vec<Cell> = Vec::new();
            for cell in cells_of(row) {
                if cells.len() >= MAX_COLUMNS {
                    break;
                }
                let properties = child(cell, "tcPr");
                let across = properties
                    .and_then(|p| val(p, "gridSpan"))
                    .and_then(|n| n.parse::<usize>().ok())
                    .unwrap_or(1)
                    .clamp(1, MAX_COLUMNS);
                let goes_on = properties
                    .and_then(|p| child(p, "vMerge"))
                    .is_some_and(|merge| attr(merge, "val") != Some("restart"));
                merged |= across > 1 || goes_on;
                let align = crate::import::xml::below(cell, "jc").and_then(|jc| attr(jc, "val"));
                if rows.len() == 1 && cells.len() == aligns.len() {
                    aligns.push(match align {
                        Some("center") => ColumnAlign::Center,
                        Some("right" | "end") => ColumnAlign::Right,
                        _ => ColumnAlign::Start,
                    });
                }
                let blocks = match goes_on || self.tables > MAX_TABLES {
                    true => Vec::new(),
                    false => self.cell(cell),
                };
                cells.push(Cell { blocks });
                for _ in 1..across {
                    cells.push(Cell { blocks: Vec::new() });
                }
            }
            let head = properties.is_some_and(|p| is_on(p, "tblHeader") == Some(true));
            if !cells.is_empty() {
                rows.push((cells, head));
            }
        }
        self.tables -= 1;
        if merged {
            let para = Para::new(Role::Body, span);
            self.told(&para, "this table has cells that reach over others; each was divided, with its text in the first");
        }
        made(rows, aligns, first_is_head, span)
    }

    fn cell(&mut self, node: Node<'_, '_>) -> Vec<Block> {
        let fields = std::mem::take(&mut self.fields);
        let joined = self.joined.take();
        let items = self.flow(node);
        self.fields = fields;
        self.joined = joined;
        let mut blocks = self.assemble(items);
        if let [only] = blocks.as_mut_slice()
            && only.is_bare()
            && let BlockKind::Paragraph(content) = &mut only.kind
        {
            only.kind = BlockKind::Plain(std::mem::take(content));
        }
        blocks
    }
}

/// A table of rows; one of one cell is a box around text.
fn made(
    mut rows: Vec<(Vec<Cell>, bool)>,
    mut aligns: Vec<ColumnAlign>,
    first_is_head: bool,
    span: Span,
) -> Option<Block> {
    let width = rows.iter().map(|(cells, _)| cells.len()).max()?;
    if width == 1 {
        let blocks: Vec<Block> = rows
            .into_iter()
            .flat_map(|(cells, _)| cells)
            .flat_map(|cell| cell.blocks)
            .map(|mut block| {
                if let BlockKind::Plain(content) = block.kind {
                    block.kind = BlockKind::Paragraph(content);
                }
                block
            })
            .collect();
        let mut group = block(BlockKind::Group(blocks), span);
        group.role = Some(crate::document::Role::Aside);
        return Some(group);
    }
    let unmarked = rows.len() > 1 && !rows.iter().any(|(_, head)| *head);
    if let Some(first) = rows.first_mut().filter(|_| unmarked && first_is_head) {
        first.1 = true;
    }
    aligns.resize(width, ColumnAlign::Start);
    let mut table = Table {
        columns: aligns,
        head: Vec::new(),
        body: Vec::new(),
        caption: Caption::default(),
    };
    for (mut cells, head) in rows {
        cells.resize_with(width, || Cell { blocks: Vec::new() });
        if head && table.body.is_empty() {
            table.head.push(cells);
        } else {
            table.body.push(cells);
        }
    }
    Some(block(BlockKind::Table(Box::new(table)), span))
}

/// The rows, also those that a content control or an insertion holds.
fn rows_of<'a, 'i>(table: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    held(table, "tr", 0)
}

fn cells_of<'a, 'i>(row: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    held(row, "tc", 0)
}

fn held<'a, 'i>(node: Node<'a, 'i>, name: &str, depth: usize) -> Vec<Node<'a, 'i>> {
    let mut out = Vec::new();
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            found if found == name => out.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" if depth < 6 => {
                out.extend(held(child, name, depth + 1))
            }
            _ => {}
        }
    }
    out
}

/// What is bold throughout, as headings are, is so by its kind.
fn plain_where_all(pieces: &mut [Piece]) {
    let seen = |piece: &&Piece| !matches!(&piece.inline.kind, InlineKind::Text(text) if text.trim().is_empty());
    let all_bold = pieces
        .iter()
        .filter(seen)
        .all(|piece| piece.look.bold == Some(true));
    let all_italic = pieces
        .iter()
        .filter(seen)
        .all(|piece| piece.look.italic == Some(true));
    for piece in pieces {
        if all_bold {
            piece.look.bold = None;
        }
        if all_italic {
            piece.look.italic = None;
        }
        piece.look.underline = None;
        if piece.inline.kind == InlineKind::LineBreak {
            piece.inline = text(" ", piece.inline.span);
        }
    }
}
