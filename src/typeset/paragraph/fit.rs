//! The parts of a line are fitted to its width and put in visual order.
//!
//! Glyphs are scaled a little where spaces alone would be far from their width (font expansion: Hàn Thế Thành,
//! *Micro-typographic Extensions to the TeX Typesetting System*, 2000).

use super::line::Line;
use super::part::{Part, PartKind};
use crate::style::Align;
use crate::units::Length;

/// The width of parts whose glyphs are scaled.
pub(super) fn scaled_sum(parts: &[Part], stretch: f64) -> Length {
    parts
        .iter()
        .map(|p| {
            if p.is_elastic() {
                p.width.scale(stretch) + p.extra
            } else {
                p.set_width()
            }
        })
        .sum()
}

/// How much glyphs that are not scaled to even the spacing may be narrowed, in thousandths, where
/// the line would stick out.
const LEAST_NARROWING: i64 = 10;

/// What a line is fitted to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    /// The width that it should have.
    pub(super) width: Length,
    /// How it is aligned.
    pub(super) align: Align,
    /// True for a line that ends a paragraph or is ended by force.
    pub(super) last: bool,
    /// How much its glyphs may be scaled, in thousandths.
    pub(super) elastic: i64,
}

/// Stretches or shrinks the spaces of a line so that it fits, and its glyphs a little where the
/// spaces alone would be far from their width. Gives the scale of the glyphs.
pub(super) fn fit(parts: &mut [Part], target: &Target, line: &mut Line) -> f64 {
    let natural: Length = parts.iter().map(Part::set_width).sum();
    let mut gap = target.width - natural;
    let fills = parts
        .iter()
        .filter(|p| matches!(p.kind, PartKind::Fill))
        .count();
    if fills > 0 && gap > Length::ZERO {
        let share = gap / fills as i64;
        for part in parts
            .iter_mut()
            .filter(|p| matches!(p.kind, PartKind::Fill))
        {
            part.extra = share;
        }
        return 1.0;
    }
    if target.align != Align::Justify || gap.is_zero() || (target.last && gap > Length::ZERO) {
        return 1.0;
    }
    let grow = gap > Length::ZERO;
    let spaces: Length = parts
        .iter()
        .map(|p| if grow { p.stretch } else { p.shrink })
        .sum();
    let glyphs: Length = parts
        .iter()
        .filter(|p| p.is_elastic())
        .map(|p| p.width)
        .sum();
    let elastic = glyphs * target.elastic / 1000;
    let whole = spaces + elastic;
    if whole.is_zero() && (grow || glyphs.is_zero()) {
        return 1.0;
    }
    let ratio = if whole.is_zero() {
        -1.0
    } else {
        gap.ratio(whole)
    };
    line.ratio = ratio.max(-1.0);
    // Within a quarter of what spaces can do, they do it alone.
    const DEAD: f64 = 0.25;
    let effort = ((ratio.abs() - DEAD) / (1.0 - DEAD)).clamp(0.0, 1.0);
    // Where spaces cannot take up the rest, glyphs must.
    let rest = gap.abs() - spaces;
    let needed = if spaces.is_zero() || !grow {
        rest.max(Length::ZERO)
    } else {
        Length::ZERO
    };
    // Words that are broken have not quite the width that the search took them for: their glyphs may
    // be narrowed a little more before the line sticks out.
    let most = if grow {
        target.elastic
    } else {
        (target.elastic * 3 / 2).max(LEAST_NARROWING)
    };
    let change = elastic
        .scale(effort)
        .max(needed.min(glyphs * most / 1000))
        .ratio(glyphs);
    // In steps of a hundredth of a per cent, so that few scales differ.
    let steps = (change * 10_000.0).min(most as f64 * 10.0);
    let steps = if grow {
        steps.floor()
    } else {
        -(steps - 1e-6).ceil()
    };
    let scale = 1.0 + steps / 10_000.0;
    if scale != 1.0 {
        gap = target.width - scaled_sum(parts, scale);
    }
    if spaces.is_zero() {
        return scale;
    }
    if !grow {
        gap = gap.max(-spaces);
    }
    let (mut sum, mut given) = (Length::ZERO, Length::ZERO);
    for part in parts {
        let can = if grow { part.stretch } else { part.shrink };
        if can.is_zero() {
            continue;
        }
        sum += can;
        // Rounds the running sum, so that the line comes out exact.
        let due = Length::from_sp(
            (i128::from(gap.to_sp()) * i128::from(sum.to_sp()) / i128::from(spaces.to_sp()))
                .clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64,
        );
        part.extra += due - given;
        given = due;
    }
    scale
}

/// Puts the parts of a line in visual order (UAX #9, rule L2).
pub(super) fn reorder(parts: &mut [Part], base: u8) {
    let highest = parts.iter().map(|p| p.level).max().unwrap_or(0);
    if highest == 0 || (highest == base && base == 0) {
        return;
    }
    let lowest_odd = parts
        .iter()
        .map(|p| p.level)
        .filter(|l| l % 2 == 1)
        .min()
        .unwrap_or(highest + 1);
    for level in (lowest_odd..=highest).rev() {
        let mut at = 0;
        while at < parts.len() {
            let run = parts
                .get(at..)
                .unwrap_or_default()
                .iter()
                .take_while(|p| p.level >= level)
                .count();
            if run > 1
                && let Some(slice) = parts.get_mut(at..at + run)
            {
                slice.reverse();
            }
            at += run.max(1);
        }
    }
}
