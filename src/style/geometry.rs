//! The proportions of a page, and the page that follows from them.

use serde::{Deserialize, Serialize};

use super::{Margins, TextStyle, Theme};
use crate::document::PagePreset;
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
    /// The factor for a page.
    pub fn of(&self, preset: PagePreset) -> f64 {
        match preset {
            PagePreset::A5 => self.a5,
            PagePreset::A4 => self.a4,
            PagePreset::Letter => self.letter,
            PagePreset::Trade6x9 => self.trade_6x9,
            PagePreset::Digest5x8 => self.digest_5x8,
        }
    }
}

/// The page of a theme and a preset: its margins, its measure and its baseline grid.
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
    /// The page for a theme that is scaled to the preset already.
    pub fn new(theme: &Theme, preset: PagePreset) -> Self {
        let size = preset.size();
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
            for preset in PagePreset::ALL {
                let theme = Theme::named(name).expect("built in").scaled(preset);
                let page = PageLayout::new(&theme, preset);
                let what = format!("{name} {}", preset.name());
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
}
