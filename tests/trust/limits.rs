//! What a manuscript may not do: read outside of its folder, fetch, take too much, or carry script.

use bindery::compile::{Compiled, Options, compile};
use bindery::diag::{Code, Severity};
use bindery::limits::Limits;
use bindery::manuscript::Entry;
use bindery::output::Target;
use bindery::world::{DiskFiles, Files, MemoryFiles};

use super::streams::texts;
use super::support::dot;

fn text(body: &str) -> String {
    format!("---\ntitle: T\n---\n\n{body}\n")
}

fn run(files: &dyn Files, entry: Entry, limits: Limits) -> Compiled {
    let mut options = Options::new().expect("fonts");
    options.limits = limits;
    compile(files, &entry, &options)
}

fn run_text(body: &str, limits: Limits) -> Compiled {
    let files = MemoryFiles::default()
        .with("a.md", text(body))
        .with("dot.png", dot());
    run(&files, Entry::File("a.md".to_owned()), limits)
}

fn codes(compiled: &Compiled, severity: Severity) -> Vec<Code> {
    let found = compiled.diagnostics.iter();
    found
        .filter(|d| d.severity == severity)
        .map(|d| d.code)
        .collect()
}

fn errors(compiled: &Compiled) -> Vec<Code> {
    codes(compiled, Severity::Error)
}

/// All files of an EPUB as one text; what is no UTF-8 is replaced.
fn epub_text(compiled: &Compiled) -> String {
    use std::io::Read as _;
    let epub = compiled.bytes(Target::Epub).expect("an EPUB");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(epub)).expect("an archive");
    let mut all = String::new();
    for index in 0..zip.len() {
        let mut bytes = Vec::new();
        zip.by_index(index)
            .expect("a file")
            .read_to_end(&mut bytes)
            .expect("bytes");
        all += &String::from_utf8_lossy(&bytes);
    }
    all
}

fn pdf_text(compiled: &Compiled) -> String {
    bindery::pdf::dump(compiled.bytes(Target::Pdf).expect("a PDF")).expect("a PDF")
}

#[test]
fn pictures_are_not_read_from_outside() {
    let body = "![a](../x.png) ![b](/etc/passwd) ![c](file:///etc/passwd) ![d](s/../../x.png) ![e](%2e%2e/x.png)";
    let compiled = run_text(body, Limits::default());
    assert_eq!(errors(&compiled), [Code::PathEscapes; 5]);
    let compiled = run_text(
        "![a](http://127.0.0.1:1/x.png) ![b](//x/y.png) ![c](HTTPS://x/y.png)",
        Limits::default(),
    );
    assert_eq!(errors(&compiled), [Code::RemoteImage; 3]);
    let compiled = run_text(
        "![a](data:image/png;base64,x) ![b](javascript:x)",
        Limits::default(),
    );
    assert_eq!(errors(&compiled), [Code::UnsafeLink; 2]);
    assert!(compiled.bytes(Target::Epub).is_none() && compiled.bytes(Target::Pdf).is_none());
}

