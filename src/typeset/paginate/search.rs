//! The search for the cheapest sequence of pages.

use std::collections::BTreeMap;

use super::cost::{MOST_UNEQUAL, cost};
use super::fill::{Candidate, Carry, Fill, NoteLines};
use super::{Flex, NotePart, PagePlan, PageSpec, Side, VBreak, VFloat, VItem};
use crate::units::Length;

/// A place that pages lead up to: the item that the next one begins with, and what is carried over to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    next: usize,
    carry: Carry,
}

/// What else matters for the pages after a spot: the side of the next one, and, where that is a recto and so
/// faces the page before, how short that one ran.
const CASES: usize = 1 + RECTO_CASES;
const RECTO_CASES: usize = 4;

/// The cheapest way to a spot in each case: a verso first, then the rectos.
type Ways = [Option<Way>; CASES];

fn case(side: Side, short: u8) -> usize {
    match side {
        Side::Verso => 0,
        Side::Recto => 1 + usize::from(short).min(RECTO_CASES - 1),
    }
}

/// The cheapest way to a spot in a case.
#[derive(Debug, Clone, Copy)]
struct Way {
    demerits: i64,
    /// How short the page before ran.
    short: u8,
    /// The place of that page in the list of pages tried; `None` at the start.
    page: Option<u32>,
}

/// A page tried.
#[derive(Debug, Clone, Copy)]
struct Tried {
    /// Its place in the list of candidates.
    candidate: u32,
    stretch: Length,
    short: u8,
    before: Option<u32>,
}

/// Chooses the pages of a chapter. `notes` holds the heights of the lines of each note, in the
/// order in which boxes refer to them. The time is linear in the number of items.
pub fn paginate(items: &[VItem], notes: &[Vec<Length>], spec: &PageSpec) -> Vec<PagePlan> {
    paginate_flexible(items, notes, spec, &[])
}

/// The same, where some paragraphs, in their order, can be set in another number of lines. The pages say which of
/// them are, at most one on each; once that is done, the pages can be chosen again.
#[allow(clippy::indexing_slicing, reason = "a case is below CASES")]
pub fn paginate_flexible(
    items: &[VItem],
    notes: &[Vec<Length>],
    spec: &PageSpec,
    flexes: &[Flex],
) -> Vec<PagePlan> {
    let lines = NoteLines::new(notes);
    let notes_before = count(items, |item| match item {
        VItem::Box { notes, .. } => *notes,
        _ => 0,
    });
    let floats: Vec<VFloat> = items
        .iter()
        .filter_map(|item| match item {
            VItem::Float(float) => Some(*float),
            _ => None,
        })
        .collect();
    let floats_before = count(items, |item| u32::from(matches!(item, VItem::Float(_))));
    let fill = Fill {
        items,
        notes: &lines,
        notes_before: &notes_before,
        floats: &floats,
        floats_before: &floats_before,
        spec,
        flexes,
    };
    let mut open: BTreeMap<Spot, Ways> = BTreeMap::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut tried: Vec<Tried> = Vec::new();
    let first = Spot {
        next: skip_spaces(items, 0),
        carry: Carry::default(),
    };
    let mut ways = [None; CASES];
    ways[case(spec.first, 0)] = Some(Way {
        demerits: 0,
        short: 0,
        page: None,
    });
    open.insert(first, ways);
    let mut best: Option<Way> = None;
    while let Some((spot, ways)) = open.pop_first() {
        let ways = worthwhile(ways);
        if spot.next >= items.len() && spot.carry.is_empty() {
            for way in ways.into_iter().flatten() {
                if best.is_none_or(|b| way.demerits < b.demerits) {
                    best = Some(way);
                }
            }
            continue;
        }
        let lead_in = lead_in(items, spot.next);
        for candidate in fill.flexible(spot.next, lead_in, spot.carry) {
            let to = Spot {
                next: skip_spaces(items, candidate.next),
                carry: candidate.carry,
            };
            // Every page goes on, in the text or in what is carried over.
            if to == spot {
                continue;
            }
            let reached = open.entry(to).or_insert([None; CASES]);
            let mut used = false;
            for (case_from, way) in ways.iter().enumerate() {
                let Some(way) = way else { continue };
                let side = if case_from == 0 {
                    Side::Verso
                } else {
                    Side::Recto
                };
                // A first page on the right faces no page of the chapter.
                let before = way.page.map(|_| way.short);
                let price = cost(&candidate, spec, side, before);
                let demerits = way.demerits + price.demerits;
                let slot = &mut reached[case(side.other(), price.short)];
                if slot.is_none_or(|w| demerits < w.demerits) {
                    *slot = Some(Way {
                        demerits,
                        short: price.short,
                        page: u32::try_from(tried.len()).ok(),
                    });
                    tried.push(Tried {
                        candidate: candidates.len() as u32,
                        stretch: price.stretch,
                        short: price.short,
                        before: way.page,
                    });
                    used = true;
                }
            }
            if used {
                candidates.push(candidate);
            }
        }
    }
    let mut plans = Vec::new();
    let page = |way: Option<u32>| tried.get(way? as usize);
    let mut at = page(best.and_then(|way| way.page));
    while let Some(tried) = at {
        if let Some(candidate) = candidates.get(tried.candidate as usize) {
            plans.push(plan(tried, candidate, items, &lines));
        }
        at = page(tried.before);
    }
    plans.reverse();
    plans
}

