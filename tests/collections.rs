//! Several manuscripts bound into one volume: what each piece keeps to itself, and what they share.

use std::path::Path;
use std::process::{Command, Output};

use bindery::batch;
use bindery::compile::{Compiled, Options, compile};
use bindery::output::Target;
use bindery::world::DiskFiles;
use serde_json::Value;

use super::external;

const PAPER: &str = "---\ntitle: On Paper\nauthors: [Jane Doe]\nlanguage: en-GB\ndescription: What a sheet remembers.\n\
rights: © 2026 Jane Doe\n---\n\n# Rag\n\nA first text.[^1] See [strange allies](../strange-allies.md), [ink](../b/ink.md#black), \
[](#one).\n\n![A dot](dot.svg \"The dot\"){#one}\n\n# Wood\n\nA second text.[^2]\n\n[^1]: A note on rags.\n[^2]: A note on wood.\n";
const INK: &str = "---\ntitle: Sur l’encre\nsubtitle: Une note\nauthors: [Jean Dupont]\nlanguage: fr\n\
source: {title: De l’encre, author: Pline}\n---\n\n# Sur l’encre\n\nUn texte.[^1]\n\n![Un point](dot.svg \"Le point\"){#one}\n\n\
## Noir {#black}\n\nVoir [](#one).\n\n[^1]: Une note.\n";
const PROJECT: &str = "manuscripts = ['articles/strange-allies.md', 'articles/b/ink.md']\n\
[metadata]\npublisher = 'The Press'\n\
[[collection]]\nname = 'reader'\ntitle = 'A Reader'\nlanguage = 'en-GB'\ndate = 2026\nrights = '© 2026 The Press'\n\
contributors = [{name = 'Ed Itor', role = 'editor'}]\n\
manuscripts = ['articles/strange-allies.md']\n\
[[collection.part]]\ntitle = 'Things'\nmanuscripts = ['articles/a/*.md', 'articles/b/*.md', 'articles/strange-allies.md']\n";

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
    std::fs::write(path, text).expect("written");
}

fn dot(colour: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60' viewBox='0 0 90 60'><circle cx='45' cy='30' r='20' fill='{colour}'/></svg>"
    )
}

/// The article that comes with Bindery and two small ones, bound in one volume.
fn project() -> tempfile::TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscript/strange-allies.md");
    let article = std::fs::read_to_string(article).expect("there");
    write(folder, "articles/strange-allies.md", &article);
    write(folder, "articles/a/paper.md", PAPER);
    write(folder, "articles/a/dot.svg", &dot("navy"));
    write(folder, "articles/b/ink.md", INK);
    write(folder, "articles/b/dot.svg", &dot("maroon"));
    write(folder, "bindery.toml", PROJECT);
    temp
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("bindery runs")
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

/// The manuscripts with a status, in order.
fn with_status(lines: &[Value], status: &str) -> Vec<String> {
    lines
        .iter()
        .filter(|line| line["status"] == status)
        .filter_map(|line| line["manuscript"].as_str().map(str::to_owned))
        .collect()
}

fn volume(folder: &Path) -> Compiled {
    let file = folder.join("bindery.toml");
    let loaded = batch::project::load(&file).expect("it can be read");
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let plan = batch::project::plan(&loaded.project, &file);
    let planned = plan.manuscripts.last().expect("the collection is last");
    let files = DiskFiles::new(&planned.root).expect("a folder");
    let mut options = Options::new().expect("the fonts can be read");
    options.defaults = loaded.project.defaults.map(Into::into);
    compile(&files, &planned.entry, &options)
}

