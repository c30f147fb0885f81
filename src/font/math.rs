//! What the setting of formulas asks of a font: the constants, variants and assemblies of its MATH table
//! (ISO/IEC 14496-22, 6.3.6), the script forms of feature `ssty`, and the boxes of its glyphs.

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::raw::tables::gsub::{AlternateSubst, SingleSubst, SubstitutionSubtables};
pub use skrifa::raw::tables::math::{MathConstant, MathKernCorner, StretchAxis};
use skrifa::raw::tables::math::{MathConstants, MathGlyphInfo, MathVariants, PartFlags};
use skrifa::raw::types::Tag;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::book::FontBook;
use super::face::{Font, FontId};

/// A font seen as one for formulas. All measures are in font units.
pub struct MathFont<'a> {
    id: FontId,
    units_per_em: u16,
    face: FontRef<'a>,
    metrics: GlyphMetrics<'a>,
    constants: MathConstants<'a>,
    info: MathGlyphInfo<'a>,
    variants: MathVariants<'a>,
    script_forms: Vec<ScriptForms<'a>>,
    dotless_forms: Vec<ScriptForms<'a>>,
}

enum ScriptForms<'a> {
    Single(SingleSubst<'a>),
    Alternate(AlternateSubst<'a>),
}

/// The box around a glyph, in font units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GlyphBox {
    /// How far the pen moves.
    pub advance: i32,
    /// The left edge of the ink.
    pub left: i32,
    /// The right edge of the ink.
    pub right: i32,
    /// The top of the ink above the baseline.
    pub height: i32,
    /// The bottom of the ink below the baseline; negative for a glyph that floats above it.
    pub depth: i32,
}

/// A piece of an assembled glyph, in font units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssemblyPart {
    /// The glyph.
    pub glyph: u16,
    /// How much of its start may be overlapped.
    pub start: i32,
    /// How much of its end may be overlapped.
    pub end: i32,
    /// Its whole extent.
    pub extent: i32,
    /// True when it may be repeated.
    pub extender: bool,
}

impl<'a> MathFont<'a> {
    /// The font of a book that formulas are set in: the first with a complete MATH table and the italic letters of
    /// mathematics. (A text font may have a MATH table for its signs alone.)
    pub fn find(fonts: &'a FontBook) -> Option<Self> {
        fonts
            .iter()
            .filter(|(_, font)| font.has('\u{1D465}'))
            .find_map(|(id, font)| Self::new(id, font))
    }

    /// The view of a font, or `None` when it has no complete MATH table.
    pub fn new(id: FontId, font: &'a Font) -> Option<Self> {
        let face = font.face();
        let table = face.math().ok()?;
        Some(Self {
            id,
            units_per_em: font.metrics().units_per_em,
            metrics: face.glyph_metrics(Size::unscaled(), LocationRef::default()),
            constants: table.math_constants().ok()?,
            info: table.math_glyph_info().ok()?,
            variants: table.math_variants().ok()?,
            script_forms: forms(&face, Tag::new(b"ssty")),
            dotless_forms: forms(&face, Tag::new(b"dtls")),
            face,
        })
    }

    /// The font's id.
    pub fn id(&self) -> FontId {
        self.id
    }

    /// Units to the em.
    pub fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// A constant of the MATH table; percentages as they are.
    pub fn constant(&self, constant: MathConstant) -> i32 {
        self.constants.constant(constant)
    }

    /// The glyph of a character.
    pub fn glyph(&self, c: char) -> Option<u16> {
        let glyph = self.face.charmap().map(c)?.to_u32();
        u16::try_from(glyph).ok().filter(|g| *g != 0)
    }

    /// The form of a glyph for scripts of the first or second order, where the font has one.
    pub fn script_form(&self, glyph: u16, order: u8) -> u16 {
        form(&self.script_forms, glyph, order)
    }

    /// The form of a glyph below an accent, where the font has one: an *i* without its dot.
    pub fn dotless(&self, glyph: u16) -> u16 {
        form(&self.dotless_forms, glyph, 1)
    }

