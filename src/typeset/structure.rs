//! The logical structure of a set edition: the tree that a tagged PDF carries
//! (ISO 32000-1, 14.7 and 14.8).

use std::sync::Arc;

use crate::document::Lang;

/// Identifies a [`StructElement`]: its place in [`StructTree::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StructId(pub u32);

/// All elements. A parent stands before its children; the children of one parent are in reading
/// order, which is the order of their ids unless [`StructElement::children`] says otherwise.
#[derive(Debug, Clone, Default)]
pub struct StructTree {
    /// The elements; the first is the root of kind [`Tag::Document`].
    pub elements: Vec<StructElement>,
}

/// One element.
#[derive(Debug, Clone)]
pub struct StructElement {
    /// What it is.
    pub tag: Tag,
    /// The element it lies in; `None` for the root.
    pub parent: Option<StructId>,
    /// The elements in it, in reading order. Marked content of the element itself is placed
    /// between them by the order in which both appear on the pages.
    pub children: Vec<StructId>,
    /// Its language, where it differs from its parent's.
    pub lang: Option<Lang>,
    /// Alternative text, of a figure or formula.
    pub alt: Option<Arc<str>>,
    /// The id, of a note (must be unique).
    pub id: Option<Arc<str>>,
}

/// The standard structure types of PDF 1.7 that we use (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// The whole.
    Document,
    /// A chapter, a section.
    Sect,
    /// Blocks that belong together.
    Div,
    /// A heading of level 1 to 6.
    H(u8),
    /// A paragraph.
    P,
    /// A list with its way of numbering (attribute `ListNumbering`).
    L(ListNumbering),
    /// An item of a list.
    Li,
    /// The number or bullet of an item, the number of a note.
    Lbl,
    /// The body of an item.
    LBody,
    /// A table.
    Table,
    /// The rows that head a table.
    THead,
    /// The other rows.
    TBody,
    /// A row.
    Tr,
    /// A cell that heads a column (`Scope Column`).
    Th,
    /// A cell that heads a row (`Scope Row`).
    ThRow,
    /// Any other cell.
    Td,
    /// A caption.
    Caption,
    /// A picture.
    Figure,
    /// A formula.
    Formula,
    /// A footnote.
    Note,
    /// A reference to a note.
    Reference,
    /// A link.
    Link,
    /// A quotation set as a block.
    BlockQuote,
    /// Code; in the line or as a block.
    Code,
    /// A list of contents.
    Toc,
    /// A line of it.
    Toci,
    /// Text in the line with a language or an emphasis of its own.
    Span,
    /// Emphasis; role-mapped to `Span`.
    Em,
    /// Strong emphasis; role-mapped to `Span`.
    Strong,
    /// A word with its reading.
    Ruby,
    /// The word.
    Rb,
    /// Its reading.
    Rt,
    /// Signs around a reading that stands in the line.
    Rp,
    /// The title of the work; role-mapped to `P`.
    Title,
}

/// How the items of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListNumbering {
    /// Not at all.
    None,
    /// By bullets.
    Disc,
    /// 1, 2, 3.
    Decimal,
}

impl StructTree {
    /// Adds an element as the last child of `parent` (or as the root) and returns its id.
    pub fn add(&mut self, parent: Option<StructId>, tag: Tag) -> StructId {
        let id = StructId(u32::try_from(self.elements.len()).unwrap_or(u32::MAX));
        if let Some(parent) = parent {
            self.elements[parent.0 as usize].children.push(id);
        }
        self.elements.push(StructElement {
            tag,
            parent,
            children: Vec::new(),
            lang: None,
            alt: None,
            id: None,
        });
        id
    }

    /// The element of an id.
    pub fn get_mut(&mut self, id: StructId) -> &mut StructElement {
        &mut self.elements[id.0 as usize]
    }
}
