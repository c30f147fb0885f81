//! A cover's sheet as a page of glyphs and rules.

use super::compose::{SHEET, Sheet};
use crate::typeset::page::{Color, Mark, Page, PageItem, Rule};
use crate::units::{Length, Rect, Size};

/// The size of a composed sheet.
pub(super) fn size() -> Size {
    Size {
        width: Length::pt(SHEET.0 as f64),
        height: Length::pt(SHEET.1 as f64),
    }
}

/// The sheet without its ground.
pub(super) fn page(sheet: &Sheet) -> Page {
    let ink = color(sheet.palette.ink);
    let rules = sheet.rules.iter().map(|rect| rule(*rect, ink));
    let mut items: Vec<PageItem> = rules.collect();
    for line in &sheet.lines {
        items.extend(line.runs.iter().map(|run| {
            let mut run = run.clone();
            run.origin.x += line.x;
            run.origin.y += line.baseline;
            run.color = ink;
            PageItem::Glyphs(run)
        }));
    }
    Page {
        size: size(),
        items,
        ..Page::default()
    }
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
pub(super) fn color(rgb: [u8; 3]) -> Color {
    let [r, g, b] = rgb.map(|level| f32::from(level) / 255.0);
    Color::Rgb(r, g, b)
}
