//! The cover of a printed book in one piece: back, spine and front, as a printer wants it.

use super::compose::{Palette, authors, compose, palette};
use super::ean;
use super::page::{Overhang, color, page, rule};
use super::text::{Composer, Look, place};
use crate::document::{AssetId, Metadata, TextDirection};
use crate::font::FontBook;
use crate::style::{Align, Theme};
use crate::typeset::page::{Color, Fit, Mark, Page, PageItem, PlacedImage};
use crate::units::{Length, Rect, Size};

/// The fewest pages of a book with text on its spine; with fewer, the folds wander over it.
const SPINE_PAGES: usize = 80;

/// What must stay free of text at either fold, in inches.
const SPINE_CLEAR: f64 = 0.0625;

/// A module of the bar code at its full size, in millimetres.
const MODULE: f64 = 0.33;

/// What must stay light before and after it, in modules.
const QUIET: (f64, f64) = (11.0, 7.0);

/// The height of its bars in millimetres, and how much lower the guards reach, in modules.
const BAR_HEIGHT: f64 = 22.85;
const GUARD: f64 = 5.0;

/// What a cover is made for.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The trimmed page.
    pub trim: Size,
    /// The pages of the book, blank ones too.
    pub pages: usize,
    /// The thickness of a page.
    pub page_thickness: Length,
    /// How far what touches the edges goes on beyond them.
    pub bleed: Length,
    /// The picture of the front, with its width and height in pixels; without one, it is drawn.
    pub picture: Option<(AssetId, u32, u32)>,
}

impl Binding {
    /// The width of the spine.
    pub fn spine(&self) -> Length {
        self.page_thickness * i64::try_from(self.pages).unwrap_or(i64::from(u16::MAX))
    }
}

/// A cover: its size, and the pages that are laid on it, each with its place in the order of PDF's
/// operator `cm`; the first is the whole.
#[derive(Debug, Clone)]
pub struct Wrap {
    /// The trimmed size.
    pub size: Size,
    /// The layers, the lowest first.
    pub layers: Vec<(Option<[f64; 6]>, Page)>,
}

/// Draws a cover.
pub fn wrap(meta: &Metadata, theme: &Theme, fonts: &FontBook, binding: &Binding) -> Wrap {
    let Size { width, height } = binding.trim;
    let spine = binding.spine();
    let size = Size {
        width: width * 2 + spine,
        height,
    };
    let (front, back) = match meta.lang.direction() {
        TextDirection::Rtl => (Length::ZERO, width + spine),
        TextDirection::Ltr => (width + spine, Length::ZERO),
    };
    let mut maker = Maker {
        composer: Composer::new(&meta.lang, fonts),
        meta,
        theme,
        palette: palette(meta, theme),
    };
    let mut layers = vec![(None, maker.ground(size, binding, front))];
    if binding.picture.is_none()
        && let Some(sheet) = compose(meta, theme, fonts, binding.trim)
    {
        let over = |outer: bool| if outer { binding.bleed } else { Length::ZERO };
        let over = Overhang {
            left: over(front.is_zero()),
            right: over(!front.is_zero()),
            ends: binding.bleed,
        };
        let scale = width.ratio(sheet.size.width);
        let page = page(&sheet, scale, over, Mark::Artifact);
        layers.push((Some(moved(front)), page));
    }
    layers.push((Some(moved(back)), maker.back(binding.trim)));
    if binding.pages >= SPINE_PAGES
        && let Some(page) = maker.spine(spine, height)
    {
        // Turned such that it can be read when the book lies on its back.
        let turned = [0.0, -1.0, 1.0, 0.0, width.to_pt(), height.to_pt()];
        layers.push((Some(turned), page));
    }
    Wrap { size, layers }
}

/// To the right by so much.
fn moved(x: Length) -> [f64; 6] {
    [1.0, 0.0, 0.0, 1.0, x.to_pt(), 0.0]
}

struct Maker<'a> {
    composer: Composer<'a>,
    meta: &'a Metadata,
    theme: &'a Theme,
    palette: Palette,
}

