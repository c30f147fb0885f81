//! Vector pictures: SVG as forms, drawn by usvg and svg2pdf.
//!
//! Nothing but the picture's own bytes and the fonts of the build is read: references to files and
//! addresses are refused.

use std::sync::{Arc, OnceLock};
use std::thread;

use image::{DynamicImage, RgbaImage};
use lopdf::{Document, Object, Stream};
use svg2pdf::usvg::{self, fontdb};
use svg2pdf::{ConversionOptions, PageOptions};

use super::guard;
use super::raster::{Raster, encode};
use super::recolor::{Form, recolor};
use crate::font::{FontBook, FontData, FontQuery};
use crate::pdf::ink::Inks;
use crate::pdf::object::dict;
use crate::pdf::string::name;

/// Resolution of what has to be drawn as pixels, in pixels to the CSS pixel: 300 to the inch.
const PIXELS: f32 = 300.0 / 96.0;

/// The longest side of such a picture.
const MAX_SIDE: f32 = 6000.0;

/// What drawing needs: the fonts of the build.
pub(super) struct Setup<'a> {
    book: &'a FontBook,
    /// Made for the first picture that may have text in it.
    fonts: OnceLock<Arc<fontdb::Database>>,
    family: String,
}

/// A picture as drawn.
pub(super) enum Drawn {
    Form(Box<Form>),
    Pixels(Box<Raster>),
}

/// A font's bytes as the font database wants them.
struct Bytes(FontData);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        self.0.bytes()
    }
}

/// The name of a family of a book.
fn family(book: &FontBook, wanted: &str) -> Option<String> {
    let query = FontQuery {
        family: wanted,
        bold: false,
        italic: false,
    };
    book.find(query).map(|id| book.get(id).family().to_owned())
}

impl<'a> Setup<'a> {
    /// For pictures with the fonts of a build.
    pub(super) fn new(book: &'a FontBook) -> Self {
        let first = book.iter().next().map(|(_, font)| font.family().to_owned());
        Self {
            book,
            fonts: OnceLock::new(),
            family: family(book, "EB Garamond").or(first).unwrap_or_default(),
        }
    }

    /// The fonts that a picture needs: none, unless it has text.
    fn fonts(&self, picture: &str) -> Arc<fontdb::Database> {
        if !picture.contains("text") {
            return Arc::default();
        }
        Arc::clone(self.fonts.get_or_init(|| Arc::new(self.database())))
    }

    /// Registers the fonts of the build.
    fn database(&self) -> fontdb::Database {
        let mut fonts = fontdb::Database::new();
        // One after the other: whoever waits for the fonts must not wait for a thread that would draw another picture
        // in the meantime, which waits for them, too.
        for (_, font) in self.book.iter() {
            let bytes: Arc<dyn AsRef<[u8]> + Sync + Send> = Arc::new(Bytes(font.data().clone()));
            fonts.load_font_source(fontdb::Source::Binary(bytes));
        }
        let serif = &self.family;
        let or_serif = |family: Option<String>| family.unwrap_or_else(|| serif.clone());
        fonts.set_sans_serif_family(or_serif(family(self.book, "Alegreya Sans")));
        fonts.set_monospace_family(or_serif(family(self.book, "JetBrains Mono")));
        fonts.set_cursive_family(serif);
        fonts.set_fantasy_family(serif);
        fonts.set_serif_family(serif);
        fonts
    }

