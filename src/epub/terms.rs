//! Stand-in for the words of the interface, until the document's own module is there.

use crate::document::{Alert, Lang};

/// The words of a language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words;

impl Words {
    pub(super) fn of(_lang: &Lang) -> Self {
        Self
    }
    pub(super) fn contents(self) -> &'static str {
        "Contents"
    }
    pub(super) fn cover(self) -> &'static str {
        "Cover"
    }
    pub(super) fn title_page(self) -> &'static str {
        "Title page"
    }
    pub(super) fn imprint(self) -> &'static str {
        "Imprint"
    }
    pub(super) fn start(self) -> &'static str {
        "Start of the text"
    }
    pub(super) fn landmarks(self) -> &'static str {
        "Landmarks"
    }
    pub(super) fn pages(self) -> &'static str {
        "Pages"
    }
    pub(super) fn notes(self) -> &'static str {
        "Notes"
    }
    pub(super) fn figure(self) -> &'static str {
        "Figure"
    }
    pub(super) fn table(self) -> &'static str {
        "Table"
    }
    pub(super) fn and(self) -> &'static str {
        "and"
    }
    pub(super) fn done(self) -> &'static str {
        "done"
    }
    pub(super) fn open(self) -> &'static str {
        "to do"
    }
    pub(super) fn source(self) -> &'static str {
        "Source"
    }
    pub(super) fn alert(self, alert: Alert) -> &'static str {
        match alert {
            Alert::Note => "Note",
            Alert::Tip => "Tip",
            Alert::Important => "Important",
            Alert::Warning => "Warning",
            Alert::Caution => "Caution",
        }
    }
}
