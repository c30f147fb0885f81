//! Texts taken apart, with the bundled fonts.

use super::sample::{fonts, plain, push, style};
use super::{RichText, RunKind, Shaper, analyse, dump_analysis};
use crate::document::{Lang, OBJECT};
use crate::units::Length;

fn dump(text: &RichText) -> String {
    let mut shaper = Shaper::new(fonts());
    let analysis = analyse(&mut shaper, text);
    dump_analysis(text, &analysis, &shaper)
}

#[test]
fn latin_text_is_words_and_spaces() {
    let text = plain("A well-known efficient method\u{2014}or two.", "en");
    insta::assert_snapshot!(dump(&text), @r#"
    0..1 word "A" 7.61 EBGaramond-Regular
    1..2 space " " 2.20 EBGaramond-Regular | 2
    2..12 word "well-known" 49.43 EBGaramond-Regular | 7 cost 50 -
    12..13 space " " 2.20 EBGaramond-Regular | 13
    13..22 word "efficient" 33.55 EBGaramond-Regular
    22..23 space " " 2.20 EBGaramond-Regular | 23
    23..34 word "method—or" 52.55 EBGaramond-Regular | 29 cost 300 | 32 cost 20
    34..35 space " " 2.20 EBGaramond-Regular | 35
    35..39 word "two." 18.41 EBGaramond-Regular
    "#);
}

#[test]
fn high_punctuation_stands_off_in_french() {
    let text = plain("«\u{A0}Quoi\u{A0}? Voici\u{A0}: rien.", "fr");
    insta::assert_snapshot!(dump(&text), @r#"
    0..2 word "«" 6.54 EBGaramond-Regular
    2..4 fixed space "\u{a0}" 2.20 EBGaramond-Regular
    4..8 word "Quoi" 22.33 EBGaramond-Regular
    8..10 thin space "\u{a0}" 2.20 EBGaramond-Regular
    10..11 word "?" 4.14 EBGaramond-Regular
    11..12 space " " 2.20 EBGaramond-Regular | 12
    12..17 word "Voici" 21.60 EBGaramond-Regular
    17..19 fixed space "\u{a0}" 2.20 EBGaramond-Regular
    19..20 word ":" 2.73 EBGaramond-Regular
    20..21 space " " 2.20 EBGaramond-Regular | 21
    21..26 word "rien." 19.00 EBGaramond-Regular
    "#);
}

#[test]
fn levels_part_words_that_run_two_ways() {
    let text = plain("שלום (abc) 12.", "he");
    insta::assert_snapshot!(dump(&text), @r#"
    0..8 word "שלום" 19.33 FrankRuhlLibre-Regular at 923 level 1
    8..9 space " " 2.43 FrankRuhlLibre-Regular at 923 level 1 | 9
    9..10 word "(" 3.38 FrankRuhlLibre-Regular at 923 level 1
    10..13 word "abc" 14.53 EBGaramond-Regular level 2
    13..14 word ")" 3.38 FrankRuhlLibre-Regular at 923 level 1
    14..15 space " " 2.43 FrankRuhlLibre-Regular at 923 level 1 | 15
    15..17 word "12" 9.76 EBGaramond-Regular level 2
    17..18 word "." 2.82 FrankRuhlLibre-Regular at 923 level 1
    "#);
}

#[test]
fn ideographs_stand_by_themselves_and_code_breaks_at_its_signs() {
    let mut text = plain("名前は ", "ja");
    let lang = Lang::new("ja").expect("well formed");
    push(&mut text, "a/b.c_name", style(), &lang, RunKind::Verbatim);
    insta::assert_snapshot!(dump(&text), @r#"
    0..3 word "名" 8.32 EBGaramond-Regular | 3
    3..6 word "前" 8.32 EBGaramond-Regular | 6
    6..9 word "は" 8.32 EBGaramond-Regular
    9..10 space " " 2.20 EBGaramond-Regular | 10
    10..20 word "a/b.c_name" 49.45 EBGaramond-Regular | 12 cost 90 | 14 cost 90 | 16 cost 90
    missing '名' at 0
    missing '前' at 3
    missing 'は' at 6
    "#);
}

#[test]
fn objects_fills_and_line_ends_are_atoms() {
    let mut text = plain("one\u{2028}two", "en");
    let lang = Lang::default();
    let kind = RunKind::Object {
        width: Length::pt(12.0),
        height: Length::pt(30.0),
        depth: Length::ZERO,
    };
    push(&mut text, &OBJECT.to_string(), style(), &lang, kind);
    push(&mut text, ".", style(), &lang, RunKind::Fill);
    insta::assert_snapshot!(dump(&text), @r#"
    0..3 word "one" 15.54 EBGaramond-Regular
    3..6 line end "\u{2028}" 2.20 EBGaramond-Regular | 6
    6..9 word "two" 16.16 EBGaramond-Regular | 9
    9..12 object "￼"
    12..13 fill "."
    "#);
}
