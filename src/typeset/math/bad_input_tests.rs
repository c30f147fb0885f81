//! Formulas that are wrong, or meant to do harm.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::tests::{check, display, inline, try_set};
use crate::units::Length;

fn fault(tex: &str) -> (String, Option<u32>) {
    let error = try_set(tex, false).expect_err("a bad formula");
    (error.to_string(), error.at)
}

#[test]
fn errors_have_their_place() {
    let lines = [
        r"a + \foo b",
        r"\frac{a}{b",
        r"\left( a",
        r"x^2^3",
        r"a & b",
        r"a \\ b",
        r"\begin{foo}a\end{foo}",
        r"\begin{matrix}a",
        r"a}",
        r"{a",
        r"a $ b",
        r"a # b",
        r"\color{nocolor} a",
        r"\textcolor{#ŸŸŸ}{a}",
        r"\char`a",
        r"\let\a=b",
        "\\",
        r"\newcommand{\a}{\a}\a",
        r"\frac",
        r"\sqrt",
        r"x^",
        r"\begin{alignat}{99999999}a\end{alignat}",
        r"\hspace{1}",
        r"\kern",
    ]
    .map(|tex| match try_set(tex, true) {
        Ok(found) => format!("{tex}  →  set as {}", found.text),
        Err(error) => format!("{tex}  →  {error} @{:?}", error.at),
    });
    check("math_errors", &lines.join("\n"));
}

#[test]
fn an_unknown_command_is_named_where_it_stands() {
    let long = format!("{}{}{}", "a".repeat(300), r"\wrong", "b+".repeat(200));
    let (message, at) = fault(&long.replace("ab", "a b"));
    assert!(message.contains("wrong"), "{message}");
    assert_eq!(at, Some(300));
}

#[test]
fn hostile_input_is_refused_quickly() {
    let deep = 5_000;
    let cases = [
        "{".repeat(deep),
        format!("{}{}", "{".repeat(deep), "}".repeat(deep)),
        r"\frac".repeat(2_000),
        r"\frac{".repeat(2_000),
        r"\frac1".repeat(2_000),
        r"\sqrt[3]".repeat(2_000),
        r"\sqrt[[3]]".repeat(2_000),
        r"\sqrt[".repeat(2_000),
        r"\hat".repeat(2_000),
        r"\left(".repeat(2_000),
        r"\begin{matrix}".repeat(1_000),
        "x^".repeat(3_000),
        "x^{".repeat(3_000),
        "x_".repeat(2_000) + r"\frac",
        r"\newcommand{\a}{\a\a}\a".to_owned(),
        r"\newcommand{\a}[1]{#1#1}".to_owned() + &r"\a{".repeat(60) + "x" + &"}".repeat(60),
        r"\def\a#1{#1#1#1#1#1#1#1#1#1#1}\a{\a{\a{\a{\a{\a{\a{x}}}}}}}".to_owned(),
        "x".repeat(100_000),
        r"\def\a{}".repeat(20_000),
        r"\text{$\text{$".repeat(200),
        "&".repeat(10_000),
    ];
    for tex in &cases {
        let start = Instant::now();
        let result = try_set(tex, true);
        let shown: String = tex.chars().take(30).collect();
        assert!(result.is_err(), "{shown}");
        let took = start.elapsed();
        assert!(took < Duration::from_secs(2), "{shown} took {took:?}");
    }
}

#[test]
fn long_and_deep_formulas_within_the_bounds_are_set() {
    let nested = format!("{}x{}", r"\frac{1}{1+".repeat(25), "}".repeat(25));
    assert!(display(&nested).depth > Length::pt(50.0));
    let sum = "a_1+".repeat(1_500) + "b";
    assert!(inline(&sum).width > Length::pt(10_000.0));
    let rows = r"a & b \\".repeat(500);
    assert!(
        display(&format!(r"\begin{{matrix}}{rows}c\end{{matrix}}"))
            .rules
            .is_empty()
    );
    let empty = r"\def\a{}".repeat(1_000);
    assert!(inline(&empty).glyphs.is_empty());
}

#[test]
fn characters_without_a_glyph_are_reported() {
    assert_eq!(inline("x+\u{e123}").missing, ['\u{e123}']);
    assert!(inline(r"\text{שלום}").missing.is_empty());
}

/// Pieces that make formulas, whole and broken.
fn part() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            r"\frac",
            r"\sqrt",
            r"\sqrt[",
            "]",
            "[",
            "{",
            "}",
            "^",
            "_",
            "'",
            "&",
            r"\\",
            r"\left",
            r"\right",
            "(",
            ")",
            r"\begin{matrix}",
            r"\end{matrix}",
            r"\begin{aligned}",
            r"\end{aligned}",
            r"\begin{array}{c|c}",
            r"\end{array}",
            r"\hline",
            r"\text",
            r"\hat",
            r"\sum",
            r"\limits",
            r"\nolimits",
            r"\int",
            r"\middle|",
            "|",
            r"\newcommand",
            r"\def",
            r"\a",
            "#1",
            "#",
            "%",
            "~",
            r"\ ",
            "$",
            r"\color",
            r"\textcolor{red}",
            r"\big",
            r"\xrightarrow",
            r"\overset",
            r"\underbrace",
            r"\binom",
            r"\operatorname",
            "*",
            r"\tag",
            r"\substack",
            r"\not",
            r"\mathbb",
            r"\rm",
            r"\displaystyle",
            r"\hspace",
            r"\kern",
            "1em",
            "2.5",
            "pt",
            r"\char",
            "`",
            r"\genfrac",
            r"\mathop",
            r"\begin",
            r"\end",
            r"\alignat",
            r"\pmod",
            r"\dots",
            "é",
            "\u{a0}",
            "\u{2003}",
            "漢",
            "😀",
            "\u{301}",
            "\n",
            r"\surd",
            r"\cancel",
            r"\begingroup",
            r"\endgroup",
            r"\mkern",
            "mu",
            "plus",
            r"\let",
            r"\futurelet",
            r"\relax",
            r"\\[",
            r"\fcolorbox",
            r"\Space",
            r"\buildrel",
            r"\over",
            r"\sideset",
        ])
        .prop_map(str::to_owned),
        "[a-z0-9+=<>.,!-]{1,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_set_or_refused(tex in "\\PC{0,60}") {
        let _ = try_set(&tex, true);
    }

    #[test]
    fn any_heap_of_parts_is_set_or_refused(parts in prop::collection::vec(part(), 0..40)) {
        let tex = parts.concat();
        if let Err(error) = try_set(&tex, false) {
            prop_assert!(error.at.is_none_or(|at| at as usize <= tex.len()));
        }
    }
}
