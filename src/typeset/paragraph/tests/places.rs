//! Where lines and what is in them stand.

use super::{FROG, dump, lines, read};
use crate::document::{Lang, OBJECT};
use crate::style::Align;
use crate::typeset::paragraph::sample::{fonts, link, plain, push, shape, style};
use crate::typeset::paragraph::{ParagraphShape, dump_lines};
use crate::typeset::text::{CharStyle, RunKind};
use crate::units::Length;

#[test]
fn aligns_lines() {
    let at = |align| {
        let mut shape = shape(150.0);
        shape.align = align;
        dump(
            &plain(
                "There lived a king whose daughters were all beautiful.",
                "en",
            ),
            &shape,
        )
    };
    insta::assert_snapshot!(at(Align::Start), @r#"
    0.00+146.41 r=0.00 |[EBGaramond-Regular 11pt: There lived a king whose daughters ]|
    0.00+74.34 r=0.00 |[EBGaramond-Regular 11pt: were all beautiful.]|
    "#);
    insta::assert_snapshot!(at(Align::Center), @r#"
    1.79+146.41 r=0.00 |[EBGaramond-Regular 11pt: There lived a king whose daughters ]|
    37.83+74.34 r=0.00 |[EBGaramond-Regular 11pt: were all beautiful.]|
    "#);
    insta::assert_snapshot!(at(Align::End), @r#"
    3.59+146.41 r=0.00 |[EBGaramond-Regular 11pt: There lived a king whose daughters ]|
    75.66+74.34 r=0.00 |[EBGaramond-Regular 11pt: were all beautiful.]|
    "#);
}

#[test]
fn leaves_room_for_a_drop_capital_and_an_indent() {
    let mut shape = shape(150.0);
    shape.first_indent = Length::pt(5.0);
    shape.drop_indent = (2, Length::pt(20.0));
    let x: Vec<_> = lines(&plain(FROG, "en"), &shape)
        .iter()
        .map(|l| l.x)
        .collect();
    assert_eq!(x[..3], [Length::pt(25.0), Length::pt(20.0), Length::ZERO]);
}

#[test]
fn fills_with_leaders_and_places_objects() {
    let mut text = plain("Chapter ", "en");
    let lang = Lang::default();
    push(
        &mut text,
        &OBJECT.to_string(),
        style(),
        &lang,
        RunKind::Object {
            width: Length::pt(12.0),
            height: Length::pt(30.0),
            depth: Length::pt(2.0),
        },
    );
    push(&mut text, ".", style(), &lang, RunKind::Fill);
    push(&mut text, "12", style(), &lang, RunKind::Text);
    let set = lines(&text, &shape(150.0));
    insta::assert_snapshot!(dump_lines(&set, fonts()), @"0.00+150.00 r=0.00 |[EBGaramond-Regular 11pt: Chapter ]<object 37.19><fill 49.19+92.79>[EBGaramond-Regular 11pt: 12]|");
    assert_eq!(set[0].ascent, Length::pt(30.0));
}

#[test]
fn links_and_rules_follow_their_text_over_lines() {
    let mut text = plain("See ", "en");
    let underlined = CharStyle {
        underline: true,
        ..style()
    };
    push(
        &mut text,
        "the king and ",
        underlined.clone(),
        &Lang::default(),
        RunKind::Text,
    );
    link(&mut text, 7);
    push(
        &mut text,
        "his daughters",
        CharStyle {
            italic: true,
            ..underlined
        },
        &Lang::default(),
        RunKind::Text,
    );
    link(&mut text, 7);
    push(&mut text, ".", style(), &Lang::default(), RunKind::Text);
    let mut narrow = shape(80.0);
    narrow.align = Align::Start;
    let set = lines(&text, &narrow);
    insta::assert_snapshot!(dump_lines(&set, fonts()), @r#"
    0.00+67.80 r=0.00 |[EBGaramond-Regular 11pt: See ][EBGaramond-Regular 11pt: the king and ]<rule 15.78+52.02>|
    0.00+56.71 r=0.00 |[EBGaramond-Italic 11pt: his daughters][EBGaramond-Regular 11pt: .]<rule 0.00+54.17>|
    "#);
    let parts: Vec<_> = set.iter().map(|l| l.links.len()).collect();
    assert_eq!(
        parts,
        [1, 1],
        "{:?}",
        set.iter().map(|l| &l.links).collect::<Vec<_>>()
    );
}

#[test]
fn a_line_that_the_author_ends_is_read_with_a_space() {
    let text = plain("Ends here\u{2028}and goes on.\u{2028}\u{2028}Last.", "en");
    let set = lines(&text, &shape(200.0));
    assert_eq!(read(&set), text.text);
    let shown = set.first().map_or(Length::ZERO, |l| l.width);
    let bare = lines(&plain("Ends here", "en"), &shape(200.0));
    assert_eq!(shown, bare[0].width, "the space takes no room");
    // From right to left too, where it stands before what is seen first.
    let text = plain("שלום\u{2028}עולם", "he");
    assert_eq!(read(&lines(&text, &shape(200.0))), text.text);
}

#[test]
fn light_signs_hang_into_the_margin() {
    let hanging = ParagraphShape {
        protrude: true,
        ..shape(200.0)
    };
    let text = format!("“To be,” he said, “or not to be.” {FROG}");
    let set = lines(&plain(&text, "en"), &hanging);
    let ends: Vec<(char, i64)> = set
        .iter()
        .rev()
        .skip(1)
        .map(|line| {
            let shown = &text[line.range.clone()];
            let last = if line.hyphenated {
                "-"
            } else {
                shown.trim_end()
            };
            let over = line.x + line.width - Length::pt(200.0);
            (
                last.chars().next_back().expect("a sign"),
                (over.to_pt() * 100.0).round() as i64,
            )
        })
        .collect();
    // Stops and hyphens stick out, letters that end in a stem do not.
    assert!(
        ends.iter().any(|(c, over)| *c == '-' && *over > 150),
        "{ends:?}"
    );
    assert!(
        ends.iter()
            .all(|(c, over)| !matches!(c, 'n' | 'd' | 'h' | 'u') || *over == 0),
        "{ends:?}"
    );
    let first = set.first().expect("a line");
    assert!(
        first.x < Length::pt(-2.0),
        "the quotation mark hangs: {}",
        first.x
    );
}
