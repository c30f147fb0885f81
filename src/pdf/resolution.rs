//! Pictures with too few pixels for the size that they are printed in.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{
    AssetFormat, AssetId, BlockKind, Edition, InlineKind, visit_blocks, visit_inlines,
};
use crate::source::Span;
use crate::typeset::page::{Page, PageItem};

/// Pixels to the inch that a press can show of a photograph.
const ENOUGH: f64 = 300.0;

/// A warning for each picture that is printed at less than 300 pixels to the inch, at its largest.
pub fn coarse_pictures(pages: &[Page], edition: &Edition) -> Diagnostics {
    let document = &edition.document;
    let mut coarsest: BTreeMap<AssetId, f64> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        let PageItem::Image(image) = item else {
            continue;
        };
        let Some(asset) = document.assets.get(image.asset.0 as usize) else {
            continue;
        };
        let (width, height) = (
            image.rect.size.width.to_pt(),
            image.rect.size.height.to_pt(),
        );
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
    let places = places(edition);
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
        diagnostic.span = places.get(&id).copied();
        diagnostics.push(diagnostic);
    }
    diagnostics
}

/// Where each picture is named first.
fn places(edition: &Edition) -> BTreeMap<AssetId, Span> {
    let document = &edition.document;
    let mut places = BTreeMap::new();
    let chapters = document.chapters.iter().map(|chapter| &chapter.blocks);
    let notes = document.notes.iter().map(|note| &note.blocks);
    for blocks in chapters.chain(notes) {
        visit_blocks(blocks, &mut |block| {
            if let BlockKind::Figure { image, .. } = &block.kind
                && let Some(asset) = image.asset
            {
                places.entry(asset).or_insert(block.span);
            }
            visit_inlines(block.inlines(), &mut |inline| {
                if let InlineKind::Image(image) = &inline.kind
                    && let Some(asset) = image.asset
                {
                    places.entry(asset).or_insert(inline.span);
                }
            });
        });
    }
    places
}
