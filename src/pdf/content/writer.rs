//! The state of a content stream and all but its text.

use std::collections::BTreeSet;

use super::state::TextState;
use super::{Bleed, Drawn, Resources};
use crate::document::{AssetId, Lang};
use crate::font::FontId;
use crate::pdf::error::PdfError;
use crate::pdf::fit::{cover, covering};
use crate::pdf::ink::Tint;
use crate::pdf::number::{push_fixed, push_int, push_real, round_to};
use crate::pdf::object::{dict, push_dict};
use crate::pdf::string::{push_literal, text};
use crate::pdf::tags::Tags;
use crate::typeset::page::{Color, Fit, Mark, PlacedImage, Rule};
use crate::typeset::structure::StructId;
use crate::units::{Length, Point, Rect, Size};

/// Decimals of coordinates outside text: a thousandth of a point.
const DECIMALS: u32 = 3;

/// Writes one content stream.
pub(super) struct Writer<'a> {
    pub(super) resources: &'a Resources<'a>,
    /// The page's height, as PDF counts from its foot.
    pub(super) height: Length,
    width: Length,
    bleed: Bleed,
    pub(super) out: Vec<u8>,
    pub(super) text: TextState,
    paint: Paint,
    /// The colour and the state of text that are to come back when what is turned has ended.
    upright: Option<(Paint, TextState)>,
    open: Option<Open>,
    /// A span whose text replaces that of several runs is open.
    shared: bool,
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
#[derive(Clone, PartialEq, Eq)]
enum Paint {
    Gray(i64),
    Rgb([i64; 3]),
    Cmyk([i64; 4]),
}

impl From<Tint> for Paint {
    fn from(tint: Tint) -> Self {
        let level = |value: f32| round_to(f64::from(value), DECIMALS);
        match tint {
            Tint::Gray(gray) => Self::Gray(level(gray)),
            Tint::Rgb(levels) => Self::Rgb(levels.map(level)),
            Tint::Cmyk(levels) => Self::Cmyk(levels.map(level)),
        }
    }
}

/// How near to the edge of a page is on it.
const NEAR: f64 = 0.25;

