//! Nothing is lost and nothing doubled between manuscript, EPUB and pages.

use bindery::document::BlockKind;
use proptest::prelude::*;

use super::streams::{
    Streams, assert_equal, letters, of_edition, of_epub, of_pages, signs_of_epub, signs_of_pages,
};
use super::support::{Built, build_own, build_text};
use crate::external;

/// The pages without what the title of an article adds before the text.
fn pages_of(built: &Built, expected: &Streams) -> Streams {
    let mut pages = of_pages(&built.pages, &built.edition);
    let meta = &built.edition.document.meta;
    let mut opening = letters(&meta.title);
    opening += &letters(meta.subtitle.as_deref().unwrap_or(""));
    opening += &letters(meta.description.as_deref().unwrap_or(""));
    for person in &meta.contributors {
        opening += &letters(&person.name);
    }
    // What the text begins with may have floated behind it.
    if !opening.is_empty()
        && let Some(text) = pages.text.strip_prefix(&opening)
        && !expected.text.starts_with(&opening)
    {
        pages.text = text.to_owned();
    } else if !pages
        .text
        .starts_with(&expected.text.chars().take(8).collect::<String>())
        && let Some(at) = opening_end(&pages.text, &expected.text)
    {
        let before = &pages.text[..at];
        assert!(
            before.len() <= opening.len() + 60,
            "the opening says {before}"
        );
        pages.text = pages.text[at..].to_owned();
    }
    // The credit of an article stands after its text.
    let credited = meta.source.is_some() || meta.rights.is_some();
    if credited && let Some(at) = text_end(&pages.text, &expected.text) {
        let credit = pages.text.split_off(at);
        assert!(credit.len() < 600, "after the text stands {credit}");
    }
    pages
}

/// Where the text ends, whether or not a figure or a table has floated in it.
fn text_end(text: &str, expected: &str) -> Option<usize> {
    let skipped = expected.chars().count().saturating_sub(40);
    let end: String = expected.chars().skip(skipped).collect();
    text.rfind(&end).map(|at| at + end.len())
}

fn opening_end(text: &str, expected: &str) -> Option<usize> {
    let start: String = expected.chars().take(20).collect();
    text.find(&start)
}

fn check(what: &str, built: &Built) {
    let expected = of_edition(&built.edition);
    assert_equal(&format!("{what}: EPUB"), &expected, &of_epub(&built.epub));
    let mut pages = pages_of(built, &expected);
    let floats = built.edition.document.chapters.iter().any(|chapter| {
        chapter
            .blocks
            .iter()
            .any(|block| matches!(block.kind, BlockKind::Figure { .. } | BlockKind::Table(_)))
    });
    if floats && expected.text != pages.text {
        // Figures and tables float to where a page has room for them; what is read in which order is
        // tested by the structure tree of the PDF.
        assert_eq!(sorted(&expected.text), sorted(&pages.text), "{what}: pages");
        pages.text.clone_from(&expected.text);
    }
    if let Some(start) = expected.text.find(is_rtl)
        && expected.text != pages.text
    {
        // The runs of a line in two directions stand as they are seen.
        assert_eq!(expected.text.get(..start), pages.text.get(..start));
        assert_eq!(sorted(&expected.text), sorted(&pages.text), "{what}: pages");
        pages.text.clone_from(&expected.text);
    }
    assert_equal(&format!("{what}: pages"), &expected, &pages);
}

/// Hebrew, Arabic and their neighbours.
fn is_rtl(c: char) -> bool {
    ('\u{590}'..='\u{8ff}').contains(&c)
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

/// The text of a PDF as an outside program reads it; letters only.
fn pdftotext(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, pdf).expect("written");
    external::pdftotext(&path, &["-raw"]).map(|text| letters(&text))
}

#[test]
fn our_manuscripts_come_out_whole() {
    for name in ["strange-allies.md", "chronology", "specimen"] {
        check(name, &build_own(name));
    }
}

