//! Roots (appendix G, rule 11).

use super::{Context, Piece, Setter};
use crate::font::math::MathConstant as C;
use crate::typeset::math::MathRule;
use crate::typeset::math::tree::{List, Style};
use crate::units::Length;

impl Setter<'_> {
    /// A root, with its degree where there is one.
    pub(super) fn radical(&self, radicand: &List, degree: &List, context: Context) -> Piece {
        let style = context.style;
        let inner = self.list(radicand, context.cramped());
        let weight = self.constant(C::RadicalRuleThickness, style);
        let least = self.constant(
            if context.is_display() {
                C::RadicalDisplayStyleVerticalGap
            } else {
                C::RadicalVerticalGap
            },
            style,
        );
        let wanted = inner.extent() + least + weight;
        let sign = match self.font.glyph('√') {
            Some(glyph) => self.stretched(glyph, '√', wanted, context),
            None => self.foreign('√', None, context),
        };
        // What the sign is too large by goes half above and half below the radicand.
        let surplus = (sign.extent() - wanted).max(Length::ZERO);
        let gap = least + surplus / 2;
        let top = inner.height + gap + weight;
        let lift = top - sign.height;
        let sign_extent = sign.extent();
        let sign_bottom = lift - sign.depth;

        let mut piece = Piece::default();
        if !degree.is_empty() {
            let small = Context {
                style: Style::ScriptScript,
                cramped: true,
                ..context
            };
            let degree = self.list(degree, small);
            let percent = i64::from(
                self.font
                    .constant(C::RadicalDegreeBottomRaisePercent)
                    .clamp(0, 100),
            );
            let raise = sign_bottom + sign_extent * percent / 100 + degree.depth;
            let before = self.constant(C::RadicalKernBeforeDegree, style);
            let after = self.constant(C::RadicalKernAfterDegree, style);
            let width = degree.width;
            // A long degree pushes the sign to the right, a short one stands over its tail.
            let start = (before + width + after).max(Length::ZERO);
            let x = start - after - width;
            piece.place(degree, x.max(Length::ZERO), raise);
            piece.width = start;
        }
        let x = piece.width;
        piece.width += sign.width;
        piece.place(sign, x, lift);
        // The rule begins at the end of the sign's ink.
        let overlap = self.units(1, style);
        let rule_x = piece.width - overlap;
        let inner_width = inner.width;
        piece.place(inner, piece.width, Length::ZERO);
        piece.width += inner_width;
        piece.rule(MathRule {
            x: rule_x,
            y: top - weight,
            width: piece.width - rule_x,
            height: weight,
            color: context.color,
        });
        piece.height += self.constant(C::RadicalExtraAscender, style);
        piece
    }
}
