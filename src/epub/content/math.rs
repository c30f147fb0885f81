//! Formulas: TeX's notation → MathML.

use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Parser, RenderConfig, Storage, push_mathml};

use super::Writer;
use crate::diag::{Code, Diagnostic};
use crate::document::Math;
use crate::epub::markup::Markup;
use crate::epub::tree::Formula;
use crate::source::Span;

/// Longer than any formula of a book.
const MAX_LENGTH: usize = 20_000;
/// The deepest nesting of groups: the parser calls itself for each.
const MAX_DEPTH: usize = 64;
/// Macros that define others could make a short formula expand without end; `\\char` before a letter
/// outside of ASCII makes the parser (0.8.0) panic.
const REFUSED: [&str; 9] = [
    "\\char",
    "\\def",
    "\\gdef",
    "\\edef",
    "\\xdef",
    "\\let",
    "\\futurelet",
    "\\newcommand",
    "\\renewcommand",
];

/// How a formula is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// In the line.
    Inline,
    /// On a line of its own.
    Display,
}

impl Writer<'_, '_> {
    /// A formula as MathML, with its notation as alternative text; where that fails, as it was written.
    pub(super) fn math(&mut self, math: &Math, style: Style, span: Span) {
        match mathml(&math.tex, style) {
            Ok(formula) => {
                self.shared.usage.formulas += 1;
                self.math = true;
                self.m.formula(formula);
            }
            Err(cause) => {
                self.shared.usage.failed_formulas += 1;
                self.shared.diagnostics.push(
                    Diagnostic::warning(
                        Code::BadMath,
                        format!("this formula can't be made MathML: {cause}"),
                    )
                    .at(span)
                    .help("its notation stands for it in the EPUB"),
                );
                self.m
                    .tag("code")
                    .attr("class", "tex")
                    .attr("translate", "no")
                    .open();
                self.m.text(&math.tex);
                self.m.close();
            }
        }
    }
}

/// The MathML of a formula, well formed, or why there is none.
fn mathml(tex: &str, style: Style) -> Result<Formula, String> {
    check(tex)?;
    // The parser is known to panic on some nonsense. It holds nothing that could be left half done.
    std::panic::catch_unwind(|| convert(tex, style))
        .unwrap_or_else(|_| Err("it can't be read".to_owned()))
}

fn convert(tex: &str, style: Style) -> Result<Formula, String> {
    // TeX takes these signs for angle brackets; the parser wants the names.
    let tex_angles = tex
        .replace("\\left<", "\\left\\langle ")
        .replace("\\right>", "\\right\\rangle ");
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(&tex_angles, &storage) {
        events.push(event.map_err(|e| first_line(&e.to_string()))?);
    }
    let config = RenderConfig {
        display_mode: match style {
            Style::Inline => DisplayMode::Inline,
            Style::Display => DisplayMode::Block,
        },
        xml: true,
        ..RenderConfig::default()
    };
    let mut out = String::new();
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut out, events, config).map_err(|e| e.to_string())?;
    // The one name of HTML that the renderer writes, at some places escaped; XML does not know it.
    let out = out
        .replace("&amp;nbsp;", "\u{A0}")
        .replace("&nbsp;", "\u{A0}");
    let out = overlined(escape_operators(&out));
    let mut start = Markup::new();
    start.tag("math").attr("alttext", tex.trim()).void();
    let start = start.finish();
    let attribute = start
        .trim_start_matches("<math")
        .trim_end_matches("/>")
        .to_owned();
    let mathml = out.replacen("<math", &format!("<math{attribute}"), 1);
    // What is not well formed would make the whole file unreadable.
    let parsed = roxmltree::Document::parse(&mathml).map_err(|e| e.to_string())?;
    let texts = parsed.descendants().filter(|node| node.is_text());
    let text = texts.filter_map(|node| node.text()).collect();
    Ok(Formula { mathml, text })
}

