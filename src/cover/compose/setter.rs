//! Texts of a cover, set for places that are not yet known.

use std::sync::Arc;

use unicode_script::UnicodeScript as _;

use super::{MARGIN, WIDTH};
use crate::cover::text::plain;
use crate::document::{Lang, Metadata, TextDirection};
use crate::font::FontBook;
use crate::style::{Align, Figures};
use crate::typeset::page::{Color, GlyphRun};
use crate::typeset::paragraph::{LineItem, ParagraphShape, TextEngine};
use crate::typeset::text::{CharStyle, RichText, Script};
use crate::units::{Length, Size};

/// The sizes of titles in points.
const SIZES: [f64; 12] = [
    88.0, 74.0, 63.0, 54.0, 48.0, 42.0, 36.0, 31.0, 26.0, 22.0, 18.0, 14.0,
];
/// The size below which a long word is rather divided.
const SMALLEST_WHOLE: f64 = 26.0;
/// The largest size in which it is.
const LARGEST_DIVIDED: f64 = 42.0;

/// How often the measure of a title is halved towards the narrowest with as few lines.
const BALANCE_STEPS: usize = 7;

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face<'a> {
    pub(super) family: &'a str,
    /// The size in points; of a title, the largest of [`SIZES`] that is tried.
    pub(super) size: f64,
    pub(super) cut: Cut,
    pub(super) align: Align,
    /// Whether words may be divided.
    pub(super) hyphenate: bool,
}

impl<'a> Face<'a> {
    /// A face whose words are not divided.
    pub(super) fn new(family: &'a str, size: f64, cut: Cut, align: Align) -> Self {
        Self {
            family,
            size,
            cut,
            align,
            hyphenate: false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Roman,
    Bold,
    Italic,
    SmallCaps,
}

/// Lines set for a place that is not yet known.
pub(super) struct Block {
    /// The left end of each line's measure, and its glyphs.
    pub(super) lines: Vec<(Length, Vec<GlyphRun>)>,
    pub(super) height: Length,
    /// Whether a word does not fit, or is broken where it could not be hyphenated.
    torn: bool,
    pub(super) size: Length,
    pub(super) leading: Length,
}

pub(super) struct Setter<'f> {
    engine: TextEngine<'f>,
    lang: Lang,
    sheet: Size,
}

impl<'f> Setter<'f> {
    pub(super) fn new(meta: &Metadata, fonts: &'f FontBook, sheet: Size) -> Self {
        let mut engine = TextEngine::new(fonts);
        engine.set_language(meta.lang.clone());
        Self {
            engine,
            lang: meta.lang.clone(),
            sheet,
        }
    }

    /// True where lines start at the right.
    pub(super) fn is_rtl(&self) -> bool {
        self.lang.direction() == TextDirection::Rtl
    }

    /// The title in the largest size in which no word is broken and the whole is at most a share of the
    /// sheet high, with lines of like length; `None` when a character of it is in no font.
    pub(super) fn title(&mut self, text: &str, face: Face<'_>, share: f64) -> Option<Block> {
        let limit = self.sheet.height.scale(share);
        let sizes = || SIZES.into_iter().filter(|size| *size <= face.size);
        for size in sizes().filter(|size| *size >= SMALLEST_WHOLE) {
            let face = Face { size, ..face };
            let rich = self.rich(text, face);
            let block = self.lines(&rich, face, measure())?;
            if !block.torn && block.height <= limit {
                return Some(self.balanced(&rich, face, block));
            }
        }
        // A word longer than any line is divided; a title longer than the sheet is set smaller.
        let mut last = None;
        for size in sizes().filter(|size| *size <= LARGEST_DIVIDED) {
            let face = Face {
                size,
                hyphenate: true,
                ..face
            };
            let rich = self.rich(text, face);
            let block = self.lines(&rich, face, measure())?;
            if !block.torn && block.height <= limit {
                return Some(block);
            }
            last = Some(block);
        }
        let mut block = last?;
        // What does not fit at all is left to the title page.
        let lines = usize::try_from(limit.to_sp() / block.leading.to_sp().max(1)).unwrap_or(1);
        block.lines.truncate(lines);
        block.height = block.leading * block.lines.len() as i64;
        Some(block)
    }

