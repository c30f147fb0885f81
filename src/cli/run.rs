//! From arguments to library calls to exit codes.

use std::process::ExitCode;

use bindery::batch::{self, BatchError, Outcome, Progress};
use bindery::diag::render::TextRenderer;

use super::args::{Build, Check, Cli, Command, Common};
use super::job::{Job, JobError};
use super::terminal::{
    HAS_ERRORS, cannot_run, least_severity, print_diagnostics, terminal_look, write_text,
};
use super::values::MessageFormat;
use super::{figures, import, json, progress, tools, watch};

/// Runs the command that the arguments ask for.
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
                    write_text(&mut out, dump);
                }
                for path in &outcome.written {
                    write_text(&mut out, &format!("{}\n", path.display()));
                }
            }
            if args.options.report {
                write_text(&mut out, &figures::table(outcomes));
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
    let renderer = TextRenderer::new(terminal_look(), least_severity(common));
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
        write_text(&mut out, &json::lines(&job.plan, &outcomes));
    } else {
        print_diagnostics(&renderer, &job.plan, &outcomes, &mut err);
        show(&outcomes);
        if !common.quiet {
            write_text(&mut err, &figures::summary(&outcomes));
        }
    }
    if let Some(heading) = &job.catalogue
        && let Err(error) = batch::catalogue::after_build(&outcomes, &job.settings, heading)
    {
        write_text(
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