    /// The box of a glyph.
    pub fn glyph_box(&self, glyph: u16) -> GlyphBox {
        glyph_box(&self.metrics, glyph)
    }

    /// How far a slanted glyph leans out of its advance; 0 where the font says nothing.
    pub fn italics_correction(&self, glyph: u16) -> i32 {
        self.info
            .math_italics_correction_info()
            .and_then(Result::ok)
            .and_then(|table| table.correction(GlyphId::from(glyph)))
            .unwrap_or(0)
    }

    /// Where an accent is centred over a glyph.
    pub fn accent_attachment(&self, glyph: u16) -> Option<i32> {
        self.info
            .math_top_accent_attachment()
            .and_then(Result::ok)
            .and_then(|table| table.attachment(GlyphId::from(glyph)))
    }

    /// True for tall glyphs whose scripts are placed by their own height.
    pub fn is_extended_shape(&self, glyph: u16) -> bool {
        self.info.is_extended_shape(GlyphId::from(glyph))
    }

    /// The kern of a script at a corner of a glyph and a height.
    pub fn kern(&self, glyph: u16, corner: MathKernCorner, height: i32) -> i32 {
        self.info
            .math_kern_info()
            .and_then(Result::ok)
            .and_then(|table| table.kern(GlyphId::from(glyph), corner))
            .and_then(|kern| kern.kerning(height))
            .unwrap_or(0)
    }

    /// The larger forms of a glyph along an axis with their extents, smallest first.
    pub fn variants(&self, glyph: u16, axis: StretchAxis) -> Vec<(u16, i32)> {
        self.variants
            .glyph_construction(GlyphId::from(glyph), axis)
            .map(|construction| {
                construction
                    .math_glyph_variant_records()
                    .iter()
                    .map(|v| {
                        let extent = i32::from(v.advance_measurement().to_u16());
                        (v.variant_glyph().to_u16(), extent)
                    })
                    .collect()
            })
            .unwrap_or_default()
    }

    /// The pieces that a glyph of any size is assembled from: from the bottom up, or from the left. Empty where the font
    /// has none.
    pub fn assembly(&self, glyph: u16, axis: StretchAxis) -> Vec<AssemblyPart> {
        self.variants
            .glyph_construction(GlyphId::from(glyph), axis)
            .and_then(|construction| construction.glyph_assembly())
            .and_then(Result::ok)
            .map(|assembly| {
                assembly
                    .part_records()
                    .iter()
                    .map(|part| AssemblyPart {
                        glyph: part.glyph_id().to_u16(),
                        start: i32::from(part.start_connector_length().to_u16()),
                        end: i32::from(part.end_connector_length().to_u16()),
                        extent: i32::from(part.full_advance().to_u16()),
                        extender: part.part_flags().contains(PartFlags::EXTENDER_FLAG),
                    })
                    .collect()
            })
            .unwrap_or_default()
    }

    /// The least overlap of two pieces.
    pub fn min_overlap(&self) -> i32 {
        i32::from(self.variants.min_connector_overlap().to_u16())
    }
}

impl std::fmt::Debug for MathFont<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MathFont")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A glyph and its box for a character of any font, in that font's units.
pub fn plain_glyph(font: &Font, c: char) -> Option<(u16, GlyphBox)> {
    let face = font.face();
    let glyph = face.charmap().map(c)?.to_u32();
    let glyph = u16::try_from(glyph).ok().filter(|g| *g != 0)?;
    let metrics = face.glyph_metrics(Size::unscaled(), LocationRef::default());
    Some((glyph, glyph_box(&metrics, glyph)))
}

