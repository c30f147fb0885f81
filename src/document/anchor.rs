//! Ids of places that can be linked to.

use std::fmt;
use std::sync::Arc;

/// The id of a place that can be linked to: unique over the whole edition, an ASCII XML name, so
/// that it serves as an id in XHTML and as a named destination in the PDF.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnchorId(Arc<str>);

impl AnchorId {
    /// An id from a name that is known to be unique and of the right form.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AnchorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl fmt::Display for AnchorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
