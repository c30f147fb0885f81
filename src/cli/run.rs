//! From arguments to library calls to exit codes.

use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use bindery::batch::catalogue::Heading;
use bindery::batch::{
    self, BatchError, Failure, Outcome, Plan, Progress, Reuse, Settings, Warnings,
};
use bindery::compile::{EpubCover, EpubFonts, Options, PageList, PdfCover};
use bindery::diag::render::{Look, TextRenderer};
use bindery::diag::{Code, Diagnostic, Diagnostics, Severity};
use bindery::manuscript::project::Project;
use bindery::output::{Target, Targets};
use bindery::pdf::{Imposition, SheetMarks};
use bindery::source::SourceMap;
use bindery::units::Length;

use super::args::{Build, Check, Cli, Command, Common, Making, MessageFormat};
use super::{explain, figures, import, json, progress, tools, watch};

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
        Command::Explain(args) => explain::run(args.code.as_deref()),
        Command::Themes => tools::themes(),
        Command::Fonts(fonts) => tools::fonts(&fonts),
        Command::Schema(schema) => tools::schema(schema.of),
        Command::Completions(completions) => tools::completions(completions.shell),
        Command::Man(man) => tools::man(man.folder.as_deref()),
    }
}

/// A batch made ready: what to build, and how.
pub(crate) struct Job {
    pub(crate) plan: Plan,
    pub(crate) settings: Settings,
    /// The heads of the catalogue, if one is asked for.
    pub(crate) catalogue: Option<Heading>,
    /// The project file, where there is one.
    pub(crate) project: Option<PathBuf>,
}

/// Why there is no job.
pub(crate) enum NoJob {
    /// The command line makes no sense.
    CannotRun(String),
    /// The project file has errors.
    BadProject(Box<(SourceMap, Diagnostics)>),
}

impl Job {
    /// The job of a command line.
    pub(crate) fn new(common: &Common, making: Option<&Making>) -> Result<Self, NoJob> {
        let cannot = |error: &dyn std::fmt::Display| NoJob::CannotRun(error.to_string());
        let file = match &common.project {
            Some(file) => Some(file.clone()),
            None => Some(PathBuf::from(batch::project::FILE)).filter(|file| file.is_file()),
        };
        let mut project = Project::default();
        if let Some(file) = &file {
            let loaded = batch::project::load(file).map_err(|e| cannot(&e))?;
            if loaded.diagnostics.has_errors() {
                return Err(NoJob::BadProject(Box::new((
                    loaded.sources,
                    loaded.diagnostics,
                ))));
            }
            project = loaded.project;
        }
        let folder = file
            .as_deref()
            .map_or(Path::new("."), batch::project::folder);
        let plan = match (common.paths.as_slice(), &file) {
            ([], None) => batch::find(&[PathBuf::from("manuscript")]),
            ([], Some(file)) => batch::project::plan(&project, file),
            (paths, Some(file)) => with_volumes(paths, &project, file),
            (paths, None) => batch::find(paths),
        };
        let options = Options::new().map_err(|e| cannot(&e))?;
        let within = |path: &str| match folder == Path::new(".") {
            true => PathBuf::from(path),
            false => folder.join(path),
        };
        let mut settings = Settings::new(
            within(project.output.as_deref().unwrap_or("build")),
            options,
        );
        settings.jobs = common.jobs;
        settings.fonts.clone_from(&common.fonts);
        settings
            .fonts
            .extend(project.fonts.iter().map(|path| within(path)));
        if file.is_some() && within("fonts").is_dir() {
            settings.fonts.push(within("fonts"));
        }
        settings.names = project.names.unwrap_or_default();
        if common.fail_fast {
            settings.failure = Failure::Stop;
        }
        if common.strict || project.strict {
            settings.warnings = Warnings::Refused;
        }
        settings.options.page = common.page;
        settings.options.theme.clone_from(&common.theme);
        settings.options.limits = project.limits;
        settings.options.defaults = project.defaults.map(Arc::new);
        if project.drawn_cover == Some(false) {
            settings.options.epub_cover = EpubCover::None;
        }
        if project.pdf_cover == Some(true) {
            settings.options.pdf_cover = PdfCover::First;
        }
        settings.options.targets = Targets::none();
        // reproducible-builds.org/specs/source-date-epoch
        settings.options.source_date_epoch = std::env::var("SOURCE_DATE_EPOCH")
            .ok()
            .and_then(|seconds| seconds.parse().ok());
        let mut catalogue = None;
        if let Some(making) = making {
            if let Some(output) = &making.output {
                settings.output.clone_from(output);
            }
            settings.options.targets = match making.format {
                Some(format) => format.into(),
                None => project.formats.unwrap_or_else(Targets::for_readers),
            };
            if let Some(names) = &making.names {
                settings.names = names.clone();
            }
            if making.force {
                settings.reuse = Reuse::Nothing;
            }
            settings.shard = making.shard;
            if making.catalogue || project.catalogue.is_some() {
                let wanted = project.catalogue.unwrap_or_default();
                catalogue = Some(Heading {
                    title: wanted.title.unwrap_or_else(|| "Catalogue".to_owned()),
                    description: wanted.description,
                    url: wanted.url,
                });
            }
        }
        Ok(Self {
            plan,
            settings,
            catalogue,
            project: file,
        })
    }
}

