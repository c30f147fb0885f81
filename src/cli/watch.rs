//! `bindery watch` and `bindery serve`: build, wait for a change, build again.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use bindery::batch::{self, catalogue};
use bindery::diag::render::TextRenderer;
use bindery::output::Target;
use bindery::serve::{BuildCounter, Listener, Site};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::args::{Serve, Watch};
use super::job::{Job, JobError};
use super::terminal::{cannot_run, least_severity, print_diagnostics, terminal_look, write_text};
use super::values::MessageFormat;
use super::{figures, json};

/// Editors write a file in several steps; so long nothing must change before it is read.
const QUIET: Duration = Duration::from_millis(150);
/// The longest that is waited for quiet.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often files are looked at where the system reports no changes.
const POLL: Duration = Duration::from_secs(1);

/// `bindery watch`: ends when it is interrupted.
pub(crate) fn watch(args: &Watch) -> ExitCode {
    repeat(args, || {})
}

/// `bindery serve`.
pub(crate) fn serve(args: &Serve) -> ExitCode {
    let mut watch = args.watch.clone();
    watch.options.catalogue = true;
    let fail = |error: &dyn std::fmt::Display| cannot_run(&mut std::io::stderr().lock(), error);
    let folder = match Job::new(&watch.common, Some(&watch.options)) {
        Ok(job) => job.settings.output,
        Err(error) => {
            let renderer = TextRenderer::new(terminal_look(), least_severity(&watch.common));
            return error.report(&renderer, &mut std::io::stderr().lock());
        }
    };
    let builds = Arc::new(BuildCounter::default());
    let served = std::fs::create_dir_all(&folder)
        .map_err(|error| error.to_string())
        .and_then(|()| Site::new(&folder, Arc::clone(&builds)).map_err(|e| e.to_string()))
        .and_then(|site| Ok((site, Listener::new(args.port).map_err(|e| e.to_string())?)));
    let (site, listener) = match served {
        Ok(served) => served,
        Err(error) => return fail(&error),
    };
    listener.serve(&site);
    let text = format!("http://{}/\n", listener.address());
    write_text(&mut std::io::stdout().lock(), &text);
    repeat(&watch, || builds.announce())
}

/// Builds at every change, for ever; calls `after` when something came of it.
fn repeat(args: &Watch, after: impl Fn()) -> ExitCode {
    let renderer = TextRenderer::new(terminal_look(), least_severity(&args.common));
    let (sender, changes) = channel();
    let mut watched: Option<(Vec<PathBuf>, Watched)> = None;
    let mut last = Shown::default();
    loop {
        // The watch begins before the files are read, so that no change falls between the two; what
        // changed before that is read now.
        while changes.try_recv().is_ok() {}
        let job = Job::new(&args.common, Some(&args.options));
        let roots = roots(job.as_ref().ok(), args);
        if watched.as_ref().is_none_or(|(known, _)| *known != roots) {
            let watch = Watched::new(&roots, &sender, args.poll);
            watched = watch.map(|watch| (roots.clone(), watch));
        }
        let mut shown = Shown::default();
        let built = match &job {
            Ok(job) => build(job, args, &renderer, &mut shown),
            Err(error @ JobError::CannotRun(_)) => {
                return error.report(&renderer, &mut std::io::stderr().lock());
            }
            Err(error) => {
                let _ = error.report(&renderer, &mut shown.err);
                false
            }
        };
        if watched.is_none() {
            let text = "the folders of the manuscripts cannot be watched";
            return cannot_run(&mut std::io::stderr().lock(), &text);
        }
        // Not every change is one of a manuscript, and what was shown need not be shown again. It may be
        // written to a file that is watched.
        if built || shown != last {
            shown.print();
            if !args.common.quiet {
                write_text(&mut std::io::stderr().lock(), "waiting for changes\n");
            }
            after();
        }
        last = shown;
        wait(&changes, &OwnFiles::new(job.ok().as_ref(), &roots));
    }
}

