//! Small capitals, superiors, figures, ligatures.

use super::{dump, lines, styled};
use crate::style::Figures;
use crate::typeset::paragraph::sample::{fonts, plain, shape};
use crate::typeset::paragraph::{TextEngine, dump_glyphs};
use crate::typeset::text::Script;
use crate::units::Length;

#[test]
fn shapes_with_ligatures_and_old_style_figures() {
    let mut engine = TextEngine::new(fonts());
    let paragraph = engine.set(&plain("fi 1984", "en"), &shape(200.0));
    insta::assert_snapshot!(dump_glyphs(&paragraph.lines), @"955:5.70(fi) 2353:2.20( ) 2223:3.18(1) 2231:5.13(9) 2230:4.97(8) 2226:5.41(4) /");
}

#[test]
fn uses_small_capitals_of_the_font_or_scaled_ones() {
    let caps = |text: &str| {
        let text = styled(text, |s| s.small_caps = true);
        dump_glyphs(&lines(&text, &shape(200.0)))
    };
    insta::assert_snapshot!(caps("Nato"), @"68:8.71(N) 1159:5.98(a) 1256:5.83(t) 1230:6.78(o) /");
    let cyrillic = styled("Мир", |s| s.small_caps = true);
    insta::assert_snapshot!(dump(&cyrillic, &shape(200.0)), @"0.00+21.83 r=0.00 |[EBGaramond-Regular 11pt: М][EBGaramond-Regular 8.8pt: ир]|");
}

#[test]
fn raises_with_the_fonts_superiors_or_scaled_letters() {
    let raised = |text: &str| dump(&styled(text, |s| s.script = Script::Super), &shape(200.0));
    insta::assert_snapshot!(raised("12"), @"0.00+6.15 r=0.00 |[EBGaramond-Regular 11pt: 12]|");
    insta::assert_snapshot!(raised("12 Ж"), @"0.00+13.03 r=0.00 |[EBGaramond-Regular 6.82pt y=-3.63pt: 12 Ж]|");
    insta::assert_snapshot!(dump(&styled("2", |s| s.script = Script::Sub), &shape(200.0)), @"0.00+3.30 r=0.00 |[EBGaramond-Regular 11pt: 2]|");
}

#[test]
fn sets_figures_for_tables_in_one_width() {
    let text = styled("1 4", |s| s.figures = Figures::Tabular);
    insta::assert_snapshot!(dump_glyphs(&lines(&text, &shape(200.0))), @"2193:5.28(1) 2353:2.20( ) 2196:5.28(4) /");
}

#[test]
fn spaced_letters_have_no_ligatures() {
    let text = styled("fi", |s| s.letter_space = Length::pt(1.0));
    insta::assert_snapshot!(dump_glyphs(&lines(&text, &shape(200.0))), @"447:5.27(f) 457:3.70(i) /");
}