/// Escapes signs that the renderer (0.8.0) writes as they are: `<mo><</mo>`. A `<` that starts a tag
/// has a letter or a `/` after it, a `&` that is escaped an `a`, `l`, `g`, `q` or `#`.
fn escape_operators(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    let mut chars = mathml.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        match c {
            '<' if !next.is_ascii_alphabetic() && next != '/' => out.push_str("&lt;"),
            '&' if !matches!(next, 'a' | 'l' | 'g' | 'q' | '#') => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

/// Draws a line over a term as a border. The renderer writes an identifier above it, which does not grow; no
/// font has the sign in the widths that are needed.
fn overlined(mathml: String) -> String {
    const OVER: &str = "<mi>\u{203E}</mi></mover>";
    let mut out = mathml;
    while let Some(end) = out.find(OVER) {
        // The start of the element that ends here: those within are whole.
        let mut depth = 1_usize;
        let mut at = end;
        while depth > 0 {
            let before = out.get(..at).unwrap_or_default();
            let Some(tag) = before.rfind("<mover").max(before.rfind("</mover")) else {
                return out;
            };
            let closes = before.get(tag..).is_some_and(|tag| tag.starts_with("</"));
            depth = if closes { depth + 1 } else { depth - 1 };
            at = tag;
        }
        let Some(start) = out.get(at..end).and_then(|tag| tag.find('>')) else {
            return out;
        };
        out.replace_range(end..end + OVER.len(), "</mrow>");
        out.replace_range(at..=at + start, "<mrow class=\"overline\">");
    }
    out
}

/// Bounds a formula before it is parsed.
fn check(tex: &str) -> Result<(), String> {
    if tex.len() > MAX_LENGTH {
        return Err(format!("it is longer than {MAX_LENGTH} bytes"));
    }
    if let Some(word) = REFUSED.iter().find(|word| tex.contains(**word)) {
        return Err(format!("`{word}` is not supported"));
    }
    let mut depth: usize = 0;
    let mut most = 0;
    for c in tex.chars() {
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    let pairs = tex
        .matches("\\left")
        .count()
        .max(tex.matches("\\begin").count());
    if most > MAX_DEPTH || pairs > MAX_DEPTH {
        return Err(format!("it is nested deeper than {MAX_DEPTH} levels"));
    }
    Ok(())
}

/// The parser's messages show the formula again on further lines.
fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_become_mathml_with_alternative_text() {
        let made = mathml("a < \\frac{1}{2}", Style::Inline).expect("a formula");
        assert_eq!(made.text, "a<12");
        insta::assert_snapshot!(made.mathml, @r#"<math alttext="a &lt; \frac{1}{2}" display="inline" xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mo>&lt;</mo><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac></math>"#);
        assert!(mathml("x", Style::Display).is_ok_and(|m| m.mathml.contains("display=\"block\"")));
    }

    #[test]
    fn a_line_over_a_term_is_as_wide_as_the_term() {
        let made = mathml("\\overline{\\hat{a}+\\overline{b}}", Style::Inline).expect("a formula");
        let made = made.mathml;
        assert_eq!(
            made.matches("<mrow class=\"overline\">").count(),
            2,
            "{made}"
        );
        assert_eq!(made.matches("<mover>").count(), 1, "{made}");
        assert!(!made.contains('\u{203E}'), "{made}");
    }

    #[test]
    fn no_markup_is_left_as_text() {
        let made = mathml("3\\text{ mm~x & y}", Style::Inline);
        assert!(!format!("{made:?}").contains("&amp;nbsp"), "{made:?}");
        let made = mathml("3~\\text{ mm}", Style::Inline).expect("a formula");
        let made = made.mathml;
        assert!(made.contains('\u{A0}') && !made.contains("nbsp"), "{made}");
    }

    #[test]
    fn bad_formulas_are_told() {
        for tex in [
            "\\frac{1}",
            "}",
            "{",
            "\\nonsense",
            "x^1^2",
            "\\def\\a{\\a\\a}\\a",
            "\\left(",
        ] {
            assert!(mathml(tex, Style::Inline).is_err(), "{tex}");
        }
        for tex in [
            "a<b",
            "a \\lt b",
            "a \\& b",
            "\\text{a<b&c}",
            "a\\not< b",
            "\\left<a\\right>",
            "a \\ll b \\leq c > d",
        ] {
            assert!(
                mathml(tex, Style::Inline).is_ok(),
                "{tex}: {:?}",
                mathml(tex, Style::Inline)
            );
        }
        for tex in ["{".repeat(500), "\\left(".repeat(500), "x".repeat(30_000)] {
            assert!(mathml(&tex, Style::Inline).is_err());
        }
    }

    fn pieces() -> impl Strategy<Value = String> {
        let words = prop::sample::select(vec![
            "\\frac",
            "\\sqrt",
            "[",
            "]",
            "{",
            "}",
            "(",
            ")",
            "^",
            "_",
            "&",
            "\\\\",
            "x",
            "1",
            " ",
            "\\left",
            "\\right",
            ".",
            "|",
            "\\begin{matrix}",
            "\\end{matrix}",
            "\\begin{cases}",
            "\\end{cases}",
            "\\begin{align}",
            "\\end{align}",
            "\\text",
            "\\mathbb",
            "\\sum",
            "\\limits",
            "\\over",
            "\\operatorname",
            "\\color",
            "\\hline",
            "\\middle",
            "'",
            "#",
            "$",
            "%",
            "~",
            "\\",
            "\\begin{array}{lr}",
            "\\end{array}",
            "\\genfrac",
            "\\substack",
            "\\hspace{1em}",
            "é",
            "漢",
            "\\unicode",
            "\\char",
            "\u{0}",
            "<",
            "\"",
            "\\sideset",
            "\\not",
            "\\big",
            "\\underbrace",
            "\\overset",
            "\\stackrel",
            "\\xrightarrow",
            "\\boxed",
            "\\cancel",
        ]);
        prop::collection::vec(words, 0..24).prop_map(|words| words.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn no_formula_panics(tex in pieces()) {
            if check(&tex).is_ok() {
                let _ = convert(&tex, Style::Display);
            }
        }

        #[test]
        fn no_text_panics(tex in "\\PC{0,40}") {
            if check(&tex).is_ok() {
                let _ = convert(&tex, Style::Inline);
            }
        }
    }
}
