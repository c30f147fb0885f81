//! Disks and machines that fail: what an earlier run wrote is kept, and nothing is half written.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const TEXT: &str = "---\ntitle: Good\n---\n\nSome *text*.[^1]\n\n[^1]: A note.\n";

struct Project(tempfile::TempDir);

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().expect("a folder"));
        project.write("a.md", TEXT);
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.args(arguments).current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the command runs")
    }

    /// The files of a folder with their bytes, sorted.
    fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(self.path(folder))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.is_file())
            // Bindery's own lock and cache.
            .filter(|path| !name(path).starts_with(".bindery"))
            .map(|path| (name(&path), std::fs::read(&path).expect("read")))
            .collect();
        files.sort();
        files
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

fn fails(output: &Output, word: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(word), "{said}");
}

#[test]
fn an_output_folder_that_is_none_is_an_error() {
    let project = Project::new();
    project.write("out", "a file");
    fails(
        &project.run(&["build", "a.md", "-o", "out"]),
        "cannot-write",
    );
    fails(
        &project.run(&["build", "a.md", "-o", "out/deeper"]),
        "cannot-write",
    );
    assert_eq!(
        std::fs::read(project.path("out")).expect("there"),
        b"a file"
    );
}

#[test]
fn an_output_that_is_a_folder_leaves_the_other_as_it_was() {
    let project = Project::new();
    project.write("out/a.epub", "earlier");
    project.write("out/a.pdf/kept", "x");
    fails(
        &project.run(&["build", "a.md", "-o", "out"]),
        "cannot-write",
    );
    assert_eq!(
        project.files("out"),
        [("a.epub".to_owned(), b"earlier".to_vec())]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_an_error() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::new();
    // Not even the superuser makes a folder here.
    fails(
        &project.run(&["build", "a.md", "-o", "/proc/bindery"]),
        "cannot-write",
    );
    project.write("out/a.epub", "earlier");
    let set =
        |mode| std::fs::set_permissions(project.path("out"), std::fs::Permissions::from_mode(mode));
    set(0o555).expect("set");
    let superuser = std::fs::write(project.path("out/probe"), "x").is_ok();
    let output = project.run(&["build", "a.md", "-o", "out"]);
    set(0o755).expect("set");
    if !superuser {
        fails(&output, "cannot-write");
        assert_eq!(
            project.files("out"),
            [("a.epub".to_owned(), b"earlier".to_vec())]
        );
    }
}

/// Files that may not grow stand for a disk that is full: writing fails half way.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_what_was_there() {
    let project = Project::new();
    project.write("out/a.epub", "earlier");
    project.write("out/a.pdf", "earlier");
    let before = project.files("out");
    let script = format!(
        "trap '' XFSZ; ulimit -f 4; exec '{}' build a.md -o out",
        env!("CARGO_BIN_EXE_bindery")
    );
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(project.0.path())
        .output()
        .expect("a shell");
    fails(&output, "cannot-write");
    assert_eq!(project.files("out"), before);
}

#[cfg(unix)]
#[test]
fn a_killed_build_leaves_whole_files() {
    let project = Project::new();
    assert!(
        project
            .run(&["build", "a.md", "-o", "out"])
            .status
            .success()
    );
    let old = project.files("out");
    project.write("a.md", TEXT.replace("Some", "Other"));
    assert!(
        project
            .run(&["build", "a.md", "-o", "new"])
            .status
            .success()
    );
    let new = project.files("new");
    for wait in [0, 5, 20, 60, 100, 140, 180, 240, 320, 500] {
        let mut build = project
            .command(&["build", "a.md", "-o", "out"])
            .spawn()
            .expect("the command runs");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let _ = build.kill();
        build.wait().expect("ended");
        for (name, bytes) in project.files("out") {
            // What was being written has another name.
            let known = old
                .iter()
                .chain(&new)
                .any(|(n, b)| *n == name && *b == bytes);
            assert!(
                known || name.starts_with(".bindery-"),
                "{name} after {wait} ms"
            );
        }
        let outputs = project.files("out");
        for output in ["a.epub", "a.pdf"] {
            assert!(
                outputs.iter().any(|(name, _)| name == output),
                "{output} after {wait} ms"
            );
        }
    }
}

#[test]
fn builds_side_by_side_do_not_disturb_each_other() {
    let project = Project::new();
    project.write("b.md", TEXT.replace("Good", "Better"));
    assert!(
        project
            .run(&["build", "a.md", "b.md", "-o", "alone"])
            .status
            .success()
    );
    let builds: Vec<_> = (0..4)
        .map(|_| {
            project
                .command(&["build", "a.md", "b.md", "-o", "out"])
                .stdout(std::process::Stdio::null())
                .spawn()
                .expect("the command runs")
        })
        .collect();
    for mut build in builds {
        assert!(build.wait().expect("ended").success());
    }
    assert_eq!(project.files("out"), project.files("alone"));
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let project = Project::new();
    project.write("latin.md", b"---\ntitle: T\n---\n\nCaf\xe9\n");
    project.write("wide.md", b"\xff\xfe#\0 \0a\0");
    std::fs::create_dir(project.path("folder.md")).expect("made");
    fails(&project.run(&["build", "latin.md", "-o", "out"]), "line 5");
    fails(&project.run(&["build", "wide.md", "-o", "out"]), "not-utf8");
    fails(
        &project.run(&["build", "folder.md", "-o", "out"]),
        "folder.md",
    );
    fails(
        &project.run(&["build", "none.md", "-o", "out"]),
        "missing-file",
    );
    assert!(project.files("out").is_empty());
    // The good one is built beside the bad one.
    fails(
        &project.run(&["build", "latin.md", "a.md", "-o", "out"]),
        "latin.md",
    );
    assert_eq!(project.files("out").len(), 2);
}

#[test]
fn line_ends_and_marks_make_no_difference() {
    let text = "---\ntitle: Good\n---\n\n# A\n\nSome *text*\nover lines.\\\nHard.\n\n- a\n\n  b\n\n```\ncode\n\n  x\n```\n\n| a |\n|---|\n| b |\n\n$$\nx\n$$\n\n[^1]: A\n    note.\n\nx[^1]\n";
    let project = Project::new();
    for (folder, bytes) in [
        ("unix", text.to_owned()),
        ("dos", text.replace('\n', "\r\n")),
        ("mark", format!("\u{feff}{text}")),
        ("both", format!("\u{feff}{}", text.replace('\n', "\r\n"))),
        ("open", text.trim_end().to_owned()),
    ] {
        project.write(&format!("{folder}/a.md"), bytes);
        let (input, output) = (format!("{folder}/a.md"), format!("{folder}/out"));
        assert!(
            project
                .run(&["build", &input, "-o", &output])
                .status
                .success()
        );
        assert!(
            project.files(&output) == project.files("unix/out"),
            "{folder} differs from unix"
        );
    }
}
