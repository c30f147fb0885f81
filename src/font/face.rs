//! One font.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use super::coverage::Coverage;
use super::packed::PackedFont;
use crate::units::Length;

/// Identifies a [`Font`] within its [`FontBook`](super::FontBook).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u16);

/// The bytes of a font file: in the binary, or read from the project.
#[derive(Debug, Clone)]
pub enum FontData {
    /// In the binary.
    Static(&'static [u8]),
    /// In the binary, packed.
    Packed(&'static PackedFont),
    /// Read from a file.
    Owned(Arc<[u8]>),
}

/// A font in the binary changes with the program alone, so its length stands for its bytes.
impl Hash for FontData {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Static(_) | Self::Packed(_) => self.size().hash(state),
            Self::Owned(bytes) => bytes.hash(state),
        }
    }
}

impl FontData {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Packed(font) => font.bytes(),
            Self::Owned(bytes) => bytes,
        }
    }

    /// How many bytes there are.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Packed(font) => font.size(),
            Self::Static(_) | Self::Owned(_) => self.bytes().len(),
        }
    }

    /// A font file with the small tables at least, had without unpacking anything.
    pub(super) fn card(&self) -> &[u8] {
        match self {
            Self::Packed(font) => font.card(),
            Self::Static(_) | Self::Owned(_) => self.bytes(),
        }
    }
}

/// Why a font cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FontError {
    /// The bytes are no font.
    #[error("not a font that can be read: {0}")]
    Unreadable(String),
    /// The font's maker forbids embedding (OS/2 `fsType` 2).
    #[error("the font `{0}` may not be embedded")]
    NotEmbeddable(String),
}

/// Measures of a font, in its own units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FontMetrics {
    /// Units to the em.
    pub units_per_em: u16,
    /// Above the baseline.
    pub ascent: i32,
    /// Below the baseline: negative.
    pub descent: i32,
    /// Height of capitals.
    pub cap_height: i32,
    /// Height of `x`.
    pub x_height: i32,
    /// In degrees, counter-clockwise from the vertical; negative for a slant to the right.
    pub italic_angle: f32,
    /// Left, bottom, right and top of the box around all glyphs.
    pub bbox: [i32; 4],
    /// Middle of the underline, below the baseline: negative.
    pub underline_position: i32,
    /// Weight of the underline.
    pub underline_thickness: i32,
}

/// A font: its bytes, its names and its measures.
#[derive(Debug, Clone)]
pub struct Font {
    data: FontData,
    index: u32,
    family: String,
    postscript_name: String,
    bold: bool,
    italic: bool,
    monospace: bool,
    cff: bool,
    metrics: FontMetrics,
    glyph_count: u32,
    coverage: OnceLock<Arc<Coverage>>,
}

/// All else is read from the bytes.
impl Hash for Font {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.postscript_name.hash(state);
        self.index.hash(state);
        self.data.hash(state);
    }
}

/// Refuses a font without outlines, and one of TrueType whose table of their places leads elsewhere: whoever
/// cuts out a glyph by it may ask for any amount of memory.
fn check_outlines(face: &FontRef<'_>) -> Result<(), FontError> {
    let fault = |what: &str| Err(FontError::Unreadable(what.to_owned()));
    let Ok(glyf) = face.glyf() else {
        return match face.cff().is_ok() || face.cff2().is_ok() {
            true => Ok(()),
            false => fault("it has no outlines"),
        };
    };
    let Ok(loca) = face.loca(None) else {
        return fault("it does not say where its outlines are");
    };
    let end = loca.get_raw(loca.len()).unwrap_or_default();
    if !loca.all_offsets_are_ascending() || end as usize > glyf.offset_data().len() {
        return fault("its outlines are not where it says");
    }
    Ok(())
}

