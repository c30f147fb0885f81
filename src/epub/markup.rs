//! Writes well-formed XML: escapes, and closes what it opened, in the right order.

use crate::text::{XmlPlace, escape_into};

/// An XML text in the making.
#[derive(Debug, Default)]
pub(super) struct Markup {
    out: String,
    open: Vec<&'static str>,
}

/// A start tag whose attributes are being written.
#[must_use = "a tag must be ended"]
pub(super) struct Tag<'a> {
    markup: &'a mut Markup,
    name: &'static str,
}

impl Markup {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Starts a start tag; its attributes follow.
    pub(super) fn tag(&mut self, name: &'static str) -> Tag<'_> {
        self.out.push('<');
        self.out.push_str(name);
        Tag { markup: self, name }
    }

    /// A start tag without attributes.
    pub(super) fn open(&mut self, name: &'static str) {
        self.tag(name).open();
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// Closes the element opened last and ends the line.
    pub(super) fn close_line(&mut self) {
        self.close();
        self.line();
    }

    /// Text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        escape_into(&mut self.out, text, XmlPlace::Text);
    }

    /// Markup that is known to be well formed.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Ends the line, for the eyes of people.
    pub(super) fn line(&mut self) {
        self.out.push('\n');
    }

    /// The whole text; closes what is still open.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }
}

impl Tag<'_> {
    /// An attribute.
    pub(super) fn attr(self, name: &str, value: &str) -> Self {
        self.markup.out.push(' ');
        self.markup.out.push_str(name);
        self.markup.out.push_str("=\"");
        escape_into(&mut self.markup.out, value, XmlPlace::Attribute);
        self.markup.out.push('"');
        self
    }

    /// An attribute if there is a value.
    pub(super) fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Ends the tag; the element's content follows.
    pub(super) fn open(self) {
        self.markup.out.push('>');
        self.markup.open.push(self.name);
    }

    /// Ends the tag of an element that has no content by its definition, such as `br`.
    pub(super) fn void(self) {
        self.markup.out.push_str("/>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_closes() {
        let mut m = Markup::new();
        m.tag("a").attr("title", "\"<&\n\u{1}").open();
        m.text("a < b & c ]]> \u{0}\u{FFFE}\u{B}\r\u{1FFFF}é한😀");
        m.tag("br").void();
        assert_eq!(
            m.finish(),
            "<a title=\"&quot;&lt;&amp; \">a &lt; b &amp; c ]]&gt; é한😀<br/></a>"
        );
    }
}
