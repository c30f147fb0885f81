//! What the search for breaks remembers.

use super::super::item::Item;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    pub(super) width: i64,
    pub(super) stretch: i64,
    pub(super) shrink: i64,
    pub(super) elastic: i64,
    pub(super) fills: u32,
}

/// A break that may belong to the best way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) item: usize,
    /// The number of the line that starts here.
    pub(super) line: usize,
    pub(super) fitness: u8,
    pub(super) hyphens: u8,
    /// The sums up to the first item of that line.
    pub(super) totals: Totals,
    /// How far that line's first box hangs into the margin.
    pub(super) protrude: i64,
    pub(super) demerits: f64,
    pub(super) ratio: f64,
    pub(super) previous: usize,
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) item: usize,
    pub(super) width: i64,
    pub(super) protrude: i64,
    pub(super) cost: i32,
    pub(super) flagged: bool,
    pub(super) forced: bool,
    pub(super) last: bool,
}

/// A way to come to a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) demerits: f64,
    pub(super) ratio: f64,
    pub(super) from: usize,
    pub(super) line: usize,
}

/// Tight, decent, loose, very loose.
pub(super) fn fitness(ratio: f64) -> u8 {
    if ratio < -0.5 {
        0
    } else if ratio <= 0.5 {
        1
    } else if ratio <= 1.0 {
        2
    } else {
        3
    }
}

/// How far the first box of a line that starts at an item hangs into the margin.
pub(super) fn first_box_protrusion(items: &[Item], start: usize) -> i64 {
    items
        .iter()
        .skip(start)
        .find_map(|item| match item {
            Item::Box { protrude_start, .. } => Some(protrude_start.to_sp()),
            Item::Penalty { cost, .. } if *cost <= Item::FORCED => Some(0),
            _ => None,
        })
        .unwrap_or(0)
}
