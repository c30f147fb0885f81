//! Formulas of Office (ECMA-376-1, 22.1) in TeX's notation.

use roxmltree::Node;

use crate::import::xml::{attr, child, val};

/// A formula in TeX. As deep as the XML, which is bounded.
pub(super) fn tex(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for child in node.children().filter(Node::is_element) {
        out.push_str(&one(child));
    }
    out
}

/// What a part is raised or lowered at, in braces where it is more than a letter.
fn base(node: Node<'_, '_>) -> String {
    let text = child(node, "e").map(tex).unwrap_or_default();
    let text = text.trim();
    match text.chars().count() {
        1 => text.to_owned(),
        _ => format!("{{{text}}}"),
    }
}

/// The part of a formula below a child, in braces.
fn part(node: Node<'_, '_>, name: &str) -> String {
    format!(
        "{{{}}}",
        child(node, name).map(tex).unwrap_or_default().trim()
    )
}

fn one(node: Node<'_, '_>) -> String {
    let property = |name: &str, key: &str| child(node, name).and_then(|p| val(p, key));
    match node.tag_name().name() {
        "r" => {
            let text: String = node
                .children()
                .filter(|n| n.tag_name().name() == "t")
                .filter_map(|n| n.text())
                .collect();
            let upright = child(node, "rPr")
                .is_some_and(|p| child(p, "nor").is_some() || val(p, "sty") == Some("p"));
            let words = upright && text.chars().filter(|c| c.is_alphabetic()).count() > 1;
            match words {
                true if known_function(text.trim()) => format!("\\{} ", text.trim()),
                true => format!("\\text{{{}}}", text.replace(['{', '}', '\\', '$'], " ")),
                false => text.chars().map(sign).collect(),
            }
        }
        "f" => match property("fPr", "type") {
            Some("lin") => format!("{} / {}", part(node, "num"), part(node, "den")),
            Some("noBar") => format!("\\binom{}{}", part(node, "num"), part(node, "den")),
            _ => format!("\\frac{}{}", part(node, "num"), part(node, "den")),
        },
        "sSup" => format!("{}^{}", base(node), part(node, "sup")),
        "sSub" => format!("{}_{}", base(node), part(node, "sub")),
        "sSubSup" => format!(
            "{}_{}^{}",
            part(node, "e"),
            part(node, "sub"),
            part(node, "sup")
        ),
        "sPre" => format!(
            "{{}}_{}^{}{}",
            part(node, "sub"),
            part(node, "sup"),
            part(node, "e")
        ),
        "rad" => {
            let degree = child(node, "deg").map(tex).unwrap_or_default();
            match degree.trim() {
                "" => format!("\\sqrt{}", part(node, "e")),
                degree => format!("\\sqrt[{degree}]{}", part(node, "e")),
            }
        }
        "nary" => {
            let operator = match property("naryPr", "chr") {
                None | Some("∫") => "\\int",
                Some("∬") => "\\iint",
                Some("∮") => "\\oint",
                Some("∏") => "\\prod",
                Some("⋃") => "\\bigcup",
                Some("⋂") => "\\bigcap",
                _ => "\\sum",
            };
            let bound = |name: &str, mark: &str| match child(node, name)
                .map(tex)
                .unwrap_or_default()
                .trim()
            {
                "" => String::new(),
                text => format!("{mark}{{{text}}}"),
            };
            format!(
                "{operator}{}{} {}",
                bound("sub", "_"),
                bound("sup", "^"),
                part(node, "e")
            )
        }
        "d" => {
            let fence = |key: &str, usual: &str| -> String {
                let given = child(node, "dPr")
                    .and_then(|p| child(p, key))
                    .and_then(|n| attr(n, "val"));
                match given.unwrap_or(usual) {
                    "" => ".".to_owned(),
                    "{" => "\\{".to_owned(),
                    "}" => "\\}".to_owned(),
                    "⟨" | "〈" => "\\langle ".to_owned(),
                    "⟩" | "〉" => "\\rangle ".to_owned(),
                    "‖" => "\\|".to_owned(),
                    "⌊" => "\\lfloor ".to_owned(),
                    "⌋" => "\\rfloor ".to_owned(),
                    "⌈" => "\\lceil ".to_owned(),
                    "⌉" => "\\rceil ".to_owned(),
                    other => other.chars().take(1).collect(),
                }
            };
            let parts: Vec<String> = node
                .children()
                .filter(|n| n.tag_name().name() == "e")
                .map(tex)
                .collect();
            format!(
                "\\left{}{}\\right{}",
                fence("begChr", "("),
                parts.join(", "),
                fence("endChr", ")")
            )
        }
        "func" => format!(
            "{} {}",
            child(node, "fName").map(tex).unwrap_or_default(),
            part(node, "e")
        ),
        "limLow" => format!(
            "{}_{}",
            child(node, "e").map(tex).unwrap_or_default().trim(),
            part(node, "lim")
        ),
        "limUpp" => format!(
            "{}^{}",
            child(node, "e").map(tex).unwrap_or_default().trim(),
            part(node, "lim")
        ),
        "acc" => {
            let accent = match property("accPr", "chr") {
                Some("\u{303}") => "\\tilde",
                Some("\u{304}" | "\u{305}") => "\\bar",
                Some("\u{307}") => "\\dot",
                Some("\u{20D7}") => "\\vec",
                _ => "\\hat",
            };
            format!("{accent}{}", part(node, "e"))
        }
        "bar" => format!("\\overline{}", part(node, "e")),
        "m" => {
            let rows: Vec<String> = node
                .children()
                .filter(|n| n.tag_name().name() == "mr")
                .map(|row| {
                    let cells: Vec<String> = row
                        .children()
                        .filter(|n| n.tag_name().name() == "e")
                        .map(tex)
                        .collect();
                    cells.join(" & ")
                })
                .collect();
            format!("\\begin{{matrix}}{}\\end{{matrix}}", rows.join(" \\\\ "))
        }
        "eqArr" => {
            let rows: Vec<String> = node
                .children()
                .filter(|n| n.tag_name().name() == "e")
                .map(tex)
                .collect();
            format!("\\begin{{aligned}}{}\\end{{aligned}}", rows.join(" \\\\ "))
        }
        name if name.ends_with("Pr") => String::new(),
        _ => tex(node),
    }
}

fn known_function(name: &str) -> bool {
    matches!(
        name,
        "sin"
            | "cos"
            | "tan"
            | "cot"
            | "log"
            | "ln"
            | "exp"
            | "lim"
            | "max"
            | "min"
            | "sup"
            | "inf"
            | "det"
            | "dim"
            | "gcd"
    )
}

fn sign(c: char) -> String {
    match c {
        '{' | '}' | '$' | '%' | '#' | '&' | '_' => format!("\\{c}"),
        '\\' => "\\backslash ".to_owned(),
        '≤' => "\\le ".to_owned(),
        '≥' => "\\ge ".to_owned(),
        '≠' => "\\ne ".to_owned(),
        '×' => "\\times ".to_owned(),
        '·' | '⋅' => "\\cdot ".to_owned(),
        '±' => "\\pm ".to_owned(),
        '→' => "\\to ".to_owned(),
        '∞' => "\\infty ".to_owned(),
        '−' => "-".to_owned(),
        c => c.to_string(),
    }
}