    /// Draws a picture: as a form with text in it, else as a form of outlines, else as pixels.
    pub(super) fn draw(&self, bytes: &[u8], inks: &Inks) -> Result<Drawn, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "it is not in UTF-8".to_owned())?;
        let stack = guard::stack_size(text).ok_or_else(|| "it is nested too deeply".to_owned())?;
        // On a thread of its own, for the stack, and so that a panic in the drawing is an error.
        thread::scope(|scope| {
            let thread = thread::Builder::new()
                .stack_size(stack)
                .spawn_scoped(scope, || self.draw_here(text, inks))
                .map_err(|e| e.to_string())?;
            thread
                .join()
                .unwrap_or_else(|_| Err("drawing it failed".to_owned()))
        })
    }

    fn draw_here(&self, text: &str, inks: &Inks) -> Result<Drawn, String> {
        let options = usvg::Options {
            font_family: self.family.clone(),
            fontdb: self.fonts(text),
            image_href_resolver: guard::resolver(),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(text, &options).map_err(|e| e.to_string())?;
        let scale = ConversionOptions::default().raster_scale;
        if guard::is_shallow(tree.root()) && guard::filters_are_small(tree.root(), scale) {
            for embed_text in [true, false] {
                let form = form(&tree, embed_text);
                let form = match inks {
                    Inks::Screen => form,
                    _ => form.and_then(|form| recolor(form, inks)),
                };
                if let Some(form) = form {
                    return Ok(Drawn::Form(Box::new(form)));
                }
            }
        }
        pixels(&tree, inks).map(|raster| Drawn::Pixels(Box::new(raster)))
    }
}

/// Converts by svg2pdf, which draws a page; its content and resources make the form.
fn form(tree: &usvg::Tree, embed_text: bool) -> Option<Form> {
    let options = ConversionOptions {
        embed_text,
        pdfa: true,
        ..ConversionOptions::default()
    };
    let bytes = svg2pdf::to_pdf(tree, options, PageOptions { dpi: 72.0 }).ok()?;
    let mut source = Document::load_mem(&bytes).ok()?;
    let page = source.page_iter().next()?;
    let page = source.get_dictionary(page).ok()?;
    let content = page.get(b"Contents").and_then(Object::as_reference).ok()?;
    let resources = page.get(b"Resources").ok()?.clone();
    let group = page.get(b"Group").ok()?.clone();
    let (width, height) = (tree.size().width(), tree.size().height());
    let mut dict = dict! {
        "Type" => name("XObject"),
        "Subtype" => name("Form"),
        "BBox" => Object::Array(vec![0.into(), 0.into(), Object::Real(width), Object::Real(height)]),
        // As an image, it is one unit wide and high.
        "Matrix" => Object::Array(
            [1.0 / width, 0.0, 0.0, 1.0 / height, 0.0, 0.0].map(Object::Real).into()
        ),
        "Resources" => resources,
        "Group" => group,
    };
    let Some(Object::Stream(stream)) = source.objects.remove(&content) else {
        return None;
    };
    if let Ok(filter) = stream.dict.get(b"Filter") {
        dict.set("Filter", filter.clone());
    }
    Some(Form {
        source,
        stream: Stream::new(dict, stream.content),
    })
}

/// Draws pixels, where svg2pdf cannot draw a form that PDF/A allows.
fn pixels(tree: &usvg::Tree, inks: &Inks) -> Result<Raster, String> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = PIXELS
        .min(MAX_SIDE / width.max(height))
        .min((guard::max_pixels(tree) / (width * height)).sqrt());
    let sides = [width, height].map(|side| ((side * scale).ceil() as u32).max(1));
    let mut pixmap = resvg::tiny_skia::Pixmap::new(sides[0], sides[1])
        .ok_or_else(|| "it has no size".to_owned())?;
    let transform = resvg::tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(tree, transform, &mut pixmap.as_mut());
    let pixels: Vec<u8> = pixmap
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let color = pixel.demultiply();
            [color.red(), color.green(), color.blue(), color.alpha()]
        })
        .collect();
    let image = RgbaImage::from_raw(sides[0], sides[1], pixels)
        .ok_or_else(|| "it has no size".to_owned())?;
    Ok(encode(&DynamicImage::ImageRgba8(image), inks))
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    /// The fonts are asked for by many pictures at once, on all threads of the pool. They used to be unpacked on that
    /// pool, too, whose threads waited for them: for ever.
    #[test]
    fn many_pictures_with_text_are_drawn_at_once() {
        const PICTURE: &[u8] =
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"20\">\
            <text y=\"15\">white</text></svg>";
        let book = FontBook::bundled().expect("the fonts in the binary");
        let setup = Setup::new(&book);
        let drawn = (0..32).into_par_iter().filter(|_| {
            let drawn = setup.draw(PICTURE, &Inks::Screen);
            matches!(drawn, Ok(Drawn::Form(_)))
        });
        assert_eq!(drawn.count(), 32);
    }
}
