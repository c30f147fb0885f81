//! Pages: the display list between the typesetter and the PDF writer. Everything has its place;
//! nothing here decides on layout, and nothing knows PDF operators.

use std::sync::Arc;

use crate::document::{AnchorId, AssetId};
use crate::edition::PageMap;
use crate::locale::Digits;
use crate::units::{Point, Rect, Size};

pub use super::glyphs::{Color, Glyph, GlyphRun, Mark, Reading, Rule};
use super::report::Report;
use super::structure::{StructId, StructTree};

/// What the typesetter makes of an edition.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The logical structure that [`Mark::Content`] points into.
    pub structure: StructTree,
    /// The bookmarks, nested.
    pub outline: Vec<OutlineEntry>,
    /// Where each anchor fell: page (from 0) and point. Sorted by anchor.
    pub anchors: Vec<(AnchorId, u32, Point)>,
    /// The page breaks for the EPUB's page list.
    pub page_map: PageMap,
    /// Figures on the quality of the setting.
    pub report: Report,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The trimmed size.
    pub size: Size,
    /// The folio as counted, whether or not it is printed: `iv`, `12`.
    pub label: PageLabel,
    /// What is on it, in reading order, with artifacts (folios, rules) anywhere between.
    pub items: Vec<PageItem>,
}

/// The number of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PageLabel {
    /// How it is written.
    pub style: LabelStyle,
    /// Its number, from 1.
    pub number: u32,
}

/// How a folio is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LabelStyle {
    /// 1, 2, 3.
    #[default]
    Arabic,
    /// i, ii, iii.
    LowerRoman,
    /// ١, ٢, ٣: the digits of Arabic.
    ArabicIndic,
    /// ۱, ۲, ۳: the digits of Persian.
    Persian,
    /// C1, C2: the cover, which is no part of the count.
    Cover,
}

impl LabelStyle {
    /// That of numbers in the digits of a language.
    pub fn of(digits: Digits) -> Self {
        match digits {
            Digits::European => Self::Arabic,
            Digits::Arabic => Self::ArabicIndic,
            Digits::Persian => Self::Persian,
        }
    }
}

/// Something on a page.
#[derive(Debug, Clone)]
pub enum PageItem {
    /// Glyphs of one font and size on one baseline.
    Glyphs(GlyphRun),
    /// A filled rectangle: a rule, the ground of a code block.
    Rule(Rule),
    /// A picture.
    Image(PlacedImage),
    /// An area that leads somewhere. It is drawn by nothing.
    Link(LinkArea),
    /// What is drawn from here to [`PageItem::Upright`] is turned by a quarter to the left about this point:
    /// x runs from there up the page, and y to the right. The areas of links are the page's all the same.
    Turned(Point),
    /// Ends what is turned.
    Upright,
}

/// Where a rectangle stands on the page when it is turned with what is around it about a point.
pub fn turned(rect: Rect, about: Point) -> Rect {
    Rect::new(
        about.x + rect.origin.y,
        about.y - rect.right(),
        rect.size.height,
        rect.size.width,
    )
}

/// A picture at its place. The structure element gives its alternative text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedImage {
    /// Which picture.
    pub asset: AssetId,
    /// Where.
    pub rect: Rect,
    /// How it stands there.
    pub fit: Fit,
    /// What it is in the structure.
    pub mark: Mark,
}

/// How a picture stands in its rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Fit {
    /// The rectangle is in the picture's proportions.
    #[default]
    Exact,
    /// The rectangle is the whole page. The picture fills it, and on a press the bleed around it, in its own
    /// proportions; of what it has too much, as much is cut off at either side.
    Cover,
}

/// An area that leads somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkArea {
    /// Where on the page. A link broken over lines has several areas of one element.
    pub rect: Rect,
    /// Where it leads.
    pub target: LinkDest,
    /// What it is called when read without its text: the link's text.
    pub contents: Arc<str>,
    /// The structure element of kind `Link` (or `Reference`, `Note`'s label) that it belongs to.
    pub element: StructId,
}

/// Where an area leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkDest {
    /// To a place of this edition.
    Anchor(AnchorId),
    /// Out of it.
    Uri(Arc<str>),
}

/// A bookmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineEntry {
    /// Its text.
    pub title: String,
    /// Where it leads.
    pub target: AnchorId,
    /// Those below it.
    pub children: Vec<OutlineEntry>,
}

/// `12`, `iv`, `۱۲`, `C1`.
impl std::fmt::Display for PageLabel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.style {
            LabelStyle::Arabic => write!(f, "{}", self.number),
            LabelStyle::ArabicIndic => f.write_str(&Digits::Arabic.write(u64::from(self.number))),
            LabelStyle::Persian => f.write_str(&Digits::Persian.write(u64::from(self.number))),
            LabelStyle::Cover => write!(f, "C{}", self.number),
            LabelStyle::LowerRoman => {
                const DIGITS: [(u32, &str); 13] = [
                    (1000, "m"),
                    (900, "cm"),
                    (500, "d"),
                    (400, "cd"),
                    (100, "c"),
                    (90, "xc"),
                    (50, "l"),
                    (40, "xl"),
                    (10, "x"),
                    (9, "ix"),
                    (5, "v"),
                    (4, "iv"),
                    (1, "i"),
                ];
                let mut rest = self.number;
                for (value, digits) in DIGITS {
                    while rest >= value {
                        f.write_str(digits)?;
                        rest -= value;
                    }
                }
                Ok(())
            }
        }
    }
}
