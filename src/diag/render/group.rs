//! Equal messages as one: many places, and one thing to do about them.

use std::collections::HashMap;

use crate::diag::{Code, Diagnostic, Severity};
use crate::source::{SourceMap, Span};

/// How many places are listed beside the first.
const MAX_LISTED: usize = 4;

/// Diagnostics of one severity, code, message and help.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// The first of them.
    pub(super) first: &'a Diagnostic,
    /// The places of the others, if they have one.
    others: Vec<Option<Span>>,
}

/// Puts equal messages together, in the order of the first of each. One that refers to other places stands
/// alone, as each has its own.
pub(super) fn groups(diagnostics: Vec<&Diagnostic>) -> Vec<Group<'_>> {
    type Key<'a> = (Severity, Code, &'a str, Option<&'a str>);
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: HashMap<Key<'_>, usize> = HashMap::new();
    for diagnostic in diagnostics {
        let key = (
            diagnostic.severity,
            diagnostic.code,
            diagnostic.message.as_str(),
            diagnostic.help.as_deref(),
        );
        let alone = !diagnostic.related.is_empty();
        let group = known.get(&key).filter(|_| !alone).copied();
        if let Some(group) = group.and_then(|index| groups.get_mut(index)) {
            group.others.push(diagnostic.span);
            continue;
        }
        if !alone {
            known.insert(key, groups.len());
        }
        groups.push(Group {
            first: diagnostic,
            others: Vec::new(),
        });
    }
    groups
}

impl Group<'_> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.others.len() + 1
    }

    /// How many others there are, and where: `2 more like this, at a.md:9:1, a.md:14:1`.
    pub(super) fn others(&self, sources: &SourceMap, base: &str) -> Option<String> {
        if self.others.is_empty() {
            return None;
        }
        let places: Vec<String> = self
            .others
            .iter()
            .flatten()
            .filter(|span| sources.get(span.source).is_some())
            .map(|span| format!("{base}{}", sources.describe(*span)))
            .collect();
        let count = self.others.len();
        let listed = places.get(..MAX_LISTED).unwrap_or(&places).join(", ");
        let more = if places.len() > MAX_LISTED {
            ", …"
        } else {
            ""
        };
        Some(match listed.as_str() {
            "" => format!("{count} more like this"),
            _ => format!("{count} more like this, at {listed}{more}"),
        })
    }
}
