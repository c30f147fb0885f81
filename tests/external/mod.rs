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

// --- EPUB ---------------------------------------------------------------------

/// How grave an [EPUBCheck message](Message) is; a graver one is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Severity {
    /// Allowed, but worth knowing (`-u`).
    Usage,
    /// Information.
    Info,
    /// Probably a mistake.
    Warning,
    /// Breaks the specification.
    Error,
    /// The file could not be checked to its end.
    Fatal,
}

impl Severity {
    /// In the order of EPUBCheck's closing line.
    const ALL: [Self; 5] = [
        Self::Fatal,
        Self::Error,
        Self::Warning,
        Self::Info,
        Self::Usage,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Usage => "USAGE",
            Self::Info => "INFO",
            Self::Warning => "WARNING",
            Self::Error => "ERROR",
            Self::Fatal => "FATAL",
        }
    }
}

/// One message of EPUBCheck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// How grave it is.
    pub severity: Severity,
    /// Its number, such as `RSC-005`.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Where: a path in the container, and line and column if they are known,
    /// such as `EPUB/c1.xhtml(3,12)`; empty for the file as a whole.
    pub location: String,
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            severity,
            id,
            text,
            location,
        } = self;
        write!(f, "{}({id}): {location}: {text}", severity.word())
    }
}

/// Checks an EPUB with EPUBCheck and returns all its messages, down to those
/// on mere usage.
pub(crate) fn epubcheck(path: &Path) -> Option<Vec<Message>> {
    let tool = tool("epubcheck")?;
    must_exist(path);
    let text = tool.run(args([&"-u", &path])).text();
    let mut messages = parse_epubcheck(&text, path);
    assert!(
        epubcheck_counts(&text) == Some(count(&messages)),
        "EPUBCheck's report on {} cannot be read: {text}",
        path.display()
    );
    // That there are fonts is no fault: EPUBCheck tells of every line that names one.
    messages.retain(|message| message.id != "CSS-028");
    Some(messages)
}

/// The messages in EPUBCheck's report. Text that goes on in further lines is
/// put into one.
fn parse_epubcheck(report: &str, path: &Path) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    let mut goes_on = false;
    for line in report.lines() {
        if let Some(message) = parse_message(line, path) {
            messages.push(message);
            goes_on = true;
        } else if line.trim().is_empty() || is_epubcheck_progress(line) {
            goes_on = false;
        } else if goes_on && let Some(last) = messages.last_mut() {
            last.text = format!("{} {}", last.text, line.trim());
        }
    }
    messages
}