#[cfg(unix)]
#[test]
fn symbolic_links_do_not_lead_outside() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("x.png"), dot()).expect("written");
    std::fs::write(outside.path().join("x.md"), "# Secret\n\ntext\n").expect("written");
    let project = tempfile::tempdir().expect("a folder");
    let at = |name: &str| project.path().join(name);
    std::fs::write(
        at("a.md"),
        text("![a](link.png) ![b](folder/x.png) ![c](inner.png)"),
    )
    .expect("written");
    std::fs::write(at("dot.png"), dot()).expect("written");
    symlink(outside.path().join("x.png"), at("link.png")).expect("linked");
    symlink(outside.path(), at("folder")).expect("linked");
    symlink(at("dot.png"), at("inner.png")).expect("linked");
    let files = DiskFiles::new(project.path()).expect("a folder");
    let compiled = run(&files, Entry::File("a.md".to_owned()), Limits::default());
    assert_eq!(errors(&compiled), [Code::PathEscapes; 2]);

    std::fs::create_dir(at("book")).expect("made");
    std::fs::write(
        at("book/book.toml"),
        "title = 'B'\nchapters = ['1.md', '../../x.md']\n",
    )
    .expect("written");
    symlink(outside.path().join("x.md"), at("book/1.md")).expect("linked");
    let compiled = run(&files, Entry::Folder("book".to_owned()), Limits::default());
    assert!(compiled.bytes(Target::Epub).is_none());
    let escapes = errors(&compiled)
        .iter()
        .filter(|code| **code == Code::PathEscapes)
        .count();
    assert_eq!(escapes, 2, "{:?}", errors(&compiled));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_file() {
    let project = tempfile::tempdir().expect("a folder");
    let pipe = project.path().join("p.png");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    std::fs::write(project.path().join("a.md"), text("![a](p.png)")).expect("written");
    let files = DiskFiles::new(project.path()).expect("a folder");
    let compiled = run(&files, Entry::File("a.md".to_owned()), Limits::default());
    assert_eq!(errors(&compiled), [Code::MissingImage]);
}

#[test]
fn drawings_carry_nothing_that_acts() {
    let svg = "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' \
        xmlns:xlink='http://www.w3.org/1999/xlink' width='10' height='10' onload='evil()'>\
        <script>evil()</script><style>@import url(http://evil.example/a.css); rect{fill:url(http://evil.example/b)}</style>\
        <image href='http://evil.example/c.png' width='5' height='5'/>\
        <image xlink:href='file:///etc/evil' width='5' height='5'/>\
        <use href='other.svg#evil'/><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>evil()</script></body></foreignObject>\
        <a href='javascript:evil()'><rect width='3' height='3' onclick='evil()'/></a>\
        <set attributeName='onload' to='evil()'/><rect width='5' height='5'/></svg>";
    let files = MemoryFiles::default()
        .with("a.md", text("![x](a.svg)"))
        .with("a.svg", svg);
    let compiled = run(&files, Entry::File("a.md".to_owned()), Limits::default());
    assert_eq!(errors(&compiled), []);
    for (format, all) in [("EPUB", epub_text(&compiled)), ("PDF", pdf_text(&compiled))] {
        assert!(!all.contains("evil"), "{format}");
        assert!(!all.contains("<script"), "{format}");
    }
    let entities = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&x;</text></svg>";
    let files = MemoryFiles::default()
        .with("a.md", text("![x](a.svg)"))
        .with("a.svg", entities);
    let compiled = run(&files, Entry::File("a.md".to_owned()), Limits::default());
    assert_eq!(errors(&compiled), [Code::BadImage]);
}

#[test]
fn raw_html_carries_nothing_that_acts() {
    let body = "<script>evil()</script>\n<SCRIPT SRC=//evil.example></script>\n\n<p onclick=\"evil()\" style=\"background:url(javascript:evil())\">x</p>\n\n\
        <img src=dot.png alt=x onerror=evil()>\n\n<a href=\"javascript:evil()\">a</a> [b](javascript:evil()) [c](<java\tscript:evil()>) \
        [d](JAVASCRIPT:evil()) <a href=\"&#106;avascript:evil()\">e</a> [f](vbscript:evil()) [g](data:text/html,evil)\n\n\
        <iframe src=evil></iframe> <object data=evil></object> <embed src=evil> <form action=evil><input onfocus=evil()></form>\n\n\
        <style>*{background:url(//evil.example)}</style> <link rel=stylesheet href=evil.css> <meta http-equiv=refresh content=evil> <base href=evil>\n\n\
        <svg onload=evil()><script>evil()</script></svg> <math><mtext onclick=evil()>y</mtext></math>\n\n\
        [h]{onclick=evil()} [i]{style=evil}\n\n# j {onmouseover=evil()}\n\n``` {onload=evil()}\nk\n```\n";
    let compiled = run_text(body, Limits::default());
    assert_eq!(errors(&compiled), []);
    let book = texts(compiled.bytes(Target::Epub).expect("an EPUB"));
    let all = epub_text(&compiled);
    for word in [
        "evil()",
        "evil.example",
        "<script",
        "javascript:",
        "vbscript:",
        "onerror",
        "onload",
        "onclick",
        "<iframe",
        "<form",
    ] {
        let lower = all.to_lowercase();
        assert!(!lower.contains(word), "{word} in {book:#?}");
    }
    let pdf = pdf_text(&compiled).to_lowercase();
    for word in [
        "/javascript",
        "/js",
        "/launch",
        "evil.example",
        "/embeddedfile",
        "/submitform",
    ] {
        assert!(!pdf.contains(word), "{word}");
    }
    assert!(codes(&compiled, Severity::Warning).contains(&Code::UnsafeLink));
    assert!(codes(&compiled, Severity::Warning).contains(&Code::DroppedHtml));
    // A formula is no way around: what it says is text.
    let compiled = run_text("$\\href{javascript:evil()}{x}$", Limits::default());
    assert!(!epub_text(&compiled).contains("href=\"javascript"));
    assert!(!pdf_text(&compiled).contains("(javascript"));
}

