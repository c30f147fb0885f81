//! Collections: several manuscripts bound into one volume, as `[[collection]]` in `bindery.toml` says.

use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use super::check::{self, Surroundings};
use super::de;
use super::load::Loader;
use super::node::{Node, Value};
use super::raw::{RawMetadata, Text};
use super::{ChapterSource, Entry, Manuscript, slug, toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{Contributor, Kind, Metadata, Placement};
use crate::source::{Source, SourceId, Span};
use crate::text::join;

/// Metadata of books that a collection has no use for, with what is written instead.
const NOT_HERE: [(&str, &str); 2] = [
    ("chapters", "write `manuscripts`, the pieces in their order"),
    ("kind", "a collection is a book; remove it"),
];
/// The keys of a collection beside metadata.
const OWN_KEYS: [&str; 3] = ["name", "manuscripts", "part"];
/// How many authors of its pieces a collection without authors of its own may name as its own.
const MAX_AUTHORS: usize = 8;

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

fn nodes(root: &Node) -> &[Node] {
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
fn divide(mut node: Node) -> (Node, Node) {
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
    let own: RawOwn = de::read(own, diagnostics);
    let sound = diagnostics.len() == errors;
    let bad_title = metadata.has_bad_title();
    let raw: RawMetadata = de::read(metadata, diagnostics);
    let (meta, _) = check::check(raw, around(String::new(), span, bad_title), diagnostics);
    let (name, name_span) = match own.name {
        Some(name) => (slug::slug(&name.value), name.span),
        None => (slug::slug(&meta.title), span),
    };
    let mut sections = Vec::new();
    let mut section = |title, manuscripts: Vec<Text>, diagnostics: &mut Diagnostics| {
        let patterns = manuscripts
            .into_iter()
            .filter_map(|text| super::project::path(text, diagnostics));
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

fn around(slug: String, span: Span, title_reported: bool) -> Surroundings {
    Surroundings {
        slug,
        kind: Kind::Book,
        span: Some(span),
        title_reported,
        title_example: "title = \"…\"",
    }
}

impl Loader<'_> {
    /// A collection: the chapters of its pieces one after the other, their paths from the project's
    /// folder, so that each finds its own pictures and links can lead from one to the other.
    pub(super) fn collection(&mut self, collection: &Collection) -> Option<Manuscript> {
        let file = Source::new(collection.file.as_str(), &*collection.text);
        let source = self.sources.add(file);
        let (meta, cover, has_language) = self.volume(collection, source)?;
        let mut titles = part_titles(collection, source).into_iter();
        let mut volume = Manuscript {
            meta,
            cover,
            ..Manuscript::default()
        };
        for section in &collection.sections {
            let depth = u8::from(section.title.is_some());
            if let Some(title) = &section.title {
                let mut part = part_title(source, title.clone(), None, 0);
                part.title_span = titles.next();
                volume.chapters.push(part);
            }
            for entry in &section.pieces {
                self.piece(entry, (&mut volume, depth), source);
            }
        }
        if volume.chapters.len() > self.limits.chapters {
            let message = format!("there are more than {} chapters", self.limits.chapters);
            self.diagnostics
                .push(Diagnostic::error(Code::LimitExceeded, message));
            volume.chapters.truncate(self.limits.chapters);
        }
        self.root.clear();
        complete(&mut volume, has_language);
        (!volume.works.is_empty()).then_some(volume)
    }

    /// The metadata of the volume, and whether its language is among them.
    fn volume(
        &mut self,
        collection: &Collection,
        source: SourceId,
    ) -> Option<(Metadata, Option<super::CoverSource>, bool)> {
        // The project file was found to be sound before.
        let root = toml::parse(&collection.text, source).ok()?;
        let node = nodes(&root).get(collection.index)?.clone();
        let span = node.span;
        let (raw, bad_title) = self.metadata(Some(divide(node).1), span);
        let has_language = raw.language.is_some();
        let around = around(collection.name.clone(), span, bad_title);
        let (mut meta, cover) = check::check(raw, around, &mut self.diagnostics);
        meta.kind = Kind::Book;
        Some((meta, cover, has_language))
    }

    fn piece(&mut self, entry: &Entry, (volume, depth): (&mut Manuscript, u8), source: SourceId) {
        let loaded = match entry {
            Entry::File(path) => self.file(path),
            Entry::Folder(path) => self.folder(path),
            // Collections are not made of collections.
            Entry::Collection(_) => None,
        };
        let Some(piece) = loaded else {
            return;
        };
        let work = Some(volume.works.len());
        let mut depth = depth;
        if piece.meta.kind == Kind::Book {
            let title = piece.meta.title.clone();
            let mut part = part_title(source, title, Some(&piece.meta), depth);
            part.placement.work = work;
            part.title_span = piece.meta.places.title;
            volume.chapters.push(part);
            depth = depth.saturating_add(1);
        }
        let article = piece.meta.kind == Kind::Article;
        for (index, chapter) in piece.chapters.into_iter().enumerate() {
            let own_title = (article && index == 0).then(|| piece.meta.title.clone());
            let own_span = own_title.as_ref().and(piece.meta.places.title);
            volume.chapters.push(ChapterSource {
                path: join(&piece.root, &chapter.path),
                title: chapter.title.or(own_title),
                title_span: chapter.title_span.or(own_span),
                lang: chapter.lang.or_else(|| Some(piece.meta.lang.clone())),
                placement: Placement {
                    work,
                    depth,
                    is_part: false,
                },
                ..chapter
            });
        }
        volume.works.push(piece.meta);
    }
}

/// Where the titles of a collection's parts are written, in order.
fn part_titles(collection: &Collection, source: SourceId) -> Vec<Span> {
    let value = |node: &Node, key: &str| match &node.value {
        Value::Map(entries) => {
            let entry = entries.iter().find(|entry| entry.key == key);
            entry.map(|entry| entry.node.clone())
        }
        _ => None,
    };
    let root = toml::parse(&collection.text, source).ok();
    let own = root.and_then(|root| nodes(&root).get(collection.index).cloned());
    match own
        .and_then(|node| value(&node, "part"))
        .map(|node| node.value)
    {
        Some(Value::List(parts)) => parts
            .iter()
            .filter_map(|part| value(part, "title").map(|title| title.span))
            .collect(),
        _ => Vec::new(),
    }
}

/// A chapter that is nothing but the title of a part.
fn part_title(
    source: SourceId,
    title: String,
    work: Option<&Metadata>,
    depth: u8,
) -> ChapterSource {
    ChapterSource {
        source,
        path: String::new(),
        body: Span::new(source, 0..0),
        title: Some(title),
        title_span: None,
        lang: work.map(|work| work.lang.clone()),
        part: None,
        placement: Placement {
            work: None,
            depth,
            is_part: true,
        },
    }
}

/// What a volume takes from its pieces where its own metadata say nothing.
fn complete(volume: &mut Manuscript, has_language: bool) {
    if !has_language && let Some(first) = volume.works.first() {
        volume.meta.lang = first.lang.clone();
    }
    if volume.meta.contributors.is_empty() {
        let mut authors: Vec<Contributor> = Vec::new();
        for author in volume.works.iter().flat_map(Metadata::authors) {
            if !authors.iter().any(|known| known.name == author.name) {
                authors.push(author.clone());
            }
        }
        if authors.len() <= MAX_AUTHORS {
            volume.meta.contributors = authors;
            let places = volume.works.iter().map(|work| work.places.authors);
            volume.meta.places.authors = places.flatten().next();
        }
    }
}
