//! The state of a content stream and all but its text.

use std::collections::BTreeSet;

use super::Resources;
use super::text::TextState;
use crate::document::{AssetId, Lang};
use crate::font::FontId;
use crate::pdf::error::PdfError;
use crate::pdf::number::{push_fixed, push_int, push_real, round_to};
use crate::pdf::object::{dict, push_dict};
use crate::pdf::string::{push_literal, text};
use crate::typeset::page::{Color, Mark, PlacedImage, Rule};
use crate::typeset::structure::StructId;
use crate::units::{Length, Rect};

/// Decimals of coordinates outside text: a thousandth of a point.
const DECIMALS: u32 = 3;

/// Writes one content stream.
pub(super) struct Writer<'a> {
    pub(super) resources: &'a Resources<'a>,
    /// The page's height, as PDF counts from its foot.
    pub(super) height: Length,
    pub(super) out: Vec<u8>,
    pub(super) text: TextState,
    paint: Paint,
    open: Option<Open>,
    marks: Vec<(StructId, u32)>,
    pub(super) fonts: BTreeSet<FontId>,
    pictures: BTreeSet<AssetId>,
}

/// The marked-content sequences that are open.
struct Open {
    mark: Mark,
    /// The language of the span within, if there is one.
    lang: Option<Lang>,
}

/// A colour as it is written, in steps of the decimals.
#[derive(PartialEq, Eq)]
enum Paint {
    Gray(i64),
    Rgb([i64; 3]),
}

impl From<Color> for Paint {
    fn from(color: Color) -> Self {
        let level = |value: f32| round_to(f64::from(value.clamp(0.0, 1.0)), DECIMALS);
        match color {
            Color::Gray(gray) => Self::Gray(level(gray)),
            Color::Rgb(r, g, b) => Self::Rgb([r, g, b].map(level)),
        }
    }
}

/// A finished content stream.
pub(super) struct Finished {
    pub(super) bytes: Vec<u8>,
    pub(super) marks: Vec<(StructId, u32)>,
    pub(super) fonts: BTreeSet<FontId>,
    pub(super) pictures: BTreeSet<AssetId>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(resources: &'a Resources<'a>, height: Length) -> Self {
        Self {
            resources,
            height,
            out: Vec::new(),
            text: TextState::default(),
            paint: Paint::Gray(0),
            open: None,
            marks: Vec::new(),
            fonts: BTreeSet::new(),
            pictures: BTreeSet::new(),
        }
    }

    /// Makes ready for glyphs with a mark. `index` is the item's place on the page.
    pub(super) fn enter_text(
        &mut self,
        mark: Mark,
        lang: Option<&Lang>,
        index: u32,
    ) -> Result<(), PdfError> {
        if !self.text.inside {
            self.close_marks();
            self.begin_text();
        }
        self.mark(mark, lang, index)
    }

    /// Makes ready for rules and pictures with a mark.
    pub(super) fn enter_graphics(&mut self, mark: Mark, index: u32) -> Result<(), PdfError> {
        if self.text.inside {
            // A sequence opened within a text object must end there.
            self.close_marks();
            self.end_text();
        }
        self.mark(mark, None, index)
    }

    fn mark(&mut self, mark: Mark, lang: Option<&Lang>, index: u32) -> Result<(), PdfError> {
        let lang = match mark {
            Mark::Content(id) => lang.filter(|lang| self.resources.tags.lang(id) != Some(lang)),
            Mark::Artifact | Mark::Pagination => None,
        };
        let open_lang = match &self.open {
            Some(open) if open.mark == mark => {
                if open.lang.as_ref() == lang {
                    return Ok(());
                }
                open.lang.is_some()
            }
            _ => {
                self.close_marks();
                self.open_mark(mark, index)?;
                false
            }
        };
        self.close_array();
        if open_lang {
            self.out.extend_from_slice(b"EMC\n");
        }
        if let Some(lang) = lang {
            self.out.extend_from_slice(b"/Span<</Lang");
            push_literal(&mut self.out, lang.as_str().as_bytes());
            self.out.extend_from_slice(b">>BDC\n");
        }
        self.open = Some(Open {
            mark,
            lang: lang.cloned(),
        });
        Ok(())
    }