/// The usual limits with one changed.
fn limits(change: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    change(&mut limits);
    limits
}

#[test]
fn every_limit_can_be_set_and_says_so() {
    let all = Limits::default();
    let two_lines = "x\n\n> > > > > y\n";
    for (name, body, limits) in [
        ("input", two_lines, limits(|all| all.input = 10)),
        ("pictures", "![x](dot.png)", limits(|all| all.pictures = 10)),
        ("side", "![x](dot.png)", limits(|all| all.picture_side = 3)),
        (
            "pixels",
            "![x](dot.png)",
            limits(|all| all.picture_pixels = 15),
        ),
        ("pages", &"word ".repeat(2_000), limits(|all| all.pages = 1)),
    ] {
        let compiled = run_text_or_nothing(body, limits);
        assert!(
            errors(&compiled).contains(&Code::LimitExceeded),
            "{name}: {:?}",
            errors(&compiled)
        );
        assert!(
            compiled.bytes(Target::Epub).is_none() && compiled.bytes(Target::Pdf).is_none(),
            "{name}"
        );
        assert_eq!(errors(&run_text(body, all)), [], "{name}");
    }
    let compiled = run_text(two_lines, limits(|all| all.depth = 3));
    assert!(codes(&compiled, Severity::Warning).contains(&Code::LimitExceeded));
    assert!(compiled.bytes(Target::Epub).is_some());
    let files = MemoryFiles::default()
        .with("b/book.toml", "title = 'B'")
        .with("b/1.md", "# a\n\nx")
        .with("b/2.md", "# b\n\ny");
    let compiled = run(
        &files,
        Entry::Folder("b".to_owned()),
        limits(|all| all.chapters = 1),
    );
    assert_eq!(errors(&compiled), [Code::LimitExceeded]);
}

fn run_text_or_nothing(body: &str, limits: Limits) -> Compiled {
    run_text(body, limits)
}

#[test]
fn names_of_outputs_stay_in_their_folder() {
    for name in [
        "..",
        "../..",
        "../../etc/passwd",
        ".hidden",
        "a/../b.md",
        "CON.md",
        "-rf.md",
        "",
        "/",
        "....md",
        "a\\..\\b.md",
        "a\0b.md",
        "a\nb.md",
        "%2e%2e.md",
        "한국어.md",
        "😀.md",
        "\u{202e}gpj.md",
        "NUL",
        "aux.md",
        " .md",
        "a .md",
    ] {
        for entry in [Entry::File(name.to_owned()), Entry::Folder(name.to_owned())] {
            let slug = entry.slug();
            let fine = !slug.is_empty()
                && slug.len() <= 200
                && !slug.starts_with(['.', '-'])
                && slug
                    .chars()
                    .all(|c| c.is_alphanumeric() || "-_".contains(c));
            assert!(fine, "{name:?} becomes {slug:?}");
        }
    }
    let long = Entry::File("x".repeat(5_000) + ".md").slug();
    assert!(long.len() <= 200, "{}", long.len());
}
