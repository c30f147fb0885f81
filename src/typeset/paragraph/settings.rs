//! What a search for the best breaks is asked for.

use crate::units::Length;

/// The widths of a paragraph's lines.
#[derive(Debug, Clone, PartialEq)]
pub struct LineWidths {
    /// Those of the first lines.
    pub first: Vec<Length>,
    /// That of all others.
    pub rest: Length,
}

impl LineWidths {
    /// Lines of one width.
    pub fn all(width: Length) -> Self {
        Self {
            first: Vec::new(),
            rest: width,
        }
    }

    /// The width of a line, counted from 0.
    pub fn get(&self, line: usize) -> Length {
        self.first.get(line).copied().unwrap_or(self.rest)
    }
}

/// What is thought good.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The largest adjustment ratio of a line.
    pub tolerance: f64,
    /// Stretch that each line is thought to have beyond its own, so that bad lines can be told from worse ones.
    pub emergency: Length,
    /// For lines that are not justified: how far one may fall short to count as badly as a justified line
    /// at ratio 1.
    pub ragged: Option<Length>,
    /// A cost of each line, so that fewer lines are preferred.
    pub line_penalty: f64,
    /// Demerits where a tight line follows a loose one.
    pub fitness_demerits: f64,
    /// Demerits of two hyphens in a row.
    pub hyphens_demerits: f64,
    /// Demerits of a hyphen in the last line but one.
    pub final_hyphen_demerits: f64,
    /// The most hyphens in a row.
    pub max_hyphens: u8,
    /// The width below which a last line is too short.
    pub last_line_min: Length,
    /// Demerits of a last line that is too short.
    pub last_line_demerits: f64,
    /// The number of lines that is wanted, where the best is not.
    pub lines: Option<usize>,
    /// Whether to break even where no way is good enough: then lines can be overfull.
    pub force: Force,
}

/// Whether a paragraph is broken at any price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// Only when each line is within the tolerance.
    No,
    /// Always.
    Yes,
}

impl Default for Settings {
    /// TeX's values, with at most two hyphens in a row.
    fn default() -> Self {
        Self {
            tolerance: 1.26,
            emergency: Length::ZERO,
            ragged: None,
            line_penalty: 10.0,
            fitness_demerits: 10_000.0,
            hyphens_demerits: 10_000.0,
            final_hyphen_demerits: 5_000.0,
            max_hyphens: 2,
            last_line_min: Length::ZERO,
            last_line_demerits: 1_000_000.0,
            lines: None,
            force: Force::No,
        }
    }
}
