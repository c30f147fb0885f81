//! Many manuscripts in one run: found, built side by side, written when they are whole.
//!
//! `paths ──find──▶ Plan ──build──▶ Vec<Outcome>`, in the order of the paths. One failure stops no
//! other. A manuscript with an error writes nothing, and what an earlier run wrote stays.

mod find;
mod fonts;
mod write;

pub use find::{Plan, Planned, find};

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::compile::{Compiled, Options, Stage, compile, dump};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::SourceMap;
use crate::typeset::report::Report;
use crate::world::{DiskFiles, FileError};

use fonts::Shelf;

/// The stack of a thread that builds: text nested as deep as the limits allow needs more than the
/// usual two megabytes when nothing is optimised.
const STACK: usize = 16 << 20;

/// How a batch is built.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder that outputs are written to; it is made if need be.
    pub output: PathBuf,
    /// How many manuscripts are built at once; as many as the machine has processors, if not said.
    pub jobs: Option<NonZeroUsize>,
    /// Folders of fonts to be used before those beside the manuscripts and those in the binary.
    pub fonts: Vec<PathBuf>,
    /// How each is compiled.
    pub options: Options,
}

/// What became of one manuscript.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The manuscript as the author names it.
    pub name: String,
    /// The folder that the sources' names are relative to, with a `/` at its end; may be empty.
    pub base: String,
    /// Its sources, for showing the diagnostics' places.
    pub sources: Arc<SourceMap>,
    /// What was noticed, sorted by place.
    pub diagnostics: Diagnostics,
    /// The files written, or nothing where there was an error.
    pub written: Vec<PathBuf>,
    /// Figures on its pages, where they were set.
    pub report: Option<Report>,
    /// The dump that was asked for.
    pub dump: Option<String>,
}

/// Why a batch could not be run at all.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The machine gives no threads.
    #[error("no threads could be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// A folder of fonts that cannot be read.
    #[error("the folder of fonts cannot be read: {0}")]
    Fonts(#[from] FileError),
}

/// Builds all manuscripts of a plan and writes their outputs.
///
/// # Errors
/// When no threads could be started. What is wrong with a manuscript is in its [`Outcome`].
pub fn build(plan: &Plan, settings: &Settings) -> Result<Vec<Outcome>, BatchError> {
    let shelf = Shelf::new(Arc::clone(&settings.options.fonts), &settings.fonts)?;
    let clashes = clashes(&plan.manuscripts);
    run(plan, settings.jobs, |index, planned| {
        match clashes.get(index) {
            Some(Some(clash)) => planned.failed(clash.clone()),
            _ => build_one(planned, settings, &shelf),
        }
    })
}

/// Dumps a stage of each manuscript; writes nothing.
///
/// # Errors
/// When no threads could be started.
pub fn dump_all(
    plan: &Plan,
    settings: &Settings,
    stage: Stage,
) -> Result<Vec<Outcome>, BatchError> {
    run(plan, settings.jobs, |_, planned| {
        let files = match DiskFiles::new(&planned.root) {
            Ok(files) => files,
            Err(error) => return planned.unreadable(&error),
        };
        let dumped = dump(&files, &planned.entry, &settings.options, stage);
        Outcome {
            dump: dumped.text,
            ..planned.outcome(dumped.sources, dumped.diagnostics)
        }
    })
}

/// Runs `task` on every manuscript; results come in the order of the plan.
fn run(
    plan: &Plan,
    jobs: Option<NonZeroUsize>,
    task: impl Fn(usize, &Planned) -> Outcome + Sync,
) -> Result<Vec<Outcome>, BatchError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, NonZeroUsize::get))
        .stack_size(STACK)
        .build()?;
    Ok(pool.install(|| {
        plan.manuscripts
            .par_iter()
            .enumerate()
            .map(|(index, planned)| guarded(planned, || task(index, planned)))
            .collect()
    }))
}

/// Keeps a fault of ours in one manuscript from taking the others down.
fn guarded(planned: &Planned, task: impl FnOnce() -> Outcome) -> Outcome {
    // Nothing that the task shares with other tasks is changed by it, so nothing can be left half done.
    catch_unwind(AssertUnwindSafe(task)).unwrap_or_else(|panic| {
        let cause = panic
            .downcast_ref::<&str>()
            .map(|s| (*s).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "unknown".to_owned());
        planned.failed(
            Diagnostic::error(
                Code::Internal,
                format!(
                    "`{}` could not be built for a fault of Bindery's: {cause}",
                    planned.name
                ),
            )
            .help("please report it, with the manuscript if you can"),
        )
    })
}

