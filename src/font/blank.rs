//! A font for formulas, reduced to some characters without a change of its glyphs' numbers.
//!
//! A program that sets formulas needs the MATH table (ISO/IEC 14496-22, 6.3.6), the larger forms and the pieces
//! of signs, and the forms for scripts; all of these go by the numbers of glyphs, and neither `skera` nor
//! `subsetter` keeps them for a font of the Compact Font Format. So every table stays as it is but the character
//! map, and the outlines of the glyphs that are left out are overwritten in place: with `endchar` (Adobe
//! Technical Note 5177, 4.1), all bytes alike. The file is as large as before, but packs to a small part.

use std::collections::{BTreeMap, BTreeSet};

use skrifa::Tag;
use write_fonts::FontBuilder;

use super::charmap;
use super::face::{Font, FontId};
use super::math::{MathFont, StretchAxis};

/// The operator that ends a glyph.
const ENDCHAR: u8 = 14;
/// The operator that tells where the outlines are, in the dictionary of a font.
const CHAR_STRINGS: u8 = 17;
/// The table that is not copied: another program's notes.
const NOTES: Tag = Tag::new(b"FFTM");

impl Font {
    /// The font with these characters only, for formulas, as the bytes of an OpenType file; `None` for a font that
    /// is not of the Compact Font Format or has no complete MATH table.
    pub fn blanked(&self, chars: &BTreeSet<char>) -> Option<Vec<u8>> {
        let math = MathFont::new(FontId(0), self)?;
        let face = self.face();
        let mut mappings = BTreeMap::new();
        for c in chars {
            if let Some(glyph) = math.glyph(*c) {
                mappings.insert(*c, glyph);
            }
        }
        let kept = closure(&math, mappings.values().copied());
        let cff = Tag::new(b"CFF ");
        let mut outlines = face.table_data(cff)?.as_bytes().to_vec();
        blank(&mut outlines, &kept)?;
        let mut builder = FontBuilder::new();
        builder.add_raw(cff, outlines);
        builder.add_raw(Tag::new(b"cmap"), charmap::write(&mappings));
        for record in face.table_directory.table_records() {
            let tag = record.tag();
            if tag != NOTES
                && !builder.contains(tag)
                && let Some(table) = face.table_data(tag)
            {
                builder.add_raw(tag, table.as_bytes().to_vec());
            }
        }
        Some(builder.build())
    }
}

/// The glyphs, and all that may be shown in their stead.
fn closure(math: &MathFont<'_>, glyphs: impl Iterator<Item = u16>) -> BTreeSet<u16> {
    let mut waiting: Vec<u16> = glyphs.collect();
    let mut kept = BTreeSet::from([0]);
    while let Some(glyph) = waiting.pop() {
        if !kept.insert(glyph) {
            continue;
        }
        waiting.extend([1, 2].map(|order| math.script_form(glyph, order)));
        waiting.push(math.dotless(glyph));
        for axis in [StretchAxis::Vertical, StretchAxis::Horizontal] {
            waiting.extend(
                math.variants(glyph, axis)
                    .into_iter()
                    .map(|(glyph, _)| glyph),
            );
            waiting.extend(
                math.assembly(glyph, axis)
                    .into_iter()
                    .map(|part| part.glyph),
            );
        }
    }
    kept
}

/// Overwrites the outlines of all glyphs but these.
fn blank(cff: &mut [u8], kept: &BTreeSet<u16>) -> Option<()> {
    let start = usize::from(*cff.get(2)?);
    let names = Index::read(cff, start)?;
    let dictionaries = Index::read(cff, names.end)?;
    let dictionary = dictionaries.range(cff, 0)?;
    let at = operand(cff.get(dictionary)?, CHAR_STRINGS)?;
    let outlines = Index::read(cff, at)?;
    for glyph in 0..outlines.count {
        let is_kept = u16::try_from(glyph).is_ok_and(|glyph| kept.contains(&glyph));
        if !is_kept {
            let range = outlines.range(cff, glyph)?;
            cff.get_mut(range)?.fill(ENDCHAR);
        }
    }
    Some(())
}

/// An INDEX (Adobe Technical Note 5176, 5).
struct Index {
    count: usize,
    /// The bytes of an offset.
    width: usize,
    /// Where the offsets are.
    offsets: usize,
    /// What the offsets are counted from.
    base: usize,
    /// Behind its last byte.
    end: usize,
}

impl Index {
    fn read(cff: &[u8], at: usize) -> Option<Self> {
        let count = number(cff, at, 2)?;
        let width = usize::from(*cff.get(at + 2)?);
        if count == 0 {
            return Some(Self {
                count,
                width: 1,
                offsets: at,
                base: at,
                end: at + 2,
            });
        }
        let offsets = at + 3;
        let base = (offsets + (count + 1) * width).checked_sub(1)?;
        let end = base.checked_add(number(cff, offsets + count * width, width)?)?;
        Some(Self {
            count,
            width,
            offsets,
            base,
            end,
        })
    }

