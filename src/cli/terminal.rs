//! What is printed, how it looks, and what the program ends with.

use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;

use bindery::batch::{Outcome, Plan};
use bindery::diag::render::{Look, TextRenderer};
use bindery::diag::{Diagnostics, Severity};
use bindery::source::SourceMap;

use super::args::Common;

/// The exit code when a manuscript has errors.
pub(crate) const HAS_ERRORS: u8 = 1;
/// The exit code when nothing could be run.
const CANNOT_RUN: u8 = 2;

/// Prints all diagnostics, and how many there are.
pub(crate) fn print_diagnostics(
    renderer: &TextRenderer,
    plan: &Plan,
    outcomes: &[Outcome],
    err: &mut impl Write,
) {
    let nowhere = SourceMap::default();
    write_text(err, &renderer.render(&plan.diagnostics, &nowhere, ""));
    for outcome in outcomes {
        let text = renderer.render(&outcome.diagnostics, &outcome.sources, &outcome.base);
        write_text(err, &text);
    }
    let all: Vec<&Diagnostics> = std::iter::once(&plan.diagnostics)
        .chain(outcomes.iter().map(|outcome| &outcome.diagnostics))
        .collect();
    write_text(err, &renderer.summary(outcomes.len(), &all));
}

/// Reports why nothing could be run, and gives the exit code for it.
pub(crate) fn cannot_run(err: &mut impl Write, error: &dyn std::fmt::Display) -> ExitCode {
    write_text(err, &format!("error: {error}\n"));
    ExitCode::from(CANNOT_RUN)
}

/// Writes to a stream that may have been closed by its reader, which is no fault.
pub(crate) fn write_text(stream: &mut impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes());
    let _ = stream.flush();
}

/// The least severity of the diagnostics that are shown.
pub(crate) fn least_severity(common: &Common) -> Severity {
    match (common.quiet, common.verbose) {
        (true, _) => Severity::Error,
        (_, true) => Severity::Info,
        _ => Severity::Warning,
    }
}

/// Colours on a terminal, unless the user's settings are against them (no-color.org).
pub(crate) fn terminal_look() -> Look {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if std::io::stderr().is_terminal() && !set("NO_COLOR") && !dumb {
        Look::Styled
    } else {
        Look::Plain
    }
}
