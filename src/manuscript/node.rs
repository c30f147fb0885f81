//! Metadata as a tree with places, the common form of YAML and TOML.

use crate::source::Span;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// What it is.
    pub(super) value: Value,
    /// Where it was written.
    pub(super) span: Span,
}

/// The kinds of value. Numbers stay as they were written, so that `position: 1.10` is not `1.1`.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// Nothing: `key:` or `~`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A string, number or date.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order written.
    Map(Vec<Entry>),
}

/// One key of a mapping with its value.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The key.
    pub(super) key: String,
    /// Where the key stands.
    pub(super) key_span: Span,
    /// The value.
    pub(super) node: Node,
}

impl Node {
    /// True when there is a title that is no text, which is reported as such.
    pub(super) fn has_bad_title(&self) -> bool {
        let Value::Map(entries) = &self.value else {
            return false;
        };
        entries.iter().any(|entry| {
            entry.key == "title" && !matches!(entry.node.value, Value::Text(_) | Value::Null)
        })
    }

    /// Removes the entry or the item that stands at `span`; false when there is none.
    /// The tree is at most as deep as its parsers allow.
    pub(super) fn remove_at(&mut self, span: Span) -> bool {
        match &mut self.value {
            Value::Map(entries) => {
                if let Some(at) = entries
                    .iter()
                    .position(|e| e.key_span == span || e.node.span == span)
                {
                    entries.remove(at);
                    return true;
                }
                entries.iter_mut().any(|e| e.node.remove_at(span))
            }
            Value::List(items) => {
                if let Some(at) = items.iter().position(|item| item.span == span) {
                    items.remove(at);
                    return true;
                }
                items.iter_mut().any(|item| item.remove_at(span))
            }
            _ => false,
        }
    }
}
