//! What is known of a manuscript that was built, for the cache and the catalogue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Kind, Metadata};

/// A published work: its metadata and the files it was written to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Record {
    /// The manuscript, as a path from where the command ran.
    pub manuscript: String,
    /// The name of its outputs without their endings.
    pub name: String,
    /// Its lasting identifier, as a URN.
    pub id: String,
    /// `article` or `book`.
    pub kind: String,
    /// The title.
    pub title: String,
    /// The subtitle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The language, as a tag of BCP 47.
    pub language: String,
    /// When it was published: a year, a month or a day of ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Keywords.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// Who holds which rights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// The ISBN, 13 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isbn: Option<String>,
    /// The series' name and the place in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<(String, Option<String>)>,
    /// The pages of the printed edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// The files, by their endings.
    pub files: Vec<OutputFile>,
}

/// A file that was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OutputFile {
    /// Its name in the output folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// What an output is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The e-book.
    Ebook,
    /// The PDF to read and to keep.
    Pdf,
    /// The PDF's pages on sheets to be folded.
    Sheets,
    /// The inside pages for a press.
    Print,
    /// The cover for a press.
    Cover,
}

impl Purpose {
    /// All, in the order in which they are written.
    pub const ALL: [Self; 5] = [
        Self::Ebook,
        Self::Pdf,
        Self::Sheets,
        Self::Print,
        Self::Cover,
    ];

    /// What follows the work's name in the file's.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Ebook => ".epub",
            Self::Pdf => ".pdf",
            Self::Sheets => "-sheets.pdf",
            Self::Print => "-print.pdf",
            Self::Cover => "-cover.pdf",
        }
    }

    /// What a reader may call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ebook => "EPUB",
            Self::Pdf => "PDF",
            Self::Sheets => "Sheets to fold",
            Self::Print => "Print PDF",
            Self::Cover => "Cover wrap",
        }
    }

    /// Whether it is for reading, rather than for a printer.
    pub const fn is_for_readers(self) -> bool {
        matches!(self, Self::Ebook | Self::Pdf)
    }
}

impl OutputFile {
    /// The media type of its ending.
    pub fn media_type(&self) -> &'static str {
        if self.name.ends_with(".epub") {
            "application/epub+zip"
        } else {
            "application/pdf"
        }
    }
}

impl Record {
    /// What one of its files is for.
    pub fn purpose(&self, file: &OutputFile) -> Purpose {
        let ending = file.name.strip_prefix(&self.name).unwrap_or_default();
        let known = Purpose::ALL.into_iter().find(|p| p.ending() == ending);
        known.unwrap_or(if file.name.ends_with(".epub") {
            Purpose::Ebook
        } else {
            Purpose::Pdf
        })
    }

    /// The record of a manuscript before its files are written.
    pub(super) fn new(manuscript: &str, meta: &Metadata) -> Self {
        let ids = &meta.identifiers;
        Self {
            manuscript: manuscript.to_owned(),
            name: meta.slug.clone(),
            id: match &ids.isbn {
                Some(isbn) => format!("urn:isbn:{isbn}"),
                None => format!("urn:uuid:{}", ids.uuid),
            },
            kind: match meta.kind {
                Kind::Article => "article",
                Kind::Book => "book",
            }
            .to_owned(),
            title: meta.title.clone(),
            subtitle: meta.subtitle.clone(),
            authors: meta.authors().map(|author| author.name.clone()).collect(),
            language: meta.lang.to_string(),
            date: meta.date.map(|date| date.to_string()),
            description: meta.description.clone(),
            publisher: meta.publisher.clone(),
            subjects: meta.subjects.clone(),
            rights: meta.rights.clone(),
            isbn: ids.isbn.clone(),
            series: meta
                .series
                .as_ref()
                .map(|series| (series.name.clone(), series.position.clone())),
            pages: None,
            files: Vec::new(),
        }
    }
}
