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
        for (_, style) in theme.block_styles_mut() {
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

    pub(super) fn block_styles_mut(&mut self) -> impl Iterator<Item = (Key, &mut BlockStyle)> {
        let headings = (1..).zip(&mut self.headings);
        let headings = headings.map(|(level, style)| (Key("headings", Some(level)), style));
        let others = [
            ("title", &mut self.title),
            ("subtitle", &mut self.subtitle),
            ("author", &mut self.author),
            ("standfirst", &mut self.standfirst),
            ("quote", &mut self.quote),
            ("epigraph", &mut self.epigraph),
            ("verse", &mut self.verse),
            ("code", &mut self.code),
            ("table", &mut self.table),
            ("table-head", &mut self.table_head),
            ("caption", &mut self.caption),
            ("note", &mut self.note),
            ("alert", &mut self.alert),
            ("list", &mut self.list),
            ("term", &mut self.term),
            ("contents", &mut self.contents),
            ("imprint", &mut self.imprint),
        ];
        headings.chain(others.map(|(name, style)| (Key(name, None), style)))
    }
}

/// The key of a style in a theme's file; that of a heading with its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key(&'static str, Option<usize>);

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)?;
        self.1.map_or(Ok(()), |level| write!(f, "[{level}]"))
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