impl Font {
    /// A font from the bytes of a file, and its place in it for a collection.
    ///
    /// # Errors
    /// When the bytes are no font or it may not be embedded.
    pub fn parse(data: FontData, index: u32) -> Result<Self, FontError> {
        let unreadable = |e: &dyn std::fmt::Display| FontError::Unreadable(e.to_string());
        let face = FontRef::from_index(data.card(), index).map_err(|e| unreadable(&e))?;
        let name = |id: StringId| {
            face.localized_strings(id)
                .english_or_first()
                .map(|s| s.to_string())
        };
        let family = name(StringId::TYPOGRAPHIC_FAMILY_NAME)
            .or_else(|| name(StringId::FAMILY_NAME))
            .ok_or_else(|| FontError::Unreadable("it has no family name".to_owned()))?;
        let postscript_name = name(StringId::POSTSCRIPT_NAME)
            .unwrap_or_else(|| family.replace(' ', ""))
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        let os2 = face.os2().ok();
        if os2.as_ref().is_some_and(|t| t.fs_type() & 0x000F == 2) {
            return Err(FontError::NotEmbeddable(family));
        }
        // Those of a font in the binary are sound, and may be packed still.
        if matches!(data, FontData::Owned(_)) {
            check_outlines(&face)?;
        }
        let attributes = face.attributes();
        let measures = face.metrics(Size::unscaled(), LocationRef::default());
        let head = face.head().map_err(|e| unreadable(&e))?;
        let round = |v: f32| v.round() as i32;
        let ascent = round(measures.ascent);
        Ok(Self {
            index,
            family,
            postscript_name,
            bold: attributes.weight.value() >= 600.0,
            italic: !matches!(attributes.style, skrifa::attribute::Style::Normal),
            monospace: measures.is_monospace,
            cff: is_cff(&data, &face),
            metrics: FontMetrics {
                units_per_em: measures.units_per_em,
                ascent,
                descent: round(measures.descent),
                cap_height: measures.cap_height.map_or(ascent * 7 / 10, round),
                x_height: measures.x_height.map_or(ascent / 2, round),
                italic_angle: measures.italic_angle,
                bbox: [
                    i32::from(head.x_min()),
                    i32::from(head.y_min()),
                    i32::from(head.x_max()),
                    i32::from(head.y_max()),
                ],
                underline_position: measures
                    .underline
                    .map_or(-100, |decoration| round(decoration.offset)),
                underline_thickness: measures
                    .underline
                    .map_or(50, |decoration| round(decoration.thickness)),
            },
            glyph_count: measures.glyph_count,
            data,
            coverage: OnceLock::new(),
        })
    }

    /// The whole file.
    pub fn data(&self) -> &FontData {
        &self.data
    }

    /// The font's place in the file; 0 unless the file is a collection.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The family's name: `EB Garamond`.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The PostScript name: `EBGaramond-Italic`.
    pub fn postscript_name(&self) -> &str {
        &self.postscript_name
    }

    /// True for weights from 600.
    pub fn is_bold(&self) -> bool {
        self.bold
    }

    /// True for italic and oblique.
    pub fn is_italic(&self) -> bool {
        self.italic
    }

    /// True when all glyphs have one width.
    pub fn is_monospace(&self) -> bool {
        self.monospace
    }

    /// True for outlines in the Compact Font Format, false for TrueType's.
    pub fn is_cff(&self) -> bool {
        self.cff
    }

    /// Its measures.
    pub fn metrics(&self) -> &FontMetrics {
        &self.metrics
    }

    /// How many glyphs it has.
    pub fn glyph_count(&self) -> u32 {
        self.glyph_count
    }

    /// The parsed tables.
    ///
    /// # Panics
    /// Never: the same bytes were parsed when the font was made.
    #[allow(clippy::expect_used, reason = "parsed before by Font::parse")]
    pub(crate) fn face(&self) -> FontRef<'_> {
        FontRef::from_index(self.data.bytes(), self.index).expect("a font that was parsed before")
    }

    /// The parsed small tables: those that name the font, measure it and map its characters.
    pub(super) fn card(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(self.data.card(), self.index).ok()
    }

    /// True when the font maps the character to a glyph.
    pub fn has(&self, c: char) -> bool {
        self.coverage
            .get_or_init(|| {
                let card = self.card();
                let coverage = card.map(|card| Coverage::of(card.charmap().mappings()));
                Arc::new(coverage.unwrap_or_default())
            })
            .has(c)
    }

    /// A measure of the font at a size.
    pub fn scale(&self, units: i32, size: Length) -> Length {
        size.font_units(i64::from(units), self.metrics.units_per_em)
    }
}

/// True for outlines in the Compact Font Format. A card has none, but its first four bytes tell (OpenType,
/// Organization of an OpenType Font).
fn is_cff(data: &FontData, face: &FontRef<'_>) -> bool {
    match data {
        FontData::Packed(font) => font.card().starts_with(b"OTTO"),
        FontData::Static(_) | FontData::Owned(_) => face.cff().is_ok(),
    }
}
