//! Many manuscripts in one run: what changed is built, what failed stops nothing, and a command that is
//! killed does no harm.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn bindery(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    bindery(folder, arguments).output().expect("bindery runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The lines of `--message-format json`.
fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

fn summary(lines: &[Value]) -> &Value {
    let last = lines.last().expect("a last line");
    assert_eq!(last["reason"], "summary");
    last
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
    std::fs::write(path, text).expect("written");
}

fn article(number: usize) -> String {
    format!(
        "---\ntitle: Article {number}\nauthors: [A. Writer]\ndate: 2026-01-{:02}\ndescription: On the number {number}.\n---\n\n\
         Some *text* about {number}.[^1]\n\n[^1]: A note.\n",
        number % 28 + 1
    )
}

/// A folder with so many articles.
fn articles(count: usize) -> tempfile::TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    for number in 0..count {
        write(
            temp.path(),
            &format!("articles/a{number}.md"),
            &article(number),
        );
    }
    temp
}

/// All files of a folder that are not hidden, with their bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let walk = walkdir::WalkDir::new(folder);
    walk.into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").to_owned();
            (path, std::fs::read(entry.path()).expect("read"))
        })
        .collect()
}

#[test]
fn two_hundred_articles_and_a_broken_one() {
    let temp = articles(200);
    write(
        temp.path(),
        "articles/a77.md",
        "---\ntitle: Broken\n---\n\nsee [x](#nowhere)\n",
    );
    let three = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscript");
    let three = three.to_str().expect("UTF-8");
    let arguments = ["build", "articles", three, "--message-format", "json"];
    let output = run(temp.path(), &arguments);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let first = lines(&output);
    let sums = summary(&first);
    assert_eq!((&sums["built"], &sums["failed"]), (&202.into(), &1.into()));
    let errors: Vec<&Value> = first.iter().filter(|l| l["severity"] == "error").collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["code"], "dead-link");
    assert_eq!(errors[0]["place"]["file"], "articles/a77.md");
    assert_eq!(errors[0]["place"]["start"]["line"], 5);
    let names: Vec<&str> = first
        .iter()
        .filter(|l| l["reason"] == "manuscript")
        .filter_map(|l| l["manuscript"].as_str())
        .collect();
    assert_eq!(names[..2], ["articles/a0.md", "articles/a1.md"], "in order");
    assert_eq!(names.len(), 203);
    let built = files(&temp.path().join("build"));
    assert_eq!(built.len(), 404);

    let output = run(temp.path(), &arguments);
    let second = lines(&output);
    let sums = summary(&second);
    assert_eq!(
        (&sums["unchanged"], &sums["built"], &sums["failed"]),
        (&202.into(), &0.into(), &1.into())
    );
    assert!(built == files(&temp.path().join("build")));
}

