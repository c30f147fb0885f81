//! TeX math: a formula becomes a box of placed glyphs and rules.
//!
//! ```text
//! TeX ─expand─▶ TeX without macros ─parser, build─▶ tree of atoms ─layout─▶ MathBox
//! ```
//!
//! The parser is that of `pulldown-latex`; the layout follows The TeXbook's appendix G with the constants, variants and
//! assemblies of the OpenType MATH table.

mod accents;
mod alphabet;
mod build;
mod convert;
mod environment;
mod error;
mod expand;
mod fault;
mod layout;
mod lex;
mod macros;
mod output;
mod plain;
mod tree;
mod words;

pub use error::{MathError, MathErrorKind};
pub use output::{MathBox, MathBreak, MathBreakKind, MathGlyph, MathRule};

use crate::font::FontBook;
use crate::font::math::MathFont;
use crate::typeset::glyphs::Color;
use crate::units::Length;
use layout::{Context, Setter};
use tree::Style;

/// How a formula is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MathStyle<'a> {
    /// One em.
    pub size: Length,
    /// On lines of its own, with large operators, rather than in a line of text.
    pub display: bool,
    /// The colour.
    pub color: Color,
    /// The family of `\text`.
    pub text_family: &'a str,
}

/// Sets a formula in TeX's notation, without the dollars.
///
/// # Errors
/// When the formula is not well formed, is nested too deeply or is too long, or uses what is not supported; and when the
/// book has no font with a MATH table.
pub fn set_formula(
    tex: &str,
    style: MathStyle<'_>,
    fonts: &FontBook,
) -> Result<MathBox, MathError> {
    let font = MathFont::find(fonts).ok_or_else(|| MathError::new(MathErrorKind::NoFont))?;
    let list = build::build(tex)?;
    let setter = Setter::new(fonts, font, style.size, style.text_family);
    let context = Context {
        style: if style.display {
            Style::Display
        } else {
            Style::Text
        },
        cramped: false,
        color: style.color,
    };
    let mut breaks = Vec::new();
    let piece = setter.line(&list, context, None, &mut breaks);
    Ok(MathBox::new(
        piece,
        breaks,
        plain::text(&list),
        setter.missing(),
    ))
}

#[cfg(test)]
mod bad_input_tests;
#[cfg(test)]
mod tests;
