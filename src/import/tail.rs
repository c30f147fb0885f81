//! What stands after an article on a web page: the author's biography, teasers of other articles.

use std::ops::Range;

use super::lines::Piece;

/// The end of a pasted article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tail {
    /// Where the text ends: the first piece that is no part of it.
    pub(super) end: usize,
    /// The author's name.
    pub(super) author: Option<String>,
    /// What is said of the author.
    pub(super) bio: Option<String>,
    /// Pieces that say the author's name again.
    pub(super) repeated: Vec<usize>,
    /// Pieces that belong to other articles.
    pub(super) teasers: Range<usize>,
}

/// Words by which a biography is known when it follows a name.
const BIO_WORDS: [&str; 22] = [
    " is a",
    " is an",
    " is the",
    " was a",
    " holds",
    " fellow",
    " teaches",
    " writes",
    " wrote",
    " works",
    " lives",
    " professor",
    " editor",
    " journalist",
    " author of",
    " researcher",
    " analyst",
    " lecturer",
    " studied",
    " university",
    " columnist",
    " correspondent",
];

/// Finds the end of the text. An author is known by a name on a line of its own, said twice or followed by
/// a paragraph that speaks of him; teasers by pairs of a short line and a paragraph that is cut off.
pub(super) fn find(pieces: &[Piece]) -> Tail {
    let mut tail = Tail {
        end: pieces.len(),
        teasers: pieces.len()..pieces.len(),
        ..Tail::default()
    };
    // The first tenth of a text holds its title and byline, not its end.
    let first = pieces.len() / 10 + 1;
    for (at, piece) in pieces.iter().enumerate().skip(first) {
        if !is_name(&piece.text) {
            continue;
        }
        let name = piece.text.trim_start_matches("By ").to_owned();
        let mut next = at + 1;
        while pieces.get(next).is_some_and(|p| p.text == piece.text) {
            tail.repeated.push(next);
            next += 1;
        }
        let bio = pieces.get(next).filter(|p| is_bio(&p.text, &name));
        if bio.is_none() && tail.repeated.is_empty() {
            continue;
        }
        tail.end = at;
        tail.author = Some(name);
        if let Some(bio) = bio {
            tail.bio = Some(bio.text.clone());
            next += 1;
        }
        if pieces.get(next..).is_some_and(is_teasers) {
            tail.teasers = next..pieces.len();
        } else if next < pieces.len() {
            // The author stands in the middle, not at the end: leave all where it is.
            return Tail {
                end: pieces.len(),
                teasers: pieces.len()..pieces.len(),
                ..Tail::default()
            };
        }
        return tail;
    }
    let start = teasers_at_end(pieces);
    if start < pieces.len() {
        tail.end = start;
        tail.teasers = start..pieces.len();
    }
    tail
}

/// Two to four words, each with a capital, no stop at the end.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.strip_prefix("By ").unwrap_or(text);
    let words: Vec<&str> = text.split(' ').collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            let mut chars = word.chars();
            let capital = chars.next().is_some_and(char::is_uppercase);
            let rest = word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
            (capital && rest)
                || matches!(
                    *word,
                    "de" | "van" | "von" | "al" | "bin" | "der" | "la" | "di"
                )
        })
        && !text.ends_with(|c: char| c == '.' && words.last().is_some_and(|w| w.len() > 2))
}

fn is_bio(text: &str, name: &str) -> bool {
    let lower = text.to_lowercase();
    let surname = name.rsplit(' ').next().unwrap_or(name);
    let speaks = BIO_WORDS.iter().any(|word| lower.contains(word));
    speaks && (text.contains(surname) || lower.starts_with(|c: char| c.is_alphabetic()))
}

fn is_cut_off(piece: &Piece) -> bool {
    piece.text.ends_with("...") || piece.text.ends_with('…') || piece.text.ends_with("[…]")
}

fn is_teasers(pieces: &[Piece]) -> bool {
    !pieces.is_empty() && teasers_at_end(pieces) == 0
}

/// The first of the pairs of a short line and a paragraph cut off that end the pieces.
fn teasers_at_end(pieces: &[Piece]) -> usize {
    let mut above = pieces;
    while let [rest @ .., line, paragraph] = above
        && is_cut_off(paragraph)
        && line.words() <= 20
        && !matches!(line.ending(), Some('.' | ':' | ','))
    {
        above = rest;
    }
    let mut start = above.len();
    // A heading such as «Related articles» over them belongs to them.
    if let Some(heading) = above.last()
        && start < pieces.len()
    {
        let label = heading.text.to_lowercase();
        let labels = [
            "related",
            "read more",
            "more from",
            "you may also",
            "recommended",
            "latest",
        ];
        if labels.iter().any(|l| label.starts_with(l)) && heading.words() <= 6 {
            start -= 1;
        }
    }
    start
}
