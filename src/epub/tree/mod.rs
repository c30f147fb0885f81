//! The content of an XHTML file as a tree of elements, of which the XHTML text, the characters shown in each
//! font and the sizes of text are readings.

mod build;
mod serialize;

pub(super) use build::{Builder, Tag};
pub(super) use serialize::to_xhtml;

/// An element of XHTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    name: &'static str,
    /// In the order in which they are written.
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

/// A child of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text, not escaped. No two texts follow each other.
    Text(String),
    /// A formula.
    Formula(Formula),
}

/// A formula, which is made by a renderer of its own and stays as that wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Formula {
    /// The `math` element, well formed.
    pub(super) mathml: String,
    /// The text of its elements.
    pub(super) text: String,
}

impl Element {
    /// Its name, such as `p`.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// What it contains.
    pub(super) fn children(&self) -> &[Node] {
        &self.children
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(own, _)| *own == name)
            .map(|(_, value)| value.as_str())
    }

    /// Its classes.
    pub(super) fn classes(&self) -> impl Iterator<Item = &str> {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split(' ').filter(|class| !class.is_empty())
    }
}
