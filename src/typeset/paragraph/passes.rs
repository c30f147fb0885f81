//! The passes of line breaking, each more lenient than the one before: TeX's `\pretolerance`, `\tolerance` and
//! `\emergencystretch` (The TeXbook, chapter 14) in more steps.

use super::build::WordBreaks;
use super::input::Input;
use super::line::ParagraphShape;
use super::settings::{Force, LineWidths, Settings};
use crate::style::Align;
use crate::units::Length;

/// One way to look for breaks.
pub(super) struct Pass {
    pub(super) word_breaks: WordBreaks,
    /// The loosest line that is good enough.
    pub(super) tolerance: f64,
    /// Stretch added to each line, as a share of the measure in thousandths.
    emergency: i64,
    force: Force,
}

/// Without hyphens first; then with them; at last at any price. The space of a book face is narrow: a line at
/// ratio 1.4 has spaces of less than half an em, and is better than one with a hyphen.
const JUSTIFIED: &[Pass] = &[
    Pass {
        word_breaks: WordBreaks::Whole,
        tolerance: 1.4,
        emergency: 0,
        force: Force::No,
    },
    Pass {
        word_breaks: WordBreaks::Hyphenated,
        tolerance: 1.6,
        emergency: 0,
        force: Force::No,
    },
    Pass {
        word_breaks: WordBreaks::Hyphenated,
        tolerance: 2.2,
        emergency: 0,
        force: Force::No,
    },
    // Without emergency stretch, so that the loosest line of a difficult paragraph is as little loose as can be.
    Pass {
        word_breaks: WordBreaks::Hyphenated,
        tolerance: 3.6,
        emergency: 0,
        force: Force::No,
    },
    Pass {
        word_breaks: WordBreaks::Hyphenated,
        tolerance: 4.0,
        emergency: 60,
        force: Force::No,
    },
    Pass {
        word_breaks: WordBreaks::Torn,
        tolerance: f64::INFINITY,
        emergency: 100,
        force: Force::Yes,
    },
];

/// For lines of their natural width, where a line that falls short by three em counts as loose.
const RAGGED: &[Pass] = &[
    Pass {
        word_breaks: WordBreaks::Whole,
        tolerance: 2.0,
        emergency: 0,
        force: Force::No,
    },
    Pass {
        word_breaks: WordBreaks::Hyphenated,
        tolerance: 3.0,
        emergency: 0,
        force: Force::No,
    },
    Pass {
        word_breaks: WordBreaks::Torn,
        tolerance: f64::INFINITY,
        emergency: 0,
        force: Force::Yes,
    },
];

impl Pass {
    /// What its search is asked for.
    pub(super) fn settings(&self, input: &Input<'_>) -> Settings {
        let shape = input.shape;
        let justified = shape.align == Align::Justify;
        Settings {
            tolerance: self.tolerance,
            emergency: shape.measure * self.emergency / 1000,
            ragged: (!justified).then_some(input.em * 3),
            last_line_min: shape.first_indent.max(input.em * 2),
            force: self.force,
            ..Settings::default()
        }
    }
}

/// The passes for lines of a shape.
pub(super) fn passes(shape: &ParagraphShape) -> impl Iterator<Item = &'static Pass> {
    let passes = match shape.align {
        Align::Justify => JUSTIFIED,
        Align::Start | Align::Center | Align::End => RAGGED,
    };
    let hyphenate = shape.hyphenate;
    passes
        .iter()
        .filter(move |pass| hyphenate || pass.word_breaks != WordBreaks::Hyphenated)
}

/// The widths of the lines of a shape: the first may be indented, those beside a drop capital are.
pub(super) fn line_widths(shape: &ParagraphShape) -> LineWidths {
    let (lines, drop) = shape.drop_indent;
    let count = usize::from(lines).max(1);
    let first = (0..count)
        .map(|line| {
            let mut width = shape.measure;
            if line < usize::from(lines) {
                width -= drop;
            }
            if line == 0 {
                width -= shape.first_indent;
            }
            width.max(Length::ZERO)
        })
        .collect();
    LineWidths {
        first,
        rest: shape.measure,
    }
}
