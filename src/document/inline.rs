//! Inlines: what a paragraph is made of.

use super::{AssetId, Attr, InlineRole, NoteId};
use crate::source::Span;

/// An inline with its attributes and its place in the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// What it is for, beyond its kind.
    pub role: Option<InlineRole>,
    /// Its attributes.
    pub attr: Attr,
    /// Where it was read.
    pub span: Span,
}

impl Inline {
    /// An inline without attributes.
    pub fn new(kind: InlineKind, span: Span) -> Self {
        Self::with_attr(kind, Attr::default(), span)
    }

    /// An inline with attributes.
    pub fn with_attr(kind: InlineKind, attr: Attr, span: Span) -> Self {
        Self {
            kind,
            role: None,
            attr,
            span,
        }
    }

    /// A run of text.
    pub fn text(text: impl Into<String>, span: Span) -> Self {
        Self::new(InlineKind::Text(text.into()), span)
    }
}

/// The kinds of inline.
#[derive(Debug, Clone, PartialEq)]
pub enum InlineKind {
    /// Text. In an [`Edition`](crate::edition::Edition) its quotes and dashes are those of its language.
    Text(String),
    /// Stressed text, set in italics.
    Emph(Vec<Inline>),
    /// Strong text, set in bold.
    Strong(Vec<Inline>),
    /// Struck text.
    Strike(Vec<Inline>),
    /// Raised text.
    Superscript(Vec<Inline>),
    /// Lowered text.
    Subscript(Vec<Inline>),
    /// Underlined text (from HTML `u`, `ins`).
    Underline(Vec<Inline>),
    /// Marked text (from HTML `mark`).
    Mark(Vec<Inline>),
    /// Text with a role or attributes only: small capitals, a language.
    Span(Vec<Inline>),
    /// Code, keyboard input.
    Code(String),
    /// Base text with a reading above it.
    Ruby {
        /// The base text.
        base: Vec<Inline>,
        /// The reading.
        reading: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Where to.
        target: LinkTarget,
        /// The tool tip; may be empty.
        title: String,
        /// Its text. The resolve stage fills an empty one.
        content: Vec<Inline>,
    },
    /// A picture in the line.
    Image(Image),
    /// A formula in the line.
    Math(Math),
    /// A reference to a note.
    NoteRef(NoteId),
    /// The end of a line in the source: a space.
    SoftBreak,
    /// A line end that the author wants.
    LineBreak,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// As written; none is left in an [`Edition`](crate::edition::Edition).
    Unresolved(String),
    /// To an id of this edition.
    Internal(super::AnchorId),
    /// Out of the book: `http`, `https`, `mailto`, `tel`, `doi` ... only.
    External(String),
    /// To something that does not exist or is not allowed: only the text is set.
    Dead,
}

/// A picture as it is used at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// The file, or `None` where it is missing, bad, remote or not allowed; then its alternative text stands for it.
    pub asset: Option<AssetId>,
    /// As written.
    pub destination: String,
    /// The alternative text, plain; empty for an ornament.
    pub alt: String,
}

/// A formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Math {
    /// The formula in TeX's notation, without the dollars.
    pub tex: String,
}