/// The ways that the best may go on from: a recto costs no more for the page that it faces than one way may cost
/// more than another.
fn worthwhile(mut ways: Ways) -> Ways {
    let rectos = &mut ways[1..];
    let least = rectos.iter().flatten().map(|way| way.demerits).min();
    if let Some(least) = least {
        for way in rectos {
            way.take_if(|way| way.demerits > least + MOST_UNEQUAL);
        }
    }
    ways
}

fn plan(page: &Tried, candidate: &Candidate, items: &[VItem], lines: &NoteLines) -> PagePlan {
    let Candidate {
        start, end, depth, ..
    } = *candidate;
    PagePlan {
        items: start..end,
        // Where no row stands, no head of a table does.
        lead_in: lead_in_break(items, start).filter(|_| start < end),
        top_floats: candidate.top_floats.0..candidate.top_floats.1,
        float_limit: candidate.float_limit,
        notes: note_parts(candidate.note_lines.0, candidate.note_lines.1, lines),
        depth,
        stretch: page.stretch,
        short: page.short,
        flex: candidate.flex,
        forced: candidate.forced,
    }
}

fn note_parts(from: usize, to: usize, lines: &NoteLines) -> Vec<NotePart> {
    let mut parts = Vec::new();
    let mut line = from;
    while line < to {
        let note = lines.note_of(line);
        let first = lines.start(note);
        let end = lines.start(note + 1).min(to);
        if end <= line {
            break;
        }
        parts.push(NotePart {
            note,
            lines: line - first..end - first,
        });
        line = end;
    }
    parts
}

/// For each item and the end, the sum of a count over the items before it.
fn count(items: &[VItem], of: impl Fn(&VItem) -> u32) -> Vec<u32> {
    let mut sum = 0u32;
    let mut sums = Vec::with_capacity(items.len() + 1);
    sums.push(0);
    for item in items {
        sum = sum.saturating_add(of(item));
        sums.push(sum);
    }
    sums
}

/// The first item from `from` on that does not vanish at the head of a page. A forced break there has nothing to end.
fn skip_spaces(items: &[VItem], from: usize) -> usize {
    items
        .iter()
        .skip(from)
        .position(|item| matches!(item, VItem::Box { .. } | VItem::Float(_)))
        .map_or(items.len(), |skipped| from + skipped)
}

/// The break directly before an item, over spaces.
fn break_before(items: &[VItem], start: usize) -> Option<(usize, VBreak)> {
    let before = items.get(..start).unwrap_or(items);
    before
        .iter()
        .enumerate()
        .rev()
        .take_while(|(_, item)| !matches!(item, VItem::Box { .. } | VItem::Float(_)))
        .find_map(|(index, item)| match item {
            VItem::Break(at) => Some((index, *at)),
            _ => None,
        })
}

fn lead_in(items: &[VItem], start: usize) -> Length {
    break_before(items, start).map_or(Length::ZERO, |(_, at)| at.lead_in)
}

fn lead_in_break(items: &[VItem], start: usize) -> Option<usize> {
    break_before(items, start)
        .filter(|(_, at)| !at.lead_in.is_zero())
        .map(|(index, _)| index)
}
