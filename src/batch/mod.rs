//! Many manuscripts in one run: found, built side by side, written when they are whole.
//!
//! `paths ──find──▶ Plan ──build──▶ Vec<Outcome>`, in the order of the paths. One failure stops no
//! other. A manuscript with an error writes nothing, and what an earlier run wrote stays.

mod cache;
pub mod catalogue;
mod clash;

mod find;
mod fonts;
mod inputs;
mod key;
mod lock;
mod one;
pub mod project;
mod record;
mod repeated;
mod write;

pub use find::{Plan, Planned, find};
pub use record::{OutputFile, Record};

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::compile::{Options, Stage, dump};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::manuscript::{self, Entry, name::Template};
use crate::source::SourceMap;
use crate::typeset::report::Report;
use crate::world::{DiskFiles, FileError};

use cache::Cache;
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
    /// How outputs are named.
    pub names: Template,
    /// What happens to the others when one fails.
    pub failure: Failure,
    /// What warnings are.
    pub warnings: Warnings,
    /// Whether what is up to date is built all the same.
    pub reuse: Reuse,
    /// Which part of the batch is built here.
    pub shard: Option<Shard>,
    /// How each is compiled.
    pub options: Options,
}

impl Settings {
    /// The usual settings, with outputs in a folder.
    pub fn new(output: impl Into<PathBuf>, options: Options) -> Self {
        Self {
            output: output.into(),
            jobs: None,
            fonts: Vec::new(),
            names: Template::default(),
            failure: Failure::KeepGoing,
            warnings: Warnings::Allowed,
            reuse: Reuse::Unchanged,
            shard: None,
            options,
        }
    }
}

/// What happens to the others when one manuscript fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// They are built.
    KeepGoing,
    /// Those not begun yet are not built.
    Stop,
}

/// What warnings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warnings {
    /// No reason not to write the outputs.
    Allowed,
    /// As good as errors.
    Refused,
}

/// What is taken from earlier builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reuse {
    /// What would come out the same.
    Unchanged,
    /// Nothing.
    Nothing,
}

/// One of several parts of a batch, each built by a command of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 1.
    pub index: u32,
    /// How many parts there are.
    pub count: u32,
}

impl Shard {
    /// True when a manuscript is of this part. That depends on its name alone, so that parts stay the same when
    /// others are added.
    pub fn has(self, name: &str) -> bool {
        use sha2::{Digest as _, Sha256};
        let digest = Sha256::digest(name.as_bytes());
        let number = digest
            .iter()
            .take(8)
            .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        number % u64::from(self.count.max(1)) == u64::from(self.index.saturating_sub(1))
    }

    /// The part as a part of file names.
    pub(crate) fn tag(shard: Option<Self>) -> String {
        shard.map_or_else(String::new, |s| format!("-{}-of-{}", s.index, s.count))
    }
}

/// How a manuscript came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
pub struct Progress<'a> {
    /// The manuscript that was finished.
    pub outcome: &'a Outcome,
    /// How many are finished.
    pub done: usize,
    /// How many there are.
    pub total: usize,
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
    build_watched(plan, settings, &|_| {})
}

/// Builds as [`build`] does and tells of each manuscript as it is finished, from any thread.
///
/// # Errors
/// As [`build`].
pub fn build_watched(
    plan: &Plan,
    settings: &Settings,
    watcher: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<Vec<Outcome>, BatchError> {
    let shelf = Shelf::new(Arc::clone(&settings.options.fonts), &settings.fonts)?;
    let pool = pool(settings.jobs)?;
    let names = pool.install(|| names(&plan.manuscripts, settings));
    let clashes = clash::clashes(&plan.manuscripts, &names, &settings.options.targets);
    let mine: Vec<(usize, &Planned)> = plan
        .manuscripts
        .iter()
        .enumerate()
        .filter(|(_, planned)| settings.shard.is_none_or(|shard| shard.has(&planned.name)))
        .collect();
    let tag = Shard::tag(settings.shard);
    let writes = !settings.options.targets.is_empty();
    let _lock = writes.then(|| lock::Lock::take(&settings.output, &tag));
    let cache = Cache::open(&settings.output, &tag);
    let shop = one::Shop {
        settings,
        shelf: &shelf,
        cache: &cache,
        batch_key: key::digest(&key::BatchKey::new(&settings.options)),
    };
    let (done, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut outcomes: Vec<Outcome> = pool.install(|| {
        mine.par_iter()
            .map(|(index, planned)| {
                let clash = clashes.get(*index).cloned().flatten();
                let name = names.get(*index).cloned().unwrap_or_default();
                let mut outcome = match clash {
                    _ if stopped.load(Ordering::Relaxed) => planned.skipped(),
                    Some(clash) => planned.failed(clash),
                    None => guarded(planned, || shop.build(planned, &name)),
                };
                outcome.position = u32::try_from(*index).unwrap_or(u32::MAX);
                if outcome.status == Status::Failed && settings.failure == Failure::Stop {
                    stopped.store(true, Ordering::Relaxed);
                }
                watcher(Progress {
                    outcome: &outcome,
                    done: done.fetch_add(1, Ordering::Relaxed) + 1,
                    total: mine.len(),
                });
                outcome
            })
            .collect()
    });
    if writes {
        cache.save();
    }
    let entries: Vec<&Entry> = mine.iter().map(|(_, planned)| &planned.entry).collect();
    repeated::take_out(&mut outcomes, &entries);
    Ok(outcomes)
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
    Ok(pool(settings.jobs)?.install(|| {
        let dump_one = |planned: &Planned| {
            let files = match DiskFiles::new(&planned.root) {
                Ok(files) => files,
                Err(error) => return planned.unreadable(&error),
            };
            let dumped = dump(&files, &planned.entry, &settings.options, stage);
            Outcome {
                dump: dumped.text,
                ..planned.outcome(dumped.sources, dumped.diagnostics)
            }
        };
        let plan = plan.manuscripts.par_iter();
        plan.map(|planned| guarded(planned, || dump_one(planned)))
            .collect()
    }))
}

fn pool(jobs: Option<NonZeroUsize>) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, NonZeroUsize::get))
        .stack_size(STACK)
        .build()
}

