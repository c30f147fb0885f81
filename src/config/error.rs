//! What is wrong in a file that an author wrote, as serde's errors with their places.

use std::fmt;

use serde::de;

use super::Subject;
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::text::nearest;

/// What is wrong at a place.
#[derive(Debug)]
pub(crate) struct Error {
    kind: ErrorKind,
    span: Option<Span>,
}

#[derive(Debug)]
enum ErrorKind {
    UnknownKey(String, &'static [&'static str]),
    UnknownValue(String, &'static [&'static str]),
    MissingKey(&'static str),
    Other(String),
}

impl Error {
    /// The error at a place, unless it has one already.
    pub(super) fn or_at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }

    /// Where it is.
    pub(super) fn span(&self) -> Option<Span> {
        self.span
    }

    /// What is reported of it, in a file of a subject.
    pub(super) fn into_diagnostic(self, subject: Subject, fallback: Span) -> Diagnostic {
        let quoted = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            names.join(", ")
        };
        let diagnostic = match &self.kind {
            ErrorKind::UnknownKey(key, known) => {
                let meant = meant(key).filter(|_| subject == Subject::Metadata);
                let help = match (meant, nearest(key, known.iter().copied())) {
                    (Some((name, help)), _) if known.contains(&name) => help.to_owned(),
                    (_, Some(near)) => format!("did you mean `{near}`?"),
                    _ => format!("the keys here are {}", quoted(known)),
                };
                Diagnostic::error(subject.bad(), format!("unknown key `{key}`")).help(help)
            }
            ErrorKind::UnknownValue(value, known) => {
                let help = match nearest(value, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the values here are {}", quoted(known)),
                };
                Diagnostic::error(subject.bad(), format!("unknown value `{value}`")).help(help)
            }
            ErrorKind::MissingKey(key) => Diagnostic::error(
                subject.missing(),
                format!("the key `{key}` is missing here"),
            ),
            ErrorKind::Other(message) => Diagnostic::error(subject.bad(), message.clone()),
        };
        diagnostic.at(self.span.unwrap_or(fallback))
    }
}

/// Keys of other tools, with the key that holds the same here.
fn meant(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key.to_ascii_lowercase().as_str() {
        "author" | "creator" | "creators" | "by" => {
            ("authors", "write `authors`, a list with one author or more")
        }
        "editor" | "editors" | "translator" | "translators" | "illustrator" | "contributor" => (
            "contributors",
            "write `contributors`, a list of `{name, role}`",
        ),
        "tags" | "tag" | "keywords" | "keyword" | "categories" | "subject" => {
            ("subjects", "write `subjects`, a list")
        }
        "abstract" | "summary" | "lede" | "standfirst" => ("description", "write `description`"),
        "toc" => ("contents", "write `contents: true` or `contents: false`"),
        "copyright" | "license" | "licence" => ("rights", "write `rights`"),
        "locale" => ("language", "write `language`"),
        "isbn" | "doi" | "urn" | "uuid" | "identifier" => (
            "identifiers",
            "write it below `identifiers`, as `isbn`, `doi`, `urn` or `uuid`",
        ),
        "type" => ("kind", "write `kind: article` or `kind: book`"),
        "published" | "year" => ("date", "write `date`"),
        "cover-image" | "image" => ("cover", "write `cover`"),
        "papersize" | "paper" | "trim" => ("page", "write `page`"),
        _ => return None,
    })
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ErrorKind::UnknownKey(name, _) => write!(f, "unknown key `{name}`"),
            ErrorKind::UnknownValue(name, _) => write!(f, "unknown value `{name}`"),
            ErrorKind::MissingKey(name) => write!(f, "missing key `{name}`"),
            ErrorKind::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            kind: ErrorKind::Other(message.to_string()),
            span: None,
        }
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let found = match found {
            de::Unexpected::Unit | de::Unexpected::Option => "nothing".to_owned(),
            de::Unexpected::Seq => "a list".to_owned(),
            de::Unexpected::Map => "a mapping".to_owned(),
            de::Unexpected::Bool(value) => format!("`{value}`"),
            de::Unexpected::Str(text) => format!("`{}`", text.chars().take(60).collect::<String>()),
            other => other.to_string(),
        };
        let expected = match expected.to_string() {
            list if list == "a sequence" => "a list".to_owned(),
            bool if bool == "a boolean" => "`true` or `false`".to_owned(),
            text if text == "a string" => "a text".to_owned(),
            map if map.starts_with("struct ") => "a mapping of `key: value`".to_owned(),
            other => other,
        };
        Self::custom(format!("expected {expected}, found {found}"))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self {
            kind: ErrorKind::UnknownKey(field.to_owned(), expected),
            span: None,
        }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self {
            kind: ErrorKind::UnknownValue(variant.to_owned(), expected),
            span: None,
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self {
            kind: ErrorKind::MissingKey(field),
            span: None,
        }
    }
}
