//! Compiles a manuscript that is in memory to an EPUB and a PDF: `cargo run --example one_from_memory -- FOLDER`.
//!
//! The files are written to the folder, by the names that Bindery gives them; without one, only their sizes are shown.

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;

use bindery::{Entry, MemoryFiles, Options, Severity, Targets, compile};

const TEXT: &str = r#"---
title: On Margins
authors: [Ada Lovelace]
language: en-GB
date: 2026-11-24
---

# The white of the page

"A page is a window," as the printer[^1] says; see [](#canon).

![A page and its type area](canon.svg "The old *canon*"){#canon width=70%}

[^1]: Any printer.
"#;

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='120' height='180' viewBox='0 0 120 180'>\
    <path d='M1 1h118v178H1zM14 20h78v117H14z' fill='none' stroke='black'/></svg>";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let files = MemoryFiles::default()
        .with("on-margins.md", TEXT)
        .with("canon.svg", PICTURE);
    let mut options = Options::new()?;
    options.targets = Targets::for_readers();
    options.theme = Some("modern".to_owned());
    let compiled = compile(&files, &Entry::File("on-margins.md".to_owned()), &options);
    let mut out = std::io::stdout().lock();
    for diagnostic in compiled.diagnostics.iter() {
        if diagnostic.severity > Severity::Info {
            writeln!(out, "{}: {}", diagnostic.severity, diagnostic.message)?;
        }
    }
    for output in &compiled.outputs {
        let name = output.target.file_name(&compiled.slug);
        writeln!(out, "{name}: {} bytes", output.bytes.len())?;
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder)?;
            std::fs::write(folder.join(name), &output.bytes)?;
        }
    }
    Ok(())
}
