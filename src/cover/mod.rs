//! Covers drawn from the metadata, for manuscripts that bring none.
//!
//! `Metadata + Theme ──compose──▶ Sheet (lines of text, rules) ──raster──▶ PNG`

mod compose;
mod ean;
mod page;
mod raster;
mod text;
mod wrap;

pub use wrap::{Binding, Wrap, wrap};

use crate::document::Metadata;
use crate::font::FontBook;
use crate::theme::Theme;

/// The width of a drawn cover in pixels. With [`HEIGHT`] it stays under the four million pixels that
/// Apple Books allows a picture inside an EPUB.
pub const WIDTH: u32 = 1600;
/// The height of a drawn cover in pixels.
pub const HEIGHT: u32 = 2400;

/// A drawn cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverArt {
    /// The picture, [`WIDTH`] by [`HEIGHT`] pixels, as an indexed PNG.
    pub png: Vec<u8>,
    /// The text on it, as its alternative text.
    pub alt: String,
}

/// Draws a cover with the title, the subtitle and the authors in the fonts of the theme.
///
/// # Errors
/// When the picture cannot be encoded.
pub fn draw(meta: &Metadata, theme: &Theme, fonts: &FontBook) -> Result<CoverArt, CoverError> {
    let sheet = compose::compose(meta, theme, fonts);
    let png = raster::to_png(&sheet, fonts)?;
    let mut alt = meta.title.clone();
    for part in [meta.subtitle.clone(), meta.author_line("&")]
        .into_iter()
        .flatten()
    {
        alt.push_str(". ");
        alt.push_str(&part);
    }
    Ok(CoverArt { png, alt })
}

/// Why a cover cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum CoverError {
    /// The encoder failed.
    #[error("the cover cannot be encoded: {0}")]
    Encode(#[from] png::EncodingError),
    /// The canvas cannot be made.
    #[error("the cover has no canvas")]
    Canvas,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(title: &str) -> Metadata {
        Metadata {
            title: title.to_owned(),
            subtitle: Some("With a note on the white of the page".to_owned()),
            slug: "cover".to_owned(),
            ..Metadata::default()
        }
    }

    fn drawn(title: &str) -> CoverArt {
        let fonts = FontBook::bundled().expect("bundled fonts");
        let theme = Theme::named("literary").expect("a built-in theme");
        draw(&metadata(title), theme, &fonts).expect("drawn")
    }

    #[test]
    fn a_cover_is_a_png_of_the_right_size() {
        let art = drawn("On Margins");
        let reader = png::Decoder::new(std::io::Cursor::new(&art.png));
        let info = reader.read_info().expect("a PNG");
        assert_eq!((info.info().width, info.info().height), (WIDTH, HEIGHT));
        assert_eq!(art.alt, "On Margins. With a note on the white of the page");
    }

    #[test]
    fn the_same_metadata_gives_the_same_bytes_and_other_titles_others() {
        assert_eq!(drawn("On Margins").png, drawn("On Margins").png);
        assert_ne!(drawn("On Margins").png, drawn("On Leading").png);
    }

    #[test]
    fn a_title_of_any_length_fits() {
        for title in [
            "",
            "W",
            &"Incomprehensibilities ".repeat(60),
            &"x".repeat(400),
        ] {
            let sheet = compose::compose(
                &metadata(title),
                Theme::named("literary").expect("a built-in theme"),
                &FontBook::bundled().expect("bundled fonts"),
            );
            for line in &sheet.lines {
                assert!(line.x >= crate::units::Length::ZERO, "{title}");
            }
        }
    }
}