fn glyph_box(metrics: &GlyphMetrics<'_>, glyph: u16) -> GlyphBox {
    let id = GlyphId::from(glyph);
    let bounds = metrics.bounds(id).unwrap_or_default();
    GlyphBox {
        advance: metrics.advance_width(id).unwrap_or(0.0).round() as i32,
        left: bounds.x_min.round() as i32,
        right: bounds.x_max.round() as i32,
        height: bounds.y_max.round() as i32,
        depth: -(bounds.y_min.round() as i32),
    }
}

/// The form that one of these substitutions gives for a glyph.
fn form(all: &[ScriptForms<'_>], glyph: u16, order: u8) -> u16 {
    let id = GlyphId::from(glyph);
    for forms in all {
        let found = match forms {
            ScriptForms::Single(SingleSubst::Format1(table)) => {
                let covered = table.coverage().ok().and_then(|c| c.get(id)).is_some();
                covered.then(|| glyph.wrapping_add_signed(table.delta_glyph_id()))
            }
            ScriptForms::Single(SingleSubst::Format2(table)) => table
                .coverage()
                .ok()
                .and_then(|c| c.get(id))
                .and_then(|i| table.substitute_glyph_ids().get(i as usize))
                .map(|g| g.get().to_u16()),
            ScriptForms::Alternate(AlternateSubst::Format1(table)) => table
                .coverage()
                .ok()
                .and_then(|c| c.get(id))
                .and_then(|i| table.alternate_sets().get(i as usize).ok())
                .and_then(|set| {
                    let all = set.alternate_glyph_ids();
                    let wanted = usize::from(order.saturating_sub(1));
                    all.get(wanted)
                        .or_else(|| all.last())
                        .map(|g| g.get().to_u16())
                }),
            // The formats for more than 65,535 glyphs, which a glyph of ours never needs.
            _ => None,
        };
        if let Some(found) = found {
            return found;
        }
    }
    glyph
}

/// The substitutions of a feature.
fn forms<'a>(face: &FontRef<'a>, tag: Tag) -> Vec<ScriptForms<'a>> {
    let mut found = Vec::new();
    let Ok(gsub) = face.gsub() else { return found };
    let (Ok(features), Ok(lookups)) = (gsub.feature_list(), gsub.lookup_list()) else {
        return found;
    };
    let mut indices: Vec<u16> = features
        .feature_records()
        .iter()
        .filter(|record| record.feature_tag() == tag)
        .filter_map(|record| record.feature(features.offset_data()).ok())
        .flat_map(|feature| feature.lookup_list_indices().iter().map(|i| i.get()))
        .collect();
    indices.sort_unstable();
    indices.dedup();
    for index in indices {
        let Ok(lookup) = lookups.lookups().get(usize::from(index)) else {
            continue;
        };
        match lookup.subtables() {
            Ok(SubstitutionSubtables::Single(tables)) => {
                found.extend(
                    tables
                        .iter()
                        .filter_map(Result::ok)
                        .map(ScriptForms::Single),
                );
            }
            Ok(SubstitutionSubtables::Alternate(tables)) => {
                found.extend(
                    tables
                        .iter()
                        .filter_map(Result::ok)
                        .map(ScriptForms::Alternate),
                );
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_math_table_of_the_bundled_font() {
        let book = FontBook::bundled().expect("bundled fonts parse");
        let font = MathFont::find(&book).expect("a font for formulas");
        assert_eq!(book.get(font.id()).postscript_name(), "Garamond-Math");
        assert_eq!(font.constant(MathConstant::AxisHeight), 250);
        let glyph = |c| font.glyph(c).expect("a glyph");
        assert_eq!(font.italics_correction(glyph('∫')), 260);
        assert_eq!(font.accent_attachment(glyph('𝑓')), Some(473));
        assert_eq!(font.variants(glyph('∑'), StretchAxis::Vertical).len(), 2);
        assert_eq!(font.assembly(glyph('('), StretchAxis::Vertical).len(), 3);
        // The prime for scripts stands lower than the one for text.
        let prime = glyph('′');
        let small = font.glyph_box(font.script_form(prime, 1));
        assert!(small.height < font.glyph_box(prime).height);
    }
}
