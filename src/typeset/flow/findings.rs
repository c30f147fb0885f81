//! What is noticed and counted while blocks are set.

use super::Place;
use super::missing::MissingGlyphs;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::typeset::tally::Tally;
use crate::units::Length;

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// What the author should know.
    pub(crate) diagnostics: Diagnostics,
    /// Characters without a glyph.
    pub(crate) missing: MissingGlyphs,
    /// Counts of lines.
    pub(crate) tally: Tally,
}

impl Findings {
    /// Reports what is higher than the room that a page has for it.
    pub(crate) fn report_tall(&mut self, what: &str, height: Length, room: Length, place: Place) {
        if height <= room {
            return;
        }
        self.diagnostics.push(
            Diagnostic::warning(
                Code::TallBlock,
                format!("{what} is taller than a page and is torn or runs over its foot"),
            )
            .at(place.span)
            .help("make it shorter, or the edition's page larger"),
        );
    }

    /// Adds what was found in text that comes after.
    pub(crate) fn append(&mut self, later: Self) {
        self.diagnostics.extend(later.diagnostics);
        self.missing.append(later.missing);
        self.tally.add(&later.tally);
    }

    /// All that the author should know, with what no font has.
    pub(crate) fn into_diagnostics(self) -> Diagnostics {
        let mut all = self.diagnostics;
        for diagnostic in self.missing.diagnostics() {
            all.push(diagnostic);
        }
        all
    }
}
