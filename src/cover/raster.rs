//! A cover's sheet becomes an indexed picture: sixteen shades from the ground to the ink.

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};

use super::compose::{PlacedLine, SHEET, Sheet};
use super::{CoverError, HEIGHT, WIDTH};
use crate::font::FontBook;
use crate::typeset::page::GlyphRun;
use crate::units::Length;

const PIXELS_PER_POINT: f32 = WIDTH as f32 / SHEET.0 as f32;

pub(super) fn to_png(sheet: &Sheet, fonts: &FontBook) -> Result<Vec<u8>, CoverError> {
    let mut mask = Mask::new(WIDTH, HEIGHT).ok_or(CoverError::Canvas)?;
    for rule in &sheet.rules {
        let rect = tiny_skia::Rect::from_xywh(
            pixels(rule.origin.x),
            pixels(rule.origin.y),
            pixels(rule.size.width),
            pixels(rule.size.height),
        );
        if let Some(rect) = rect {
            let path = PathBuilder::from_rect(rect);
            mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
        }
    }
    for line in &sheet.lines {
        if let Some(path) = outlines(line, fonts) {
            // Overlapping contours are common in the fonts, hence the nonzero rule.
            mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
        }
    }
    encode(sheet, &mask)
}

fn encode(sheet: &Sheet, mask: &Mask) -> Result<Vec<u8>, CoverError> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette(ramp(sheet.palette.ground, sheet.palette.ink));
    encoder.set_compression(png::Compression::Fast);
    // Large plain areas pack best unfiltered.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    let packed: Vec<u8> = mask
        .data()
        .chunks_exact(2)
        .map(|pair| (pair[0] & 0xF0) | (pair[1] >> 4))
        .collect();
    writer.write_image_data(&packed)?;
    writer.finish()?;
    Ok(png)
}

fn ramp(ground: [u8; 3], ink: [u8; 3]) -> Vec<u8> {
    (0..16_u32)
        .flat_map(|step| {
            ground.iter().zip(ink).map(move |(&from, to)| {
                ((u32::from(from) * (15 - step) + u32::from(to) * step + 7) / 15) as u8
            })
        })
        .collect()
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
