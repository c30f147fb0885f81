//! Fonts: cut down to the glyphs in use and described for the PDF (ISO 32000-1, 9.6 to 9.10).
//!
//! Every font is a composite one whose codes are the glyph numbers of its subset, two bytes each.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::error::PdfError;
use super::glyphs::{Usage, UsedGlyph};
use super::object::{deflated, dict};
use super::string::{bytes, name};
use super::tounicode;
use crate::font::{Font, FontBook, FontId, table};

/// The longest name of a font, such that with the tag it stays within PDF/A's 127 bytes.
const MAX_NAME: usize = 100;

/// The fonts of a file.
pub(super) struct FontSet {
    /// By [`FontId`].
    fonts: Vec<Option<Subset>>,
}

/// What the content streams need to know of a font, and what its dictionaries are made from.
pub(super) struct Subset {
    /// The resource name: `F3`.
    pub(super) resource: String,
    /// Code by glyph number in the whole font; 0 for a glyph that is not in use.
    codes: Vec<u16>,
    /// Glyphs by code.
    glyphs: Vec<CodedGlyph>,
    /// The dictionaries' streams, made ahead in parallel.
    program: Stream,
    to_unicode: Stream,
    tag: String,
}

/// What a code stands for.
struct CodedGlyph {
    /// In thousandths of the em.
    width: i32,
    text: Box<str>,
}

impl FontSet {
    /// Cuts down all fonts in use, in parallel.
    pub(super) fn new(usage: Usage, book: &FontBook) -> Result<Self, PdfError> {
        let used = usage.into_fonts(book);
        let subsets: Vec<(FontId, Subset)> = used
            .into_par_iter()
            .map(|(id, glyphs)| Ok((id, Subset::new(id, book.get(id), glyphs)?)))
            .collect::<Result<_, PdfError>>()?;
        let mut fonts = Vec::new();
        fonts.resize_with(book.iter().count(), || None);
        for (id, subset) in subsets {
            if let Some(slot) = fonts.get_mut(usize::from(id.0)) {
                *slot = Some(subset);
            }
        }
        Ok(Self { fonts })
    }

    /// A font in use.
    pub(super) fn get(&self, id: FontId) -> Result<&Subset, PdfError> {
        self.fonts
            .get(usize::from(id.0))
            .and_then(Option::as_ref)
            .ok_or(PdfError::UnknownFont(id))
    }

    /// Writes all dictionaries and returns each font's, by its id.
    pub(super) fn write(self, doc: &mut Document, book: &FontBook) -> Vec<(FontId, ObjectId)> {
        let subsets = self.fonts.into_iter().zip(book.iter());
        subsets
            .filter_map(|(subset, (id, font))| Some((id, subset?.write(doc, font))))
            .collect()
    }
}

impl Subset {
    fn new(id: FontId, font: &Font, used: Vec<UsedGlyph>) -> Result<Self, PdfError> {
        let error = |reason: &dyn std::fmt::Display| PdfError::Font {
            id,
            name: font.postscript_name().to_owned(),
            reason: reason.to_string(),
        };
        let mut remapper = GlyphRemapper::new();
        let mut codes = vec![0; font.glyph_count() as usize];
        for glyph in &used {
            if let Some(code) = codes.get_mut(usize::from(glyph.id)) {
                *code = remapper.remap(glyph.id);
            }
        }
        let whole = subsetter::subset(font.data().bytes(), font.index(), &remapper)
            .map_err(|e| error(&e))?;
        let upem = i64::from(font.metrics().units_per_em.max(1));
        let widths = font.advances([0].into_iter().chain(used.iter().map(|glyph| glyph.id)));
        let texts = [Box::from("")]
            .into_iter()
            .chain(used.into_iter().map(|g| g.text));
        let glyphs: Vec<CodedGlyph> = widths
            .into_iter()
            .map(|width| thousandths(i64::from(width), upem))
            .zip(texts)
            .map(|(width, text)| CodedGlyph { width, text })
            .collect();
        let program = if font.is_cff() {
            let cff = table(&whole, b"CFF ").ok_or_else(|| error(&"its outlines are missing"))?;
            deflated(dict! { "Subtype" => name("CIDFontType0C") }, cff)
        } else {
            deflated(dict! { "Length1" => whole.len() as i64 }, &whole)
        };
        let cmap = tounicode::cmap(glyphs.iter().map(|glyph| &*glyph.text));
        Ok(Self {
            resource: format!("F{}", id.0),
            codes,
            glyphs,
            program,
            to_unicode: deflated(Dictionary::new(), &cmap),
            tag: tag(&whole),
        })
    }

    /// The code of a glyph, with its width in thousandths of the em; `None` for glyph 0, which stands
    /// for what the font lacks and may not be shown.
    pub(super) fn code(&self, glyph: u16) -> Option<(u16, i32)> {
        let code = *self.codes.get(usize::from(glyph))?;
        let width = self.glyphs.get(usize::from(code))?.width;
        (code != 0).then_some((code, width))
    }

