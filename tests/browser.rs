//! A browser (Chromium, driven as W3C WebDriver says): the catalogue's page is opened, looked through, and an
//! EPUB downloaded by a click and compared; and a chapter is parted into pages as readers' apps do it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bindery::compile::{Options, compile};
use bindery::manuscript::Entry;
use bindery::output::Target;
use bindery::serve::{Listener, Site};
use bindery::world::MemoryFiles;
use serde_json::{Value, json};

use super::external;

/// How an element is named in answers (WebDriver, 11).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// The longest that a download may take.
const BOUND: Duration = Duration::from_secs(60);

/// A browser that is told what to do; ended with the test.
struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// A browser with a profile and a folder for downloads, where there is one.
    fn start(profile: &Path, downloads: &Path) -> Option<Self> {
        let tool = external::tool("chromedriver")?;
        external::tool("chromium")?;
        let mut driver = Command::new(&tool.path)
            .args(["--port=0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let stdout = driver.stdout.take().expect("a pipe");
        let port = BufReader::new(stdout).lines().find_map(|line| {
            let line = line.ok()?;
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        let mut browser = Self {
            driver,
            port: port.expect("it says where it listens"),
            session: String::new(),
        };
        let options = json!({
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--disable-background-networking", format!("--user-data-dir={}", profile.display()),
            ],
            "prefs": {
                "download.default_directory": downloads,
                "download.prompt_for_download": false,
                // The browser's own opinion of files is not what is tested.
                "safebrowsing.enabled": false,
            },
        });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } });
        let answer = browser.ask("POST", "/session", Some(&wanted));
        browser.session = answer["sessionId"].as_str().expect("a session").to_owned();
        Some(browser)
    }

    /// The value that a command answers with.
    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer: Value = serde_json::from_slice(&body_of(stream)).expect("JSON");
        let value = answer["value"].take();
        assert!(value["error"].is_null(), "{method} {path}: {value}");
        value
    }

    fn command(&self, path: &str, body: &Value) -> Value {
        let path = format!("/session/{}{path}", self.session);
        self.ask("POST", &path, Some(body))
    }

    fn open(&self, address: &str) {
        self.command("/url", &json!({ "url": address }));
    }

    /// The elements that a selector finds.
    fn find(&self, selector: &str) -> Vec<String> {
        let body = json!({ "using": "css selector", "value": selector });
        let found = self.command("/elements", &body);
        let found = found.as_array().expect("a list");
        found
            .iter()
            .map(|element| element[ELEMENT].as_str().expect("an element").to_owned())
            .collect()
    }

    fn click(&self, element: &str) {
        self.command(&format!("/element/{element}/click"), &json!({}));
    }

    fn write(&self, element: &str, text: &str) {
        let path = format!("/element/{element}/value");
        self.command(&path, &json!({ "text": text }));
    }

    fn run(&self, script: &str) -> Value {
        self.command("/execute/sync", &json!({ "script": script, "args": [] }))
    }
}

/// The body of an answer. The driver keeps the line open, whatever it is told.
fn body_of(stream: TcpStream) -> Vec<u8> {
    stream.set_read_timeout(Some(BOUND * 2)).expect("set");
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a header");
        if line.trim().is_empty() {
            break;
        }
        let header = line.to_ascii_lowercase();
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a number");
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    body
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            let path = format!("/session/{}", self.session);
            self.ask("DELETE", &path, None);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A catalogue of two works, served.
fn catalogue(folder: &Path) -> (PathBuf, Listener) {
    let works = [
        ("a b.md", "---\ntitle: Salt\n---\n\nText.\n"),
        ("c.md", "---\ntitle: Émile\n---\n\nText.\n"),
    ];
    for (name, text) in works {
        std::fs::write(folder.join(name), text).expect("written");
    }
    let built = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["build", "a b.md", "c.md", "--catalogue", "--quiet"])
        .current_dir(folder)
        .output()
        .expect("bindery runs");
    assert!(built.status.success(), "{built:?}");
    let output = folder.join("build");
    let listener = Listener::new(0).expect("a free port");
    listener.serve(&Site::new(&output, Arc::default()).expect("a folder"));
    (output, listener)
}

