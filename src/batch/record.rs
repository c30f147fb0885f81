//! What is known of a manuscript that was built, for the cache and the catalogue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Kind, Metadata};
use crate::output::Target;

/// A published work: its metadata and the files it was written to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct OutputFile {
    /// Its name in the output folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Record {
    /// The target that one of its files is of; `None` for a file that Bindery does not make.
    pub fn target(&self, file: &OutputFile) -> Option<Target> {
        Target::of_file(&self.name, &file.name)
    }

    /// The files that are for reading, with their targets.
    pub fn files_for_readers(&self) -> impl Iterator<Item = (Target, &OutputFile)> {
        let files = self.files.iter();
        files
            .filter_map(|file| Some((self.target(file)?, file)))
            .filter(|(target, _)| target.is_for_readers())
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
