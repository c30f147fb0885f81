//! A collection is loaded: the chapters of its pieces become those of one volume.

use super::check;
use super::collection::{Collection, around, divide, nodes};
use super::load::Loader;
use super::{ChapterSource, CoverSource, Entry, Manuscript};
use crate::config::{Node, Value, toml};
use crate::diag::{Code, Diagnostic};
use crate::document::{Contributor, Kind, Metadata, Placement};
use crate::source::{Source, SourceId, Span};
use crate::text::join;

/// How many authors of its pieces a collection without authors of its own may name as its own.
const MAX_AUTHORS: usize = 8;

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
                self.piece(entry, &mut volume, depth, source);
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
    ) -> Option<(Metadata, Option<CoverSource>, bool)> {
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

    fn piece(&mut self, entry: &Entry, volume: &mut Manuscript, depth: u8, source: SourceId) {
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
