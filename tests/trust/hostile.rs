//! Texts made to break programs: no panic, no abort, no run-away time or memory. Sizes are such that
//! anything that grows with their square fails the time limit even in a build without optimization.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use bindery::diag::Code;
use bindery::manuscript::Entry;
use bindery::output::Target;
use bindery::world::MemoryFiles;
use bindery::{Compiled, Options, compile};

use super::streams::{parse, texts};
use super::support::dot;

/// The stack of the threads that a batch builds on.
const STACK: usize = 16 << 20;
/// Far more than anything here needs, and far less than anything quadratic would.
const TIME: Duration = Duration::from_secs(150);

/// Compiles a text and looks at what came out.
fn survives(name: &str, text: String) -> Compiled {
    let files = MemoryFiles::default()
        .with("a.md", format!("---\ntitle: T\n---\n\n{text}"))
        .with("dot.png", dot());
    survives_as(name, files)
}

/// Compiles `a.md` of a project and looks at what came out.
pub(super) fn survives_as(name: &str, files: MemoryFiles) -> Compiled {
    let started = Instant::now();
    let compiled = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            let options = Options::new().expect("fonts");
            compile(&files, &Entry::File("a.md".to_owned()), &options)
        })
        .expect("a thread")
        .join()
        .unwrap_or_else(|_| panic!("{name}: a panic"));
    let took = started.elapsed();
    println!("{name}: {:.2} s", took.as_secs_f64());
    assert!(took < TIME, "{name} took {took:?}");
    let codes: Vec<Code> = compiled.diagnostics.iter().map(|d| d.code).collect();
    assert!(!codes.contains(&Code::Internal), "{name}");
    match (compiled.bytes(Target::Epub), compiled.bytes(Target::Pdf)) {
        (Some(epub), Some(pdf)) => {
            assert!(pdf.starts_with(b"%PDF-"), "{name}");
            for (_, xhtml) in texts(epub) {
                parse(&xhtml);
            }
        }
        _ => assert!(
            compiled.diagnostics.has_errors(),
            "{name}: nothing, for no reason"
        ),
    }
    compiled
}

/// Lines made from their numbers.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, n| {
        all += &line(n);
        all
    })
}

#[test]
fn deep_texts_are_survived() {
    for (name, text) in [
        ("quotes", format!("{}x", "> ".repeat(9_000))),
        ("lists", lines(300, |n| format!("{}- x\n", "  ".repeat(n)))),
        ("items on a line", format!("{}x", "- ".repeat(9_000))),
        (
            "emphasis",
            format!("{}x{}", "*".repeat(9_000), "*".repeat(9_000)),
        ),
        (
            "strong and not",
            format!("{}b{}", "*p **q ".repeat(6_000), " q** p*".repeat(6_000)),
        ),
        (
            "brackets",
            format!("{}x{}", "[".repeat(9_000), "]".repeat(9_000)),
        ),
        ("divisions", "<div>".repeat(9_000) + "x"),
        ("tables in tables", "<table><tr><td>".repeat(2_000) + "x"),
        (
            "fractions",
            format!("${}x{}$", "\\frac{1}{".repeat(2_000), "}".repeat(2_000)),
        ),
        (
            "braces",
            format!("${}{}$", "{".repeat(5_000), "}".repeat(5_000)),
        ),
        (
            "spans",
            format!("{}x{}", "[".repeat(900), "]{.y}".repeat(900)),
        ),
        ("quotation marks", "\"a '".repeat(9_000)),
        ("mixed", "> - 1. ".repeat(3_000) + "x"),
    ] {
        survives(name, text);
    }
}

#[test]
fn long_texts_are_survived() {
    for (name, text) in [
        ("a word", "x".repeat(60_000)),
        ("a line", "word ".repeat(30_000)),
        ("backticks", lines(250, |n| format!("e{}", "`".repeat(n)))),
        ("code line", format!("```\n{}\n```", "x".repeat(40_000))),
        (
            "code lines",
            format!("```rust\n{}```", "let x = 1;\n".repeat(8_000)),
        ),
        (
            "an address",
            format!("https://example.org/{}", "a".repeat(20_000)),
        ),
        ("ideographs", "漢字仮名交じり文".repeat(4_000)),
        (
            "marks on a letter",
            "e".to_owned() + &"\u{301}".repeat(15_000),
        ),
        ("hyphens", "a-".repeat(20_000)),
        ("dashes", "a—".repeat(20_000)),
        ("soft hyphens", "a\u{ad}".repeat(20_000)),
        ("no spaces", "a\u{a0}".repeat(20_000)),
        ("line ends", "a\\\n".repeat(8_000)),
        (
            "a heading",
            format!("# {}", "very long title ".repeat(1_500)),
        ),
        ("directions", "a א ".repeat(6_000)),
        ("embeddings", "\u{202b}a\u{202a}ב".repeat(4_000)),
        ("entities", "&amp;&#0;&bogus;".repeat(9_000)),
    ] {
        survives(name, text);
    }
}

