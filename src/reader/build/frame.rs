//! What is open while a chapter is read: blocks and inlines whose end has not come yet.

use crate::document::{
    Alert, Attr, Block, Cell, ColumnAlign, DefinitionItem, Inline, LinkTarget, ListItem,
    OrderedList,
};
use crate::source::Span;

/// Who opened a frame, which decides on who may close it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum Origin {
    /// A start event of Markdown; its end event closes it, whatever is open above.
    Markdown,
    /// An HTML tag; its end tag closes it, or the end of what it stands in.
    Html(&'static str),
    /// Text or blocks where there was no frame for them.
    Implied,
}

/// An open block or inline.
#[derive(Debug)]
pub(in crate::reader) struct Frame {
    pub(in crate::reader) kind: FrameKind,
    pub(in crate::reader) attr: Attr,
    pub(in crate::reader) origin: Origin,
    /// True once its own end tag has come.
    pub(in crate::reader) ended: bool,
    pub(in crate::reader) span: Span,
    /// Finished blocks within.
    pub(in crate::reader) blocks: Vec<Block>,
    /// Finished inlines within, or those of a caption.
    pub(in crate::reader) inlines: Vec<Inline>,
    /// Attributes on a line of their own that wait for the next block.
    pub(in crate::reader) waiting: Option<(Attr, Span)>,
}

/// The kinds of frame.
#[derive(Debug)]
pub(in crate::reader) enum FrameKind {
    // Blocks that hold blocks.
    Root,
    Quote,
    Alert(Alert),
    Group,
    Figure,
    Item {
        task: Option<bool>,
    },
    Definition,
    Cell {
        head: bool,
    },
    Note {
        label: String,
    },
    // Blocks that hold certain frames only.
    List {
        ordered: Option<OrderedList>,
        loose: bool,
        items: Vec<ListItem>,
    },
    Definitions {
        items: Vec<DefinitionItem>,
    },
    Table(Box<TableFrame>),
    Row {
        cells: Vec<Cell>,
        head: bool,
    },
    // Blocks that hold text.
    Paragraph,
    Plain,
    Heading(u8),
    Term,
    Caption,
    Code {
        language: Option<String>,
        text: String,
    },
    // Inlines.
    Emph,
    Strong,
    Strike,
    Superscript,
    Subscript,
    Underline,
    Mark,
    Span,
    InlineCode,
    Quotation,
    Link {
        target: LinkTarget,
        title: String,
    },
    Image {
        destination: String,
        title: String,
    },
    Ruby {
        base: Vec<Inline>,
        reading: Vec<Inline>,
    },
    Reading,
    /// What is left out with all that it holds.
    Dropped,
}

/// A table whose rows have not all come.
#[derive(Debug, Default)]
pub(in crate::reader) struct TableFrame {
    pub(in crate::reader) columns: Vec<ColumnAlign>,
    pub(in crate::reader) head: Vec<Vec<Cell>>,
    pub(in crate::reader) body: Vec<Vec<Cell>>,
    /// The caption where it stands as a row.
    pub(in crate::reader) caption_row: Option<Block>,
}

impl Frame {
    /// An open frame without content.
    pub(in crate::reader) fn new(kind: FrameKind, attr: Attr, origin: Origin, span: Span) -> Self {
        Self {
            kind,
            attr,
            origin,
            ended: false,
            span,
            blocks: Vec::new(),
            inlines: Vec::new(),
            waiting: None,
        }
    }
}

/// What a frame may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum Holds {
    /// Blocks.
    Blocks,
    /// Frames of certain kinds only.
    Parts,
    /// Inlines: a paragraph, a heading.
    Text,
    /// Inlines, and is one itself.
    Inlines,
    /// Text as it is.
    Raw,
    /// Nothing that is kept.
    Nothing,
}

impl FrameKind {
    /// What a frame of this kind may hold.
    pub(in crate::reader) fn holds(&self) -> Holds {
        match self {
            Self::Root
            | Self::Quote
            | Self::Alert(_)
            | Self::Group
            | Self::Figure
            | Self::Item { .. }
            | Self::Definition
            | Self::Cell { .. }
            | Self::Note { .. } => Holds::Blocks,
            Self::List { .. } | Self::Definitions { .. } | Self::Table(_) | Self::Row { .. } => {
                Holds::Parts
            }
            Self::Paragraph | Self::Plain | Self::Heading(_) | Self::Term | Self::Caption => {
                Holds::Text
            }
            Self::Code { .. } => Holds::Raw,
            Self::Dropped => Holds::Nothing,
            _ => Holds::Inlines,
        }
    }

    /// True for what makes the tree deeper by its own will: parts of lists and tables follow these.
    pub(in crate::reader) fn nests(&self) -> bool {
        matches!(
            self,
            Self::Quote
                | Self::Alert(_)
                | Self::Group
                | Self::Figure
                | Self::Note { .. }
                | Self::List { .. }
                | Self::Definitions { .. }
                | Self::Table(_)
        ) || self.holds() == Holds::Inlines
    }
}
