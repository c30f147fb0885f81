//! The bounds of a theme's values, so that no theme makes a page that cannot be set.

use super::{Theme, ThemeError};
use crate::units::Length;

/// Bounds of sizes and leadings, in points.
const SIZES: (f64, f64) = (3.0, 200.0);
/// Bounds of spaces and indents, in points.
const SPACES: (f64, f64) = (0.0, 400.0);

impl Theme {
    /// The theme, if all its values are within bounds.
    pub(super) fn checked(mut self) -> Result<Self, ThemeError> {
        if self.headings.is_empty() {
            return Err(ThemeError::OutOfBounds("headings".to_owned()));
        }
        for (index, style) in self.block_styles_mut().enumerate() {
            let name = || format!("style {}", index + 1);
            text(&style.text, name)?;
            for length in [
                style.above,
                style.below,
                style.indent_start,
                style.indent_end,
            ] {
                within(length, SPACES, name)?;
            }
        }
        for (style, name) in [
            (&self.body, "body"),
            (&self.running_head, "running-head"),
            (&self.folio, "folio"),
        ] {
            text(style, || name.to_owned())?;
        }
        for (length, name) in [
            (self.indent, "indent"),
            (self.paragraph_space, "paragraph-space"),
            (self.chapter_sink, "chapter-sink"),
            (self.rule, "rule"),
            (self.geometry.least_inner, "geometry.least-inner"),
            (self.geometry.least_outer, "geometry.least-outer"),
        ] {
            within(length, SPACES, || name.to_owned())?;
        }
        let geometry = &self.geometry;
        let scales = &geometry.scales;
        for (number, (least, most), name) in [
            (self.inline_code_scale, (0.3, 2.0), "inline-code-scale"),
            (f64::from(self.code_ground), (0.0, 1.0), "code-ground"),
            (geometry.character_width, (0.1, 2.0), "character-width"),
            (geometry.characters, (10.0, 300.0), "characters"),
            (geometry.height, (0.3, 0.95), "height"),
            (geometry.inner_share, (0.0, 1.0), "inner-share"),
            (geometry.top_share, (0.0, 1.0), "top-share"),
            (scales.a5, (0.3, 3.0), "scales.a5"),
            (scales.a4, (0.3, 3.0), "scales.a4"),
            (scales.letter, (0.3, 3.0), "scales.letter"),
            (scales.trade_6x9, (0.3, 3.0), "scales.6x9"),
            (scales.digest_5x8, (0.3, 3.0), "scales.5x8"),
        ] {
            if !(least..=most).contains(&number) {
                return Err(ThemeError::OutOfBounds(name.to_owned()));
            }
        }
        Ok(self)
    }
}

fn text(style: &super::TextStyle, name: impl Fn() -> String) -> Result<(), ThemeError> {
    within(style.size, SIZES, || format!("size of {}", name()))?;
    within(style.leading, SIZES, || format!("leading of {}", name()))?;
    if !(-0.5..=2.0).contains(&style.letter_space) {
        return Err(ThemeError::OutOfBounds(format!(
            "letter-space of {}",
            name()
        )));
    }
    Ok(())
}

fn within(
    length: Length,
    (least, most): (f64, f64),
    name: impl Fn() -> String,
) -> Result<(), ThemeError> {
    if length < Length::pt(least) || length > Length::pt(most) {
        return Err(ThemeError::OutOfBounds(name()));
    }
    Ok(())
}
