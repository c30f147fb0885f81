//! Finds the files of a manuscript and reads its metadata.

use std::sync::Arc;

use super::check::{self, Surroundings};
use super::project::Defaults;
use super::raw::{RawChapter, RawMetadata, Text};
use super::{ChapterSource, Entry, Loaded, Manuscript, front, slug};
use crate::config::{self, Node, Value, toml, yaml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{Kind, Placement};
use crate::limits::Limits;
use crate::source::{Source, SourceId, SourceMap, Span};
use crate::text::{decode_utf8, join, stem};
use crate::world::{FileError, Files, normalize};

/// The largest chapter, in bytes.
const MAX_CHAPTER: u64 = 32 << 20;
/// The largest book file or front matter, in bytes.
const MAX_METADATA: u64 = 1 << 20;

/// The names of book files.
const BOOK_FILES: [&str; 3] = ["book.toml", "book.yaml", "book.yml"];

/// Loads a manuscript: its files and its metadata, checked.
///
/// Where something can't be read, the rest is loaded all the same, so that all that is wrong is
/// reported at once; [`Loaded::manuscript`] is `None` only when there is no text to go on with.
pub fn load(files: &dyn Files, entry: &Entry) -> Loaded {
    load_within(files, entry, &Limits::default(), None)
}

/// [`load`] within limits, with metadata of the project where the manuscript has none of its own.
pub fn load_within(
    files: &dyn Files,
    entry: &Entry,
    limits: &Limits,
    defaults: Option<&Defaults>,
) -> Loaded {
    let mut loader = Loader {
        files,
        defaults,
        root: String::new(),
        sources: SourceMap::default(),
        diagnostics: Diagnostics::new(),
        total: 0,
        limits: *limits,
    };
    let manuscript = match entry {
        Entry::File(path) => loader.file(path),
        Entry::Folder(path) => loader.folder(path),
        Entry::Collection(collection) => loader.collection(collection),
    };
    let sources = Arc::new(loader.sources);
    let manuscript = manuscript.map(|mut manuscript| {
        manuscript.sources = Arc::clone(&sources);
        manuscript
    });
    Loaded {
        manuscript,
        sources,
        diagnostics: loader.diagnostics,
    }
}

/// What a folder's book file says.
struct Book {
    raw: RawMetadata,
    /// Where it stands.
    span: Option<Span>,
    title_reported: bool,
    /// How a title is written there.
    title_example: &'static str,
}

pub(super) struct Loader<'a> {
    files: &'a dyn Files,
    /// What the manuscript has in common with others.
    defaults: Option<&'a Defaults>,
    /// The manuscript's folder within the project; empty for the project's own.
    pub(super) root: String,
    pub(super) sources: SourceMap,
    pub(super) diagnostics: Diagnostics,
    total: usize,
    pub(super) limits: Limits,
}

