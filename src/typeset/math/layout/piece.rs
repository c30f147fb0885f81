//! A set part of a formula.

use crate::typeset::math::{MathGlyph, MathRule};
use crate::units::Length;

/// A box with what is in it. Its origin is the left end of its baseline; y grows upwards.
#[derive(Debug, Clone, Default)]
pub(in crate::typeset::math) struct Piece {
    pub(in crate::typeset::math) width: Length,
    pub(in crate::typeset::math) height: Length,
    pub(in crate::typeset::math) depth: Length,
    pub(in crate::typeset::math) glyphs: Vec<MathGlyph>,
    pub(in crate::typeset::math) rules: Vec<MathRule>,
    /// How much of the width is for the lean of a last slanted glyph.
    pub(super) italic: Length,
    /// Where an accent is centred.
    pub(super) attachment: Option<Length>,
    /// The glyph of the font for formulas, where that is all that the piece is.
    pub(super) single: Option<u16>,
}

impl Piece {
    /// White space.
    pub(super) fn space(width: Length) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// Height and depth together.
    pub(super) fn extent(&self) -> Length {
        self.height + self.depth
    }

    /// Puts a piece into this one, right by `x` and up by `y`, and grows in height and depth to hold it.
    pub(super) fn place(&mut self, piece: Self, x: Length, y: Length) {
        self.height = self.height.max(piece.height + y);
        self.depth = self.depth.max(piece.depth - y);
        if self.glyphs.is_empty() && x.is_zero() && y.is_zero() {
            self.glyphs = piece.glyphs;
        } else {
            self.glyphs
                .extend(piece.glyphs.into_iter().map(|glyph| MathGlyph {
                    x: glyph.x + x,
                    y: glyph.y + y,
                    ..glyph
                }));
        }
        self.rules
            .extend(piece.rules.into_iter().map(|rule| MathRule {
                x: rule.x + x,
                y: rule.y + y,
                ..rule
            }));
    }

    /// Puts a piece after what is there.
    pub(super) fn append(&mut self, piece: Self) {
        let x = self.width;
        self.width += piece.width;
        self.place(piece, x, Length::ZERO);
    }

    /// Moves everything up.
    pub(super) fn raised(self, y: Length) -> Self {
        let mut raised = Self {
            width: self.width,
            italic: self.italic,
            attachment: self.attachment,
            single: self.single,
            height: self.height + y,
            depth: self.depth - y,
            ..Self::default()
        };
        raised.place(self, Length::ZERO, y);
        raised
    }

    /// Moves everything so that the middle of its height and depth is at `axis`.
    pub(super) fn centered(self, axis: Length) -> Self {
        let up = axis - (self.height - self.depth) / 2;
        self.raised(up)
    }

    /// Draws a rule; `y` is its lower edge above the baseline.
    pub(super) fn rule(&mut self, rule: MathRule) {
        self.height = self.height.max(rule.y + rule.height);
        self.depth = self.depth.max(-rule.y);
        self.rules.push(rule);
    }
}
