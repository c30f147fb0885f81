//! Fractions and binomials (appendix G, rule 15).

use super::{Context, Piece, Setter};
use crate::font::math::MathConstant as C;
use crate::typeset::math::MathRule;
use crate::typeset::math::tree::{List, Measure};
use crate::units::Length;

impl Setter<'_> {
    /// A fraction with a rule of the font's weight or of a given one; of no weight for a binomial.
    pub(super) fn fraction(
        &self,
        parts: (&List, &List),
        rule: Option<Measure>,
        context: Context,
    ) -> Piece {
        let style = context.style;
        let above = self.list(parts.0, context.numerator());
        let below = self.list(parts.1, context.denominator());
        let weight = match rule {
            None => self.constant(C::FractionRuleThickness, style),
            Some(measure) => self.measure(measure, style).max(Length::ZERO),
        };
        let pick = |display: C, text: C| {
            self.constant(if context.is_display() { display } else { text }, style)
        };
        let axis = self.axis(style);
        let (mut up, mut down);
        if weight.is_zero() {
            up = pick(C::StackTopDisplayStyleShiftUp, C::StackTopShiftUp);
            down = pick(C::StackBottomDisplayStyleShiftDown, C::StackBottomShiftDown);
            let least = pick(C::StackDisplayStyleGapMin, C::StackGapMin);
            let gap = (up - above.depth) - (below.height - down);
            let lacking = (least - gap).max(Length::ZERO);
            up += lacking / 2;
            down += lacking - lacking / 2;
        } else {
            up = pick(
                C::FractionNumeratorDisplayStyleShiftUp,
                C::FractionNumeratorShiftUp,
            );
            down = pick(
                C::FractionDenominatorDisplayStyleShiftDown,
                C::FractionDenominatorShiftDown,
            );
            let over = pick(C::FractionNumDisplayStyleGapMin, C::FractionNumeratorGapMin);
            let under = pick(
                C::FractionDenomDisplayStyleGapMin,
                C::FractionDenominatorGapMin,
            );
            up = up.max(axis + weight / 2 + over + above.depth);
            down = down.max(below.height + under - axis + weight / 2);
        }
        let inner = above.width.max(below.width);
        // As TeX's \nulldelimiterspace, in terms of the em. A binomial has its delimiters there.
        let side = if weight.is_zero() {
            Length::ZERO
        } else {
            self.em(style).scale(0.1)
        };
        let mut piece = Piece::space(inner + side * 2);
        let (left, right) = ((inner - above.width) / 2, (inner - below.width) / 2);
        piece.place(above, side + left, up);
        piece.place(below, side + right, -down);
        if !weight.is_zero() {
            piece.rule(MathRule {
                x: side,
                y: axis - weight / 2,
                width: inner,
                height: weight,
                color: context.color,
            });
        }
        piece
    }
}
