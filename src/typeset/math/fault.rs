//! The parser's errors in our own words, with their place.

use std::error::Error;

use super::error::{MathError, MathErrorKind};
use super::expand::Expanded;

/// What the parser shows of its input on either side of an error.
const CONTEXT: usize = 12;

/// The parser's message and its wording for the author.
const WORDING: &[(&str, &str)] = &[
    (
        "expected a dimensional unit",
        "a length such as `1em` is wanted",
    ),
    (
        "expected a dimension or glue",
        "a length such as `1em` is wanted",
    ),
    (
        "unbalanced group found, unexpected",
        "a `}`, `\\right` or `\\end` has no beginning",
    ),
    (
        "unkown mathematical environment",
        "the environment is not known",
    ),
    (
        "unexpected math `$`",
        "a `$` stands within the formula; write `\\$` for the sign",
    ),
    (
        "unexpected hash sign",
        "a `#` stands outside of a macro; write `\\#` for the sign",
    ),
    (
        "trying to add a subscript twice",
        "an atom has two subscripts",
    ),
    (
        "trying to add a superscript twice",
        "an atom has two superscripts",
    ),
    (
        "alignment not allowed",
        "an `&` stands outside of an environment, or there are too many",
    ),
    (
        "new line command not allowed",
        "a `\\\\` stands outside of an environment",
    ),
    ("unkown color", "the colour is not known"),
    ("expected a token", "an argument is missing at the end"),
    (
        "expected a delimiter",
        "a delimiter such as `(` or `\\{` is missing",
    ),
    (
        "subscript and/or superscript found",
        "a `^` or `_` stands where an argument is wanted",
    ),
];

/// An error of the parser.
pub(super) fn explain(error: &pulldown_latex::ParserError, expanded: &Expanded) -> MathError {
    let message = error.source().map(ToString::to_string).unwrap_or_default();
    let end = place(&error.to_string(), &expanded.text);
    let at = end.map(|end| expanded.origin(end.saturating_sub(1)));
    if message.starts_with("unknown primitive") {
        if let Some((start, name)) = end.and_then(|end| command_before(&expanded.text, end)) {
            let kind = MathErrorKind::UnknownCommand(name.to_owned());
            return MathError::at(kind, expanded.origin(start));
        }
        let kind = MathErrorKind::Syntax("the formula has an unknown command".to_owned());
        return MathError { kind, at };
    }
    if let Some(closing) =
        message.strip_prefix("unbalanced group found, expected it to be closed with ")
    {
        let kind = MathErrorKind::Unbalanced(format!("{closing} is missing"));
        return MathError { kind, at };
    }
    let wording = WORDING
        .iter()
        .find(|(start, _)| message.starts_with(start))
        .map_or(message.as_str(), |(_, ours)| ours);
    MathError {
        kind: MathErrorKind::Syntax(wording.to_owned()),
        at,
    }
}

/// The byte of the text that the parser had read up to. Its error shows only the words around that place.
fn place(shown: &str, text: &str) -> Option<usize> {
    let mut context = String::new();
    let mut cut = false;
    for line in shown.lines().skip_while(|line| *line != "│").skip(1) {
        let inner = line.strip_prefix('│')?;
        if inner.trim_start().starts_with('^') && line.ends_with('^') {
            break;
        }
        match inner.strip_prefix('…') {
            Some(rest) => {
                cut = true;
                context.push_str(rest);
            }
            None => context.push_str(inner.strip_prefix(' ').unwrap_or(inner)),
        }
    }
    let start = if cut {
        let mut found = text.match_indices(&context);
        let (first, _) = found.next()?;
        if found.next().is_some() {
            return None;
        }
        first
    } else {
        0
    };
    let end = start + context.len();
    let at = if cut {
        start + CONTEXT
    } else {
        end.saturating_sub(CONTEXT)
    };
    // At the very end, less is shown than there would be room for.
    let at = if end >= text.len() && !cut {
        at.max(text.len().min(CONTEXT))
    } else {
        at
    };
    (0..=at.min(text.len()))
        .rev()
        .find(|i| text.is_char_boundary(*i))
}

/// The command that ends, with spaces after it, at or just before a byte.
fn command_before(text: &str, end: usize) -> Option<(usize, &str)> {
    let before = text.get(..end)?.trim_end();
    let start = before.rfind('\\')?;
    let name = before.get(start + 1..)?;
    let letters = name.chars().take_while(char::is_ascii_alphabetic).count();
    let name = name.get(..letters.max(1)).unwrap_or(name);
    Some((start, name))
}