#[test]
fn many_of_a_kind_are_survived() {
    let notes = |count| {
        lines(count, |n| format!("a[^{n}] "))
            + "\n\n"
            + &lines(count, |n| format!("[^{n}]: b{n}\n\n"))
    };
    let table = |columns: usize, rows: usize| {
        format!(
            "|{}\n|{}\n{}",
            "a|".repeat(columns),
            "-|".repeat(columns),
            format!("|{}\n", "b|".repeat(columns)).repeat(rows)
        )
    };
    for (name, text) in [
        ("notes", notes(3_000)),
        (
            "notes on a word",
            lines(400, |n| format!("[^{n}]")) + "\n\n" + &lines(400, |n| format!("[^{n}]: b\n\n")),
        ),
        (
            "references to a note",
            "a[^n] ".repeat(4_000) + "\n\n[^n]: b",
        ),
        (
            "headings",
            lines(2_000, |n| {
                format!("{} Same\n\nx\n\n", "#".repeat(n % 6 + 1))
            }),
        ),
        ("columns", table(600, 8)),
        ("rows", table(2, 4_000)),
        (
            "short rows",
            format!(
                "|{}\n|{}\n{}",
                "x|".repeat(900),
                "-|".repeat(900),
                "|\n".repeat(900)
            ),
        ),
        (
            "a long cell",
            format!("|a|b|\n|-|-|\n|{}|x|\n", "word ".repeat(4_000)),
        ),
        (
            "unbreakable cells",
            format!("|a|b|\n|-|-|\n|{}|{}|\n", "x".repeat(900), "y".repeat(900)),
        ),
        ("pictures", "![x](dot.png)\n\n".repeat(600)),
        ("pictures in a line", "![x](dot.png) ".repeat(1_500)),
        ("formulas", "$x_1^2$ ".repeat(1_500)),
        ("rules", "***\n\n".repeat(3_000)),
        ("definitions", lines(1_500, |n| format!("t{n}\n: d\n\n"))),
        ("tasks", "- [ ] x\n".repeat(3_000)),
        (
            "labels",
            lines(9_000, |n| format!("[{n}]: u\n")) + &"[0] ".repeat(2_000),
        ),
        ("open comments", "</".to_owned() + &"<!--".repeat(30_000)),
        ("open links", "[a](<b".repeat(9_000)),
        ("open pictures", "![[]()".repeat(20_000)),
        ("empty items", "- \n".repeat(3_000)),
        ("ids", lines(3_000, |_| "# x {#same}\n\n".to_owned())),
        ("captions", "| a |\n|---|\n\nTable: c\n\n".repeat(400)),
        ("attributes", format!("[x]{{{}}}", ".a ".repeat(9_000))),
        (
            "a note of many pages",
            format!("a[^1]\n\n[^1]: {}", "long note ".repeat(4_000)),
        ),
        (
            "notes in notes",
            lines(600, |n| format!("[^{n}]: b[^{}]\n\n", n + 1)) + "a[^0]",
        ),
    ] {
        survives(name, text);
    }
}

#[test]
fn odd_bytes_are_survived() {
    let all: String = (1..0x3000_u32).filter_map(char::from_u32).collect();
    for (name, text) in [
        ("nul", "a\0b".to_owned()),
        (
            "controls",
            "a\u{1}b\u{8}c\u{b}d\u{c}e\u{1b}[31m\u{7f}\u{85}\u{2028}\u{2029}\u{fffe}".to_owned(),
        ),
        ("returns", "# H\r\rp\r\r- a\r- b\r".to_owned()),
        (
            "unassigned",
            "\u{e000}\u{f8ff}\u{f0000}\u{10fffd}\u{378}\u{fdd0}".to_owned(),
        ),
        ("all of Unicode's start", all),
        (
            "joined signs",
            "👨‍👩‍👧‍👦🇰🇷☝🏽❤️🏴\u{e0067}\u{e0062}\u{e007f}".repeat(50),
        ),
        ("only a mark", "\u{301}".to_owned()),
        ("only an object", "\u{fffc}".repeat(40)),
        ("isolates", "\u{2066}".repeat(200) + "x"),
        (
            "bad formulas",
            "$\\frac{1}{$ $$\\begin{matrix}1&2\\\\$$ $\\newcommand{\\a}{\\a\\a}\\a$ $\\x$"
                .to_owned(),
        ),
        (
            "markup",
            "a<br>b<hr>c&nbsp;<p>x<p>y <td>z</td><!-- a -- b --><?php x ?><![CDATA[ z ]]><a b=c d>"
                .to_owned(),
        ),
    ] {
        survives(name, text);
    }
}

#[test]
fn drawings_too_deep_for_the_stack_are_refused() {
    for (name, open) in [
        ("attribute", "<g id='/>'>"),
        ("comment", "<g><!--</g>-->"),
        ("text", "<g>/>"),
    ] {
        let count = 20_000;
        let mut svg = String::from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>");
        let _ = write!(
            svg,
            "{}<path/>{}</svg>",
            open.repeat(count),
            "</g>".repeat(count)
        );
        let files = MemoryFiles::default()
            .with("a.md", "---\ntitle: T\n---\n\n![x](a.svg)\n")
            .with("a.svg", svg);
        let compiled = survives_as(name, files);
        assert!(
            compiled
                .diagnostics
                .iter()
                .any(|d| d.code == Code::LimitExceeded),
            "{name}"
        );
    }
}

#[test]
fn front_matter_that_grows_is_refused() {
    let mut text = String::from("---\ntitle: T\nz: &a [x,x,x,x,x,x,x,x,x]\n");
    for n in 0..9_u8 {
        let (this, before) = (char::from(b'b' + n), char::from(b'a' + n));
        let _ = writeln!(
            text,
            "z{this}: &{this} [{}]",
            vec![format!("*{before}"); 9].join(",")
        );
    }
    let files = MemoryFiles::default().with("a.md", text + "---\n\nx\n");
    let compiled = survives_as("aliases", files);
    assert!(compiled.bytes(Target::Epub).is_none());
    let deep = format!(
        "---\ntitle: T\nz: {}{}\n---\n\nx\n",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    survives_as("brackets", MemoryFiles::default().with("a.md", deep));
}
