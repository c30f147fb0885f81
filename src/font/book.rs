//! All fonts of a build.

use super::bundled;
use super::face::{Font, FontData, FontError, FontId};

/// All fonts that a build may use: those of the project first, then those in the binary.
#[derive(Debug, Clone, Default, Hash)]
pub struct FontBook {
    fonts: Vec<Font>,
}

/// What is asked of a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FontQuery<'a> {
    /// The family's name; matched without regard to case.
    pub family: &'a str,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

impl FontBook {
    /// The fonts in the binary.
    ///
    /// # Errors
    /// When one cannot be read, which a test rules out.
    pub fn bundled() -> Result<Self, FontError> {
        let mut book = Self::default();
        for font in &bundled::FONTS {
            book.add(font.data(), 0)?;
        }
        Ok(book)
    }

    /// Adds a font and returns its id.
    ///
    /// # Errors
    /// When it cannot be read or may not be embedded.
    pub fn add(&mut self, data: FontData, index: u32) -> Result<FontId, FontError> {
        let font = Font::parse(data, index)?;
        self.fonts.push(font);
        Ok(FontId(
            u16::try_from(self.fonts.len() - 1).unwrap_or(u16::MAX),
        ))
    }

    /// These fonts behind others, save those whose PostScript name one of the others has.
    pub(super) fn behind(&self, mut first: Vec<Font>) -> Self {
        let own: Vec<Font> = self
            .fonts
            .iter()
            .filter(|font| {
                let name = font.postscript_name();
                !first.iter().any(|f| f.postscript_name() == name)
            })
            .cloned()
            .collect();
        first.extend(own);
        Self { fonts: first }
    }

    /// The font of an id.
    ///
    /// # Panics
    /// For an id of another book.
    #[allow(clippy::indexing_slicing, reason = "as documented")]
    pub fn get(&self, id: FontId) -> &Font {
        &self.fonts[usize::from(id.0)]
    }

    /// All fonts with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FontId, &Font)> {
        self.fonts
            .iter()
            .enumerate()
            .map(|(i, font)| (FontId(i as u16), font))
    }

    /// The font of a family that comes nearest in weight and slant.
    pub fn find(&self, query: FontQuery<'_>) -> Option<FontId> {
        self.iter()
            .filter(|(_, font)| font.family().eq_ignore_ascii_case(query.family))
            .min_by_key(|(id, font)| {
                let slant = font.is_italic() != query.italic;
                let weight = font.is_bold() != query.bold;
                (u8::from(slant) * 2 + u8::from(weight), *id)
            })
            .map(|(id, _)| id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_font_can_be_read() {
        let book = FontBook::bundled().expect("bundled fonts parse");
        let garamond = FontQuery {
            family: "EB Garamond",
            bold: true,
            italic: true,
        };
        let found = book.find(garamond).expect("the default family is there");
        assert_eq!(book.get(found).postscript_name(), "EBGaramond-BoldItalic");
    }
}
