//! A formula as plain text, to be read aloud, searched for and copied.

use super::layout::classes;
use super::tree::{Class, List, Node};

/// The text of a list, with spaces around relations and binary signs.
pub(super) fn text(list: &List) -> String {
    let mut out = String::new();
    write(list, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write(list: &List, out: &mut String) {
    for (i, (node, class)) in list.iter().zip(classes(list)).enumerate() {
        match class {
            Some(Class::Rel | Class::Bin) => {
                out.push(' ');
                node_text(node, out);
                out.push(' ');
            }
            Some(Class::Op | Class::Punct) if i + 1 < list.len() => {
                node_text(node, out);
                out.push(' ');
            }
            _ => node_text(node, out),
        }
    }
}

fn node_text(node: &Node, out: &mut String) {
    match node {
        Node::Symbol(symbol) => {
            let italic = matches!(symbol.set, '𝐴'..='𝑧' | 'ℎ' | '𝛢'..='𝜛' | '𝚤' | '𝚥');
            out.push(if italic { symbol.plain } else { symbol.set });
        }
        Node::Word(list) => {
            if out.ends_with(char::is_alphanumeric) {
                out.push(' ');
            }
            write(list, out);
        }
        Node::Text(text) => out.push_str(&text.text),
        Node::Operator(c, _) => out.push(*c),
        Node::Group(list) | Node::Box { body: list, .. } => write(list, out),
        Node::Fenced { open, close, body } => {
            out.extend(*open);
            write(body, out);
            out.extend(*close);
        }
        Node::Middle(c) => out.extend([' ', *c, ' ']),
        Node::Sized { delimiter, .. } => out.push(*delimiter),
        Node::Fraction {
            numerator,
            denominator,
            rule,
        } => {
            let binomial = rule.is_some();
            bracketed(numerator, out);
            out.push_str(if binomial { " over " } else { "/" });
            bracketed(denominator, out);
        }
        Node::Radical { radicand, degree } => {
            let degree = text(degree);
            match degree.as_str() {
                "" => out.push('√'),
                "3" => out.push('∛'),
                "4" => out.push('∜'),
                other => {
                    out.push_str(&raised(other).unwrap_or_else(|| format!("({other})")));
                    out.push('√');
                }
            }
            bracketed(radicand, out);
        }
        Node::Accent { base, accent, .. } => {
            let base = text(base);
            out.push_str(&base);
            if base.chars().count() == 1 {
                out.push(*accent);
            }
        }
        Node::Stretched { base, mark, over } => {
            let base = text(base);
            out.push_str(&base);
            if base.chars().count() == 1 && matches!(mark, '‾' | '_') {
                out.push(if *over { '\u{305}' } else { '\u{332}' });
            }
        }
        Node::Scripts { base, sub, sup, .. } => {
            write(base, out);
            if let Some(sub) = sub {
                script(&text(sub), '_', lowered, out);
            }
            if let Some(sup) = sup {
                script(&text(sup), '^', raised, out);
            }
        }
        Node::Struck(base) => {
            write(base, out);
            out.push('\u{338}');
        }
        Node::Table(table) => {
            for (r, row) in table.rows.iter().enumerate() {
                if r > 0 {
                    out.push_str("; ");
                }
                for (c, cell) in row.cells.iter().enumerate() {
                    if c > 0 && !out.ends_with(' ') {
                        out.push(' ');
                    }
                    write(cell, out);
                }
            }
        }
        Node::Space { .. } => {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        Node::Style(_) | Node::Color(_) => {}
    }
}

fn script(inner: &str, sign: char, form: fn(&str) -> Option<String>, out: &mut String) {
    while out.ends_with(' ') {
        out.pop();
    }
    if inner.is_empty() {
        return;
    }
    match form(inner) {
        Some(set) => out.push_str(&set),
        None if inner.chars().count() == 1 => {
            out.extend([sign, inner.chars().next().unwrap_or(' ')])
        }
        None => {
            out.push(sign);
            out.push('(');
            out.push_str(inner);
            out.push(')');
        }
    }
}

/// In brackets, unless it is one character or number.
fn bracketed(list: &List, out: &mut String) {
    let inner = text(list);
    let plain = inner.chars().count() == 1 || inner.chars().all(|c| c.is_ascii_digit());
    if plain {
        out.push_str(&inner);
    } else {
        out.push('(');
        out.push_str(&inner);
        out.push(')');
    }
}

const RAISED: &str = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻=⁼(⁽)⁾nⁿiⁱ′′";
const LOWERED: &str = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋=₌(₍)₎iᵢjⱼnₙkₖmₘxₓaₐeₑoₒ";

fn raised(text: &str) -> Option<String> {
    through(text, RAISED)
}

fn lowered(text: &str) -> Option<String> {
    through(text, LOWERED)
}

fn through(text: &str, pairs: &str) -> Option<String> {
    text.chars()
        .filter(|c| *c != ' ')
        .map(|c| {
            let mut rest = pairs.chars();
            while let (Some(from), Some(to)) = (rest.next(), rest.next()) {
                if from == c {
                    return Some(to);
                }
            }
            None
        })
        .collect()
}
