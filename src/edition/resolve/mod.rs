//! Resolves a document's references: a document becomes an edition.
//!
//! ```text
//! Document ─nesting─▶ ─notes─▶ ─language─▶ ─headings─▶ ─captions─▶ ─words─▶ ─ids─▶ ─smart─▶ ─links─▶ ─nodes, toc─▶ Edition
//! ```
//!
//! Each pass changes the document in place and has one job. Their order matters:
//! - notes that nothing refers to are dropped first, so that no later pass complains about their text;
//! - ids are made of the text as typed, before quotes and dashes change;
//! - empty links take their target's text after it has its quotes and dashes.

mod captions;
mod fill;
mod headings;
mod ids;
mod label;
mod language;
mod links;
mod nesting;
mod nodes;
mod notes;
mod slug;
mod smart;
#[cfg(test)]
mod testing;
mod toc;
mod uri;
mod words;

use std::sync::Arc;

use crate::diag::{Diagnostics, Warned};
use crate::document::Document;
use crate::edition::Edition;
use crate::source::SourceMap;

/// Resolves all references of a document.
///
/// The edition is as good as could be made: where a diagnostic is an error, it shows what a mended
/// manuscript would give, but should not be published.
pub fn resolve(mut document: Document, sources: Arc<SourceMap>) -> Warned<Edition> {
    let mut diagnostics = Diagnostics::new();

    nesting::untangle(&mut document);
    let mut notes = notes::order(&mut document, &mut diagnostics);
    language::normalize(&mut document, &notes);
    headings::check(&document, &mut diagnostics);
    let chapter_numbers = headings::number(&mut document);
    captions::number(&mut document);
    words::add(&mut document, &mut notes);
    let names = ids::assign(&mut document, &notes, &mut diagnostics);
    smart::apply(&mut document);
    links::resolve(&mut document, &names, &mut diagnostics);
    label::tidy_titles(&mut document);
    let anchors = nodes::number(&mut document, &notes);
    let toc = toc::build(&document, &chapter_numbers);

    Warned {
        value: Edition {
            document,
            notes,
            toc,
            anchors,
            sources,
        },
        diagnostics,
    }
}
