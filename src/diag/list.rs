//! The list that every stage gathers its diagnostics in.

use std::collections::{BTreeMap, HashSet};

use super::{Code, Diagnostic, Severity};

/// How many diagnostics of one code and severity a list keeps. A hostile text could have millions, and no
/// one reads them; those beyond are only counted.
const MAX_OF_A_KIND: usize = 10_000;

/// A code with a severity.
type Kind = (Code, Severity);

/// Diagnostics as they are gathered by a stage. Of one code and severity it keeps ten thousand; the others
/// are counted, and count as much.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// How many of each kind there are in the list.
    kept: BTreeMap<Kind, usize>,
    /// How many of each kind there are beside it.
    left_out: BTreeMap<Kind, usize>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let kind = (diagnostic.code, diagnostic.severity);
        let kept = self.kept.entry(kind).or_default();
        if *kept < MAX_OF_A_KIND {
            *kept += 1;
            self.list.push(diagnostic);
        } else {
            *self.left_out.entry(kind).or_default() += 1;
        }
    }

    /// Adds one unless there is another of its code and severity.
    pub fn push_once(&mut self, diagnostic: Diagnostic) {
        if !self
            .kept
            .contains_key(&(diagnostic.code, diagnostic.severity))
        {
            self.push(diagnostic);
        }
    }

    /// Adds all of another stage.
    pub fn extend(&mut self, others: Self) {
        for diagnostic in others.list {
            self.push(diagnostic);
        }
        for (kind, count) in others.left_out {
            *self.left_out.entry(kind).or_default() += count;
        }
    }

    /// True when at least one is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are, with those that are not kept.
    pub fn len(&self) -> usize {
        self.list.len() + self.left_out.values().sum::<usize>()
    }

    /// How many are of a severity, with those that are not kept.
    pub fn count(&self, severity: Severity) -> usize {
        let counts = self.kept.iter().chain(&self.left_out);
        counts
            .filter(|((_, of), _)| *of == severity)
            .map(|(_, count)| count)
            .sum()
    }

    /// Those that are kept, in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Sorts by source and place, those without a place first; equal ones are kept once.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|d| (d.span, d.code));
        let mut seen: HashSet<Diagnostic> = HashSet::with_capacity(self.list.len());
        self.list.retain(|d| seen.insert(d.clone()));
        self.kept.clear();
        for diagnostic in &self.list {
            let kind = (diagnostic.code, diagnostic.severity);
            *self.kept.entry(kind).or_default() += 1;
        }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    #[test]
    fn too_many_of_a_kind_are_counted() {
        let mut all = Diagnostics::new();
        for index in 0..MAX_OF_A_KIND + 5 {
            all.push(Diagnostic::warning(Code::MissingAlt, format!("w{index}")));
        }
        all.push(Diagnostic::error(Code::BadImage, "an error"));
        let mut others = Diagnostics::new();
        others.push(Diagnostic::warning(Code::MissingAlt, "one more"));
        others.extend(all.clone());
        for list in [&mut all, &mut others] {
            list.sort();
            assert_eq!(list.iter().count(), MAX_OF_A_KIND + 1);
            assert_eq!(list.count(Severity::Error), 1);
        }
        assert_eq!(all.count(Severity::Warning), MAX_OF_A_KIND + 5);
        assert_eq!(others.len(), MAX_OF_A_KIND + 7);
    }

    #[test]
    fn equal_ones_are_kept_once_whatever_stands_between() {
        let span = Span::new(SourceId(0), 1..2);
        let mut all = Diagnostics::new();
        for message in ["a", "b", "a"] {
            all.push(Diagnostic::warning(Code::BadMath, message).at(span));
        }
        all.push_once(Diagnostic::warning(Code::BadMath, "c"));
        all.sort();
        let messages: Vec<&str> = all.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages, ["a", "b"]);
        assert_eq!(all.count(Severity::Warning), 2);
    }
}