#[test]
fn an_epub_is_downloaded_from_the_catalogue() {
    let temp = tempfile::tempdir().expect("a folder");
    let downloads = temp.path().join("downloads");
    std::fs::create_dir(&downloads).expect("made");
    let Some(browser) = Browser::start(&temp.path().join("profile"), &downloads) else {
        return;
    };
    let (output, listener) = catalogue(temp.path());
    browser.open(&format!("http://{}/", listener.address()));

    let links = browser.find("a[download][type='application/epub+zip']");
    assert_eq!(links.len(), 2);
    browser.click(&links[0]);
    let wanted = std::fs::read(output.join("a-b.epub")).expect("built");
    let came = downloads.join("a-b.epub");
    let begun = Instant::now();
    // The browser gives a file its name when it is whole.
    while !came.is_file() {
        assert!(begun.elapsed() < BOUND, "nothing was downloaded");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(std::fs::read(&came).expect("there") == wanted);

    // The search takes no notice of accents, and says how many it found.
    let boxes = browser.find("input[type=search]");
    browser.write(&boxes[0], "emile");
    let shown = browser.run(
        "return [...document.querySelectorAll('.works > li:not([hidden]) h2')].map(h => h.textContent)",
    );
    assert_eq!(shown, json!(["Émile"]));
    let count = browser.run("return document.getElementById('count').textContent");
    assert_eq!(count, json!("1 work"));
}

/// What a reader's app does to make pages: columns as wide as the screen, and lower than it by the margins.
const COLUMNS: &str = "const root = document.documentElement;
    root.setAttribute('style', 'box-sizing: border-box; height: ' + innerHeight
        + 'px; padding: 20px 0; columns: 300px; column-gap: 0; width: 300px; column-fill: auto');
    document.body.setAttribute('style', 'margin: 0; padding: 0');
    return [...document.querySelectorAll('section p, figure, figcaption')]
        .map(part => Math.round(part.getBoundingClientRect().left / 300));";

#[test]
fn what_begins_a_page_begins_a_column_of_a_reader() {
    let temp = tempfile::tempdir().expect("a folder");
    let Some(browser) = Browser::start(&temp.path().join("profile"), temp.path()) else {
        return;
    };
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='900' viewBox='0 0 3 9'><path d='M0 0h3v9z'/></svg>";
    let text = "---\ntitle: T\nlanguage: en\nkind: book\n---\n\n# A\n\nOne.\n\n![x](a.svg \"A caption\"){.full-bleed}\n\nTwo.\n\n\
        ![y](a.svg){.full-bleed}\n\nThree.\n\n{.pagebreak}\nFour.\n\n![z](a.svg \"Another\")\n";
    let files = MemoryFiles::default()
        .with("a.md", text)
        .with("a.svg", drawing);
    let mut options = Options::new().expect("fonts");
    options.targets = Target::Epub.into();
    let epub = compile(&files, &Entry::File("a.md".to_owned()), &options).into_bytes(Target::Epub);
    let epub = epub.expect("an EPUB");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(epub)).expect("an archive");
    zip.extract(temp.path()).expect("a folder of its files");
    let chapter = temp.path().join("OEBPS/chapter-1.xhtml");
    browser.open(&format!("file://{}", chapter.display()));
    // Text, picture, text, picture, text, text after a break and a tall picture, captions with their pictures:
    // nothing is left empty between them.
    let ends = "[...document.querySelectorAll('figcaption')].map(part => part.getBoundingClientRect().bottom <= innerHeight)";
    assert_eq!(browser.run(COLUMNS), json!([0, 1, 1, 2, 3, 4, 5, 6, 6]));
    assert_eq!(browser.run(&format!("return {ends}")), json!([true, true]));
}
