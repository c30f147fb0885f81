//! The theme's text styles as styles of characters.

use std::sync::Arc;

use crate::style::{TextStyle, Theme};
use crate::typeset::glyphs::Color;
use crate::typeset::text::{CharStyle, Script};

/// The style of characters of a text style.
pub(crate) fn char_style(theme: &Theme, style: &TextStyle) -> CharStyle {
    CharStyle {
        family: Arc::from(theme.family(style.family)),
        size: style.size,
        bold: style.bold,
        italic: style.italic,
        small_caps: style.small_caps,
        figures: style.figures,
        script: Script::Normal,
        letter_space: style.size.scale(style.letter_space),
        rise: crate::units::Length::ZERO,
        color: line_gray(style.gray),
        underline: false,
        strike: false,
        highlight: false,
    }
}

/// A gray as a colour, within bounds.
pub(crate) fn line_gray(gray: f32) -> Color {
    Color::Gray(gray.clamp(0.0, 1.0))
}
