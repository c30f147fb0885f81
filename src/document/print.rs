//! How the printed edition is made ready for a press.

use crate::source::Span;
use crate::units::Length;

use super::PageSize;

/// What a printer is sent, every choice made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// The trimmed page, where it is not that of the metadata.
    pub page: Option<PageSize>,
    /// The standard that the file keeps.
    pub standard: PrintStandard,
    /// The inks of the inside pages.
    pub inks: Inks,
    /// How far what touches the trimmed edge reaches beyond it.
    pub bleed: Length,
    /// The edges that have bleed.
    pub bleed_edges: BleedEdges,
    /// What is printed beside the page.
    pub marks: PrinterMarks,
    /// The profile of the press.
    pub profile: Option<PressProfile>,
    /// The name of the printing condition in the ICC's registry: `FOGRA39`, `CGATS TR 001`.
    pub condition: Option<String>,
    /// Blank pages are added until the count can be divided by this.
    pub multiple: u32,
    /// The inner margin that the binding asks for.
    pub gutter: Gutter,
    /// The thickness of a page: half of a leaf's.
    pub page_thickness: Length,
}

impl Default for Print {
    fn default() -> Self {
        Self {
            page: None,
            standard: PrintStandard::X4,
            inks: Inks::Black,
            bleed: Length::ZERO,
            bleed_edges: BleedEdges::All,
            marks: PrinterMarks::None,
            profile: None,
            condition: None,
            multiple: 2,
            gutter: Gutter::Theme,
            page_thickness: Paper::White.thickness(),
        }
    }
}

/// A standard for files that go to a press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrintStandard {
    /// PDF/X-4 (ISO 15930-7).
    X4,
    /// PDF/X-1a:2003 (ISO 15930-4): older, without transparency.
    X1a,
}

/// The inks of the inside pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Inks {
    /// Black alone; colours become shades of gray.
    Black,
    /// Cyan, magenta, yellow and black. Text in black is in black ink alone all the same.
    Cmyk,
}

/// The edges of a page that have bleed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BleedEdges {
    /// All four.
    All,
    /// All but the one at the binding.
    NotBinding,
}

/// What is printed beside the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrinterMarks {
    /// Nothing.
    None,
    /// Crop marks, registration marks and a colour bar.
    Crop,
}

/// A press's ICC profile in the manuscript's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressProfile {
    /// Its path relative to the manuscript, with `/`.
    pub path: String,
    /// Where it is named.
    pub span: Span,
}

/// How wide the inner margin must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gutter {
    /// As the theme has it.
    Theme,
    /// By the table of Kindle Direct Publishing for paperbacks.
    Kdp,
    /// By IngramSpark's recommendation.
    Ingram,
}

impl Gutter {
    /// The least inner margin of a book of so many pages.
    pub fn least_inner(self, pages: usize) -> Length {
        match self {
            Self::Theme => Length::ZERO,
            Self::Kdp => Length::inch(match pages {
                0..=150 => 0.375,
                151..=300 => 0.5,
                301..=500 => 0.625,
                501..=700 => 0.75,
                _ => 0.875,
            }),
            // Half an inch, and an eighth more for what a thick book's binding takes.
            Self::Ingram => Length::inch(if pages <= 400 { 0.5 } else { 0.625 }),
        }
    }
}

/// A paper, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Paper {
    /// White, for text.
    White,
    /// Cream, for text.
    Cream,
    /// White, for pictures in colour.
    Color,
}

impl Paper {
    /// The thickness of a page, as Kindle Direct Publishing reckons it.
    pub fn thickness(self) -> Length {
        Length::inch(match self {
            Self::White => 0.002_252,
            Self::Cream => 0.0025,
            Self::Color => 0.002_347,
        })
    }
}

/// A printer's demands, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrintPreset {
    /// Kindle Direct Publishing, 5 by 8 inches.
    Kdp5x8,
    /// Kindle Direct Publishing, 6 by 9 inches.
    Kdp6x9,
    /// IngramSpark, 5 by 8 inches.
    Ingram5x8,
    /// IngramSpark, 6 by 9 inches.
    Ingram6x9,
    /// A press for sheets, A5.
    A5Offset,
    /// A press for sheets, A4.
    A4Offset,
}

impl PrintPreset {
    /// All presets.
    pub const ALL: [Self; 6] = [
        Self::Kdp5x8,
        Self::Kdp6x9,
        Self::Ingram5x8,
        Self::Ingram6x9,
        Self::A5Offset,
        Self::A4Offset,
    ];

    /// The name in metadata.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kdp5x8 => "kdp-5x8",
            Self::Kdp6x9 => "kdp-6x9",
            Self::Ingram5x8 => "ingram-5x8",
            Self::Ingram6x9 => "ingram-6x9",
            Self::A5Offset => "a5-offset",
            Self::A4Offset => "a4-offset",
        }
    }

    /// What it stands for.
    pub fn print(self) -> Print {
        let (page, gutter) = match self {
            Self::Kdp5x8 => (PageSize::DIGEST_5X8, Gutter::Kdp),
            Self::Kdp6x9 => (PageSize::TRADE_6X9, Gutter::Kdp),
            Self::Ingram5x8 => (PageSize::DIGEST_5X8, Gutter::Ingram),
            Self::Ingram6x9 => (PageSize::TRADE_6X9, Gutter::Ingram),
            Self::A5Offset => (PageSize::A5, Gutter::Theme),
            Self::A4Offset => (PageSize::A4, Gutter::Theme),
        };
        let print = Print {
            page: Some(page),
            gutter,
            ..Print::default()
        };
        match gutter {
            Gutter::Kdp => Print {
                bleed_edges: BleedEdges::NotBinding,
                ..print
            },
            Gutter::Ingram => Print {
                standard: PrintStandard::X1a,
                bleed_edges: BleedEdges::NotBinding,
                ..print
            },
            Gutter::Theme => Print {
                bleed: Length::mm(3.0),
                marks: PrinterMarks::Crop,
                multiple: 4,
                ..print
            },
        }
    }
}
