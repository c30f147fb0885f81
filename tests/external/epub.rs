//! The programs that judge EPUBs: EPUBCheck and DAISY Ace.

use super::*;

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
}
