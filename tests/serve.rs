//! `bindery serve` as an author uses it: a manuscript is edited, and the page shows the change.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The longest that a change may take to be seen. It is much longer than it takes, for many tests may run at
/// once on a small machine.
const BOUND: Duration = Duration::from_secs(90);

/// A server, ended with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("bindery starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it says where it is");
        let address = line.trim().trim_start_matches("http://");
        let address = address.trim_end_matches('/').to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("connected");
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).expect("answered");
        String::from_utf8_lossy(&reply).into_owned()
    }

    /// Asks again and again, as an impatient page would, until a text is there.
    fn until(&self, path: &str, text: &str) {
        let begun = Instant::now();
        loop {
            let page = self.get(path);
            if page.contains(text) {
                return;
            }
            assert!(begun.elapsed() < BOUND, "no `{text}` in {page}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// How many builds the page has seen.
    fn builds(&self) -> String {
        let page = self.get("/");
        let (_, rest) = page
            .split_once("data-build=\"")
            .expect("a page that reloads");
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn manuscript(words: &str) -> String {
    format!("---\ntitle: T\n---\n\n{words} words.\n")
}

#[test]
fn an_edit_is_seen_however_the_editor_writes_it() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    // With a project file the whole folder is watched, the outputs that are asked for among it.
    std::fs::write(folder.join("bindery.toml"), "manuscripts = ['*.md']\n").expect("written");
    std::fs::write(folder.join("t.md"), manuscript("First")).expect("written");
    let server = Server::start(folder, &["--format", "epub"]);
    let page = "/.bindery/epub/t.epub/OEBPS/article.xhtml";
    server.until(page, "First words.");
    let before = server.builds();

    std::fs::write(folder.join("t.md"), manuscript("Second")).expect("written");
    server.until(page, "Second words.");

    // Many editors write a new file and give it the name of the old one.
    std::fs::write(folder.join("t.md.new"), manuscript("Third")).expect("written");
    std::fs::rename(folder.join("t.md.new"), folder.join("t.md")).expect("renamed");
    server.until(page, "Third words.");
    assert_ne!(before, server.builds(), "pages that wait are told");

    // A new manuscript, and another word in the project file.
    std::fs::write(folder.join("u.md"), manuscript("Other")).expect("written");
    server.until("/.bindery/epub/u.epub/OEBPS/article.xhtml", "Other words.");
    let project = "manuscripts = ['*.md']\ncatalogue = { title = 'All of it' }\n";
    std::fs::write(folder.join("bindery.toml"), project).expect("written");
    server.until("/", "All of it");
}

#[test]
fn files_are_looked_at_where_the_system_tells_of_no_changes() {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("t.md"), manuscript("First")).expect("written");
    let server = Server::start(temp.path(), &["t.md", "--poll", "--format", "epub"]);
    let page = "/.bindery/epub/t.epub/OEBPS/article.xhtml";
    server.until(page, "First words.");
    std::fs::write(temp.path().join("t.md"), manuscript("Second")).expect("written");
    server.until(page, "Second words.");
}

/// The options of `build` that decide on what is made.
const OPTIONS: [&str; 9] = [
    "--pdf-cover",
    "--no-cover",
    "--no-page-list",
    "--no-epub-fonts",
    "--impose",
    "booklet",
    "--creep",
    "0.1mm",
    "--sheet-marks",
];

#[test]
fn serve_makes_what_build_makes_with_the_same_options() {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("t.md"), manuscript("First")).expect("written");
    let server = Server::start(temp.path(), &[&["t.md"], &OPTIONS[..]].concat());
    server.until("/", "t-sheets.pdf");
    let built = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["build", "t.md", "--output", "built"])
        .args(OPTIONS)
        .current_dir(temp.path())
        .output()
        .expect("bindery runs");
    assert!(built.status.success(), "{built:?}");
    let read = |path: &str| std::fs::read(temp.path().join(path)).expect("made");
    for name in ["t.epub", "t.pdf", "t-sheets.pdf"] {
        let served = read(&format!("build/{name}"));
        assert!(served == read(&format!("built/{name}")), "{name}");
    }
    let plain = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["build", "t.md", "--output", "plain"])
        .current_dir(temp.path())
        .output()
        .expect("bindery runs");
    assert!(plain.status.success(), "{plain:?}");
    for name in ["t.epub", "t.pdf"] {
        assert!(read(&format!("built/{name}")) != read(&format!("plain/{name}")));
    }
}

/// The first line that `watch` writes to its standard output.
fn first_line_of_watch(folder: &Path, arguments: &[&str]) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .arg("watch")
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("bindery starts");
    let stdout = child.stdout.take().expect("a pipe");
    let mut line = String::new();
    let read = BufReader::new(stdout).read_line(&mut line);
    let _ = child.kill();
    let _ = child.wait();
    read.expect("a line");
    line
}

#[test]
fn watch_prints_what_build_prints_with_the_same_options() {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("t.md"), manuscript("First")).expect("written");
    let figures = first_line_of_watch(temp.path(), &["t.md", "--format", "pdf", "--report"]);
    assert!(figures.starts_with("manuscript "), "{figures}");
    let arguments = ["t.md", "--format", "pdf", "--message-format", "json"];
    let message = first_line_of_watch(temp.path(), &arguments);
    let message: serde_json::Value = serde_json::from_str(&message).expect("JSON");
    assert_eq!(message["reason"], "manuscript");
}
