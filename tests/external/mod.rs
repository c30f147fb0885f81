//! Runs the outside programs that judge Bindery's books: EPUBCheck and DAISY
//! Ace for EPUB; veraPDF, qpdf, poppler, Ghostscript and MuPDF for PDF.
//!
//! `.ci/install-validators` installs them all. A program is looked for in that
//! script's folder first, then on `PATH`. Where one is missing, every function
//! here prints a note and returns `None`, and the test is meant to stop there:
//!
//! ```ignore
//! let Some(messages) = external::epubcheck(&book) else { return };
//! ```
//!
//! With `CI=true` a missing program panics instead, so that no check can be
//! skipped there without anyone noticing.
//!
//! A program that breaks down, as opposed to one that finds fault with the
//! file, panics too: no answer must never look like a good one.
#![allow(
    dead_code,
    reason = "helpers for tests; not every test file needs every one"
)]
#![allow(clippy::doc_markdown, reason = "EPUBCheck and MuPDF are names")]

mod epub;
mod pdf;

use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

pub(crate) use epub::*;
pub(crate) use pdf::*;

/// The longest that any program may take over one file.
const TIME_LIMIT: Duration = Duration::from_secs(600);

/// Turns an Ace report into one line for each failed assertion.
const ACE_REPORT_TO_LINES: &str = r#"
const report = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
const flat = (text) => String(text ?? "").replace(/\s+/g, " ").trim();
for (const document of report.assertions) {
    for (const assertion of document.assertions) {
        const { "earl:test": test, "earl:result": result } = assertion;
        const place = flat(result["earl:pointer"]?.css?.join(", ") || result.html);
        console.log(
            `${document["earl:testSubject"].url}: ${test["dct:title"]} (${test["earl:impact"]}): ` +
                `${flat(result["dct:description"])}${place ? ` [${place}]` : ""}`,
        );
    }
}
console.log(`outcome ${report["earl:result"]["earl:outcome"]}`);
"#;

/// An outside program that was found on this machine.
#[derive(Debug, Clone)]
pub(crate) struct Tool {
    /// The name that it was looked for by.
    pub name: String,
    /// The file to run.
    pub path: PathBuf,
}

/// What a program said.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    /// Its exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Output {
    /// Standard output and standard error, in this order.
    pub(crate) fn text(&self) -> String {
        format!("{}\n{}", self.stdout, self.stderr)
    }
}

impl Tool {
    /// Runs the program and waits for it.
    ///
    /// Bytes that are not UTF-8 come back as replacement characters. Messages
    /// are in English whatever the locale of the machine.
    ///
    /// # Panics
    /// If the program cannot be started or takes longer than ten minutes.
    pub(crate) fn run<I, S>(&self, args: I) -> Output
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        let mut child = Command::new(&self.path)
            .args(args)
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", self.path.display()));
        let stdout = drain(child.stdout.take());
        let stderr = drain(child.stderr.take());
        let start = Instant::now();
        let mut pause = Duration::from_millis(2);
        let status = loop {
            if let Some(status) = child.try_wait().expect("the program can be waited for") {
                break status;
            }
            if start.elapsed() > TIME_LIMIT {
                // The threads that read are left alone: a grandchild may still
                // hold the other ends.
                drop(child.kill());
                panic!("{} took longer than {TIME_LIMIT:?}", self.name);
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(50));
        };
        Output {
            code: status.code(),
            stdout: stdout.join().expect("standard output can be read"),
            stderr: stderr.join().expect("standard error can be read"),
        }
    }
}

/// Reads a pipe to its end beside the program, so that a full pipe cannot
/// stop it.
fn drain<R: Read + Send + 'static>(pipe: Option<R>) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            pipe.read_to_end(&mut bytes).expect("the pipe can be read");
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The folder that `.ci/install-validators` fills.
fn tools_folder() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    set("BINDERY_TOOLS").map(PathBuf::from).or_else(|| {
        let cache = set("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| Some(PathBuf::from(set("HOME")?).join(".cache")))?;
        Some(cache.join("bindery-tools"))
    })
}

