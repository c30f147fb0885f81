//! What a page costs.

use super::fill::Candidate;
use super::{PageSpec, Side};
use crate::units::Length;

/// What one page adds, and what it leaves for the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// The demerits.
    pub(super) demerits: i64,
    /// The lines it runs short, from 0 to 3; 3 stands for more.
    pub(super) short: u8,
    /// How much its spaces grow.
    pub(super) stretch: Length,
}

/// One line short: hardly seen on a single page, wrong beside a full one.
const SHORT_ONE: i64 = 30;
const SHORT_TWO: i64 = 400;
const SHORT_MORE: i64 = 1_200;
/// Each line beyond: less than a line on another page costs, so that a page that must run short does
/// not make those before it run short as well.
const SHORT_LINE: i64 = 25;
/// Each line beyond so many: a page that looks as if its chapter ended.
const BARE_FROM: i64 = 5;
const BARE_LINE: i64 = 160;
/// Facing pages of unequal depth, for each line.
const UNEQUAL: i64 = 90;
/// The most that they cost.
pub(super) const MOST_UNEQUAL: i64 = UNEQUAL * 3;
/// Spaces grown as far as they may.
const STRETCHED: i64 = 60;
/// A note torn over two pages.
const SPLIT_NOTE: i64 = 900;
/// A float that is not on the page where it belongs.
const LATE_FLOAT: i64 = 120;
/// A note of which nothing stands on the page of its reference.
const LATE_NOTE: i64 = 4_000;
/// A keep torn, a box that does not fit.
const EMERGENCY: i64 = 50_000;
/// The last page with so few lines.
const MEAGRE_LINES: i64 = 5;

/// The cost of a page from what is on it, its side and how short the page before ran, if that is of this chapter.
pub(super) fn cost(candidate: &Candidate, spec: &PageSpec, side: Side, before: Option<u8>) -> Cost {
    let grid = spec.grid.to_sp().max(1);
    let left = (spec.height - candidate.depth - candidate.notes_height).max(Length::ZERO);
    let lines_left = (left + Length::pt(0.05)).to_sp() / grid;
    let mut demerits = i64::from(candidate.cost);
    let mut stretch = Length::ZERO;
    let mut short = 0;
    if candidate.last {
        let lines = candidate.depth.to_sp() / grid;
        if candidate.start > 0 && lines < MEAGRE_LINES {
            demerits += 150 * (MEAGRE_LINES - lines);
        }
    } else {
        let filled = (candidate.stretch.to_sp() / grid).min(lines_left);
        if filled > 0 {
            // Spaces grow by whole lines, or so that a page without notes is quite full.
            stretch = if filled == lines_left && candidate.notes_height.is_zero() {
                left.min(candidate.stretch)
            } else {
                spec.grid * filled
            };
            let share = stretch.ratio(candidate.stretch);
            demerits += (STRETCHED as f64 * (share * share)) as i64;
        }
        let open = lines_left - filled;
        short = open.min(3) as u8;
        demerits += match open {
            0 => 0,
            1 => SHORT_ONE,
            2 => SHORT_TWO,
            _ => SHORT_MORE + SHORT_LINE * open + BARE_LINE * (open - BARE_FROM).max(0),
        };
        if side == Side::Recto {
            demerits += i64::from(candidate.turn_cost);
            demerits += UNEQUAL * i64::from(before.map_or(0, |before| short.abs_diff(before)));
        }
    }
    if candidate.carry.has_notes() {
        demerits += SPLIT_NOTE;
    }
    let (first, end) = candidate.carry.floats;
    demerits += LATE_FLOAT * i64::try_from(end - first).unwrap_or(1);
    if candidate.late_note {
        demerits += LATE_NOTE;
    }
    if candidate.forced {
        demerits += EMERGENCY;
    }
    Cost {
        demerits,
        short,
        stretch,
    }
}
