//! Files for a press: PDF/X-4 (ISO 15930-7) and PDF/X-1a:2003 (ISO 15930-4).
//!
//! What is grey or black is written as `DeviceGray` and so stands on the black plate alone. Colours are
//! separated into four inks, by the press's profile where the manuscript brings one, or become shades of
//! gray. There is no transparency: where plates are
//! blended, black would not stay alone. There are no links, no bookmarks and no structure: nobody reads a plate. Content is moved, not
//! scaled, to make room for bleed and marks.

mod intent;
mod marks;

use lopdf::{Document, Object};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::marks::{OFFSET, SLUG};
use super::assemble::{self, Draft};
use super::content::{self, Bleed, Drawn, Resources};
use super::error::PdfError;
use super::font::FontSet;
use super::image::Pictures;
use super::ink::{Inks, PressSpace, Separator};
use super::number::push_real;
use super::object::dict;
use super::pagecontent::PageContent;
use super::string::name;
use super::{glyphs, metadata, save};
use crate::document::{
    BleedEdges, Date, Inks as Wanted, Metadata, Print, PrintStandard, PrinterMarks,
};
use crate::edition::Edition;
use crate::font::FontBook;
use crate::typeset::page::Page;
use crate::units::{Length, Size};

/// What the printer asks for.
#[derive(Debug, Clone, Copy)]
pub struct Press<'a> {
    /// The choices.
    pub print: &'a Print,
    /// The bytes of the press's profile.
    pub profile: Option<&'a [u8]>,
    /// When the work was made; the standards ask for a date.
    pub date: Date,
}

/// A sheet of the file: a trimmed page and what is on it.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// The trimmed size.
    pub size: Size,
    /// Where the binding is.
    pub binding: Binding,
    /// What is drawn, the lowest first. What reaches an edge of a layer that is as large as the sheet and
    /// stands straight is drawn on into the bleed.
    pub layers: Vec<Layer<'a>>,
}

/// The side of a sheet at which it is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binding {
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// None: a cover.
    None,
}

/// A page laid on a sheet.
#[derive(Debug, Clone)]
pub struct Layer<'a> {
    /// Where the page's lower left corner stands and how it is turned, in points from the sheet's lower
    /// left corner, in the order of the operator `cm`; `None` where it is the sheet.
    pub matrix: Option<[f64; 6]>,
    /// The page.
    pub page: &'a Page,
}

/// Writes the file.
///
/// # Errors
/// As [`write`](super::write), and when the profile is none of a press.
pub fn write(
    sheets: &[Sheet<'_>],
    edition: &Edition,
    fonts: &FontBook,
    press: Press<'_>,
) -> Result<Vec<u8>, PdfError> {
    let print = press.print;
    let space = press.profile.map(PressSpace::new).transpose();
    let space = space.map_err(PdfError::Profile)?;
    let inks = inks(print, space.as_ref())?;
    let pages: Vec<&Page> = sheets
        .iter()
        .flat_map(|sheet| &sheet.layers)
        .map(|layer| layer.page)
        .collect();
    let (font_set, pictures) = rayon::join(
        || FontSet::new(glyphs::collect(&pages, fonts)?, fonts),
        || Pictures::load(pages.iter().copied(), &edition.document, fonts, &inks),
    );
    let (font_set, pictures) = (font_set?, pictures?);
    let resources = Resources {
        fonts: &font_set,
        tags: None,
        pictures: &pictures,
        inks: &inks,
    };
    let contents: Vec<PageContent> = sheets
        .par_iter()
        .map(|sheet| sheet.draw(&resources, print).map(PageContent::from))
        .collect::<Result<_, _>>()?;
    let drafts = sheets.iter().map(|sheet| Draft {
        size: Frame::new(sheet, print).media,
        links: Vec::new(),
    });
    let skeleton = assemble::skeleton(drafts, pictures);
    let mut doc = skeleton.doc;
    doc.version = match print.standard {
        PrintStandard::X4 => "1.6",
        PrintStandard::X1a => "1.4",
    }
    .to_owned();
    let fonts = font_set.write(&mut doc, fonts).into_iter().collect();
    let registration = (print.marks == PrinterMarks::Crop).then(|| marks::space(&mut doc, &inks));
    for ((sheet, id), content) in sheets.iter().zip(skeleton.page_ids).zip(contents) {
        let mut resources = assemble::resources(&content, &fonts, &skeleton.pictures);
        if let Some(space) = registration {
            let spaces = dict! { marks::SPACE => Object::Reference(space) };
            resources.set("ColorSpace", spaces);
        }
        let stream = Object::Reference(doc.add_object(content.stream));
        if let Ok(page) = doc.get_dictionary_mut(id) {
            Frame::new(sheet, print).set_boxes(page);
            page.set("Resources", resources);
            page.set("Contents", stream);
            page.remove(b"Annots");
        }
    }
    finish(&mut doc, &edition.document.meta, press, space.as_ref());
    let first_id = Sha256::digest(edition.document.meta.identifiers.uuid.as_bytes());
    save::save(&doc, &first_id)
}

/// The inks that are asked for, where the profile has them.
fn inks(print: &Print, space: Option<&PressSpace>) -> Result<Inks, PdfError> {
    match (print.inks, space) {
        (Wanted::Black, _) => Ok(Inks::Black),
        (Wanted::Cmyk, Some(space)) if space.inks == 1 => Ok(Inks::Black),
        (Wanted::Cmyk, Some(space)) => space.separator().map(Inks::Cmyk).map_err(PdfError::Profile),
        (Wanted::Cmyk, None) if print.standard == PrintStandard::X1a => {
            Ok(Inks::Cmyk(Separator::Formula))
        }
        (Wanted::Cmyk, None) => Err(PdfError::Profile(
            "PDF/X-4 in four inks needs the profile of the press".to_owned(),
        )),
    }
}

impl Sheet<'_> {
    fn draw(&self, resources: &Resources<'_>, print: &Print) -> Result<Drawn, PdfError> {
        let frame = Frame::new(self, print);
        let mut drawn = Drawn::default();
        let moved = [1.0, 0.0, 0.0, 1.0, frame.x.to_pt(), frame.y.to_pt()];
        if moved[4] != 0.0 || moved[5] != 0.0 {
            push_matrix(&mut drawn.bytes, moved);
        }
        for layer in &self.layers {
            let bleed = match layer.matrix {
                Some(_) => Bleed::default(),
                None => frame.bleed,
            };
            let mut inner = content::draw(layer.page, resources, bleed)?;
            // The state of one layer is not that of the next.
            let apart = layer.matrix.is_some() || self.layers.len() > 1;
            if apart {
                drawn.bytes.extend_from_slice(b"q\n");
            }
            if let Some(matrix) = layer.matrix {
                push_matrix(&mut drawn.bytes, matrix);
            }
            drawn.bytes.append(&mut inner.bytes);
            if apart {
                drawn.bytes.extend_from_slice(b"Q\n");
            }
            drawn.fonts.append(&mut inner.fonts);
            drawn.pictures.append(&mut inner.pictures);
        }
        if print.marks == PrinterMarks::Crop {
            marks::draw(&mut drawn.bytes, self.size, resources.inks);
        }
        Ok(drawn)
    }
}

