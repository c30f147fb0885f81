//! A command line and a project file made into a batch that is ready to be built.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use bindery::batch::catalogue::Heading;
use bindery::batch::{self, Failure, Plan, Reuse, Settings, Warnings};
use bindery::compile::{EpubCover, EpubFonts, Options, PageList, PdfCover};
use bindery::diag::render::TextRenderer;
use bindery::diag::{Code, Diagnostic, Diagnostics};
use bindery::manuscript::project::{self, Project};
use bindery::output::{Target, Targets};
use bindery::pdf::{Imposition, SheetMarks};
use bindery::source::SourceMap;
use bindery::units::Length;

use super::args::{BuildOptions, Common};
use super::terminal::{HAS_ERRORS, cannot_run, write_text};

/// The thickest sheet that there is an allowance for; a thicker one is board.
const THICKEST_SHEET: f64 = 2.0;

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
pub(crate) enum JobError {
    /// The command line makes no sense.
    CannotRun(String),
    /// The project file has errors.
    BadProject(Box<(SourceMap, Diagnostics)>),
}

impl Job {
    /// The job of a command line; of `check`, which makes nothing, without the options of a build.
    pub(crate) fn new(common: &Common, build: Option<&BuildOptions>) -> Result<Self, JobError> {
        let file = match &common.project {
            Some(file) => Some(file.clone()),
            None => Some(PathBuf::from(batch::project::FILE)).filter(|file| file.is_file()),
        };
        let mut project = match &file {
            Some(file) => load_project(file)?,
            None => Project::default(),
        };
        let plan = match (common.paths.as_slice(), &file) {
            ([], None) => batch::find(&[PathBuf::from("manuscript")]),
            ([], Some(file)) => batch::project::plan(&project, file),
            (paths, Some(file)) => with_volumes(paths, &project, file),
            (paths, None) => batch::find(paths),
        };
        let catalogue = project.catalogue.take();
        let formats = project.formats.take();
        let mut settings = settings(common, project, file.as_deref())?;
        let mut heads = None;
        if let Some(build) = build {
            settings.options.targets = formats.unwrap_or_else(Targets::for_readers);
            build.apply(&mut settings);
            if build.catalogue || catalogue.is_some() {
                heads = Some(heading(catalogue.unwrap_or_default()));
            }
        }
        Ok(Self {
            plan,
            settings,
            catalogue: heads,
            project: file,
        })
    }
}

fn load_project(file: &Path) -> Result<Project, JobError> {
    let loaded = batch::project::load(file).map_err(|e| JobError::CannotRun(e.to_string()))?;
    if loaded.diagnostics.has_errors() {
        let bad = (loaded.sources, loaded.diagnostics);
        return Err(JobError::BadProject(Box::new(bad)));
    }
    Ok(loaded.project)
}

/// How a batch is built by what the project file says and what all commands have in common; nothing is made.
fn settings(common: &Common, project: Project, file: Option<&Path>) -> Result<Settings, JobError> {
    let folder = file.map_or(Path::new("."), batch::project::folder);
    let within = |path: &str| match folder == Path::new(".") {
        true => PathBuf::from(path),
        false => folder.join(path),
    };
    let mut options = Options::new().map_err(|e| JobError::CannotRun(e.to_string()))?;
    options.targets = Targets::none();
    options.page = common.page;
    options.theme.clone_from(&common.theme);
    options.limits = project.limits;
    options.defaults = project.defaults.map(Arc::new);
    if project.drawn_cover == Some(false) {
        options.epub_cover = EpubCover::None;
    }
    if project.pdf_cover == Some(true) {
        options.pdf_cover = PdfCover::First;
    }
    // reproducible-builds.org/specs/source-date-epoch
    options.source_date_epoch = std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|seconds| seconds.parse().ok());
    let output = project.output.as_deref().unwrap_or("build");
    let mut settings = Settings::new(within(output), options);
    settings.jobs = common.jobs;
    settings.fonts.clone_from(&common.fonts);
    let fonts = project.fonts.iter().map(|path| within(path));
    settings.fonts.extend(fonts);
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
    Ok(settings)
}

impl BuildOptions {
    /// Changes what the project file says to what the command line says. Each option is named, so that none can be
    /// forgotten.
    fn apply(&self, settings: &mut Settings) {
        let Self {
            format,
            output,
            names,
            force,
            shard,
            // Of what follows a build.
            catalogue: _,
            report: _,
            impose,
            creep,
            sheet_marks,
            no_page_list,
            no_epub_fonts,
            no_cover,
            pdf_cover,
        } = self;
        if let Some(output) = output {
            settings.output.clone_from(output);
        }
        if let Some(names) = names {
            settings.names.clone_from(names);
        }
        if *force {
            settings.reuse = Reuse::Nothing;
        }
        settings.shard = *shard;
        let options = &mut settings.options;
        if let Some(format) = *format {
            options.targets = format.into();
        }
        if let Some(scheme) = *impose {
            let thickness = creep.unwrap_or_default();
            let thickness = thickness.clamp(Length::ZERO, Length::mm(THICKEST_SHEET));
            options.imposition = Imposition::new(scheme).with_thickness(thickness);
            if *sheet_marks {
                options.imposition.marks = SheetMarks::Fold;
            }
            if options.targets.contains(Target::Pdf) {
                options.targets.insert(Target::Sheets);
            }
        }
        if *no_page_list {
            options.page_list = PageList::None;
        }
        if *no_epub_fonts {
            options.epub_fonts = EpubFonts::None;
        }
        if *no_cover {
            options.epub_cover = EpubCover::None;
        }
        if *pdf_cover {
            options.pdf_cover = PdfCover::First;
        }
    }
}

/// The head of a catalogue that a project file describes.
fn heading(catalogue: project::Catalogue) -> Heading {
    let title = catalogue.title.unwrap_or_else(|| "Catalogue".to_owned());
    let mut heading = Heading::new(title);
    heading.description = catalogue.description;
    heading.url = catalogue.url;
    heading
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

impl JobError {
    /// Prints why there is no job, and gives the exit code.
    pub(crate) fn report(&self, renderer: &TextRenderer, err: &mut impl Write) -> ExitCode {
        match self {
            Self::CannotRun(error) => cannot_run(err, error),
            Self::BadProject(bad) => {
                write_text(err, &renderer.render(&bad.1, &bad.0, ""));
                ExitCode::from(HAS_ERRORS)
            }
        }
    }
}
