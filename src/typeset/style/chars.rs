//! The theme's text styles as styles of characters.

use std::sync::Arc;

use crate::style::{FamilyRole, TextStyle, Theme};
use crate::typeset::glyphs::Color;
use crate::typeset::text::{CharStyle, Script};

/// The style of characters of a text style.
pub(crate) fn char_style(theme: &Theme, style: &TextStyle) -> CharStyle {
    let family = match style.family {
        FamilyRole::Body => &theme.body_family,
        FamilyRole::Heading => &theme.heading_family,
        FamilyRole::Mono => &theme.mono_family,
    };
    CharStyle {
        family: Arc::from(family.as_str()),
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
