//! YAML to [`Node`]. Anchors and aliases are refused, so no small text can grow large.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle};

use super::node::{Entry, Node, Value};
use crate::diag::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// How deep metadata may nest; the format needs four levels.
const MAX_DEPTH: usize = 16;
/// How many values metadata may hold.
const MAX_NODES: usize = 20_000;

/// A mapping or list whose end has not come yet.
enum Open {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<(String, Span)>),
}

struct Tree {
    source: SourceId,
    /// Offset of the YAML text in its source.
    base: usize,
    stack: Vec<(Open, usize)>,
    root: Option<Node>,
    nodes: usize,
}

/// Parses the YAML document that stands in `text` from byte `base` of a source.
pub(crate) fn parse(text: &str, source: SourceId, base: usize) -> Result<Node, Box<Diagnostic>> {
    let options = granit_parser::options! {
        disallow_directives: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut tree = Tree {
        source,
        base,
        stack: Vec::new(),
        root: None,
        nodes: 0,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, place) = event.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
            let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            Box::new(
                Diagnostic::error(
                    Code::BadMetadata,
                    format!("this is not YAML: {}", error.info()),
                )
                .at(tree.span(at..end)),
            )
        })?;
        let start = place.start.byte_offset().unwrap_or(0).min(text.len());
        let end = place
            .end
            .byte_offset()
            .unwrap_or(start)
            .clamp(start, text.len());
        tree.event(event, start..end)?;
    }
    Ok(tree.root.unwrap_or(Node {
        value: Value::Null,
        span: Span::new(source, base..base + text.len()),
    }))
}

impl Tree {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, self.base + range.start..self.base + range.end)
    }

    fn event(
        &mut self,
        event: Event<'_>,
        range: std::ops::Range<usize>,
    ) -> Result<(), Box<Diagnostic>> {
        let span = self.span(range.clone());
        self.nodes += 1;
        if self.nodes > MAX_NODES || self.stack.len() > MAX_DEPTH {
            return Err(Box::new(
                Diagnostic::error(Code::LimitExceeded, "the metadata is too large or too deep")
                    .at(span),
            ));
        }
        match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) => Err(Box::new(
                Diagnostic::error(Code::BadMetadata, "aliases (`*name`) are not allowed here")
                    .at(span)
                    .help("write the value out"),
            )),
            Event::Scalar(text, style, ..) => self.scalar(text, style, span),
            Event::SequenceStart(..) => {
                self.stack.push((Open::List(Vec::new()), range.start));
                Ok(())
            }
            Event::MappingStart(..) => {
                self.stack.push((Open::Map(Vec::new(), None), range.start));
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some((open, start)) = self.stack.pop() else {
                    return Ok(());
                };
                let value = match open {
                    Open::List(items) => Value::List(items),
                    Open::Map(entries, _) => Value::Map(entries),
                };
                let span = self.span(start..range.end.max(start));
                self.add(Node { value, span })
            }
            Event::DocumentStart(..) if self.root.is_some() => Err(Box::new(
                Diagnostic::error(Code::BadMetadata, "a second YAML document starts here").at(span),
            )),
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        span: Span,
    ) -> Result<(), Box<Diagnostic>> {
        let is_key = matches!(self.stack.last(), Some((Open::Map(_, None), _)));
        let value = match (style, &*text) {
            _ if is_key => Value::Text(text.into_owned()),
            (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => Value::Null,
            (ScalarStyle::Plain, "true" | "True" | "TRUE") => Value::Bool(true),
            (ScalarStyle::Plain, "false" | "False" | "FALSE") => Value::Bool(false),
            _ => Value::Text(text.into_owned()),
        };
        self.add(Node { value, span })
    }

    fn add(&mut self, node: Node) -> Result<(), Box<Diagnostic>> {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some((Open::List(items), _)) => items.push(node),
            Some((Open::Map(entries, key), _)) => match (key.take(), node.value) {
                (None, Value::Text(name)) => {
                    if let Some(first) = entries.iter().find(|e| e.key == name) {
                        return Err(Box::new(
                            Diagnostic::error(
                                Code::BadMetadata,
                                format!("the key `{name}` stands here twice"),
                            )
                            .at(node.span)
                            .related(first.key_span, "first here"),
                        ));
                    }
                    *key = Some((name, node.span));
                }
                (None, _) => {
                    return Err(Box::new(
                        Diagnostic::error(Code::BadMetadata, "a key must be plain text")
                            .at(node.span),
                    ));
                }
                (Some((name, key_span)), value) => {
                    // An empty value has no place of its own.
                    let span = if node.span.start == node.span.end {
                        key_span
                    } else {
                        node.span
                    };
                    entries.push(Entry {
                        key: name,
                        key_span,
                        node: Node { value, span },
                    });
                }
            },
        }
        Ok(())
    }
}
