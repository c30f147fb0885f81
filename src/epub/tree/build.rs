//! Builds the tree in reading order: start tags, text, end tags.

use super::{Element, Formula, Node};

/// A tree in the making.
#[derive(Debug, Default)]
pub(in crate::epub) struct Builder {
    /// The elements that are open, the outermost first.
    open: Vec<Element>,
    /// The outermost element, once it is closed.
    root: Option<Element>,
}

/// A start tag whose attributes are being given.
#[must_use = "a tag must be ended"]
pub(in crate::epub) struct Tag<'b> {
    builder: &'b mut Builder,
    element: Element,
}

impl Builder {
    pub(in crate::epub) fn new() -> Self {
        Self::default()
    }

    /// Starts a start tag; its attributes follow.
    pub(in crate::epub) fn tag(&mut self, name: &'static str) -> Tag<'_> {
        Tag {
            builder: self,
            element: Element {
                name,
                attributes: Vec::new(),
                children: Vec::new(),
            },
        }
    }

    /// A start tag without attributes.
    pub(in crate::epub) fn open(&mut self, name: &'static str) {
        self.tag(name).open();
    }

    /// Closes the element opened last.
    pub(in crate::epub) fn close(&mut self) {
        if let Some(element) = self.open.pop() {
            self.add(element);
        }
    }

    /// Closes the element opened last and ends the line.
    pub(in crate::epub) fn close_line(&mut self) {
        self.close();
        self.line();
    }

    /// An element with text only, on a line of its own.
    pub(in crate::epub) fn element_line(&mut self, name: &'static str, text: &str) {
        self.open(name);
        self.text(text);
        self.close_line();
    }

    /// Text. Outside of all elements there is none.
    pub(in crate::epub) fn text(&mut self, text: &str) {
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        match parent.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => parent.children.push(Node::Text(text.to_owned())),
        }
    }

    /// Ends the line, for the eyes of people.
    pub(in crate::epub) fn line(&mut self) {
        self.text("\n");
    }

    /// A formula.
    pub(in crate::epub) fn formula(&mut self, formula: Formula) {
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(Node::Formula(formula));
        }
    }

    /// The name of the element opened last.
    pub(in crate::epub) fn innermost(&self) -> Option<&'static str> {
        self.open.last().map(|element| element.name)
    }

    /// The tree; closes what is still open. Without any element it is an empty `html`.
    pub(in crate::epub) fn finish(mut self) -> Element {
        while !self.open.is_empty() {
            self.close();
        }
        self.root.unwrap_or(Element {
            name: "html",
            attributes: Vec::new(),
            children: Vec::new(),
        })
    }

    fn add(&mut self, element: Element) {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None => self.root = Some(element),
        }
    }
}

impl Tag<'_> {
    /// An attribute.
    pub(in crate::epub) fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.element.attributes.push((name, value.to_owned()));
        self
    }

    /// An attribute if there is a value.
    pub(in crate::epub) fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Ends the tag; the element's content follows.
    pub(in crate::epub) fn open(self) {
        self.builder.open.push(self.element);
    }

    /// Ends the tag and closes the element, which has no content.
    pub(in crate::epub) fn empty(self) {
        self.builder.add(self.element);
    }
}
