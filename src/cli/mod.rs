//! The command line: the only part that prints.

mod args;
mod figures;
mod report;
mod run;

use std::process::ExitCode;

use clap::Parser as _;

/// Runs the command that the arguments ask for.
pub(crate) fn main() -> ExitCode {
    run::run(args::Cli::parse())
}
