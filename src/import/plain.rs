//! Plain text, as pasted from a web page or a mail.

use super::byline::{byline, date};
use super::draft::{Draft, DraftChapter, Person};
use super::lines::{Piece, pieces};
use super::make::{block, paragraph, text as text_of};
use super::tail;
use crate::diag::{Code, Diagnostic, Diagnostics, Warned};
use crate::document::{Block, BlockKind, ListItem, NumberDelim, OrderedList};
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
    draft.meta.title.clone_from(&title.text);
    let mut note = |piece: &Piece, message: String| {
        diagnostics.push(
            Diagnostic::info(Code::ImportLeftOut, message)
                .at(Span::new(source, piece.range.clone())),
        );
    };

    let end = tail::find(body);
    for piece in end.repeated.iter().filter_map(|at| body.get(*at)) {
        note(
            piece,
            format!(
                "the name `{}` stands here again and was left out",
                piece.text
            ),
        );
    }
    for piece in body.get(end.teasers.clone()).unwrap_or_default() {
        let start = super::make::start_of(&piece.text);
        note(
            piece,
            format!("`{start}` looks like a teaser of another article and was left out"),
        );
    }
    draft.meta.authors.extend(end.author.map(Person::author));
    draft.bio = end.bio;
    body = body.get(..end.end).unwrap_or(body);

    // A byline under the title.
    while let Some((first, rest)) = body.split_first() {
        let known = |name: &str| draft.meta.authors.iter().any(|author| author.name == name);
        if let Some(date) = date(&first.text) {
            draft.meta.date = Some(date);
        } else if let Some(names) = first
            .text
            .strip_prefix("By ")
            .filter(|_| first.words() <= 12)
        {
            let names = byline(names);
            if draft.meta.authors.is_empty() {
                draft.meta.authors = names.into_iter().map(Person::author).collect();
            } else if !names.iter().all(|name| known(name)) {
                note(first, format!("the byline `{}` was left out", first.text));
            }
        } else if known(&first.text) {
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
        body = rest;
    }
    if let [first, rest @ ..] = body
        && let [second, ..] = rest
        && !is_heading(first, Some(second))
        && is_heading(second, body.get(2))
        && first.words() <= STANDFIRST_WORDS
    {
        draft.meta.description = Some(first.text.clone());
        body = rest;
    }
    draft.chapters.push(DraftChapter {
        blocks: blocks(body, source),
        ..DraftChapter::default()
    });
    Warned {
        value: draft,
        diagnostics,
    }
}

fn blocks(body: &[Piece], source: SourceId) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (at, piece) in body.iter().enumerate() {
        let next = body.get(at + 1);
        let before = at.checked_sub(1).and_then(|before| body.get(before));
        let after_colon = before.is_some_and(|piece| piece.ending() == Some(':'));
        let span = Span::new(source, piece.range.clone());
        let kind = if is_break(&piece.text) {
            BlockKind::Break
        } else if let Some((number, text)) = item(&piece.text) {
            let item = ListItem {
                blocks: vec![block(BlockKind::Plain(vec![text_of(text, span)]), span)],
                task: None,
                span,
            };
            if let Some(BlockKind::List { ordered, items, .. }) =
                blocks.last_mut().map(|last| &mut last.kind)
                && ordered.is_some() == number.is_some()
            {
                items.push(item);
                continue;
            }
            BlockKind::List {
                ordered: number.map(|start| OrderedList {
                    start,
                    delim: NumberDelim::Period,
                }),
                tight: true,
                items: vec![item],
            }
        } else if is_heading(piece, next) {
            BlockKind::Heading {
                level: 2,
                content: vec![text_of(&piece.text, span)],
            }
        } else if let Some(quote) = unquoted(&piece.text).filter(|_| after_colon) {
            BlockKind::Quote(vec![paragraph(quote, span)])
        } else {
            BlockKind::Paragraph(vec![text_of(&piece.text, span)])
        };
        blocks.push(block(kind, span));
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

/// The number, if it has one, and the text of an item of a list.
fn item(text: &str) -> Option<(Option<u64>, String)> {
    for bullet in ["• ", "· ", "‣ ", "- ", "* ", "– "] {
        if let Some(rest) = text.strip_prefix(bullet) {
            return Some((None, rest.to_owned()));
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
    Some((number.parse().ok(), rest.to_owned()))
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
