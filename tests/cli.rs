//! The command line as a user meets it: exit codes, messages, and what is left on disk.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with files, in which the command is run.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let project = Self { folder };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .expect("the command runs")
    }

    /// The names in a folder, sorted; none when it is not there.
    fn list(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(folder)) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            // The cache and the lock are Bindery's own.
            .filter(|name: &String| !name.starts_with(".bindery"))
            .collect();
        names.sort();
        names
    }

    fn bytes(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

const GOOD: &str = "---\ntitle: Good\nauthors: [A. Writer]\ndate: 2026-01-02\n---\n\nSome *text*, \"quoted\".[^1]\n\n[^1]: A note.\n";

#[test]
fn the_defaults_build_both_formats_of_all_manuscripts() {
    let project = Project::new(&[
        ("manuscript/one.md", GOOD),
        ("manuscript/two/book.toml", "title = 'Two'"),
        ("manuscript/two/1-a.md", "# A\n\nText, see [](2-b.md).\n"),
        ("manuscript/two/2-b.md", "# B\n\nText.\n"),
    ]);
    let output = project.run(&["build"]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert_eq!(
        project.list("build"),
        ["one.epub", "one.pdf", "two.epub", "two.pdf"]
    );
    assert_eq!(
        stdout(&output).lines().collect::<Vec<_>>(),
        [
            "build/one.epub",
            "build/one.pdf",
            "build/two.epub",
            "build/two.pdf"
        ]
    );
    assert!(project.bytes("build/one.epub").starts_with(b"PK"));
    assert!(project.bytes("build/one.pdf").starts_with(b"%PDF"));
}

#[test]
fn formats_outputs_and_pages_can_be_chosen() {
    let project = Project::new(&[("a.md", GOOD)]);
    let output = project.run(&["build", "a.md", "--format", "epub", "--output", "x/y"]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert_eq!(project.list("x/y"), ["a.epub"]);
    let output = project.run(&[
        "build", "a.md", "--format", "pdf", "--page", "a4", "--report",
    ]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert_eq!(project.list("build"), ["a.pdf"]);
    assert!(stdout(&output).contains("hyphenated"));
}

#[test]
fn check_writes_nothing() {
    let project = Project::new(&[("a.md", GOOD)]);
    let output = project.run(&["check", "a.md"]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert_eq!(project.list("."), ["a.md"]);
}

#[test]
fn a_command_line_that_makes_no_sense_is_2() {
    let project = Project::new(&[]);
    for arguments in [
        &["build", "--format", "docx"][..],
        &["build", "--page", "a9"],
        &["build", "--jobs", "0"],
        &["build", "--theme", "no-such-theme"],
        &["bild"],
        &[],
    ] {
        let output = project.run(arguments);
        assert_eq!(code(&output), Some(2), "{arguments:?}: {}", stderr(&output));
    }
}

/// Manuscripts with something wrong: the file, what is said, and where.
#[test]
fn bad_input_gets_an_error_with_its_place() {
    let cases = [
        (
            "---\ntitle: T\nfoo: 1\n---\nx\n",
            "[bad-metadata]",
            "a.md:3:1",
        ),
        (
            "---\ntitle: T\ndate: 2026-13-01\n---\nx\n",
            "[bad-date]",
            "a.md:3:7",
        ),
        (
            "---\ntitle: T\nlanguage: x y\n---\nx\n",
            "[bad-language]",
            "a.md:3:11",
        ),
        (
            "---\ntitle: T\n---\n\nsee ![x](none.png)\n",
            "[missing-image]",
            "a.md:5:5",
        ),
        (
            "---\ntitle: T\n---\n\nsee [x](#none)\n",
            "[dead-link]",
            "a.md:5:5",
        ),
        (
            "---\ntitle: T\n---\n\nsee [x](none.md)\n",
            "[dead-link]",
            "a.md:5:5",
        ),
        ("---\ntitle: T\ntheme: none\n---\n\nx\n", "[bad-theme]", ""),
        ("x\n", "[missing-metadata]", "a.md:1:1"),
        ("---\ntitle: T\n---\n", "[empty-manuscript]", ""),
    ];
    for (text, kind, place) in cases {
        let project = Project::new(&[("a.md", text), ("build/a.pdf", "earlier")]);
        let output = project.run(&["build", "a.md"]);
        let said = stderr(&output);
        assert_eq!(code(&output), Some(1), "{text}: {said}");
        assert!(
            said.contains(kind) && said.contains(place),
            "{text}: {said}"
        );
        assert_eq!(project.list("build"), ["a.pdf"], "{text}");
        assert_eq!(project.bytes("build/a.pdf"), b"earlier", "{text}");
    }
}

#[test]
fn warnings_do_not_stop_a_build() {
    let text = "---\ntitle: T\n---\n\n## A\n\n#### B\n\n[x](javascript:y) <script>z</script>\n\n[^unused]: n\n";
    let project = Project::new(&[("a.md", text)]);
    let output = project.run(&["build", "a.md"]);
    let said = stderr(&output);
    assert_eq!(code(&output), Some(0), "{said}");
    for kind in [
        "[heading-jump]",
        "[unsafe-link]",
        "[unused-note]",
        "[dropped-html]",
    ] {
        assert!(said.contains(kind), "{kind}: {said}");
    }
    assert_eq!(project.list("build"), ["a.epub", "a.pdf"]);
    let quiet = project.run(&["build", "a.md", "--quiet"]);
    assert_eq!(stderr(&quiet), "");
}

#[test]
fn one_failure_stops_no_other() {
    let project = Project::new(&[
        ("manuscript/bad.md", "---\ntitle: B\n---\n\n[x](#none)\n"),
        ("manuscript/good.md", GOOD),
    ]);
    let output = project.run(&["build", "manuscript", "no-such-path"]);
    let said = stderr(&output);
    assert_eq!(code(&output), Some(1), "{said}");
    assert!(said.contains("`no-such-path` does not exist"), "{said}");
    assert!(said.contains("manuscript/bad.md:5:1"), "{said}");
    assert_eq!(project.list("build"), ["good.epub", "good.pdf"]);
}

#[test]
fn two_manuscripts_of_one_name_are_refused() {
    let project = Project::new(&[("x/a.md", GOOD), ("y/A.md", GOOD), ("z/b.md", GOOD)]);
    let output = project.run(&["build", "x/a.md", "y/A.md", "z/b.md"]);
    assert_eq!(code(&output), Some(1));
    assert!(stderr(&output).contains("[output-clash]"));
    assert_eq!(project.list("build"), ["b.epub", "b.pdf"]);
}

#[test]
fn an_output_that_cannot_be_written_leaves_nothing_half_done() {
    let project = Project::new(&[("a.md", GOOD), ("build/a.pdf/in-the-way", "x")]);
    let output = project.run(&["build", "a.md"]);
    assert_eq!(code(&output), Some(1));
    assert!(stderr(&output).contains("[cannot-write]"));
    assert_eq!(project.list("build"), ["a.pdf"]);

    let project = Project::new(&[("a.md", GOOD), ("file", "x")]);
    let output = project.run(&["build", "a.md", "--output", "file"]);
    assert_eq!(code(&output), Some(1));
    assert!(stderr(&output).contains("[cannot-write]"));
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_project_is_read() {
    let project = Project::new(&[
        (
            "p/a.md",
            "---\ntitle: T\n---\n\n![x](../secret.png) ![y](link/secret.png)\n",
        ),
        ("secret.png", "x"),
    ]);
    std::os::unix::fs::symlink(project.path("."), project.path("p/link")).expect("linked");
    let output = project.run(&["build", "p/a.md"]);
    let said = stderr(&output);
    assert_eq!(code(&output), Some(1), "{said}");
    assert_eq!(said.matches("[path-escapes]").count(), 2, "{said}");
}

#[test]
fn threads_and_repetition_change_no_byte() {
    let manuscripts: Vec<(String, String)> = (0..6)
        .map(|i| {
            let body = format!("Paragraph {i} of *several*, with a note.[^n]\n\n").repeat(20);
            (
                format!("manuscript/m{i}.md"),
                format!("---\ntitle: M{i}\n---\n\n## H\n\n{body}[^n]: The note.\n"),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = manuscripts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let project = Project::new(&files);
    for (jobs, folder) in [("1", "b1"), ("8", "b8"), ("8", "b8-again")] {
        let output = project.run(&["build", "--jobs", jobs, "--output", folder]);
        assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    }
    let names = project.list("b1");
    assert_eq!(names.len(), 12);
    for name in names {
        let first = project.bytes(&format!("b1/{name}"));
        assert!(first == project.bytes(&format!("b8/{name}")), "{name}");
        assert!(
            first == project.bytes(&format!("b8-again/{name}")),
            "{name}"
        );
    }
}

#[test]
fn stages_can_be_looked_at() {
    let project = Project::new(&[("a.md", GOOD)]);
    for stage in ["document", "edition"] {
        let output = project.run(&["build", "a.md", "--emit", stage]);
        assert_eq!(code(&output), Some(0), "{}", stderr(&output));
        assert!(stdout(&output).contains("Some "), "{}", stdout(&output));
    }
    assert!(!Path::new(&project.path("build")).exists());
}

#[test]
fn a_project_brings_its_own_fonts() {
    let project = Project::new(&[
        ("m/a.md", GOOD),
        ("m/fonts/broken.otf", "no font"),
        ("more/none.txt", "x"),
    ]);
    let output = project.run(&["check", "m/a.md", "--fonts", "more"]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("[bad-font]: `m/fonts/broken.otf`"),
        "{}",
        stderr(&output)
    );
    let output = project.run(&["check", "m/a.md", "--fonts", "nowhere"]);
    assert_eq!(code(&output), Some(2), "{}", stderr(&output));
}
