//! Setting text with the bundled fonts.

use super::sample::{fonts, plain, shape};
use super::{TextEngine, dump_glyphs, dump_lines};

fn set(text: &str, lang: &str, points: f64) -> String {
    let mut engine = TextEngine::new(fonts());
    let paragraph = engine.set(&plain(text, lang), &shape(points));
    dump_lines(&paragraph.lines, fonts())
}

const FROG: &str = "In olden times when wishing still helped one, there lived a king whose daughters were \
all beautiful; and the youngest was so beautiful that the sun itself, which has seen so much, was astonished \
whenever it shone in her face.";

#[test]
fn sets_latin_text() {
    insta::assert_snapshot!(set(FROG, "en", 200.0), @r#"
    0.00+200.00 r=0.93 |[EBGaramond-Regular 11pt ×1.018: In olden times when wishing still helped one, ]|
    0.00+200.00 r=-0.18 hyphen |[EBGaramond-Regular 11pt: there lived a king whose daughters were all beau][EBGaramond-Regular 11pt: ‐]|
    0.00+200.00 r=0.15 |[EBGaramond-Regular 11pt: tiful; and the youngest was so beautiful that the ]|
    0.00+200.00 r=0.72 hyphen |[EBGaramond-Regular 11pt ×1.013: sun itself, which has seen so much, was aston][EBGaramond-Regular 11pt ×1.013: ‐]|
    0.00+146.68 r=0.00 |[EBGaramond-Regular 11pt: ished whenever it shone in her face.]|
    "#);
}

#[test]
fn shapes_with_ligatures_and_old_style_figures() {
    let mut engine = TextEngine::new(fonts());
    let paragraph = engine.set(&plain("fi 1984", "en"), &shape(200.0));
    insta::assert_snapshot!(dump_glyphs(&paragraph.lines), @r#"
    955:5.70(fi) 2353:2.20( ) 2223:3.18(1) 2231:5.13(9) 2230:4.97(8) 2226:5.41(4) /
    "#);
}

#[test]
fn sets_hebrew() {
    insta::assert_snapshot!(set("שלום (עולם) abc, 12 ימים.", "he", 200.0), @r#"
    102.06+97.94 r=0.00 |[FrankRuhlLibre-Regular 10.153pt rtl:  ימים.][EBGaramond-Regular 11pt: abc, 12][FrankRuhlLibre-Regular 10.153pt rtl: שלום (עולם) ]|
    "#);
}

#[test]
fn sets_persian() {
    insta::assert_snapshot!(set("می‌خواهم کتاب ۱۲۳ بخوانم.", "fa", 200.0), @r#"
    98.96+101.04 r=0.00 |[Amiri-Regular 11pt rtl:  بخوانم.][Amiri-Regular 11pt: ۱۲۳][Amiri-Regular 11pt rtl: می‌خواهم کتاب ]|
    "#);
}

#[test]
fn sets_korean() {
    insta::assert_snapshot!(set("대한민국의 모든 권력은 국민으로부터 나온다. 2024년", "ko", 120.0), @r#"
    0.00+120.00 r=0.06 |[NotoSerifCJKkr-Regular 10.34pt: 대한민국의 모든 권력은 국]|
    0.00+120.00 r=-0.43 |[NotoSerifCJKkr-Regular 10.34pt ×0.995: 민으로부터 나온다. ][EBGaramond-Regular 11pt ×0.995: 2024][NotoSerifCJKkr-Regular 10.34pt ×0.995: 년]|
    "#);
}

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
    let (lines, overfull) = count(&"x".repeat(1_000_000));
    assert!(lines > 10_000 && !overfull, "{lines} lines");
    let (lines, overfull) = count(&"Some words, and more. ".repeat(100_000));
    assert!(lines > 10_000 && !overfull, "{lines} lines");
    let (lines, _) = count(&"\u{200B}".repeat(100_000));
    assert!(lines >= 1);
    let (lines, _) = count(&"\u{301}".repeat(100_000));
    assert!(lines >= 1);
    let (lines, _) = count(&" ".repeat(100_000));
    assert!(lines >= 1);
    let (lines, _) = count(&"\u{2028}".repeat(10_000));
    assert_eq!(lines, 10_000);
    let (lines, _) = count(&"-".repeat(100_000));
    assert!(lines >= 1);
    let (lines, _) = count(&"(א".repeat(50_000));
    assert!(lines >= 1);
}
