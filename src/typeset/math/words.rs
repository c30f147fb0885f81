//! Words within formulas: `\text` and the names of functions.

use pulldown_latex::event::Font;

use super::convert::symbol;
use super::error::MathError;
use super::tree::{Class, List, Measure, Node, Text};

/// The letters of a function's name. One that is more than letters is read as a formula.
pub(super) fn function(
    name: &str,
    read: impl Fn(&str) -> Result<List, MathError>,
) -> Result<List, MathError> {
    if name.contains(['\\', '{', '^', '_']) {
        return read(name);
    }
    Ok(name
        .chars()
        .map(|c| match c {
            ' ' => space(1.0 / 6.0),
            '-' => symbol('-', Some(Font::UpRight), Class::Ord),
            c => symbol(c, Some(Font::UpRight), Class::Ord),
        })
        .collect())
}

fn space(ems: f64) -> Node {
    Node::Space {
        width: Measure::Em(ems),
        height: Measure::Em(0.0),
        depth: Measure::Em(0.0),
    }
}

/// Text with formulas between dollars in it, which `read` reads.
pub(super) fn text(
    raw: &str,
    font: Option<Font>,
    read: impl Fn(&str) -> Result<List, MathError>,
) -> Result<List, MathError> {
    if raw == "&nbsp;" {
        // The parser's word for `\ ` and `~`: no atom, so that a sign after it may still be a prefix.
        return Ok(vec![space(0.25)]);
    }
    let bold = matches!(font, Some(Font::Bold | Font::BoldItalic | Font::BoldSymbol));
    let italic = matches!(font, Some(Font::Italic | Font::BoldItalic));
    let mut list = List::new();
    let mut text = String::new();
    let flush = |text: &mut String, list: &mut List| {
        if !text.is_empty() {
            let text = std::mem::take(text);
            list.push(Node::Text(Text { text, bold, italic }));
        }
    };
    let raw = raw.replace("&nbsp;", "~");
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '$' => {
                let mut inside = String::new();
                while let Some(c) = chars.next_if(|c| *c != '$') {
                    inside.push(c);
                }
                chars.next();
                flush(&mut text, &mut list);
                list.push(Node::Group(read(&inside)?));
            }
            '\\' => {
                let mut word = String::new();
                while let Some(c) = chars.next_if(char::is_ascii_alphabetic) {
                    word.push(c);
                }
                match word.as_str() {
                    "" => text.extend(
                        chars
                            .next()
                            .map(|c| if c.is_whitespace() { '\u{a0}' } else { c }),
                    ),
                    "quad" => text.push('\u{2003}'),
                    "qquad" => text.push_str("\u{2003}\u{2003}"),
                    "dots" | "ldots" => text.push('…'),
                    _ => {}
                }
                if !word.is_empty() {
                    chars.next_if_eq(&' ');
                }
            }
            '{' | '}' => {}
            '~' => text.push('\u{a0}'),
            '`' => text.push('‘'),
            '\'' => text.push('’'),
            '-' if chars.next_if_eq(&'-').is_some() => {
                text.push(if chars.next_if_eq(&'-').is_some() {
                    '—'
                } else {
                    '–'
                });
            }
            c if c.is_whitespace() => text.push(' '),
            c => text.push(c),
        }
    }
    flush(&mut text, &mut list);
    // One element, as the parser has it.
    Ok(if list.len() > 1 {
        vec![Node::Group(list)]
    } else {
        list
    })
}
