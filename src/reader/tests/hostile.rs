use proptest::prelude::*;

use super::read_markdown;
use crate::diag::Code;

/// Reads, copies, compares and drops on a small stack.
fn survives(markdown: &str) -> Vec<Code> {
    let markdown = markdown.to_owned();
    std::thread::Builder::new()
        .stack_size(512 << 10)
        .spawn(move || {
            let (read, _) = read_markdown(&markdown);
            let copy = read.value.clone();
            assert!(copy == read.value);
            assert!(!copy.dump().is_empty());
            read.diagnostics.iter().map(|d| d.code).collect()
        })
        .expect("a thread")
        .join()
        .expect("no panic")
}

#[test]
fn depth_is_bounded() {
    for deep in [
        format!("{}a", "> ".repeat(20_000)),
        format!("{}a", "- ".repeat(20_000)),
        "<div>".repeat(20_000),
        format!("a {}", "<b>".repeat(20_000)),
        format!("{}a{}", "*".repeat(20_000), "*".repeat(20_000)),
    ] {
        assert!(
            survives(&deep).contains(&Code::LimitExceeded),
            "{:.20}",
            deep
        );
    }
    for other in [
        format!("{}a{}", "[".repeat(25_000), "]".repeat(25_000)),
        format!("{}a{}", "[".repeat(2_000), "]{.x}".repeat(2_000)),
        "<table><tr><td>".repeat(5_000),
        "<ul><li>".repeat(5_000),
        "*a **b ".repeat(5_000),
        "{.a}\n".repeat(5_000),
        "^a~b".repeat(5_000),
        "\\".repeat(20_000),
        "]{a=\"".repeat(20_000),
        "`x`{.a ".repeat(20_000),
        "a@".repeat(20_000),
        "http://".repeat(20_000),
        "<rt><td><li><dd>".repeat(3_000),
    ] {
        survives(&other);
    }
}

#[test]
fn short_rows_do_not_fill_memory() {
    let table = format!(
        "|{}\n|{}\n{}",
        "x|".repeat(1_500),
        "-|".repeat(1_500),
        "|\n".repeat(1_500)
    );
    let (read, _) = read_markdown(&table);
    let mut cells = 0;
    crate::document::visit_blocks(&read.value.chapters[0].blocks, &mut |_| cells += 1);
    assert!(cells < 400_000, "{cells}");
}

proptest! {
    #[test]
    fn nothing_panics(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
        let markdown: String = parts.concat();
        let (read, sources) = read_markdown(&markdown);
        for chapter in &read.value.chapters {
            let source = sources.get(chapter.source).expect("a source");
            crate::document::visit_blocks(&chapter.blocks, &mut |block| {
                assert!(source.text().get(block.span.range()).is_some(), "{block:?}");
                crate::document::visit_inlines(block.inlines(), &mut |inline| {
                    assert!(source.text().get(inline.span.range()).is_some(), "{inline:?}");
                    if let crate::document::InlineKind::NoteRef(note) = inline.kind {
                        assert!((note.0 as usize) < read.value.notes.len());
                    }
                });
            });
        }
    }
}

/// What meets what in a manuscript.
const PARTS: &[&str] = &[
    "a",
    "é",
    "한",
    " ",
    "\n",
    "\n\n",
    "\n\n",
    "# ",
    "> ",
    "- ",
    "1. ",
    "    ",
    "*",
    "**",
    "_",
    "~",
    "~~",
    "^",
    "`",
    "```\n",
    "$",
    "$$",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](dot.png)",
    "](dot.png \"t *x*\")",
    "[^1]",
    "[^1]: ",
    "[^2]",
    "{.x}",
    "{#i k=v}",
    "{.x}\n",
    "{",
    "}",
    "\\",
    "\\\"",
    "|",
    "| a | b |\n",
    "|---|---|\n",
    "Table: c",
    ": ",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<div>\n\n",
    "<p>",
    "<li>",
    "</li>",
    "<ul>",
    "</ul>",
    "<td>",
    "<table>",
    "</table>",
    "<script>",
    "</script>",
    "<br>",
    "<hr>",
    "<img src=dot.png>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "<ruby>",
    "<rt>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<?x?>",
    "&amp;",
    "&#0;",
    "\u{1}",
    "https://a.b",
    "www.a.b",
    "c@d.e",
    "[ ] ",
    "[!NOTE]\n",
    "---\n",
    "===\n",
    "<dt>",
    "<dd>",
    "<q>",
    "<a href=x>",
    "</a>",
    "\t",
];
