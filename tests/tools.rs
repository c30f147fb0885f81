//! The small commands.

use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("bindery runs")
}

fn stdout(output: &Output) -> String {
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn what_is_begun_builds_without_a_word() {
    let temp = tempfile::tempdir().expect("a folder");
    for arguments in [
        &["new", "on-margins"][..],
        &["new", "A long \"road\"", "--book"],
    ] {
        let path = stdout(&run(temp.path(), arguments));
        let path = path.lines().next().expect("the path");
        let output = run(temp.path(), &["check", path, "--strict", "--verbose"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            (output.status.code(), said.as_str()),
            (Some(0), ""),
            "{path}"
        );
        let again = run(temp.path(), arguments);
        assert_eq!(again.status.code(), Some(2), "nothing is overwritten");
    }
}

#[test]
fn lists_schemas_completions_and_pages_are_printed() {
    let temp = tempfile::tempdir().expect("a folder");
    let print = |arguments: &[&str]| stdout(&run(temp.path(), arguments));
    assert!(print(&["themes"]).starts_with("literary (the default)"));
    let fonts = print(&["fonts"]);
    assert!(
        fonts.contains("EB Garamond\n    regular, italic, bold, bold italic\n"),
        "{fonts}"
    );
    assert!(fonts.contains("Hangul"), "{fonts}");
    let text = print(&["fonts", "--text", "a한\u{20000}"]);
    assert_eq!(
        text.lines()
            .map(|l| l.split("  ").last().unwrap_or(""))
            .collect::<Vec<_>>(),
        ["EB Garamond", "Noto Serif CJK KR", "no font has it"]
    );
    for of in ["project", "metadata", "theme"] {
        let schema: serde_json::Value =
            serde_json::from_str(&print(&["schema", of])).expect("JSON");
        assert_eq!(schema["type"], "object", "{of}");
        assert!(schema["properties"].is_object(), "{of}");
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            print(&["completions", shell]).contains("bindery"),
            "{shell}"
        );
    }
    assert!(print(&["man"]).contains(".TH"));
    print(&["man", "pages"]);
    assert!(temp.path().join("pages/bindery-build.1").is_file());
}

#[test]
fn stores_have_rules() {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("a.md"), "---\ntitle: T\n---\n\nText.\n").expect("written");
    let output = run(
        temp.path(),
        &["check", "a.md", "--for", "kobo", "--for", "kdp"],
    );
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("Kobo: there is no ISBN"), "{said}");
    assert!(said.contains("Amazon KDP: the book has"), "{said}");
}
