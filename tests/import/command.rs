//! The command as a user meets it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::support::page;

fn bindery(folder: &Path, arguments: &[&str], input: Option<&[u8]>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut stdin = child.stdin.take().expect("its input");
    // The command may end without reading all.
    let _ = stdin.write_all(input.unwrap_or_default());
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_page_is_imported_and_built() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    std::fs::create_dir(folder.join("saved")).expect("made");
    for name in ["newsroom.html", "pan.png"] {
        std::fs::write(folder.join("saved").join(name), page(name)).expect("written");
    }
    let output = bindery(folder, &["import", "saved/newsroom.html"], None);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(
        out(&output),
        "manuscript/newsroom-images\nmanuscript/newsroom.md\n"
    );
    assert!(
        err(&output).contains("saved/newsroom.html:26:1: `By Ida Holm"),
        "{}",
        err(&output)
    );
    assert!(
        err(&output).contains("by Ida Holm, Per Lund, 3 sections, 1 note, 1 picture"),
        "{}",
        err(&output)
    );

    let again = bindery(folder, &["import", "saved/newsroom.html"], None);
    assert_eq!(again.status.code(), Some(2));
    assert!(
        err(&again).contains("is there already; `--force` replaces it"),
        "{}",
        err(&again)
    );
    let forced = bindery(
        folder,
        &["import", "saved/newsroom.html", "--force", "--quiet"],
        None,
    );
    assert_eq!((forced.status.code(), err(&forced).as_str()), (Some(0), ""));

    let built = bindery(
        folder,
        &["build", "--format", "epub", "--no-page-list"],
        None,
    );
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
}

#[test]
fn the_standard_input_is_named_by_its_title() {
    let temp = tempfile::tempdir().expect("a folder");
    let text = "On Ropes\n\nBy Ida Holm\n\nA rope is a promise that somebody made to somebody else, and kept.\n";
    let output = bindery(
        temp.path(),
        &["import", "-", "--output", "texts"],
        Some(text.as_bytes()),
    );
    assert_eq!(
        (output.status.code(), out(&output).as_str()),
        (Some(0), "texts/on-ropes.md\n"),
        "{}",
        err(&output)
    );
    let output = bindery(
        temp.path(),
        &["import", "-", "-o", "texts/Own Name.md"],
        Some(b"<p>Some words in a page</p>"),
    );
    assert_eq!(
        (output.status.code(), out(&output).as_str()),
        (Some(0), "texts/Own Name.md\n"),
        "{}",
        err(&output)
    );
}

#[test]
fn programs_are_told_in_json() {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("blog.html"), page("blog.html")).expect("written");
    let output = bindery(
        temp.path(),
        &["import", "blog.html", "--message-format", "json"],
        None,
    );
    assert_eq!(output.status.code(), Some(0));
    let lines: Vec<serde_json::Value> = out(&output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let last = lines.last().expect("a line");
    assert_eq!(last["reason"], "import");
    assert_eq!(last["title"], "Sorting a shelf by hand");
    assert_eq!(last["authors"][0], "Ann Lee");
    assert_eq!(last["written"][0], "manuscript/blog.md");
    let first = &lines[0];
    assert_eq!(
        (first["reason"].as_str(), first["code"].as_str()),
        (Some("diagnostic"), Some("import-left-out"))
    );
    assert_eq!(first["place"]["file"], "blog.html");
    assert_eq!(first["place"]["start"]["line"], 15);
}

#[test]
fn what_cannot_be_imported_has_an_exit_code() {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("a.pdf"), "%PDF-1.7").expect("written");
    let output = bindery(temp.path(), &["import", "a.pdf"], None);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(
        err(&output).contains("error[import-unknown]"),
        "{}",
        err(&output)
    );
    let output = bindery(temp.path(), &["import", "none.html"], None);
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    assert!(!temp.path().join("manuscript").exists());
}
