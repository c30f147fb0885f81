//! Accents, rules, braces and arrows over and under (appendix G, rules 9, 10 and 12).

use super::{Context, Piece, Setter};
use crate::font::math::{MathConstant as C, StretchAxis};
use crate::typeset::math::MathRule;
use crate::typeset::math::tree::List;
use crate::units::Length;

impl Setter<'_> {
    /// An accent over a base.
    pub(super) fn accent(&self, base: Piece, accent: char, context: Context) -> Piece {
        match self.font.glyph(accent) {
            Some(glyph) => self.accented(base, glyph, accent, context),
            None => base,
        }
    }

    /// The widest form of an accent that is no wider than its base.
    pub(super) fn wide_accent(&self, base: Piece, accent: char, context: Context) -> Piece {
        let Some(narrow) = self.font.glyph(accent) else {
            return base;
        };
        let glyph = self
            .font
            .variants(narrow, StretchAxis::Horizontal)
            .iter()
            .rev()
            .find(|(_, wide)| self.units(*wide, context.style) <= base.width)
            .map_or(narrow, |(glyph, _)| *glyph);
        self.accented(base, glyph, accent, context)
    }

    fn accented(&self, base: Piece, glyph: u16, accent: char, context: Context) -> Piece {
        let style = context.style;
        let bounds = self.font.glyph_box(glyph);
        let own = self
            .font
            .accent_attachment(glyph)
            .unwrap_or((bounds.left + bounds.right) / 2);
        let at = base.attachment.unwrap_or(base.width / 2);
        let lift = base.height - base.height.min(self.constant(C::AccentBaseHeight, style));
        let mut piece = Piece {
            width: base.width,
            italic: base.italic,
            attachment: base.attachment,
            single: base.single,
            ..Piece::default()
        };
        let mark = self.glyph(glyph, Some(accent), context);
        piece.place(base, Length::ZERO, Length::ZERO);
        piece.place(mark, at - self.units(own, style), lift);
        piece
    }

    /// A rule, brace or arrow as long as its base, over or under it.
    pub(super) fn mark(&self, base: &List, mark: char, over: bool, context: Context) -> Piece {
        let style = context.style;
        let base = self.list(base, if over { context.cramped() } else { context });
        let mut piece = Piece::space(base.width);
        let (width, height, depth) = (base.width, base.height, base.depth);
        piece.place(base, Length::ZERO, Length::ZERO);
        if matches!(mark, '‾' | '_') {
            let (gap, weight, extra) = if over {
                (
                    C::OverbarVerticalGap,
                    C::OverbarRuleThickness,
                    C::OverbarExtraAscender,
                )
            } else {
                (
                    C::UnderbarVerticalGap,
                    C::UnderbarRuleThickness,
                    C::UnderbarExtraDescender,
                )
            };
            let (gap, weight, extra) = (
                self.constant(gap, style),
                self.constant(weight, style),
                self.constant(extra, style),
            );
            let y = if over {
                height + gap
            } else {
                -depth - gap - weight
            };
            piece.rule(MathRule {
                x: Length::ZERO,
                y,
                width,
                height: weight,
                color: context.color,
            });
            if over {
                piece.height += extra;
            } else {
                piece.depth += extra;
            }
            return piece;
        }
        let Some(glyph) = self.font.glyph(mark) else {
            return piece;
        };
        let sign = self.widened(glyph, mark, width, context);
        let gap = self.constant(C::StretchStackGapAboveMin, style);
        let y = if over {
            height + gap + sign.depth
        } else {
            -depth - gap - sign.height
        };
        let overhang = (sign.width - width).max(Length::ZERO);
        if overhang.is_zero() {
            let x = (width - sign.width) / 2;
            piece.place(sign, x, y);
            return piece;
        }
        // A sign wider than its base makes the whole wider.
        let sign_width = sign.width;
        let mut wide = Piece::space(sign_width);
        wide.place(piece, overhang / 2, Length::ZERO);
        wide.place(sign, Length::ZERO, y);
        wide
    }
}
