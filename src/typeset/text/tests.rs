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
    0.00+200.00 r=1.06 |[EBGaramond-Regular 11pt ×1.020: In olden times when wishing still helped one, ]|
    0.00+200.00 r=-0.16 hyphen |[EBGaramond-Regular 11pt: there lived a king whose daughters were all beau][EBGaramond-Regular 11pt: ‐]|
    0.00+200.00 r=0.17 |[EBGaramond-Regular 11pt: tiful; and the youngest was so beautiful that the ]|
    0.00+200.00 r=-0.94 |[EBGaramond-Regular 11pt ×0.982: sun itself, which has seen so much, was astonished ]|
    0.00+122.83 r=0.00 |[EBGaramond-Regular 11pt: whenever it shone in her face.]|
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
    107.40+92.60 r=0.00 |[FrankRuhlLibre-Regular 9.405pt rtl: ימים.][EBGaramond-Regular 11pt rtl:  ][EBGaramond-Regular 11pt: abc, 12][EBGaramond-Regular 11pt rtl:  ][FrankRuhlLibre-Regular 9.405pt rtl: (עולם)][EBGaramond-Regular 11pt rtl:  ][FrankRuhlLibre-Regular 9.405pt rtl: שלום]|
    "#);
}

#[test]
fn sets_persian() {
    insta::assert_snapshot!(set("می‌خواهم کتاب ۱۲۳ بخوانم.", "fa", 200.0), @r#"
    102.00+98.00 r=0.00 |[Amiri-Regular 11pt rtl: بخوانم.][EBGaramond-Regular 11pt rtl:  ][Amiri-Regular 11pt: ۱۲۳][EBGaramond-Regular 11pt rtl:  ][Amiri-Regular 11pt rtl: کتاب][EBGaramond-Regular 11pt rtl:  ][Amiri-Regular 11pt rtl: می‌خواهم]|
    "#);
}

#[test]
fn sets_korean() {
    insta::assert_snapshot!(set("대한민국의 모든 권력은 국민으로부터 나온다. 2024년", "ko", 120.0), @r#"
    0.00+120.00 r=0.64 |[NotoSerifCJKkr-Regular 10.34pt ×1.010: 대한민국의][EBGaramond-Regular 11pt ×1.010:  ][NotoSerifCJKkr-Regular 10.34pt ×1.010: 모든][EBGaramond-Regular 11pt ×1.010:  ][NotoSerifCJKkr-Regular 10.34pt ×1.010: 권력은][EBGaramond-Regular 11pt ×1.010:  ][NotoSerifCJKkr-Regular 10.34pt ×1.010: 국]|
    0.00+118.13 r=0.00 |[NotoSerifCJKkr-Regular 10.34pt: 민으로부터][EBGaramond-Regular 11pt:  ][NotoSerifCJKkr-Regular 10.34pt: 나온다.][EBGaramond-Regular 11pt:  2024][NotoSerifCJKkr-Regular 10.34pt: 년]|
    "#);
}
