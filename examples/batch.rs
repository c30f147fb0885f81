//! Builds all manuscripts of a folder side by side, with a catalogue: `cargo run --example batch -- manuscript build`.
//!
//! What was built before and has not changed is left as it is.

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;

use bindery::batch::catalogue::{Heading, after_build};
use bindery::batch::{Settings, build_watched, find};
use bindery::diag::render::{Look, TextRenderer};
use bindery::{Options, Severity};

fn main() -> Result<(), Box<dyn Error>> {
    let mut folders = std::env::args_os().skip(1).map(PathBuf::from);
    let manuscripts = folders
        .next()
        .unwrap_or_else(|| PathBuf::from("manuscript"));
    let output = folders.next().unwrap_or_else(|| PathBuf::from("build"));
    let mut out = std::io::stdout().lock();

    let plan = find(&[manuscripts]);
    for diagnostic in plan.diagnostics.iter() {
        writeln!(out, "{}: {}", diagnostic.severity, diagnostic.message)?;
    }
    let settings = Settings::new(output, Options::new()?);
    let outcomes = build_watched(&plan, &settings, &|progress| {
        let (done, total) = (progress.done, progress.total);
        let status = progress.outcome.status.as_str();
        let _ = writeln!(std::io::stderr(), "[{done}/{total}] {status}");
    })?;

    let renderer = TextRenderer::new(Look::Plain, Severity::Warning);
    for outcome in &outcomes {
        let text = renderer.render(&outcome.diagnostics, &outcome.sources, &outcome.base);
        write!(out, "{text}")?;
        for file in &outcome.written {
            writeln!(out, "{}", file.display())?;
        }
    }
    after_build(&outcomes, &settings, &Heading::new("All manuscripts"))?;
    Ok(())
}
