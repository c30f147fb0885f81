//! Pagination: where pages end. It sees numbers only: a list of boxes, spaces and places where a
//! page may end, and the heights of the notes that boxes refer to. What they show is known to whoever made the list.
//!
//! The breaks of a whole chapter are chosen together, by the least sum of costs over its pages
//! (the idea of total fit, carried from lines to pages; compare M. F. Plass, *Optimal Pagination
//! Techniques for Automatic Typesetting Systems*, 1981). The state of the search is the break, the
//! side of the page, how short the page before ran (facing pages should be of one depth) and the notes that are carried over.

mod cost;
mod fill;
mod flex;
mod plate;
mod search;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use flex::Flex;
pub use search::{paginate, paginate_flexible};

use crate::units::Length;

/// One item of a chapter's vertical list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VItem {
    /// Something that cannot be torn: a line, a row of a table, a picture.
    Box {
        /// Its height.
        height: Length,
        /// How many notes it refers to: the next so many of the list of notes.
        notes: u32,
    },
    /// Space; it vanishes at the head of a page.
    Space(VSpace),
    /// A place where a page may end.
    Break(VBreak),
    /// A picture that stands here where it fits, and otherwise at the head of the next page, while the
    /// text goes on.
    Float(VFloat),
}

/// The heights of a float, each a whole number of lines of the grid, so that the text around it does not
/// depend on where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VFloat {
    /// Its height within the text, with the space around it.
    pub inline: Length,
    /// Its height at the head of a page, with the space below it.
    pub top: Length,
    /// Where it may stand.
    pub place: FloatPlace,
}

impl VFloat {
    /// A float that has a page for itself.
    pub const fn page(height: Length) -> Self {
        Self {
            inline: Length::ZERO,
            top: height,
            place: FloatPlace::OwnPage,
        }
    }
}

/// Where a float may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum FloatPlace {
    /// Within the text, or at the head of a later page.
    #[default]
    InText,
    /// On a page of its own: the one after the page on which it was met, so that the text fills that page
    /// first.
    OwnPage,
}

/// Space between boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VSpace {
    /// Its natural height.
    pub natural: Length,
    /// How much it may grow to fill a page.
    pub stretch: Length,
    /// Where what follows stands on the grid: the space is rounded up so that the depth is so far
    /// below one of the grid's lines.
    pub snap: Option<Length>,
}

/// A place where a page may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VBreak {
    /// The price; [`VBreak::FORCED`] ends the page in any case.
    pub cost: i32,
    /// The price on top where the leaf must be turned: after a recto.
    pub turn_cost: i32,
    /// The height repeated at the head of the next page: a table's head.
    pub lead_in: Length,
}

impl VBreak {
    /// The cost that forces a page to end.
    pub const FORCED: i32 = -10_000;

    /// A break at a price.
    pub const fn at_cost(cost: i32) -> Self {
        Self {
            cost,
            turn_cost: 0,
            lead_in: Length::ZERO,
        }
    }
}

/// What a page offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSpec {
    /// The height of the text.
    pub height: Length,
    /// The distance of the grid's lines.
    pub grid: Length,
    /// The height of the gap, with its rule, between text and notes.
    pub note_gap: Length,
    /// Whether the first page is a recto.
    pub first: Side,
}

/// The side of a page in a spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The front of a leaf: odd folios.
    Recto,
    /// The back: even folios.
    Verso,
}

impl Side {
    /// The side of the page after.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Recto => Self::Verso,
            Self::Verso => Self::Recto,
        }
    }
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePlan {
    /// The items on it, without the space at its head.
    pub items: Range<usize>,
    /// The break before it whose lead-in is repeated, where it has one.
    pub lead_in: Option<usize>,
    /// The floats at its head, counted through the chapter. One that has a page for itself is the only one.
    pub top_floats: Range<usize>,
    /// The first of the floats among its items that does not stand on it but on a later page.
    pub float_limit: usize,
    /// The parts of notes on it.
    pub notes: Vec<NotePart>,
    /// The height of its items.
    pub depth: Length,
    /// How much its spaces grow in sum.
    pub stretch: Length,
    /// The lines that it runs short, from 0 to 3; 3 stands for more. A page that ends a chapter never does.
    pub short: u8,
    /// The paragraph on it that is to be set a line longer or shorter, of those that were offered.
    pub flex: Option<(usize, FlexBy)>,
    /// Whether a fault could not be avoided: a box taller than the page, or a keep torn.
    pub forced: bool,
}

/// How a paragraph is set otherwise than is best for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlexBy {
    /// A line longer.
    Longer,
    /// A line shorter.
    Shorter,
}

/// The part of a note on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotePart {
    /// The note.
    pub note: usize,
    /// Its lines.
    pub lines: Range<usize>,
}

/// Moves a depth over a space.
pub(super) fn advance(depth: Length, space: VSpace, grid: Length) -> Length {
    let depth = depth + space.natural;
    let Some(offset) = space.snap else {
        return depth;
    };
    if grid <= Length::ZERO {
        return depth;
    }
    // Half a tenth of a point above a line is that line: sums of scaled lengths are not exact.
    let slack = Length::pt(0.05);
    let above = (depth - offset - slack).max(Length::ZERO);
    let lines = (above + grid - Length::from_sp(1)).to_sp() / grid.to_sp();
    grid * lines + offset
}
