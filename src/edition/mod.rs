//! A document whose references are resolved.

mod dump;
mod matter;
mod pagemap;
pub mod resolve;
mod validate;

pub use matter::{ChapterStart, Front, Line, LineKind, Opening, Words};
pub use pagemap::{FrontPage, PageBreak, PageMap, TextPosition};
pub use resolve::resolve;
pub use validate::Violation;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{AnchorId, Document, Inline, NodeId, NoteId, Number};
use crate::locale::Locale;
use crate::source::SourceMap;

/// A document whose references are resolved: what both backends work from.
///
/// It is finished: backends only write. [`Edition::validate`] checks what it promises:
/// - every block has a [`NodeId`], numbered from 1 in reading order over chapters, then notes;
/// - every heading, figure, table and everything linked to has an id in its [`Attr`](crate::document::Attr), and all ids
///   are in [`Edition::anchors`];
/// - no [`LinkTarget::Unresolved`](crate::document::LinkTarget::Unresolved) is left, and no link is empty;
/// - every note is referred to at least once, and [`Document::notes`] is in order of first reference;
/// - text carries the quotes, dashes and spaces of its language;
/// - every word that Bindery adds is there, in the language of the text around it: labels of captions and alerts,
///   numbers, the lines of the title page and of the imprint.
#[derive(Debug, Clone, Default)]
pub struct Edition {
    /// The document.
    pub document: Document,
    /// What an article opens with, and a book's title page says.
    pub opening: Opening,
    /// What else the pages before the text of a book say.
    pub front: Front,
    /// The lines after an article.
    pub back: Vec<Line>,
    /// For each chapter of [`Document::chapters`]: how it begins.
    pub starts: Vec<ChapterStart>,
    /// For each note of [`Document::notes`]: its number and its references.
    pub notes: Vec<NoteUse>,
    /// The headings that lists of contents show, nested.
    pub toc: Vec<TocEntry>,
    /// Every place that can be linked to.
    pub anchors: BTreeMap<AnchorId, Anchor>,
    /// The sources that spans point into.
    pub sources: Arc<SourceMap>,
}

/// A place that can be linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// The chapter: its place in [`Document::chapters`]. For a note, the chapter of its first reference.
    pub chapter: usize,
    /// What is there.
    pub target: AnchorTarget,
}

/// What stands at an anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchorTarget {
    /// The start of a chapter (its own anchor, `chapter-3`, for links to the file).
    Chapter,
    /// A block with this id.
    Block(NodeId),
    /// An inline with this id, in this block.
    Inline(NodeId),
    /// The text of a note.
    Note(NoteId),
    /// The reference to a note: which of its references, from 0.
    NoteRef(NoteId, u32),
}

/// How a note is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteUse {
    /// Its number: from 1 in each chapter of a book, through the whole of an article.
    pub number: u32,
    /// The number as printed, in the digits of its chapter's language.
    pub label: String,
    /// What the link back from its text to the reference is called.
    pub back: String,
    /// The chapter of its first reference.
    pub chapter: usize,
    /// The id of its text: `note-3`.
    pub id: AnchorId,
    /// The ids of the references to it, in reading order: `noteref-3`, `noteref-3-2`.
    pub refs: Vec<AnchorId>,
}

/// One line of the table of contents.
#[derive(Debug, Clone, PartialEq)]
pub struct TocEntry {
    /// The heading's text; without note references.
    pub title: Vec<Inline>,
    /// Its number, if headings are numbered.
    pub number: Option<Number>,
    /// Where it leads: the heading, or the chapter where a chapter has a title but no heading.
    pub target: AnchorId,
    /// The chapter: its place in [`Document::chapters`].
    pub chapter: usize,
    /// The heading's level, from 1.
    pub level: u8,
    /// The headings below it.
    pub children: Vec<TocEntry>,
}

impl Edition {
    /// What is known of the language of the edition, with the words for its parts.
    pub fn locale(&self) -> &'static Locale {
        Locale::of(&self.document.meta.lang)
    }

    /// How a chapter begins.
    pub fn start(&self, chapter: usize) -> &ChapterStart {
        self.starts.get(chapter).unwrap_or(&ChapterStart::AsWritten)
    }

    /// The entries that a printed list of contents shows: an article's sections without its title, which stands
    /// above the list.
    pub fn contents(&self) -> &[TocEntry] {
        match self.toc.as_slice() {
            [title] if self.opening.heading.is_some() => &title.children,
            entries => entries,
        }
    }

    /// The anchor of a chapter as a whole: `chapter-1` for the first.
    pub fn chapter_anchor(chapter: usize) -> AnchorId {
        AnchorId::new(format!("chapter-{}", chapter + 1))
    }
}