/// Finds a program: among the installed validators, then on `PATH`, then among
/// the installed Python packages' own programs.
///
/// Returns `None`, with a note on standard error, if it is not there.
///
/// # Panics
/// If it is not there and `CI` is `true`.
pub(crate) fn tool(name: &str) -> Option<Tool> {
    let installed = tools_folder();
    let on_path = env::var_os("PATH").unwrap_or_default();
    let folders = installed
        .iter()
        .map(|folder| folder.join("bin"))
        .chain(env::split_paths(&on_path))
        .chain(installed.iter().map(|folder| folder.join("venv/bin")));
    find(folders, name)
}

/// Finds a program in one of some folders; see [`tool`].
#[allow(
    clippy::print_stderr,
    reason = "the test harness shows it with the test"
)]
fn find(folders: impl IntoIterator<Item = PathBuf>, name: &str) -> Option<Tool> {
    let file_name = format!("{name}{}", env::consts::EXE_SUFFIX);
    let found = folders
        .into_iter()
        .map(|folder| folder.join(&file_name))
        .find(|path| path.is_file());
    if let Some(path) = found {
        return Some(Tool {
            name: name.to_owned(),
            path,
        });
    }
    let note = format!("`{name}` was not found; `.ci/install-validators` installs it");
    assert!(
        env::var_os("CI").is_none_or(|value| value != "true"),
        "{note}"
    );
    eprintln!("skipped: {note}");
    None
}

/// The arguments for a call, from pieces of different types.
fn args<const N: usize>(pieces: [&dyn AsRef<OsStr>; N]) -> [OsString; N] {
    pieces.map(|piece| piece.as_ref().to_owned())
}

/// A file that is about to be checked must be there: some programs take a
/// missing one for a good one.
fn must_exist(path: &Path) {
    assert!(path.is_file(), "{} is not there", path.display());
}

/// A folder of its own for one run, removed at the end.
struct ScratchFolder(PathBuf);

impl ScratchFolder {
    fn new(purpose: &str) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("bindery-{purpose}-{}-{number}", process::id());
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a temporary folder can be made");
        Self(folder)
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        // Nothing depends on it: a folder that stays only takes up room.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// Runs a Python script that may import `pikepdf`, `pypdf`, `lxml`, `jsonschema` and
/// `webpub_manifest_parser`, and returns what
/// it prints. The script finds `arguments` in `sys.argv[1:]`.
///
/// # Panics
/// If the script fails.
pub(crate) fn python(script: &str, arguments: &[&OsStr]) -> Option<String> {
    let folder = tools_folder().map(|folder| folder.join("venv/bin"));
    let tool = find(folder, "python")?;
    let all = ["-c", script].map(OsStr::new).into_iter();
    let output = tool.run(all.chain(arguments.iter().copied()));
    assert!(
        output.code == Some(0),
        "the Python script failed: {}",
        output.stderr
    );
    Some(output.stdout)
}

/// Runs a Node script that may require `opds-feed-parser`, and returns what it prints. The script finds
/// `arguments` in `process.argv.slice(2)`.
///
/// # Panics
/// If the script fails.
pub(crate) fn node(script: &str, arguments: &[&OsStr]) -> Option<String> {
    let packages = tools_folder()?.join("node/node_modules");
    if !packages.is_dir() {
        // What is missing is told of as a program would be.
        return find([packages], "opds-feed-parser").map(|_| String::new());
    }
    let tool = tool("node")?;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("script.cjs");
    fs::write(&file, script).expect("written");
    let output = Command::new(&tool.path)
        .arg(&file)
        .args(arguments)
        .env("NODE_PATH", packages)
        .output()
        .expect("node runs");
    assert!(
        output.status.success(),
        "the Node script failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_by_its_name() {
        let nowhere = [PathBuf::from("no/such/folder")];
        if env::var_os("CI").is_none_or(|value| value != "true") {
            assert!(find(nowhere, "bindery-no-such-tool").is_none());
        } else {
            let missing = std::panic::catch_unwind(|| find(nowhere, "bindery-no-such-tool"));
            assert!(missing.is_err(), "a missing program must not be skipped");
        }
    }
}
