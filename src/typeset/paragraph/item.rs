//! Boxes, glue and penalties (Knuth and Plass, *Breaking Paragraphs into Lines*, 1981).

use crate::units::Length;

/// One item of a paragraph: numbers only. What it shows is known to whoever made the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Item {
    /// Something to set that cannot be broken.
    Box {
        /// Its width.
        width: Length,
        /// How much wider, and how much narrower, its glyphs may be scaled.
        elastic: Length,
        /// How far it may hang into the margin when it stands first in a line.
        protrude_start: Length,
        /// How far it may hang into the margin when it stands last in a line.
        protrude_end: Length,
    },
    /// Space that can stretch and shrink, and vanishes at a break. A break may come at glue that
    /// follows a box.
    Glue {
        /// Its natural width.
        width: Length,
        /// How much it may stretch.
        stretch: Length,
        /// How much it may shrink.
        shrink: Length,
        /// Infinitely stretchable: fills the last line, centres, or ranges lines left.
        fill: bool,
    },
    /// A place where a break may come at a price.
    Penalty {
        /// The width added to the line when broken here: a hyphen's.
        width: Length,
        /// How far that hyphen may hang into the margin.
        protrude_end: Length,
        /// The price: [`Item::FORBIDDEN`] or more forbids a break, [`Item::FORCED`] or less forces it.
        cost: i32,
        /// True for a hyphen: two in a row cost extra.
        flagged: bool,
    },
}

impl Item {
    /// The cost that forbids a break.
    pub const FORBIDDEN: i32 = 10_000;
    /// The cost that forces a break.
    pub const FORCED: i32 = -10_000;
}

/// The place of one break: the index of the item that the line ends at (glue and penalties are
/// consumed), and how its line is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Breakpoint {
    /// The index of the glue or penalty at which the line ends.
    pub item: usize,
    /// The adjustment ratio of the line that ends here: negative when shrunk, 1 when stretched as far as
    /// glue says.
    pub ratio: f64,
}
