//! Diagnostics: what the author can mend, as data. They are collected, never printed here, and no
//! stage stops at the first. [`render`] makes text or JSON of them.

mod code;
pub mod explain;
mod list;
pub mod render;

pub use code::Code;
pub use list::Diagnostics;

use std::fmt;

use crate::source::Span;

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; the output is as the author wants it.
    Info,
    /// The output is made, but probably not as the author wants it.
    Warning,
    /// The output would be wrong or invalid, so it is not made.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A second place that explains a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is there, such as `first defined here`.
    pub message: String,
}

/// One finding that the author can mend.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How serious it is.
    pub severity: Severity,
    /// Its kind, stable over versions.
    pub code: Code,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// Where, if a place in a source is to blame.
    pub span: Option<Span>,
    /// How to mend it.
    pub help: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// A diagnostic of a severity.
    pub fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            span: None,
            help: None,
            related: Vec::new(),
        }
    }

    /// An error.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note.
    pub fn info(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, message)
    }

    /// With the place to blame, if one is known.
    #[must_use]
    pub fn at(mut self, span: impl Into<Option<Span>>) -> Self {
        self.span = span.into();
        self
    }

    /// With a way to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With another place that explains it.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related {
            span,
            message: message.into(),
        });
        self
    }
}

/// A value with what was noticed while it was made.
#[derive(Debug, Clone)]
pub struct Warned<T> {
    /// The value; as good as could be made of the input.
    pub value: T,
    /// What was noticed.
    pub diagnostics: Diagnostics,
}
