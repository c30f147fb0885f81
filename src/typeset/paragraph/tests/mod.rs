//! Setting text with the bundled fonts.

mod breaks;
mod looks;
mod places;
mod values;

use super::sample::{fonts, plain, push, shape, style};
use super::{Line, LineItem, ParagraphShape, TextEngine, dump_lines};
use crate::document::Lang;
use crate::typeset::text::{CharStyle, RichText, RunKind};

pub(super) const FROG: &str = "In olden times when wishing still helped one, there lived a king whose daughters were \
all beautiful; and the youngest was so beautiful that the sun itself, which has seen so much, was astonished \
whenever it shone in her face.";

pub(super) fn set(text: &str, lang: &str, points: f64) -> String {
    let mut engine = TextEngine::new(fonts());
    let paragraph = engine.set(&plain(text, lang), &shape(points));
    dump_lines(&paragraph.lines, fonts())
}

pub(super) fn lines(text: &RichText, shape: &ParagraphShape) -> Vec<Line> {
    TextEngine::new(fonts()).set(text, shape).lines
}

pub(super) fn dump(text: &RichText, shape: &ParagraphShape) -> String {
    dump_lines(&lines(text, shape), fonts())
}

pub(super) fn styled(text: &str, change: impl FnOnce(&mut CharStyle)) -> RichText {
    let mut rich = RichText::default();
    let mut style = style();
    change(&mut style);
    push(&mut rich, text, style, &Lang::default(), RunKind::Text);
    rich
}

/// All text of lines, as a reader of the PDF finds it.
pub(super) fn read(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        for item in &line.items {
            if let LineItem::Glyphs(run) = item {
                out.push_str(run.actual_text.as_deref().unwrap_or(&run.text));
            }
        }
    }
    out
}

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
fn sets_hebrew() {
    insta::assert_snapshot!(set("שלום (עולם) abc, 12 ימים.", "he", 200.0), @"100.32+99.68 r=0.00 |[FrankRuhlLibre-Regular 10.153pt rtl: שלום (עולם) ][EBGaramond-Regular 11pt: abc, 12][FrankRuhlLibre-Regular 10.153pt rtl:  ימים.]|");
}

#[test]
fn sets_persian() {
    insta::assert_snapshot!(set("می‌خواهم کتاب ۱۲۳ بخوانم.", "fa", 200.0), @"98.96+101.04 r=0.00 |[Amiri-Regular 11pt rtl: می‌خواهم کتاب ][Amiri-Regular 11pt: ۱۲۳][Amiri-Regular 11pt rtl:  بخوانم.]|");
}

#[test]
fn sets_korean() {
    insta::assert_snapshot!(set("대한민국의 모든 권력은 국민으로부터 나온다. 2024년", "ko", 120.0), @r#"
    0.00+120.00 r=0.06 |[NotoSerifCJKkr-Regular 10.34pt: 대한민국의 모든 권력은 국]|
    0.00+120.00 r=-0.43 |[NotoSerifCJKkr-Regular 10.34pt ×0.995: 민으로부터 나온다. ][EBGaramond-Regular 11pt ×0.995: 2024][NotoSerifCJKkr-Regular 10.34pt ×0.995: 년]|
    "#);
}
