//! What a PDF's font dictionaries tell of a font and its glyphs.

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::raw::types::Tag;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::Font;

impl Font {
    /// The advance widths of glyphs, in font units, in the order asked. A number past the last glyph has the last glyph's.
    pub fn advances(&self, glyphs: impl IntoIterator<Item = u16>) -> Vec<i32> {
        let face = self.face();
        let metrics = face.glyph_metrics(Size::unscaled(), LocationRef::default());
        glyphs
            .into_iter()
            .map(|glyph| {
                metrics
                    .advance_width(GlyphId::from(glyph))
                    .map_or(0, |width| width.round() as i32)
            })
            .collect()
    }

    /// The lowest and the highest point of a character's shape, in em.
    pub fn ink(&self, c: char) -> Option<(f64, f64)> {
        let face = self.face();
        let glyph = face.charmap().map(c)?;
        let metrics = face.glyph_metrics(Size::new(1.0), LocationRef::default());
        let bounds = metrics.bounds(glyph)?;
        Some((f64::from(bounds.y_min), f64::from(bounds.y_max)))
    }

    /// The glyph that the font maps a character to.
    pub fn glyph(&self, c: char) -> Option<u16> {
        u16::try_from(self.face().charmap().map(c)?.to_u32()).ok()
    }

    /// Every character that the font maps, with its glyph, by character.
    pub fn mappings(&self) -> impl Iterator<Item = (char, u16)> {
        let mut mappings: Vec<(char, u16)> = self
            .face()
            .charmap()
            .mappings()
            .filter_map(|(c, glyph)| {
                let c = char::from_u32(c)?;
                Some((c, u16::try_from(glyph.to_u32()).ok()?))
            })
            .collect();
        mappings.sort_unstable();
        mappings.into_iter()
    }

    /// The weight, from 1 to 1000; 400 is regular (OpenType, `usWeightClass`).
    pub fn weight(&self) -> f32 {
        self.face().attributes().weight.value().clamp(1.0, 1000.0)
    }

    /// True for a font with axes of variation, of which only the default instance is used.
    pub fn is_variable(&self) -> bool {
        !self.face().axes().is_empty()
    }

    /// True when the font says of itself that it has serifs (OS/2, `sFamilyClass` or PANOSE).
    pub fn has_serifs(&self) -> bool {
        self.face().os2().is_ok_and(|os2| {
            let class = os2.s_family_class() >> 8;
            let panose = os2.panose_10();
            let latin_serif =
                panose.first() == Some(&2) && panose.get(1).is_some_and(|s| (2..=10).contains(s));
            matches!(class, 1..=5 | 7) || (class == 0 && latin_serif)
        })
    }
}

/// A table of a font file by its tag: `b"CFF "`.
pub fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    FontRef::new(font)
        .ok()?
        .table_data(Tag::new(tag))
        .map(|data| data.as_bytes())
}

#[cfg(test)]
mod tests {
    use crate::font::{FontBook, FontQuery};

    #[test]
    fn tells_of_the_default_font() {
        let book = FontBook::bundled().expect("bundled fonts parse");
        let find = |family| {
            let query = FontQuery {
                family,
                bold: false,
                italic: false,
            };
            book.get(book.find(query).expect("a bundled family"))
        };
        let garamond = find("EB Garamond");
        // Most of the bundled fonts say nothing of their serifs; this one does.
        assert!(find("Noto Serif CJK KR").has_serifs());
        assert!(!find("DejaVu Sans").has_serifs());
        let (_, glyph) = garamond
            .mappings()
            .find(|(c, _)| *c == 'M')
            .expect("M is mapped");
        let advances = garamond.advances([glyph]);
        assert!(advances[0] > 700, "{advances:?}");
    }
}
