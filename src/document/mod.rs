//! The document model: plain data between the reader and the backends. It holds no Markdown event,
//! no HTML and no PDF, and each node keeps the [`Span`] it came from.
//!
//! ```text
//! Manuscript ─read─▶ Document ─resolve─▶ Edition ─┬─▶ pdf  ─▶ bytes + PageMap
//!                                                 └─▶ epub ◀──────────┘
//! ```

mod anchor;
mod asset;
mod attr;
mod block;
mod depth;
mod dump;
mod initial;
mod inline;
mod meta;
mod number;
mod page;
mod pictures;
mod places;
mod print;
mod role;
mod text;
mod walk;

pub use anchor::AnchorId;
pub use asset::{Asset, AssetFormat, AssetId};
pub use attr::Attr;
pub use block::{
    Alert, Block, BlockKind, Caption, Cell, ColumnAlign, DefinitionItem, FULL_BLEED,
    FigurePlacement, ListItem, NumberDelim, OrderedList, Table,
};
pub(crate) use depth::xml_depth;
pub(crate) use dump::Dumper;
pub use initial::initial;
pub use inline::{Image, Inline, InlineKind, LinkTarget, Math};
pub use meta::{Contributor, Cover, Identifiers, Kind, Metadata, Relator, Series, SourceWork};
pub use number::{Number, Series as NumberSeries};
pub use page::{PageSize, PageSizeError};
pub use places::MetadataPlaces;
pub use print::{
    BleedEdges, Gutter, Inks, Paper, PressProfile, Print, PrintPreset, PrintStandard, PrinterMarks,
};
pub use role::{Flags, InlineRole, Role};
pub use text::{OBJECT, plain_text, text_len};
pub use walk::{
    BlockRef, visit_blocks, visit_blocks_in_language, visit_blocks_mut, visit_inlines,
    visit_inlines_mut,
};

pub use crate::locale::{Date, Lang, TextDirection};
use crate::source::{SourceId, Span};

/// Identifies a [`Block`] within one [`Edition`](crate::edition::Edition). The reader leaves all at
/// [`NodeId::UNSET`]; the resolve stage numbers the blocks in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NodeId(pub u32);

impl NodeId {
    /// Not yet numbered.
    pub const UNSET: Self = Self(0);
}

/// Identifies a [`Note`] of one [`Document`]: its place in [`Document::notes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub u32);

/// A whole manuscript as read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Title, authors, language and the rest.
    pub meta: Metadata,
    /// The text, one chapter to a source file. An article has one.
    pub chapters: Vec<Chapter>,
    /// All footnotes; [`InlineKind::NoteRef`] points here.
    pub notes: Vec<Note>,
    /// All pictures, each file once.
    pub assets: Vec<Asset>,
    /// Of a volume of several works: what is known of each. Empty for one work.
    pub works: Vec<Metadata>,
}

/// Where a chapter stands in a volume of several works, or in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Placement {
    /// The work that it belongs to: its place in [`Document::works`].
    pub work: Option<usize>,
    /// How many part titles it stands below.
    pub depth: u8,
    /// Whether it is a part title: a page of its own, with chapters below it.
    pub is_part: bool,
}

/// The text of one source file.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// The file it was read from.
    pub source: SourceId,
    /// The file's path relative to the manuscript, with `/`.
    pub path: String,
    /// The chapter's title: its first heading of level 1, or `title` of its front matter.
    /// In a book, it is else the file's name; but it is empty where the file begins with a heading of
    /// a lower level and goes on with the chapter before it. Empty, too, for an article whose text
    /// starts without a heading.
    pub title: Vec<Inline>,
    /// The language of the chapter where it is not the manuscript's.
    pub lang: Option<Lang>,
    /// The blocks, in order. The title's heading is among them when it stands in the text.
    pub blocks: Vec<Block>,
    /// Where it stands in a volume.
    pub placement: Placement,
}

impl Chapter {
    /// True when its title is not among the headings of its text, so that a heading is made of it.
    pub fn has_title_apart(&self) -> bool {
        !self.title.is_empty() && first_level(&self.blocks) != Some(1)
    }
}

/// The level of the first heading of a text's outline.
fn first_level(blocks: &[Block]) -> Option<u8> {
    blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading { level, .. } => Some(*level),
        BlockKind::Group(inner) => first_level(inner),
        _ => None,
    })
}

/// The text of a footnote.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The label as written: `1`, `source`.
    pub label: String,
    /// The chapter it is defined in: its place in [`Document::chapters`].
    pub chapter: usize,
    /// One or more blocks.
    pub blocks: Vec<Block>,
    /// Where it is defined.
    pub span: Span,
}