fn part(epub: &[u8], name: &str) -> String {
    use std::io::Read as _;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(epub)).expect("an archive");
    let mut text = String::new();
    let mut file = zip.by_name(&format!("OEBPS/{name}")).expect("a part");
    file.read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn each_piece_keeps_what_is_its_own() {
    let temp = project();
    let compiled = volume(temp.path());
    assert!(
        compiled.diagnostics.is_empty(),
        "{:?}",
        compiled.diagnostics
    );
    let epub = compiled.bytes(Target::Epub).expect("made");
    let allies = part(epub, "chapter-1.xhtml");
    let things = part(epub, "chapter-2.xhtml");
    let paper = part(epub, "chapter-3.xhtml");
    let ink = part(epub, "chapter-4.xhtml");

    // Titles and authors.
    assert!(allies.contains(">Strange Allies</h1>"), "{allies}");
    assert!(allies.contains("<p class=\"author\">The Bindery Authors</p>"));
    assert!(things.contains("epub:type=\"part\"") && things.contains(">Things</h1>"));
    assert!(paper.contains(">On Paper</h1>") && paper.contains("What a sheet remembers."));
    assert!(paper.contains(">Rag</h2>"), "below the title: {paper}");
    assert!(ink.contains("<p class=\"subtitle\">Une note</p>") && ink.contains("Jean Dupont"));
    assert_eq!(ink.matches("Sur l’encre</h1>").count(), 1);

    // Languages, notes, pictures, numbers.
    assert!(paper.contains("xml:lang=\"en-GB\""));
    assert!(ink.contains("xml:lang=\"fr\""), "{ink}");
    assert!(!ink.contains("A note on rags.") && paper.contains("A note on rags."));
    assert!(ink.contains("Une note.") && ink.contains(">1</a>"), "{ink}");
    let picture = |text: &str| {
        let (_, rest) = text.split_once("<img src=\"").expect("a picture");
        rest.split('"').next().expect("a name").to_owned()
    };
    assert!(part(epub, &picture(&paper)).contains("navy"));
    assert!(part(epub, &picture(&ink)).contains("maroon"));
    for text in [&paper, &ink] {
        let text = text.replace('\u{a0}', " ");
        assert!(
            text.contains("Figure 1") && !text.contains("Figure 2"),
            "{text}"
        );
    }

    // Links within a piece and from one to another.
    assert!(paper.contains("href=\"chapter-1.xhtml#"), "{paper}");
    assert!(paper.contains("href=\"chapter-4.xhtml#black\""), "{paper}");
    assert!(paper.contains("href=\"#one\""), "{paper}");
    assert!(ink.contains("href=\"#one-2\""), "{ink}");

    // What they share: contents, title page, copyright page, page list.
    let nav = part(epub, "nav.xhtml");
    let order = ["Strange Allies", "Things", "On Paper", "Sur l’encre"];
    let places: Vec<usize> = order
        .iter()
        .map(|title| nav.find(&format!(">{title}<")).expect("listed"))
        .collect();
    assert!(places.is_sorted(), "{nav}");
    assert!(nav.contains("epub:type=\"page-list\""));
    assert!(part(epub, "title.xhtml").contains("Edited by Ed Itor"));
    let imprint = part(epub, "imprint.xhtml");
    for said in [
        "© 2026 The Press",
        "On Paper. © 2026 Jane Doe",
        "Sur l’encre. Adapted from",
        "The Press, 2026",
    ] {
        assert!(imprint.contains(said), "{said}: {imprint}");
    }
}

#[test]
fn a_volume_passes_the_validators() {
    let temp = project();
    let compiled = volume(temp.path());
    let (epub, pdf) = (temp.path().join("v.epub"), temp.path().join("v.pdf"));
    std::fs::write(&epub, compiled.bytes(Target::Epub).expect("made")).expect("written");
    std::fs::write(&pdf, compiled.bytes(Target::Pdf).expect("made")).expect("written");
    if let Some(messages) = external::epubcheck(&epub) {
        let grave = |message: &&external::Message| message.severity > external::Severity::Usage;
        let grave: Vec<_> = messages.iter().filter(grave).collect();
        assert!(grave.is_empty(), "{grave:?}");
    }
    let Some(text) = external::pdftotext(&pdf, &[]) else {
        return;
    };
    // The contents name the authors, and running heads the pieces.
    for said in ["On Paper", "Jane Doe", "Things", "Edited by Ed Itor"] {
        assert!(text.contains(said), "{said}");
    }
}

#[test]
fn it_is_built_with_the_rest_and_again_when_a_piece_changes() {
    let temp = project();
    let arguments = ["build", "--message-format", "json", "--format", "epub"];
    let output = run(temp.path(), &arguments);
    assert_eq!(output.status.code(), Some(0));
    let all = [
        "articles/strange-allies.md",
        "articles/b/ink.md",
        "bindery.toml#reader",
    ];
    assert_eq!(with_status(&lines(&output), "built"), all);
    assert!(temp.path().join("build/reader.epub").is_file());
    let output = run(temp.path(), &arguments);
    assert_eq!(with_status(&lines(&output), "unchanged"), all);

    write(temp.path(), "articles/a/dot.svg", &dot("green"));
    let output = run(temp.path(), &arguments);
    assert_eq!(with_status(&lines(&output), "built"), all[2..]);
    // A new piece that a pattern names, and another word in the project file.
    write(
        temp.path(),
        "articles/a/pulp.md",
        "---\ntitle: Pulp\n---\n\nText.\n",
    );
    let output = run(temp.path(), &arguments);
    assert_eq!(with_status(&lines(&output), "built"), all[2..]);
    write(
        temp.path(),
        "bindery.toml",
        &PROJECT.replace("A Reader", "The Reader"),
    );
    let output = run(temp.path(), &arguments);
    assert!(with_status(&lines(&output), "built").contains(&all[2].to_owned()));
}

