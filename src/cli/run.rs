//! From arguments to library calls to exit codes.

use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;

use bindery::batch::{self, BatchError, Outcome, Plan, Progress};
use bindery::diag::render::{Look, TextRenderer};
use bindery::diag::{Diagnostics, Severity};
use bindery::source::SourceMap;

use super::args::{Build, Check, Cli, Command, Common};
use super::job::{Job, JobError};
use super::values::MessageFormat;
use super::{figures, import, json, progress, tools, watch};

/// The exit code when a manuscript has errors.
pub(crate) const HAS_ERRORS: u8 = 1;
/// The exit code when nothing could be run.
const CANNOT_RUN: u8 = 2;

pub(crate) fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Build(build) => run_build(build),
        Command::Check(check) => run_check(check),
        Command::Catalogue(catalogue) => tools::catalogue(&catalogue),
        Command::Watch(args) => watch::watch(&args),
        Command::Serve(args) => watch::serve(&args),
        Command::New(new) => tools::new(&new),
        Command::Import(args) => import::run(&args),
        Command::Explain(args) => tools::explain(args.code.as_deref()),
        Command::Themes => tools::themes(),
        Command::Fonts(fonts) => tools::fonts(&fonts),
        Command::Schema(schema) => tools::schema(schema.of),
        Command::Completions(completions) => tools::completions(completions.shell),
        Command::Man(man) => tools::man(man.folder.as_deref()),
    }
}

fn run_build(args: Build) -> ExitCode {
    let job = Job::new(&args.common, Some(&args.options));
    let emit = args.emit;
    perform(
        &args.common,
        job,
        |job, watcher| match emit {
            Some(stage) => batch::dump_all(&job.plan, &job.settings, stage.into()),
            None => batch::build_watched(&job.plan, &job.settings, watcher),
        },
        |outcomes| {
            if args.common.message_format == MessageFormat::Json {
                return;
            }
            let mut out = std::io::stdout().lock();
            for outcome in outcomes {
                if let Some(dump) = &outcome.dump {
                    put(&mut out, dump);
                }
                for path in &outcome.written {
                    put(&mut out, &format!("{}\n", path.display()));
                }
            }
            if args.options.report {
                put(&mut out, &figures::table(outcomes));
            }
        },
    )
}

fn run_check(args: Check) -> ExitCode {
    let job = Job::new(&args.common, None).map(|mut job| {
        job.settings.options.stores = args.stores.iter().map(|store| store.0).collect();
        job
    });
    let work = |job: &Job, watcher: &(dyn Fn(Progress<'_>) + Sync)| {
        batch::build_watched(&job.plan, &job.settings, watcher)
    };
    perform(&args.common, job, work, |_| {})
}

/// Runs a job, and shows what became of it.
fn perform(
    common: &Common,
    job: Result<Job, JobError>,
    work: impl FnOnce(&Job, &(dyn Fn(Progress<'_>) + Sync)) -> Result<Vec<Outcome>, BatchError>,
    show: impl FnOnce(&[Outcome]),
) -> ExitCode {
    let renderer = TextRenderer::new(look(), least(common));
    let job = match job {
        Ok(job) => job,
        Err(error) => return error.report(&renderer, &mut std::io::stderr().lock()),
    };
    let json = common.message_format == MessageFormat::Json;
    // Other threads may write to the terminal while they work.
    let bar = progress::Bar::new(common.quiet || json);
    let outcomes = work(&job, &|progress| bar.step(&progress));
    bar.finish();
    let mut err = std::io::stderr().lock();
    let outcomes = match outcomes {
        Ok(outcomes) => outcomes,
        Err(error) => return cannot_run(&mut err, &error),
    };
    if json {
        let mut out = std::io::stdout().lock();
        put(&mut out, &json::lines(&job.plan, &outcomes));
    } else {
        tell(&renderer, &job.plan, &outcomes, &mut err);
        show(&outcomes);
        if !common.quiet {
            put(&mut err, &figures::summary(&outcomes));
        }
    }
    if let Some(heading) = &job.catalogue
        && let Err(error) = batch::catalogue::after_build(&outcomes, &job.settings, heading)
    {
        put(
            &mut err,
            &format!("error: the catalogue could not be written: {error}\n"),
        );
        return ExitCode::from(HAS_ERRORS);
    }
    let failed = job.plan.diagnostics.has_errors()
        || outcomes
            .iter()
            .any(|outcome| outcome.status == batch::Status::Failed);
    if failed {
        ExitCode::from(HAS_ERRORS)
    } else {
        ExitCode::SUCCESS
    }
}

/// Shows all diagnostics, and counts them.
pub(crate) fn tell(
    renderer: &TextRenderer,
    plan: &Plan,
    outcomes: &[Outcome],
    err: &mut impl Write,
) {
    let nowhere = SourceMap::default();
    put(err, &renderer.render(&plan.diagnostics, &nowhere, ""));
    for outcome in outcomes {
        let text = renderer.render(&outcome.diagnostics, &outcome.sources, &outcome.base);
        put(err, &text);
    }
    let all: Vec<&Diagnostics> = std::iter::once(&plan.diagnostics)
        .chain(outcomes.iter().map(|outcome| &outcome.diagnostics))
        .collect();
    put(err, &renderer.summary(outcomes.len(), &all));
}

pub(crate) fn cannot_run(err: &mut impl Write, error: &dyn std::fmt::Display) -> ExitCode {
    put(err, &format!("error: {error}\n"));
    ExitCode::from(CANNOT_RUN)
}

/// Writes to a stream that may have been closed by its reader, which is no concern of ours.
pub(crate) fn put(stream: &mut impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes());
    let _ = stream.flush();
}

/// The least severity of the diagnostics that are shown.
pub(crate) fn least(common: &Common) -> Severity {
    match (common.quiet, common.verbose) {
        (true, _) => Severity::Error,
        (_, true) => Severity::Info,
        _ => Severity::Warning,
    }
}

/// Colours on a terminal, unless the user's settings are against them (no-color.org).
pub(crate) fn look() -> Look {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if std::io::stderr().is_terminal() && !set("NO_COLOR") && !dumb {
        Look::Styled
    } else {
        Look::Plain
    }
}
