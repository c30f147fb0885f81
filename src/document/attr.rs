//! Attributes that any node may carry.

use std::borrow::Cow;

use super::Lang;

/// An id, classes, a language and other attributes, as written in braces by the author.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attr {
    /// The id. In an [`Edition`](crate::edition::Edition) it is unique over all chapters and a valid XML name of ASCII.
    pub id: Option<String>,
    /// The classes that mean nothing to Bindery, in the order written. Those that do are the
    /// [`Role`](super::Role) of what has them.
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

    /// Takes a class out; true when it was there.
    pub fn take_class(&mut self, class: &str) -> bool {
        let before = self.classes.len();
        self.classes.retain(|other| other != class);
        self.classes.len() < before
    }

    /// The attributes with more classes, which come first.
    pub(super) fn with_classes<'c>(&self, classes: impl Iterator<Item = &'c str>) -> Cow<'_, Self> {
        let mut all: Vec<String> = classes.map(str::to_owned).collect();
        if all.is_empty() {
            return Cow::Borrowed(self);
        }
        for class in &self.classes {
            if !all.contains(class) {
                all.push(class.clone());
            }
        }
        Cow::Owned(Self {
            classes: all,
            ..self.clone()
        })
    }

    /// The value of an attribute in [`Attr::pairs`].
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    }
}
