//! Words that the typesetter adds to a text, in the text's language.

use crate::document::{Alert, Date, Lang, SourceWork};

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

/// The word between the last two names of a list.
pub(crate) fn and(_lang: &Lang) -> &'static str {
    "and"
}

/// A date as readers write it: `24 November 2026`.
pub(crate) fn date(date: Date, _lang: &Lang) -> String {
    const MONTHS: [&str; 12] = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ];
    let month = date
        .month
        .and_then(|m| MONTHS.get(usize::try_from(m).ok()?.checked_sub(1)?));
    match (month, date.day) {
        (Some(month), Some(day)) => format!("{day} {month} {}", date.year),
        (Some(month), None) => format!("{month} {}", date.year),
        (None, _) => date.year.to_string(),
    }
}

/// `Adapted from “Title” by Author, Publication, date.`
pub(crate) fn adapted_from(source: &SourceWork, lang: &Lang) -> String {
    let mut line = format!("Adapted from “{}”", source.title);
    if let Some(author) = &source.author {
        line.push_str(" by ");
        line.push_str(author);
    }
    for part in [
        source.publication.clone(),
        source.date.map(|d| date(d, lang)),
    ]
    .into_iter()
    .flatten()
    {
        line.push_str(", ");
        line.push_str(&part);
    }
    line.push('.');
    line
}
