//! The fonts in the binary, as `fonts/pack.rs` packs them. Their licences are beside them in `fonts/`.

use super::face::FontData;
use super::packed::PackedFont;

/// All fonts, families in order of preference for fallback.
pub(super) static FONTS: [BundledFont; 22] = include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// A font in the binary.
pub(super) enum BundledFont {
    /// As it is.
    Whole(&'static [u8]),
    /// Deflated.
    Packed(PackedFont),
}

impl BundledFont {
    const fn whole(bytes: &'static [u8]) -> Self {
        Self::Whole(bytes)
    }

    const fn packed(card: &'static [u8], packed: &'static [u8], size: usize) -> Self {
        Self::Packed(PackedFont::new(card, packed, size))
    }

    /// The font's data.
    pub(super) fn data(&'static self) -> FontData {
        match self {
            Self::Whole(bytes) => FontData::Static(bytes),
            Self::Packed(font) => FontData::Packed(font),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::font::{Font, FontMetrics};

    /// The files in `fonts/`, by their bytes.
    fn files() -> Vec<Vec<u8>> {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let folders = fonts.read_dir().expect("a folder of fonts");
        let files = folders
            .map(|folder| folder.expect("a family").path())
            .filter(|folder| folder.is_dir())
            .flat_map(|folder| folder.read_dir().expect("the family's files"))
            .map(|file| file.expect("a file").path());
        files
            .filter(|file| {
                file.extension()
                    .is_some_and(|kind| kind == "ttf" || kind == "otf")
            })
            .map(|file| std::fs::read(file).expect("a font"))
            .collect()
    }

    #[test]
    fn each_font_is_in_the_binary_byte_for_byte() {
        let files = files();
        assert_eq!(files.len(), FONTS.len());
        for font in &FONTS {
            let data = font.data();
            assert!(files.iter().any(|file| file == data.bytes()));
        }
    }

    #[test]
    fn a_packed_font_is_known_by_its_card_as_by_its_file() {
        type Facts = (String, String, [bool; 4], FontMetrics, u32);
        let facts = |font: &Font| -> Facts {
            (
                font.family().to_owned(),
                font.postscript_name().to_owned(),
                [
                    font.is_bold(),
                    font.is_italic(),
                    font.is_monospace(),
                    font.is_cff(),
                ],
                *font.metrics(),
                font.glyph_count(),
            )
        };
        for font in &FONTS {
            let data = font.data();
            let whole = FontData::Owned(data.bytes().into());
            let whole = Font::parse(whole, 0).expect("a font");
            let font = Font::parse(data, 0).expect("a font");
            assert_eq!(facts(&font), facts(&whole));
            let characters = '\0'..=char::MAX;
            let differs = |c: &char| font.has(*c) != whole.has(*c);
            assert_eq!(characters.clone().find(differs), None, "{}", font.family());
        }
    }
}
