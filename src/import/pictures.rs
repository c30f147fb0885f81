//! The pictures of an imported manuscript: each once, under a name that is safe and says what it is.

use std::collections::{BTreeMap, HashSet};

use super::ImportedFile;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// The largest picture, in bytes, and the most of all together.
pub(super) const MAX_PICTURE: u64 = 100 << 20;
const MAX_ALL: u64 = 400 << 20;

/// Gathers pictures.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// The folder that they will be in, relative to the manuscript.
    folder: String,
    /// Names by where the picture was.
    names: BTreeMap<String, Option<String>>,
    taken: HashSet<String>,
    files: Vec<ImportedFile>,
    size: u64,
}

impl Pictures {
    pub(super) fn new(folder: impl Into<String>) -> Self {
        Self {
            folder: folder.into(),
            ..Self::default()
        }
    }

    /// The name of a picture by where it was, if it was seen before.
    pub(super) fn known(&self, address: &str) -> Option<Option<String>> {
        self.names.get(address).cloned()
    }

    /// Says that a picture cannot be had.
    pub(super) fn refuse(&mut self, address: &str) {
        self.names.insert(address.to_owned(), None);
    }

    /// Takes a picture and gives the name that it has in the manuscript, or says why not.
    pub(super) fn take(
        &mut self,
        address: &str,
        bytes: Vec<u8>,
        span: Span,
    ) -> Result<String, Box<Diagnostic>> {
        let shown: String = if address.starts_with("data:") {
            "a picture within the page".to_owned()
        } else {
            address.chars().take(120).collect()
        };
        let Some(extension) = kind(&bytes) else {
            self.refuse(address);
            return Err(Box::new(
                Diagnostic::warning(
                    Code::BadImage,
                    format!("`{shown}` is no PNG, JPEG, GIF, WebP or SVG and was left out"),
                )
                .at(span)
                .help("convert it, put it beside the manuscript, and name it in the text"),
            ));
        };
        self.size += bytes.len() as u64;
        if self.size > MAX_ALL {
            self.refuse(address);
            return Err(Box::new(
                Diagnostic::warning(
                    Code::LimitExceeded,
                    format!(
                        "all pictures together have more than {} MiB; `{shown}` was left out",
                        MAX_ALL >> 20
                    ),
                )
                .at(span),
            ));
        }
        let stem = match address.starts_with("data:") {
            true => "picture".to_owned(),
            false => {
                let file = address.rsplit('/').next().unwrap_or(address);
                let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
                crate::manuscript::Entry::Folder(stem.to_owned()).slug()
            }
        };
        let stem = if stem == "manuscript" {
            "picture".to_owned()
        } else {
            stem
        };
        let mut name = format!("{stem}.{extension}");
        let mut number = 1;
        while !self.taken.insert(name.clone()) {
            number += 1;
            name = format!("{stem}-{number}.{extension}");
        }
        let path = match self.folder.is_empty() {
            true => name,
            false => format!("{}/{name}", self.folder),
        };
        self.files.push(ImportedFile {
            path: path.clone(),
            bytes,
        });
        self.names.insert(address.to_owned(), Some(path.clone()));
        Ok(path)
    }

    /// All pictures.
    pub(super) fn into_files(self) -> Vec<ImportedFile> {
        self.files
    }
}

/// The extension of a picture's kind, by its content.
pub(super) fn kind(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("png");
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Some("jpg");
    }
    if bytes.starts_with(b"GIF8") {
        return Some("gif");
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("webp");
    }
    let head = bytes.get(..bytes.len().min(2000)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    (head.contains("<svg") || head.contains(":svg")).then_some("svg")
}
