//! Plain text, as pasted from a web page or a mail.

use super::draft::{Draft, DraftBlock};
use super::lines::{Piece, pieces};
use super::tail;
use crate::diag::{Code, Diagnostic, Diagnostics, Warned};
use crate::source::{SourceId, Span};

/// A standfirst is no longer than this, in words.
const STANDFIRST_WORDS: usize = 70;

/// Reads a plain text: its first line is the title; short lines without a stop before paragraphs are headings; a
/// paragraph in quotation marks after a colon is a quotation.
pub(super) fn read(text: &str, source: SourceId) -> Warned<Draft> {
    let pieces = pieces(text);
    let mut diagnostics = Diagnostics::new();
    let mut draft = Draft::default();
    let Some((title, mut body)) = pieces.split_first() else {
        return Warned {
            value: draft,
            diagnostics,
        };
    };
    draft.title.clone_from(&title.text);
    let mut note = |piece: &Piece, message: String| {
        diagnostics.push(
            Diagnostic::info(Code::ImportLeftOut, message)
                .at(Span::new(source, piece.range.clone())),
        );
    };

    let end = tail::find(body);
    for &at in &end.repeated {
        note(
            &body[at],
            format!(
                "the name `{}` stands here again and was left out",
                body[at].text
            ),
        );
    }
    for piece in &body[end.teasers.clone()] {
        let start: String = piece.text.chars().take(60).collect();
        note(
            piece,
            format!("`{start}` looks like a teaser of another article and was left out"),
        );
    }
    draft.authors.extend(end.author);
    draft.bio = end.bio;
    body = &body[..end.end];

    // A byline under the title.
    while let Some(first) = body.first() {
        if let Some(date) = date(&first.text) {
            draft.date = Some(date);
        } else if let Some(names) = first
            .text
            .strip_prefix("By ")
            .filter(|_| first.words() <= 12)
        {
            let names: Vec<String> = names
                .split([',', '&'])
                .flat_map(|part| part.split(" and "))
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect();
            if draft.authors.is_empty() {
                draft.authors = names;
            } else if draft.authors != names {
                note(first, format!("the byline `{}` was left out", first.text));
            }
        } else if draft.authors.contains(&first.text) {
            note(
                first,
                format!(
                    "the name `{}` stands here again and was left out",
                    first.text
                ),
            );
        } else {
            break;
        }
        body = &body[1..];
    }
    if let [first, second, ..] = body
        && !is_heading(first, Some(second))
        && is_heading(second, body.get(2))
        && first.words() <= STANDFIRST_WORDS
    {
        draft.description = Some(first.text.clone());
        body = &body[1..];
    }
    draft.blocks = blocks(body);
    Warned {
        value: draft,
        diagnostics,
    }
}

fn blocks(body: &[Piece]) -> Vec<DraftBlock> {
    let mut blocks = Vec::new();
    for (at, piece) in body.iter().enumerate() {
        let next = body.get(at + 1);
        let after_colon = at > 0 && body[at - 1].ending() == Some(':');
        let block = if is_break(&piece.text) {
            DraftBlock::Break
        } else if let Some((sign, text)) = item(&piece.text) {
            DraftBlock::Item(sign, text)
        } else if is_heading(piece, next) {
            DraftBlock::Heading(2, piece.text.clone())
        } else if let Some(quote) = unquoted(&piece.text).filter(|_| after_colon) {
            DraftBlock::Quote(vec![quote.to_owned()])
        } else {
            DraftBlock::Paragraph(piece.text.clone())
        };
        blocks.push(block);
    }
    blocks
}

/// A short line that starts with a capital or a figure, ends without a stop, and has a paragraph below it.
fn is_heading(piece: &Piece, next: Option<&Piece>) -> bool {
    let starts = piece
        .text
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || !c.is_ascii());
    let ends = !matches!(
        piece.text.chars().next_back(),
        Some('.' | ',' | ';' | ':' | '…' | '"' | '”' | '»')
    );
    let above_text = next.is_some_and(|next| next.words() > piece.words() && next.words() >= 8);
    starts
        && ends
        && piece.words() <= 12
        && piece.text.chars().count() <= 90
        && above_text
        && !piece.joined
}

fn is_break(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace());
    signs.clone().count() >= 3
        && signs
            .clone()
            .all(|c| matches!(c, '*' | '-' | '_' | '—' | '⁂' | '•'))
}

/// The sign and the text of an item of a list.
fn item(text: &str) -> Option<(String, String)> {
    for bullet in ["• ", "· ", "‣ ", "- ", "* ", "– "] {
        if let Some(rest) = text.strip_prefix(bullet) {
            return Some(("-".to_owned(), rest.to_owned()));
        }
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let (number, rest) = text.split_at(digits);
    let rest = rest
        .strip_prefix(". ")
        .or_else(|| rest.strip_prefix(") "))?;
    Some((format!("{number}."), rest.to_owned()))
}

/// The text within one pair of quotation marks that encloses the whole.
fn unquoted(text: &str) -> Option<&str> {
    for (open, close) in [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')] {
        if let Some(inner) = text
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            && !inner.contains(open)
        {
            return Some(inner);
        }
    }
    None
}

/// A date on a line of its own: `24 November 2026`, `November 24, 2026`, `2026-11-24`.
fn date(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text
        .trim_start_matches("Published ")
        .trim_start_matches("on ");
    if let Ok(date) = text.parse::<jiff::civil::Date>() {
        return Some(date.to_string());
    }
    let parts: Vec<&str> = text
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let month = |name: &str| {
        let name = name.to_lowercase();
        MONTHS.iter().position(|m| {
            *m == name || (name.len() >= 3 && m.starts_with(name.trim_end_matches('.')))
        })
    };
    let (day, month) = match (month(first), month(second)) {
        (Some(m), None) => (second, m),
        (None, Some(m)) => (first, m),
        _ => return None,
    };
    let day: i8 = day
        .trim_end_matches(|c: char| c.is_alphabetic())
        .parse()
        .ok()?;
    let month = i8::try_from(month + 1).ok()?;
    let date = jiff::civil::Date::new(year.parse().ok()?, month, day).ok()?;
    Some(date.to_string())
}
