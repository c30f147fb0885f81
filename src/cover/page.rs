//! A cover's sheet as a page of glyphs and rules.

use super::compose::{Palette, Sheet, Tone};
use crate::typeset::page::{Color, GlyphRun, Mark, Page, PageItem, Rule};
use crate::units::{Length, Rect, Size};

/// How far shapes that touch an edge go on beyond it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Overhang {
    pub(super) left: Length,
    pub(super) right: Length,
    /// At the head and at the foot.
    pub(super) ends: Length,
}

/// The sheet at `scale` times its size, without its ground.
pub(super) fn page(sheet: &Sheet, scale: f64, over: Overhang, mark: Mark) -> Page {
    let size = Size {
        width: sheet.size.width.scale(scale),
        height: sheet.size.height.scale(scale),
    };
    let shapes = sheet.shapes.iter().map(|shape| {
        let rect = extended(scaled(shape.rect, scale), size, over);
        rule(rect, tone(sheet.palette, shape.tone))
    });
    let mut items: Vec<PageItem> = shapes.collect();
    for line in &sheet.lines {
        items.extend(line.runs.iter().map(|run| {
            let mut run = enlarged(run, scale);
            run.origin.x += line.x.scale(scale);
            run.origin.y += line.baseline.scale(scale);
            run.color = tone(sheet.palette, line.tone);
            run.mark = mark;
            PageItem::Glyphs(run)
        }));
    }
    Page {
        size,
        items,
        ..Page::default()
    }
}

fn scaled(rect: Rect, scale: f64) -> Rect {
    Rect::new(
        rect.origin.x.scale(scale),
        rect.origin.y.scale(scale),
        rect.size.width.scale(scale),
        rect.size.height.scale(scale),
    )
}

fn extended(rect: Rect, size: Size, over: Overhang) -> Rect {
    // Scaling rounds.
    let near = |a: Length, b: Length| (a - b).abs() < Length::pt(0.1);
    let reach = |touches: bool, by: Length| if touches { by } else { Length::ZERO };
    let left = reach(near(rect.origin.x, Length::ZERO), over.left);
    let right = reach(near(rect.right(), size.width), over.right);
    let top = reach(near(rect.origin.y, Length::ZERO), over.ends);
    let bottom = reach(near(rect.bottom(), size.height), over.ends);
    Rect::new(
        rect.origin.x - left,
        rect.origin.y - top,
        rect.size.width + left + right,
        rect.size.height + top + bottom,
    )
}

fn enlarged(run: &GlyphRun, scale: f64) -> GlyphRun {
    let mut run = run.clone();
    run.size = run.size.scale(scale);
    run.origin.x = run.origin.x.scale(scale);
    run.origin.y = run.origin.y.scale(scale);
    for glyph in &mut run.glyphs {
        glyph.advance = glyph.advance.scale(scale);
        glyph.x_offset = glyph.x_offset.scale(scale);
        glyph.y_offset = glyph.y_offset.scale(scale);
    }
    run
}

/// A filled rectangle.
pub(super) fn rule(rect: Rect, color: Color) -> PageItem {
    PageItem::Rule(Rule {
        rect,
        color,
        mark: Mark::Artifact,
    })
}

/// A colour of the palette.
pub(super) fn tone(palette: Palette, tone: Tone) -> Color {
    color(match tone {
        Tone::Ground => palette.ground,
        Tone::Ink => palette.ink,
        Tone::Accent => palette.accent,
    })
}

/// A colour of three levels.
pub(super) fn color(rgb: [u8; 3]) -> Color {
    let [r, g, b] = rgb.map(|level| f32::from(level) / 255.0);
    Color::Rgb(r, g, b)
}
