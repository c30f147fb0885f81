//! Subscripts, superscripts and limits (appendix G, rules 13 and 18).

use super::{Context, Piece, Setter};
use crate::font::math::{MathConstant as C, MathKernCorner};
use crate::typeset::math::tree::{List, Node, Place, Style, Symbol};
use crate::units::Length;

/// Subscript and superscript.
type Pair<'a> = (Option<&'a List>, Option<&'a List>);

impl Setter<'_> {
    /// A base with its scripts.
    pub(super) fn scripts(
        &self,
        base: &List,
        scripts: Pair<'_>,
        place: Place,
        context: Context,
    ) -> Piece {
        let limits = match place {
            Place::Side => false,
            Place::Limits => true,
            Place::Movable => context.is_display(),
        };
        if limits {
            self.limits(base, scripts, context)
        } else {
            self.beside(base, scripts, context)
        }
    }

    fn beside(&self, base: &List, scripts: Pair<'_>, context: Context) -> Piece {
        let style = context.style;
        let constant = |c| self.constant(c, style);
        let is_operator = matches!(base.as_slice(), [Node::Operator(..)]);
        let base = self.list(base, context);
        let small = context.superscript().style;
        let sub = scripts.0.map(|list| self.list(list, context.subscript()));
        let sup = scripts.1.map(|list| self.list(list, context.superscript()));
        let by_own_height =
            is_operator || base.single.is_none_or(|g| self.font.is_extended_shape(g));
        let (mut up, mut down) = (Length::ZERO, Length::ZERO);
        if by_own_height {
            up = base.height - self.constant(C::SuperscriptBaselineDropMax, small);
            down = base.depth + self.constant(C::SubscriptBaselineDropMin, small);
        }
        if let Some(sup) = &sup {
            let shift = if context.cramped {
                C::SuperscriptShiftUpCramped
            } else {
                C::SuperscriptShiftUp
            };
            up = up
                .max(constant(shift))
                .max(sup.depth + constant(C::SuperscriptBottomMin));
        }
        if let Some(sub) = &sub {
            down = down.max(constant(C::SubscriptShiftDown));
            if sup.is_none() {
                down = down.max(sub.height - constant(C::SubscriptTopMax));
            }
        }
        if let (Some(sub), Some(sup)) = (&sub, &sup) {
            let gap = (up - sup.depth) - (sub.height - down);
            let lacking = constant(C::SubSuperscriptGapMin) - gap;
            if lacking > Length::ZERO {
                down += lacking;
                // The pair moves up, as far as the superscript is lower than it may be.
                let room = constant(C::SuperscriptBottomMaxWithSubscript) - (up - sup.depth);
                let lift = room.max(Length::ZERO).min(lacking);
                up += lift;
                down -= lift;
            }
        }
        let kern = |corner, at: Length| match base.single {
            Some(glyph) if !by_own_height => {
                let height = at.ratio(self.em(style)) * f64::from(self.font.units_per_em());
                self.units(self.font.kern(glyph, corner, height.round() as i32), style)
            }
            _ => Length::ZERO,
        };
        let sup_x = base.width
            + sup.as_ref().map_or(Length::ZERO, |sup| {
                kern(MathKernCorner::TopRight, up - sup.depth)
            });
        let sub_x = base.width - base.italic
            + sub.as_ref().map_or(Length::ZERO, |sub| {
                kern(MathKernCorner::BottomRight, sub.height - down)
            });
        let mut end = base.width;
        let mut piece = Piece::default();
        piece.place(base, Length::ZERO, Length::ZERO);
        let has_scripts = sub.is_some() || sup.is_some();
        if let Some(sup) = sup {
            end = end.max(sup_x + sup.width);
            piece.place(sup, sup_x, up);
        }
        if let Some(sub) = sub {
            end = end.max(sub_x + sub.width);
            piece.place(sub, sub_x, -down);
        }
        piece.width = end;
        if has_scripts {
            piece.width += constant(C::SpaceAfterScript);
        }
        piece
    }

    /// Scripts above and below.
    fn limits(&self, base: &List, scripts: Pair<'_>, context: Context) -> Piece {
        let style = context.style;
        let constant = |c| self.constant(c, style);
        let below = scripts.0.map(|list| self.list(list, context.subscript()));
        let above = scripts.1.map(|list| self.list(list, context.superscript()));
        let wide = [&below, &above]
            .into_iter()
            .flatten()
            .map(|piece| piece.width)
            .max()
            .unwrap_or_default();
        let base = match base.as_slice() {
            [Node::Symbol(Symbol { plain: arrow, .. })] if is_long_arrow(*arrow) => {
                self.long_arrow(*arrow, wide, base, context)
            }
            _ => self.list(base, context),
        };
        let lean = base.italic;
        let width = base.width.max(wide);
        let mut piece = Piece::space(width);
        let center = |inner: Length| (width - inner) / 2;
        let (height, depth) = (base.height, base.depth);
        let x = center(base.width);
        piece.place(base, x, Length::ZERO);
        if let Some(above) = above {
            let rise = constant(C::UpperLimitBaselineRiseMin)
                .max(constant(C::UpperLimitGapMin) + above.depth);
            let x = center(above.width) + lean / 2;
            piece.place(above, x, height + rise);
        }
        if let Some(below) = below {
            let drop = constant(C::LowerLimitBaselineDropMin)
                .max(constant(C::LowerLimitGapMin) + below.height);
            let x = center(below.width) - lean / 2;
            piece.place(below, x, -depth - drop);
        }
        piece
    }

    /// An arrow that is longer than what stands over or under it.
    fn long_arrow(&self, arrow: char, wide: Length, base: &List, context: Context) -> Piece {
        let pad = self.em(context.style).scale(0.5);
        match self.font.glyph(arrow) {
            Some(glyph) if wide > Length::ZERO && context.style < Style::ScriptScript => {
                let natural = self.list(base, context);
                if natural.width >= wide + pad {
                    return natural;
                }
                let side = self.em(context.style) / 20;
                let mut piece = Piece::space(side);
                piece.append(self.widened(glyph, arrow, wide + pad, context));
                piece.width += side;
                piece
            }
            _ => self.list(base, context),
        }
    }
}

fn is_long_arrow(c: char) -> bool {
    matches!(c, '←' | '→' | '↔' | '⇒' | '⇐' | '⇔' | '↦' | '⇌')
}
