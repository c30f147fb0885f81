//! Fills one page from a given start and finds the places where it may end.

use super::{Flex, FlexBy, FloatPlace, PageSpec, VBreak, VFloat, VItem, advance};
use crate::units::Length;

/// What did not fit on the page where it was met: floats, and lines of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Carry {
    /// The first float that is carried over, and the one after the last.
    pub(super) floats: (usize, usize),
    /// The first line of notes that is carried over, counted through all notes, and the one after the last.
    pub(super) lines: (usize, usize),
}

impl Carry {
    /// What is left, in one form for nothing.
    fn new(floats: (usize, usize), lines: (usize, usize)) -> Self {
        let some = |(from, to): (usize, usize)| if from < to { (from, to) } else { (0, 0) };
        Self {
            floats: some(floats),
            lines: some(lines),
        }
    }

    /// True when nothing is carried over.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// True when lines of notes are.
    pub(super) fn has_notes(&self) -> bool {
        self.lines.0 < self.lines.1
    }
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
    /// The floats at its head.
    pub(super) top_floats: (usize, usize),
    /// The first float among its items that is carried over.
    pub(super) float_limit: usize,
    /// What is carried over.
    pub(super) carry: Carry,
    /// The cost of the break.
    pub(super) cost: i32,
    /// The cost on top after a recto.
    pub(super) turn_cost: i32,
    /// The page ends a chapter or before a forced break.
    pub(super) last: bool,
    /// Nothing of a note stands on the page of its reference.
    pub(super) late_note: bool,
    /// The paragraph on it that is set in another number of lines.
    pub(super) flex: Option<(usize, FlexBy)>,
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

/// The share of a page that notes of the page before may take.
const CARRIED_NOTES: f64 = 0.7;

/// The whole problem.
pub(super) struct Fill<'a> {
    pub(super) items: &'a [VItem],
    pub(super) notes: &'a NoteLines,
    /// For each item, how many notes those before it refer to.
    pub(super) notes_before: &'a [u32],
    /// The floats, and for each item how many are before it.
    pub(super) floats: &'a [VFloat],
    pub(super) floats_before: &'a [u32],
    pub(super) spec: &'a PageSpec,
    /// The paragraphs that can be set in another number of lines, in order.
    pub(super) flexes: &'a [Flex],
}

impl Fill<'_> {
    /// The pages that could start at an item, the shortest first. There is always at least one
    /// unless no box is left.
    pub(super) fn candidates(
        &self,
        start: usize,
        lead_in: Length,
        carry: Carry,
        height: Length,
    ) -> Vec<Candidate> {
        if let Some(plate) = self.plate(start, carry) {
            return vec![plate];
        }
        let mut page = Page::new(self, start, lead_in, carry, height);
        let mut found: Vec<Candidate> = Vec::new();
        let least_text = self.spec.grid * 4;
        let crowded = page.top_end > page.top_from && page.depth + least_text > height;
        if crowded || start >= self.items.len() {
            // Floats and notes that run over have the page for themselves.
            page.fit_notes(self, false);
            page.go_on();
            return vec![page.bare(self, start)];
        }
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
                        return keep_good(found, height, self.spec.grid);
                    }
                }
                VItem::Float(float) => page.float(self, index, float),
                VItem::Box { height: own, .. } => {
                    if page.split {
                        break;
                    }
                    let depth = page.pending + own;
                    if depth + page.least_notes(self, index) > height {
                        if torn.is_none() && found.is_empty() {
                            if page.top_end > page.top_from {
                                page.fit_notes(self, false);
                                return vec![page.bare(self, start)];
                            }
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
                && let Some(candidate) =
                    page.end(self, self.items.len(), VBreak::at_cost(VBreak::FORCED))
            {
                found.push(candidate);
            }
        }
        if found.is_empty() {
            found.extend(torn);
        }
        keep_good(found, height, self.spec.grid)
    }
}

/// Pages that run so many lines short are not tried where there are fuller ones.
const KEPT_LINES: i64 = 7;

/// Keeps the pages that run a few lines short, or else the two fullest, so that the search stays small.
fn keep_good(mut found: Vec<Candidate>, height: Length, grid: Length) -> Vec<Candidate> {
    let limit = grid * KEPT_LINES;
    let good = found
        .iter()
        .position(|c| c.last || height - c.depth - c.notes_height - c.stretch < limit)
        .unwrap_or(found.len());
    found.split_off(good.min(found.len().saturating_sub(2)))
}

/// A page while it is filled.
struct Page {
    start: usize,
    /// The height of the page.
    height: Length,
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
    /// The floats at the head.
    top_from: usize,
    top_end: usize,
    /// The first float that is carried over, if any is, and the one after the last met.
    deferred: Option<usize>,
    float_end: usize,
}

