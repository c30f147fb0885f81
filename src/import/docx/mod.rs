//! Word documents (ECMA-376): the parts of the package, and what the document says of itself.
//!
//! `zip ──parts──▶ XML ──flow──▶ paragraphs ──assemble──▶ Draft`
//!
//! Places are those of paragraphs: the source that diagnostics point into has one to a line.

mod assemble;
mod look;
mod math;
mod numbering;
mod paragraph;
mod parts;
mod run;
mod settle;
mod styles;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use roxmltree::{Document, Node};

use super::address::{self, Address};
use super::archive::Archive;
use super::draft::{Draft, DraftChapter};
use super::pictures::{MAX_PICTURE, Pictures};
use super::xml;
use super::{Request, unreadable};
use crate::diag::{Code, Diagnostic, Diagnostics, Warned};
use crate::document::Note;
use crate::source::{Source, SourceId, SourceMap, Span};

/// The largest part, in bytes.
const MAX_PART: u64 = 64 << 20;

/// The parts that hold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Document,
    Footnotes,
    Endnotes,
}

/// The relationships of a part: targets by id, and whether they are outside.
type Relations = HashMap<String, (String, bool)>;

/// Reads a document.
struct Reader<'a, 'b> {
    archive: &'a mut Archive<'b>,
    styles: styles::Styles,
    numbering: numbering::Numbering,
    relations: HashMap<Part, Relations>,
    /// The part at work.
    part: Part,
    main: String,
    pictures: Pictures,
    diagnostics: Diagnostics,
    source: SourceId,
    places: HashMap<(Part, u32), Range<usize>>,
    comments: HashMap<String, (String, String)>,
    note_numbers: BTreeMap<(Part, i64), u32>,
    /// The bookmarks that links lead to.
    wanted: HashSet<String>,
    fields: Vec<run::Field>,
    /// Bookmarks that wait for a paragraph.
    waiting: Vec<String>,
    joined: Option<Box<paragraph::Para>>,
    /// Insertions and deletions that were met.
    tracked: (usize, usize),
    /// Where a list of contents stood.
    contents: Option<Span>,
    /// How deep tables nest.
    tables: usize,
    /// The language of most of the text.
    lang: Option<String>,
}

/// Reads a document.
pub(super) fn read(request: &Request<'_>, bytes: &[u8], sources: &mut SourceMap) -> Warned<Draft> {
    match attempt(request, bytes, sources) {
        Ok(warned) => warned,
        Err(message) => {
            if sources.get(SourceId(0)).is_none() {
                sources.add(Source::new(request.name, ""));
            }
            unreadable(request, &message)
        }
    }
}

fn attempt(
    request: &Request<'_>,
    bytes: &[u8],
    sources: &mut SourceMap,
) -> Result<Warned<Draft>, String> {
    let mut archive = Archive::open(bytes)?;
    let texts = parts::Texts::read(&mut archive)?;
    let document = xml::parse(&texts.document, "the document")?;
    let footnotes = texts
        .footnotes
        .as_deref()
        .map(|t| xml::parse(t, "the footnotes"))
        .transpose()?;
    let endnotes = texts
        .endnotes
        .as_deref()
        .map(|t| xml::parse(t, "the endnotes"))
        .transpose()?;
    let comments = texts
        .comments
        .as_deref()
        .map(|t| xml::parse(t, "the comments"))
        .transpose()?;
    let styles = texts
        .styles
        .as_deref()
        .map(|t| xml::parse(t, "the styles"))
        .transpose()?;
    let numbering = texts
        .numbering
        .as_deref()
        .map(|t| xml::parse(t, "the lists"))
        .transpose()?;
    let core = texts
        .core
        .as_deref()
        .map(|t| xml::parse(t, "the properties"))
        .transpose()?;
    let body = xml::below(document.root_element(), "body").ok_or("it has no body")?;

    // A line of the source is a paragraph.
    let mut lines = String::new();
    let mut places = HashMap::new();
    let parts = [
        (Part::Document, Some(document.root())),
        (Part::Footnotes, footnotes.as_ref().map(Document::root)),
        (Part::Endnotes, endnotes.as_ref().map(Document::root)),
    ];
    for (part, root) in parts
        .iter()
        .filter_map(|(part, root)| Some((*part, (*root)?)))
    {
        for node in root.descendants().filter(|n| n.tag_name().name() == "p") {
            let start = lines.len();
            let text = run::text_of(node);
            lines.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            places.insert((part, node.id().get()), start..lines.len());
            lines.push('\n');
        }
    }
    let source = sources.add(Source::new(request.name, lines));
    let styles = styles
        .as_ref()
        .map(|s| styles::Styles::read(s.root_element()))
        .unwrap_or_default();
    let lang = parts::most_used(document.root(), styles.lang.as_deref());
    let mut reader = Reader {
        archive: &mut archive,
        lang,
        styles,
        numbering: numbering
            .as_ref()
            .map(|n| numbering::Numbering::read(n.root_element()))
            .unwrap_or_default(),
        relations: texts.relations,
        part: Part::Document,
        main: texts.main,
        pictures: Pictures::new(request.picture_folder()),
        diagnostics: Diagnostics::new(),
        source,
        places,
        comments: comments
            .as_ref()
            .map(|c| parts::read_comments(c.root_element()))
            .unwrap_or_default(),
        note_numbers: BTreeMap::new(),
        wanted: parts::wanted(document.root()),
        fields: Vec::new(),
        waiting: Vec::new(),
        joined: None,
        tracked: (0, 0),
        contents: None,
        tables: 0,
    };
    let mut items = reader.flow(body);
    let mut draft = Draft::default();
    settle::metadata(&mut draft.meta, core.as_ref().map(Document::root_element));
    draft.meta.language = reader.lang.clone().or(draft.meta.language.take());
    settle::take_head(&mut draft.meta, &mut items);
    let blocks = reader.assemble(items);
    let notes = reader.notes(footnotes.as_ref(), endnotes.as_ref());
    settle::tell(&mut reader);
    draft.chapters.push(DraftChapter {
        blocks,
        notes,
        ..DraftChapter::default()
    });
    settle::headings(&mut draft);
    draft.pictures = reader.pictures.into_files();
    Ok(Warned {
        value: draft,
        diagnostics: reader.diagnostics,
    })
}