/// Whether a line tells of the run and not of the book.
fn is_epubcheck_progress(line: &str) -> bool {
    [
        "Validating using",
        "No errors or warnings",
        "Check finished",
        "Messages: ",
        "EPUBCheck completed",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}

/// Reads `SEVERITY(ID): FILE/PATH(LINE,COLUMN): TEXT`.
fn parse_message(line: &str, path: &Path) -> Option<Message> {
    let (severity, rest) = Severity::ALL.iter().find_map(|&severity| {
        let rest = line.strip_prefix(severity.word())?.strip_prefix('(')?;
        Some((severity, rest))
    })?;
    let (id, rest) = rest.split_once("): ")?;
    // The path may hold any character, so the first "(number,number): " ends it.
    let (place, text) = rest.match_indices("): ").find_map(|(end, separator)| {
        let (_, position) = rest[..end].rsplit_once('(')?;
        let (line, column) = position.split_once(',')?;
        (line.parse::<i64>().is_ok() && column.parse::<i64>().is_ok())
            .then(|| (&rest[..=end], &rest[end + separator.len()..]))
    })?;
    // Places begin with the file, either as it was named in the call or without
    // its folder.
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let inside = [&path.to_string_lossy(), &file_name]
        .into_iter()
        .find_map(|file| place.strip_prefix(&**file)?.strip_prefix('/'))
        .unwrap_or(place)
        .trim_end_matches("(-1,-1)");
    let whole_file = Path::new(inside).file_name() == path.file_name();
    let location = if whole_file { "" } else { inside };
    Some(Message {
        severity,
        id: id.to_owned(),
        text: text.trim().to_owned(),
        location: location.to_owned(),
    })
}

/// How many messages there are of each severity, in the order of
/// [`Severity::ALL`].
fn count(messages: &[Message]) -> [usize; 5] {
    Severity::ALL.map(|severity| {
        messages
            .iter()
            .filter(|message| message.severity == severity)
            .count()
    })
}

/// The numbers in `Messages: 0 fatals / 1 error / 0 warnings / ...`, if the
/// report is whole.
fn epubcheck_counts(report: &str) -> Option<[usize; 5]> {
    if !report.contains("EPUBCheck completed") {
        return None;
    }
    let line = report
        .lines()
        .find_map(|line| line.strip_prefix("Messages: "))?;
    let numbers: Vec<usize> = line
        .split(" / ")
        .map(|part| part.split(' ').next()?.parse().ok())
        .collect::<Option<_>>()?;
    numbers.try_into().ok()
}

/// Checks an EPUB's accessibility with DAISY Ace. The error is one line for
/// each failed assertion: document, rule, impact, explanation and place.
pub(crate) fn ace(path: &Path) -> Option<Result<(), Vec<String>>> {
    let ace = tool("ace")?;
    let node = tool("node")?;
    must_exist(path);
    let folder = ScratchFolder::new("ace");
    let run = ace.run(args([&"--force", &"--outdir", &folder.0, &path]));
    let report = folder.0.join("report.json");
    assert!(
        run.code == Some(0) && report.is_file(),
        "Ace broke down over {}: {}",
        path.display(),
        run.text()
    );
    let list = node.run(args([&"--eval", &ACE_REPORT_TO_LINES, &"--", &report]));
    let mut lines: Vec<String> = list.stdout.lines().map(str::to_owned).collect();
    let outcome = lines.pop().unwrap_or_default();
    match outcome.as_str() {
        "outcome pass" if lines.is_empty() => Some(Ok(())),
        "outcome fail" if !lines.is_empty() => Some(Err(lines)),
        _ => panic!("Ace's report cannot be read: {}", list.text()),
    }
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

// --- PDF ----------------------------------------------------------------------

/// Checks a PDF's syntax and streams with qpdf. A warning counts as a failure.
pub(crate) fn qpdf_check(path: &Path) -> Option<Result<(), String>> {
    let output = tool("qpdf")?.run(args([&"--check", &path]));
    Some(if output.code == Some(0) && output.stderr.is_empty() {
        Ok(())
    } else {
        Err(output.text())
    })
}

/// Checks a PDF against a standard with veraPDF: `1b`, `2b`, `2u`, `2a`, ... for
/// PDF/A, `ua1` or `ua2` for PDF/UA. The error is one line for each broken rule:
/// its clause and number, how often it is broken, what is wrong and where first.
pub(crate) fn verapdf(path: &Path, flavour: &str) -> Option<Result<(), Vec<String>>> {
    verapdf_all(&[path], flavour)
}

/// [`verapdf`] over several files with one start of Java. The error has a line
/// for each file that fails before those of its broken rules.
pub(crate) fn verapdf_all(paths: &[&Path], flavour: &str) -> Option<Result<(), Vec<String>>> {
    let tool = tool("verapdf")?;
    let mut arguments = args([&"-f", &flavour, &"--format", &"text", &"-v"]).to_vec();
    for path in paths {
        must_exist(path);
        arguments.push(path.as_os_str().to_owned());
    }
    let output = tool.run(arguments);
    let verdicts = |word: &str| {
        let verdicts = output.stdout.lines();
        verdicts.filter(|line| line.starts_with(word)).count()
    };
    let (passed, failed) = (verdicts("PASS "), verdicts("FAIL "));
    if passed == paths.len() && failed == 0 && output.code == Some(0) {
        return Some(Ok(()));
    }
    let mut broken = Vec::new();
    let mut rules = 0;
    for line in output.stdout.lines() {
        if line.starts_with("FAIL ") && paths.len() > 1 {
            broken.push(line.to_owned());
        } else if !line.starts_with("FAIL ")
            && let Some(rule) = line.trim().strip_prefix("FAIL ")
        {
            rules += 1;
            broken.push(rule.to_owned());
        }
    }
    assert!(
        passed + failed == paths.len() && rules > 0,
        "veraPDF broke down over {paths:?}: {}",
        output.text()
    );
    Some(Err(broken))
}

/// Draws every page with Ghostscript. Anything it says beyond its progress is a
/// failure: errors, warnings and fonts that it had to find elsewhere.
pub(crate) fn ghostscript_render(path: &Path) -> Option<Result<(), String>> {
    let tool = tool("gs")?;
    let folder = ScratchFolder::new("gs");
    // One file that every page overwrites.
    let mut picture = OsString::from("-sOutputFile=");
    picture.push(folder.0.join("page.ppm"));
    let output = tool.run(args([
        &"-dNOPAUSE",
        &"-dBATCH",
        &"-dSAFER",
        &"-sDEVICE=ppmraw",
        &"-r72",
        &picture,
        &path,
    ]));
    Some(nothing_said(&output, |line| {
        [
            "GPL Ghostscript ",
            "Copyright (C) ",
            "This software is supplied ",
            "see the file COPYING",
            "Processing pages ",
            "Page ",
        ]
        .iter()
        .any(|start| line.starts_with(start))
            && !line.contains("error")
    }))
}

/// Draws every page with MuPDF. Any error or warning is a failure.
pub(crate) fn mupdf_render(path: &Path) -> Option<Result<(), String>> {
    let tool = tool("mutool")?;
    let folder = ScratchFolder::new("mutool");
    let picture = folder.0.join("page%d.ppm");
    let output = tool.run(args([&"draw", &"-q", &"-r", &"36", &"-o", &picture, &path]));
    // Some builds come without colour management; that says nothing of the file.
    Some(nothing_said(&output, |line| {
        line == "warning: ICC support is not available"
    }))
}

/// A program that ended well and said nothing but what was to be expected.
fn nothing_said(output: &Output, expected: impl Fn(&str) -> bool) -> Result<(), String> {
    let text = output.text();
    let said: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !expected(line))
        .collect();
    if output.code == Some(0) && said.is_empty() {
        Ok(())
    } else {
        Err(format!("exit code {:?}\n{}", output.code, said.join("\n")))
    }
}

/// A font of a PDF, as `pdffonts` lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FontRow {
    /// The name, with the tag of a subset: `ABCDEF+Serif-Regular`.
    pub name: String,
    /// The kind, such as `CID TrueType` or `Type 1C`.
    pub kind: String,
    /// Whether the font program is in the file.
    pub embedded: bool,
    /// Whether it is a subset.
    pub subset: bool,
    /// Whether it maps its glyphs to Unicode.
    pub unicode: bool,
}