/// What is shown of a build, gathered before it is printed.
#[derive(Default, PartialEq, Eq)]
struct Shown {
    /// For programs: lines of JSON, tables of figures.
    out: Vec<u8>,
    /// For people.
    err: Vec<u8>,
}

impl Shown {
    /// Prints all, to readers that may have gone, which is no fault.
    fn print(&self) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(&self.out).and_then(|()| out.flush());
        let _ = std::io::stderr().lock().write_all(&self.err);
    }
}

/// Builds, and gathers what is to be shown of it; true when something was built.
fn build(job: &Job, args: &Watch, renderer: &TextRenderer, shown: &mut Shown) -> bool {
    let (out, err) = (&mut shown.out, &mut shown.err);
    let outcomes = match batch::build(&job.plan, &job.settings) {
        Ok(outcomes) => outcomes,
        Err(error) => {
            write_text(err, &format!("error: {error}\n"));
            return false;
        }
    };
    if args.common.message_format == MessageFormat::Json {
        write_text(out, &json::lines(&job.plan, &outcomes));
    } else {
        print_diagnostics(renderer, &job.plan, &outcomes, err);
        if !args.common.quiet {
            for outcome in &outcomes {
                if outcome.status != batch::Status::Unchanged {
                    let text = format!("{} {}\n", outcome.status.as_str(), outcome.name);
                    write_text(err, &text);
                }
            }
            write_text(err, &figures::summary(&outcomes));
        }
        if args.options.report {
            write_text(out, &figures::table(&outcomes));
        }
    }
    if let Some(heading) = &job.catalogue
        && let Err(error) = catalogue::after_build(&outcomes, &job.settings, heading)
    {
        write_text(err, &format!("error: {error}\n"));
    }
    outcomes.iter().any(|o| o.status == batch::Status::Built)
}

/// The folders that hold what a build reads.
fn roots(job: Option<&Job>, args: &Watch) -> Vec<PathBuf> {
    let mut roots: Vec<PathBuf> = Vec::new();
    if let Some(job) = job {
        roots.extend(job.plan.manuscripts.iter().map(|m| m.root.clone()));
        roots.extend(job.settings.fonts.iter().cloned());
        let project = job.project.as_deref();
        roots.extend(project.map(|file| batch::project::folder(file).to_owned()));
    }
    roots.extend(args.common.paths.iter().cloned());
    if roots.is_empty() {
        roots.push(PathBuf::from("."));
    }
    let mut real: Vec<PathBuf> = roots.iter().filter_map(|r| r.canonicalize().ok()).collect();
    real.sort();
    // A folder is watched with all below it.
    let mut kept: Vec<PathBuf> = Vec::new();
    for root in real {
        if !kept.iter().any(|outer| root.starts_with(outer)) {
            kept.push(root);
        }
    }
    kept
}

/// Keeps the watch as long as it lives.
struct Watched {
    _watcher: Box<dyn Watcher>,
}

impl Watched {
    fn new(roots: &[PathBuf], sender: &Sender<Event>, poll: bool) -> Option<Self> {
        let sender = sender.clone();
        let forward = move |event: notify::Result<Event>| {
            if let Ok(event) = event {
                let _ = sender.send(event);
            }
        };
        let config = Config::default().with_poll_interval(POLL);
        let all = |watcher: &mut dyn Watcher| {
            let mut roots = roots.iter();
            roots.all(|root| watcher.watch(root, RecursiveMode::Recursive).is_ok())
        };
        if !poll
            && let Ok(mut system) = RecommendedWatcher::new(forward.clone(), config)
            && all(&mut system)
        {
            let _watcher = Box::new(system);
            return Some(Self { _watcher });
        }
        // The system watches a limited number of folders, or none. Times of files are taken by the second,
        // in which more than one change may fall.
        let config = config.with_compare_contents(true);
        let mut polling = PollWatcher::new(forward, config).ok()?;
        all(&mut polling).then(|| Self {
            _watcher: Box::new(polling),
        })
    }
}

