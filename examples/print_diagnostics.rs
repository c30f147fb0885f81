//! Checks a manuscript and shows what was noticed, as text and as JSON: `cargo run --example print_diagnostics`.
//!
//! Nothing is made, as no target is asked for; the manuscript goes through all stages nevertheless.

use std::error::Error;
use std::io::Write as _;

use bindery::diag::render::{Look, TextRenderer, json};
use bindery::{Entry, MemoryFiles, Options, Severity, Store, Targets, compile};

const TEXT: &str = "---
title: A manuscript with mistakes
language: english please
---

## A link that leads nowhere

See [the other section](#other), and ![](missing.png).
";

fn main() -> Result<(), Box<dyn Error>> {
    let files = MemoryFiles::default().with("mistakes.md", TEXT);
    let mut options = Options::new()?;
    options.targets = Targets::none();
    options.stores = vec![Store::Kobo];
    let compiled = compile(&files, &Entry::File("mistakes.md".to_owned()), &options);
    let mut out = std::io::stdout().lock();
    let renderer = TextRenderer::new(Look::Plain, Severity::Info);
    let (found, sources) = (&compiled.diagnostics, &compiled.sources);
    write!(out, "{}", renderer.render(found, sources, ""))?;
    writeln!(out, "{}", renderer.summary(1, &[found]))?;
    write!(out, "{}", json::lines(found, None, sources, ""))?;
    Ok(())
}