    /// The text that a glyph is read as.
    pub(super) fn text(&self, glyph: u16) -> &str {
        self.codes
            .get(usize::from(glyph))
            .and_then(|code| self.glyphs.get(usize::from(*code)))
            .map_or("", |glyph| &*glyph.text)
    }

    fn write(self, doc: &mut Document, font: &Font) -> ObjectId {
        let metrics = font.metrics();
        let upem = i64::from(metrics.units_per_em.max(1));
        let scaled = |units: i32| Object::Integer(thousandths(i64::from(units), upem).into());
        let own_name: String = font.postscript_name().chars().take(MAX_NAME).collect();
        let base = format!("{}+{own_name}", self.tag);
        let program = Object::Reference(doc.add_object(self.program));
        let (subtype, file_key) = if font.is_cff() {
            ("CIDFontType0", "FontFile3")
        } else {
            ("CIDFontType2", "FontFile2")
        };
        let weight = f64::from(font.weight());
        let descriptor = dict! {
            "Type" => name("FontDescriptor"),
            "FontName" => name(&base),
            "Flags" => flags(font),
            "FontBBox" => Object::Array(metrics.bbox.map(scaled).into()),
            "ItalicAngle" => Object::Real(metrics.italic_angle),
            "Ascent" => scaled(metrics.ascent),
            "Descent" => scaled(metrics.descent),
            "CapHeight" => scaled(metrics.cap_height),
            "XHeight" => scaled(metrics.x_height),
            // The font does not say how thick its stems are; this rule of thumb gives 85 for a
            // regular weight and 159 for a bold one.
            "StemV" => (10.0 + weight * weight / 3100.0 + weight / 17.0).round() as i64,
            file_key => program,
        };
        let mut descendant = dict! {
            "Type" => name("Font"),
            "Subtype" => name(subtype),
            "BaseFont" => name(&base),
            "CIDSystemInfo" => dict! {
                "Registry" => bytes("Adobe"),
                "Ordering" => bytes("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => Object::Reference(doc.add_object(descriptor)),
        };
        if !font.is_cff() {
            descendant.set("CIDToGIDMap", name("Identity"));
        }
        let (default, widths) = widths(&self.glyphs);
        descendant.set("DW", i64::from(default));
        if let Some(widths) = widths {
            descendant.set("W", widths);
        }
        let descendant = Object::Reference(doc.add_object(descendant));
        // A bare CFF program has no name of its own for the font with its encoding.
        let whole_name = if font.is_cff() {
            format!("{base}-Identity-H")
        } else {
            base
        };
        let to_unicode = Object::Reference(doc.add_object(self.to_unicode));
        doc.add_object(dict! {
            "Type" => name("Font"),
            "Subtype" => name("Type0"),
            "BaseFont" => name(&whole_name),
            "Encoding" => name("Identity-H"),
            "DescendantFonts" => Object::Array(vec![descendant]),
            "ToUnicode" => to_unicode,
        })
    }
}

/// The default width and, where there are others, the `W` array.
fn widths(glyphs: &[CodedGlyph]) -> (i32, Option<Object>) {
    let default = glyphs.get(1).or(glyphs.first()).map_or(1000, |g| g.width);
    if glyphs.iter().all(|glyph| glyph.width == default) {
        return (default, None);
    }
    let all = glyphs.iter().map(|g| Object::Integer(g.width.into()));
    let groups = vec![Object::Integer(0), Object::Array(all.collect())];
    (default, Some(Object::Array(groups)))
}

/// Font flags (ISO 32000-1, table 123). Symbolic, as the codes follow no standard encoding.
fn flags(font: &Font) -> i64 {
    let mut flags = 1 << 2;
    if font.is_monospace() {
        flags |= 1;
    }
    if font.has_serifs() {
        flags |= 1 << 1;
    }
    if font.is_italic() {
        flags |= 1 << 6;
    }
    flags
}

/// Six capital letters from the subset's bytes.
fn tag(program: &[u8]) -> String {
    let hash = Sha256::digest(program);
    hash.iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}

/// Font units as thousandths of the em, rounded half away from zero.
fn thousandths(units: i64, upem: i64) -> i32 {
    let product = units * 1000;
    let half = if product < 0 { -upem / 2 } else { upem / 2 };
    i32::try_from((product + half) / upem).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_to_thousandths() {
        assert_eq!(thousandths(1024, 2048), 500);
        assert_eq!(thousandths(1233, 2048), 602);
        assert_eq!(thousandths(-1, 1000), -1);
    }

    #[test]
    fn equal_widths_need_no_list() {
        let glyph = |width| CodedGlyph {
            width,
            text: "".into(),
        };
        assert_eq!(widths(&[glyph(600), glyph(600)]), (600, None));
        assert!(widths(&[glyph(500), glyph(600)]).1.is_some());
    }
}
