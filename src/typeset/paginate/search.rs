//! The search for the cheapest sequence of pages.

use std::collections::BTreeMap;

use super::cost::cost;
use super::fill::{Candidate, Carry, Fill, NoteLines};
use super::{Flex, NotePart, PagePlan, PageSpec, Side, VBreak, VFloat, VItem};
use crate::units::Length;

/// A state: pages up to here, and what matters for those after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    next: usize,
    carry: Carry,
    side: Side,
    short: u8,
}

/// The cheapest way to a state.
#[derive(Debug, Clone, Copy)]
struct Way {
    demerits: i64,
    /// The place of the page in the list of pages tried; `None` at the start.
    page: Option<usize>,
}

/// A page tried.
#[derive(Debug, Clone, Copy)]
struct Tried {
    candidate: Candidate,
    stretch: Length,
    short: u8,
    before: Option<usize>,
}

/// Chooses the pages of a chapter. `notes` holds the heights of the lines of each note, in the
/// order in which boxes refer to them. The time is linear in the number of items.
pub fn paginate(items: &[VItem], notes: &[Vec<Length>], spec: &PageSpec) -> Vec<PagePlan> {
    paginate_flexible(items, notes, spec, &[])
}

/// The same, where some paragraphs, in their order, can be set in another number of lines. The pages say which of
/// them are, at most one on each; once that is done, the pages can be chosen again.
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
    let mut open: BTreeMap<State, Way> = BTreeMap::new();
    let mut tried: Vec<Tried> = Vec::new();
    let first = State {
        next: skip_spaces(items, 0),
        carry: Carry::default(),
        side: spec.first,
        short: 0,
    };
    open.insert(
        first,
        Way {
            demerits: 0,
            page: None,
        },
    );
    let mut cached: Option<(usize, Carry, Vec<Candidate>)> = None;
    let mut best: Option<Way> = None;
    while let Some((state, way)) = open.pop_first() {
        if state.next >= items.len() && state.carry.is_empty() {
            let better = best.is_none_or(|b| way.demerits < b.demerits);
            if better {
                best = Some(way);
            }
            continue;
        }
        // States of one place differ in side and depth only; their pages are the same.
        let same = cached
            .as_ref()
            .is_some_and(|(next, carry, _)| *next == state.next && *carry == state.carry);
        if !same {
            let lead_in = lead_in(items, state.next);
            let candidates = fill.flexible(state.next, lead_in, state.carry);
            cached = Some((state.next, state.carry, candidates));
        }
        let Some((_, _, candidates)) = &cached else {
            continue;
        };
        // A first page on the right faces no page of the chapter.
        let before = way.page.map(|_| state.short);
        for candidate in candidates {
            let price = cost(candidate, spec, state.side, before);
            let to = State {
                next: skip_spaces(items, candidate.next),
                carry: candidate.carry,
                side: state.side.other(),
                short: price.short,
            };
            // Every page goes on, in the text or in what is carried over.
            if to.next == state.next && to.carry == state.carry {
                continue;
            }
            let demerits = way.demerits + price.demerits;
            if open.get(&to).is_none_or(|w| demerits < w.demerits) {
                let page = Some(tried.len());
                open.insert(to, Way { demerits, page });
                tried.push(Tried {
                    candidate: *candidate,
                    stretch: price.stretch,
                    short: price.short,
                    before: way.page,
                });
            }
        }
    }
    let mut plans = Vec::new();
    let mut at = best.and_then(|way| way.page);
    while let Some(page) = at.and_then(|index| tried.get(index)) {
        plans.push(plan(page, items, &lines));
        at = page.before;
    }
    plans.reverse();
    plans
}

fn plan(page: &Tried, items: &[VItem], lines: &NoteLines) -> PagePlan {
    let Candidate {
        start, end, depth, ..
    } = page.candidate;
    PagePlan {
        items: start..end,
        // Where no row stands, no head of a table does.
        lead_in: lead_in_break(items, start).filter(|_| start < end),
        top_floats: page.candidate.top_floats.0..page.candidate.top_floats.1,
        float_limit: page.candidate.float_limit,
        notes: note_parts(
            page.candidate.note_lines.0,
            page.candidate.note_lines.1,
            lines,
        ),
        depth,
        stretch: page.stretch,
        short: page.short,
        flex: page.candidate.flex,
        forced: page.candidate.forced,
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
    items[..start.min(items.len())]
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