/// The files that Bindery writes itself, whose changes are of no interest.
#[derive(Debug, Default)]
struct OwnFiles {
    folder: Option<PathBuf>,
    /// Whether manuscripts lie in the output folder, too.
    shared: bool,
}

impl OwnFiles {
    fn new(job: Option<&Job>, roots: &[PathBuf]) -> Self {
        let folder = job.and_then(|job| job.settings.output.canonicalize().ok());
        let shared = folder
            .as_ref()
            .is_some_and(|folder| roots.iter().any(|root| root.starts_with(folder)));
        Self { folder, shared }
    }

    fn wrote(&self, path: &Path) -> bool {
        let Some(within) = self
            .folder
            .as_ref()
            .and_then(|folder| path.strip_prefix(folder).ok())
        else {
            return false;
        };
        let name = within.to_str().unwrap_or_default();
        !self.shared
            || within.starts_with("covers")
            || Target::of_extension(name).is_some()
            || catalogue::FILES.contains(&name)
    }
}

/// True for a change of a file that a build may read.
fn is_input(event: &Event, own: &OwnFiles) -> bool {
    let change = !matches!(event.kind, EventKind::Access(_));
    change
        && event.paths.iter().any(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            let hidden = name.is_some_and(|name| name.starts_with('.') || name.ends_with('~'));
            !hidden && !own.wrote(path)
        })
}

/// Waits for a change of something else than the outputs, then until all is quiet. That files are read
/// meanwhile, by whoever looks at the pages, is no unrest.
fn wait(changes: &Receiver<Event>, own: &OwnFiles) {
    loop {
        match changes.recv() {
            Ok(event) if is_input(&event, own) => break,
            Ok(_) => {}
            Err(_) => return,
        }
    }
    let begun = Instant::now();
    let mut last = begun;
    loop {
        let now = Instant::now();
        let until = (last + QUIET).min(begun + PATIENCE);
        let Some(left) = until.checked_duration_since(now).filter(|d| !d.is_zero()) else {
            return;
        };
        match changes.recv_timeout(left) {
            Ok(event) if is_input(&event, own) => last = Instant::now(),
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, AccessMode, DataChange, ModifyKind};

    fn event(kind: EventKind, path: &str) -> Event {
        Event::new(kind).add_path(PathBuf::from(path))
    }

    const CHANGE: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const READ: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Read));

    #[test]
    fn outputs_and_readers_are_no_change() {
        let own = OwnFiles {
            folder: Some("/p/build".into()),
            shared: false,
        };
        assert!(is_input(&event(CHANGE, "/p/a.md"), &own));
        for (kind, path) in [
            (READ, "/p/a.md"),
            (CHANGE, "/p/build/a.md"),
            (CHANGE, "/p/.a.md.swp"),
            (CHANGE, "/p/a.md~"),
        ] {
            assert!(!is_input(&event(kind, path), &own), "{path}");
        }
        let shared = OwnFiles {
            folder: Some("/p".into()),
            shared: true,
        };
        assert!(is_input(&event(CHANGE, "/p/a.md"), &shared));
        for path in ["/p/a.epub", "/p/index.html", "/p/covers/a.png"] {
            assert!(!is_input(&event(CHANGE, path), &shared), "{path}");
        }
    }

    #[test]
    fn a_change_is_seen_while_others_read() {
        let (sender, changes) = channel();
        let reader = sender.clone();
        let reading = std::thread::spawn(move || {
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(20) {
                if reader.send(event(READ, "/p/build/a.epub")).is_err() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        sender.send(event(CHANGE, "/p/a.md")).expect("sent");
        let begun = Instant::now();
        wait(&changes, &OwnFiles::default());
        assert!(begun.elapsed() < Duration::from_secs(10));
        drop(changes);
        reading.join().expect("it ends");
    }
}