impl Reader<'_, '_> {
    fn span_of(&self, node: Node<'_, '_>) -> Span {
        let range = self.places.get(&(self.part, node.id().get())).cloned();
        Span::new(self.source, range.unwrap_or(0..0))
    }

    /// A target outside, by the id of its relationship.
    fn external(&self, id: &str) -> Option<String> {
        let (target, _) = self.relations.get(&self.part)?.get(id)?;
        Some(target.clone())
    }

    /// How the target of a link is written.
    fn link_target(&self, target: &str) -> Option<String> {
        if let Some(name) = target.strip_prefix('#') {
            let known = self.wanted.contains(name);
            return known.then(|| format!("#{}", super::html::convert::id_name(name)));
        }
        match address::read(target, None) {
            Address::Remote(url) => Some(url),
            _ => None,
        }
    }

    /// The name of a picture, by the id of its relationship.
    fn picture(
        &mut self,
        id: Option<&str>,
        linked: Option<&str>,
        para: &paragraph::Para,
    ) -> Option<String> {
        let relations = self.relations.get(&self.part)?;
        let found = id
            .and_then(|id| relations.get(id))
            .filter(|(_, outside)| !outside);
        let Some((target, _)) = found else {
            let url = linked
                .or(id)
                .and_then(|id| relations.get(id))
                .map(|(url, _)| url.clone())?;
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::RemoteImage,
                    format!("the picture is at {url}, not in the document; nothing is fetched, so it was left out"),
                )
                .at(para.span),
            );
            return None;
        };
        let path = address::beside(&self.main, target)?;
        if let Some(known) = self.pictures.known(&path) {
            return known;
        }
        let taken = match self.archive.read(&path, MAX_PICTURE) {
            Ok(Some(bytes)) => self.pictures.take(&path, bytes, para.span),
            Ok(None) => {
                self.pictures.refuse(&path);
                let message = format!("the picture `{path}` is not in the document");
                Err(Box::new(
                    Diagnostic::warning(Code::MissingImage, message).at(para.span),
                ))
            }
            Err(message) => {
                self.pictures.refuse(&path);
                Err(Box::new(
                    Diagnostic::warning(Code::BadImage, message).at(para.span),
                ))
            }
        };
        match taken {
            Ok(name) => Some(name),
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                None
            }
        }
    }

    /// True for a language that is not that of most of the text; regions do not count.
    fn is_other(&self, lang: &str) -> bool {
        let primary = |tag: &str| {
            tag.split('-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let known = crate::document::Lang::new(lang).is_ok()
            && !matches!(primary(lang).as_str(), "x" | "zxx" | "und");
        known
            && self
                .lang
                .as_ref()
                .is_some_and(|main| primary(main) != primary(lang))
    }

    /// The notes that were referred to, in the order of their references.
    fn notes(
        &mut self,
        footnotes: Option<&Document<'_>>,
        endnotes: Option<&Document<'_>>,
    ) -> Vec<Note> {
        let mut notes: Vec<Note> = Vec::new();
        loop {
            let done = u32::try_from(notes.len()).unwrap_or(u32::MAX);
            let next = self
                .note_numbers
                .iter()
                .find(|(_, number)| **number == done)
                .map(|(key, _)| *key);
            let Some((part, id)) = next else { break };
            let tree = if part == Part::Footnotes {
                footnotes
            } else {
                endnotes
            };
            let node = tree.and_then(|tree| {
                let wanted =
                    |n: &Node<'_, '_>| xml::attr(*n, "id").and_then(|v| v.parse().ok()) == Some(id);
                tree.root_element()
                    .children()
                    .filter(Node::is_element)
                    .find(wanted)
            });
            self.part = part;
            self.fields.clear();
            self.joined = None;
            let items = node.map(|node| self.flow(node)).unwrap_or_default();
            let mut blocks = self.assemble(items);
            if let Some(first) = blocks
                .first_mut()
                .and_then(crate::document::Block::inlines_mut)
                && let Some(crate::document::Inline {
                    kind: crate::document::InlineKind::Text(text),
                    ..
                }) = first.first_mut()
            {
                *text = text.trim_start().to_owned();
            }
            self.part = Part::Document;
            notes.push(Note {
                label: (done + 1).to_string(),
                chapter: 0,
                blocks,
                span: Span::new(self.source, 0..0),
            });
        }
        notes
    }

    /// Says something of a paragraph.
    fn told(&mut self, para: &paragraph::Para, message: &str) {
        self.diagnostics
            .push(Diagnostic::info(Code::ImportLeftOut, message).at(para.span));
    }

    /// Notes that a list of contents stands here.
    fn contents_seen(&mut self, node: Node<'_, '_>) {
        let first = xml::below(node, "p").map(|p| self.span_of(p));
        self.contents = self.contents.or(first);
    }
}