fn push_matrix(out: &mut Vec<u8>, matrix: [f64; 6]) {
    for number in matrix {
        push_real(out, number, 4);
        out.push(b' ');
    }
    out.extend_from_slice(b"cm\n");
}

/// The boxes of a sheet.
struct Frame {
    media: Size,
    /// Where the trimmed page's lower left corner is.
    x: Length,
    y: Length,
    trim: Size,
    bleed: Bleed,
}

impl Frame {
    fn new(sheet: &Sheet<'_>, print: &Print) -> Self {
        let at = |binding: Binding| {
            if print.bleed_edges == BleedEdges::NotBinding && sheet.binding == binding {
                Length::ZERO
            } else {
                print.bleed
            }
        };
        let bleed = Bleed {
            left: at(Binding::Left),
            right: at(Binding::Right),
            top: print.bleed,
            bottom: print.bleed,
        };
        let slug = match print.marks {
            PrinterMarks::Crop => OFFSET + SLUG,
            PrinterMarks::None => Length::ZERO,
        };
        let room = |bleed: Length| bleed.max(slug);
        let (left, bottom) = (room(bleed.left), room(bleed.bottom));
        Self {
            media: Size {
                width: left + sheet.size.width + room(bleed.right),
                height: bottom + sheet.size.height + room(bleed.top),
            },
            x: left,
            y: bottom,
            trim: sheet.size,
            bleed,
        }
    }

    fn set_boxes(&self, page: &mut lopdf::Dictionary) {
        let (right, top) = (self.x + self.trim.width, self.y + self.trim.height);
        let bleed = &self.bleed;
        page.set(
            "MediaBox",
            sides([
                Length::ZERO,
                Length::ZERO,
                self.media.width,
                self.media.height,
            ]),
        );
        page.set(
            "BleedBox",
            sides([
                self.x - bleed.left,
                self.y - bleed.bottom,
                right + bleed.right,
                top + bleed.top,
            ]),
        );
        page.set("TrimBox", sides([self.x, self.y, right, top]));
        for key in [&b"CropBox"[..], b"ArtBox"] {
            page.remove(key);
        }
    }
}

fn sides(sides: [Length; 4]) -> Object {
    let points = sides.map(|side| {
        let points = (side.to_pt() * 1000.0).round() / 1000.0;
        Object::Real(points as f32)
    });
    Object::Array(points.to_vec())
}

fn finish(doc: &mut Document, meta: &Metadata, press: Press<'_>, space: Option<&PressSpace>) {
    let standard = press.print.standard;
    let mut meta = meta.clone();
    meta.date.get_or_insert(press.date);
    if let Ok(info) = doc.trailer.get(b"Info").and_then(Object::as_reference) {
        doc.set_object(info, metadata::press_info(&meta, standard));
    }
    let intent = intent::write(doc, press, space);
    let packet = (standard == PrintStandard::X4).then(|| {
        let packet = dict! { "Type" => name("Metadata"), "Subtype" => name("XML") };
        doc.add_object(lopdf::Stream::new(packet, metadata::press_xmp(&meta)))
    });
    let Ok(catalog) = doc.catalog_mut() else {
        return;
    };
    for key in ["PageLayout", "PageMode", "Outlines", "Metadata", "Names"] {
        catalog.remove(key.as_bytes());
    }
    catalog.set("OutputIntents", Object::Array(vec![intent.into()]));
    if let Some(packet) = packet {
        catalog.set("Metadata", Object::Reference(packet));
    }
}
