//! Many manuscripts in one run: found, built side by side, written when they are whole.
//!
//! `paths ──find──▶ Plan ──build──▶ Vec<Outcome>`, in the order of the paths. One failure stops no
//! other. A manuscript with an error writes nothing, and what an earlier run wrote stays.

mod build_one;
mod cache;
pub mod catalogue;
mod clash;
mod find;
mod fonts;
mod inputs;
mod key;
mod lock;
mod outcome;
pub mod project;
mod record;
mod repeated;
mod settings;
mod shard;
mod write;

pub use find::{Plan, Planned, find};
pub use outcome::{Outcome, Progress, Status};
pub use record::{OutputFile, Record};
pub use settings::{Failure, Reuse, Settings, Warnings};
pub use shard::Shard;

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::compile::{Stage, dump};
use crate::manuscript::{self, Entry};
use crate::world::{DiskFiles, FileError};

use build_one::Builder;
use cache::Cache;
use fonts::FontCache;
use outcome::catching_panics;

/// The stack of a thread that builds: text nested as deep as the limits allow needs more than the
/// usual two megabytes when nothing is optimised.
const STACK: usize = 16 << 20;

/// Why a batch could not be run at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// The machine gives no threads.
    #[error("no threads could be started: {0}")]
    Threads(String),
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

/// Builds as [`build`] does and reports each manuscript as it is finished, from any thread.
///
/// # Errors
/// As [`build`].
pub fn build_watched(
    plan: &Plan,
    settings: &Settings,
    watcher: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<Vec<Outcome>, BatchError> {
    let fonts = FontCache::new(Arc::clone(&settings.options.fonts), &settings.fonts)?;
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
    let _lock = writes.then(|| lock::Lock::acquire(&settings.output, &tag));
    let cache = Cache::open(&settings.output, &tag);
    let builder = Builder {
        settings,
        fonts: &fonts,
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
                    None => catching_panics(planned, || builder.build(planned, &name)),
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
    repeated::remove(&mut outcomes, &entries);
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
        plan.map(|planned| catching_panics(planned, || dump_one(planned)))
            .collect()
    }))
}

fn pool(jobs: Option<NonZeroUsize>) -> Result<rayon::ThreadPool, BatchError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, NonZeroUsize::get))
        .stack_size(STACK)
        .build()
        .map_err(|error| BatchError::Threads(error.to_string()))
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
