//! Blocks: what a text is made of from top to bottom.

use super::number::Series as NumberSeries;
use super::{Attr, Flags, Image, Inline, Math, NodeId, Number, Role, plain_text};
use crate::source::Span;

/// A block with its attributes and its place in the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// What it is for, beyond its kind.
    pub role: Option<Role>,
    /// What the author asks of it.
    pub flags: Flags,
    /// Its number, set by the resolve stage for what is counted.
    pub number: Option<Number>,
    /// Its attributes.
    pub attr: Attr,
    /// Its place in the edition.
    pub node: NodeId,
    /// Where it was read.
    pub span: Span,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading.
    Heading {
        /// From 1 to 6.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Text of a list item or table cell that is no paragraph of its own (a tight list).
    Plain(Vec<Inline>),
    /// A quotation; an epigraph or verse by its role.
    Quote(Vec<Block>),
    /// A note, tip, warning ... set off from the text.
    Alert {
        /// Which.
        alert: Alert,
        /// Its name as it is printed above it: `Note`; set by the resolve stage.
        label: String,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// A list.
    List {
        /// How it is numbered; `None` for bullets.
        ordered: Option<OrderedList>,
        /// True when its items are set without space between.
        tight: bool,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// Terms and their definitions.
    Definitions(Vec<DefinitionItem>),
    /// Lines of code, set as they are.
    Code {
        /// The language of the code: `rust`.
        language: Option<String>,
        /// The lines, each but perhaps the last ending in `\n`.
        text: String,
    },
    /// A table.
    Table(Box<Table>),
    /// A picture with its caption.
    Figure {
        /// The picture.
        image: Image,
        /// The caption; may be empty.
        caption: Caption,
        /// Where it stands.
        placement: FigurePlacement,
    },
    /// A formula on lines of its own.
    Math(Math),
    /// A break between scenes.
    Break,
    /// Blocks that belong together by their attributes.
    Group(Vec<Block>),
}

/// What stands below a figure or above a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Caption {
    /// The words before it, ready to be printed: `Figure 2.`; set by the resolve stage for what is counted.
    pub label: Option<String>,
    /// Its text; may be empty.
    pub content: Vec<Inline>,
}

impl Caption {
    /// A caption of this text.
    pub fn new(content: Vec<Inline>) -> Self {
        Self {
            label: None,
            content,
        }
    }

    /// True when it has no text.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }
}

/// Where a figure stands on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FigurePlacement {
    /// Between the paragraphs, within the margins.
    #[default]
    InText,
    /// On a page of its own, which the picture fills to the trimmed edges and beyond. Only figures at the
    /// outermost level of a chapter do.
    FullBleed,
}

/// The class that asks for [`FigurePlacement::FullBleed`].
pub const FULL_BLEED: &str = "full-bleed";

impl Block {
    /// A block without attributes, not yet numbered.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self::with_attr(kind, Attr::default(), span)
    }

    /// A block with attributes, not yet numbered.
    pub fn with_attr(kind: BlockKind, attr: Attr, span: Span) -> Self {
        Self {
            kind,
            role: None,
            flags: Flags::default(),
            number: None,
            attr,
            node: NodeId::UNSET,
            span,
        }
    }

    /// True for what may have a number, and has an id in an edition: headings, figures, tables.
    pub fn is_counted(&self) -> bool {
        matches!(self.kind, BlockKind::Heading { .. }) || self.caption().is_some()
    }

    /// The caption of a figure or a table, and as what these are counted.
    pub fn caption(&self) -> Option<(&Caption, NumberSeries)> {
        match &self.kind {
            BlockKind::Figure { caption, .. } => Some((caption, NumberSeries::Figure)),
            BlockKind::Table(table) => Some((&table.caption, NumberSeries::Table)),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Plain(_)
            | BlockKind::Quote(_)
            | BlockKind::Alert { .. }
            | BlockKind::List { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Code { .. }
            | BlockKind::Math(_)
            | BlockKind::Break
            | BlockKind::Group(_) => None,
        }
    }

    /// The caption of a figure or a table, to change it.
    pub fn caption_mut(&mut self) -> Option<&mut Caption> {
        match &mut self.kind {
            BlockKind::Figure { caption, .. } => Some(caption),
            BlockKind::Table(table) => Some(&mut table.caption),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Plain(_)
            | BlockKind::Quote(_)
            | BlockKind::Alert { .. }
            | BlockKind::List { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Code { .. }
            | BlockKind::Math(_)
            | BlockKind::Break
            | BlockKind::Group(_) => None,
        }
    }

    /// True for a picture that has a page of its own.
    pub fn is_full_bleed(&self) -> bool {
        matches!(
            self.kind,
            BlockKind::Figure {
                placement: FigurePlacement::FullBleed,
                ..
            }
        )
    }
}

/// The five kinds of alert of GitHub's Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alert {
    /// Useful to know.
    Note,
    /// Advice.
    Tip,
    /// Must be known.
    Important,
    /// Needs attention at once.
    Warning,
    /// Risks and bad outcomes.
    Caution,
}

/// How a list is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OrderedList {
    /// The number of the first item.
    pub start: u64,
    /// What follows the number.
    pub delim: NumberDelim,
}

/// What follows the number of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberDelim {
    /// `1.`
    Period,
    /// `1)`
    Paren,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// For a task: whether it is done.
    pub task: Option<bool>,
    /// Where it was read.
    pub span: Span,
}

/// One or more terms with one or more definitions.
#[derive(Debug, Clone, PartialEq)]
pub struct DefinitionItem {
    /// The terms; each is a [`BlockKind::Plain`], so that it has a number and attributes.
    pub terms: Vec<Block>,
    /// The definitions, each one or more blocks.
    pub definitions: Vec<Vec<Block>>,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// How each column is aligned.
    pub columns: Vec<ColumnAlign>,
    /// The rows that head it; each row has one cell for each column.
    pub head: Vec<Vec<Cell>>,
    /// The other rows; each row has one cell for each column.
    pub body: Vec<Vec<Cell>>,
    /// The caption; may be empty.
    pub caption: Caption,
}

impl Table {
    /// Whether the cells of the first column head their rows: by the custom of tables, they do where the cell
    /// above them has nothing to head.
    pub fn has_row_heads(&self) -> bool {
        let corner = self.head.first().and_then(|row| row.first());
        self.columns.len() > 1
            && corner.is_some_and(Cell::is_empty)
            && self
                .body
                .iter()
                .any(|row| row.first().is_some_and(|cell| !cell.is_empty()))
    }
}

impl Cell {
    /// True when nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| match &block.kind {
            BlockKind::Plain(content) | BlockKind::Paragraph(content) => {
                plain_text(content).trim().is_empty()
            }
            _ => false,
        })
    }
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColumnAlign {
    /// As the text runs.
    #[default]
    Start,
    /// Ranged left.
    Left,
    /// Centred.
    Center,
    /// Ranged right.
    Right,
}

/// One cell of a table: a block of its own, so that it has a number and a span.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The content; one [`BlockKind::Plain`] from Markdown, more from HTML.
    pub blocks: Vec<Block>,
}
