//! The composition of a cover: which lines stand where.

use std::sync::Arc;

use super::text::plain;
use crate::document::{Lang, Metadata};
use crate::font::FontBook;
use crate::theme::{Align, Figures, Theme};
use crate::typeset::page::{Color, GlyphRun};
use crate::typeset::paragraph::{LineItem, ParagraphShape};
use crate::typeset::text::{CharStyle, RichText, Script, TextEngine};
use crate::units::{Length, Rect, Size};

/// A cover's content, in points on a sheet of [`SHEET`].
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// The ground and the ink.
    pub(super) palette: Palette,
    /// Filled rectangles.
    pub(super) rules: Vec<Rect>,
    /// Lines of text.
    pub(super) lines: Vec<PlacedLine>,
}

/// The two colours of a cover, as sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Palette {
    pub(super) ground: [u8; 3],
    pub(super) ink: [u8; 3],
}

/// Glyphs of one line and where its left end stands.
#[derive(Debug, Clone)]
pub(super) struct PlacedLine {
    pub(super) x: Length,
    pub(super) baseline: Length,
    pub(super) runs: Vec<GlyphRun>,
}

/// The sheet that is composed: 400 by 600 points, four pixels to the point.
pub(super) const SHEET: (i64, i64) = (400, 600);
/// Margin at the sides.
const MARGIN: f64 = 44.0;

/// Grounds dark enough for light ink (contrast above 9:1), told apart in gray too by their shade.
const GROUNDS: [[u8; 3]; 8] = [
    [0x1f, 0x2a, 0x38],
    [0x4a, 0x1c, 0x23],
    [0x1d, 0x3b, 0x34],
    [0x3a, 0x2e, 0x1f],
    [0x2d, 0x2a, 0x4a],
    [0x12, 0x3c, 0x4a],
    [0x45, 0x2b, 0x3d],
    [0x2b, 0x2b, 0x2b],
];
const PAPER: [u8; 3] = [0xf6, 0xf1, 0xe6];

pub(super) fn compose(meta: &Metadata, theme: &Theme, fonts: &FontBook) -> Sheet {
    let mut setter = Setter::new(meta, fonts);
    let pt = Length::pt;
    let (width, height) = (pt(SHEET.0 as f64), pt(SHEET.1 as f64));
    let body = theme.body_family.as_str();
    let heading = theme.heading_family.as_str();

    let title = setter.fitted(&meta.title, heading);
    let subtitle = meta
        .subtitle
        .as_deref()
        .map(|text| setter.set(text, body, 17.0, Face::Italic));
    let authors = meta
        .author_line("&")
        .map(|text| setter.set(&text, body, 18.0, Face::SmallCaps));
    let publisher = meta
        .publisher
        .as_deref()
        .map(|text| setter.set(text, body, 11.0, Face::SmallCaps));

    let mut sheet = Sheet {
        palette: Palette {
            ground: GROUNDS[usize::from(hue(meta)) % GROUNDS.len()],
            ink: PAPER,
        },
        rules: frame(Size { width, height }),
        lines: Vec::new(),
    };
    // The optical centre of a title lies above the middle; a long one is allowed to sink.
    let mut y = pt(150.0).min(pt(300.0) - title.height / 2).max(pt(72.0));
    y = sheet.place(title, y);
    if let Some(subtitle) = subtitle {
        let rule_width = pt(48.0);
        y += pt(18.0);
        sheet
            .rules
            .push(Rect::new((width - rule_width) / 2, y, rule_width, pt(0.75)));
        sheet.place(subtitle, y + pt(22.0));
    }
    let mut foot = height - pt(64.0);
    if let Some(publisher) = publisher {
        foot -= publisher.height;
        sheet.place(publisher, foot);
        foot -= pt(26.0);
    }
    if let Some(authors) = authors {
        foot -= authors.height;
        sheet.place(authors, foot);
    }
    sheet
}

/// A double frame, as on a bookbinder's cloth.
fn frame(size: Size) -> Vec<Rect> {
    let mut rules = Vec::new();
    for (inset, weight) in [(20.0, 1.5), (25.0, 0.5)] {
        let (inset, weight) = (Length::pt(inset), Length::pt(weight));
        let (w, h) = (size.width - inset * 2, size.height - inset * 2);
        rules.push(Rect::new(inset, inset, w, weight));
        rules.push(Rect::new(inset, inset + h - weight, w, weight));
        rules.push(Rect::new(inset, inset, weight, h));
        rules.push(Rect::new(inset + w - weight, inset, weight, h));
    }
    rules
}

