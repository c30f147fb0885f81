//! Which pages stand on which side of which sheet.

use std::fmt;
use std::str::FromStr;

/// The pages of the largest signature.
const MAX_SIGNATURE: u32 = 128;

/// How pages are laid on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// Two to a side, in their order.
    TwoUp,
    /// Two to a side, such that all sheets together, printed on both sides and folded once, make a
    /// booklet.
    Booklet,
    /// Booklets of so many pages, a multiple of four, to be sewn together.
    Signature(u32),
}

/// A scheme that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no way to lay out sheets: write `2up`, `booklet`, or `signature:16` with a multiple of 4 up to {MAX_SIGNATURE}"
)]
pub struct ParseSchemeError(String);

impl FromStr for Scheme {
    type Err = ParseSchemeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let signature = |pages: &str| {
            let pages = pages.parse::<u32>().ok()?;
            let good = (4..=MAX_SIGNATURE).contains(&pages) && pages.is_multiple_of(4);
            good.then_some(Self::Signature(pages))
        };
        match text {
            "2up" => Some(Self::TwoUp),
            "booklet" => Some(Self::Booklet),
            _ => text.strip_prefix("signature:").and_then(signature),
        }
        .ok_or_else(|| ParseSchemeError(text.chars().take(60).collect()))
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TwoUp => f.write_str("2up"),
            Self::Booklet => f.write_str("booklet"),
            Self::Signature(pages) => write!(f, "signature:{pages}"),
        }
    }
}

/// Which way the text runs, and so on which side a book opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    Left,
    Right,
}

/// One side of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    /// Its pages from left to right: numbers from 0, `None` for a blank.
    pub(super) pages: [Option<usize>; 2],
    /// How many sheets of its signature lie around it.
    pub(super) depth: u32,
    /// The number of the signature from 0, on the side that is its outside.
    pub(super) outside_of: Option<u32>,
}

/// The sides of all sheets.
pub(super) fn sides(pages: usize, scheme: Scheme, opening: Opening) -> Vec<Side> {
    let flat = |pages| Side {
        pages,
        depth: 0,
        outside_of: None,
    };
    let page = |number: usize| (number < pages).then_some(number);
    let mut sides = Vec::new();
    let signature = match scheme {
        Scheme::TwoUp => {
            let pairs = (0..pages.div_ceil(2)).map(|side| [page(2 * side), page(2 * side + 1)]);
            sides.extend(pairs.map(flat));
            0
        }
        Scheme::Booklet => pages.next_multiple_of(4),
        Scheme::Signature(signature) => (signature as usize).next_multiple_of(4),
    };
    if signature > 0 {
        let (mut first, mut number) = (0, 0);
        while first < pages {
            // The last signature is no thicker than it must be.
            let size = signature.min((pages - first).next_multiple_of(4));
            for sheet in 0..size / 4 {
                let (front, back) = (first + 2 * sheet, first + size - 1 - 2 * sheet);
                let depth = u32::try_from(sheet).unwrap_or(u32::MAX);
                sides.push(Side {
                    pages: [page(back), page(front)],
                    depth,
                    outside_of: (sheet == 0).then_some(number),
                });
                sides.push(Side {
                    depth,
                    ..flat([page(front + 1), page(back - 1)])
                });
            }
            first += size;
            number += 1;
        }
    }
    if opening == Opening::Right {
        sides.iter_mut().for_each(|side| side.pages.reverse());
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints, folds and reads: the pages of a signature's sheets in the order of the bound book.
    fn bound(pages: usize, scheme: Scheme) -> Vec<Option<usize>> {
        let sides = sides(pages, scheme, Opening::Left);
        let size = match scheme {
            Scheme::Signature(size) => size as usize,
            _ => pages.next_multiple_of(4),
        };
        let mut book = Vec::new();
        for signature in sides.chunks((size / 2).max(1)) {
            let sides: Vec<_> = signature.iter().map(|side| side.pages).collect();
            let leaves: Vec<_> = sides.chunks(2).collect();
            // From the outside in, the right half of each front with the left half of its back …
            for leaf in &leaves {
                book.extend([leaf[0][1], leaf[1][0]]);
            }
            // … and out again, the right half of the back with the left half of the front.
            for leaf in leaves.iter().rev() {
                book.extend([leaf[1][1], leaf[0][0]]);
            }
        }
        book
    }

    #[test]
    fn folded_sheets_read_in_order() {
        for pages in 0..=70 {
            for scheme in [4, 8, 12, 16, 32].map(Scheme::Signature) {
                check(pages, scheme);
            }
            check(pages, Scheme::Booklet);
        }
    }

    fn check(pages: usize, scheme: Scheme) {
        let book = bound(pages, scheme);
        assert!(
            book.len() >= pages && book.len() < pages + 4,
            "{pages} {scheme}"
        );
        for (place, page) in book.into_iter().enumerate() {
            let expected = (place < pages).then_some(place);
            assert_eq!(page, expected, "place {place} of {pages}, {scheme}");
        }
    }

    #[test]
    fn two_up_is_in_order() {
        let sides = |pages, scheme, opening| -> Vec<_> {
            let sides = sides(pages, scheme, opening);
            sides.into_iter().map(|side| side.pages).collect()
        };
        assert_eq!(
            sides(3, Scheme::TwoUp, Opening::Left),
            [[Some(0), Some(1)], [Some(2), None]]
        );
        assert_eq!(
            sides(4, Scheme::Booklet, Opening::Right),
            [[Some(0), Some(3)], [Some(2), Some(1)]]
        );
    }

    #[test]
    fn inner_sheets_lie_deeper_and_signatures_are_counted() {
        let sides = sides(40, Scheme::Signature(16), Opening::Left);
        let depths: Vec<u32> = sides.iter().map(|side| side.depth).collect();
        assert_eq!(
            depths,
            [0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1]
        );
        let outsides: Vec<u32> = sides.iter().filter_map(|side| side.outside_of).collect();
        assert_eq!(outsides, [0, 1, 2]);
    }

    #[test]
    fn schemes_are_read() {
        for text in ["2up", "booklet", "signature:16"] {
            let scheme: Scheme = text.parse().expect("a scheme");
            assert_eq!(scheme.to_string(), text);
        }
        for text in ["", "3up", "signature:6", "signature:0", "signature:132"] {
            assert!(text.parse::<Scheme>().is_err(), "{text}");
        }
    }
}
