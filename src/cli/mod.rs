//! The command line: the only part that prints.

mod args;
mod coverage;
mod figures;
mod import;
mod job;
mod json;
mod progress;
mod run;
mod scaffold;
mod terminal;
mod tools;
mod values;
mod watch;

use std::process::ExitCode;

use clap::Parser as _;

/// Runs the command that the arguments ask for.
pub(crate) fn main() -> ExitCode {
    run::run(args::Cli::parse())
}
