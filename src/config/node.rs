//! What a file says, as a tree with places: the common form of YAML and TOML.

use crate::source::Span;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// What it is.
    pub(crate) value: Value,
    /// Where it was written.
    pub(crate) span: Span,
}

/// The kinds of value. Numbers stay as they were written, so that `position: 1.10` is not `1.1`.
#[derive(Debug, Clone)]
pub(crate) enum Value {
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
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: String,
    /// Where the key stands.
    pub(crate) key_span: Span,
    /// The value.
    pub(crate) node: Node,
}

impl Node {
    /// True when there is a title that is no text, which is reported as such.
    pub(crate) fn has_bad_title(&self) -> bool {
        let Value::Map(entries) = &self.value else {
            return false;
        };
        entries.iter().any(|entry| {
            entry.key == "title" && !matches!(entry.node.value, Value::Text(_) | Value::Null)
        })
    }

    /// The value of a key, if this is a mapping that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Value::Map(entries) = &self.value else {
            return None;
        };
        let entry = entries.iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.node)
    }

    /// Takes a key out, and gives its value, if this is a mapping that has it.
    pub(crate) fn take(&mut self, key: &str) -> Option<Self> {
        let Value::Map(entries) = &mut self.value else {
            return None;
        };
        let at = entries.iter().position(|entry| entry.key == key)?;
        Some(entries.remove(at).node)
    }

    /// The value of a path of keys, such as `title.text.size`; an item of a list is named by its number
    /// from 1: `headings[2].above`.
    pub(crate) fn at_path(&self, path: &str) -> Option<&Self> {
        let mut node = self;
        for part in path.split('.') {
            let (key, number) = match part.strip_suffix(']').and_then(|part| part.split_once('[')) {
                Some((key, number)) => (key, Some(number.parse::<usize>().ok()?)),
                None => (part, None),
            };
            node = node.get(key)?;
            if let Some(number) = number {
                let Value::List(items) = &node.value else {
                    return None;
                };
                node = items.get(number.checked_sub(1)?)?;
            }
        }
        Some(node)
    }

    /// This tree with another laid over it: mappings are merged, everything else is replaced. Both are at
    /// most as deep as their parsers allow.
    pub(crate) fn overlaid(&self, over: &Self) -> Self {
        let (Value::Map(below), Value::Map(above)) = (&self.value, &over.value) else {
            return over.clone();
        };
        let mut entries = below.clone();
        for entry in above {
            match entries.iter_mut().find(|known| known.key == entry.key) {
                Some(known) => {
                    known.node = known.node.overlaid(&entry.node);
                    known.key_span = entry.key_span;
                }
                None => entries.push(entry.clone()),
            }
        }
        Self {
            value: Value::Map(entries),
            span: over.span,
        }
    }

    /// Removes the entry or the item that stands at `span`; false when there is none.
    /// The tree is at most as deep as its parsers allow.
    pub(crate) fn remove_at(&mut self, span: Span) -> bool {
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

#[cfg(test)]
mod tests {
    use super::super::toml;
    use super::*;
    use crate::source::SourceId;

    fn parse(text: &str) -> Node {
        toml::parse(text, SourceId(0)).expect("TOML")
    }

    fn text<'a>(node: &'a Node, path: &str) -> Option<&'a str> {
        match &node.at_path(path)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    #[test]
    fn a_path_leads_to_its_value() {
        let node = parse("a = 'x'\n[b.c]\nd = 'y'\n[[e]]\nf = 1\n[[e]]\nf = 2\n");
        assert_eq!(text(&node, "a"), Some("x"));
        assert_eq!(text(&node, "b.c.d"), Some("y"));
        assert_eq!(text(&node, "e[2].f"), Some("2"));
        for path in ["x", "a.b", "e[0].f", "e[3].f", "e[x].f", "a[1]"] {
            assert_eq!(text(&node, path), None, "{path}");
        }
    }

    #[test]
    fn a_tree_is_laid_over_another() {
        let base = parse("a = 1\nb = 2\n[c]\nd = 3\ne = 4\n");
        let over = parse("b = 5\nf = 6\n[c]\ne = 7\n");
        let both = base.overlaid(&over);
        let values = ["a", "b", "c.d", "c.e", "f"].map(|path| text(&both, path));
        assert_eq!(values, ["1", "5", "3", "7", "6"].map(Some));
    }
}
