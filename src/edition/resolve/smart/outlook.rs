//! What is known of quotes before they are converted: how they were typed, which are open, what lies ahead.

use super::chars::{Class, class, is_east_asian};
use super::scan::{RunKind, Text};

/// How a quote was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `"`
    Double,
    /// `'`
    Single,
}

/// A quote that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) kind: Kind,
    /// The level of its marks: 0 outer, 1 inner.
    pub(super) level: usize,
    /// The closing mark that belongs to it.
    pub(super) closing: char,
}

/// What lies ahead of each character, found in one pass from the end.
#[derive(Debug)]
pub(super) struct Outlook {
    /// The class of the next character that is no straight quote.
    next: Vec<Class>,
    /// Whether a `'` that can close follows.
    closer_follows: Vec<bool>,
    /// Whether the next `'` that is no apostrophe in a word can close and not open.
    next_closes: Vec<bool>,
}

impl Outlook {
    #[allow(
        clippy::indexing_slicing,
        reason = "all four have a place for each character"
    )]
    pub(super) fn new(text: &Text) -> Self {
        let count = text.chars.len();
        let mut next = vec![Class::Edge; count];
        let mut closer_follows = vec![false; count];
        let mut next_closes = vec![false; count];
        let is_text = |at: usize| {
            let run = text.chars.get(at).and_then(|c| text.runs.get(c.run));
            run.is_some_and(|run| run.kind == RunKind::Text)
        };
        let mut ahead = Class::Edge;
        let mut closer = false;
        let mut closes = false;
        for at in (0..count).rev() {
            next[at] = ahead;
            closer_follows[at] = closer;
            next_closes[at] = closes;
            let c = text.chars[at].ch;
            let quote = matches!(c, '"' | '\'') && is_text(at);
            if quote && c == '\'' {
                let before = at.checked_sub(1).map(|at| text.chars[at].ch);
                let after = text.chars.get(at + 1).map(|c| c.ch);
                let beside = before.map_or(Class::Edge, class);
                let asian = before.is_some_and(is_east_asian) || after.is_some_and(is_east_asian);
                let free_left = matches!(beside, Class::Edge | Class::Space | Class::Open)
                    || before == Some('"');
                let in_word = beside == Class::Word && ahead == Class::Word && !asian;
                let can_close =
                    !matches!(beside, Class::Edge | Class::Space | Class::Open) && !in_word;
                if can_close && (ahead != Class::Word || asian) {
                    closer = true;
                    closes = !free_left;
                } else if !in_word {
                    closes = false;
                }
            }
            if !quote {
                ahead = class(c);
            }
        }
        Self {
            next,
            closer_follows,
            next_closes,
        }
    }

    /// The class of the next character after a place that is no straight quote.
    pub(super) fn next(&self, at: usize) -> Class {
        self.next.get(at).copied().unwrap_or(Class::Edge)
    }

    /// Whether a `'` that can close follows a place.
    pub(super) fn closer_follows(&self, at: usize) -> bool {
        self.closer_follows.get(at).copied().unwrap_or(false)
    }

    /// Whether the next `'` after a place that is no apostrophe in a word can close and not open.
    pub(super) fn next_closes(&self, at: usize) -> bool {
        self.next_closes.get(at).copied().unwrap_or(false)
    }
}
