//! Time by stage as a table: the median of some runs, measured side by side.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::Criterion;

use bindery::edition::resolve;
use bindery::{compile, epub, pdf, typeset};

use super::manuscripts::{self, Sample};

/// How often each stage is run.
const RUNS: usize = 7;

/// A stage: its name, and the time that one run of it takes.
type Stage = (&'static str, fn(&Sample) -> Duration);

const STAGES: [Stage; 6] = [
    ("read", |s| time(|| s.read())),
    ("resolve", |s| {
        let document = s.read();
        time(|| resolve::resolve(document, Arc::clone(&s.sources)))
    }),
    ("typeset", |s| {
        time(|| typeset::typeset(&s.edition, s.theme, &s.options.fonts))
    }),
    ("pdf", |s| {
        time(|| pdf::write(&s.pages, &s.edition, &s.options.fonts))
    }),
    ("epub", |s| {
        time(|| epub::write(&s.edition, Some(&s.pages.page_map), s.theme))
    }),
    ("whole", |s| {
        time(|| compile(s.files(), &s.entry, &s.options))
    }),
];

/// Prints the table. It takes the place of a benchmark, and runs when no filter is given.
#[allow(clippy::print_stdout, reason = "a table is what this benchmark is for")]
pub(crate) fn print(_: &mut Criterion) {
    let asked = std::env::args().skip(1).filter(|arg| arg != "--bench");
    if asked.count() > 0 {
        return;
    }
    println!(
        "{:<10} {:>6}  {:<8} {:>9} {:>7} {:>12}",
        "manuscript", "pages", "stage", "ms", "share", "pages/s"
    );
    for sample in manuscripts::all() {
        let medians: Vec<(&str, f64)> = STAGES
            .iter()
            .map(|(name, stage)| (*name, median(|| stage(&sample))))
            .collect();
        let whole = medians.last().map_or(1.0, |(_, seconds)| *seconds);
        let pages = sample.pages.pages.len();
        for (name, seconds) in medians {
            println!(
                "{:<10} {pages:>6}  {name:<8} {:>9.2} {:>6.0}% {:>12.0}",
                sample.name,
                seconds * 1e3,
                100.0 * seconds / whole,
                pages as f64 / seconds
            );
        }
    }
}

/// The time that a task takes, without that for giving back the memory of its result.
fn time<T>(task: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(task());
    let taken = start.elapsed();
    drop(result);
    taken
}

/// In seconds.
fn median(mut run: impl FnMut() -> Duration) -> f64 {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort();
    times[RUNS / 2].as_secs_f64()
}
