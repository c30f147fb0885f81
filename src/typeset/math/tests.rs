//! Whole formulas: their boxes, and places in numbers.

use std::fmt::Write;

use super::*;
use crate::typeset::glyphs::Mark;
use crate::typeset::page::PageItem;
use crate::units::Point;

thread_local! {
    static BOOK: FontBook = FontBook::bundled().expect("bundled fonts parse");
}

fn style(display: bool) -> MathStyle<'static> {
    MathStyle {
        size: Length::pt(10.0),
        display,
        color: Color::BLACK,
        text_family: "EB Garamond",
    }
}

pub(super) fn try_set(tex: &str, display: bool) -> Result<MathBox, MathError> {
    BOOK.with(|book| set_formula(tex, style(display), book))
}

pub(super) fn inline(tex: &str) -> MathBox {
    try_set(tex, false).expect("a formula")
}

pub(super) fn display(tex: &str) -> MathBox {
    try_set(tex, true).expect("a formula")
}

fn glyph(found: &MathBox, c: char) -> MathGlyph {
    *found
        .glyphs
        .iter()
        .find(|glyph| glyph.text == Some(c))
        .expect("the glyph is there")
}

/// Numbers to a hundredth of a point.
fn dump(tex: &str, display: bool) -> String {
    let found = try_set(tex, display).expect("a formula");
    let n = |length: Length| (length.to_pt() * 100.0).round() / 100.0 + 0.0;
    let mut out = format!(
        "{tex}  →  {}  [{} {}+{}]",
        found.text,
        n(found.width),
        n(found.height),
        n(found.depth)
    );
    for glyph in &found.glyphs {
        let text = glyph.text.map_or("·".to_owned(), String::from);
        let size = if glyph.size == Length::pt(10.0) {
            String::new()
        } else {
            format!("*{}", n(glyph.size))
        };
        let _ = write!(out, " {text}{size}@{},{}", n(glyph.x), n(glyph.y));
    }
    for rule in &found.rules {
        let _ = write!(
            out,
            " ▬@{},{} {}×{}",
            n(rule.x),
            n(rule.y),
            n(rule.width),
            n(rule.height)
        );
    }
    assert_eq!(found.missing, Vec::<char>::new(), "{tex}");
    out
}

