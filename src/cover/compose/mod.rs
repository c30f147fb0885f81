//! The composition of a cover: which lines stand where. Each theme names a design, and each design has a
//! layout and colours of its own.

mod band;
mod framed;
mod panel;
mod setter;

use crate::document::Metadata;
use crate::font::FontBook;
use crate::locale::Locale;
use crate::style::{CoverDesign, Theme};
use crate::typeset::page::GlyphRun;
use crate::units::{Length, Rect, Size};
use setter::{Block, Face, Setter};

/// A cover's content, in points.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Its size; see [`size`].
    pub(super) size: Size,
    /// The colours.
    pub(super) palette: Palette,
    /// Filled rectangles, the lowest first. Text stands above them all.
    pub(super) shapes: Vec<Shape>,
    /// Lines of text.
    pub(super) lines: Vec<PlacedLine>,
}

/// The colours of a cover, as sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Palette {
    /// The colour of the whole.
    pub(super) ground: [u8; 3],
    /// That of the text on it.
    pub(super) ink: [u8; 3],
    /// That of what catches the eye; never of text.
    pub(super) accent: [u8; 3],
}

/// A colour by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Ground,
    Ink,
    Accent,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) rect: Rect,
    pub(super) tone: Tone,
}

/// Glyphs of one line and where its left end stands.
#[derive(Debug, Clone)]
pub(super) struct PlacedLine {
    pub(super) x: Length,
    pub(super) baseline: Length,
    pub(super) runs: Vec<GlyphRun>,
    /// The ink on the ground, or the ground on a shape in the colour of the ink.
    pub(super) tone: Tone,
}

/// The width of every sheet in points; the height follows from the proportions.
pub(super) const WIDTH: i64 = 400;
/// Margin at the sides.
const MARGIN: f64 = 44.0;

/// Grounds dark enough for light ink (contrast above 9:1), told apart in gray too by their shade, each
/// with an accent.
const GROUNDS: [([u8; 3], [u8; 3]); 8] = [
    ([0x1f, 0x2a, 0x38], [0xc8, 0x9b, 0x4b]),
    ([0x4a, 0x1c, 0x23], [0xd2, 0xa6, 0x5a]),
    ([0x1d, 0x3b, 0x34], [0xcf, 0xb0, 0x6a]),
    ([0x3a, 0x2e, 0x1f], [0xb9, 0x6a, 0x3c]),
    ([0x2d, 0x2a, 0x4a], [0xd9, 0x8a, 0x6a]),
    ([0x12, 0x3c, 0x4a], [0xe0, 0xa0, 0x5a]),
    ([0x45, 0x2b, 0x3d], [0xd6, 0x9a, 0x8a]),
    ([0x2b, 0x2b, 0x2b], [0xc4, 0x55, 0x3d]),
];
const PAPER: [u8; 3] = [0xf6, 0xf1, 0xe6];

/// The size of a sheet with the proportions of a picture or a page.
pub(super) fn size(of: Size) -> Size {
    let width = Length::pt(WIDTH as f64);
    // A page is never so narrow that its cover could not be composed.
    let height = width.scale(of.height.ratio(of.width).clamp(0.8, 3.0));
    Size { width, height }
}

/// The colours of a cover.
pub(super) fn palette(meta: &Metadata, theme: &Theme) -> Palette {
    let [first, ..] = GROUNDS;
    let chosen = GROUNDS.get(usize::from(hue(meta)) % GROUNDS.len());
    let (dark, accent) = *chosen.unwrap_or(&first);
    let (ground, ink) = match theme.cover {
        CoverDesign::Framed | CoverDesign::Panel => (dark, PAPER),
        CoverDesign::Band => (PAPER, dark),
    };
    Palette {
        ground,
        ink,
        accent,
    }
}

/// Composes a cover with the proportions of `shape`; `None` where the title has characters that are in no
/// font. Other texts with such characters are left out.
pub(super) fn compose(
    meta: &Metadata,
    theme: &Theme,
    fonts: &FontBook,
    shape: Size,
) -> Option<Sheet> {
    let cover = Cover {
        meta,
        theme,
        setter: Setter::new(meta, fonts, size(shape)),
        sheet: Sheet {
            size: size(shape),
            palette: palette(meta, theme),
            shapes: Vec::new(),
            lines: Vec::new(),
        },
    };
    match theme.cover {
        CoverDesign::Framed => framed::compose(cover),
        CoverDesign::Panel => panel::compose(cover),
        CoverDesign::Band => band::compose(cover),
    }
}

/// The names of the authors in one line.
pub(super) fn authors(meta: &Metadata) -> Option<String> {
    let names: Vec<&str> = meta.authors().map(|c| c.name.as_str()).collect();
    (!names.is_empty()).then(|| Locale::of(&meta.lang).join_names_with_ampersand(&names))
}

/// A cover while it is composed.
struct Cover<'a> {
    meta: &'a Metadata,
    theme: &'a Theme,
    setter: Setter<'a>,
    sheet: Sheet,
}

impl Cover<'_> {
    fn shape(&mut self, rect: Rect, tone: Tone) {
        self.sheet.shapes.push(Shape { rect, tone });
    }

    /// Sets a text that there may be.
    fn set(&mut self, text: Option<&str>, face: Face<'_>) -> Option<Block> {
        self.setter.set(text?, face)
    }

    /// Sets the title, at most a share of the sheet high, and the subtitle in the room that the title leaves. The title
    /// is set smaller rather than that the subtitle is left out.
    fn titles(
        &mut self,
        (title, subtitle): (Face<'_>, Face<'_>),
        share: f64,
        room: impl Fn(&Block) -> Length,
    ) -> Option<(Block, Option<Block>)> {
        let meta = self.meta;
        let mut first = None;
        for scale in [1.0, 0.85, 0.7, 0.55] {
            let set = self.setter.title(&meta.title, title, share * scale)?;
            let below = self.fitted(meta.subtitle.as_deref(), subtitle, room(&set));
            if below.is_some() || meta.subtitle.is_none() {
                return Some((set, below));
            }
            first.get_or_insert(set);
        }
        first.map(|title| (title, None))
    }

    /// Sets a text that there may be in the room that there is.
    fn fitted(&mut self, text: Option<&str>, face: Face<'_>, room: Length) -> Option<Block> {
        self.setter.fitted(text?, face, room)
    }

    /// Places a block with its top at `top` and returns its bottom.
    fn place(&mut self, block: Block, top: Length, tone: Tone) -> Length {
        let mut baseline = top + block.size.scale(0.75);
        for (x, runs) in block.lines {
            self.sheet.lines.push(PlacedLine {
                x,
                baseline,
                runs,
                tone,
            });
            baseline += block.leading;
        }
        top + block.height
    }

    /// Places a block with its bottom at `bottom` and returns its top.
    fn place_above(&mut self, block: Block, bottom: Length, tone: Tone) -> Length {
        let top = bottom - block.height;
        self.place(block, top, tone);
        top
    }
}

/// A number from the series, or from the work where there is none, so that a series has one colour.
fn hue(meta: &Metadata) -> u8 {
    use sha2::{Digest, Sha256};
    let name = meta
        .series
        .as_ref()
        .map_or(meta.title.as_str(), |series| series.name.as_str());
    let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let [first, ..] = digest;
    first
}
