//! Configuration: what authors write in YAML and TOML, read so that each fault has its place.
//!
//! `text ──toml, yaml──▶ Node ──read──▶ a type of serde's`
//!
//! serde stops at the first error. To report all, what the error is about is taken out of the tree, which
//! is read again, so that the derived types stay the only list of keys and types.

mod de;
mod error;
mod node;
mod placed;
pub(crate) mod toml;
pub(crate) mod yaml;

use std::borrow::Cow;

use serde::de::DeserializeOwned;

pub(crate) use node::{Entry, Node, Value};
pub(crate) use placed::Placed;

use crate::diag::{Code, Diagnostics};

/// How many errors are reported for one file.
const MAX_ERRORS: usize = 50;

/// What a file is about, which decides on the codes of its faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Metadata, of a manuscript or of a project.
    Metadata,
    /// A theme.
    Theme,
}

impl Subject {
    /// The code of what is not understood.
    fn bad(self) -> Code {
        match self {
            Self::Metadata => Code::BadMetadata,
            Self::Theme => Code::BadTheme,
        }
    }

    /// The code of what is not there.
    fn missing(self) -> Code {
        match self {
            Self::Metadata => Code::MissingMetadata,
            Self::Theme => Code::BadTheme,
        }
    }
}

/// Reads a type from the tree of metadata; what cannot be read is reported and left out.
pub(crate) fn read<T: DeserializeOwned + Default>(node: Node, diagnostics: &mut Diagnostics) -> T {
    read_over(node, None, Subject::Metadata, diagnostics).unwrap_or_default()
}

/// Reads a type from the tree of a file that may state only how it differs from a `base`. What cannot be
/// read is reported and left out, so that the value of the base stands.
pub(crate) fn read_over<T: DeserializeOwned>(
    mut own: Node,
    base: Option<&Node>,
    subject: Subject,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let whole = own.span;
    for _ in 0..MAX_ERRORS {
        let merged = match base {
            Some(base) => Cow::Owned(base.overlaid(&own)),
            None => Cow::Borrowed(&own),
        };
        let error = match T::deserialize(&*merged) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        drop(merged);
        let span = error.span();
        diagnostics.push(error.into_diagnostic(subject, whole));
        if !span.is_some_and(|span| own.remove_at(span)) {
            break;
        }
    }
    None
}