    fn range(&self, cff: &[u8], item: usize) -> Option<std::ops::Range<usize>> {
        let at = |item: usize| {
            let offset = number(cff, self.offsets + item * self.width, self.width)?;
            self.base.checked_add(offset)
        };
        (item < self.count).then_some(())?;
        Some(at(item)?..at(item + 1)?)
    }
}

/// A number of one to four bytes.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(width)?)?;
    (1..=4).contains(&width).then_some(())?;
    Some(
        bytes
            .iter()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte)),
    )
}

/// The last operand of an operator in a dictionary (Adobe Technical Note 5176, 4), if it is whole and positive.
fn operand(dictionary: &[u8], wanted: u8) -> Option<usize> {
    let mut at = 0;
    let mut last = None;
    while let Some(&first) = dictionary.get(at) {
        let width = match first {
            0..=21 if first == wanted => return last,
            12 => 2,
            0..=27 | 31 | 255 => {
                last = None;
                1
            }
            28 => {
                last = number(dictionary, at + 1, 2);
                3
            }
            29 => {
                last = number(dictionary, at + 1, 4);
                5
            }
            30 => {
                last = None;
                // Two digits a byte; 15 ends the number.
                let rest = dictionary.get(at + 1..)?;
                2 + rest.iter().position(|b| b >> 4 == 15 || b & 15 == 15)?
            }
            32..=246 => {
                last = usize::from(first).checked_sub(139);
                1
            }
            247..=254 => {
                let low = usize::from(*dictionary.get(at + 1)?);
                last = (first < 251).then(|| (usize::from(first) - 247) * 256 + low + 108);
                2
            }
        };
        at += width;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{FontBook, FontData};
    use skrifa::raw::TableProvider as _;
    use skrifa::{FontRef, MetadataProvider as _};

    fn blanked(text: &str) -> Vec<u8> {
        let book = FontBook::bundled().expect("bundled fonts");
        let font = MathFont::find(&book).expect("a font for formulas");
        let font = book.get(font.id());
        font.blanked(&text.chars().collect()).expect("reduced")
    }

    /// How many bytes are left when it is packed, as in an EPUB.
    fn packed(bytes: &[u8]) -> usize {
        use std::io::Write as _;
        let mut encoder =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("to memory");
        encoder.finish().expect("to memory").len()
    }

    #[test]
    fn a_blanked_font_has_its_signs_with_their_larger_forms() {
        let bytes = blanked("√x𝑥(∑");
        let font = Font::parse(FontData::Owned(bytes.clone().into()), 0).expect("a font");
        let math = MathFont::new(FontId(0), &font).expect("its MATH table is whole");
        let radical = math.glyph('√').expect("there");
        let outline = |glyph: u16| math.glyph_box(glyph).height > 0;
        assert!(outline(radical));
        for (glyph, _) in math.variants(radical, StretchAxis::Vertical) {
            assert!(outline(glyph), "a larger radical");
        }
        assert!(
            math.glyph('Q').is_none(),
            "for these the next font is asked"
        );
        let whole = FontBook::bundled().expect("bundled fonts");
        let whole = MathFont::find(&whole).expect("a font for formulas");
        let q = whole.glyph('Q').expect("there");
        assert!(!outline(q), "its outline is gone");
        assert!(packed(&bytes) < 140_000, "{}", packed(&bytes));
        assert_eq!(bytes, blanked("√x𝑥(∑"), "always the same");
        let face = FontRef::new(&bytes).expect("a font");
        assert!(face.gsub().is_ok() && face.charmap().map('x').is_some());
    }

    #[test]
    fn what_is_no_outline_is_refused() {
        for bytes in [
            &[][..],
            &[1, 0, 4],
            &[1, 0, 4, 1, 0, 1, 1, 1, 255],
            &[0; 40],
        ] {
            assert!(blank(&mut bytes.to_vec(), &BTreeSet::new()).is_none());
        }
        // An operand of each form before the operator.
        for (bytes, value) in [
            (&[28, 1, 0, 17][..], Some(256)),
            (&[29, 0, 1, 0, 0, 17], Some(65536)),
            (&[139, 17], Some(0)),
            (&[247, 0, 17], Some(108)),
            (&[30, 0x1a, 0x5f, 140, 17], Some(1)),
            (&[30, 0x12], None),
            (&[140, 18], None),
        ] {
            assert_eq!(operand(bytes, CHAR_STRINGS), value, "{bytes:?}");
        }
    }
}