impl<'a> Writer<'a> {
    pub(super) fn new(resources: &'a Resources<'a>, size: Size, bleed: Bleed) -> Self {
        Self {
            resources,
            height: size.height,
            width: size.width,
            bleed,
            out: Vec::new(),
            text: TextState::default(),
            paint: Paint::Gray(0),
            upright: None,
            open: None,
            shared: false,
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
        let Some(tags) = self.resources.tags else {
            return Ok(());
        };
        let lang = match mark {
            Mark::Content(id) => lang.filter(|lang| tags.lang(id) != Some(lang)),
            Mark::Artifact | Mark::Pagination => None,
        };
        let open_lang = match &self.open {
            Some(open) if open.mark == mark => {
                if open.lang.as_ref() == lang {
                    return Ok(());
                }
                let open_lang = open.lang.is_some();
                self.close_shared();
                open_lang
            }
            _ => {
                self.close_marks();
                self.open_mark(tags, mark, index)?;
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

    fn open_mark(&mut self, tags: &Tags<'_>, mark: Mark, index: u32) -> Result<(), PdfError> {
        match mark {
            Mark::Content(id) if tags.is_ornament(id) => {
                self.out.extend_from_slice(b"/Artifact BMC\n");
            }
            Mark::Content(id) => {
                let tag = tags.name(id)?;
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
        self.close_shared();
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
        let paint = Paint::from(self.resources.inks.tint(color));
        if self.paint == paint {
            return;
        }
        self.close_array();
        let (levels, operator): (&[i64], &[u8]) = match &paint {
            Paint::Gray(level) => (std::slice::from_ref(level), b"g\n"),
            Paint::Rgb(levels) => (levels, b"rg\n"),
            Paint::Cmyk(levels) => (levels, b"k\n"),
        };
        for level in levels {
            push_fixed(&mut self.out, *level, DECIMALS);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(operator);
        self.paint = paint;
    }

    /// Turns what follows by a quarter to the left about a point (ISO 32000-1, 8.3.4).
    pub(super) fn turn(&mut self, about: Point) {
        self.upright();
        self.leave();
        self.upright = Some((self.paint.clone(), self.text.clone()));
        self.out.extend_from_slice(b"q ");
        // Everything is written from the page's foot; its height is taken off again.
        let right = about.x + self.height;
        let up = self.height - about.y;
        self.push_numbers(&[0.0, 1.0, -1.0, 0.0, right.to_pt(), up.to_pt()]);
        self.out.extend_from_slice(b"cm\n");
    }

    /// Ends what is turned.
    pub(super) fn upright(&mut self) {
        if let Some((paint, text)) = self.upright.take() {
            self.leave();
            self.out.extend_from_slice(b"Q\n");
            self.paint = paint;
            self.text = text;
        }
    }

    /// Ends marked content and text.
    fn leave(&mut self) {
        self.close_marks();
        if self.text.inside {
            self.end_text();
        }
    }

    /// Fills a rectangle.
    pub(super) fn rule(&mut self, rule: &Rule) {
        self.set_color(rule.color);
        let [x, y, width, height] = self.corner_and_size(&self.bled(rule.rect));
        self.push_numbers(&[x, y, width, height]);
        self.out.extend_from_slice(b"re f\n");
    }

    /// Shows a picture.
    pub(super) fn image(&mut self, image: &PlacedImage) -> Result<(), PdfError> {
        let picture = self.resources.pictures.get(image.asset)?;
        let area = self.bled(image.rect);
        let rect = match image.fit {
            Fit::Exact => covering(image.rect, area),
            Fit::Cover => cover(picture.size, area),
        };
        let [x, y, width, height] = self.corner_and_size(&rect);
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
        if image.fit == Fit::Cover {
            // What is cut off is not to be seen beside the bleed, where marks are (ISO 32000-1, 8.5.4).
            let clip = self.corner_and_size(&area);
            self.push_numbers(&clip);
            self.out.extend_from_slice(b"re W n ");
        }
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

    /// A rectangle that reaches an edge of the page, drawn on over it.
    fn bled(&self, rect: Rect) -> Rect {
        if self.upright.is_some() {
            return rect;
        }
        let near = |a: Length, b: Length| (a - b).abs() < Length::pt(NEAR);
        let Bleed {
            left,
            top,
            right,
            bottom,
        } = self.bleed;
        let grow = |touches: bool, by: Length| if touches { by } else { Length::ZERO };
        let left = grow(near(rect.origin.x, Length::ZERO), left);
        let top = grow(near(rect.origin.y, Length::ZERO), top);
        let right = grow(near(rect.right(), self.width), right);
        let bottom = grow(near(rect.bottom(), self.height), bottom);
        Rect::new(
            rect.origin.x - left,
            rect.origin.y - top,
            rect.size.width + left + right,
            rect.size.height + top + bottom,
        )
    }

    fn push_numbers(&mut self, numbers: &[f64]) {
        for number in numbers {
            push_real(&mut self.out, *number, DECIMALS);
            self.out.push(b' ');
        }
    }

    /// Opens a span whose text replaces that of its glyphs. Where none does, they are the hyphen of a word that was
    /// divided, which a soft hyphen tells from those of the text (ISO 32000-1, 14.8.2.2.3): without it, the parts of
    /// the word would seem two words.
    pub(super) fn open_span(&mut self, actual_text: &str) {
        if self.resources.tags.is_none() {
            return;
        }
        self.close_array();
        let actual_text = match actual_text {
            "" => "\u{AD}",
            text => text,
        };
        let dict = dict! { "ActualText" => text(actual_text) };
        self.out.extend_from_slice(b"/Span");
        push_dict(&mut self.out, &dict, &|_| None);
        self.out.extend_from_slice(b"BDC\n");
    }

    /// Closes it.
    pub(super) fn close_span(&mut self) {
        if self.resources.tags.is_none() {
            return;
        }
        self.close_array();
        self.out.extend_from_slice(b"EMC\n");
    }

    /// Opens a span whose text replaces that of the runs up to [`Writer::close_shared`].
    pub(super) fn open_shared(&mut self, actual_text: &str) {
        self.close_shared();
        self.open_span(actual_text);
        self.shared = true;
    }

    /// Closes it, if it is open: it ends with the marked content that it stands in.
    pub(super) fn close_shared(&mut self) {
        if std::mem::take(&mut self.shared) {
            self.close_span();
        }
    }

    pub(super) fn finish(mut self) -> Drawn {
        self.upright();
        self.leave();
        Drawn {
            bytes: self.out,
            marks: self.marks,
            fonts: self.fonts,
            pictures: self.pictures,
        }
    }
}
