//! Trees of atoms become boxes, by the rules of The TeXbook's appendix G with the constants of the OpenType MATH table.

mod accent;
mod fraction;
mod glyph;
mod list;
mod piece;
mod radical;
mod scripts;
mod spacing;
mod table;

use std::cell::RefCell;

use super::tree::{Measure, Style};
use crate::font::math::{MathConstant, MathFont};
use crate::font::{FontBook, FontId, FontQuery};
use crate::typeset::glyphs::Color;
use crate::units::Length;

pub(super) use list::Opportunity;
pub(super) use piece::Piece;
pub(super) use spacing::classes;

/// What holds for all of a formula.
pub(super) struct Setter<'a> {
    pub(super) font: MathFont<'a>,
    fonts: &'a FontBook,
    size: Length,
    family: &'a str,
    missing: RefCell<Vec<char>>,
}

/// What holds for a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub(super) style: Style,
    /// Superscripts are raised less: under roots and rules, in denominators and subscripts.
    pub(super) cramped: bool,
    pub(super) color: Color,
}

impl Context {
    fn cramped(self) -> Self {
        Self {
            cramped: true,
            ..self
        }
    }

    fn is_display(self) -> bool {
        self.style == Style::Display
    }

    fn superscript(self) -> Self {
        let style = match self.style {
            Style::Display | Style::Text => Style::Script,
            Style::Script | Style::ScriptScript => Style::ScriptScript,
        };
        Self { style, ..self }
    }

    fn subscript(self) -> Self {
        self.superscript().cramped()
    }

    fn numerator(self) -> Self {
        let style = match self.style {
            Style::Display => Style::Text,
            Style::Text => Style::Script,
            Style::Script | Style::ScriptScript => Style::ScriptScript,
        };
        Self { style, ..self }
    }

    fn denominator(self) -> Self {
        self.numerator().cramped()
    }
}

impl<'a> Setter<'a> {
    pub(super) fn new(
        fonts: &'a FontBook,
        font: MathFont<'a>,
        size: Length,
        family: &'a str,
    ) -> Self {
        Self {
            font,
            fonts,
            size,
            family,
            missing: RefCell::default(),
        }
    }

    /// Characters that no font has.
    pub(super) fn missing(self) -> Vec<char> {
        let mut missing = self.missing.into_inner();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// One em in a style.
    fn em(&self, style: Style) -> Length {
        let percent = match style {
            Style::Display | Style::Text => return self.size,
            Style::Script => MathConstant::ScriptPercentScaleDown,
            Style::ScriptScript => MathConstant::ScriptScriptPercentScaleDown,
        };
        self.size * i64::from(self.font.constant(percent).clamp(10, 100)) / 100
    }

    /// Font units in a style.
    fn units(&self, units: i32, style: Style) -> Length {
        self.em(style)
            .font_units(i64::from(units), self.font.units_per_em())
    }

    /// A constant of the font in a style.
    fn constant(&self, constant: MathConstant, style: Style) -> Length {
        self.units(self.font.constant(constant), style)
    }

    fn axis(&self, style: Style) -> Length {
        self.constant(MathConstant::AxisHeight, style)
    }

    fn measure(&self, measure: Measure, style: Style) -> Length {
        match measure {
            Measure::Em(ems) => self.em(style).scale(ems),
            Measure::Ex(heights) => self
                .constant(MathConstant::AccentBaseHeight, style)
                .scale(heights),
            Measure::Pt(points) => Length::pt(points),
        }
    }

    fn text_font(&self, bold: bool, italic: bool) -> Option<FontId> {
        self.fonts.find(FontQuery {
            family: self.family,
            bold,
            italic,
        })
    }
}
