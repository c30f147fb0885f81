//! Fills one page from a given start and finds the places where it may end.

use super::{PageSpec, VBreak, VItem, advance};
use crate::units::Length;

/// Notes whose lines did not fit on the page of their reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Carry {
    /// The first line that is carried over, counted through all notes.
    pub(super) line: usize,
    /// The line after the last.
    pub(super) end: usize,
}

/// A page as it could be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// The first item.
    pub(super) start: usize,
    /// The item that the page ends at: a break, or any item when forced.
    pub(super) end: usize,
    /// The first item of the page after.
    pub(super) next: usize,
    /// The height of the items.
    pub(super) depth: Length,
    /// How much the spaces may grow.
    pub(super) stretch: Length,
    /// The lines of notes on the page, counted through all notes.
    pub(super) note_lines: (usize, usize),
    /// The height of the notes with the gap above them.
    pub(super) notes_height: Length,
    /// The notes that are carried over.
    pub(super) carry: Option<Carry>,
    /// The cost of the break.
    pub(super) cost: i32,
    /// The cost on top after a recto.
    pub(super) turn_cost: i32,
    /// The page ends a chapter or before a forced break.
    pub(super) last: bool,
    /// Nothing of a note stands on the page of its reference.
    pub(super) late_note: bool,
    /// A fault that could not be avoided.
    pub(super) forced: bool,
}

/// The lines of all notes, one after the other.
#[derive(Debug)]
pub(super) struct NoteLines {
    /// The height of all lines before each line.
    sums: Vec<Length>,
    /// The first line of each note, and the end of the last.
    starts: Vec<usize>,
}

impl NoteLines {
    pub(super) fn new(notes: &[Vec<Length>]) -> Self {
        let mut sums = vec![Length::ZERO];
        let mut starts = vec![0];
        let mut sum = Length::ZERO;
        for note in notes {
            for height in note {
                sum += *height;
                sums.push(sum);
            }
            starts.push(sums.len() - 1);
        }
        Self { sums, starts }
    }

    fn height(&self, from: usize, to: usize) -> Length {
        let at = |line: usize| self.sums.get(line).copied().unwrap_or_default();
        at(to) - at(from)
    }

    /// The first line of a note; the end of all lines for one that does not exist.
    pub(super) fn start(&self, note: usize) -> usize {
        self.starts
            .get(note)
            .or(self.starts.last())
            .copied()
            .unwrap_or_default()
    }

    /// The note that a line belongs to.
    pub(super) fn note_of(&self, line: usize) -> usize {
        self.starts
            .partition_point(|&start| start <= line)
            .saturating_sub(1)
    }

    /// How many lines from `from` on fit in a height, at most to `to`.
    pub(super) fn fitting(&self, from: usize, to: usize, height: Length) -> usize {
        let base = self.sums.get(from).copied().unwrap_or_default();
        let end = self
            .sums
            .partition_point(|&sum| sum - base <= height)
            .saturating_sub(1);
        end.clamp(from, to.max(from))
    }
}

/// The whole problem.
pub(super) struct Fill<'a> {
    pub(super) items: &'a [VItem],
    pub(super) notes: &'a NoteLines,
    /// For each item, how many notes those before it refer to.
    pub(super) notes_before: &'a [u32],
    pub(super) spec: &'a PageSpec,
}

impl Fill<'_> {
    /// The pages that could start at an item, the shortest first. There is always at least one
    /// unless no box is left.
    pub(super) fn candidates(
        &self,
        start: usize,
        lead_in: Length,
        carry: Option<Carry>,
    ) -> Vec<Candidate> {
        let height = self.spec.height;
        let mut page = Page::new(self, start, lead_in, carry);
        let mut found: Vec<Candidate> = Vec::new();
        // The last place after a box that fits, whether or not a page may end there.
        let mut torn: Option<Candidate> = None;
        for (index, item) in self.items.iter().enumerate().skip(start) {
            match *item {
                VItem::Space(space) => {
                    page.stretch += space.stretch;
                    page.pending = advance(page.pending, space, self.spec.grid);
                }
                VItem::Break(at) => {
                    if let Some(candidate) = page.end(self, index, at) {
                        found.push(candidate);
                    }
                    if at.cost <= VBreak::FORCED {
                        return keep_good(found, self.spec);
                    }
                }
                VItem::Box { height: own, .. } => {
                    if page.split {
                        break;
                    }
                    let depth = page.pending + own;
                    if depth + page.least_notes(self, index) > height {
                        if torn.is_none() && found.is_empty() {
                            // A box taller than the page stands on it alone.
                            page.put(self, index, depth);
                            torn = Some(page.torn(self, index + 1));
                        }
                        break;
                    }
                    page.put(self, index, depth);
                    torn = Some(page.torn(self, index + 1));
                }
            }
            if index + 1 == self.items.len()
                && page.any
                && let Some(candidate) =
                    page.end(self, self.items.len(), VBreak::at_cost(VBreak::FORCED))
            {
                found.push(candidate);
            }
        }
        if found.is_empty() {
            found.extend(torn);
        }
        keep_good(found, self.spec)
    }
}

