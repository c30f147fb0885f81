//! From arguments to library calls to exit codes.

use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;

use bindery::batch::{self, BatchError, Outcome, Plan, Settings};
use bindery::compile::{EpubFonts, Formats, Options, PageList};
use bindery::diag::{Diagnostics, Severity};
use bindery::source::SourceMap;

use super::args::{Build, Check, Cli, Command, Common};
use super::figures;
use super::report::{Look, Reporter};

/// The exit code when a manuscript has errors.
const HAS_ERRORS: u8 = 1;
/// The exit code when nothing could be run.
const CANNOT_RUN: u8 = 2;

pub(crate) fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Build(build) => run_build(build),
        Command::Check(check) => run_check(check),
    }
}

fn run_build(args: Build) -> ExitCode {
    let Build {
        common,
        format,
        impose,
        output,
        no_page_list,
        no_epub_fonts,
        report,
        emit,
    } = args;
    let job = |plan: &Plan, mut settings: Settings| {
        settings.output = output;
        settings.options.formats = Formats::from(format);
        if no_page_list {
            settings.options.page_list = PageList::None;
        }
        if no_epub_fonts {
            settings.options.epub_fonts = EpubFonts::None;
        }
        settings.options.impose = impose;
        match emit {
            Some(stage) => batch::dump_all(plan, &settings, stage.into()),
            None => batch::build(plan, &settings),
        }
    };
    perform(&common, job, |outcomes| {
        let mut out = std::io::stdout().lock();
        for outcome in outcomes {
            if let Some(dump) = &outcome.dump {
                put(&mut out, dump);
            }
            for path in &outcome.written {
                put(&mut out, &format!("{}\n", path.display()));
            }
        }
        if report {
            put(&mut out, &figures::table(outcomes));
        }
    })
}

fn run_check(args: Check) -> ExitCode {
    let job = |plan: &Plan, mut settings: Settings| {
        settings.options.formats = Formats::None;
        batch::build(plan, &settings)
    };
    perform(&args.common, job, |_| {})
}

/// Finds the manuscripts, runs a job on them, and shows what became of them.
fn perform(
    common: &Common,
    job: impl FnOnce(&Plan, Settings) -> Result<Vec<Outcome>, BatchError>,
    show: impl FnOnce(&[Outcome]),
) -> ExitCode {
    let mut err = std::io::stderr().lock();
    let reporter = Reporter::new(look(), least(common));
    let mut options = match Options::new() {
        Ok(options) => options,
        Err(error) => return cannot_run(&mut err, &error),
    };
    options.page = common.page;
    options.theme.clone_from(&common.theme);
    // reproducible-builds.org/specs/source-date-epoch
    options.source_date_epoch = std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|seconds| seconds.parse().ok());
    let settings = Settings {
        output: std::path::PathBuf::new(),
        jobs: common.jobs,
        fonts: common.fonts.clone(),
        options,
    };

    let plan = batch::find(&common.paths);
    // Other threads may write to the terminal while they work.
    drop(err);
    let outcomes = job(&plan, settings);
    err = std::io::stderr().lock();
    let outcomes = match outcomes {
        Ok(outcomes) => outcomes,
        Err(error) => return cannot_run(&mut err, &error),
    };

    let nowhere = SourceMap::default();
    put(&mut err, &reporter.show(&plan.diagnostics, &nowhere, ""));
    for outcome in &outcomes {
        let text = reporter.show(&outcome.diagnostics, &outcome.sources, &outcome.base);
        put(&mut err, &text);
    }
    show(&outcomes);
    let all: Vec<&Diagnostics> = std::iter::once(&plan.diagnostics)
        .chain(outcomes.iter().map(|outcome| &outcome.diagnostics))
        .collect();
    put(&mut err, &reporter.summary(outcomes.len(), &all));

    if all.iter().any(|diagnostics| diagnostics.has_errors()) {
        ExitCode::from(HAS_ERRORS)
    } else {
        ExitCode::SUCCESS
    }
}

fn cannot_run(err: &mut impl Write, error: &dyn std::fmt::Display) -> ExitCode {
    put(err, &format!("error: {error}\n"));
    ExitCode::from(CANNOT_RUN)
}

/// Writes to a stream that may have been closed by its reader, which is no concern of ours.
fn put(stream: &mut impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes());
    let _ = stream.flush();
}

/// The least weight of the diagnostics that are shown.
fn least(common: &Common) -> Severity {
    match (common.quiet, common.verbose) {
        (true, _) => Severity::Error,
        (_, true) => Severity::Info,
        _ => Severity::Warning,
    }
}

/// Colours on a terminal, unless the user's settings are against them (no-color.org).
fn look() -> Look {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if std::io::stderr().is_terminal() && !set("NO_COLOR") && !dumb {
        Look::Styled
    } else {
        Look::Plain
    }
}