/// A number from the series, or from the work where there is none, so that a series has one colour.
fn hue(meta: &Metadata) -> u8 {
    use sha2::{Digest, Sha256};
    let name = meta
        .series
        .as_ref()
        .map_or(meta.title.as_str(), |series| series.name.as_str());
    Sha256::digest(name.as_bytes())[0]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Roman,
    Italic,
    SmallCaps,
}

/// Lines set for a place that is not yet known.
struct Block {
    lines: Vec<(Length, Vec<GlyphRun>)>,
    height: Length,
    size: Length,
    leading: Length,
}

impl Sheet {
    /// Places a block with its top at `top` and returns its bottom.
    fn place(&mut self, block: Block, top: Length) -> Length {
        let mut baseline = top + block.size.scale(0.75);
        for (x, runs) in block.lines {
            self.lines.push(PlacedLine { x, baseline, runs });
            baseline += block.leading;
        }
        top + block.height
    }
}

struct Setter<'f> {
    engine: TextEngine<'f>,
    lang: Lang,
}

impl<'f> Setter<'f> {
    fn new(meta: &Metadata, fonts: &'f FontBook) -> Self {
        Self {
            engine: TextEngine::new(fonts),
            lang: meta.lang.clone(),
        }
    }

    /// The title in the largest size in which no word is broken and the whole is at most half of the sheet high.
    fn fitted(&mut self, text: &str, family: &str) -> Block {
        const SIZES: [f64; 9] = [54.0, 48.0, 42.0, 36.0, 31.0, 26.0, 22.0, 18.0, 14.0];
        let limit = Length::pt(SHEET.1 as f64 * 0.5);
        let mut last = None;
        for size in SIZES {
            let rich = self.rich(text, family, size, Face::Roman);
            let fits_width = self.engine.widths(&rich).min <= measure();
            let block = self.lines(&rich, size);
            if fits_width && block.height <= limit {
                return block;
            }
            last = Some(block);
        }
        let mut block = last.unwrap_or_else(|| self.set("", family, 14.0, Face::Roman));
        // A title longer than any: what does not fit is left to the title page.
        let lines = usize::try_from(limit.to_sp() / block.leading.to_sp().max(1)).unwrap_or(1);
        block.lines.truncate(lines);
        block.height = block.leading * block.lines.len() as i64;
        block
    }

    fn set(&mut self, text: &str, family: &str, size: f64, face: Face) -> Block {
        let rich = self.rich(text, family, size, face);
        self.lines(&rich, size)
    }

    fn rich(&self, text: &str, family: &str, size: f64, face: Face) -> RichText {
        let size = Length::pt(size);
        let style = CharStyle {
            family: Arc::from(family),
            size,
            bold: false,
            italic: face == Face::Italic,
            small_caps: face == Face::SmallCaps,
            figures: if face == Face::Roman {
                Figures::Lining
            } else {
                Figures::OldStyle
            },
            script: Script::Normal,
            letter_space: if face == Face::SmallCaps {
                size.scale(0.06)
            } else {
                Length::ZERO
            },
            rise: Length::ZERO,
            color: Color::BLACK,
            underline: false,
            strike: false,
            highlight: false,
        };
        plain(text, style, &self.lang)
    }

    fn lines(&mut self, rich: &RichText, size: f64) -> Block {
        let shape = ParagraphShape {
            measure: measure(),
            first_indent: Length::ZERO,
            drop_indent: (0, Length::ZERO),
            align: Align::Center,
            hyphenate: false,
            protrude: false,
            looseness: 0,
        };
        let size = Length::pt(size);
        let leading = size.scale(1.18);
        let lines: Vec<_> = self
            .engine
            .set(rich, &shape)
            .lines
            .into_iter()
            .map(|line| {
                let runs = line
                    .items
                    .into_iter()
                    .filter_map(|item| match item {
                        LineItem::Glyphs(run) => Some(run),
                        _ => None,
                    })
                    .collect();
                (Length::pt(MARGIN), runs)
            })
            .collect();
        Block {
            height: leading * lines.len() as i64,
            lines,
            size,
            leading,
        }
    }
}

fn measure() -> Length {
    Length::pt(SHEET.0 as f64 - 2.0 * MARGIN)
}
