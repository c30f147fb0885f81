//! What setting a text gives beside its lines, and what it does not depend on.

use super::FROG;
use crate::typeset::paragraph::sample::{fonts, plain, shape};
use crate::typeset::paragraph::{LineItem, TextEngine, dump_glyphs, dump_lines};
use crate::typeset::text::Missing;

#[test]
fn shows_and_reports_what_no_font_has() {
    let paragraph = TextEngine::new(fonts()).set(&plain("a 漢 b", "en"), &shape(100.0));
    assert_eq!(
        paragraph.missing,
        [Missing {
            offset: 2,
            char: '漢'
        }]
    );
    insta::assert_snapshot!(dump_glyphs(&paragraph.lines), @"410:4.39(a) 2353:2.20( ) 2681:8.32(漢) 2353:2.20( ) 424:5.66(b) /");
    for line in &paragraph.lines {
        for item in &line.items {
            if let LineItem::Glyphs(run) = item {
                assert!(run.glyphs.iter().all(|g| g.id != 0), "no .notdef");
            }
        }
    }
}

#[test]
fn measures_for_tables() {
    let mut engine = TextEngine::new(fonts());
    let widths = engine.widths(&plain("a beautiful king", "en"));
    let whole = engine.widths(&plain("beautiful", "en"));
    assert_eq!(widths.min, whole.max);
    assert!(widths.max > widths.min);
    let lines = engine
        .set(&plain("a beautiful king", "en"), &shape(widths.max.to_pt()))
        .lines;
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].width, widths.max);
}

#[test]
fn does_not_depend_on_what_was_set_before() {
    let mut engine = TextEngine::new(fonts());
    let shape = shape(180.0);
    let fresh = dump_lines(&engine.set(&plain(FROG, "en"), &shape).lines, fonts());
    for other in ["שלום", "wishing beautiful", "대한민국", "daugh"] {
        engine.set(&plain(other, "en"), &shape);
    }
    let again = dump_lines(&engine.set(&plain(FROG, "en"), &shape).lines, fonts());
    assert_eq!(fresh, again);
}

/// The words of an analysis are in a cache that is emptied when it is full; what is set from it stays the same.
#[test]
fn an_analysis_outlives_its_words() {
    let mut engine = TextEngine::new(fonts());
    let (text, shape) = (plain(FROG, "en"), shape(180.0));
    let analysis = engine.analyse(&text);
    let fresh = dump_lines(
        &engine.set_analysed(&text, &analysis, &shape).lines,
        fonts(),
    );
    engine.shaper.forget_words();
    engine.set(
        &plain("other words, which take the places of the first", "en"),
        &shape,
    );
    let again = dump_lines(
        &engine.set_analysed(&text, &analysis, &shape).lines,
        fonts(),
    );
    assert_eq!(fresh, again);
}

#[test]
fn items_are_boxes_glue_and_penalties() {
    let mut engine = TextEngine::new(fonts());
    let text = plain("The white of the page, half-told: extraordinary", "en");
    insta::assert_snapshot!(engine.dump_items(&text, &shape(90.0)), @r#"
    box 17.32 "The"
    glue 2.20 +1.32 -0.53
    box 23.64 "white"
    glue 2.20 +1.32 -0.53
    box 8.94 "of"
    glue 2.20 +1.32 -0.53
    box 13.41 "the"
    glue 2.20 +1.32 -0.53
    box 21.48 "page,"
    glue 2.20 +1.32 -0.53 | line 1 r=-0.95
    box 19.21 "half-"
    penalty 50 0.00
    box 19.67 "told:"
    glue 2.20 +1.32 -0.53
    box 8.85 "ex"
    penalty 120 3.01
    box 11.52 "tra"
    penalty 120 3.01
    box 9.12 "or"
    penalty 120 3.01
    box 8.26 "di"
    penalty 120 3.01 | line 2 r=2.86
    box 18.69 "nary"
    no break
    fill
    break | line 3 r=0.00
    "#);
}
