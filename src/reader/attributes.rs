//! Attributes in braces: `{#id .class key=value key="a value"}`.

use super::clean::is_xml_char;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{Attr, Lang};
use crate::source::Span;

/// The longest text in braces, in bytes.
const MAX_LENGTH: usize = 2048;

/// Attributes as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RawAttr {
    /// The last `#id`.
    pub(super) id: Option<String>,
    /// All `.class`.
    pub(super) classes: Vec<String>,
    /// All `key=value`.
    pub(super) pairs: Vec<(String, String)>,
}

/// Reads attributes that start with the brace at the start of `text`; also returns how many bytes
/// they take. `None` when they are not well formed, so that the text is just text.
pub(super) fn parse(text: &str) -> Option<(RawAttr, usize)> {
    let mut at = 1;
    let mut raw = RawAttr::default();
    let mut any = false;
    if !text.starts_with('{') {
        return None;
    }
    loop {
        let rest = text.get(at..)?;
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let rest = &rest[blank..];
        at += blank;
        if at > MAX_LENGTH {
            return None;
        }
        match rest.chars().next()? {
            '}' => return any.then_some((raw, at + 1)),
            // Items must be kept apart, save classes after a class.
            c if any && blank == 0 && c != '.' => return None,
            '#' => {
                let name = take_name(&rest[1..], |c| !"{}[]\"'<>=#".contains(c))?;
                raw.id = Some(name.to_owned());
                at += 1 + name.len();
            }
            '.' => {
                let name = take_name(&rest[1..], |c| !"{}[]\"'<>=#.".contains(c))?;
                raw.classes.push(name.to_owned());
                at += 1 + name.len();
            }
            c if c.is_ascii_alphabetic() => {
                let key = take_name(rest, |c| c.is_ascii_alphanumeric() || "-_:".contains(c))?;
                let value = rest[key.len()..].strip_prefix('=')?;
                let (value, length) = take_value(value)?;
                at += key.len() + 1 + length;
                raw.pairs.push((key.to_owned(), value));
            }
            _ => return None,
        }
        any = true;
    }
}

fn take_name(text: &str, allowed: impl Fn(char) -> bool) -> Option<&str> {
    let end = text
        .char_indices()
        .take(MAX_LENGTH)
        .find(|&(_, c)| c.is_whitespace() || !allowed(c) || !is_xml_char(c))
        .map_or(text.len(), |(at, _)| at);
    (end > 0).then(|| &text[..end])
}

fn take_value(text: &str) -> Option<(String, usize)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let inner = &text[1..];
        let end = inner
            .char_indices()
            .take(MAX_LENGTH)
            .find(|&(_, c)| c == quote || c == '\n')
            .filter(|&(_, c)| c == quote)?
            .0;
        return Some((inner[..end].to_owned(), end + 2));
    }
    let value = take_name(text, |c| !"{}\"'<>=`".contains(c))?;
    Some((value.to_owned(), value.len()))
}

/// Checks attributes: languages must be such, and what could carry script or style is left out.
pub(super) fn check(raw: RawAttr, span: Span, report: &mut Diagnostics) -> Attr {
    let mut attr = Attr {
        id: raw.id,
        classes: raw.classes,
        ..Attr::default()
    };
    for (key, value) in raw.pairs {
        let key = key.to_ascii_lowercase();
        match key.as_str() {
            "lang" | "xml:lang" => attr.lang = language(&value, span, report).or(attr.lang),
            "id" => attr.id = Some(value),
            "class" => attr
                .classes
                .extend(value.split_whitespace().map(str::to_owned)),
            "style" | "href" | "src" | "srcset" | "action" | "formaction" | "srcdoc" => {
                refuse(&key, span, report);
            }
            _ if key.starts_with("on") || key.starts_with("xmlns") || key.contains(':') => {
                refuse(&key, span, report);
            }
            _ => attr
                .pairs
                .push((key, value.chars().filter(|c| is_xml_char(*c)).collect())),
        }
    }
    attr
}

fn refuse(key: &str, span: Span, report: &mut Diagnostics) {
    report.push(
        Diagnostic::warning(
            Code::BadAttributes,
            format!("the attribute `{key}` is not allowed and was left out"),
        )
        .at(span),
    );
}

/// A language tag, reported where it is none.
pub(super) fn language(tag: &str, span: Span, report: &mut Diagnostics) -> Option<Lang> {
    Lang::new(tag.trim())
        .map_err(|error| {
            let shown: String = tag.chars().take(40).collect();
            report.push(
                Diagnostic::error(
                    Code::BadLanguage,
                    format!("`{shown}` is no language tag: {error}"),
                )
                .at(span)
                .help("write a tag of BCP 47, such as `en`, `pt-BR` or `zh-Hant`"),
            );
        })
        .ok()
}

/// Adds `other` to `attr`; what `other` says wins.
pub(super) fn merge(attr: &mut Attr, other: Attr) {
    attr.id = other.id.or(attr.id.take());
    attr.lang = other.lang.or(attr.lang.take());
    for class in other.classes {
        if !attr.has_class(&class) {
            attr.classes.push(class);
        }
    }
    for (key, value) in other.pairs {
        attr.pairs.retain(|(k, _)| *k != key);
        attr.pairs.push((key, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_all_forms() {
        let (raw, length) =
            parse("{#a:b .x.y  lang=fa width=\"60 %\" t='}'} rest").expect("well formed");
        assert_eq!(length, 39);
        assert_eq!(raw.id.as_deref(), Some("a:b"));
        assert_eq!(raw.classes, ["x", "y"]);
        let pairs = [("lang", "fa"), ("width", "60 %"), ("t", "}")];
        assert_eq!(raw.pairs, pairs.map(|(k, v)| (k.to_owned(), v.to_owned())));
    }

    #[test]
    fn other_braces_are_text() {
        for text in [
            "{}",
            "{ }",
            "{a}",
            "{.}",
            "{#}",
            "{.a",
            "{.a\n}",
            "{a=}",
            "{a=\"x}",
            "{1}",
            "x{.a}",
            "{.a#b}",
            "{a=b c}",
            "{-}",
            "{{.a}}",
            "{a=\"x\ny\"}",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
