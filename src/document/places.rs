//! Where metadata were written.

use crate::source::Span;

/// Where those values of [`Metadata`](super::Metadata) were written that later stages may find fault with:
/// because no font has a character of the title, because there is no such theme. None for a value that
/// nobody wrote, or that was made otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MetadataPlaces {
    /// The title.
    pub title: Option<Span>,
    /// The subtitle.
    pub subtitle: Option<Span>,
    /// The first author's name.
    pub authors: Option<Span>,
    /// The name of the first contributor who is no author.
    pub contributors: Option<Span>,
    /// The date.
    pub date: Option<Span>,
    /// The description.
    pub description: Option<Span>,
    /// The publisher.
    pub publisher: Option<Span>,
    /// The statement of rights.
    pub rights: Option<Span>,
    /// The series' name.
    pub series: Option<Span>,
    /// The title of the work that it adapts.
    pub source: Option<Span>,
    /// The cover's picture.
    pub cover: Option<Span>,
    /// The theme's name.
    pub theme: Option<Span>,
}
