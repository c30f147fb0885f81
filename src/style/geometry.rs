//! The proportions of a page, and the page that follows from them.

use serde::{Deserialize, Serialize};

use super::{Margins, TextStyle, Theme};
use crate::document::PageSize;
use crate::units::{Length, Size};

/// The proportions of a theme's pages.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Geometry {
    /// The mean width of a character of the body's family with its share of spaces, in em.
    pub character_width: f64,
    /// The characters of a line at most.
    pub characters: f64,
    /// The height of the text as a share of the page's.
    pub height: f64,
    /// The inner margin's share of what the text leaves of the width.
    pub inner_share: f64,
    /// The top margin's share of what the text leaves of the height.
    pub top_share: f64,
    /// The least inner margin.
    pub least_inner: Length,
    /// The least outer margin.
    pub least_outer: Length,
    /// The factor on every length for each page.
    pub scales: Scales,
}

/// The factor on every length for each page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scales {
    /// For A5.
    pub a5: f64,
    /// For A4.
    pub a4: f64,
    /// For US Letter.
    pub letter: f64,
    /// For 6 by 9 inches.
    #[serde(rename = "6x9")]
    pub trade_6x9: f64,
    /// For 5 by 8 inches.
    #[serde(rename = "5x8")]
    pub digest_5x8: f64,
}

impl Scales {
    /// The factor for a page. For a size that a theme does not know it lies between those of the next smaller and the
    /// next larger page.
    pub fn of(&self, page: PageSize) -> f64 {
        let mut known = [
            (PageSize::A5, self.a5),
            (PageSize::A4, self.a4),
            (PageSize::LETTER, self.letter),
            (PageSize::TRADE_6X9, self.trade_6x9),
            (PageSize::DIGEST_5X8, self.digest_5x8),
        ];
        if let Some((_, factor)) = known.iter().find(|(size, _)| *size == page) {
            return *factor;
        }
        let extent = |page: PageSize| page.size().width + page.size().height;
        known.sort_by_key(|(size, _)| extent(*size));
        let wanted = extent(page);
        let smaller = known.iter().rfind(|(size, _)| extent(*size) <= wanted);
        let larger = known.iter().find(|(size, _)| extent(*size) > wanted);
        match (smaller, larger) {
            (Some((below, least)), Some((above, most))) => {
                let (below, above) = (extent(*below), extent(*above));
                least + (most - least) * (wanted - below).ratio(above - below)
            }
            (Some((_, factor)), None) | (None, Some((_, factor))) => *factor,
            (None, None) => 1.0,
        }
    }
}

/// The page of a theme and a size: its margins, its measure and its baseline grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLayout {
    /// The trimmed size.
    pub size: Size,
    /// The margins; the bottom one is measured from the end of the last line.
    pub margins: Margins,
    /// The width of the text.
    pub measure: Length,
    /// The distance of the grid's lines: the body's leading.
    pub leading: Length,
    /// The lines of a full page.
    pub lines: u32,
}

impl PageLayout {
    /// The page for a theme that is scaled to the size already.
    pub fn new(theme: &Theme, page_size: PageSize) -> Self {
        let size = page_size.size();
        let geometry = &theme.geometry;
        let leading = theme.body.leading.max(Length::pt(4.0));
        let ideal = theme
            .body
            .size
            .scale(geometry.character_width * geometry.characters);
        let room = size.width - geometry.least_inner - geometry.least_outer;
        let measure = ideal.min(room).max(size.width / 3);
        let left_over = size.width - measure;
        let inner = left_over
            .scale(geometry.inner_share)
            .max(geometry.least_inner)
            .min(left_over);
        let lines =
            (size.height.scale(geometry.height.clamp(0.3, 0.95)).to_sp() / leading.to_sp()).max(3);
        let height = leading * lines;
        let top = (size.height - height).scale(geometry.top_share.clamp(0.0, 1.0));
        Self {
            size,
            margins: Margins {
                top,
                bottom: size.height - height - top,
                inner,
                outer: left_over - inner,
            },
            measure,
            leading,
            lines: u32::try_from(lines).unwrap_or(u32::MAX),
        }
    }

    /// The baseline of running heads, from the page's upper edge: a blank line above the text.
    pub fn head_baseline(&self, body: &TextStyle) -> Length {
        self.margins.top + body.baseline() - self.leading * 2
    }

    /// The baseline of folios at the foot, from the page's upper edge: a blank line below the text.
    pub fn foot_baseline(&self, body: &TextStyle) -> Length {
        self.margins.top + self.height() + body.baseline() + self.leading
    }

    /// The height of the text.
    pub fn height(&self) -> Length {
        self.leading * i64::from(self.lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_the_proportions_of_a_book() {
        for name in Theme::names() {
            let other: PageSize = "170x240mm".parse().expect("a page");
            for page_size in PageSize::named().chain([other]) {
                let theme = Theme::named(name).expect("built in").scaled(page_size);
                let page = PageLayout::new(&theme, page_size);
                let what = format!("{name} {}", page_size);
                let margins = page.margins;
                assert_eq!(page.height().to_sp() % page.leading.to_sp(), 0, "{what}");
                assert!(margins.bottom > margins.top, "{what}");
                assert!(margins.outer > margins.inner, "{what}");
                assert!(margins.inner >= Length::pt(34.0), "{what}: {margins:?}");
                let characters = page.measure.to_pt()
                    / (theme.body.size.to_pt() * theme.geometry.character_width);
                assert!((58.0..=72.0).contains(&characters), "{what}: {characters}");
            }
        }
    }

    #[test]
    fn a_page_between_two_has_a_factor_between_theirs() {
        let theme = Theme::named("literary").expect("built in");
        let scales = &theme.geometry.scales;
        let of = |page: &str| scales.of(page.parse().expect(page));
        assert_eq!(of("6x9"), 1.04);
        assert_eq!(of("letter"), 1.16);
        let between = of("170x240mm");
        assert!((between - 1.070_446).abs() < 1e-6, "{between}");
        assert_eq!(of("100x150mm"), scales.digest_5x8);
        assert_eq!(of("300x400mm"), scales.a4);
    }
}
