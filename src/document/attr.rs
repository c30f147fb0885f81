//! Attributes that any node may carry.

use super::Lang;

/// An id, classes, a language and other attributes, as written in braces by the author.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attr {
    /// The id. In an [`Edition`](crate::edition::Edition) it is unique over all chapters and a valid XML name of ASCII.
    pub id: Option<String>,
    /// The classes, in the order written.
    pub classes: Vec<String>,
    /// The language, where it differs from the surrounding text's.
    pub lang: Option<Lang>,
    /// All others, in the order written: `width` → `60%`.
    pub pairs: Vec<(String, String)>,
}

impl Attr {
    /// True when nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// True when the class is among [`Attr::classes`].
    pub fn has_class(&self, class: &str) -> bool {
        self.classes.iter().any(|c| c == class)
    }

    /// The value of an attribute in [`Attr::pairs`].
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    }
}
