//! Diagnostics of one chapter, so many of a kind and no more.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};

/// How many diagnostics of a kind are kept for a chapter.
const MAX_OF_A_KIND: usize = 100;

/// Gathers diagnostics; too many of a kind are only counted.
#[derive(Debug, Default)]
pub(super) struct Report {
    diagnostics: Diagnostics,
    counts: BTreeMap<(Code, Severity), usize>,
}

impl Report {
    /// Adds a diagnostic.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        let count = self
            .counts
            .entry((diagnostic.code, diagnostic.severity))
            .or_default();
        *count += 1;
        if *count <= MAX_OF_A_KIND {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Adds a diagnostic unless there is one of its kind.
    pub(super) fn push_once(&mut self, diagnostic: Diagnostic) {
        if !self
            .counts
            .contains_key(&(diagnostic.code, diagnostic.severity))
        {
            self.push(diagnostic);
        }
    }

    /// All that was kept, and how many were not.
    pub(super) fn finish(mut self, name: &str) -> Diagnostics {
        for ((code, severity), count) in self.counts {
            if let Some(more) = count.checked_sub(MAX_OF_A_KIND).filter(|more| *more > 0) {
                self.diagnostics.push(Diagnostic::new(
                    severity,
                    code,
                    format!("{more} more of this kind in `{name}`"),
                ));
            }
        }
        self.diagnostics
    }
}
