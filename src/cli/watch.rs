//! `bindery watch` and `bindery serve`: build, wait for a change, build again.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use bindery::batch::{self, catalogue};
use bindery::serve::{Listener, News, Site};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::args::{Serve, Watch};
use super::figures;
use super::report::Reporter;
use super::run::{Job, NoJob, cannot_run, least, look, put, tell};

/// Editors write a file in several steps; so long nothing must change before it is read.
const QUIET: Duration = Duration::from_millis(150);
/// How often files are looked at where the system tells of no changes.
const POLL: Duration = Duration::from_secs(1);

/// `bindery watch`: ends when it is interrupted.
pub(crate) fn watch(args: &Watch) -> ExitCode {
    repeat(args, || {})
}

/// `bindery serve`.
pub(crate) fn serve(args: &Serve) -> ExitCode {
    let mut watch = args.watch.clone();
    watch.target.catalogue = true;
    let fail = |error: &dyn std::fmt::Display| cannot_run(&mut std::io::stderr().lock(), error);
    let folder = match Job::new(&watch.common, Some(&watch.target)) {
        Ok(job) => job.settings.output,
        Err(none) => {
            let reporter = Reporter::new(look(), least(&watch.common));
            return none.tell(&reporter, &mut std::io::stderr().lock());
        }
    };
    let news = Arc::new(News::default());
    let served = std::fs::create_dir_all(&folder)
        .map_err(|error| error.to_string())
        .and_then(|()| Site::new(&folder, Arc::clone(&news)).map_err(|e| e.to_string()))
        .and_then(|site| Ok((site, Listener::new(args.port).map_err(|e| e.to_string())?)));
    let (site, listener) = match served {
        Ok(served) => served,
        Err(error) => return fail(&error),
    };
    listener.serve(&site);
    let text = format!("http://{}/\n", listener.address());
    put(&mut std::io::stdout().lock(), &text);
    repeat(&watch, || news.announce())
}

/// Builds at every change, for ever.
fn repeat(args: &Watch, after: impl Fn()) -> ExitCode {
    let reporter = Reporter::new(look(), least(&args.common));
    loop {
        let (sender, changes) = channel();
        let job = Job::new(&args.common, Some(&args.target));
        // The watch begins before the build, so that no change falls between the two.
        let roots = roots(job.as_ref().ok(), args);
        let watcher = Watched::new(&roots, sender);
        match &job {
            Ok(job) => {
                build(job, &reporter);
                after();
            }
            Err(none @ NoJob::CannotRun(_)) => {
                return none.tell(&reporter, &mut std::io::stderr().lock());
            }
            Err(none) => {
                let _ = none.tell(&reporter, &mut std::io::stderr().lock());
            }
        }
        if watcher.is_none() {
            let text = "the folders of the manuscripts cannot be watched";
            return cannot_run(&mut std::io::stderr().lock(), &text);
        }
        put(&mut std::io::stderr().lock(), "waiting for changes\n");
        let output = job.ok().map(|job| job.settings.output);
        wait(&changes, output.as_deref());
    }
}

fn build(job: &Job, reporter: &Reporter) {
    let outcomes = batch::build(&job.plan, &job.settings);
    let mut err = std::io::stderr().lock();
    match outcomes {
        Ok(outcomes) => {
            tell(reporter, &job.plan, &outcomes, &mut err);
            for outcome in &outcomes {
                if outcome.status != batch::Status::Unchanged {
                    let text = format!("{} {}\n", outcome.status.as_str(), outcome.name);
                    put(&mut err, &text);
                }
            }
            put(&mut err, &figures::summary(&outcomes));
            if let Some(heading) = &job.catalogue
                && let Err(error) = catalogue::after_build(&outcomes, &job.settings, heading)
            {
                put(&mut err, &format!("error: {error}\n"));
            }
        }
        Err(error) => put(&mut err, &format!("error: {error}\n")),
    }
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
    fn new(roots: &[PathBuf], sender: std::sync::mpsc::Sender<Event>) -> Option<Self> {
        let tell = move |event: notify::Result<Event>| {
            if let Ok(event) = event {
                let _ = sender.send(event);
            }
        };
        let config = Config::default().with_poll_interval(POLL);
        let system = RecommendedWatcher::new(tell.clone(), config).ok();
        let mut watcher: Box<dyn Watcher> = match system {
            Some(watcher) => Box::new(watcher),
            None => Box::new(PollWatcher::new(tell.clone(), config).ok()?),
        };
        let all = |watcher: &mut dyn Watcher| {
            let mut roots = roots.iter();
            roots.all(|root| watcher.watch(root, RecursiveMode::Recursive).is_ok())
        };
        if !all(&mut *watcher) {
            // The system watches a limited number of folders.
            watcher = Box::new(PollWatcher::new(tell, config).ok()?);
            all(&mut *watcher).then_some(())?;
        }
        Some(Self { _watcher: watcher })
    }
}

/// Waits for a change of something else than the outputs, then until all is quiet.
fn wait(changes: &Receiver<Event>, output: Option<&Path>) {
    let output = output.and_then(|folder| folder.canonicalize().ok());
    let matters = |event: &Event| {
        let change = !matches!(event.kind, EventKind::Access(_));
        change
            && event.paths.iter().any(|path| {
                let name = path.file_name().and_then(|name| name.to_str());
                let hidden = name.is_some_and(|name| name.starts_with('.') || name.ends_with('~'));
                !hidden
                    && !output
                        .as_ref()
                        .is_some_and(|folder| path.starts_with(folder))
            })
    };
    loop {
        match changes.recv() {
            Ok(event) if matters(&event) => break,
            Ok(_) => {}
            Err(_) => return,
        }
    }
    loop {
        match changes.recv_timeout(QUIET) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
        }
    }
}