/// Keeps the pages that run at most two lines short, or else the two fullest, so that the search stays small.
fn keep_good(mut found: Vec<Candidate>, spec: &PageSpec) -> Vec<Candidate> {
    let limit = spec.grid * 3;
    let good = found
        .iter()
        .position(|c| c.last || spec.height - c.depth - c.notes_height - c.stretch < limit)
        .unwrap_or(found.len());
    found.split_off(good.min(found.len().saturating_sub(2)))
}

/// A page while it is filled.
struct Page {
    start: usize,
    /// The depth of the boxes.
    depth: Length,
    /// The depth with the space after them.
    pending: Length,
    /// The stretch of all spaces, and of those above the last box.
    stretch: Length,
    stretch_used: Length,
    /// The first line of notes on the page, and the end of those referred to.
    note_from: usize,
    note_to: usize,
    /// The lines of notes that fit.
    note_end: usize,
    /// Whether notes run over, so that no more boxes may follow.
    split: bool,
    /// Nothing of a note stands on this page.
    late: bool,
    any: bool,
    forced: bool,
}

impl Page {
    fn new(fill: &Fill<'_>, start: usize, lead_in: Length, carry: Option<Carry>) -> Self {
        let before = fill.notes_before.get(start).copied().unwrap_or_default() as usize;
        let first = fill.notes.start(before);
        let (note_from, note_to) = carry.map_or((first, first), |c| (c.line, c.end));
        Self {
            start,
            depth: lead_in,
            pending: lead_in,
            stretch: Length::ZERO,
            stretch_used: Length::ZERO,
            note_from,
            note_to,
            note_end: note_from,
            split: false,
            late: false,
            any: false,
            forced: false,
        }
    }

    /// The end of the lines of notes when the box at `index` is on the page.
    fn notes_with(&self, fill: &Fill<'_>, index: usize) -> usize {
        let after = fill
            .notes_before
            .get(index + 1)
            .copied()
            .unwrap_or_default();
        fill.notes.start(after as usize).max(self.note_to)
    }

    /// The least height that notes need when the box at `index` is on the page: all of them, or
    /// where they may be torn, two lines of the last.
    fn least_notes(&self, fill: &Fill<'_>, index: usize) -> Length {
        let to = self.notes_with(fill, index);
        if to == self.note_from {
            return Length::ZERO;
        }
        let last_start = fill.notes.start(fill.notes.note_of(to - 1));
        // Carried notes that are still running are not torn again without need.
        let least = if to > self.note_to {
            (last_start + 2).min(to)
        } else {
            (self.note_from + 2).min(to)
        };
        fill.spec.note_gap + fill.notes.height(self.note_from, least.max(self.note_from))
    }

    /// Puts the box at `index` on the page.
    fn put(&mut self, fill: &Fill<'_>, index: usize, depth: Length) {
        self.forced |= depth > fill.spec.height;
        self.depth = depth;
        self.pending = depth;
        self.stretch_used = self.stretch;
        self.any = true;
        let new_notes = self.notes_with(fill, index) > self.note_to;
        self.note_to = self.notes_with(fill, index);
        let room = fill.spec.height - depth - fill.spec.note_gap;
        let mut end = fill.notes.fitting(self.note_from, self.note_to, room);
        if end < self.note_to {
            // Not a single line of a note on either side.
            let note = fill.notes.note_of(end);
            let (first, last) = (fill.notes.start(note), fill.notes.start(note + 1));
            if last - end == 1 && end - first >= 2 {
                end -= 1;
            }
            if end == first + 1 && end > self.note_from {
                end = first;
            }
            let newest = fill.notes.start(fill.notes.note_of(self.note_to - 1));
            self.late |= new_notes && end <= newest;
        }
        self.note_end = end;
        self.split = end < self.note_to && new_notes;
    }

    fn candidate(&self, fill: &Fill<'_>, end: usize) -> Candidate {
        let notes_height = if self.note_end > self.note_from {
            fill.spec.note_gap + fill.notes.height(self.note_from, self.note_end)
        } else {
            Length::ZERO
        };
        Candidate {
            start: self.start,
            end,
            next: end,
            depth: self.depth,
            stretch: self.stretch_used,
            note_lines: (self.note_from, self.note_end),
            notes_height,
            carry: (self.note_end < self.note_to).then_some(Carry {
                line: self.note_end,
                end: self.note_to,
            }),
            cost: 0,
            turn_cost: 0,
            last: false,
            late_note: self.late,
            forced: self.forced,
        }
    }

    /// The page that ends at a break.
    fn end(&self, fill: &Fill<'_>, index: usize, at: VBreak) -> Option<Candidate> {
        if !self.any {
            return None;
        }
        let last = at.cost <= VBreak::FORCED;
        Some(Candidate {
            next: (index + 1).min(fill.items.len()),
            cost: if last { 0 } else { at.cost },
            turn_cost: at.turn_cost,
            last,
            ..self.candidate(fill, index)
        })
    }

    /// The page that ends before an item although it should not.
    fn torn(&self, fill: &Fill<'_>, index: usize) -> Candidate {
        Candidate {
            last: index >= fill.items.len(),
            forced: self.forced || index < fill.items.len(),
            ..self.candidate(fill, index)
        }
    }
}
