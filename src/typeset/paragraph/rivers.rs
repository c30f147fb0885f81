//! Rivers: white channels where the word spaces of successive lines stand one below the other.
//!
//! The measure is our own. A word space continues one of the line above when their middles are no more than
//! half a mean word space apart; three lines or more so joined are a river. A breaking of nearly equal
//! demerits is preferred to one with rivers, the more of them the longer they are. Knuth and Plass do not
//! look at rivers (their demerits join two lines at most), so the alternatives are found by asking the same
//! search again with one of the breaks around the river forbidden.

use super::item::{Breakpoint, Item};
use super::settings::LineWidths;

/// The lines that make a river.
const LEAST: u32 = 3;
/// Paragraphs of more lines are left as they are: what is far apart does not make a better whole.
const MOST_LINES: usize = 80;
/// The demerits that are given to be rid of a river of three lines. Longer ones are worth the square of what
/// they have beyond two lines times as much: of four lines, four times.
const WORTH: f64 = 1500.0;
/// No river is worth more than this share of a paragraph's demerits.
const SHARE: f64 = 0.3;

/// A word space in a line, in scaled points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gap {
    middle: i64,
    width: i64,
}

/// A river.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct River {
    /// The number of its last line.
    end: usize,
    /// How many lines it runs through.
    length: u32,
}

impl River {
    /// The lines whose ends are moved to be rid of it, in the order in which that is tried: that before its last,
    /// and for one of more than three lines that before this.
    pub(super) fn breaks(self) -> impl Iterator<Item = usize> {
        let tries = if self.length > LEAST { 2 } else { 1 };
        (1..=tries).filter_map(move |before| self.end.checked_sub(before))
    }
}

/// Looks for rivers; keeps its memory.
#[derive(Debug, Default)]
pub(super) struct Rivers {
    above: Vec<(Gap, u32)>,
    here: Vec<(Gap, u32)>,
    /// For each space of the line above, whether it goes on.
    goes_on: Vec<bool>,
    found: Vec<River>,
}

impl Rivers {
    /// Finds the rivers of a breaking of justified text.
    pub(super) fn find(&mut self, items: &[Item], breaks: &[Breakpoint], widths: &LineWidths) {
        self.found.clear();
        self.above.clear();
        if breaks.len() < LEAST as usize {
            return;
        }
        let full = (0..breaks.len().min(widths.first.len() + 1))
            .map(|line| widths.get(line).to_sp())
            .max()
            .unwrap_or_default();
        let mut start = 0;
        for (line, at) in breaks.iter().enumerate() {
            let width = widths.get(line).to_sp();
            let end = at.item.min(items.len());
            let last = line + 1 == breaks.len();
            self.here.clear();
            if let Some(shown) = items.get(start.min(end)..end) {
                gaps(shown, (full - width, width), last, &mut self.here);
            }
            self.join(line);
            start = end + 1;
            while matches!(items.get(start), Some(Item::Glue { .. }))
                || matches!(items.get(start), Some(Item::Penalty { cost, .. }) if *cost > Item::FORCED)
            {
                start += 1;
            }
        }
        // Those that run to the last line.
        self.here.clear();
        self.join(breaks.len());
    }

    /// Joins the spaces of a line to those above it, and notes the rivers that have ended.
    fn join(&mut self, line: usize) {
        self.goes_on.clear();
        self.goes_on.resize(self.above.len(), false);
        let mut first = 0;
        for (gap, length) in &mut self.here {
            while self
                .above
                .get(first)
                .is_some_and(|(above, _)| above.middle + reach(above, gap) < gap.middle)
            {
                first += 1;
            }
            let near = self.above.iter().zip(&mut self.goes_on).skip(first);
            for ((above, before), goes_on) in near {
                let reach = reach(above, gap);
                if above.middle > gap.middle + reach {
                    break;
                }
                if above.middle + reach >= gap.middle {
                    *goes_on = true;
                    *length = (*length).max(before + 1);
                }
            }
        }
        for ((_, length), goes_on) in self.above.iter().zip(&self.goes_on) {
            if *length >= LEAST && !goes_on {
                self.found.push(River {
                    end: line - 1,
                    length: *length,
                });
            }
        }
        std::mem::swap(&mut self.above, &mut self.here);
    }

    /// How many were found.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.found.len()).unwrap_or(u32::MAX)
    }

    /// What it is worth to be rid of those found.
    pub(super) fn worth(&self) -> f64 {
        self.found
            .iter()
            .map(|river| {
                let beyond = f64::from(river.length.saturating_sub(LEAST - 1));
                WORTH * beyond * beyond
            })
            .sum()
    }

    /// The longest of those found.
    pub(super) fn longest(&self) -> Option<River> {
        self.found.iter().copied().max_by_key(|river| river.length)
    }
}

