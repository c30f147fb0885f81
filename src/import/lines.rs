//! A pasted text becomes pieces: paragraphs, each with its place.

use std::ops::Range;

/// A paragraph of a pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its text on one line, with single spaces.
    pub(super) text: String,
    /// Its bytes in the source.
    pub(super) range: Range<usize>,
    /// True when no blank line stands before it.
    pub(super) joined: bool,
}

impl Piece {
    pub(super) fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    /// The last character that is no closing quote or bracket.
    pub(super) fn ending(&self) -> Option<char> {
        self.text
            .trim_end_matches(['"', '\'', '”', '’', '»', ')', ']'])
            .chars()
            .next_back()
    }
}

/// Splits a text into paragraphs. A text copied from a web page has a paragraph on each line; one that was
/// wrapped by hand has lines of one length that belong together up to a blank line.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let wrapped = is_wrapped(text);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut blank = true;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        // Byte order marks and controls come along when text is pasted.
        let line = line.replace(
            |c: char| c == '\u{FEFF}' || c.is_control() && !c.is_whitespace(),
            "",
        );
        let clean = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if clean.is_empty() {
            blank = true;
            continue;
        }
        match pieces.last_mut() {
            Some(last) if wrapped && !blank => {
                last.text.push(' ');
                last.text.push_str(&clean);
                last.range.end = range.end;
            }
            _ => pieces.push(Piece {
                text: clean,
                range,
                joined: !blank,
            }),
        }
        blank = false;
    }
    pieces
}

/// True when most lines that are followed by another line are between 40 and 100 characters long.
fn is_wrapped(text: &str) -> bool {
    let (mut followed, mut usual) = (0_usize, 0_usize);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let next_has_text = lines.peek().is_some_and(|next| !next.trim().is_empty());
        if line.trim().is_empty() || !next_has_text {
            continue;
        }
        followed += 1;
        if (40..=100).contains(&line.chars().count()) {
            usual += 1;
        }
    }
    followed >= 4 && usual * 4 >= followed * 3
}