impl Maker<'_> {
    /// The ground, and the front's picture.
    fn ground(&self, size: Size, binding: &Binding, front: Length) -> Page {
        let ground = color(self.palette.ground);
        let mut items = Vec::new();
        let mut area = Rect::new(Length::ZERO, Length::ZERO, size.width, size.height);
        if let Some((asset, pixels_wide, pixels_high)) = binding.picture {
            let (trim, bleed) = (binding.trim, binding.bleed);
            let (width, height) = (trim.width + bleed, trim.height + bleed * 2);
            let left = if front.is_zero() { -bleed } else { front };
            let proportion = f64::from(pixels_wide.max(1)) / f64::from(pixels_high.max(1));
            let wide = width.max(height.scale(proportion));
            let high = wide.scale(1.0 / proportion);
            items.push(PageItem::Image(PlacedImage {
                asset,
                rect: Rect::new(
                    left + (width - wide) / 2,
                    -bleed + (height - high) / 2,
                    wide,
                    high,
                ),
                fit: Fit::Exact,
                mark: Mark::Artifact,
            }));
            // The back and the spine go over what the picture has too much of.
            area.size.width = size.width - trim.width;
            if front.is_zero() {
                area.origin.x = trim.width;
            }
        }
        items.push(rule(area, ground));
        Page {
            size,
            items,
            ..Page::default()
        }
    }

    /// What the book is about, and its number.
    fn back(&mut self, trim: Size) -> Page {
        let mut items = Vec::new();
        let margin = trim.width.scale(0.13);
        let symbol = self.symbol(trim, margin, &mut items);
        let look = Look {
            family: &self.theme.body_family,
            size: Length::pt(12.0),
            color: color(self.palette.ink),
            align: Align::Start,
        };
        let leading = look.size.scale(1.4);
        let mut baseline = margin + look.size;
        let text = self.meta.description.as_deref().unwrap_or_default();
        'paragraphs: for paragraph in text.split("\n\n").filter(|text| !text.is_empty()) {
            for line in self
                .composer
                .lines(paragraph, look, trim.width - margin * 2)
            {
                // What has no room is left out; the description stands in the book's metadata too.
                if baseline > symbol - leading {
                    break 'paragraphs;
                }
                items.extend(place(line, margin, baseline));
                baseline += leading;
            }
            baseline += leading / 2;
        }
        Page {
            size: trim,
            items,
            ..Page::default()
        }
    }

    /// The ISBN as a bar code on white, in pure black; returns its top.
    fn symbol(&mut self, trim: Size, margin: Length, items: &mut Vec<PageItem>) -> Length {
        let foot = trim.height - margin;
        let Some(isbn) = &self.meta.identifiers.isbn else {
            return foot;
        };
        let Some(bars) = ean::bars(isbn) else {
            return foot;
        };
        let module = Length::mm(MODULE);
        let modules = |count: f64| module.scale(count);
        let width = modules(ean::MODULES as f64 + QUIET.0 + QUIET.1);
        let digits = modules(8.5);
        let (above, below) = (modules(10.0), modules(3.0));
        let height = above + Length::mm(BAR_HEIGHT) + digits + below;
        let (left, top) = (trim.width - margin - width, foot - height);
        items.push(rule(Rect::new(left, top, width, height), Color::Gray(1.0)));
        let zero = left + modules(QUIET.0);
        for bar in bars {
            let reach = Length::mm(BAR_HEIGHT)
                + if bar.is_guard {
                    modules(GUARD)
                } else {
                    Length::ZERO
                };
            let x = zero + modules(bar.start as f64);
            let rect = Rect::new(x, top + above, modules(bar.width as f64), reach);
            items.push(rule(rect, Color::BLACK));
        }
        let baseline = top + above + Length::mm(BAR_HEIGHT) + digits;
        let look = Look {
            family: &self.theme.mono_family,
            size: modules(9.0),
            color: Color::BLACK,
            align: Align::Center,
        };
        // Each digit below its own seven modules, the first before the symbol.
        for (place_of, digit) in isbn.chars().enumerate() {
            let start = match place_of {
                0 => -9.5,
                1..=6 => 3.0 + 7.0 * (place_of as f64 - 1.0),
                _ => 50.0 + 7.0 * (place_of as f64 - 7.0),
            };
            let text = digit.to_string();
            for line in self.composer.lines(&text, look, modules(7.0)) {
                items.extend(place(line, zero + modules(start), baseline));
            }
        }
        let shown = self.meta.identifiers.isbn_display.as_deref();
        let text = format!("ISBN {}", shown.unwrap_or(isbn));
        let look = Look {
            size: modules(6.5),
            ..look
        };
        for line in self.composer.lines(&text, look, width).into_iter().take(1) {
            items.extend(place(line, left, top + modules(7.5)));
        }
        top
    }

    /// Authors and title along the spine, as a page that lies on its side; `None` where they do not fit.
    fn spine(&mut self, spine: Length, height: Length) -> Option<Page> {
        let clear = Length::inch(SPINE_CLEAR);
        let room = spine - clear * 2;
        let margin = height.scale(0.07);
        let measure = height - margin * 2;
        let ink = color(self.palette.ink);
        let author = authors(self.meta).unwrap_or_default();
        let title = self.meta.title.clone();
        let look = |family, size, align| Look {
            family,
            size,
            color: ink,
            align,
        };
        let theme = self.theme;
        let mut size = room.scale(0.7).min(Length::pt(16.0));
        while size >= Length::pt(6.0) {
            let of_title = look(theme.heading_family.as_str(), size, Align::Start);
            let of_author = look(theme.body_family.as_str(), size.scale(0.8), Align::End);
            let width = self.composer.width(&title, of_title)
                + self.composer.width(&author, of_author)
                + size * 2;
            if width <= measure {
                let baseline = spine / 2 + size.scale(0.3);
                let mut items = Vec::new();
                for (text, look) in [(&title, of_title), (&author, of_author)] {
                    for line in self.composer.lines(text, look, measure).into_iter().take(1) {
                        items.extend(place(line, margin, baseline));
                    }
                }
                return Some(Page {
                    size: Size {
                        width: height,
                        height: spine,
                    },
                    items,
                    ..Page::default()
                });
            }
            size = size.scale(0.9);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::PageSize;

    fn binding(pages: usize) -> Binding {
        Binding {
            trim: PageSize::TRADE_6X9.size(),
            pages,
            page_thickness: Length::inch(0.0025),
            bleed: Length::inch(0.125),
            picture: None,
        }
    }

    fn cover(pages: usize, isbn: Option<&str>) -> Wrap {
        let fonts = FontBook::bundled().expect("bundled fonts");
        let theme = Theme::named("literary").expect("a built-in theme");
        let mut meta = Metadata {
            title: "On Margins".to_owned(),
            description: Some("What the white of a page is for. ".repeat(200)),
            ..Metadata::default()
        };
        meta.identifiers.isbn = isbn.map(str::to_owned);
        wrap(&meta, theme, &fonts, &binding(pages))
    }

    #[test]
    fn the_spine_is_as_wide_as_the_book_is_thick() {
        let near = |a: Length, b: f64| (a - Length::inch(b)).abs() < Length::pt(0.01);
        assert!(near(binding(200).spine(), 0.5));
        let wrap = cover(200, None);
        assert!(near(wrap.size.width, 12.5));
        assert_eq!(wrap.layers.len(), 4, "ground, front, back and spine");
        assert_eq!(cover(40, None).layers.len(), 3, "no text on a thin spine");
    }

    #[test]
    fn the_number_stands_on_the_back_in_black_alone() {
        let wrap = cover(40, Some("9783161484100"));
        let (_, back) = wrap.layers.last().expect("a back");
        let bars = back
            .items
            .iter()
            .filter(|item| matches!(item, PageItem::Rule(rule) if rule.color == Color::BLACK));
        assert_eq!(bars.count(), 30);
        let limit = PageSize::TRADE_6X9.size();
        for item in &back.items {
            if let PageItem::Glyphs(run) = item {
                assert!(run.origin.y < limit.height && run.origin.x < limit.width);
            }
        }
    }
}
