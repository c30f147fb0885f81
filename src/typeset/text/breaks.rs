//! Where lines may end: Unicode's line breaking (UAX #14), with rules of our own for code and
//! addresses.

use std::ops::Range;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

/// A place where a line may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::typeset) struct BreakAt {
    /// The offset into the text.
    pub(in crate::typeset) at: u32,
    /// Its price.
    pub(in crate::typeset) cost: i16,
    /// True after a hyphen that stands in the text.
    pub(in crate::typeset) hyphen: bool,
}

/// The price of breaks within words, in penalties as TeX counts them.
mod cost {
    /// After a hyphen.
    pub(super) const HYPHEN: i16 = 50;
    /// After a dash.
    pub(super) const DASH: i16 = 20;
    /// Before a dash.
    pub(super) const BEFORE_DASH: i16 = 300;
    /// After a slash.
    pub(super) const SLASH: i16 = 80;
    /// In code and addresses, after a sign.
    pub(super) const CODE: i16 = 90;
    /// In code, where small letters turn to capitals.
    pub(super) const CASE: i16 = 250;
    /// Between Hangul syllables: rather between words.
    pub(super) const HANGUL: i16 = 15;
}

/// Finds the places where lines may end.
pub(super) struct Breaker {
    segmenter: LineSegmenterBorrowed<'static>,
}

impl Breaker {
    pub(super) fn new() -> Self {
        Self {
            segmenter: LineSegmenter::new_auto(LineBreakOptions::default()),
        }
    }

    /// All places in a text but its start and its end. Those after spaces are at the end of the spaces.
    pub(super) fn find(&self, text: &str, verbatim: &[Range<usize>], out: &mut Vec<BreakAt>) {
        out.clear();
        let mut ranges = verbatim.iter().peekable();
        for at in self.segmenter.segment_str(text) {
            if at == 0 || at >= text.len() {
                continue;
            }
            while ranges.next_if(|r| r.end < at).is_some() {}
            let (before, after) = around(text, at);
            let in_code = ranges.peek().is_some_and(|r| r.start < at && at < r.end);
            if in_code && !before.is_whitespace() {
                continue;
            }
            out.push(BreakAt {
                at: at as u32,
                cost: price(before, after),
                hyphen: is_hyphen(before),
            });
        }
        let from_unicode = out.len();
        for range in verbatim {
            code_breaks(text, range, out);
        }
        if out.len() > from_unicode {
            out.sort_by_key(|b| (b.at, b.cost));
            out.dedup_by_key(|b| b.at);
        }
    }
}

fn around(text: &str, at: usize) -> (char, char) {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at..).and_then(|t| t.chars().next());
    (before.unwrap_or(' '), after.unwrap_or(' '))
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{058A}')
}

fn price(before: char, after: char) -> i16 {
    match (before, after) {
        (' ', _) => 0,
        ('-' | '\u{2010}' | '\u{058A}', _) => cost::HYPHEN,
        ('\u{2013}' | '\u{2014}', _) => cost::DASH,
        (_, '\u{2013}' | '\u{2014}') => cost::BEFORE_DASH,
        ('/', _) => cost::SLASH,
        ('\u{AC00}'..='\u{D7A3}', '\u{AC00}'..='\u{D7A3}') => cost::HANGUL,
        _ => 0,
    }
}

/// Places within code and addresses: after signs that part their words, never between two signs
/// alike, and never so that a sign that opens stands last.
fn code_breaks(text: &str, range: &Range<usize>, out: &mut Vec<BreakAt>) {
    let Some(code) = text.get(range.clone()) else {
        return;
    };
    let mut previous = ' ';
    let mut run = 0;
    for (at, c) in code.char_indices() {
        let place = |cost| BreakAt {
            at: (range.start + at) as u32,
            cost,
            hyphen: false,
        };
        // At least two characters stay before and after.
        let room = run >= 2;
        if c.is_whitespace() {
            run = 0;
        } else {
            if room
                && matches!(
                    previous,
                    '/' | '.'
                        | '_'
                        | '-'
                        | ':'
                        | '?'
                        | '&'
                        | '='
                        | '#'
                        | ','
                        | ';'
                        | '\\'
                        | '@'
                        | '+'
                        | '|'
                        | '~'
                        | '%'
                        | ')'
                        | ']'
                        | '}'
                )
                && (c.is_alphanumeric()
                    || c != previous && matches!(c, '(' | '[' | '{' | '<' | '"'))
            {
                out.push(place(cost::CODE));
            } else if room && previous.is_lowercase() && c.is_uppercase() {
                out.push(place(cost::CASE));
            }
            run += 1;
        }
        previous = c;
    }
}

/// The first address in a text that is not marked as one. What stands before and after it may
/// touch it, as in scripts without spaces.
pub(super) fn address(text: &str) -> Option<Range<usize>> {
    let at = match (text.find("://"), text.find("www.")) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b)?,
    };
    let before = text.get(..at)?;
    let start = before
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
        .map_or(0, |i| {
            i + before
                .get(i..)
                .and_then(|t| t.chars().next())
                .map_or(1, char::len_utf8)
        });
    let rest = text.get(at..)?;
    let end = rest
        .find(|c: char| !c.is_ascii_graphic())
        .map_or(text.len(), |i| at + i);
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_addresses_among_ideographs() {
        let find = |text: &'static str| address(text).and_then(|r| text.get(r));
        assert_eq!(
            find("URLは(https://a.example/b)である"),
            Some("https://a.example/b)")
        );
        assert_eq!(
            find("see www.example.org, or not"),
            Some("www.example.org,")
        );
        assert_eq!(find("none"), None);
    }
}
