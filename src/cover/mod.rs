//! Covers drawn from the metadata, for manuscripts that bring none.
//!
//! `Metadata + Theme ──compose──▶ Sheet (lines of text, rules) ──raster──▶ PNG`; the same sheet is the front of
//! a wrap, and the first page of a PDF.

mod compose;
mod ean;
mod front;
mod page;
mod raster;
mod text;
mod wrap;

pub use front::front;
pub use wrap::{Binding, Wrap, wrap};

use crate::document::Metadata;
use crate::font::FontBook;
use crate::style::Theme;
use crate::units::{Length, Size};

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

/// Draws a cover with the title, the subtitle and the authors in the fonts of the theme. There is none
/// where the title has characters that are in no font: a reader's own, without a picture, shows it better.
///
/// # Errors
/// When the picture cannot be encoded.
pub fn draw(
    meta: &Metadata,
    theme: &Theme,
    fonts: &FontBook,
) -> Result<Option<CoverArt>, CoverError> {
    let picture = Size {
        width: Length::pt(f64::from(WIDTH)),
        height: Length::pt(f64::from(HEIGHT)),
    };
    let Some(sheet) = compose::compose(meta, theme, fonts, picture) else {
        return Ok(None);
    };
    let png = raster::to_png(&sheet, fonts)?;
    let alt = alt(meta);
    Ok(Some(CoverArt { png, alt }))
}

/// What a drawn cover says.
fn alt(meta: &Metadata) -> String {
    let parts = [
        Some(meta.title.clone()),
        meta.subtitle.clone(),
        compose::authors(meta),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
}

/// Why a cover cannot be drawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CoverError {
    /// The encoder failed.
    #[error("the cover cannot be encoded: {0}")]
    Encode(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The canvas cannot be made.
    #[error("the cover has no canvas")]
    Canvas,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::PageSize;

    fn metadata(title: &str) -> Metadata {
        Metadata {
            title: title.to_owned(),
            subtitle: Some("With a note on the white of the page".to_owned()),
            slug: "cover".to_owned(),
            ..Metadata::default()
        }
    }

    fn drawn(title: &str) -> CoverArt {
        in_theme(title, "literary")
    }

    fn in_theme(title: &str, theme: &str) -> CoverArt {
        let fonts = FontBook::bundled().expect("bundled fonts");
        let theme = Theme::named(theme).expect("a built-in theme");
        let art = draw(&metadata(title), theme, &fonts).expect("drawn");
        art.expect("its characters are in the fonts")
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
    fn a_title_that_no_font_can_show_is_not_drawn() {
        let fonts = FontBook::bundled().expect("bundled fonts");
        for theme in Theme::names() {
            let theme = Theme::named(theme).expect("a built-in theme");
            let art = draw(&metadata("\u{1301F}"), theme, &fonts);
            assert_eq!(art.expect("no fault"), None);
            let mut meta = metadata("Page");
            meta.publisher = Some("\u{1301F}".to_owned());
            assert!(draw(&meta, theme, &fonts).expect("no fault").is_some());
        }
    }

    /// How dark a picture is in each tenth of its height, from 0 to 9.
    fn shades(png: &[u8]) -> Vec<u32> {
        let picture = image::load_from_memory(png).expect("a PNG").to_luma8();
        let band = |at: u32| {
            let y = HEIGHT / 10 * at + HEIGHT / 20;
            let row = (0..WIDTH).map(|x| u32::from(picture.get_pixel(x, y)[0]));
            row.sum::<u32>() / WIDTH / 26
        };
        (0..10).map(band).collect()
    }

    #[test]
    fn themes_differ_by_more_than_the_font() {
        let [literary, modern, academic] =
            ["literary", "modern", "academic"].map(|theme| shades(&in_theme("Page", theme).png));
        assert!(
            literary.iter().all(|shade| *shade < 5),
            "dark: {literary:?}"
        );
        assert!(modern[0] < 5 && modern[9] > 7, "a panel: {modern:?}");
        assert!(academic[0] < 5 && academic[9] > 7, "a band: {academic:?}");
        assert!(modern[4] < 5 && academic[4] > 7);
    }

    #[test]
    fn a_title_of_any_length_fits() {
        for title in [
            "",
            "W",
            &"Incomprehensibilities ".repeat(60),
            &"x".repeat(400),
        ] {
            for (theme, page) in Theme::names().zip(PageSize::named()) {
                let sheet = compose::compose(
                    &metadata(title),
                    Theme::named(theme).expect("a built-in theme"),
                    &FontBook::bundled().expect("bundled fonts"),
                    page.size(),
                )
                .expect("its characters are in the fonts");
                for line in &sheet.lines {
                    let high = Length::ZERO..sheet.size.height;
                    assert!(line.x >= Length::ZERO, "{title}");
                    assert!(high.contains(&line.baseline), "{title}");
                }
            }
        }
    }
}
