//! The size of the printed edition's pages.

use std::fmt;
use std::str::FromStr;

use crate::units::{Length, Size};

/// A trimmed size of pages: one that has a name, or any other that a book is made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageSize {
    /// In micrometres, in which both millimetres and inches are whole.
    width: u32,
    height: u32,
}

/// The least and the greatest side of a page, in micrometres: from a pocket book to a large atlas.
const SIDES: (u32, u32) = (90_000, 450_000);

impl PageSize {
    /// 148 × 210 mm.
    pub const A5: Self = Self::micrometres(148_000, 210_000);
    /// 210 × 297 mm.
    pub const A4: Self = Self::micrometres(210_000, 297_000);
    /// 8.5 × 11 in.
    pub const LETTER: Self = Self::micrometres(215_900, 279_400);
    /// 6 × 9 in.
    pub const TRADE_6X9: Self = Self::micrometres(152_400, 228_600);
    /// 5 × 8 in.
    pub const DIGEST_5X8: Self = Self::micrometres(127_000, 203_200);

    /// The sizes that have a name in metadata and on the command line.
    pub const NAMED: &'static [(&'static str, Self)] = &[
        ("a5", Self::A5),
        ("a4", Self::A4),
        ("letter", Self::LETTER),
        ("6x9", Self::TRADE_6X9),
        ("5x8", Self::DIGEST_5X8),
    ];

    const fn micrometres(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    /// The names of sizes.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMED.iter().map(|(name, _)| *name)
    }

    /// The sizes that have a name.
    pub fn named() -> impl Iterator<Item = Self> {
        Self::NAMED.iter().map(|(_, size)| *size)
    }

    /// The trimmed size.
    pub fn size(self) -> Size {
        Size {
            width: Length::mm(f64::from(self.width) / 1000.0),
            height: Length::mm(f64::from(self.height) / 1000.0),
        }
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self::A5
    }
}

/// Its name, or the size in millimetres: `170x240mm`.
impl fmt::Display for PageSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut named = Self::NAMED.iter();
        match named.find(|(_, size)| size == self) {
            Some((name, _)) => f.write_str(name),
            None => {
                let [width, height] =
                    [self.width, self.height].map(|side| f64::from(side) / 1000.0);
                write!(f, "{width}x{height}mm")
            }
        }
    }
}

/// Why a text is no size of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageSizeError {
    /// It is neither a name nor a size.
    #[error(
        "there is no page `{0}`; there are {names}, and sizes such as 170x240mm",
        names = names_in_a_row()
    )]
    Unknown(String),
    /// A side that no book has.
    #[error("no page is as large or as small as `{0}`: its sides must be from 90mm to 450mm")]
    OutOfBounds(String),
}

/// `a5, a4, letter, 6x9 and 5x8`.
fn names_in_a_row() -> String {
    let names: Vec<&str> = PageSize::names().collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}

impl FromStr for PageSize {
    type Err = PageSizeError;

    /// Reads a name, or width and height with their unit: `170x240mm`, `17 x 24 cm`, `6.14x9.21in`.
    fn from_str(text: &str) -> Result<Self, PageSizeError> {
        let text = text.trim();
        let mut named = Self::NAMED.iter();
        if let Some((_, size)) = named.find(|(name, _)| name.eq_ignore_ascii_case(text)) {
            return Ok(*size);
        }
        let unknown = || PageSizeError::Unknown(text.to_owned());
        let (width, height) = text.split_once(['x', '×']).ok_or_else(unknown)?;
        let (width, height) = (width.trim(), height.trim());
        let unit = height.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let height: Length = height.parse().map_err(|_| unknown())?;
        // The unit stands once, after both, or after each.
        let width: Length = width
            .parse()
            .or_else(|_| format!("{width}{}", unit.trim()).parse())
            .map_err(|_| unknown())?;
        let (least, greatest) = SIDES;
        let side = |length: Length| {
            let micrometres = (length.to_mm() * 1000.0).round();
            // Out of the range of the type is out of bounds.
            let side = micrometres.clamp(0.0, f64::from(u32::MAX)) as u32;
            (least..=greatest).contains(&side).then_some(side)
        };
        match (side(width), side(height)) {
            (Some(width), Some(height)) => Ok(Self { width, height }),
            _ => Err(PageSizeError::OutOfBounds(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_names_or_measures() {
        for (text, shown, width, height) in [
            ("A5", "a5", Length::mm(148.0), Length::mm(210.0)),
            ("6x9", "6x9", Length::inch(6.0), Length::inch(9.0)),
            ("letter", "letter", Length::inch(8.5), Length::inch(11.0)),
            (
                "170x240mm",
                "170x240mm",
                Length::mm(170.0),
                Length::mm(240.0),
            ),
            (
                "17 × 24 cm",
                "170x240mm",
                Length::mm(170.0),
                Length::mm(240.0),
            ),
            (
                "170mm x 24cm",
                "170x240mm",
                Length::mm(170.0),
                Length::mm(240.0),
            ),
            (
                "6.14x9.21in",
                "155.956x233.934mm",
                Length::mm(155.956),
                Length::mm(233.934),
            ),
            ("5x8in", "5x8", Length::inch(5.0), Length::inch(8.0)),
        ] {
            let page: PageSize = text.parse().expect(text);
            assert_eq!(page.to_string(), shown);
            assert_eq!(page.size(), Size { width, height }, "{text}");
            assert_eq!(shown.parse(), Ok(page), "{text}");
        }
    }

    #[test]
    fn what_is_no_page_is_refused() {
        for text in ["", "a9", "170", "170x", "x240mm", "170x240", "170x240km"] {
            assert_eq!(
                text.parse::<PageSize>(),
                Err(PageSizeError::Unknown(text.to_owned()))
            );
        }
        for text in ["89x240mm", "170x451mm", "1e30x240mm", "0x0mm", "-170x240mm"] {
            assert!(text.parse::<PageSize>().is_err(), "{text}");
        }
    }
}