#[test]
fn what_changed_is_built_and_nothing_else() {
    let temp = articles(3);
    write(
        temp.path(),
        "articles/a1.md",
        &format!("{}\n![A dot](dot.svg)\n", article(1)),
    );
    let dot = |width| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='9' viewBox='0 0 9 9'><circle cx='4' cy='4' r='3'/></svg>"
        )
    };
    write(temp.path(), "articles/dot.svg", &dot(9));
    let arguments = [
        "build",
        "articles",
        "--message-format",
        "json",
        "--format",
        "epub",
    ];
    let built = |more: &[&str]| {
        let output = run(temp.path(), &[&arguments[..], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let lines = lines(&output);
        let names: Vec<String> = lines
            .iter()
            .filter(|l| l["status"] == "built")
            .filter_map(|l| l["manuscript"].as_str().map(str::to_owned))
            .collect();
        names.join(" ")
    };
    let all = "articles/a0.md articles/a1.md articles/a2.md";
    assert_eq!(built(&[]), all);
    assert_eq!(built(&[]), "");
    write(temp.path(), "articles/dot.svg", &dot(10));
    assert_eq!(built(&[]), "articles/a1.md", "a picture");
    write(temp.path(), "articles/a2.md", &article(9));
    assert_eq!(built(&[]), "articles/a2.md", "a text");
    write(temp.path(), "build/a0.epub", "damaged");
    assert_eq!(built(&[]), "articles/a0.md", "an output");
    assert_eq!(built(&["--theme", "modern"]), all, "a theme");
    assert_eq!(built(&["--theme", "modern"]), "");
    assert_eq!(built(&["--theme", "modern", "--page", "a4"]), all, "a page");
    assert_eq!(
        built(&["--theme", "modern", "--page", "a4", "--force"]),
        all
    );
    std::fs::remove_file(temp.path().join("build/.bindery-cache.json")).expect("deleted");
    assert_eq!(
        built(&["--theme", "modern", "--page", "a4"]),
        all,
        "no cache"
    );
}

#[test]
fn warnings_are_told_again_when_nothing_is_built() {
    let temp = tempfile::tempdir().expect("a folder");
    write(
        temp.path(),
        "a.md",
        "---\ntitle: T\n---\n\n## A\n\n#### B\n\nText.\n",
    );
    let first = run(temp.path(), &["build", "a.md"]);
    let second = run(temp.path(), &["build", "a.md"]);
    assert!(stderr(&first).contains("a.md:7:1"), "{}", stderr(&first));
    assert_eq!(stderr(&first), stderr(&second));
    let strict = run(temp.path(), &["build", "a.md", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
}

/// Begins a build and kills it when so many manuscripts are said to be finished.
fn kill_after(folder: &Path, arguments: &[&str], finished: usize) {
    let mut child = bindery(folder, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let stderr = child.stderr.take().expect("a pipe");
    let lines = BufReader::new(stderr).lines().map_while(Result::ok);
    let _ = lines.take(finished).count();
    let _ = child.kill();
    let _ = child.wait();
}

#[test]
fn a_killed_build_does_no_harm() {
    const COUNT: usize = 10;
    let temp = articles(COUNT);
    let arguments = ["build", "articles", "--catalogue"];
    let whole = run(
        temp.path(),
        &[&arguments[..], &["--output", "whole"]].concat(),
    );
    assert_eq!(whole.status.code(), Some(0), "{}", stderr(&whole));
    let whole = files(&temp.path().join("whole"));
    let build = temp.path().join("build");
    // From nothing each time, so that each dies at another place; the last goes on where one died.
    for (finished, keep) in [
        (0, false),
        (3, false),
        (COUNT, false),
        (7, false),
        (1, true),
    ] {
        if !keep && build.exists() {
            std::fs::remove_dir_all(&build).expect("removed");
        }
        kill_after(temp.path(), &arguments, finished);
        // What is there is whole, though it may not be all.
        if build.is_dir() {
            for (path, bytes) in files(&build) {
                assert!(whole.get(&path) == Some(&bytes), "{finished}: {path:?}");
            }
            // As a command does that dies while it writes.
            write(&build, ".bindery-tmp-x.tmp", "half");
        }
        let again = run(temp.path(), &arguments);
        assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
        assert!(whole == files(&build), "{finished}");
        let leftovers = walkdir::WalkDir::new(&build).into_iter().flatten();
        let names: Vec<_> = leftovers
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".tmp"))
            .collect();
        assert!(names.is_empty(), "{finished}: {names:?}");
    }
}

/// Judges lines by the schema that the first file holds; the second holds one line after the other.
const JUDGE: &str = "import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1], encoding='utf-8'))
Draft202012Validator.check_schema(schema)
judge = Draft202012Validator(schema)
for line in open(sys.argv[2], encoding='utf-8'):
    for error in judge.iter_errors(json.loads(line)):
        print(line[:200], error.message)
";

#[test]
fn messages_are_as_their_schema_says() {
    let temp = articles(2);
    write(
        temp.path(),
        "articles/b.md",
        "---\ntitle: B\nseries: {name: S, position: 2}\ndescription: D\nidentifiers: {isbn: 978-3-16-148410-0}\n---\n\n\
         ## A {#a}\n\n#### B {#a}\n",
    );
    write(
        temp.path(),
        "articles/c.md",
        "---\ntitle: C\n---\n\n[x](#none)\n",
    );
    let arguments = ["articles", "nowhere", "--message-format", "json"];
    let mut all = Vec::new();
    for command in [
        &["check"][..],
        &["build"],
        &["build", "--fail-fast", "--jobs", "1"],
    ] {
        let output = run(temp.path(), &[command, &arguments].concat());
        assert_eq!(output.status.code(), Some(1));
        let lines = lines(&output);
        for reason in ["diagnostic", "manuscript", "summary"] {
            assert!(lines.iter().any(|line| line["reason"] == reason));
        }
        all.extend(output.stdout);
    }
    write(
        temp.path(),
        "pasted.txt",
        "A Title\n\nBy Ada Lovelace\n\nSome text of a paragraph.\n",
    );
    let import = ["import", "pasted.txt", "--message-format", "json"];
    let output = run(temp.path(), &import);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(lines(&output).iter().any(|line| line["reason"] == "import"));
    all.extend(output.stdout);
    let schema = run(temp.path(), &["schema", "messages"]);
    assert_eq!(schema.status.code(), Some(0));
    let paths = ["schema.json", "lines.jsonl"].map(|name| temp.path().join(name));
    std::fs::write(&paths[0], &schema.stdout).expect("written");
    std::fs::write(&paths[1], all).expect("written");
    let paths = paths.each_ref().map(|path| path.as_os_str());
    if let Some(said) = super::external::python(JUDGE, &paths) {
        assert_eq!(said, "");
    }
}

#[test]
fn outputs_are_named_by_a_template() {
    let temp = articles(1);
    write(
        temp.path(),
        "articles/b.md",
        "---\ntitle: \"What is: a name?\"\n---\n\nText.\n",
    );
    let build = |names: &str| {
        let arguments = ["build", "articles", "--format", "epub", "--names", names];
        run(temp.path(), &arguments)
    };
    let output = build("{date}-{author}-{slug}");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let output = build("{title}");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let built = files(&temp.path().join("build"));
    let names: Vec<String> = built.keys().map(|p| p.display().to_string()).collect();
    let wanted = [
        "2026-01-01-A.-Writer-a0.epub",
        "Article-0.epub",
        "What-is-a-name.epub",
        "b.epub",
    ];
    assert_eq!(names, wanted);
    let output = build("{slgu}");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("did you mean `{slug}`?"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn sheets_and_a_manuscript_of_that_name_are_told_apart() {
    let temp = tempfile::tempdir().expect("a folder");
    write(temp.path(), "m/x.md", &article(1));
    write(temp.path(), "m/x-sheets.md", &article(2));
    let plain = run(temp.path(), &["build", "m"]);
    assert_eq!(plain.status.code(), Some(0), "{}", stderr(&plain));
    let output = run(temp.path(), &["build", "m", "--impose", "booklet"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("`m/x-sheets.md`, `m/x.md` would all be written to `x-sheets.pdf`"),
        "{said}"
    );
}

#[test]
fn shards_and_their_catalogue_are_the_whole() {
    let temp = articles(5);
    let whole = ["build", "articles", "--catalogue", "--output", "whole"];
    let output = run(temp.path(), &whole);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for shard in ["1/2", "2/2"] {
        let output = run(
            temp.path(),
            &["build", "articles", "--catalogue", "--shard", shard],
        );
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let output = run(temp.path(), &["catalogue", "build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let whole = files(&temp.path().join("whole"));
    let mut parts = files(&temp.path().join("build"));
    parts.retain(|path, _| !path.to_string_lossy().contains("-of-2"));
    assert_eq!(
        whole.keys().collect::<Vec<_>>(),
        parts.keys().collect::<Vec<_>>()
    );
    assert!(whole == parts);
    for name in [
        "index.html",
        "opds.xml",
        "opds.json",
        "SHA256SUMS",
        "build.json",
    ] {
        assert!(whole.contains_key(Path::new(name)), "{name}");
    }
    assert!(whole.keys().any(|path| path.starts_with("covers")));
}

#[test]
fn a_project_file_says_what_is_built() {
    let temp = articles(2);
    let project = "manuscripts = ['articles/*.md']\nexclude = ['**/a1.md']\noutput = 'out'\nnames = '{date}-{title}'\n\
                   formats = ['epub']\ncatalogue = { title = 'All' }\n[metadata]\npublisher = 'The Press'\n";
    write(temp.path(), "bindery.toml", project);
    let output = run(temp.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let built = files(&temp.path().join("out"));
    assert!(
        built.contains_key(Path::new("2026-01-01-Article-0.epub")),
        "{:?}",
        built.keys()
    );
    let manifest: Value = serde_json::from_slice(&built[Path::new("build.json")]).expect("JSON");
    assert_eq!(manifest["heading"]["title"], "All");
    assert_eq!(manifest["works"][0]["publisher"], "The Press");

    // Beside the project file, too.
    write(temp.path(), "top.md", &article(1));
    write(
        temp.path(),
        "bindery.toml",
        "manuscripts = ['*.md']\noutput = 'top'\n",
    );
    let output = run(temp.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(temp.path().join("top/top.epub").is_file());

    write(temp.path(), "bindery.toml", "manuscript = []\n");
    let output = run(temp.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("bindery.toml:1:1") && said.contains("did you mean `manuscripts`?"),
        "{said}"
    );
}

#[test]
fn the_first_failure_can_end_it() {
    let temp = articles(2);
    write(
        temp.path(),
        "articles/a.md",
        "---\ntitle: B\n---\n\n[x](#none)\n",
    );
    let arguments = [
        "build",
        "articles",
        "--fail-fast",
        "--jobs",
        "1",
        "--message-format",
        "json",
    ];
    let output = run(temp.path(), &arguments);
    assert_eq!(output.status.code(), Some(1));
    let lines = lines(&output);
    let sums = summary(&lines);
    assert_eq!((&sums["failed"], &sums["skipped"]), (&1.into(), &2.into()));
}

#[test]
fn the_project_file_lowers_limits() {
    let temp = tempfile::tempdir().expect("a folder");
    let body = "word ".repeat(2_000);
    write(
        temp.path(),
        "a.md",
        &format!("---\ntitle: A\nlanguage: en\n---\n{body}\n"),
    );
    write(
        temp.path(),
        "bindery.toml",
        "manuscripts = [\"a.md\"]\n\n[limits]\npages = 2\n",
    );
    let output = run(temp.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("limit-exceeded"),
        "{}",
        stderr(&output)
    );
    write(
        temp.path(),
        "bindery.toml",
        "manuscripts = [\"a.md\"]\n\n[limits]\npages = 20\n",
    );
    let output = run(temp.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}
