//! Where lines are broken.

use super::{FROG, dump, lines, read};
use crate::document::Lang;
use crate::style::Align;
use crate::typeset::paragraph::sample::{fonts, plain, push, shape, style};
use crate::typeset::paragraph::{TextEngine, dump_lines};
use crate::typeset::text::{CharStyle, RichText, RunKind};

/// Sets a text and gives the number of its lines and whether one is overfull.
fn count(text: &str) -> (usize, bool) {
    let mut engine = TextEngine::new(fonts());
    let paragraph = engine.set(&plain(text, "en"), &shape(300.0));
    let end = paragraph.lines.last().map(|l| l.range.end);
    assert_eq!(end, Some(text.len()), "the lines cover the text");
    (
        paragraph.lines.len(),
        paragraph.lines.iter().any(|l| l.overfull),
    )
}

#[test]
fn long_texts_take_linear_time() {
    let (lines, overfull) = count(&"x".repeat(200_000));
    assert!(lines > 3_000 && !overfull, "{lines} lines");
    let (lines, overfull) = count(&"Some words, and more. ".repeat(20_000));
    assert!(lines > 3_000 && !overfull, "{lines} lines");
    let (lines, _) = count(&"\u{200B}".repeat(100_000));
    assert!(lines >= 1);
    let (lines, _) = count(&"\u{301}".repeat(100_000));
    assert!(lines >= 1);
    let (lines, _) = count(&" ".repeat(100_000));
    assert!(lines >= 1);
    let (lines, _) = count(&"\u{2028}".repeat(10_000));
    assert_eq!(lines, 10_000);
    let (lines, _) = count(&"-".repeat(20_000));
    assert!(lines >= 1);
    let (lines, _) = count(&"(א".repeat(10_000));
    assert!(lines >= 1);
}

#[test]
fn copies_words_whole_over_hyphens() {
    let text = plain(
        "Un\u{AD}be\u{AD}liev\u{AD}able extraordinary circumstances, incomprehensible",
        "en",
    );
    let set = lines(&text, &shape(60.0));
    assert!(
        set.iter().any(|l| l.hyphenated),
        "{}",
        dump_lines(&set, fonts())
    );
    assert_eq!(
        read(&set),
        "Unbelievable extraordinary circumstances, incomprehensible"
    );
}

#[test]
fn covers_the_text_with_lines_that_meet() {
    let set = lines(&plain(FROG, "en"), &shape(120.0));
    let mut at = 0;
    for line in &set {
        assert_eq!(line.range.start, at);
        at = line.range.end;
    }
    assert_eq!(at, FROG.len());
    assert_eq!(read(&set), FROG);
}

#[test]
fn breaks_code_at_its_signs_without_hyphens() {
    let mut text = RichText::default();
    let mono = CharStyle {
        family: "JetBrains Mono".into(),
        ..style()
    };
    push(
        &mut text,
        "std::collections::HashMap::with_capacity_and_hasher",
        mono,
        &Lang::default(),
        RunKind::Verbatim,
    );
    let mut narrow = shape(120.0);
    narrow.align = Align::Start;
    insta::assert_snapshot!(dump(&text, &narrow), @r#"
    0.00+118.80 r=0.00 |[JetBrainsMono-Regular 11pt: std::collections::]|
    0.00+92.40 r=0.00 |[JetBrainsMono-Regular 11pt: HashMap::with_]|
    0.00+85.80 r=0.00 |[JetBrainsMono-Regular 11pt: capacity_and_]|
    0.00+39.60 r=0.00 |[JetBrainsMono-Regular 11pt: hasher]|
    "#);
}

#[test]
fn shifts_no_word_spaces_in_ideographs() {
    // No font here has ideographs; their widths are those of U+FFFD, their breaks are their own.
    let text = "「吾輩は猫である。名前はまだ無い。」どこで生れたかとんと見当がつかぬ。";
    for line in &lines(&plain(text, "ja"), &shape(100.0)) {
        let shown = &text[line.range.clone()];
        assert!(
            !shown.starts_with(['。', '」', 'ゃ', '、']),
            "{shown} starts so"
        );
        assert!(!shown.ends_with('「'), "{shown} ends so");
    }
}

#[test]
fn words_broken_within_a_ligature_fit_their_lines() {
    let mut engine = TextEngine::new(fonts());
    let text = "The difference between an efficient officer and an indifferent one is a difference of effort, \
        and effort is difficult to differentiate from affectation or from the baffling offices of the staff. ";
    let text = plain(text, "en");
    for tenths in 800..2400 {
        let measure = f64::from(tenths) / 10.0;
        let lines = engine.set(&text, &shape(measure)).lines;
        let overfull = lines.iter().filter(|line| line.overfull).count();
        assert_eq!(overfull, 0, "at {measure} pt");
    }
}

#[test]
fn spaces_in_code_give_way() {
    let mut text = plain("Type ", "en");
    let lang = Lang::new("en").expect("well formed");
    push(
        &mut text,
        "cp a b c d e f g h i j k l",
        style(),
        &lang,
        RunKind::Verbatim,
    );
    push(
        &mut text,
        " to copy them all at once",
        style(),
        &lang,
        RunKind::Text,
    );
    let mut engine = TextEngine::new(fonts());
    let lines = engine.set(&text, &shape(90.0)).lines;
    let worst = lines.iter().map(|line| line.ratio).fold(0.0, f64::max);
    assert!(worst < 2.0, "{}", dump_lines(&lines, fonts()));
}

#[test]
fn among_ideographs_long_names_are_broken_and_spaces_give_way_first() {
    // At a good many measures: no line is torn apart for the sake of a name that is not broken.
    let texts = [
        (
            "ja",
            "Git のリポジトリ(git://git.kernel.org/pub/scm/git/git.git)からCommitDateを使ってコミットを検索してみましょう。",
        ),
        (
            "zh",
            "我们不妨举例说明。假设你们团队有个地址为 git.ourcompany.com 的服务器，可以设置receive.denyNonFastForwards选项。",
        ),
    ];
    for (lang, text) in texts {
        let text = plain(text, lang);
        for width in 240..300 {
            let set = lines(&text, &shape(f64::from(width)));
            let worst = set.iter().map(|l| l.ratio).fold(0.0, f64::max);
            assert!(
                worst < 5.0 && set.iter().all(|l| !l.overfull),
                "{lang} {width} {worst}"
            );
        }
    }
}