#[test]
fn a_book_becomes_a_part_with_its_chapters() {
    let temp = project();
    for (path, text) in [
        (
            "small/book.toml",
            "title = 'A Small Book'\nauthors = ['Bo']\nlanguage = 'en-GB'\nrights = '© Bo'\n",
        ),
        (
            "small/1.md",
            "# One {#one}\n\nSee [](2.md), [](#two), [ink](../articles/b/ink.md).\n",
        ),
        ("small/2.md", "# Two {#two}\n\n## A section\n\nText.\n"),
    ] {
        write(temp.path(), path, text);
    }
    let project =
        format!("{PROJECT}[[collection.part]]\ntitle = 'Books'\nmanuscripts = ['small']\n");
    write(temp.path(), "bindery.toml", &project);
    let compiled = volume(temp.path());
    assert!(
        compiled.diagnostics.is_empty(),
        "{:?}",
        compiled.diagnostics
    );
    let epub = compiled.bytes(Target::Epub).expect("made");
    let book = part(epub, "chapter-6.xhtml");
    assert!(book.contains("epub:type=\"part\"") && book.contains(">A Small Book</h1>"));
    assert!(book.contains("<p class=\"author\">Bo</p>"), "{book}");
    // The page of a part title is listed as the others are.
    assert!(book.contains("epub:type=\"pagebreak\""), "{book}");
    let things = part(epub, "chapter-2.xhtml");
    assert!(things.contains("epub:type=\"pagebreak\""), "{things}");
    let one = part(epub, "chapter-7.xhtml");
    assert!(one.contains("href=\"chapter-8.xhtml#two\""), "{one}");
    assert!(one.contains("href=\"chapter-4.xhtml#chapter-4\""), "{one}");
    assert!(part(epub, "imprint.xhtml").contains("A Small Book. © Bo"));
    // Contents on paper: works and chapters of books, with authors, but no sections.
    let pdf = temp.path().join("v.pdf");
    std::fs::write(&pdf, compiled.bytes(Target::Pdf).expect("made")).expect("written");
    let Some(text) = external::pdftotext(&pdf, &["-f", "5", "-l", "5"]) else {
        return;
    };
    for said in [
        "Strange Allies",
        "The Bindery Authors",
        "Things",
        "Books",
        "A Small Book",
        "Two",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for section in ["A section", "Rag", "Noir"] {
        assert!(!text.contains(section), "{section}: {text}");
    }
}

#[test]
fn one_volume_is_built_by_its_name() {
    let temp = project();
    let arguments = ["build", "bindery.toml#reader", "--message-format", "json"];
    let output = run(temp.path(), &arguments);
    assert_eq!(output.status.code(), Some(0));
    let built = with_status(&lines(&output), "built");
    assert_eq!(built, ["bindery.toml#reader"]);
    let output = run(temp.path(), &["build", "bindery.toml#raeder"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("there are reader"), "{said}");
}

#[test]
fn a_broken_piece_is_one_error_and_stops_nothing_else() {
    let temp = project();
    let broken = PAPER.replace("dot.svg", "dto.svg");
    write(temp.path(), "articles/a/paper.md", &broken);
    let arguments = ["build", "--message-format", "json", "--format", "epub"];
    let output = run(temp.path(), &arguments);
    assert_eq!(output.status.code(), Some(1));
    let said = lines(&output);
    let errors: Vec<&Value> = said.iter().filter(|l| l["severity"] == "error").collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["code"], "missing-image");
    assert_eq!(errors[0]["manuscript"], "bindery.toml#reader");
    assert_eq!(errors[0]["place"]["file"], "articles/a/paper.md");
    assert_eq!(with_status(&said, "built").len(), 2);

    // Where the piece is built for itself, too, it says what is wrong, once.
    let broken = INK.replace("(#one)", "(#two)");
    write(temp.path(), "articles/a/paper.md", PAPER);
    write(temp.path(), "articles/b/ink.md", &broken);
    let output = run(temp.path(), &arguments);
    let said = lines(&output);
    let codes: Vec<&str> = said
        .iter()
        .filter(|line| line["severity"] == "error")
        .filter_map(|line| line["code"].as_str())
        .collect();
    assert_eq!(codes, ["dead-link", "broken-piece"]);
    assert_eq!(
        with_status(&said, "failed"),
        ["articles/b/ink.md", "bindery.toml#reader"]
    );
    assert_eq!(run(temp.path(), &["check"]).status.code(), Some(1));
}

#[test]
fn what_the_project_file_says_wrong_has_its_place() {
    let temp = project();
    let said = |text: &str| {
        write(temp.path(), "bindery.toml", text);
        let output = run(temp.path(), &["check"]);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    for (text, wanted) in [
        ("[[collection]]\ntitle = 'T'\n", "has no pieces"),
        ("[[collection]]\nmanuscripts = ['articles/*.md']\n", "title"),
        (
            "[[collection]]\ntitle = 'T'\nchapters = ['x']\nmanuscripts = ['articles/*.md']\n",
            "write `manuscripts`",
        ),
        (
            "[[collection]]\ntitle = 'T'\nmanuscripts = ['articles/*.md']\n[[collection]]\ntitle = 'T'\nmanuscripts = ['articles/*.md']\n",
            "two collections are named `t`",
        ),
        (
            "[[collection]]\ntitle = 'T'\nmanuscripts = ['none/*.md']\n",
            "no manuscript matches `none/*.md`",
        ),
        (
            "[[collection]]\ntitle = 'T'\nmanuscripts = ['../*.md']\n",
            "outside the project",
        ),
        (
            "[[collection]]\ntitle = 'T'\nsubtitel = 'T'\nmanuscripts = ['articles/*.md']\n",
            "did you mean `subtitle`?",
        ),
    ] {
        let output = said(text);
        assert!(output.contains(wanted), "{text}\n{output}");
    }
}
