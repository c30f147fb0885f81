//! What is counted while lines are made.

use super::paragraph::Line;
use super::report::Report;
use crate::style::Align;

/// The counts of lines, paragraph by paragraph; [`Tally::report`] makes figures of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    lines: u32,
    hyphenated: u32,
    overfull: u32,
    rivers: u32,
    justified: u32,
    looseness: f64,
    worst: f64,
    /// Paragraphs that were set again.
    reset: u32,
}

impl Tally {
    /// Counts a line.
    pub(crate) fn add_line(&mut self, line: &Line, align: Align) {
        self.lines += 1;
        self.hyphenated += u32::from(line.hyphenated);
        self.overfull += u32::from(line.overfull);
        if align == Align::Justify {
            self.justified += 1;
            self.looseness += line.ratio.abs();
            self.worst = self.worst.max(line.ratio);
        }
    }

    /// Counts the rivers of a paragraph.
    pub(crate) fn add_rivers(&mut self, rivers: u32) {
        self.rivers += rivers;
    }

    /// Counts a paragraph that was set again, with the rivers it had and has.
    pub(crate) fn add_reset(&mut self, before: u32, after: u32) {
        self.reset += 1;
        self.rivers = self.rivers.saturating_sub(before) + after;
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn add(&mut self, other: &Self) {
        self.lines += other.lines;
        self.hyphenated += other.hyphenated;
        self.overfull += other.overfull;
        self.rivers += other.rivers;
        self.justified += other.justified;
        self.looseness += other.looseness;
        self.worst = self.worst.max(other.worst);
        self.reset += other.reset;
    }

    /// Takes a line out of the count. What was worst stays.
    pub(crate) fn remove_line(&mut self, line: &Line, align: Align) {
        self.lines = self.lines.saturating_sub(1);
        let less = |count: &mut u32, by: bool| *count = count.saturating_sub(u32::from(by));
        less(&mut self.hyphenated, line.hyphenated);
        less(&mut self.overfull, line.overfull);
        if align == Align::Justify {
            less(&mut self.justified, true);
            self.looseness = (self.looseness - line.ratio.abs()).max(0.0);
        }
    }

    /// The report on lines; what concerns pages is counted there.
    pub(crate) fn report(&self) -> Report {
        Report {
            lines: self.lines,
            hyphenated: self.hyphenated,
            overfull: self.overfull,
            rivers: self.rivers,
            mean_looseness: self.looseness / f64::from(self.justified.max(1)),
            worst_looseness: self.worst,
            reset_paragraphs: self.reset,
            ..Report::default()
        }
    }
}