/// True for a breaking whose rivers are worth another look.
pub(super) fn is_worth_a_look(lines: usize) -> bool {
    (LEAST as usize..=MOST_LINES).contains(&lines)
}

/// The most demerits that may be given, of so many, to be rid of rivers worth so much.
pub(super) fn allowance(demerits: f64, worth: f64) -> f64 {
    worth.min(demerits * SHARE)
}

/// How far apart the middles of two spaces may be to be joined.
fn reach(a: &Gap, b: &Gap) -> i64 {
    (a.width + b.width) / 4
}

/// The word spaces of a line as it will be set, where it starts at a place and has a width.
fn gaps(shown: &[Item], (mut x, width): (i64, i64), last: bool, out: &mut Vec<(Gap, u32)>) {
    let (mut natural, mut elastic, mut stretch, mut shrink) = (0i64, 0i64, 0i64, 0i64);
    for item in shown {
        match item {
            Item::Box {
                width, elastic: e, ..
            } => {
                natural += width.to_sp();
                elastic += e.to_sp();
            }
            Item::Glue {
                width,
                stretch: more,
                shrink: less,
                ..
            } => {
                natural += width.to_sp();
                stretch += more.to_sp();
                shrink += less.to_sp();
            }
            Item::Penalty { .. } => {}
        }
    }
    let gap = if last { 0 } else { width - natural };
    let (spaces, sign) = if gap >= 0 {
        (stretch, 1.0)
    } else {
        (shrink, -1.0)
    };
    // As the line is fitted: see `fit`.
    let ratio = gap.abs() as f64 / ((spaces + elastic).max(1)) as f64;
    let effort = ((ratio - 0.25) / 0.75).clamp(0.0, 1.0);
    let by_glyphs = elastic as f64 * effort * sign;
    let by_spaces = (gap as f64 - by_glyphs) / spaces.max(1) as f64;
    let scale = by_glyphs / elastic.max(1) as f64;
    for item in shown {
        match item {
            Item::Box { width, elastic, .. } => {
                x += width.to_sp() + (elastic.to_sp() as f64 * scale) as i64;
            }
            Item::Glue {
                width,
                stretch,
                shrink,
                fill: false,
            } => {
                let can = if gap >= 0 { stretch } else { shrink };
                let set = width.to_sp() + (can.to_sp() as f64 * by_spaces) as i64;
                if width.to_sp() > 0 {
                    let space = Gap {
                        middle: x + set / 2,
                        width: set,
                    };
                    out.push((space, 1));
                }
                x += set;
            }
            Item::Glue { .. } | Item::Penalty { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Length;

    /// Lines of boxes of these widths with spaces between them.
    fn rivers(lines: &[&[i64]]) -> Vec<River> {
        let mut items = Vec::new();
        let mut breaks = Vec::new();
        for line in lines {
            for (index, width) in line.iter().enumerate() {
                if index > 0 {
                    items.push(Item::Glue {
                        width: Length::pt(3.0),
                        stretch: Length::ZERO,
                        shrink: Length::ZERO,
                        fill: false,
                    });
                }
                items.push(Item::Box {
                    width: Length::pt(*width as f64),
                    elastic: Length::ZERO,
                    protrude_start: Length::ZERO,
                    protrude_end: Length::ZERO,
                });
            }
            breaks.push(Breakpoint {
                item: items.len(),
                ratio: 0.0,
            });
            items.push(Item::Glue {
                width: Length::pt(3.0),
                stretch: Length::ZERO,
                shrink: Length::ZERO,
                fill: false,
            });
        }
        let mut rivers = Rivers::default();
        rivers.find(&items, &breaks, &LineWidths::all(Length::pt(100.0)));
        rivers.found
    }

    #[test]
    fn spaces_in_a_row_are_a_river() {
        let river = |end, length| River { end, length };
        let straight: &[&[i64]] = &[&[20, 40, 30], &[20, 50, 20], &[20, 20, 50]];
        assert_eq!(rivers(straight), [river(2, 3)]);
        // It may run aslant, half a space from line to line.
        let aslant: &[&[i64]] = &[&[20, 70], &[21, 69], &[22, 68], &[23, 67], &[50, 40]];
        assert_eq!(rivers(aslant), [river(3, 4)]);
        let apart: &[&[i64]] = &[&[20, 70], &[22, 68], &[24, 66], &[26, 64]];
        assert_eq!(rivers(apart), []);
        assert_eq!(rivers(&[&[20, 70], &[20, 70]]), []);
        // Two that run side by side are two.
        let two: &[&[i64]] = &[&[20, 20, 40], &[20, 20, 44], &[20, 20, 42]];
        assert_eq!(rivers(two).len(), 2);
    }
}