impl Loader<'_> {
    pub(super) fn file(&mut self, path: &str) -> Option<Manuscript> {
        let path = self.normal(path)?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        self.root = folder.to_owned();
        let source = self.open(name, MAX_CHAPTER, None)?;
        let text = Arc::clone(self.sources.get(source)?.text());
        let (node, body) = self.split(source, &text);
        let broken = self.diagnostics.has_errors();
        let (raw, title_reported) = self.metadata(node, Span::new(source, 0..0));
        if let Some(chapters) = &raw.chapters {
            self.diagnostics.push(
                Diagnostic::error(Code::BadMetadata, "`chapters` has its place in a book file")
                    .at(chapters.span)
                    .help("put the chapters and a `book.toml` in a folder of their own"),
            );
        }
        let around = Surroundings {
            slug: slug::slug(stem(name)),
            kind: Kind::Article,
            span: Some(Span::new(source, 0..text.find('\n').unwrap_or(text.len()))),
            title_reported: title_reported || broken,
            title_example: "title: …",
        };
        let (meta, cover) = check::check(raw, around, &mut self.diagnostics);
        let chapter = ChapterSource {
            source,
            path: name.to_owned(),
            body,
            title: None,
            title_span: None,
            lang: None,
            part: None,
            placement: Placement::default(),
        };
        self.finish(meta, cover, vec![chapter])
    }

    pub(super) fn folder(&mut self, path: &str) -> Option<Manuscript> {
        self.root = self.normal(path)?;
        let names = match self.files.list(&self.root) {
            Ok(names) => names,
            Err(error) => {
                self.file_error(&error, None);
                return None;
            }
        };
        let Book {
            raw,
            span,
            title_reported,
            title_example,
        } = self.book_file(&names);
        let chapter_names = match &raw.chapters {
            Some(list) => self.named_chapters(&list.value, &names),
            None => natural_chapters(&names)
                .into_iter()
                .map(|name| (name, None))
                .collect(),
        };
        let around = Surroundings {
            slug: slug::slug(self.root.rsplit('/').next().unwrap_or("")),
            kind: Kind::Book,
            span,
            title_reported,
            title_example,
        };
        let (meta, cover) = check::check(raw, around, &mut self.diagnostics);
        if chapter_names.len() > self.limits.chapters {
            self.diagnostics.push(Diagnostic::error(
                Code::LimitExceeded,
                format!("there are more than {} chapters", self.limits.chapters),
            ));
        }
        let chapters: Vec<ChapterSource> = chapter_names
            .into_iter()
            .take(self.limits.chapters)
            .filter_map(|(name, span)| self.chapter(&name, span))
            .collect();
        self.finish(meta, cover, chapters)
    }

    fn finish(
        &mut self,
        meta: crate::document::Metadata,
        cover: Option<super::CoverSource>,
        chapters: Vec<ChapterSource>,
    ) -> Option<Manuscript> {
        let empty = chapters.iter().all(|chapter| {
            self.sources
                .get(chapter.source)
                .and_then(|source| source.text().get(chapter.body.range()))
                .is_none_or(|body| body.trim().is_empty())
        });
        if empty {
            let mut diagnostic =
                Diagnostic::error(Code::EmptyManuscript, "the manuscript has no text");
            diagnostic.span = chapters.first().map(|chapter| chapter.body);
            self.diagnostics.push(diagnostic);
        }
        if chapters.is_empty() {
            return None;
        }
        Some(Manuscript {
            meta,
            cover,
            root: self.root.clone(),
            sources: Arc::default(),
            chapters,
            works: Vec::new(),
        })
    }

    /// The metadata of a tree, and whether its title was found to be none.
    pub(super) fn metadata(&mut self, node: Option<Node>, at: Span) -> (RawMetadata, bool) {
        let node = match self.defaults {
            Some(defaults) => defaults.fill(node, at, &mut self.sources),
            None => node,
        };
        let Some(node) = node else {
            return (RawMetadata::default(), false);
        };
        let bad_title = node.has_bad_title();
        (config::read(node, &mut self.diagnostics), bad_title)
    }

    /// The folder's book file.
    fn book_file(&mut self, names: &[String]) -> Book {
        let found: Vec<&str> = BOOK_FILES
            .into_iter()
            .filter(|name| names.iter().any(|n| n == name))
            .collect();
        let Some(&name) = found.first() else {
            let (raw, _) = self.metadata(None, Span::default());
            return Book {
                raw,
                span: None,
                title_reported: false,
                title_example: "title = \"…\"` in a file `book.toml",
            };
        };
        if let [first, second, ..] = found.as_slice() {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::BadMetadata,
                    format!("there are two book files, `{first}` and `{second}`"),
                )
                .help("keep one of them"),
            );
        }
        let is_toml = name == "book.toml";
        let title_example = if is_toml {
            "title = \"…\""
        } else {
            "title: …"
        };
        let Some(source) = self.open(name, MAX_METADATA, None) else {
            return Book {
                raw: RawMetadata::default(),
                span: None,
                title_reported: true,
                title_example,
            };
        };
        let span = Span::new(source, 0..0);
        let text = self
            .sources
            .get(source)
            .map(|source| Arc::clone(source.text()))
            .unwrap_or_default();
        let parsed = if is_toml {
            toml::parse(&text, source)
        } else {
            yaml::parse(&text, source, 0)
        };
        let (raw, title_reported) = match parsed {
            Ok(node) => {
                let node = self.mapping(node);
                self.metadata(node, span)
            }
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                (RawMetadata::default(), true)
            }
        };
        Book {
            raw,
            span: Some(span),
            title_reported,
            title_example,
        }
    }

    fn named_chapters(&mut self, list: &[Text], names: &[String]) -> Vec<(String, Option<Span>)> {
        let mut chapters: Vec<(String, Option<Span>)> = Vec::new();
        for text in list {
            let Ok(path) = normalize(&text.value) else {
                self.file_error(&FileError::Escapes(text.value.clone()), Some(text.span));
                continue;
            };
            if let Some((_, first)) = chapters.iter().find(|(name, _)| *name == path) {
                let mut diagnostic = Diagnostic::error(
                    Code::BadMetadata,
                    format!("the chapter `{path}` stands here twice"),
                )
                .at(text.span);
                if let Some(first) = first {
                    diagnostic = diagnostic.related(*first, "first here");
                }
                self.diagnostics.push(diagnostic);
                continue;
            }
            chapters.push((path, Some(text.span)));
        }
        for name in natural_chapters(names) {
            if !chapters.iter().any(|(path, _)| *path == name) {
                self.diagnostics.push(Diagnostic::info(
                    Code::BadMetadata,
                    format!("`{name}` is not among the `chapters`, so it is left out"),
                ));
            }
        }
        chapters
    }

    fn chapter(&mut self, name: &str, span: Option<Span>) -> Option<ChapterSource> {
        let source = self.open(name, MAX_CHAPTER, span)?;
        let text = Arc::clone(self.sources.get(source)?.text());
        let (node, body) = self.split(source, &text);
        let raw: RawChapter = match node {
            Some(node) => config::read(node, &mut self.diagnostics),
            None => RawChapter::default(),
        };
        Some(ChapterSource {
            source,
            path: name.to_owned(),
            body,
            title_span: raw.title.as_ref().map(|title| title.span),
            title: raw
                .title
                .and_then(|title| check::line(title, &mut self.diagnostics)),
            lang: raw
                .language
                .and_then(|lang| check::language(&lang, &mut self.diagnostics)),
            part: raw.kind,
            placement: Placement::default(),
        })
    }

    /// Front matter as a mapping, and the span of the body.
    fn split(&mut self, source: SourceId, text: &str) -> (Option<Node>, Span) {
        let parts = front::split(text);
        let body = Span::new(source, parts.body);
        if parts.unclosed {
            self.diagnostics.push(
                Diagnostic::error(Code::BadMetadata, "this front matter has no end")
                    .at(Span::new(source, 0..3))
                    .help("end it with a line of three hyphens, `---`"),
            );
        }
        let Some(front) = parts.front else {
            return (None, body);
        };
        if front.len() as u64 > MAX_METADATA {
            self.diagnostics.push(
                Diagnostic::error(Code::LimitExceeded, "the front matter is too large")
                    .at(Span::new(source, 0..3)),
            );
            return (None, body);
        }
        match yaml::parse(&text[front.clone()], source, front.start) {
            Ok(node) => (self.mapping(node), body),
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                (None, body)
            }
        }
    }

    /// The node if it is a mapping; nothing at all is an empty one.
    fn mapping(&mut self, node: Node) -> Option<Node> {
        match node.value {
            Value::Map(_) => Some(node),
            Value::Null => None,
            _ => {
                self.diagnostics.push(
                    Diagnostic::error(Code::BadMetadata, "metadata are written as `key: value`")
                        .at(node.span),
                );
                None
            }
        }
    }

    /// Reads a text file of the manuscript's folder.
    fn open(&mut self, name: &str, limit: u64, span: Option<Span>) -> Option<SourceId> {
        let path = join(&self.root, name);
        let bytes = self
            .files
            .read(&path, limit)
            .map_err(|error| self.file_error(&error, span))
            .ok()?;
        self.total = self.total.saturating_add(bytes.len());
        if self.total > self.limits.input {
            self.diagnostics.push(Diagnostic::error(
                Code::LimitExceeded,
                format!("the manuscript is larger than {} bytes", self.limits.input),
            ));
            return None;
        }
        match decode_utf8(bytes) {
            Ok(text) => Some(self.sources.add(Source::new(path, text))),
            Err(bad) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        Code::NotUtf8,
                        format!(
                            "`{path}` is not UTF-8 (byte {} of the file, on line {})",
                            bad.offset, bad.line
                        ),
                    )
                    .help("save it as UTF-8"),
                );
                None
            }
        }
    }

    fn normal(&mut self, path: &str) -> Option<String> {
        normalize(path)
            .map_err(|error| self.file_error(&error, None))
            .ok()
    }

    fn file_error(&mut self, error: &FileError, span: Option<Span>) {
        let mut diagnostic = Diagnostic::error(Code::from(error), error.to_string());
        diagnostic.span = span;
        self.diagnostics.push(diagnostic);
    }
}

/// The chapters of a folder in natural order: its Markdown files save `README.md` and hidden ones.
fn natural_chapters(names: &[String]) -> Vec<String> {
    let mut chapters: Vec<String> = names
        .iter()
        .filter(|name| {
            let lower = name.to_ascii_lowercase();
            (lower.ends_with(".md") || lower.ends_with(".markdown"))
                && !lower.starts_with('.')
                && lower != "readme.md"
        })
        .cloned()
        .collect();
    chapters.sort_by(|a, b| natord::compare(a, b).then_with(|| a.cmp(b)));
    chapters
}
