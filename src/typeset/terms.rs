//! Words that the typesetter adds to a text, in the text's language.

use crate::document::{Alert, Lang};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbered {
    /// A figure.
    Figure,
    /// A table.
    Table,
}

/// `Figure 3`.
pub(crate) fn numbered(what: Numbered, number: u32, _lang: &Lang) -> String {
    match what {
        Numbered::Figure => format!("Figure {number}"),
        Numbered::Table => format!("Table {number}"),
    }
}

/// The name of an alert.
pub(crate) fn alert(alert: Alert, _lang: &Lang) -> &'static str {
    match alert {
        Alert::Note => "Note",
        Alert::Tip => "Tip",
        Alert::Important => "Important",
        Alert::Warning => "Warning",
        Alert::Caution => "Caution",
    }
}

/// The heading of the list of contents.
pub(crate) fn contents(_lang: &Lang) -> &'static str {
    "Contents"
}
