//! What stands around the text, in words that are ready to be set: its opening, the pages before it, the lines
//! after it.

use crate::document::{Inline, NodeId, Number};
use crate::source::Span;

/// A text that is ready to be set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The text.
    pub text: String,
    /// Where it, or what it is made of, was written.
    pub span: Option<Span>,
}

/// What an article opens with, and a book's title page says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Opening {
    /// The title.
    pub title: Vec<Inline>,
    /// Where the title was written.
    pub title_span: Option<Span>,
    /// The heading of the text that is the title, where an article begins with it: the first block of the first
    /// chapter. It is not set again.
    pub heading: Option<NodeId>,
    /// The subtitle.
    pub subtitle: Option<Words>,
    /// The authors' names in a row.
    pub byline: Option<Words>,
    /// When it was published: `24 November 2026`.
    pub date: Option<Words>,
    /// What it is about, in a few sentences.
    pub standfirst: Option<Words>,
}

/// What the pages before the text of a book say beside its [`Opening`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Front {
    /// Those who translated, edited and illustrated it: `Translated by Ada Lovelace`.
    pub contributors: Vec<Words>,
    /// Who publishes it.
    pub publisher: Option<Words>,
    /// The year of the title page.
    pub year: Option<Words>,
    /// The lines of the imprint.
    pub imprint: Vec<Line>,
    /// The heading of the list of contents.
    pub contents: String,
}

/// A line of an imprint, or of the credit after an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it says.
    pub kind: LineKind,
    /// Its text.
    pub content: Vec<Inline>,
    /// Where what it says was written.
    pub span: Option<Span>,
}

/// What a line of an imprint says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LineKind {
    /// Who holds which rights.
    Rights,
    /// Which work it adapts; the work's title is a link where there is an address.
    Source,
    /// The address of that work, for paper, where a link can't be followed.
    Address,
    /// The series that it belongs to.
    Series,
    /// Who published it, and when.
    Published,
    /// Its ISBN.
    Isbn,
    /// Its DOI.
    Doi,
}

/// How a chapter begins.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum ChapterStart {
    /// With what is written; an article, with its [`Opening`].
    #[default]
    AsWritten,
    /// With its title, which no heading of its text says: a heading is made of it, with this number.
    MadeTitle(Option<Number>),
    /// It goes on with the chapter before it.
    Continued,
}
