//! The page breaks of the printed edition, on their way into the text.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::document::{AnchorId, NodeId};
use crate::edition::{Edition, FrontPage, PageMap};

/// A page break to be marked in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where in the flattened text of its block.
    pub(super) offset: usize,
    /// The folio.
    pub(super) label: String,
    /// The id of its marker.
    pub(super) id: String,
}

/// A page break that stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageTarget {
    /// The folio.
    pub(super) label: String,
    /// The file.
    pub(super) file: String,
    /// The id of its marker.
    pub(super) id: String,
}

/// The page breaks that are still to be marked.
#[derive(Debug, Default)]
pub(super) struct Marks {
    front: Vec<(FrontPage, Mark)>,
    by_node: BTreeMap<NodeId, VecDeque<Mark>>,
}

impl Marks {
    /// All breaks of a page map.
    pub(super) fn new(pages: Option<&PageMap>, edition: &Edition) -> Self {
        let mut by_node: BTreeMap<NodeId, VecDeque<Mark>> = BTreeMap::new();
        let mut used = BTreeSet::new();
        let mut id = |label: &str, page: usize| {
            let ascii = label.chars().all(|c| c.is_ascii_alphanumeric());
            let name = if ascii && !label.is_empty() {
                format!("page-{label}")
            } else {
                format!("page-at-{}", page + 1)
            };
            let mut id = name.clone();
            let mut copy = 1;
            while edition.anchors.contains_key(&AnchorId::new(id.as_str()))
                || !used.insert(id.clone())
            {
                copy += 1;
                id = format!("{name}-{copy}");
            }
            id
        };
        let front = pages.map_or(&[][..], |pages| &pages.front).iter();
        let front = front.enumerate().map(|(page, (part, label))| {
            let mark = Mark {
                offset: 0,
                label: label.clone(),
                id: id(label, page),
            };
            (*part, mark)
        });
        let front = front.collect();
        for page in pages.map_or(&[][..], |pages| &pages.breaks) {
            let id = id(&page.label, page.page as usize);
            by_node
                .entry(page.position.node)
                .or_default()
                .push_back(Mark {
                    offset: page.position.offset as usize,
                    label: page.label.clone(),
                    id,
                });
        }
        by_node.remove(&NodeId::UNSET);
        for marks in by_node.values_mut() {
            marks.make_contiguous().sort_by_key(|mark| mark.offset);
        }
        Self { front, by_node }
    }

    /// The break before a page that stands before the text.
    pub(super) fn front(&self, page: FrontPage) -> Option<Mark> {
        let mut front = self.front.iter();
        front
            .find(|(other, _)| *other == page)
            .map(|(_, mark)| mark.clone())
    }

    /// The breaks within a block; they are handed out once.
    pub(super) fn take(&mut self, node: NodeId) -> Cursor {
        Cursor {
            offset: 0,
            marks: self.by_node.remove(&node).unwrap_or_default(),
        }
    }
}

/// A walk over the flattened text of a block, with the breaks that lie ahead.
#[derive(Debug, Default)]
pub(super) struct Cursor {
    offset: usize,
    marks: VecDeque<Mark>,
}

impl Cursor {
    /// The next break within the next `len` bytes (at the very place, for 0), and how many bytes before it.
    pub(super) fn next_within(&mut self, len: usize) -> Option<(usize, Mark)> {
        let first = self.marks.front()?;
        let ahead = first.offset.saturating_sub(self.offset);
        if ahead > 0 && ahead >= len {
            return None;
        }
        self.marks.pop_front().map(|mark| (ahead, mark))
    }

    /// Goes on by `len` bytes.
    pub(super) fn advance(&mut self, len: usize) {
        self.offset += len;
    }

    /// All breaks that are left, of a block that has no more text.
    pub(super) fn rest(&mut self) -> VecDeque<Mark> {
        std::mem::take(&mut self.marks)
    }

    /// The breaks before the text.
    pub(super) fn at_start(&mut self) -> Vec<Mark> {
        let count = self
            .marks
            .iter()
            .take_while(|mark| mark.offset == 0)
            .count();
        self.marks.drain(..count).collect()
    }
}
