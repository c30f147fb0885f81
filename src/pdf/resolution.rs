//! Pictures that a press would not show well: with too few pixels for the size that they are printed in, or cut off
//! at the very edge of the page.

use std::collections::BTreeMap;

use super::fit::{cover, proportions};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{AssetFormat, AssetId, BleedEdges, Print};
use crate::edition::Edition;
use crate::typeset::page::{Fit, Page, PageItem, PlacedImage};
use crate::units::{Length, Rect};

/// Pixels to the inch that a press can show of a photograph.
const ENOUGH: f64 = 300.0;

/// A warning for each picture that is printed at less than 300 pixels to the inch, at its largest.
pub fn coarse_pictures(pages: &[Page], edition: &Edition) -> Diagnostics {
    let document = &edition.document;
    let mut coarsest: BTreeMap<AssetId, f64> = BTreeMap::new();
    for (page, image) in shown(pages) {
        let Some(asset) = document.assets.get(image.asset.0 as usize) else {
            continue;
        };
        let size = match image.fit {
            Fit::Exact => image.rect.size,
            Fit::Cover => cover(proportions(asset), bled(page, &document.meta.print)).size,
        };
        let (width, height) = (size.width.to_pt(), size.height.to_pt());
        if asset.format == AssetFormat::Svg || width <= 0.0 || height <= 0.0 {
            continue;
        }
        // By areas, as a picture may lie on its side.
        let pixels = f64::from(asset.width) * f64::from(asset.height);
        let density = (pixels / (width * height)).sqrt() * 72.0;
        let least = coarsest.entry(image.asset).or_insert(density);
        *least = least.min(density);
    }
    coarsest.retain(|_, density| density.round() < ENOUGH);
    let mut diagnostics = Diagnostics::new();
    if coarsest.is_empty() {
        return diagnostics;
    }
    let places = document.shown_pictures();
    for (id, density) in coarsest {
        let path = document
            .assets
            .get(id.0 as usize)
            .map_or("", |asset| asset.path.as_str());
        let message = format!(
            "`{path}` is printed at {density:.0} pixels to the inch; a press shows {ENOUGH}"
        );
        let mut diagnostic = Diagnostic::warning(Code::CoarseImage, message)
            .help("use a picture with more pixels, or show it smaller");
        diagnostic.span = places.get(&id).copied().flatten();
        diagnostics.push(diagnostic);
    }
    diagnostics
}

/// A warning where pictures fill their pages and the press is given nothing beyond the trimmed edges: sheets are never
/// cut so exactly that no white would show.
pub fn unbled_pictures(pages: &[Page], edition: &Edition) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let print = &edition.document.meta.print;
    let mut filling = shown(pages).filter(|(_, image)| image.fit == Fit::Cover);
    let Some((_, first)) = filling.next().filter(|_| print.bleed.is_zero()) else {
        return diagnostics;
    };
    let message = match filling.count() {
        0 => "a picture fills its page, but the pages have no bleed".to_owned(),
        more => format!(
            "{} pictures fill their pages, but the pages have no bleed",
            more + 1
        ),
    };
    let mut diagnostic = Diagnostic::warning(Code::MissingBleed, message).help(
        "write `bleed: 0.125in` below `print`, or what your printer asks for, and order the book with bleed",
    );
    let places = edition.document.shown_pictures();
    diagnostic.span = places.get(&first.asset).copied().flatten();
    diagnostics.push(diagnostic);
    diagnostics
}

/// The pictures, each with its page.
fn shown(pages: &[Page]) -> impl Iterator<Item = (&Page, &PlacedImage)> {
    pages.iter().flat_map(|page| {
        page.items.iter().filter_map(move |item| match item {
            PageItem::Image(image) => Some((page, image)),
            _ => None,
        })
    })
}

/// A page with its bleed.
fn bled(page: &Page, print: &Print) -> Rect {
    let sides = match print.bleed_edges {
        BleedEdges::All => print.bleed * 2,
        BleedEdges::NotBinding => print.bleed,
    };
    Rect::new(
        Length::ZERO,
        Length::ZERO,
        page.size.width + sides,
        page.size.height + print.bleed * 2,
    )
}
