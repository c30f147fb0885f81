//! What became of each manuscript.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use super::{Planned, Record};
use crate::compile::internal_error;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::SourceMap;
use crate::typeset::report::Report;
use crate::world::FileError;

/// How a manuscript came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// It was built (or checked, where nothing is written).
    Built,
    /// It was up to date.
    Unchanged,
    /// It has errors, and nothing was written.
    Failed,
    /// It was not tried, for another one had failed.
    Skipped,
}

impl Status {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Built => "built",
            Self::Unchanged => "unchanged",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

/// What became of one manuscript.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Outcome {
    /// The manuscript as the author names it.
    pub name: String,
    /// The folder that the sources' names are relative to, with a `/` at its end; may be empty.
    pub base: String,
    /// Its place in the plan, from 0.
    pub position: u32,
    /// How it came out.
    pub status: Status,
    /// Its sources, for showing the diagnostics' places.
    pub sources: Arc<SourceMap>,
    /// What was noticed, sorted by place.
    pub diagnostics: Diagnostics,
    /// The output files, or nothing where there was an error.
    pub written: Vec<PathBuf>,
    /// What is known of the work, where it was built.
    pub record: Option<Record>,
    /// Figures on its pages, where they were set.
    pub report: Option<Report>,
    /// The dump that was asked for.
    pub dump: Option<String>,
}

/// How far a batch is.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The manuscript that was finished.
    pub outcome: &'a Outcome,
    /// How many are finished.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

impl Planned {
    /// An outcome with what was noticed, which is sorted.
    pub(super) fn outcome(&self, sources: Arc<SourceMap>, diagnostics: Diagnostics) -> Outcome {
        Outcome {
            name: self.name.clone(),
            base: self.base.clone(),
            position: 0,
            status: if diagnostics.has_errors() {
                Status::Failed
            } else {
                Status::Built
            },
            sources,
            diagnostics,
            written: Vec::new(),
            record: None,
            report: None,
            dump: None,
        }
    }

    /// The outcome of a manuscript that could not be built for one cause.
    pub(super) fn failed(&self, cause: Diagnostic) -> Outcome {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(cause);
        self.outcome(Arc::new(SourceMap::default()), diagnostics)
    }

    pub(super) fn skipped(&self) -> Outcome {
        Outcome {
            status: Status::Skipped,
            ..self.outcome(Arc::default(), Diagnostics::new())
        }
    }

    pub(super) fn unreadable(&self, error: &FileError) -> Outcome {
        self.failed(Diagnostic::error(Code::from(error), error.to_string()))
    }
}

/// Keeps a fault of ours in one manuscript from taking the others down.
pub(super) fn catching_panics(planned: &Planned, task: impl FnOnce() -> Outcome) -> Outcome {
    // Nothing that the task shares with other tasks is changed by it, so nothing can be left half done.
    catch_unwind(AssertUnwindSafe(task))
        .unwrap_or_else(|panic| planned.failed(internal_error(&planned.name, &*panic)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::Entry;

    fn planned(name: &str) -> Planned {
        Planned {
            name: name.to_owned(),
            base: String::new(),
            root: PathBuf::new(),
            entry: Entry::File(name.to_owned()),
        }
    }

    #[test]
    fn a_fault_in_one_manuscript_is_an_outcome() {
        let outcome = catching_panics(&planned("b.md"), || panic!("a fault in the test"));
        let code = outcome.diagnostics.iter().next().map(|d| d.code);
        assert_eq!(code, Some(Code::Internal));
        assert_eq!(outcome.status, Status::Failed);
    }
}
