//! Identifiers of the publication.

use crate::document::Metadata;

/// An identifier in the form of the package document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identifier {
    /// Its XML id.
    pub(super) id: &'static str,
    /// The identifier itself.
    pub(super) value: String,
    /// Its kind, as a code of ONIX list 5.
    pub(super) onix: Option<&'static str>,
}

/// All identifiers; the first is the publication's own. That is the ISBN where there is one, because
/// Kobo reads no other.
pub(super) fn all(meta: &Metadata) -> Vec<Identifier> {
    let ids = &meta.identifiers;
    let mut all = Vec::new();
    if let Some(isbn) = &ids.isbn {
        all.push(Identifier {
            id: "isbn",
            value: format!("urn:isbn:{isbn}"),
            onix: Some("15"),
        });
    }
    if !ids.uuid.is_empty() {
        all.push(Identifier {
            id: "uuid",
            value: format!("urn:uuid:{}", ids.uuid),
            onix: None,
        });
    }
    if let Some(doi) = &ids.doi {
        all.push(Identifier {
            id: "doi",
            value: format!("https://doi.org/{doi}"),
            onix: Some("06"),
        });
    }
    if let Some(urn) = &ids.urn {
        all.push(Identifier {
            id: "urn",
            value: urn.clone(),
            onix: Some("22"),
        });
    }
    if all.is_empty() {
        // A document made by hand, without the UUID that a manuscript always gets.
        all.push(Identifier {
            id: "name",
            value: format!("x-bindery:{}", meta.slug),
            onix: None,
        });
    }
    all
}
