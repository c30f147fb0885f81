//! What is wrong with a piece is reported once: by the piece itself where it is built beside its collection.

use std::collections::{BTreeMap, BTreeSet};

use super::Outcome;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::manuscript::Entry;

/// What makes two diagnostics the same: what is reported, and where.
type Key = (Severity, Code, String, String);

/// Removes from the outcomes of collections what another outcome reports of the same place. Where an error is
/// removed, one is left that names the pieces. `entries` are those of the outcomes, in their order.
pub(super) fn remove(outcomes: &mut [Outcome], entries: &[&Entry]) {
    let is_collection = |entry: Option<&&Entry>| matches!(entry, Some(Entry::Collection(_)));
    let mut reported: BTreeSet<Key> = BTreeSet::new();
    for (index, outcome) in outcomes.iter().enumerate() {
        if !is_collection(entries.get(index)) {
            reported.extend(
                outcome
                    .diagnostics
                    .iter()
                    .filter_map(|d| place_key(outcome, d)),
            );
        }
    }
    for (index, outcome) in outcomes.iter_mut().enumerate() {
        if is_collection(entries.get(index)) {
            outcome.diagnostics = without_repeated(outcome, &reported);
        }
    }
}

/// What a diagnostic with a place reports; one without a place is about the whole.
fn place_key(outcome: &Outcome, diagnostic: &Diagnostic) -> Option<Key> {
    let place = outcome.sources.describe(diagnostic.span?);
    Some((
        diagnostic.severity,
        diagnostic.code,
        diagnostic.message.clone(),
        format!("{}{place}", outcome.base),
    ))
}

fn without_repeated(outcome: &Outcome, reported: &BTreeSet<Key>) -> Diagnostics {
    let mut kept = Diagnostics::new();
    let mut broken: BTreeMap<String, usize> = BTreeMap::new();
    for diagnostic in outcome.diagnostics.iter() {
        if !place_key(outcome, diagnostic).is_some_and(|key| reported.contains(&key)) {
            kept.push(diagnostic.clone());
            continue;
        }
        let source = diagnostic.span.and_then(|s| outcome.sources.get(s.source));
        if let Some(source) = source.filter(|_| diagnostic.severity == Severity::Error) {
            *broken.entry(source.name().to_owned()).or_default() += 1;
        }
    }
    if !broken.is_empty() {
        let files: Vec<String> = broken
            .keys()
            .map(|name| format!("`{}{name}`", outcome.base))
            .collect();
        let message = format!(
            "the collection `{}` is not bound: there are errors in {}",
            outcome.name,
            files.join(", ")
        );
        kept.push(
            Diagnostic::error(Code::BrokenPiece, message).help(
                "mend what is said of them above; the other manuscripts are not touched by it",
            ),
        );
    }
    kept
}
