//! What the documentation shows is done: every `sh` example is run.

use std::path::Path;
use std::process::Command;

/// The commands of the `sh` blocks, in order.
fn examples(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => commands.push(line.to_owned()),
            _ => {}
        }
    }
    commands
}

/// The words of a command; those in double quotes are one.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(index, part)| match index % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

#[test]
fn every_example_runs() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let text = std::fs::read_to_string(docs.join("commands.md")).expect("there");
    let temp = tempfile::tempdir().expect("a folder");
    let examples = examples(&text);
    assert!(examples.len() > 15, "{examples:?}");
    for example in examples {
        // A name in the middle of a quoted path is one word with it.
        let words = words(&example);
        assert_eq!(words[0], "bindery", "{example}");
        let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(&words[1..])
            .current_dir(temp.path())
            .output()
            .expect("bindery runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{example}: {said}");
    }
}

#[test]
fn the_documentation_builds() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for page in ["commands.md", "messages.md"] {
        let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(["check", page])
            .current_dir(&docs)
            .output()
            .expect("bindery runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{page}: {said}");
        assert!(!said.contains("warning"), "{page}: {said}");
    }
}