/// The manuscripts that paths name; `bindery.toml#yearbook` names a volume of the project file.
fn with_volumes(paths: &[PathBuf], project: &Project, file: &Path) -> Plan {
    let of_project = |path: &&PathBuf| {
        let path = path.to_string_lossy();
        let head = path.rsplit_once('#').map(|(head, _)| Path::new(head));
        head == Some(file)
    };
    let (volumes, others): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(of_project);
    let others: Vec<PathBuf> = others.into_iter().cloned().collect();
    let mut plan = batch::find(&others);
    if !volumes.is_empty() {
        let mut all = batch::project::volumes(project, file);
        plan.diagnostics
            .extend(std::mem::take(&mut all.diagnostics));
        for path in volumes {
            let path = path.to_string_lossy();
            match all.manuscripts.iter().find(|m| m.name == path) {
                Some(volume) => plan.manuscripts.push(volume.clone()),
                None => plan.diagnostics.push(no_volume(&path, project)),
            }
        }
    }
    plan
}

fn no_volume(path: &str, project: &Project) -> Diagnostic {
    let names: Vec<&str> = project
        .collections
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    let help = match names.as_slice() {
        [] => "the project file has no `[[collection]]`".to_owned(),
        names => format!("there are {}", names.join(", ")),
    };
    Diagnostic::error(
        Code::MissingFile,
        format!("there is no collection `{path}`"),
    )
    .help(help)
}

impl NoJob {
    pub(crate) fn tell(&self, renderer: &TextRenderer, err: &mut impl Write) -> ExitCode {
        match self {
            Self::CannotRun(error) => cannot_run(err, error),
            Self::BadProject(bad) => {
                put(err, &renderer.render(&bad.1, &bad.0, ""));
                ExitCode::from(HAS_ERRORS)
            }
        }
    }
}

fn run_build(args: Build) -> ExitCode {
    let job = Job::new(&args.common, Some(&args.making)).map(|mut job| {
        let options = &mut job.settings.options;
        if args.no_page_list {
            options.page_list = PageList::None;
        }
        if args.no_epub_fonts {
            options.epub_fonts = EpubFonts::None;
        }
        if args.no_cover {
            options.epub_cover = EpubCover::None;
        }
        if args.pdf_cover {
            options.pdf_cover = PdfCover::First;
        }
        if let Some(scheme) = args.impose {
            options.imposition = Imposition {
                scheme,
                // A sheet thicker than a board is no paper, one thinner than nothing no sheet.
                thickness: args
                    .creep
                    .unwrap_or_default()
                    .clamp(Length::ZERO, Length::mm(2.0)),
                marks: if args.sheet_marks {
                    SheetMarks::Fold
                } else {
                    SheetMarks::None
                },
            };
            if options.targets.contains(Target::Pdf) {
                options.targets.insert(Target::Sheets);
            }
        }
        job
    });
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
            if args.report {
                put(&mut out, &figures::table(outcomes));
            }
        },
    )
}

fn run_check(args: Check) -> ExitCode {
    let job = Job::new(&args.common, None).map(|mut job| {
        job.settings.options.stores = args.stores.iter().map(|&store| store.into()).collect();
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
    job: Result<Job, NoJob>,
    work: impl FnOnce(&Job, &(dyn Fn(Progress<'_>) + Sync)) -> Result<Vec<Outcome>, BatchError>,
    show: impl FnOnce(&[Outcome]),
) -> ExitCode {
    let renderer = TextRenderer::new(look(), least(common));
    let job = match job {
        Ok(job) => job,
        Err(none) => return none.tell(&renderer, &mut std::io::stderr().lock()),
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
