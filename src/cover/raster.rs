//! A cover's sheet becomes an indexed picture: fifteen shades from the ground to the ink, and the accent.

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};

use super::compose::{self, Palette, PlacedLine, Shape, Sheet, Tone};
use super::{CoverError, HEIGHT, WIDTH};
use crate::font::FontBook;
use crate::typeset::page::GlyphRun;
use crate::units::{Length, Rect};

const PIXELS_PER_POINT: f32 = WIDTH as f32 / compose::WIDTH as f32;
/// The shades from the ground to the ink.
const SHADES: u8 = 15;

/// Draws a sheet of the picture's proportions.
pub(super) fn to_png(sheet: &Sheet, fonts: &FontBook) -> Result<Vec<u8>, CoverError> {
    let mut ink = empty()?;
    for shape in sheet.shapes.iter().filter(|s| s.tone == Tone::Ink) {
        fill(&mut ink, shape);
    }
    for line in sheet.lines.iter().filter(|line| line.tone == Tone::Ink) {
        text(&mut ink, line, fonts);
    }
    let mut cut = None;
    for line in sheet.lines.iter().filter(|line| line.tone != Tone::Ink) {
        if cut.is_none() {
            cut = Some(empty()?);
        }
        if let Some(mask) = &mut cut {
            text(mask, line, fonts);
        }
    }
    encode(sheet, &ink, cut.as_ref()).map_err(|error| CoverError::Encode(error.into()))
}

fn empty() -> Result<Mask, CoverError> {
    Mask::new(WIDTH, HEIGHT).ok_or(CoverError::Canvas)
}

fn fill(mask: &mut Mask, shape: &Shape) {
    let rect = tiny_skia::Rect::from_xywh(
        pixels(shape.rect.origin.x),
        pixels(shape.rect.origin.y),
        pixels(shape.rect.size.width),
        pixels(shape.rect.size.height),
    );
    if let Some(rect) = rect {
        let path = PathBuilder::from_rect(rect);
        mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
    }
}

fn text(mask: &mut Mask, line: &PlacedLine, fonts: &FontBook) {
    if let Some(path) = outlines(line, fonts) {
        // Overlapping contours are common in the fonts, hence the nonzero rule.
        mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
    }
}

fn encode(sheet: &Sheet, ink: &Mask, cut: Option<&Mask>) -> Result<Vec<u8>, png::EncodingError> {
    let shade = |level: u16| ((level * u16::from(SHADES - 1) + 127) / 255) as u8;
    let mut picture: Vec<u8> = ink.data().to_vec();
    if let Some(cut) = cut {
        for (pixel, cut) in picture.iter_mut().zip(cut.data()) {
            *pixel = (u16::from(*pixel) * u16::from(255 - cut) / 255) as u8;
        }
    }
    for pixel in &mut picture {
        *pixel = shade(u16::from(*pixel));
    }
    for shape in sheet.shapes.iter().filter(|s| s.tone == Tone::Accent) {
        accent(&mut picture, shape.rect);
    }
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette(colors(sheet.palette));
    encoder.set_compression(png::Compression::Fast);
    // Large plain areas pack best unfiltered.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    let packed: Vec<u8> = picture
        .as_chunks::<2>()
        .0
        .iter()
        .map(|[left, right]| (left << 4) | right)
        .collect();
    writer.write_image_data(&packed)?;
    writer.finish()?;
    Ok(png)
}

/// Fills a rectangle with the accent, to whole pixels: it has no shades.
fn accent(picture: &mut [u8], rect: Rect) {
    let whole =
        |length: Length, most: u32| (pixels(length).round().max(0.0) as u32).min(most) as usize;
    let columns = whole(rect.origin.x, WIDTH)..whole(rect.right(), WIDTH);
    let rows = whole(rect.origin.y, HEIGHT)..whole(rect.bottom(), HEIGHT);
    for row in picture
        .chunks_exact_mut(WIDTH as usize)
        .skip(rows.start)
        .take(rows.len())
    {
        if let Some(row) = row.get_mut(columns.clone()) {
            row.fill(SHADES);
        }
    }
}

fn colors(palette: Palette) -> Vec<u8> {
    let last = u32::from(SHADES - 1);
    let mut colors: Vec<u8> = (0..=last)
        .flat_map(|step| {
            palette
                .ground
                .iter()
                .zip(palette.ink)
                .map(move |(&from, to)| {
                    ((u32::from(from) * (last - step) + u32::from(to) * step + last / 2) / last)
                        as u8
                })
        })
        .collect();
    colors.extend(palette.accent);
    colors
}

fn pixels(length: Length) -> f32 {
    length.to_pt() as f32 * PIXELS_PER_POINT
}

fn outlines(line: &PlacedLine, fonts: &FontBook) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for run in &line.runs {
        draw_run(line, run, fonts, &mut builder);
    }
    builder.finish()
}

fn draw_run(line: &PlacedLine, run: &GlyphRun, fonts: &FontBook, builder: &mut PathBuilder) {
    let font = fonts.get(run.font);
    let face = font.face();
    let glyphs = face.outline_glyphs();
    let scale = pixels(run.size) / f32::from(font.metrics().units_per_em);
    let mut x = line.x + run.origin.x;
    let y = line.baseline + run.origin.y;
    for glyph in &run.glyphs {
        let mut pen = Pen {
            builder,
            x: pixels(x + glyph.x_offset),
            y: pixels(y - glyph.y_offset),
            scale,
        };
        if let Some(outline) = glyphs.get(skrifa::GlyphId::new(u32::from(glyph.id))) {
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            // A glyph that cannot be drawn leaves its space; the text is on the title page too.
            let _ = outline.draw(settings, &mut pen);
        }
        x += glyph.advance;
    }
}

struct Pen<'b> {
    builder: &'b mut PathBuilder,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let ((cx, cy), (x, y)) = (self.at(cx, cy), self.at(x, y));
        self.builder.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let ((ax, ay), (bx, by), (x, y)) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.builder.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}