/// Lists the fonts of a PDF.
///
/// # Panics
/// If `pdffonts` cannot read the file.
pub(crate) fn pdffonts(path: &Path) -> Option<Vec<FontRow>> {
    let text = poppler("pdffonts", &[], path, &[])?;
    let rows: Option<Vec<_>> = text
        .lines()
        .skip_while(|line| !line.starts_with("---"))
        .skip(1)
        .map(parse_font_row)
        .collect();
    Some(rows.unwrap_or_else(|| panic!("the list of fonts cannot be read: {text}")))
}

/// Reads `NAME TYPE ENCODING EMB SUB UNI OBJECT GENERATION`. A long name pushes
/// the other columns to the right, and names and types may hold spaces, so a
/// row is read from its end.
fn parse_font_row(line: &str) -> Option<FontRow> {
    const KINDS: [&str; 12] = [
        "CID TrueType (OT)",
        "CID Type 0C (OT)",
        "CID TrueType",
        "CID Type 0C",
        "CID Type 0",
        "Type 1C (OT)",
        "TrueType (OT)",
        "Type 1C",
        "Type 1",
        "Type 3",
        "TrueType",
        "unknown",
    ];
    fn last_word(text: &str) -> Option<(&str, &str)> {
        let (rest, word) = text.trim_end().rsplit_once(' ')?;
        Some((rest.trim_end(), word))
    }
    fn yes_or_no(text: &str) -> Option<(&str, bool)> {
        match last_word(text)? {
            (rest, "yes") => Some((rest, true)),
            (rest, "no") => Some((rest, false)),
            _ => None,
        }
    }
    let (mut rest, object) = last_word(line)?;
    if object != "[none]" {
        (rest, _) = last_word(rest)?;
    }
    let (rest, unicode) = yes_or_no(rest)?;
    let (rest, subset) = yes_or_no(rest)?;
    let (rest, embedded) = yes_or_no(rest)?;
    let (rest, _encoding) = last_word(rest)?;
    let (name, kind) = KINDS
        .iter()
        .find_map(|&kind| Some((rest.strip_suffix(kind)?.strip_suffix(' ')?, kind)))?;
    Some(FontRow {
        name: name.trim_end().to_owned(),
        kind: kind.to_owned(),
        embedded,
        subset,
        unicode,
    })
}

