//! Setting text with the bundled fonts.

use super::sample::{fonts, link, plain, push, shape, style};
use super::{CharStyle, Missing, RichText, RunKind, Script, TextEngine, dump_glyphs, dump_lines};
use crate::document::{Lang, OBJECT};
use crate::style::{Align, Figures};
use crate::typeset::paragraph::{Line, LineItem, ParagraphShape};
use crate::units::Length;

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
    insta::assert_snapshot!(dump_glyphs(&paragraph.lines), @"955:5.70(fi) 2353:2.20( ) 2223:3.18(1) 2231:5.13(9) 2230:4.97(8) 2226:5.41(4) /");
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

fn lines(text: &RichText, shape: &ParagraphShape) -> Vec<Line> {
    TextEngine::new(fonts()).set(text, shape).lines
}

fn dump(text: &RichText, shape: &ParagraphShape) -> String {
    dump_lines(&lines(text, shape), fonts())
}

fn styled(text: &str, change: impl FnOnce(&mut CharStyle)) -> RichText {
    let mut rich = RichText::default();
    let mut style = style();
    change(&mut style);
    push(&mut rich, text, style, &Lang::default(), RunKind::Text);
    rich
}

/// All text of lines, as a reader of the PDF finds it.
fn read(lines: &[Line]) -> String {
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
fn a_line_that_the_author_ends_is_read_with_a_space() {
    let text = plain("Ends here\u{2028}and goes on.\u{2028}\u{2028}Last.", "en");
    let lines = lines(&text, &shape(200.0));
    assert_eq!(read(&lines), text.text);
    let shown = lines.first().map_or(Length::ZERO, |l| l.width);
    let bare = self::lines(&plain("Ends here", "en"), &shape(200.0));
    assert_eq!(shown, bare[0].width, "the space takes no room");
    // From right to left too, where it stands before what is seen first.
    let text = plain("שלום\u{2028}עולם", "he");
    assert_eq!(read(&self::lines(&text, &shape(200.0))), text.text);
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
