//! Collections: several manuscripts bound into one volume, as `[[collection]]` in `bindery.toml` says.

use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use super::check::{self, Surroundings};
use super::raw::{RawMetadata, Text, project_path};
use super::{Entry, slug};
use crate::config::{self, Node, Value};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::Kind;
use crate::source::Span;

/// Metadata of books that a collection has no use for, with what is written instead.
const NOT_HERE: [(&str, &str); 2] = [
    ("chapters", "write `manuscripts`, the pieces in their order"),
    ("kind", "a collection is a book; remove it"),
];
/// The keys of a collection beside metadata.
const OWN_KEYS: [&str; 3] = ["name", "manuscripts", "part"];

/// A collection as the project file describes it: its pieces are patterns still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The short name of its outputs.
    pub name: String,
    /// Its sections in order; the pieces before the first part have no title.
    pub sections: Vec<Section<String>>,
    /// The place of its title among the bytes of the project file, for diagnostics.
    pub span: Span,
}

/// Pieces under one part title, or under none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Section<T> {
    /// The title of the part.
    pub title: Option<String>,
    /// Its pieces, in order.
    pub pieces: Vec<T>,
}

/// A collection whose pieces are known: all that decides on it but the pieces' files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Collection {
    /// The short name of its outputs.
    pub name: String,
    /// The project file's name, for diagnostics.
    pub file: String,
    /// The project file's text, which its metadata are read from.
    pub text: Arc<str>,
    /// Which of the file's collections it is, from 0.
    pub index: usize,
    /// The pieces, as paths within the project.
    pub sections: Vec<Section<Entry>>,
}

/// `part` of a collection.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "Part")]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawPart {
    /// The part's title, which has a page of its own.
    title: Text,
    /// The part's pieces, as patterns relative to this file.
    manuscripts: Vec<Text>,
}

/// The keys of a collection that are no metadata.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct RawOwn {
    /// The name of the outputs; made of the title if not given.
    name: Option<Text>,
    /// The pieces, as patterns such as `articles/*.md`, relative to this file.
    manuscripts: Vec<Text>,
    /// Parts, each with a title and pieces of its own, after the pieces above.
    part: Vec<RawPart>,
}

/// A collection among the keys of the project file. What it holds is read by [`describe`].
#[derive(Debug)]
pub(super) struct RawCollection;

impl<'de> Deserialize<'de> for RawCollection {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

/// Metadata with the keys of a collection.
impl JsonSchema for RawCollection {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Collection".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = RawMetadata::json_schema(generator);
        let own = RawOwn::json_schema(generator);
        let own = own.get("properties").and_then(|p| p.as_object()).cloned();
        let properties = schema.get_mut("properties").and_then(|p| p.as_object_mut());
        if let (Some(properties), Some(own)) = (properties, own) {
            properties.extend(own);
            for (key, _) in NOT_HERE {
                properties.remove(key);
            }
        }
        schema
    }
}

/// Reads all collections of a project file; each is checked but for its pieces.
pub(super) fn describe(root: &Node, diagnostics: &mut Diagnostics) -> Vec<Description> {
    let mut found: Vec<Description> = Vec::new();
    for node in nodes(root) {
        let Some(description) = one(node.clone(), diagnostics) else {
            continue;
        };
        if let Some(first) = found.iter().find(|d| d.name == description.name) {
            let message = format!("two collections are named `{}`", description.name);
            diagnostics.push(
                Diagnostic::error(Code::OutputClash, message)
                    .at(description.span)
                    .related(first.span, "the first")
                    .help("give one of them a `name`"),
            );
        }
        found.push(description);
    }
    found
}

pub(super) fn nodes(root: &Node) -> &[Node] {
    let Value::Map(entries) = &root.value else {
        return &[];
    };
    let found = entries.iter().find(|entry| entry.key == "collection");
    match found.map(|entry| &entry.node.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

/// Parts a collection's own keys from its metadata.
pub(super) fn divide(mut node: Node) -> (Node, Node) {
    let span = node.span;
    let mut own = Vec::new();
    if let Value::Map(entries) = &mut node.value {
        let (ours, metadata) = std::mem::take(entries)
            .into_iter()
            .partition(|entry| OWN_KEYS.contains(&entry.key.as_str()));
        own = ours;
        *entries = metadata;
    }
    let own = Node {
        value: Value::Map(own),
        span,
    };
    (own, node)
}

fn one(node: Node, diagnostics: &mut Diagnostics) -> Option<Description> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    for entry in entries {
        if let Some((key, help)) = NOT_HERE.iter().find(|(key, _)| *key == entry.key) {
            let message = format!("`{key}` has no meaning for a collection");
            diagnostics.push(
                Diagnostic::error(Code::BadMetadata, message)
                    .at(entry.key_span)
                    .help(*help),
            );
        }
    }
    let span = node.span;
    let (own, metadata) = divide(node);
    let errors = diagnostics.len();
    let own: RawOwn = config::read(own, diagnostics);
    let sound = diagnostics.len() == errors;
    let bad_title = metadata.has_bad_title();
    let raw: RawMetadata = config::read(metadata, diagnostics);
    let (meta, _) = check::check(raw, around(String::new(), span, bad_title), diagnostics);
    let (name, name_span) = match own.name {
        Some(name) => (slug::slug(&name.value), name.span),
        None => (slug::slug(&meta.title), span),
    };
    let mut sections = Vec::new();
    let mut section = |title, manuscripts: Vec<Text>, diagnostics: &mut Diagnostics| {
        let patterns = manuscripts
            .into_iter()
            .filter_map(|text| project_path(text, diagnostics));
        sections.push(Section {
            title,
            pieces: patterns.collect(),
        });
    };
    if own.manuscripts.is_empty() && own.part.is_empty() && sound {
        let message = "this collection has no pieces";
        diagnostics.push(
            Diagnostic::error(Code::MissingMetadata, message)
                .at(span)
                .help("write `manuscripts = [\"articles/*.md\"]`"),
        );
    }
    if !own.manuscripts.is_empty() {
        section(None, own.manuscripts, diagnostics);
    }
    for part in own.part {
        let title = check::line(part.title, diagnostics);
        section(title, part.manuscripts, diagnostics);
    }
    Some(Description {
        name,
        sections,
        span: name_span,
    })
}

/// What surrounds the metadata of a collection.
pub(super) fn around(slug: String, span: Span, title_reported: bool) -> Surroundings {
    Surroundings {
        slug,
        kind: Kind::Book,
        span: Some(span),
        title_reported,
        title_example: "title = \"…\"",
    }
}
