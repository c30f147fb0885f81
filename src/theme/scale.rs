//! A theme at the size of a page.

use super::{BlockStyle, TextStyle, Theme};
use crate::document::PagePreset;
use crate::units::Length;

impl Theme {
    /// The theme with every length scaled for a page.
    #[must_use]
    pub fn scaled(&self, preset: PagePreset) -> Self {
        let factor = self.geometry.scales.of(preset);
        let mut theme = self.clone();
        if (factor - 1.0).abs() < 1e-9 {
            return theme;
        }
        for style in theme.block_styles_mut() {
            scale_block(style, factor);
        }
        for style in [&mut theme.body, &mut theme.running_head, &mut theme.folio] {
            scale_text(style, factor);
        }
        for length in [
            &mut theme.indent,
            &mut theme.paragraph_space,
            &mut theme.chapter_sink,
        ] {
            *length = length.scale(factor);
        }
        theme
    }

    pub(super) fn block_styles_mut(&mut self) -> impl Iterator<Item = &mut BlockStyle> {
        self.headings.iter_mut().chain([
            &mut self.title,
            &mut self.subtitle,
            &mut self.author,
            &mut self.standfirst,
            &mut self.quote,
            &mut self.epigraph,
            &mut self.verse,
            &mut self.code,
            &mut self.table,
            &mut self.table_head,
            &mut self.caption,
            &mut self.note,
            &mut self.alert,
            &mut self.list,
            &mut self.term,
            &mut self.contents,
            &mut self.imprint,
        ])
    }
}

fn scale_text(style: &mut TextStyle, factor: f64) {
    style.size = style.size.scale(factor);
    style.leading = style.leading.scale(factor);
}

fn scale_block(style: &mut BlockStyle, factor: f64) {
    scale_text(&mut style.text, factor);
    let lengths: [&mut Length; 4] = [
        &mut style.above,
        &mut style.below,
        &mut style.indent_start,
        &mut style.indent_end,
    ];
    for length in lengths {
        *length = length.scale(factor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_every_style() {
        let theme = Theme::named("literary").expect("built in");
        let large = theme.scaled(PagePreset::A4);
        assert!(large.body.leading > theme.body.leading);
        assert!(large.imprint.text.size > theme.imprint.text.size);
        assert_eq!(theme.scaled(PagePreset::A5), *theme);
    }
}
