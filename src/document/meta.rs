//! Metadata of a manuscript, checked: every value here is well formed.

use std::fmt;

use super::{AssetId, Date, Lang, MetadataPlaces, PageSize, Print};
use crate::locale::{Locale, Terms};

/// What is known about a manuscript.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metadata {
    /// The short name of outputs, of ASCII letters, digits and hyphens: from the file or folder name.
    pub slug: String,
    /// An article or a book.
    pub kind: Kind,
    /// The main title, plain text.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The authors and all others who made it, in the order given, authors first.
    pub contributors: Vec<Contributor>,
    /// The main language.
    pub lang: Lang,
    /// When it was published.
    pub date: Option<Date>,
    /// What it is about, in a few sentences; an article's standfirst.
    pub description: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Its identifiers.
    pub identifiers: Identifiers,
    /// What it is about, in keywords.
    pub subjects: Vec<String>,
    /// Who holds which rights.
    pub rights: Option<String>,
    /// The series it belongs to.
    pub series: Option<Series>,
    /// The work that it adapts.
    pub source: Option<SourceWork>,
    /// The picture of its cover.
    pub cover: Option<Cover>,
    /// The theme's name.
    pub theme: Option<String>,
    /// The page of the printed edition.
    pub page: PageSize,
    /// Whether a list of contents is printed.
    pub contents: bool,
    /// Whether headings are numbered.
    pub number_headings: bool,
    /// How it is made ready for a press.
    pub print: Print,
    /// Where its values were written.
    pub places: MetadataPlaces,
}

impl Metadata {
    /// The authors' names in a row, as the language joins them.
    pub fn byline(&self) -> Option<String> {
        let names: Vec<&str> = self.authors().map(|author| author.name.as_str()).collect();
        (!names.is_empty()).then(|| Locale::of(&self.lang).join_names(&names))
    }

    /// The contributors whose role is author, in order.
    pub fn authors(&self) -> impl Iterator<Item = &Contributor> {
        self.contributors
            .iter()
            .filter(|c| c.role == Relator::AUTHOR)
    }
}

/// What kind of publication a manuscript is; it decides on the opening and the book parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// One text with an article's opening: title, author, standfirst.
    #[default]
    Article,
    /// Chapters with a title page, an imprint and contents.
    Book,
}

/// A person or body that made the work or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contributor {
    /// The name as printed.
    pub name: String,
    /// The name as sorted: `Lovelace, Ada`.
    pub file_as: Option<String>,
    /// What they did.
    pub role: Relator,
}

/// A role by its MARC relator code of three letters (Library of Congress, MARC Code List for Relators).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relator([u8; 3]);

impl Relator {
    /// `aut`, author.
    pub const AUTHOR: Self = Self(*b"aut");

    /// A role from its code.
    pub const fn from_code(code: [u8; 3]) -> Self {
        Self(code)
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("aut")
    }
}

impl fmt::Debug for Relator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relator({})", self.code())
    }
}

/// Identifiers, each in its canonical form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identifiers {
    /// ISBN-13 with 13 digits, no hyphens.
    pub isbn: Option<String>,
    /// The ISBN as the author hyphenated it, for print.
    pub isbn_display: Option<String>,
    /// DOI: `10.1000/182`.
    pub doi: Option<String>,
    /// Any other URN: `urn:nbn:de:...`.
    pub urn: Option<String>,
    /// UUID in lower case with hyphens; always there: given, or a version 5 UUID made from the rest.
    pub uuid: String,
}

/// A series and the place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The series' name.
    pub name: String,
    /// The place: `2`, `2.1`.
    pub position: Option<String>,
}

/// The work that a manuscript adapts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceWork {
    /// Its title.
    pub title: String,
    /// Its author.
    pub author: Option<String>,
    /// Where it appeared.
    pub publication: Option<String>,
    /// When it appeared.
    pub date: Option<Date>,
    /// Where it can be read.
    pub url: Option<String>,
}

impl SourceWork {
    /// The work in a sentence: `Adapted from “Title” by Author, Publication, date.`
    pub fn sentence(&self, locale: &Locale) -> String {
        let terms = &locale.terms;
        let mut sentence = format!("{} ", terms.adapted_from);
        if locale.typography.quoted_titles {
            let [opening, closing] = locale.typography.quotes.outer();
            sentence.push_str(&format!("{opening}{}{closing}", self.title));
        } else {
            sentence.push_str(&self.title);
        }
        if let Some(author) = &self.author {
            sentence.push(' ');
            sentence.push_str(&Terms::with_names(&terms.by_names, author));
        }
        let date = self.date.map(|date| locale.date(date));
        for part in [self.publication.clone(), date].into_iter().flatten() {
            sentence.push_str(", ");
            sentence.push_str(&part);
        }
        sentence.push('.');
        sentence
    }
}

/// The picture of a cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The picture.
    pub asset: AssetId,
    /// What it shows.
    pub alt: String,
}
