//! A set formula, and its way onto the page.

use std::sync::Arc;

use super::layout::{Opportunity, Piece};
use super::tree::Class;
use crate::font::FontId;
use crate::typeset::glyphs::{Color, Glyph, GlyphRun, Mark, Reading, Rule};
use crate::typeset::page::PageItem;
use crate::units::{Length, Point, Rect};

/// A set formula. The origin is the left end of its baseline; y grows upwards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MathBox {
    /// The width.
    pub width: Length,
    /// The height above the baseline.
    pub height: Length,
    /// The depth below the baseline.
    pub depth: Length,
    /// The glyphs, in reading order.
    pub glyphs: Vec<MathGlyph>,
    /// The rules: of fractions and roots, of tables and frames.
    pub rules: Vec<MathRule>,
    /// The formula as plain text.
    pub text: String,
    /// Where a line may be broken within it, from left to right.
    pub breaks: Vec<MathBreak>,
    /// Characters that no font has.
    pub missing: Vec<char>,
}

/// A glyph at its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MathGlyph {
    /// The font.
    pub font: FontId,
    /// The glyph's number.
    pub id: u16,
    /// One em.
    pub size: Length,
    /// To the right of the formula's origin.
    pub x: Length,
    /// Above its baseline.
    pub y: Length,
    /// How far the pen would move after it.
    pub advance: Length,
    /// The colour.
    pub color: Color,
    /// The character that it shows; `None` for the further parts of an assembled glyph.
    pub text: Option<char>,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MathRule {
    /// Its left edge, to the right of the formula's origin.
    pub x: Length,
    /// Its lower edge, above the baseline.
    pub y: Length,
    /// The width.
    pub width: Length,
    /// The height.
    pub height: Length,
    /// The colour.
    pub color: Color,
}

/// A place where a line may be broken within a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MathBreak {
    /// Where the part before it ends. The space up to `start` is lost at a break.
    pub end: Length,
    /// Where the part after it starts.
    pub start: Length,
    /// After what.
    pub kind: MathBreakKind,
    first_glyph: usize,
    first_rule: usize,
}

/// After what a formula may be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MathBreakKind {
    /// After a relation sign; TeX's `\relpenalty` is 500.
    Relation,
    /// After a binary sign; TeX's `\binoppenalty` is 700.
    Binary,
}

impl MathBox {
    pub(super) fn new(
        piece: Piece,
        breaks: Vec<Opportunity>,
        text: String,
        missing: Vec<char>,
    ) -> Self {
        Self {
            width: piece.width,
            height: piece.height,
            depth: piece.depth,
            glyphs: piece.glyphs,
            rules: piece.rules,
            text,
            breaks: breaks
                .into_iter()
                .map(|at| MathBreak {
                    end: at.end,
                    start: at.start,
                    kind: if at.class == Class::Rel {
                        MathBreakKind::Relation
                    } else {
                        MathBreakKind::Binary
                    },
                    first_glyph: at.first.0,
                    first_rule: at.first.1,
                })
                .collect(),
            missing,
        }
    }

    /// The formula cut at all its breaks: boxes to be set one after another, and the space between each and the next that
    /// is lost when a line ends there. Height, depth and text are those of the whole.
    pub fn pieces(&self) -> Vec<(Self, Length)> {
        let mut pieces = Vec::with_capacity(self.breaks.len() + 1);
        let (mut start, mut glyph, mut rule) = (Length::ZERO, 0, 0);
        let end = MathBreak {
            end: self.width,
            start: self.width,
            kind: MathBreakKind::Relation,
            first_glyph: self.glyphs.len(),
            first_rule: self.rules.len(),
        };
        for at in self.breaks.iter().chain([&end]) {
            let glyphs = self.glyphs.get(glyph..at.first_glyph).unwrap_or_default();
            let rules = self.rules.get(rule..at.first_rule).unwrap_or_default();
            let piece = Self {
                width: at.end - start,
                height: self.height,
                depth: self.depth,
                glyphs: glyphs
                    .iter()
                    .map(|g| MathGlyph {
                        x: g.x - start,
                        ..*g
                    })
                    .collect(),
                rules: rules
                    .iter()
                    .map(|r| MathRule {
                        x: r.x - start,
                        ..*r
                    })
                    .collect(),
                text: self.text.clone(),
                breaks: Vec::new(),
                missing: Vec::new(),
            };
            pieces.push((piece, at.start - at.end));
            (start, glyph, rule) = (at.start, at.first_glyph, at.first_rule);
        }
        pieces
    }

    /// The formula as items of a page. `origin` is where the left end of its baseline stands on the page.
    ///
    /// Glyphs are `mark`ed as given; rules are artifacts.
    pub fn to_items(&self, origin: Point, mark: Mark) -> Vec<PageItem> {
        let mut items = Vec::new();
        for rule in &self.rules {
            items.push(PageItem::Rule(Rule {
                rect: Rect::new(
                    origin.x + rule.x,
                    origin.y - rule.y - rule.height,
                    rule.width,
                    rule.height,
                ),
                color: rule.color,
                mark: Mark::Artifact,
            }));
        }
        let mut rest = self.glyphs.as_slice();
        while let Some(first) = rest.first() {
            let mut last_x = first.x;
            let count = rest
                .iter()
                .take_while(|glyph| {
                    let joins = glyph.font == first.font
                        && glyph.size == first.size
                        && glyph.y == first.y
                        && glyph.color == first.color
                        && glyph.x >= last_x;
                    last_x = glyph.x;
                    joins
                })
                .count()
                .max(1);
            let (run, after) = rest.split_at(count.min(rest.len()));
            items.push(PageItem::Glyphs(glyph_run(run, first, origin, mark)));
            rest = after;
        }
        items
    }
}

fn glyph_run(run: &[MathGlyph], first: &MathGlyph, origin: Point, mark: Mark) -> GlyphRun {
    let mut text = String::new();
    let mut glyphs = Vec::with_capacity(run.len());
    for (i, glyph) in run.iter().enumerate() {
        let next = run.get(i + 1);
        let start = u32::try_from(text.len()).unwrap_or(u32::MAX);
        text.extend(glyph.text);
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        glyphs.push(Glyph {
            id: glyph.id,
            advance: next.map_or(glyph.advance, |next| next.x - glyph.x),
            x_offset: Length::ZERO,
            y_offset: Length::ZERO,
            text: (start, end),
        });
    }
    GlyphRun {
        font: first.font,
        size: first.size,
        stretch: 1.0,
        origin: Point {
            x: origin.x + first.x,
            y: origin.y - first.y,
        },
        color: first.color,
        glyphs,
        text: Arc::from(text),
        actual_text: None,
        reading: Reading::Own,
        rtl: false,
        lang: None,
        mark,
    }
}
