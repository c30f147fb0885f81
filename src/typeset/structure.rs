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
    /// A heading of level 1 to 6. Until [`StructTree::level_headings`] has run, it is that of the manuscript, and 0 for
    /// the title of an article.
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
    /// The root, once it was added.
    pub const ROOT: StructId = StructId(0);

    /// Adds an element as the last child of `parent` (or as the root) and returns its id.
    pub fn add(&mut self, parent: Option<StructId>, tag: Tag) -> StructId {
        let id = StructId(u32::try_from(self.elements.len()).unwrap_or(u32::MAX));
        if let Some(parent) = parent {
            self.get_mut(parent).children.push(id);
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

    /// Adds the elements of another tree: what lies in its root lies in `parent` then, after what does already. Gives
    /// what is to be added to the other's ids; its root has none any more.
    pub fn append(&mut self, parent: StructId, other: Self) -> u32 {
        let mut elements = other.elements.into_iter();
        let Some(root) = elements.next() else {
            return 0;
        };
        let shift = u32::try_from(self.elements.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let shifted = |id: StructId| StructId(id.0.saturating_add(shift));
        self.get_mut(parent)
            .children
            .extend(root.children.into_iter().map(shifted));
        self.elements.extend(elements.map(|mut element| {
            element.parent = match element.parent {
                Some(StructId(0)) | None => Some(parent),
                Some(within) => Some(shifted(within)),
            };
            for child in &mut element.children {
                *child = shifted(*child);
            }
            element
        }));
        shift
    }

    /// Gives each heading a level one below that of the heading it stands under in reading order, whatever levels
    /// its author skipped (PDF/UA-1, 7.4.2).
    pub fn level_headings(&mut self) {
        let mut open: Vec<u8> = Vec::new();
        let mut waiting = vec![StructId(0)];
        while let Some(id) = waiting.pop() {
            let Some(element) = self.elements.get_mut(id.0 as usize) else {
                continue;
            };
            waiting.extend(element.children.iter().rev());
            if let Tag::H(level) = &mut element.tag {
                while open.last().is_some_and(|above| above >= level) {
                    open.pop();
                }
                open.push(*level);
                *level = u8::try_from(open.len()).map_or(6, |depth| depth.min(6));
            }
        }
    }

    /// The element of an id.
    #[allow(
        clippy::indexing_slicing,
        reason = "ids come from `add` and `append` alone"
    )]
    pub fn get_mut(&mut self, id: StructId) -> &mut StructElement {
        &mut self.elements[id.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_goes_into_another() {
        let mut whole = StructTree::default();
        let root = whole.add(None, Tag::Document);
        let front = whole.add(Some(root), Tag::Sect);
        let mut chapter = StructTree::default();
        let inner = chapter.add(None, Tag::Document);
        let section = chapter.add(Some(inner), Tag::Sect);
        let heading = chapter.add(Some(section), Tag::H(1));
        let shift = whole.append(root, chapter);
        let late = whole.add(Some(front), Tag::P);
        let at = |id: StructId| StructId(id.0 + shift);
        assert_eq!(
            (at(section), at(heading), late),
            (StructId(2), StructId(3), StructId(4))
        );
        assert_eq!(whole.elements[0].children, [front, at(section)]);
        assert_eq!(whole.elements[2].parent, Some(root));
        assert_eq!(whole.elements[2].children, [at(heading)]);
        assert_eq!(whole.elements[3].parent, Some(at(section)));
    }

    #[test]
    fn headings_skip_no_level_in_the_order_of_reading() {
        let mut tree = StructTree::default();
        let root = tree.add(None, Tag::Document);
        let front = tree.add(Some(root), Tag::Sect);
        let text = tree.add(Some(root), Tag::Sect);
        for level in [1, 4, 2, 6, 1] {
            tree.add(Some(text), Tag::H(level));
        }
        // Set last, read first.
        tree.add(Some(front), Tag::H(3));
        tree.level_headings();
        let levels: Vec<Tag> = tree.elements[3..].iter().map(|e| e.tag).collect();
        assert_eq!(levels, [1, 2, 2, 3, 1, 1].map(Tag::H));
    }
}
