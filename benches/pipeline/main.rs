//! How long each stage takes, and whole builds. Needs nothing but what is in the repository:
//!
//! ```text
//! cargo bench                    everything
//! cargo bench -- prose/typeset   one stage of one manuscript
//! ```
//!
//! Beside what Criterion prints, a table gives the share of each stage, and pages a second.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench stops at what it did not expect"
)]

mod articles;
mod manuscripts;
mod paragraphs;
mod prose;
mod table;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};

use bindery::edition::resolve;
use bindery::{compile, epub, pdf, typeset};
use manuscripts::Sample;

fn stages(criterion: &mut Criterion) {
    for sample in manuscripts::all() {
        let Sample { name, .. } = sample;
        let pages = sample.pages.pages.len() as u64;
        let mut group = criterion.benchmark_group(name);
        group
            .throughput(Throughput::Elements(pages))
            .sampling_mode(SamplingMode::Flat)
            .sample_size(10)
            .warm_up_time(Duration::from_millis(500))
            .measurement_time(Duration::from_secs(3));
        group.bench_function("read", |b| b.iter(|| sample.read()));
        group.bench_function("resolve", |b| {
            b.iter_batched(
                || (sample.read(), Arc::clone(&sample.sources)),
                |(document, sources)| resolve::resolve(document, sources),
                BatchSize::PerIteration,
            );
        });
        group.bench_function("typeset", |b| {
            b.iter(|| typeset::typeset(&sample.edition, sample.theme, &sample.options.fonts));
        });
        group.bench_function("pdf", |b| {
            b.iter(|| pdf::write(&sample.pages, &sample.edition, &sample.options.fonts));
        });
        group.bench_function("epub", |b| {
            let map = Some(&sample.pages.page_map);
            b.iter(|| epub::write(&sample.edition, map, sample.theme));
        });
        group.bench_function("whole", |b| {
            b.iter(|| compile(sample.files(), &sample.entry, &sample.options));
        });
        group.finish();
    }
}

/// The start of a run: the fonts in the binary, read.
fn start(criterion: &mut Criterion) {
    criterion.bench_function("start/fonts", |b| {
        b.iter(|| black_box(bindery::font::FontBook::bundled()));
    });
    criterion.bench_function("start/a page", |b| {
        let files = bindery::world::MemoryFiles::default()
            .with("a.md", "---\ntitle: A\nlanguage: en\n---\nOne line.\n");
        let entry = bindery::manuscript::Entry::File("a.md".to_owned());
        b.iter(|| {
            let options = compile::Options::new().expect("bundled fonts parse");
            compile(&files, &entry, &options)
        });
    });
}

criterion_group!(
    benches,
    start,
    paragraphs::benches,
    stages,
    articles::benches,
    table::print
);
criterion_main!(benches);