#[test]
fn small_texts_come_out_whole() {
    for (name, text) in [
        ("word", "a"),
        ("break", "a\\\nb\n\n***\n\nc"),
        ("quotes", "\"a\" 'b' -- c --- d ... `\"e\"`"),
        ("tight", "- a\n- b\n  - c\n\n    d\n- e"),
        ("loose", "1. a\n\n   b\n\n2. c\n\n   ```\n   d\n   ```\n"),
        ("heads", "# a\n\n## b\n\n### c\n\nd\n\n#### e\n"),
        (
            "notes",
            "a[^x] b[^y] c[^x]\n\n[^x]: d\n\n    e\n\n[^y]: f[^z]\n\n[^z]: g\n",
        ),
        (
            "note in a cell",
            "| a[^x] |\n|---|\n| b[^y] |\n\n[^x]: c\n[^y]: d\n",
        ),
        ("note in a heading", "# a[^x]\n\nb\n\n[^x]: c\n"),
        ("html", "<p>a <b>b</b></p>\n\n<ul><li>c<li>d</ul>\n\ne<br>f"),
        ("ruby", "<ruby>a<rt>b</rt></ruby> c"),
        ("definitions", "a\n: b\n\n: c\n\n  d\n"),
        ("figure", "![x](dot.png \"a b\")\n\nc ![y](dot.png) d"),
        (
            "table",
            "| a | b |\n|--:|:-:|\n| c | |\n| d | e |\n\nTable: f\n",
        ),
        (
            "a table that floats behind the text",
            &format!("| a |\n|---|\n{}\nb\n", "| c |\n".repeat(24)),
        ),
        ("verse", "::: \n\n> a\n> b\n\n{.verse}\n> c\n> d\n"),
        ("spaces", "a\u{a0}b c\u{ad}d e\u{200b}f g\u{2009}h"),
        ("combining", "e\u{301}a o\u{308} \u{1e69}"),
        ("ligatures", "office affluent fjord Th fl ffi"),
        ("cjk", "漢字仮名交じり文。「引用」と—終わり"),
        (
            "long",
            "pneumonoultramicroscopicsilicovolcanoconiosis"
                .repeat(20)
                .as_str(),
        ),
    ] {
        let text = format!("---\ntitle: Zz\npage: a5\n---\n\n{text}\n");
        check(name, &build_text(&text));
    }
}

/// The text of an article with a title and a first heading.
fn headed(title: &str, heading: &str) -> Built {
    let title = serde_json::to_string(title).expect("a string");
    build_text(&format!(
        "---\ntitle: {title}\npage: a5\n---\n\n# {heading}\n\nThe text.\n"
    ))
}

#[test]
fn a_heading_is_the_title_or_stands_below_it_in_both_outputs() {
    for (title, heading, shown) in [
        ("On Margins", "On Margins", "OnMargins"),
        ("On Margins", "On margins", "Onmargins"),
        ("On Margins", "On *Margins*", "OnMargins"),
        (
            "It's \"here\" -- now...",
            "It’s “here” – now…",
            "It’s“here”–now…",
        ),
        ("Notes on C", "Notes on C++", "NotesonCNotesonC++"),
        ("Question", "Question?", "QuestionQuestion?"),
        ("On Margins", "On margins!", "OnMarginsOnmargins!"),
        ("C", "C#", "CC#"),
        ("Part 1", "Part 2", "Part1Part2"),
    ] {
        let built = headed(title, heading);
        let expected = format!("{shown}Thetext.");
        assert_eq!(signs_of_epub(&built.epub), expected, "{title}: EPUB");
        assert_eq!(signs_of_pages(&built.pages), expected, "{title}: pages");
    }
}

#[test]
fn an_outside_reader_finds_the_same_letters() {
    let choices: Vec<u16> = (0..400_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 16) as u16)
        .collect();
    let built = build_text(&super::generate::manuscript(&choices, "a4"));
    let Some(text) = pdftotext(&built.pdf) else {
        return;
    };
    let expected = of_edition(&built.edition);
    let mut missing = 0;
    for block in words(&built) {
        missing += usize::from(!text.contains(&block));
    }
    assert_eq!(missing, 0, "words are not in the text of the PDF");
    assert!(expected.text.len() > 5000);
}

/// The words of the running text of an edition.
fn words(built: &Built) -> Vec<String> {
    let mut words = Vec::new();
    for chapter in &built.edition.document.chapters {
        bindery::document::visit_blocks(&chapter.blocks, &mut |block| {
            let text = bindery::document::plain_text(block.inlines());
            words.extend(text.split_whitespace().map(letters));
        });
    }
    words.retain(|word| word.starts_with('k'));
    words
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn titles_and_headings_come_out_alike(
        title in "[A-Za-z][A-Za-z+?!,.'\" -]{0,9}[A-Za-z+?!]",
        signs in "[+?!,.']{0,3}",
        is_other in any::<bool>(),
    ) {
        let heading = if is_other { format!("{title} x") } else { format!("{title}{signs}") };
        let built = headed(&title, &heading);
        prop_assert_eq!(signs_of_epub(&built.epub), signs_of_pages(&built.pages));
    }

    #[test]
    fn made_texts_come_out_whole(
        choices in prop::collection::vec(any::<u16>(), 1..260),
        page in prop::sample::select(&["a5", "6x9", "5x8", "a4"][..]),
    ) {
        let text = super::generate::manuscript(&choices, page);
        check(&text, &build_text(&text));
    }
}
