//! Formulas: TeX's notation → MathML.

use super::Writer;
use crate::document::Math;
use crate::source::Span;

/// How a formula is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// In the line.
    Inline,
    /// On a line of its own.
    Display,
}

impl Writer<'_, '_> {
    pub(super) fn math(&mut self, math: &Math, _style: Style, _span: Span) {
        self.shared.usage.failed_formulas += 1;
        self.m.tag("code").attr("class", "tex").open();
        self.m.text(&math.tex);
        self.m.close();
    }
}
