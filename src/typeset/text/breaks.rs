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
    pub(super) const CASE: i16 = 150;
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
            // Ideographs in code are parted as elsewhere, but rather not.
            let solid = !before.is_ascii() && !after.is_ascii();
            if in_code && !before.is_whitespace() && !solid {
                continue;
            }
            out.push(BreakAt {
                at: at as u32,
                cost: if in_code && solid {
                    cost::CODE
                } else {
                    price(before, after)
                },
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
                    || c != previous && matches!(c, '(' | '[' | '{' | '<' | '"' | '$' | '%'))
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

/// Notes what stands in a run of text without being marked as code, addresses and names, and is broken as code is.
/// `start` is where the run starts.
pub(super) fn find_verbatim(
    slice: &str,
    start: usize,
    among_ideographs: bool,
    out: &mut Vec<Range<usize>>,
) {
    let first = out.len();
    let mut add = |range: &Range<usize>| {
        out.push(start + range.start..start + range.end);
    };
    let mut addresses = Vec::new();
    if slice.len() > 8 && (slice.contains("://") || slice.contains("www.")) {
        let mut at = 0;
        while let Some(found) = slice.get(at..).and_then(address) {
            let range = at + found.start..at + found.end;
            at = range.end;
            add(&range);
            addresses.push(range);
        }
    }
    let mut addresses = addresses.into_iter().peekable();
    let mut at = 0;
    while let Some(range) = technical(slice, at, among_ideographs) {
        at = range.end;
        while addresses.next_if(|a| a.end <= range.start).is_some() {}
        if addresses.peek().is_none_or(|a| a.start >= range.end) {
            add(&range);
        }
    }
    if let Some(new) = out.get_mut(first..) {
        new.sort_by_key(|range| range.start);
    }
}

/// The first address in a text that is not marked as one. What stands before and after it may
/// touch it, as in scripts without spaces.
fn address(text: &str) -> Option<Range<usize>> {
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

/// Shorter tokens are not broken: there is nothing to be won.
const LEAST_TOKEN: usize = 9;

/// The next name of a machine, a file or a variable in a text that is not marked as one, from an offset on:
/// `git.example.org`, `/etc/profile.d`, `receive.denyDeletes`, `fastForward`. Lines break within it as they do
/// in code; as a word it could only be taken over whole. A name such as `JavaScript` is a word, but among ideographs
/// it is foreign, and better broken than that its line is torn apart.
fn technical(text: &str, from: usize, among_ideographs: bool) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = from;
    while start < bytes.len() {
        let token = bytes.get(start..)?;
        let length = token
            .iter()
            .position(|b| !b.is_ascii_graphic())
            .unwrap_or(token.len());
        let token = token.get(..length)?;
        let lead = token
            .iter()
            .position(|b| !is_wrapping(*b))
            .unwrap_or(length);
        let tail = token
            .iter()
            .rposition(|b| !is_wrapping(*b) && !matches!(b, b'.' | b':'))
            .map_or(lead, |last| last + 1);
        let inner = token.get(lead..tail).unwrap_or_default();
        if inner.len() >= LEAST_TOKEN && is_technical(inner, among_ideographs) {
            return Some(start + lead..start + tail);
        }
        start += length.max(1);
    }
    None
}

/// Signs that stand around a token and are none of it.
fn is_wrapping(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'<'
            | b'>'
            | b'"'
            | b'\''
            | b','
            | b';'
            | b'!'
            | b'?'
            | b'*'
    )
}

/// True when a sign of such names, or a change to capitals, parts two letters, and nothing makes it a number,
/// a row of initials or a compound.
fn is_technical(token: &[u8], foreign: bool) -> bool {
    let camel = foreign || token.first().is_some_and(u8::is_ascii_lowercase);
    token.windows(4).any(|w| {
        let letters = |a: u8, b: u8| a.is_ascii_alphabetic() && b.is_ascii_alphanumeric();
        let [a, b, c, d] = *w else { return false };
        (letters(a, a) && matches!(b, b'.' | b'_' | b'/' | b'\\' | b'@') && letters(c, d))
            || (camel
                && a.is_ascii_lowercase()
                && b.is_ascii_lowercase()
                && c.is_ascii_uppercase()
                && d.is_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_names_of_machines_and_files() {
        let find = |text: &'static str| technical(text, 0, false).and_then(|r| text.get(r));
        assert_eq!(
            find("设置receive.denyNonFastForwards："),
            Some("receive.denyNonFastForwards")
        );
        assert_eq!(find("at (git.ourcompany.com),"), Some("git.ourcompany.com"));
        assert_eq!(
            find("in /etc/bash_completion.d."),
            Some("/etc/bash_completion.d")
        );
        assert_eq!(find("the refreshInterval is"), Some("refreshInterval"));
        assert_eq!(find("TypeScript and PostScript"), None);
        assert_eq!(technical("をCommitDateで", 0, true), Some(3..13));
        assert_eq!(find("of 3.14159265358979, e.g. extraordinarily"), None);
        assert_eq!(find("a well-known-compound and/or U.S.A.F."), None);
    }

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
