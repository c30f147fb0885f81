//! A cover as the first page of a PDF that is read on screens.

use std::sync::Arc;

use super::page::{Overhang, page, rule};
use super::{alt, compose, page::tone};
use crate::document::Document;
use crate::font::FontBook;
use crate::style::Theme;
use crate::typeset::page::{Fit, LabelStyle, Mark, Page, PageItem, PageLabel, Pages, PlacedImage};
use crate::typeset::structure::{StructId, Tag};
use crate::units::{Length, Rect, Size};

/// A picture that would lose more than this share of its width or height to fill the page is shown whole.
const MOST_CUT: f64 = 0.1;

/// Puts the cover before the first page, and a blank page after it, as in a bound book: so a recto stays
/// a recto where pages are shown in pairs. Neither counts in the folios.
///
/// The cover is one figure, the first element of the document. A picture fills the page; a cover that is
/// drawn is composed for the page's proportions.
pub fn front(pages: &mut Pages, document: &Document, theme: &Theme, fonts: &FontBook) {
    let Some(size) = pages.pages.first().map(|page| page.size) else {
        return;
    };
    let meta = &document.meta;
    let element = StructId(u32::try_from(pages.structure.elements.len()).unwrap_or(u32::MAX));
    let mark = Mark::Content(element);
    let picture = meta.cover.as_ref().and_then(|cover| {
        let asset = document.assets.get(cover.asset.0 as usize)?;
        Some((cover, asset))
    });
    let (mut first, alt_text) = if let Some((cover, asset)) = picture {
        let proportion = f64::from(asset.width.max(1)) / f64::from(asset.height.max(1));
        let image = PlacedImage {
            asset: cover.asset,
            rect: fill(size, proportion),
            fit: Fit::Exact,
            mark,
        };
        let page = Page {
            size,
            items: vec![PageItem::Image(image)],
            ..Page::default()
        };
        (page, cover.alt.clone())
    } else {
        // A title that no font can show stands on no cover.
        let Some(sheet) = compose::compose(meta, theme, fonts, size) else {
            return;
        };
        let scale = size.width.ratio(sheet.size.width);
        let mut page = page(&sheet, scale, Overhang::default(), mark);
        let whole = Rect::new(Length::ZERO, Length::ZERO, size.width, size.height);
        let ground = tone(sheet.palette, compose::Tone::Ground);
        page.items.insert(0, rule(whole, ground));
        page.size = size;
        (page, alt(meta))
    };
    let root = (!pages.structure.elements.is_empty()).then_some(StructId(0));
    let element = pages.structure.add(root, Tag::Figure);
    // The first to be read.
    if let Some(root) = pages.structure.elements.first_mut() {
        root.children.retain(|child| *child != element);
        root.children.insert(0, element);
    }
    let alt_text = if alt_text.trim().is_empty() {
        alt(meta)
    } else {
        alt_text
    };
    pages.structure.get_mut(element).alt = Some(Arc::from(alt_text));
    first.label = label(1);
    let blank = Page {
        size,
        label: label(2),
        items: Vec::new(),
    };
    pages.pages.splice(0..0, [first, blank]);
    for (_, page, _) in &mut pages.anchors {
        *page += 2;
    }
    for place in &mut pages.page_map.breaks {
        place.page += 2;
    }
}

fn label(number: u32) -> PageLabel {
    PageLabel {
        style: LabelStyle::Cover,
        number,
    }
}

/// Where a picture of these proportions stands: over the edges of the page, or, where too much of it would
/// be lost, within them.
fn fill(size: Size, proportion: f64) -> Rect {
    let page = size.width.ratio(size.height);
    let cut = 1.0 - (page / proportion).min(proportion / page);
    let wider = proportion > page;
    let by_height = if cut > MOST_CUT { !wider } else { wider };
    let (width, height) = if by_height {
        (size.height.scale(proportion), size.height)
    } else {
        (size.width, size.width.scale(1.0 / proportion))
    };
    Rect::new(
        (size.width - width) / 2,
        (size.height - height) / 2,
        width,
        height,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{AnchorId, PageSize};
    use crate::units::Point;

    #[test]
    fn a_picture_fills_the_page_unless_it_would_lose_much() {
        let size = PageSize::A5.size();
        let filled = fill(size, 2.0 / 3.0);
        assert_eq!(filled.size.width, size.width);
        assert!(filled.origin.y < Length::ZERO && filled.bottom() > size.height);
        let square = fill(size, 1.0);
        assert_eq!(square.size.width, size.width);
        assert!(square.origin.y > Length::ZERO);
    }

    #[test]
    fn a_cover_counts_in_no_folio_and_is_read_first() {
        let fonts = FontBook::bundled().expect("bundled fonts");
        let theme = Theme::named("modern").expect("a built-in theme");
        let mut pages = Pages {
            pages: vec![Page {
                size: PageSize::A5.size(),
                label: PageLabel {
                    style: LabelStyle::Arabic,
                    number: 1,
                },
                items: Vec::new(),
            }],
            ..Pages::default()
        };
        let root = pages.structure.add(None, Tag::Document);
        pages.structure.add(Some(root), Tag::P);
        pages.anchors = vec![(AnchorId::new("a"), 0, Point::default())];
        let mut document = Document::default();
        document.meta.title = "On Margins".to_owned();
        front(&mut pages, &document, theme, &fonts);
        let labels: Vec<String> = pages.pages.iter().map(|p| p.label.to_string()).collect();
        assert_eq!(labels, ["C1", "C2", "1"]);
        assert_eq!(pages.anchors[0].1, 2);
        let first = pages.structure.elements[0].children[0];
        let figure = &pages.structure.elements[first.0 as usize];
        assert_eq!(figure.tag, Tag::Figure);
        assert_eq!(figure.alt.as_deref(), Some("On Margins"));
        let marked = |item: &PageItem| matches!(item, PageItem::Glyphs(run) if run.mark == Mark::Content(first));
        assert!(pages.pages[0].items.iter().any(marked));
        assert!(pages.pages[1].items.is_empty());
    }
}