    fn open_mark(&mut self, mark: Mark, index: u32) -> Result<(), PdfError> {
        match mark {
            Mark::Content(id) => {
                let tag = self.resources.tags.name(id)?;
                self.out.push(b'/');
                self.out.extend_from_slice(tag.as_bytes());
                self.out.extend_from_slice(b"<</MCID ");
                push_int(&mut self.out, self.marks.len() as i64);
                self.out.extend_from_slice(b">>BDC\n");
                self.marks.push((id, index));
            }
            Mark::Artifact => self.out.extend_from_slice(b"/Artifact BMC\n"),
            Mark::Pagination => self
                .out
                .extend_from_slice(b"/Artifact<</Type/Pagination>>BDC\n"),
        }
        Ok(())
    }

    fn close_marks(&mut self) {
        self.close_array();
        if let Some(open) = self.open.take() {
            self.out.extend_from_slice(b"EMC\n");
            if open.lang.is_some() {
                self.out.extend_from_slice(b"EMC\n");
            }
        }
    }

    /// Sets the colour that is filled with.
    pub(super) fn set_color(&mut self, color: Color) {
        let paint = Paint::from(color);
        if self.paint == paint {
            return;
        }
        self.close_array();
        let (levels, operator): (&[i64], &[u8]) = match &paint {
            Paint::Gray(level) => (std::slice::from_ref(level), b"g\n"),
            Paint::Rgb(levels) => (levels, b"rg\n"),
        };
        for level in levels {
            push_fixed(&mut self.out, *level, DECIMALS);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(operator);
        self.paint = paint;
    }

    /// Fills a rectangle.
    pub(super) fn rule(&mut self, rule: &Rule) {
        self.set_color(rule.color);
        let [x, y, width, height] = self.corner_and_size(&rule.rect);
        self.push_numbers(&[x, y, width, height]);
        self.out.extend_from_slice(b"re f\n");
    }

    /// Shows a picture.
    pub(super) fn image(&mut self, image: &PlacedImage) -> Result<(), PdfError> {
        let picture = self.resources.pictures.get(image.asset)?;
        let [x, y, width, height] = self.corner_and_size(&image.rect);
        let [a, b, c, d, e, f] = picture.orientation.matrix();
        // The picture's unit square is turned within itself, then laid over the rectangle.
        let matrix = [
            a * width,
            b * height,
            c * width,
            d * height,
            e * width + x,
            f * height + y,
        ];
        self.out.extend_from_slice(b"q ");
        self.push_numbers(&matrix);
        self.out.extend_from_slice(b"cm/");
        self.out.extend_from_slice(picture.resource.as_bytes());
        self.out.extend_from_slice(b" Do Q\n");
        self.pictures.insert(image.asset);
        Ok(())
    }

    /// The lower left corner, the width and the height, in points from the page's foot.
    fn corner_and_size(&self, rect: &Rect) -> [f64; 4] {
        [
            rect.origin.x.to_pt(),
            (self.height - rect.bottom()).to_pt(),
            rect.size.width.to_pt(),
            rect.size.height.to_pt(),
        ]
    }

    fn push_numbers(&mut self, numbers: &[f64]) {
        for number in numbers {
            push_real(&mut self.out, *number, DECIMALS);
            self.out.push(b' ');
        }
    }

    /// Opens a span whose text replaces that of its glyphs.
    pub(super) fn open_span(&mut self, actual_text: &str) {
        self.close_array();
        let dict = dict! { "ActualText" => text(actual_text) };
        self.out.extend_from_slice(b"/Span");
        push_dict(&mut self.out, &dict, &|_| None);
        self.out.extend_from_slice(b"BDC\n");
    }

    /// Closes it.
    pub(super) fn close_span(&mut self) {
        self.close_array();
        self.out.extend_from_slice(b"EMC\n");
    }

    pub(super) fn finish(mut self) -> Finished {
        self.close_marks();
        if self.text.inside {
            self.end_text();
        }
        Finished {
            bytes: self.out,
            marks: self.marks,
            fonts: self.fonts,
            pictures: self.pictures,
        }
    }
}
