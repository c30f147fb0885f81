//! The tree of a page or of a chapter.
//!
//! Nodes are numbered in the order of their start tags, so that the nodes below one are those up to its end.

use std::ops::Range;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::scan::{MARK, is_void};
use crate::text::is_xml_char;

/// How deep the tree may be; what lies deeper stands at this depth.
const MAX_DEPTH: usize = 250;

/// A node's number.
pub(in crate::import) type NodeId = usize;

/// A tree of elements and texts.
#[derive(Debug, Default)]
pub(in crate::import) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    kind: Kind,
    children: Vec<NodeId>,
    parent: NodeId,
    end: NodeId,
    /// Where its start tag stands in the source.
    at: Range<usize>,
}

#[derive(Debug)]
enum Kind {
    Element {
        name: String,
        attributes: Vec<(String, String)>,
    },
    Text(String),
}

/// How the text that a tree is made of is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Syntax {
    /// HTML as a serializer writes it, with the marks of [`scan`](super::scan).
    Html,
    /// XML: any element may close itself, and places are those in the text.
    Xml,
}

impl Tree {
    /// The tree of a text whose tags are balanced; where they are not, it is mended.
    pub(in crate::import) fn new(text: &str, syntax: Syntax) -> Self {
        let mut emitter = DefaultEmitter::new_with_span();
        emitter.naively_switch_states(syntax == Syntax::Html);
        let mut tree = Self {
            nodes: vec![Node {
                kind: Kind::Element {
                    name: String::new(),
                    attributes: Vec::new(),
                },
                children: Vec::new(),
                parent: 0,
                end: 0,
                at: 0..0,
            }],
        };
        let mut open: Vec<NodeId> = vec![0];
        for token in Tokenizer::new_with_emitter(text, emitter) {
            let Ok(token): Result<Token<usize>, std::convert::Infallible> = token;
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
                    let closed = is_void(&name) || (syntax == Syntax::Xml && tag.self_closing);
                    let mut at = tag.span.start..tag.span.end;
                    let mut attributes = Vec::with_capacity(tag.attributes.len());
                    for (key, value) in &tag.attributes {
                        let key = String::from_utf8_lossy(key).to_ascii_lowercase();
                        let value = clean(&String::from_utf8_lossy(&value.value));
                        if key == MARK && syntax == Syntax::Html {
                            let start = value.parse().unwrap_or(0);
                            at = start..start;
                        } else {
                            attributes.push((key, value));
                        }
                    }
                    if syntax == Syntax::Html && at.start != at.end {
                        // No mark: the place is that of what it stands in.
                        let parent = open.last().copied().unwrap_or(0);
                        at = tree.nodes.get(parent).map_or(0..0, |node| node.at.clone());
                    }
                    let id = tree.add(&open, Kind::Element { name, attributes }, at);
                    if !closed && open.len() < MAX_DEPTH {
                        open.push(id);
                    }
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
                    let found = open.iter().rposition(|&id| tree.name(id) == name);
                    if let Some(depth) = found.filter(|depth| *depth > 0) {
                        tree.close(&mut open, depth);
                    }
                }
                Token::String(string) => {
                    let text = clean(&String::from_utf8_lossy(&string.value));
                    if !text.is_empty() {
                        let at = match syntax {
                            Syntax::Xml => string.span.start..string.span.end,
                            Syntax::Html => {
                                let parent = open.last().copied().unwrap_or(0);
                                tree.nodes.get(parent).map_or(0..0, |node| node.at.clone())
                            }
                        };
                        tree.add(&open, Kind::Text(text), at);
                    }
                }
                _ => {}
            }
        }
        tree.close(&mut open, 0);
        tree
    }

    fn add(&mut self, open: &[NodeId], kind: Kind, at: Range<usize>) -> NodeId {
        let id = self.nodes.len();
        let parent = open.last().copied().unwrap_or(0);
        if let Some(node) = self.nodes.get_mut(parent) {
            node.children.push(id);
        }
        self.nodes.push(Node {
            kind,
            children: Vec::new(),
            parent,
            end: id + 1,
            at,
        });
        id
    }

    /// Closes all that is open from a depth on.
    fn close(&mut self, open: &mut Vec<NodeId>, depth: usize) {
        let end = self.nodes.len();
        while open.len() > depth {
            let Some(id) = open.pop() else { break };
            if let Some(node) = self.nodes.get_mut(id) {
                node.end = end;
            }
        }
    }

    /// How many nodes there are.
    pub(in crate::import) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The element's name; empty for a text and for the root.
    pub(in crate::import) fn name(&self, id: NodeId) -> &str {
        match self.nodes.get(id).map(|node| &node.kind) {
            Some(Kind::Element { name, .. }) => name,
            _ => "",
        }
    }

    /// The text of a text node.
    pub(in crate::import) fn text_node(&self, id: NodeId) -> Option<&str> {
        match self.nodes.get(id).map(|node| &node.kind) {
            Some(Kind::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// An attribute.
    pub(in crate::import) fn attr(&self, id: NodeId, key: &str) -> Option<&str> {
        match self.nodes.get(id).map(|node| &node.kind) {
            Some(Kind::Element { attributes, .. }) => attributes
                .iter()
                .find(|(k, _)| k == key)
                .map(|(_, value)| value.as_str()),
            _ => None,
        }
    }

    /// True when an attribute that is a list of words has one of these.
    pub(in crate::import) fn has_word(&self, id: NodeId, key: &str, words: &[&str]) -> bool {
        self.attr(id, key)
            .is_some_and(|value| value.split_whitespace().any(|word| words.contains(&word)))
    }

    /// The children.
    pub(in crate::import) fn children(&self, id: NodeId) -> &[NodeId] {
        self.nodes.get(id).map_or(&[], |node| &node.children)
    }

    /// What it stands in; the root stands in itself.
    pub(in crate::import) fn parent(&self, id: NodeId) -> NodeId {
        self.nodes.get(id).map_or(0, |node| node.parent)
    }

    /// All below it, in order.
    pub(in crate::import) fn below(&self, id: NodeId) -> Range<NodeId> {
        let end = self.nodes.get(id).map_or(0, |node| node.end);
        (id + 1).min(end)..end
    }

    /// Where it stands in the source.
    pub(in crate::import) fn at(&self, id: NodeId) -> Range<usize> {
        self.nodes.get(id).map_or(0..0, |node| node.at.clone())
    }

    /// The first element below of a name.
    pub(in crate::import) fn first(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.below(id).find(|&node| self.name(node) == name)
    }

    /// All text that can be read below a node, in single spaces, without what `skip` says.
    pub(in crate::import) fn text_without(
        &self,
        id: NodeId,
        skip: impl Fn(NodeId) -> bool,
    ) -> String {
        let mut out = String::new();
        let range = self.below(id);
        let mut at = range.start;
        if let Some(text) = self.text_node(id) {
            out.push_str(text);
        }
        while at < range.end {
            if let Some(text) = self.text_node(at) {
                out.push_str(text);
            } else if matches!(
                self.name(at),
                "script" | "style" | "template" | "noscript" | "head"
            ) || skip(at)
            {
                at = self.below(at).end.max(at + 1);
                continue;
            } else if is_block(self.name(at)) || self.name(at) == "br" {
                out.push(' ');
            }
            at += 1;
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// All text that can be read below a node, in single spaces.
    pub(in crate::import) fn text(&self, id: NodeId) -> String {
        self.text_without(id, |_| false)
    }

    /// All text as it is, for code.
    pub(in crate::import) fn raw_text(&self, id: NodeId) -> String {
        let mut out = String::new();
        for node in self.below(id) {
            if let Some(text) = self.text_node(node) {
                out.push_str(text);
            } else if self.name(node) == "br" {
                out.push('\n');
            }
        }
        out
    }

    /// True for a script that holds a formula.
    pub(super) fn is_tex_script(&self, id: NodeId) -> bool {
        self.name(id) == "script"
            && self
                .attr(id, "type")
                .is_some_and(|kind| kind.starts_with("math/tex"))
    }
}

fn clean(text: &str) -> String {
    if text.contains(|c| !is_xml_char(c) || c == '\r') {
        text.replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|c| is_xml_char(*c))
            .collect()
    } else {
        text.to_owned()
    }
}

/// The elements that are blocks.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
