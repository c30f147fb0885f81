//! Which characters a font has.

#![allow(
    clippy::indexing_slicing,
    reason = "an index is made long enough, and the pages it names are there"
)]

use skrifa::GlyphId;

/// The characters that a font maps to a glyph: a bitmap in pages of 256, built from its character
/// map once.
#[derive(Debug, Clone, Default)]
pub(super) struct Coverage {
    /// For each page of 256 characters, its place in `pages` plus one; 0 for a page without any.
    index: Vec<u16>,
    /// The pages' bits.
    pages: Vec<[u64; 4]>,
}

impl Coverage {
    /// The coverage of a character map: characters and their glyphs.
    pub(super) fn of(mappings: impl Iterator<Item = (u32, GlyphId)>) -> Self {
        let mut coverage = Self::default();
        for (code, glyph) in mappings {
            if glyph.to_u32() != 0 && code <= u32::from(char::MAX) {
                coverage.insert(code);
            }
        }
        coverage
    }

    fn insert(&mut self, code: u32) {
        let page = (code >> 8) as usize;
        if page >= self.index.len() {
            self.index.resize(page + 1, 0);
        }
        if self.index[page] == 0 {
            self.pages.push([0; 4]);
            // At most 0x1100 pages, which fit.
            self.index[page] = self.pages.len() as u16;
        }
        let bits = &mut self.pages[usize::from(self.index[page]) - 1];
        bits[(code >> 6 & 3) as usize] |= 1 << (code & 63);
    }

    /// True when the font has a glyph for the character.
    pub(super) fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        let page = self.index.get((code >> 8) as usize).copied().unwrap_or(0);
        page != 0
            && self.pages[usize::from(page) - 1][(code >> 6 & 3) as usize] >> (code & 63) & 1 == 1
    }
}
