//! The items of a paragraph with what they stand for.

use super::item::Item;
use crate::units::Length;

/// The boxes, glue and penalties of a paragraph, and for each what it stands for.
#[derive(Default)]
pub(super) struct ItemList {
    pub(super) items: Vec<Item>,
    /// As many as there are items.
    pub(super) sources: Vec<Source>,
    /// How much glyphs may be scaled, in thousandths.
    pub(super) elastic: i64,
}

/// What an item stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Source {
    /// The place of its atom.
    pub(super) atom: u32,
    /// The bytes of the text.
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) kind: SourceKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SourceKind {
    /// An atom or a part of it.
    Part,
    /// Space that is not in the text, between ideographs.
    Gap,
    /// A place to break.
    Penalty,
    /// A place to break with a hyphen.
    Hyphen,
}

impl Source {
    /// The same as a place to break.
    pub(super) fn as_penalty(self) -> Self {
        Self {
            kind: SourceKind::Penalty,
            ..self
        }
    }
}

impl ItemList {
    pub(super) fn clear(&mut self) {
        self.items.clear();
        self.sources.clear();
    }

    pub(super) fn push(&mut self, item: Item, source: Source) {
        self.items.push(item);
        self.sources.push(source);
    }

    /// Adds a box that gives way to nothing.
    pub(super) fn push_rigid(&mut self, width: Length, source: Source) {
        let item = Item::Box {
            width,
            elastic: Length::ZERO,
            protrude_start: Length::ZERO,
            protrude_end: Length::ZERO,
        };
        self.push(item, source);
    }

    /// Adds a place to break without a hyphen of our own.
    pub(super) fn push_penalty(&mut self, cost: i32, flagged: bool, source: Source) {
        let item = Item::Penalty {
            width: Length::ZERO,
            protrude_end: Length::ZERO,
            cost,
            flagged,
        };
        self.push(item, source.as_penalty());
    }

    /// Adds space that stretches without bound, before which no line ends.
    pub(super) fn push_fill(&mut self, source: Source) {
        self.push_penalty(Item::FORBIDDEN, false, source);
        let item = Item::Glue {
            width: Length::ZERO,
            stretch: Length::ZERO,
            shrink: Length::ZERO,
            fill: true,
        };
        self.push(item, source);
    }

    /// Ends a line by force. What is left of its width is filled, unless a fill in the text does so; a line in which
    /// there is nothing, is held by an empty box.
    pub(super) fn end_line(&mut self, source: Source, filled: bool, empty: bool) {
        let source = source.as_penalty();
        self.drop_spaces();
        if empty {
            self.push_rigid(Length::ZERO, source);
        }
        if !filled {
            self.push_fill(source);
        }
        self.push_penalty(Item::FORCED, false, source);
    }

    /// Takes back the spaces at the end of a line.
    fn drop_spaces(&mut self) {
        while let (Some(item), Some(source)) = (self.items.last(), self.sources.last()) {
            let space = matches!(item, Item::Glue { fill: false, .. });
            let forbids = matches!(item, Item::Penalty { cost, .. } if *cost >= Item::FORBIDDEN);
            if !(space && source.kind == SourceKind::Part || forbids) {
                break;
            }
            self.items.pop();
            self.sources.pop();
        }
    }

    /// The first item of the line after a break.
    pub(super) fn next_start(&self, end: usize) -> usize {
        let items = &self.items;
        (end + 1..items.len())
            .find(|at| {
                matches!(items.get(*at), Some(Item::Box { .. }))
                    || matches!(items.get(*at), Some(Item::Penalty { cost, .. }) if *cost <= Item::FORCED)
            })
            .unwrap_or(items.len())
    }
}
