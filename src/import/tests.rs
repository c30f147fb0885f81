//! Tests of imports.

use super::import_text;
use crate::diag::Code;

fn markdown(text: &str) -> String {
    let imported = import_text("An Article.txt", text).value;
    let file = imported.files.into_iter().next().expect("one file");
    assert_eq!(file.path, "an-article.md");
    String::from_utf8(file.bytes).expect("UTF-8")
}

const PAGE: &str = "\
A Question of Salt: Notes from the Coast

Why do two villages quarrel over a pan of sea water, and why does it never end?

The first pan

Nobody remembers who dug it. The oldest map shows a square by the shore, and the clerk wrote a word beside it that two \
schools of scholars have since read in two ways.

The mayor put it plainly:

“There is no salt in it that is not ours, and no water that is theirs.”

It cost $40 in 1900, and 2 * 3 men.

Who will have it?

The court has been asked three times and has answered with three silences, each longer than the one before.

Anna Falk
Anna Falk
Anna Falk is a writer and holds a chair at the University of the Sea.

The Price of Wind

Everybody has heard of the windmill, but nobody...

A Bridge Too Many

“We shall build it,” said the engineer. The...
";

#[test]
fn a_pasted_page_has_its_parts() {
    insta::assert_snapshot!(markdown(PAGE), @r#"
    ---
    title: "A Question of Salt: Notes from the Coast"
    language: "en"
    description: "Why do two villages quarrel over a pan of sea water, and why does it never end?"
    authors:
      - "Anna Falk"
    ---

    ## The first pan

    Nobody remembers who dug it. The oldest map shows a square by the shore, and the clerk wrote a word beside it that two schools of scholars have since read in two ways.

    The mayor put it plainly:

    > There is no salt in it that is not ours, and no water that is theirs.

    It cost \$40 in 1900, and 2 \* 3 men.

    ## Who will have it?

    The court has been asked three times and has answered with three silences, each longer than the one before.

    * * *

    Anna Falk is a writer and holds a chair at the University of the Sea.
    "#);
}

#[test]
fn what_is_left_out_is_said_with_its_place() {
    let warned = import_text("page.txt", PAGE);
    let said: Vec<String> = warned
        .diagnostics
        .iter()
        .map(|d| {
            assert_eq!(d.code, Code::ImportLeftOut);
            let place = warned.value.sources.describe(d.span.expect("a place"));
            format!("{place} {}", d.message)
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    page.txt:1:1 no language was named; by its words the text is taken for `en`
    page.txt:20:1 the name `Anna Falk` stands here again and was left out
    page.txt:23:1 `The Price of Wind` looks like a teaser of another article and was left out
    page.txt:25:1 `Everybody has heard of the windmill, but nobody...` looks like a teaser of another article and was left out
    page.txt:27:1 `A Bridge Too Many` looks like a teaser of another article and was left out
    page.txt:29:1 `“We shall build it,” said the engineer. The...` looks like a teaser of another article and was left out
    ");
}

#[test]
fn bylines_dates_and_lists_are_known() {
    insta::assert_snapshot!(markdown("On Ropes\nBy Ida Holm and Per Lund\n3 May 2021\n\n1. One rope\n2. Two ropes\n\n# not a heading\n\n***\n\n1984. A year.\n"), @r#"
    ---
    title: "On Ropes"
    authors:
      - "Ida Holm"
      - "Per Lund"
    date: 2021-05-03
    ---

    1. One rope
    2. Two ropes

    \# not a heading

    * * *

    1984\. A year.
    "#);
}

#[test]
fn lines_wrapped_by_hand_are_joined() {
    let text = "Title\n\nThis is a paragraph that was wrapped by hand at a\ncolumn of about fifty characters, as is the\ncustom in mail and in old files of plain text\neverywhere, and it goes on for some more lines\nuntil it ends.\n";
    assert!(markdown(text).contains("wrapped by hand at a column of about fifty"));
}

#[test]
fn any_text_is_imported_without_a_panic() {
    for text in [
        "",
        "\n\n",
        "\u{FEFF}",
        "x",
        "a\n\n...\n\n...",
        "“”",
        "By \n",
        "1. \n2) ",
    ] {
        let _ = import_text("x.txt", text);
    }
}

/// The letters and figures of a text, in order.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn no_letter_of_the_article_of_the_corpus_is_lost() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/articles/strange-allies.txt");
    let Ok(text) = std::fs::read_to_string(path) else {
        return;
    };
    let imported = import_text("An Article.txt", &text).value;
    assert_eq!(imported.found.sections, 5);
    let (own, _) = text
        .split_once("Bureaucracy, Hypocrisy")
        .expect("the first teaser");
    let own = own.replacen("Cherry Hitkari\nCherry Hitkari\n", "", 1);
    let markdown = String::from_utf8(imported.files[0].bytes.clone()).expect("UTF-8");
    let (head, body) = markdown
        .trim_start_matches("---\n")
        .split_once("\n---\n")
        .expect("a head");
    let value = |key: &str| {
        let line = head
            .lines()
            .find_map(|line| line.strip_prefix(key))
            .expect("the key");
        line.to_owned()
    };
    let all = format!("{} {} {body}", value("title: "), value("description: "));
    assert_eq!(letters(&all), letters(&own));
}

#[test]
fn the_article_of_the_corpus_has_five_sections() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/articles/strange-allies.txt");
    let Ok(text) = std::fs::read_to_string(path) else {
        return;
    };
    let text = markdown(&text.replace("strange-allies", "x"));
    let headings: Vec<&str> = text.lines().filter(|l| l.starts_with("## ")).collect();
    assert_eq!(
        headings,
        [
            "## Looking for a Friend",
            "## Of Nuclear Dreams and Enemies",
            "## A Budding Alliance?",
            "## How important are they?",
        ]
    );
    assert!(text.contains("\n> Your election as President"));
    assert!(text.contains("  - \"Cherry Hitkari\"\n"));
    assert!(text.contains("Non-resident Vasey Fellow"));
    for teaser in ["Quandary", "Gaza War", "tightrope", "Schopenhauer"] {
        assert!(!text.contains(teaser), "{teaser}");
    }
}