fn build_one(planned: &Planned, settings: &Settings, shelf: &Shelf) -> Outcome {
    let files = match DiskFiles::new(&planned.root) {
        Ok(files) => files,
        Err(error) => return planned.unreadable(&error),
    };
    let fonts = shelf.of(planned);
    let options = Options {
        fonts: fonts.book,
        ..settings.options.clone()
    };
    let compiled = compile(&files, &planned.entry, &options);
    let Compiled {
        slug,
        epub,
        pdf,
        imposed,
        print,
        cover,
        report,
        diagnostics,
        sources,
    } = compiled;
    let mut diagnostics = diagnostics;
    diagnostics.extend(fonts.diagnostics);
    let mut outcome = Outcome {
        report,
        ..planned.outcome(sources, diagnostics)
    };
    if outcome.diagnostics.has_errors() {
        return outcome;
    }
    let outputs: Vec<(String, &[u8])> = [
        (".epub", &epub),
        (".pdf", &pdf),
        ("-sheets.pdf", &imposed),
        ("-print.pdf", &print),
        ("-cover.pdf", &cover),
    ]
    .into_iter()
    .filter_map(|(end, bytes)| Some((format!("{slug}{end}"), bytes.as_deref()?)))
    .collect();
    match write::write_all(&settings.output, &outputs) {
        Ok(written) => outcome.written = written,
        Err(error) => outcome.diagnostics.push(
            Diagnostic::error(Code::CannotWrite, error.to_string())
                .help("what an earlier run wrote is as it was"),
        ),
    }
    outcome
}

/// For each manuscript, the diagnostic that says which earlier or later one writes the same files.
fn clashes(manuscripts: &[Planned]) -> Vec<Option<Diagnostic>> {
    let mut by_slug: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let slugs: Vec<String> = manuscripts.iter().map(|m| m.entry.slug()).collect();
    for (planned, slug) in manuscripts.iter().zip(&slugs) {
        by_slug.entry(slug.clone()).or_default().push(&planned.name);
    }
    slugs
        .iter()
        .map(|slug| {
            let names = by_slug.get(slug).filter(|names| names.len() > 1)?;
            let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("{} would all be written to `{slug}`", quoted.join(", "));
            Some(
                Diagnostic::error(Code::OutputClash, message)
                    .help("rename all but one, or build them into different folders"),
            )
        })
        .collect()
}

impl Planned {
    /// An outcome with what was noticed, sorted.
    fn outcome(&self, sources: Arc<SourceMap>, mut diagnostics: Diagnostics) -> Outcome {
        diagnostics.sort();
        Outcome {
            name: self.name.clone(),
            base: self.base.clone(),
            sources,
            diagnostics,
            written: Vec::new(),
            report: None,
            dump: None,
        }
    }

    /// The outcome of a manuscript that could not be built for one cause.
    fn failed(&self, cause: Diagnostic) -> Outcome {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(cause);
        self.outcome(Arc::new(SourceMap::default()), diagnostics)
    }

    fn unreadable(&self, error: &crate::world::FileError) -> Outcome {
        self.failed(Diagnostic::error(Code::MissingFile, error.to_string()))
    }
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
    fn a_fault_in_one_manuscript_leaves_the_others() {
        let plan = Plan {
            manuscripts: ["a.md", "b.md", "c.md"].map(planned).to_vec(),
            diagnostics: Diagnostics::new(),
        };
        let outcomes = run(&plan, NonZeroUsize::new(2), |index, planned| {
            assert!(index != 1, "a fault in the test");
            planned.outcome(Arc::default(), Diagnostics::new())
        })
        .expect("threads");
        let codes: Vec<Option<Code>> = outcomes
            .iter()
            .map(|o| o.diagnostics.iter().next().map(|d| d.code))
            .collect();
        assert_eq!(codes, [None, Some(Code::Internal), None]);
    }

    #[test]
    fn two_manuscripts_never_write_the_same_file() {
        let found = clashes(&[planned("x/a.md"), planned("b.md"), planned("a.md")]);
        assert!(found[0].is_some() && found[1].is_none() && found[2].is_some());
    }
}