impl Page {
    fn new(fill: &Fill<'_>, start: usize, lead_in: Length, carry: Carry, height: Length) -> Self {
        let before = fill.notes_before.get(start).copied().unwrap_or_default() as usize;
        let first = fill.notes.start(before);
        let (note_from, note_to) = if carry.has_notes() {
            carry.lines
        } else {
            (first, first)
        };
        let met = fill.floats_before.get(start).copied().unwrap_or_default() as usize;
        let (top_from, top_to) = if carry.floats.0 < carry.floats.1 {
            carry.floats
        } else {
            (met, met)
        };
        let mut depth = Length::ZERO;
        let mut top_end = top_from;
        for float in fill.floats.get(top_from..top_to).unwrap_or_default() {
            if top_end > top_from && depth + float.top > height {
                break;
            }
            depth += float.top;
            top_end += 1;
        }
        let forced = depth > height;
        let depth = depth + lead_in;
        // Notes that run over come before new text, but leave it a share of the page.
        let room = height.scale(CARRIED_NOTES) - depth;
        let note_end = fill.notes.fitting(note_from, note_to, room);
        Self {
            start,
            height,
            depth,
            pending: depth,
            stretch: Length::ZERO,
            stretch_used: Length::ZERO,
            note_from,
            note_to,
            note_end,
            split: false,
            late: false,
            any: false,
            forced,
            top_from,
            top_end,
            deferred: (top_end < top_to).then_some(top_end),
            float_end: top_to,
        }
    }

    /// Puts a float into the text if it fits and none before it waits.
    fn float(&mut self, fill: &Fill<'_>, index: usize, float: VFloat) {
        let at = fill.floats_before.get(index).copied().unwrap_or_default() as usize;
        self.float_end = at + 1;
        if float.place == FloatPlace::OwnPage {
            self.deferred.get_or_insert(at);
            return;
        }
        let notes = if self.note_to > self.note_from {
            fill.spec.note_gap + fill.notes.height(self.note_from, self.note_to)
        } else {
            Length::ZERO
        };
        // At the head of a page it needs no space above.
        let first = self.pending.is_zero();
        let height = if first { float.top } else { float.inline };
        let fits = self.pending + height + notes <= self.height;
        if self.deferred.is_none() && (fits || first) && !self.split {
            self.forced |= !fits;
            self.depth = self.pending + height;
            self.pending = self.depth;
            self.any = true;
        } else if self.deferred.is_none() {
            self.deferred = Some(at);
        }
    }

    /// A page that holds nothing takes a line of the notes at least, however tall.
    fn go_on(&mut self) {
        if self.top_end == self.top_from && self.note_end == self.note_from {
            self.note_end = (self.note_end + 1).min(self.note_to);
        }
    }

    /// A page of floats and notes only.
    fn bare(&self, fill: &Fill<'_>, start: usize) -> Candidate {
        Candidate {
            last: true,
            ..self.candidate(fill, start)
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
        // What stands on the page already stays; of a new note two lines at least.
        let least = if to > self.note_to {
            (last_start + 2).min(to)
        } else {
            self.note_end
        };
        fill.spec.note_gap + fill.notes.height(self.note_from, least.max(self.note_from))
    }

    /// Puts the box at `index` on the page.
    fn put(&mut self, fill: &Fill<'_>, index: usize, depth: Length) {
        self.forced |= depth > self.height;
        self.depth = depth;
        self.pending = depth;
        self.stretch_used = self.stretch;
        self.any = true;
        let new_notes = self.notes_with(fill, index) > self.note_to;
        self.note_to = self.notes_with(fill, index);
        self.fit_notes(fill, new_notes);
    }

    /// Finds how many lines of the notes fit below what is on the page.
    fn fit_notes(&mut self, fill: &Fill<'_>, new_notes: bool) {
        let room = self.height - self.depth - fill.spec.note_gap;
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
            top_floats: (self.top_from, self.top_end),
            float_limit: self.deferred.unwrap_or(usize::MAX),
            carry: Carry::new(
                (self.deferred.unwrap_or(self.float_end), self.float_end),
                (self.note_end, self.note_to),
            ),
            cost: 0,
            turn_cost: 0,
            last: false,
            late_note: self.late,
            flex: None,
            forced: self.forced,
        }
    }

    /// The page that ends at a break.
    fn end(&self, fill: &Fill<'_>, index: usize, at: VBreak) -> Option<Candidate> {
        let last = at.cost <= VBreak::FORCED;
        // Floats at its head are reason enough only for a page that must end.
        let ends = self.any || (last && self.top_end > self.top_from);
        if !ends {
            return None;
        }
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
