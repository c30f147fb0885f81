//! Resolves a document's references: a document becomes an edition.
//!
//! ```text
//! Document ─works─▶ ─nesting─▶ ─notes─▶ ─language─▶ ─headings─▶ ─captions─▶ ─words─▶ ─ids─▶ ─smart─▶ ─links─▶ ─nodes─▶ ─matter, toc─▶ Edition
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
mod matter;
mod nesting;
mod nodes;
mod notes;
mod slug;
mod smart;
#[cfg(test)]
pub(in crate::edition) mod testing;
mod title;
mod toc;
mod uri;
mod words;
mod works;

pub(in crate::edition) use notes::reading_order;

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

    works::open(&mut document);
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
    let starts = matter::starts(&document, chapter_numbers);
    let toc = toc::build(&document, &starts);

    let edition = Edition {
        opening: matter::opening(&document),
        front: matter::front(&document),
        back: matter::back(&document),
        starts,
        document,
        notes,
        toc,
        anchors,
        sources,
    };
    debug_assert_eq!(edition.validate(), [], "the edition keeps its promises");
    Warned {
        value: edition,
        diagnostics,
    }
}

/// Adds what stands around the text to an edition that a test made by hand.
#[cfg(test)]
pub(crate) fn surround(edition: Edition) -> Edition {
    let document = &edition.document;
    let numbers = vec![None; document.chapters.len()];
    Edition {
        opening: matter::opening(document),
        front: matter::front(document),
        back: matter::back(document),
        starts: matter::starts(document, numbers),
        ..edition
    }
}