/// The names of all outputs, so that no two are written to one file whatever the order of building.
fn names(manuscripts: &[Planned], settings: &Settings) -> Vec<String> {
    if settings.names.is_slug() {
        return manuscripts.iter().map(|m| m.entry.slug()).collect();
    }
    let name = |planned: &Planned| {
        let files = DiskFiles::new(&planned.root).ok()?;
        let defaults = settings.options.defaults.as_deref();
        let limits = &settings.options.limits;
        let loaded = manuscript::load_within(&files, &planned.entry, limits, defaults);
        Some(settings.names.name(&loaded.manuscript?.meta))
    };
    manuscripts
        .par_iter()
        .map(|planned| name(planned).unwrap_or_else(|| planned.entry.slug()))
        .collect()
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

impl Planned {
    /// An outcome with what was noticed, sorted.
    fn outcome(&self, sources: Arc<SourceMap>, mut diagnostics: Diagnostics) -> Outcome {
        diagnostics.sort();
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
    fn failed(&self, cause: Diagnostic) -> Outcome {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(cause);
        self.outcome(Arc::new(SourceMap::default()), diagnostics)
    }

    fn skipped(&self) -> Outcome {
        Outcome {
            status: Status::Skipped,
            ..self.outcome(Arc::default(), Diagnostics::new())
        }
    }

    fn unreadable(&self, error: &crate::world::FileError) -> Outcome {
        self.failed(Diagnostic::error(Code::from(error), error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let outcome = guarded(&planned("b.md"), || panic!("a fault in the test"));
        let code = outcome.diagnostics.iter().next().map(|d| d.code);
        assert_eq!(code, Some(Code::Internal));
        assert_eq!(outcome.status, Status::Failed);
    }

    #[test]
    fn a_manuscript_stays_in_its_shard_from_version_to_version() {
        let names = [
            "a.md",
            "b.md",
            "articles/on-margins.md",
            "articles/2026-11-24.md",
            "books/small",
            "manuscript/specimen",
            "manuscript/여백.md",
            "bindery.toml#yearbook",
            "../elsewhere/a.md",
            "",
        ];
        let part = |index| -> Vec<&str> {
            let shard = Shard { index, count: 3 };
            names.into_iter().filter(|name| shard.has(name)).collect()
        };
        assert_eq!(
            part(1),
            [
                "b.md",
                "manuscript/specimen",
                "manuscript/여백.md",
                "bindery.toml#yearbook",
                "../elsewhere/a.md",
            ]
        );
        assert_eq!(part(2), ["articles/2026-11-24.md", ""]);
        assert_eq!(part(3), ["a.md", "articles/on-margins.md", "books/small"]);
    }

    #[test]
    fn shards_are_a_partition() {
        let names: Vec<String> = (0..100).map(|i| format!("m/{i}.md")).collect();
        let mut sizes = Vec::new();
        for index in 1..=3 {
            let shard = Shard { index, count: 3 };
            sizes.push(names.iter().filter(|name| shard.has(name)).count());
        }
        assert_eq!(sizes.iter().sum::<usize>(), 100);
        assert!(
            sizes.iter().all(|size| (20..=50).contains(size)),
            "{sizes:?}"
        );
    }
}