/// Compares with `tests/snapshots/NAME.snap`.
pub(super) fn check(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn boxes() {
    let lines: Vec<String> = [
        "a+b=c",
        "-x",
        "a=-b",
        "f(x,y)",
        "x^2",
        "x_i^2",
        "f'(x)",
        "x^{y^z}",
        r"\frac{a}{b}",
        r"\sqrt{x}",
        r"\sqrt[3]{x}",
        r"\sin x",
        r"\binom{n}{k}",
        r"\hat{x}\bar{y}\vec{v}",
        r"\hat{\imath}=\hat{i}",
        r"\overline{AB}",
        r"\mathbb{R}\mathcal{L}\mathbf{v}\mathrm{d}\mathfrak{g}",
        r"\alpha\Gamma\partial",
        r"\sum_{i=1}^n i",
        r"\int_0^1",
        r"a\,b\quad c",
        r"1{,}5",
        r"x\ne y\not= z",
        r"a\to b\Rightarrow c",
        r"\text{if } n",
        r"\underbrace{ab}_{n}",
        r"\textcolor{red}{=}",
        r"\newcommand{\R}{\mathbb R}\R^n",
        r"\operatorname{arg\,max} f",
        r"a \bmod b",
    ]
    .iter()
    .map(|tex| dump(tex, false))
    .collect();
    check("math_inline", &lines.join("\n"));
}

#[test]
fn display_boxes() {
    let lines: Vec<String> = [
        r"\sum_{i=1}^n i",
        r"\int_0^1 f",
        r"\frac{a}{b}",
        r"\binom{n}{k}",
        r"\lim_{x\to0} f",
        r"\sqrt{\frac{a}{b}}",
        r"\left(\frac{a}{b}\middle|c\right)",
        r"\begin{pmatrix}a&b\\c&d\end{pmatrix}",
        r"\begin{cases}1&x>0\\0\end{cases}",
        r"\begin{aligned}a&=b\\&=c+d\end{aligned}",
        r"\begin{array}{l|r}a&b\\\hline c&d\end{array}",
        r"\sum_{\substack{a\\b}}",
        r"A\xrightarrow{fgh}B",
    ]
    .iter()
    .map(|tex| dump(tex, true))
    .collect();
    check("math_display", &lines.join("\n"));
}

#[test]
fn space_around_signs_is_that_of_tex() {
    // Thin, medium and thick spaces are 3, 4 and 5 eighteenths of an em.
    let gap = |tex: &str, a: char, b: char| {
        let found = inline(tex);
        let (a, b) = (glyph(&found, a), glyph(&found, b));
        let italic = BOOK.with(|book| {
            let font = MathFont::find(book).expect("a font");
            a.size.font_units(
                i64::from(font.italics_correction(a.id)),
                font.units_per_em(),
            )
        });
        ((b.x - a.x - a.advance - italic).to_pt() * 18.0 / 10.0).round() as i64
    };
    assert_eq!(gap("a+b", 'a', '+'), 4);
    assert_eq!(gap("a=b", 'a', '='), 5);
    assert_eq!(gap("a,b", ',', 'b'), 3);
    assert_eq!(gap("(-b)", '−', 'b'), 0);
    assert_eq!(gap("a/b", 'a', '/'), 0);
    assert_eq!(gap(r"\ -b", '−', 'b'), 0);
}

#[test]
fn a_fraction_is_centred_on_the_axis() {
    let found = display(r"\frac{a}{b+c}");
    let rule = found.rules.first().expect("a rule");
    assert_eq!(rule.y + rule.height / 2, Length::pt(2.5));
    assert_eq!(rule.height, Length::pt(0.5));
    let a = glyph(&found, 'a');
    assert!(a.y > rule.y);
    let middle = a.x + a.advance / 2;
    let error = (middle - rule.x - rule.width / 2).abs();
    assert!(error < Length::pt(0.3), "off by {error}");
}

#[test]
fn scripts_are_smaller_and_in_their_order() {
    let found = inline("x_i^{2^n}");
    assert_eq!(glyph(&found, 'i').size, Length::pt(7.0));
    assert_eq!(glyph(&found, 'n').size, Length::pt(5.0));
    assert!(glyph(&found, 'i').y < Length::ZERO);
    assert!(glyph(&found, '2').y > Length::ZERO);
    assert!(glyph(&found, 'n').y > glyph(&found, '2').y);
}

#[test]
fn a_root_covers_its_radicand() {
    let found = inline(r"\sqrt{x^2+y}");
    let rule = found.rules.first().expect("a rule");
    assert!(rule.y > glyph(&found, '2').y);
    assert!(rule.x <= glyph(&found, 'x').x);
    assert_eq!(rule.x + rule.width, found.width);
}

#[test]
fn display_style_has_large_operators_and_limits() {
    let (small, large) = (inline(r"\sum_a^b"), display(r"\sum_a^b"));
    assert_ne!(glyph(&small, '∑').id, glyph(&large, '∑').id);
    assert!(glyph(&small, 'a').x >= glyph(&small, '∑').advance);
    assert!(glyph(&large, 'a').x < glyph(&large, '∑').advance);
    let side = display(r"\sum\nolimits_a^b");
    assert!(glyph(&side, 'a').x > Length::ZERO);
    let limits = inline(r"\int\limits_a^b");
    assert!(glyph(&limits, 'a').y < glyph(&limits, 'b').y - Length::pt(10.0));
}

#[test]
fn delimiters_cover_most_of_what_they_enclose() {
    let rows = r"a\\".repeat(40);
    let found = display(&format!(r"\begin{{pmatrix}}{rows}b\end{{pmatrix}}"));
    let first = glyph(&found, '(');
    let pieces = found.glyphs.iter().filter(|glyph| glyph.x == first.x);
    assert!(pieces.count() > 3, "assembled from parts");
    assert!(found.height + found.depth > Length::pt(12.0 * 40.0));
    assert!(found.height + found.depth < Length::pt(12.0 * 44.0));
}

#[test]
fn items_of_a_page() {
    let found = inline(r"a+\frac{b}{c}");
    let origin = Point {
        x: Length::pt(100.0),
        y: Length::pt(200.0),
    };
    let items = found.to_items(origin, Mark::Artifact);
    let mut text = String::new();
    for item in &items {
        match item {
            PageItem::Rule(rule) => {
                assert!(rule.rect.origin.y < origin.y);
                assert!(rule.rect.bottom() < origin.y);
            }
            PageItem::Glyphs(run) => {
                text.push_str(&run.text);
                if &*run.text == "c" {
                    assert!(run.origin.y > origin.y);
                }
            }
            other => panic!("an item that is none of a formula's: {other:?}"),
        }
    }
    assert_eq!(text, "a+bc");
}

#[test]
fn a_formula_can_be_cut_after_its_signs() {
    let found = inline("a+b=c");
    let pieces = found.pieces();
    let texts: Vec<String> = pieces
        .iter()
        .map(|(piece, _)| piece.glyphs.iter().filter_map(|glyph| glyph.text).collect())
        .collect();
    assert_eq!(texts, ["a+", "b=", "c"]);
    let whole: Length = pieces
        .iter()
        .map(|(piece, space)| piece.width + *space)
        .sum();
    assert_eq!(whole, found.width);
    assert!(inline("(a+b)").breaks.len() == 1);
    assert!(inline(r"{a+b}\frac{a+b}{c}").breaks.is_empty());
}

#[test]
fn macros_expand() {
    let plain = inline(r"\frac{x}{2}+x");
    for tex in [
        r"\newcommand{\half}[1]{\frac{#1}{2}+#1}\half x",
        r"\newcommand\half[2][x]{\frac{#1}{#2}+#1}\half 2",
        r"\def\half#1{\frac{#1}2+#1}\half{x}",
    ] {
        assert_eq!(inline(tex), plain, "{tex}");
    }
    assert_eq!(inline(r"\DeclareMathOperator{\foo}{ab}\foo x").text, "ab x");
}
