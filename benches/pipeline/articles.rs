//! A batch of a thousand articles on disk, each with two formats: all anew, and with nothing changed.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput};

use bindery::batch::{self, Reuse, Settings};
use bindery::compile;

use super::prose;

/// How many articles there are.
const COUNT: usize = 1000;
/// How many paragraphs each has: some 600 words.
const PARAGRAPHS: usize = 6;

/// The whole batch, twice: with everything to build, and with everything up to date.
pub(crate) fn benches(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let manuscripts = folder.path().join("manuscript");
    std::fs::create_dir(&manuscripts).expect("made");
    let all = prose::paragraphs(COUNT * PARAGRAPHS);
    for (index, paragraphs) in all.chunks(PARAGRAPHS).enumerate() {
        let mut text = format!("---\ntitle: Letter {index}\nlanguage: en\n---\n");
        for paragraph in paragraphs {
            let _ = write!(text, "\n{paragraph}\n");
        }
        std::fs::write(manuscripts.join(format!("{index:04}.md")), text).expect("written");
    }
    let options = compile::Options::new().expect("bundled fonts parse");
    let mut settings = Settings::new(folder.path().join("build"), options);
    let build = |settings: &Settings| {
        let plan = batch::find(&[PathBuf::from(&manuscripts)]);
        let outcomes = batch::build(&plan, settings).expect("a folder that can be written to");
        assert_eq!(outcomes.len(), COUNT);
    };
    let mut group = criterion.benchmark_group("articles");
    group
        .throughput(Throughput::Elements(COUNT as u64))
        .sampling_mode(SamplingMode::Flat)
        .sample_size(10)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_secs(1));
    settings.reuse = Reuse::Nothing;
    group.bench_function("built anew", |b| b.iter(|| build(&settings)));
    settings.reuse = Reuse::Unchanged;
    group.bench_function("unchanged", |b| b.iter(|| build(&settings)));
    group.finish();
}
