//! Which page of the printed edition each place of the text stands on.

use crate::document::NodeId;

/// A place in the text: a block and an offset into its flattened text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPosition {
    /// The block: a heading, a paragraph, a code block, a figure ...
    pub node: NodeId,
    /// The offset in bytes into [`plain_text`](crate::document::plain_text) of the block's inlines (into the
    /// text of a code block); 0 for a block without text.
    pub offset: u32,
}

/// The start of a page of the printed edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageBreak {
    /// The page's place in the PDF, from 0.
    pub page: u32,
    /// The folio as printed or counted: `iv`, `12`.
    pub label: String,
    /// The first place of the main text (no footnote, no contents list) on the page.
    pub position: TextPosition,
}

/// A page before the text that electronic editions have, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FrontPage {
    /// The title page.
    Title,
    /// The imprint.
    Imprint,
}

/// The page breaks of a printed edition in reading order. Pages without main text (half title,
/// contents, blanks) have none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageMap {
    /// The pages before the text, in order, with their folios as counted.
    pub front: Vec<(FrontPage, String)>,
    /// The breaks, sorted by page and by position.
    pub breaks: Vec<PageBreak>,
}
