//! What an import found, before it is written as Markdown.

use super::make::{block, paragraph};
use super::{ImportedFile, markdown};
use crate::document::{Block, BlockKind, Date, Note};
use crate::source::Span;

/// A person who made the work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The name as sorted.
    pub file_as: Option<String>,
    /// A MARC relator code; `None` for an author.
    pub role: Option<String>,
}

impl Person {
    /// An author by name.
    pub fn author(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

/// Where a text was published before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftSource {
    /// Its title there, where it is another.
    pub title: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// Where it appeared.
    pub publication: Option<String>,
    /// When it appeared, as in ISO 8601.
    pub date: Option<String>,
    /// Its canonical address.
    pub url: Option<String>,
}

/// Metadata as found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftMeta {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The authors.
    pub authors: Vec<Person>,
    /// Others, each with a role.
    pub contributors: Vec<Person>,
    /// When it was published.
    pub date: Option<Date>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// The standfirst.
    pub description: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// Pairs of a key and a value: `isbn`, `doi`, `uuid`, `urn`.
    pub identifiers: Vec<(&'static str, String)>,
    /// Subjects.
    pub subjects: Vec<String>,
    /// Rights.
    pub rights: Option<String>,
    /// The series with the place in it.
    pub series: Option<(String, Option<String>)>,
    /// Where it was published before.
    pub source: Option<DraftSource>,
    /// The cover's file and what it shows.
    pub cover: Option<(String, String)>,
    /// True for a folder that holds an article.
    pub is_article: bool,
    /// True when a list of contents stood in the text and is to be made again.
    pub contents: Option<bool>,
}

/// One text file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DraftChapter {
    /// Its name relative to the manuscript.
    pub path: String,
    /// The title, where no heading of the text says it.
    pub title: Option<String>,
    /// The language where it is not the book's.
    pub language: Option<String>,
    /// Which part of a book it is, as in the front matter of chapters.
    pub part: Option<&'static str>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Its notes.
    pub notes: Vec<Note>,
}

/// A manuscript as found in a foreign file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// Title, authors and so on.
    pub meta: DraftMeta,
    /// The text: one chapter of an article, several of a book.
    pub chapters: Vec<DraftChapter>,
    /// What is said of the author, in plain text.
    pub bio: Option<String>,
    /// Pictures and their names, relative to the manuscript.
    pub pictures: Vec<ImportedFile>,
}

impl Draft {
    /// The draft of an article as one file: Markdown with front matter.
    pub fn to_markdown(&self) -> String {
        let mut out = format!("---\n{}---\n", self.meta.to_yaml());
        for chapter in &self.chapters {
            let mut blocks = chapter.blocks.clone();
            if let Some(bio) = &self.bio {
                blocks.push(block(BlockKind::Break, Span::default()));
                blocks.push(paragraph(bio.as_str(), Span::default()));
            }
            out.push('\n');
            out.push_str(&markdown::write(&blocks, &chapter.notes));
        }
        out
    }

    /// The draft of a book as `book.yaml` and a file for each chapter.
    pub fn to_files(&self) -> Vec<ImportedFile> {
        let file = |path: &str, text: String| ImportedFile {
            path: path.to_owned(),
            bytes: text.into_bytes(),
        };
        let mut files = vec![file("book.yaml", self.meta.to_yaml())];
        for chapter in &self.chapters {
            let mut head = Keys::default();
            head.optional("title", chapter.title.as_deref());
            head.optional("language", chapter.language.as_deref());
            if let Some(part) = chapter.part {
                head.plain("kind", part);
            }
            let text = markdown::write(&chapter.blocks, &chapter.notes);
            let text = match head.out.is_empty() {
                true => text,
                false => format!("---\n{}---\n\n{text}", head.out),
            };
            files.push(file(&chapter.path, text));
        }
        files
    }
}

impl DraftMeta {
    /// The metadata as YAML, a key a line.
    fn to_yaml(&self) -> String {
        let mut keys = Keys::default();
        keys.value("title", &self.title);
        keys.optional("subtitle", self.subtitle.as_deref());
        keys.optional("language", self.language.as_deref());
        keys.optional("description", self.description.as_deref());
        keys.people("authors", &self.authors);
        keys.people("contributors", &self.contributors);
        if let Some(date) = self.date {
            keys.plain("date", &date.to_string());
        }
        keys.optional("publisher", self.publisher.as_deref());
        if !self.identifiers.is_empty() {
            keys.out.push_str("identifiers:\n");
            for (key, value) in &self.identifiers {
                keys.out.push_str(&format!("  {key}: {}\n", quoted(value)));
            }
        }
        if !self.subjects.is_empty() {
            keys.out.push_str("subjects:\n");
            for subject in &self.subjects {
                keys.out.push_str(&format!("  - {}\n", quoted(subject)));
            }
        }
        keys.optional("rights", self.rights.as_deref());
        if let Some((name, position)) = &self.series {
            let position = position
                .as_ref()
                .map_or_else(String::new, |p| format!(", position: {}", quoted(p)));
            keys.plain("series", &format!("{{name: {}{position}}}", quoted(name)));
        }
        if let Some(source) = &self.source {
            keys.out.push_str(&format!(
                "source:\n  title: {}\n",
                quoted(source.title.as_deref().unwrap_or(&self.title))
            ));
            for (key, value) in [
                ("author", &source.author),
                ("publication", &source.publication),
                ("date", &source.date),
                ("url", &source.url),
            ] {
                if let Some(value) = value {
                    keys.out.push_str(&format!("  {key}: {}\n", quoted(value)));
                }
            }
        }
        match &self.cover {
            Some((image, alt)) if alt.trim().is_empty() => keys.value("cover", image),
            Some((image, alt)) => {
                let value = format!("{{image: {}, alt: {}}}", quoted(image), quoted(alt));
                keys.plain("cover", &value);
            }
            None => {}
        }
        if self.is_article {
            keys.plain("kind", "article");
        }
        if let Some(contents) = self.contents {
            keys.plain("contents", if contents { "true" } else { "false" });
        }
        keys.out
    }
}

/// Keys of a YAML mapping as they are written.
#[derive(Default)]
struct Keys {
    out: String,
}

impl Keys {
    fn plain(&mut self, name: &str, value: &str) {
        self.out.push_str(name);
        self.out.push_str(": ");
        self.out.push_str(value);
        self.out.push('\n');
    }

    fn value(&mut self, name: &str, value: &str) {
        self.plain(name, &quoted(value));
    }

    fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.value(name, value);
        }
    }

    fn people(&mut self, name: &str, people: &[Person]) {
        if people.is_empty() {
            return;
        }
        self.out.push_str(name);
        self.out.push_str(":\n");
        for person in people {
            let mut more = String::new();
            for (key, value) in [("file-as", &person.file_as), ("role", &person.role)] {
                if let Some(value) = value {
                    more.push_str(&format!(", {key}: {}", quoted(value)));
                }
            }
            let name = quoted(&person.name);
            match more.is_empty() {
                true => self.out.push_str(&format!("  - {name}\n")),
                false => self.out.push_str(&format!("  - {{name: {name}{more}}}\n")),
            }
        }
    }
}

/// A YAML string in double quotes (YAML 1.2, 7.3.1), on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.trim().chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if !crate::text::is_xml_char(c) || c.is_control() || c == '\u{FEFF}' => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