    /// A text that is at most `room` high, smaller if need be; `None` when there is no room for it, or a
    /// character of it is in no font.
    pub(super) fn fitted(&mut self, text: &str, face: Face<'_>, room: Length) -> Option<Block> {
        [1.0, 0.86, 0.72]
            .into_iter()
            .filter_map(|scale| {
                let size = face.size * scale;
                self.set(text, Face { size, ..face })
            })
            .find(|block| block.height <= room)
    }

    /// The block in the narrowest measure in which it has no more lines.
    fn balanced(&mut self, rich: &RichText, face: Face<'_>, block: Block) -> Block {
        let lines = block.lines.len();
        let mut best = block;
        if lines < 2 {
            return best;
        }
        let (mut low, mut high) = (measure() / 4, measure());
        for _ in 0..BALANCE_STEPS {
            let middle = (low + high) / 2;
            let block = self.lines(rich, face, middle);
            match block {
                Some(block) if block.lines.len() <= lines && !block.torn => {
                    (best, high) = (block, middle);
                }
                _ => low = middle,
            }
        }
        best
    }

    /// A text in as many lines as it takes; `None` when a character of it is in no font.
    pub(super) fn set(&mut self, text: &str, face: Face<'_>) -> Option<Block> {
        let rich = self.rich(text, face);
        self.lines(&rich, face, measure())
    }

    fn rich(&self, text: &str, face: Face<'_>) -> RichText {
        let size = Length::pt(face.size);
        let small_caps = face.cut == Cut::SmallCaps;
        let style = CharStyle {
            family: Arc::from(face.family),
            size,
            bold: face.cut == Cut::Bold,
            italic: face.cut == Cut::Italic,
            small_caps,
            figures: match face.cut {
                Cut::Roman | Cut::Bold => Figures::Lining,
                Cut::Italic | Cut::SmallCaps => Figures::OldStyle,
            },
            script: Script::Normal,
            letter_space: if small_caps {
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

    fn lines(&mut self, rich: &RichText, face: Face<'_>, width: Length) -> Option<Block> {
        let shape = ParagraphShape {
            measure: width,
            first_indent: Length::ZERO,
            drop_indent: (0, Length::ZERO),
            align: face.align,
            hyphenate: face.hyphenate,
            protrude: false,
        };
        let spare = measure() - width;
        let left = match (face.align, self.is_rtl()) {
            (Align::Center, _) => spare / 2,
            (_, true) => spare,
            (_, false) => Length::ZERO,
        };
        let size = Length::pt(face.size);
        let leading = size.scale(1.18);
        let set = self.engine.set(rich, &shape);
        if !set.missing.is_empty() {
            return None;
        }
        let last = set.lines.len().saturating_sub(1);
        let torn = set.lines.iter().enumerate().any(|(index, line)| {
            let broken =
                index < last && !line.hyphenated && within_word(&rich.text, line.range.end);
            line.overfull || broken
        });
        let lines: Vec<_> = set
            .lines
            .into_iter()
            .map(|line| {
                let runs: Vec<GlyphRun> = line
                    .items
                    .into_iter()
                    .filter_map(|item| match item {
                        LineItem::Glyphs(run) => Some(run),
                        _ => None,
                    })
                    .collect();
                (Length::pt(MARGIN) + left, runs)
            })
            .collect();
        Some(Block {
            height: leading * lines.len() as i64,
            torn,
            lines,
            size,
            leading,
        })
    }
}

/// True when a break at `at` would part a word. Scripts without spaces between words have none that show.
fn within_word(text: &str, at: usize) -> bool {
    let joins = |c: Option<char>| {
        c.is_some_and(|c| {
            let spaceless = matches!(
                c.script(),
                unicode_script::Script::Han
                    | unicode_script::Script::Hiragana
                    | unicode_script::Script::Katakana
                    | unicode_script::Script::Thai
                    | unicode_script::Script::Lao
                    | unicode_script::Script::Khmer
                    | unicode_script::Script::Myanmar
            );
            c.is_alphanumeric() && !spaceless
        })
    };
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    joins(before.chars().next_back()) && joins(after.chars().next())
}

/// The width of text.
pub(super) fn measure() -> Length {
    Length::pt(WIDTH as f64 - 2.0 * MARGIN)
}