/// Takes the text out of a PDF. `options` go before the file: `&["-layout"]`,
/// `&["-f", "2", "-l", "2"]`, ... Pages end with a form feed.
///
/// # Panics
/// If `pdftotext` cannot read the file.
pub(crate) fn pdftotext(path: &Path, options: &[&str]) -> Option<String> {
    let mut all = vec!["-enc", "UTF-8"];
    all.extend(options);
    poppler("pdftotext", &all, path, &["-"])
}

/// What `pdfinfo` tells of a PDF, for example `Pages`, `Title`, `Tagged`,
/// `PDF version`, and for every page `Page 1 size`, `Page 1 MediaBox`,
/// `Page 1 TrimBox`, ... Runs of spaces are made one.
///
/// # Panics
/// If `pdfinfo` cannot read the file.
pub(crate) fn pdfinfo(path: &Path) -> Option<BTreeMap<String, String>> {
    let options = ["-enc", "UTF-8", "-box", "-f", "1", "-l", "-1"];
    let text = poppler("pdfinfo", &options, path, &[])?;
    let one_space = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(
        text.lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(key, value)| (one_space(key), one_space(value)))
            .collect(),
    )
}

/// Runs one of poppler's programs, which must succeed.
fn poppler(name: &str, before: &[&str], path: &Path, after: &[&str]) -> Option<String> {
    let all = before
        .iter()
        .map(OsStr::new)
        .chain([path.as_os_str()])
        .chain(after.iter().map(OsStr::new));
    let output = tool(name)?.run(all);
    assert!(
        output.code == Some(0),
        "{name} cannot read {}: {}",
        path.display(),
        output.text()
    );
    Some(output.stdout)
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
    fn epubcheck_messages_are_read() {
        let report = "\
Validating using EPUB version 3.3 rules.
ERROR(RSC-005): out/a (1,2): b.epub/EPUB/c (3,4).xhtml(10,-1): Error while parsing: \"x): \"
  and more
WARNING(PKG-010): a (1,2): b.epub/./a (1,2): b.epub(-1,-1): A space.

Check finished with errors
Messages: 0 fatals / 1 error / 1 warning / 0 infos / 0 usages

EPUBCheck completed
";
        let messages = parse_epubcheck(report, Path::new("out/a.epub"));
        assert_eq!(messages.len(), 2);
        assert_eq!(messages[0].severity, Severity::Error);
        assert_eq!(messages[0].id, "RSC-005");
        assert_eq!(epubcheck_counts(report), Some(count(&messages)));
        assert_eq!(epubcheck_counts("Messages: 0 fatals"), None);
    }

    #[test]
    fn epubcheck_places_lose_the_name_of_the_file() {
        let location = |place: &str| {
            let line = format!("USAGE(OPF-097): {place}: It says: this (1,2).");
            let message = parse_message(&line, Path::new("out/a.epub")).expect("a message");
            assert_eq!(message.text, "It says: this (1,2).");
            message.location
        };
        assert_eq!(
            location("out/a.epub/EPUB/c (3,4).xhtml(10,5)"),
            "EPUB/c (3,4).xhtml(10,5)"
        );
        assert_eq!(location("a.epub/EPUB/p.opf(-1,-1)"), "EPUB/p.opf");
        assert_eq!(location("a.epub/./a.epub(-1,-1)"), "");
        assert_eq!(location("out/a.epub(-1,-1)"), "");
    }

    #[test]
    fn font_rows_are_read_from_their_end() {
        let row = |line: &str| parse_font_row(line).expect("a row of the table");
        let long = row(
            "ABCDEF+A Name With Spaces That Is Longer Than Its Column CID Type 0C (OT) \
             Identity-H       yes yes no      12  0",
        );
        assert_eq!(
            long.name,
            "ABCDEF+A Name With Spaces That Is Longer Than Its Column"
        );
        assert_eq!(long.kind, "CID Type 0C (OT)");
        assert!(long.embedded && long.subset && !long.unicode);
        let bare = row(
            "[none]                               Type 3            Custom           \
             yes no  no  [none]",
        );
        assert_eq!((&*bare.name, &*bare.kind), ("[none]", "Type 3"));
        assert!(bare.embedded && !bare.subset && !bare.unicode);
        assert!(parse_font_row("no row").is_none());
    }

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
