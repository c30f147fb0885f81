//! Fonts reduced to some characters, still whole fonts: with a character map, and with ligatures, small
//! capitals, old-style figures, marks and kerning among what is left. For documents that are set by
//! the program that shows them, unlike a PDF, whose fonts need none of it.

use std::collections::{BTreeMap, BTreeSet};

use skera::{DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use skrifa::raw::collections::IntSet;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, Tag};
use subsetter::GlyphRemapper;
use write_fonts::FontBuilder;

use super::charmap;
use super::face::Font;

/// Features of text beyond those that are always on: what a stylesheet may ask for.
const ASKED_FOR: [&[u8; 4]; 5] = [b"smcp", b"onum", b"lnum", b"pnum", b"tnum"];
/// Features without which a monospaced font shows the characters as they are written.
const LIGATURES: [&[u8; 4]; 4] = [b"liga", b"clig", b"calt", b"rclt"];
/// The names to keep: family, style, full and PostScript name, version, copyright and licence.
const NAMES: [u16; 9] = [0, 1, 2, 3, 4, 5, 6, 13, 14];
/// English of the United States, in which the names above are given.
const ENGLISH: u16 = 0x409;

/// Why a font cannot be reduced.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the font `{font}` cannot be reduced: {cause}")]
pub struct SubsetError {
    font: String,
    cause: String,
}

impl Font {
    /// The font with these characters only, as the bytes of a TrueType or OpenType file. Characters
    /// that it lacks are passed over.
    ///
    /// # Errors
    /// When its tables cannot be rewritten.
    pub fn subset(&self, chars: &BTreeSet<char>) -> Result<Vec<u8>, SubsetError> {
        let fault = |cause: String| SubsetError {
            font: self.postscript_name().to_owned(),
            cause,
        };
        if self.is_cff() {
            return self.subset_cff(chars).map_err(fault);
        }
        let mut unicodes = IntSet::empty();
        unicodes.extend(chars.iter().map(|c| u32::from(*c)));
        let mut drop_tables = IntSet::empty();
        drop_tables.extend(DEFAULT_DROP_TABLES.iter().copied());
        let mut scripts = IntSet::<Tag>::empty();
        scripts.invert();
        let mut features = IntSet::empty();
        features.extend(DEFAULT_LAYOUT_FEATURES.iter().copied());
        features.extend(ASKED_FOR.map(Tag::new));
        if self.is_monospace() {
            for tag in LIGATURES {
                features.remove(Tag::new(tag));
            }
        }
        let mut names = IntSet::empty();
        names.extend(NAMES.map(StringId::new));
        let mut languages = IntSet::empty();
        languages.insert(ENGLISH);
        let face = self.face();
        let plan = Plan::new(
            &IntSet::empty(),
            &unicodes,
            &face,
            // Screens on which hints would show have not been made for years.
            SubsetFlags::SUBSET_FLAGS_NO_HINTING | SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE,
            &drop_tables,
            &scripts,
            &features,
            &names,
            &languages,
        );
        subset_font(&face, &plan).map_err(|error| fault(error.to_string()))
    }

    /// A font of the Compact Font Format, which `skera` does not reduce: outlines, widths and character
    /// map alone. In the binary these are the fonts for Hangul, which needs no more.
    fn subset_cff(&self, chars: &BTreeSet<char>) -> Result<Vec<u8>, String> {
        let face = self.face();
        let charmap = face.charmap();
        let mut mapper = GlyphRemapper::new();
        let mut mappings = BTreeMap::new();
        for c in chars {
            let Some(glyph) = charmap.map(*c) else {
                continue;
            };
            if let Ok(old) = u16::try_from(glyph.to_u32()) {
                mappings.insert(*c, mapper.remap(old));
            }
        }
        let reduced = subsetter::subset(self.data().bytes(), self.index(), &mapper)
            .map_err(|error| error.to_string())?;
        let reduced = FontRef::new(&reduced).map_err(|error| error.to_string())?;
        let mut builder = FontBuilder::new();
        builder.copy_missing_tables(reduced);
        builder.add_raw(Tag::new(b"cmap"), charmap::write(&mappings));
        // The names lose their copies for other systems, not those of the licence.
        for tag in [Tag::new(b"OS/2"), Tag::new(b"name")] {
            if let Some(table) = face.table_data(tag) {
                builder.add_raw(tag, table.as_bytes());
            }
        }
        Ok(builder.build())
    }
}

#[cfg(test)]
mod tests {
    use skrifa::raw::TableProvider as _;

    use super::*;
    use crate::font::{FontBook, FontQuery};

    fn reduced(family: &str, text: &str) -> (usize, Vec<u8>) {
        let book = FontBook::bundled().expect("bundled fonts");
        let query = FontQuery {
            family,
            bold: false,
            italic: false,
        };
        let font = book.get(book.find(query).expect("a bundled family"));
        let bytes = font.subset(&text.chars().collect()).expect("reduced");
        (font.data().bytes().len(), bytes)
    }

    #[test]
    fn a_reduced_font_has_its_characters_and_no_other() {
        for (family, text, other) in [
            ("EB Garamond", "office 1945", 'Q'),
            ("Alegreya Sans", "office 1945", 'Q'),
            ("JetBrains Mono", "fn main() -> =", 'Q'),
            ("Amiri", "سلام", 'ض'),
            ("Noto Serif CJK KR", "여백", '한'),
        ] {
            let (whole, bytes) = reduced(family, text);
            assert!(bytes.len() < whole / 3, "{family}: {}", bytes.len());
            let face = FontRef::new(&bytes).expect(family);
            for c in text.chars() {
                let glyph = face.charmap().map(c).expect("in the character map");
                assert_ne!(glyph.to_u32(), 0, "{family} {c}");
            }
            assert!(face.charmap().map(other).is_none(), "{family}");
            assert!(face.os2().is_ok() && face.name().is_ok(), "{family}");
            assert_eq!(bytes, reduced(family, text).1, "{family}: always the same");
        }
    }

    #[test]
    fn features_are_kept_for_what_is_left() {
        let (_, bytes) = reduced("EB Garamond", "office 1945");
        let face = FontRef::new(&bytes).expect("a font");
        let gsub = face.gsub().expect("substitutions");
        let list = gsub.feature_list().expect("features");
        let tags: BTreeSet<String> = list
            .feature_records()
            .iter()
            .map(|record| record.feature_tag().to_string())
            .collect();
        for tag in ["liga", "smcp", "onum"] {
            assert!(tags.contains(tag), "{tag}: {tags:?}");
        }
        assert!(face.gpos().is_ok(), "kerning");
    }
}
