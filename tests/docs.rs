//! What the documentation shows is done: every `sh` example is run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bindery::manuscript::project::load_project;

use super::external;

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

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The chapters of the guide, in order.
fn guide() -> Vec<PathBuf> {
    let chapters = std::fs::read_dir(docs().join("guide")).expect("there");
    let mut chapters: Vec<PathBuf> = chapters.map(|e| e.expect("a file").path()).collect();
    chapters.sort();
    assert!(chapters.len() > 5, "{chapters:?}");
    chapters
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("there")
}

/// The blocks of a kind of code, in order.
fn blocks(text: &str, kind: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block: Option<String> = None;
    for line in text.lines() {
        match &mut block {
            None if line == format!("```{kind}") => block = Some(String::new()),
            None => {}
            Some(_) if line == "```" => blocks.extend(block.take()),
            Some(block) => {
                block.push_str(line);
                block.push('\n');
            }
        }
    }
    blocks
}

fn bindery(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("bindery runs")
}

fn run_examples(text: &str, folder: &Path) -> usize {
    let examples = examples(text);
    for example in &examples {
        // A name in the middle of a quoted path is one word with it.
        let words = words(example);
        assert_eq!(words[0], "bindery", "{example}");
        let arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let output = bindery(folder, &arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{example}: {said}");
    }
    examples.len()
}

#[test]
fn every_example_of_the_reference_runs() {
    let temp = tempfile::tempdir().expect("a folder");
    let count = run_examples(&text(&docs().join("commands.md")), temp.path());
    assert!(count > 15, "{count}");
}

#[test]
fn every_example_of_the_guide_runs() {
    let temp = tempfile::tempdir().expect("a folder");
    let counts: Vec<usize> = guide()
        .iter()
        .map(|chapter| run_examples(&text(chapter), temp.path()))
        .collect();
    assert!(counts.iter().sum::<usize>() > 15, "{counts:?}");
}

#[test]
fn what_the_guide_shows_is_right() {
    let temp = tempfile::tempdir().expect("a folder");
    // Manuscripts; what belongs to their pictures is not to be had.
    let mut found = 0;
    for chapter in guide() {
        for (index, block) in blocks(&text(&chapter), "markdown").iter().enumerate() {
            if block.starts_with("---") {
                let name = format!("m{index}.md");
                let plain = block.lines().filter(|line| !line.starts_with("cover:"));
                let plain: String = plain.map(|line| format!("{line}\n")).collect();
                std::fs::write(temp.path().join(&name), plain).expect("written");
                let output = bindery(temp.path(), &["check", &name, "--strict"]);
                let said = String::from_utf8_lossy(&output.stderr);
                assert_eq!(output.status.code(), Some(0), "{block}{said}");
                found += 1;
            }
        }
    }
    assert!(found >= 2, "{found}");
    // Project files.
    let reference = docs().join("commands.md");
    for page in guide().iter().chain([&reference]) {
        for block in blocks(&text(page), "toml") {
            if block.contains("manuscripts") {
                let loaded = load_project("bindery.toml", block.clone().into_bytes());
                assert!(
                    loaded.diagnostics.is_empty(),
                    "{block}{:?}",
                    loaded.diagnostics
                );
            }
        }
    }
}

#[test]
fn the_guide_is_built_by_bindery_itself() {
    let temp = tempfile::tempdir().expect("a folder");
    let output = temp.path().to_str().expect("UTF-8");
    let arguments = [
        "build",
        "--project",
        "bindery.toml",
        "--strict",
        "--output",
        output,
    ];
    let output = bindery(&docs(), &arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let (epub, pdf) = (
        temp.path().join("guide.epub"),
        temp.path().join("guide.pdf"),
    );
    if let Some(messages) = external::epubcheck(&epub) {
        let grave: Vec<_> = messages
            .iter()
            .filter(|m| m.severity > external::Severity::Usage)
            .collect();
        assert!(grave.is_empty(), "{grave:?}");
    }
    for flavour in ["ua1", "2a"] {
        if let Some(verdict) = external::verapdf(&pdf, flavour) {
            assert_eq!(verdict, Ok(()), "{flavour}");
        }
    }
    if let Some(text) = external::pdftotext(&pdf, &[]) {
        for title in ["Making Books with Bindery", "Many at once", "Reference"] {
            assert!(text.contains(title), "{title}");
        }
    }
}
