//! What a list of inlines needs once it is whole: spans in brackets, attributes after an inline,
//! references to notes, addresses, and runs of text joined.

use std::collections::BTreeMap;

use super::attributes;
use super::autolink;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{Inline, InlineKind, InlineRole, LinkTarget, NoteId};
use crate::source::Span;

/// What the passes look things up in.
pub(super) struct Context<'a> {
    /// The chapter's Markdown.
    pub(super) text: &'a str,
    /// Where that starts in its source.
    pub(super) base: usize,
    /// The places of characters escaped with a backslash, ascending, from the start of `text`.
    pub(super) escapes: &'a [usize],
    /// The chapter's notes by their normalised labels.
    pub(super) notes: &'a BTreeMap<String, NoteId>,
}

impl Context<'_> {
    /// The source of a span.
    fn slice(&self, span: Span) -> Option<&str> {
        let range = span.range();
        self.text
            .get(range.start.checked_sub(self.base)?..range.end.checked_sub(self.base)?)
    }

    /// The text of a run of text that stands in the source as it is, and is not escaped.
    fn verbatim<'i>(&self, inline: &'i Inline) -> Option<&'i str> {
        let InlineKind::Text(text) = &inline.kind else {
            return None;
        };
        let start = (inline.span.start as usize).checked_sub(self.base)?;
        let plain = self.slice(inline.span) == Some(text.as_str())
            && self.escapes.binary_search(&start).is_err();
        plain.then_some(text.as_str())
    }
}

/// How many brackets may stand around a span in brackets; more are just text.
const MAX_SPANS: usize = 24;

/// A label as it is compared: white space collapsed, case folded.
pub(super) fn note_key(label: &str) -> String {
    label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Whether addresses in text become links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Autolinks {
    /// They do.
    Make,
    /// They don't: the text is within a link already.
    Leave,
}

/// Applies all passes.
pub(super) fn finish(
    pieces: Vec<Inline>,
    context: &Context<'_>,
    autolinks: Autolinks,
    report: &mut Diagnostics,
) -> Vec<Inline> {
    let joined = join(brackets(split_marks(pieces, context), context, report));
    match autolinks {
        Autolinks::Make => link_addresses(joined, context),
        Autolinks::Leave => joined,
    }
}

/// Spans in brackets, references to notes, attributes after code, links, pictures and formulas.
fn brackets(pieces: Vec<Inline>, context: &Context<'_>, report: &mut Diagnostics) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(pieces.len());
    let mut open: Vec<usize> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    let mut pending = None;
    let mut marks = Marks::default();
    while let Some(piece) = pending.take().or_else(|| pieces.next()) {
        let at = piece.span.end as usize;
        match context.verbatim(&piece) {
            Some(mark @ ("^" | "~")) => match marks.close(mark, &out) {
                Some(start) => {
                    let content = out.split_off(start + 1);
                    let opening = out.pop().map_or(piece.span, |opening| opening.span);
                    let content = join(content);
                    let kind = if mark == "^" {
                        InlineKind::Superscript(content)
                    } else {
                        InlineKind::Subscript(content)
                    };
                    out.push(Inline::new(kind, opening.to(piece.span)));
                }
                None => {
                    marks.open(mark, out.len());
                    out.push(piece);
                }
            },
            Some("[") => {
                marks = Marks::default();
                open.push(out.len());
                out.push(piece);
            }
            Some("]") => {
                marks = Marks::default();
                let Some(start) = open.pop() else {
                    out.push(piece);
                    continue;
                };
                if let Some(note) = note_reference(&out, start, &piece, context, report) {
                    out.truncate(start);
                    out.push(note);
                    continue;
                }
                let braces = at
                    .checked_sub(context.base)
                    .filter(|_| open.len() < MAX_SPANS)
                    .and_then(|at| context.text.get(at..))
                    .and_then(attributes::parse);
                let Some((raw, length)) = braces else {
                    out.push(piece);
                    continue;
                };
                let mut rest = Vec::new();
                if !skip(&mut pieces, at + length, context, &mut rest) {
                    out.push(piece);
                    out.extend(rest);
                    continue;
                }
                let content = out.split_off(start + 1);
                let opening = out.pop().map_or(piece.span, |bracket| bracket.span);
                let span = Span {
                    end: u32::try_from(at + length).unwrap_or(u32::MAX),
                    ..opening
                };
                let attr = attributes::check(raw, span, report);
                out.push(Inline::with_attr(
                    InlineKind::Span(join(content)),
                    attr,
                    span,
                ));
                pending = rest.pop();
            }
            Some(text) if takes_attributes(out.last(), &piece, text) => {
                let blank = text.len() - text.trim_start_matches(' ').len();
                let start = piece.span.start as usize + blank;
                let braces = start
                    .checked_sub(context.base)
                    .and_then(|at| context.text.get(at..))
                    .and_then(attributes::parse);
                let Some((raw, length)) = braces else {
                    out.push(piece);
                    continue;
                };
                let end = start + length;
                let span = Span {
                    end: u32::try_from(end).unwrap_or(u32::MAX),
                    ..piece.span
                };
                let mut rest = Vec::new();
                let done = if end < at {
                    // The braces end within this run of text.
                    if let Some(left) = tail(&piece, end) {
                        rest.push(left);
                    }
                    true
                } else {
                    skip(&mut pieces, end, context, &mut rest)
                };
                if !done {
                    out.push(piece);
                    out.extend(rest);
                    continue;
                }
                let attr = attributes::check(raw, span, report);
                if let Some(last) = out.last_mut() {
                    attributes::merge(&mut last.attr, attr);
                    last.span = last.span.to(span);
                }
                pending = rest.pop();
            }
            _ => {
                marks.pass(&piece);
                out.push(piece);
            }
        }
    }
    out
}

/// Sets single signs of raised and lowered text apart.
fn split_marks(pieces: Vec<Inline>, context: &Context<'_>) -> Vec<Inline> {
    let is_mark = |c: char| matches!(c, '^' | '~');
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Some(text) = context
            .verbatim(&piece)
            .filter(|text| text.len() > 1 && text.contains(is_mark))
        else {
            out.push(piece);
            continue;
        };
        let mut rest = 0;
        let mut cut = |range: std::ops::Range<usize>| {
            if let Some(part) = text.get(range.clone()).filter(|part| !part.is_empty()) {
                let start = piece.span.start as usize;
                let span = Span::new(piece.span.source, start + range.start..start + range.end);
                out.push(Inline::text(part, span));
            }
        };
        for (at, mark) in text.match_indices(is_mark) {
            let doubled = text[..at].ends_with(mark) || text[at + 1..].starts_with(mark);
            if !doubled {
                cut(rest..at);
                cut(at..at + 1);
                rest = at + 1;
            }
        }
        cut(rest..text.len());
    }
    out
}

/// Signs of raised and lowered text within words, as in `H~2~O`, which the Markdown parser leaves
/// to us: each may close the one before if there is no white space and no bracket between.
#[derive(Default)]
struct Marks {
    raised: Option<usize>,
    lowered: Option<usize>,
}

impl Marks {
    fn slot(&mut self, mark: &str) -> &mut Option<usize> {
        if mark == "^" {
            &mut self.raised
        } else {
            &mut self.lowered
        }
    }

    fn open(&mut self, mark: &str, at: usize) {
        *self.slot(mark) = Some(at);
    }

    /// Where the one opened that this one closes.
    fn close(&mut self, mark: &str, out: &[Inline]) -> Option<usize> {
        let start = self.slot(mark).take()?;
        // Nothing opened within is left open.
        let other = if mark == "^" { "~" } else { "^" };
        if self.slot(other).is_some_and(|at| at > start) {
            *self.slot(other) = None;
        }
        (out.len() > start + 1).then_some(start)
    }

    fn pass(&mut self, piece: &Inline) {
        let breaks = match &piece.kind {
            InlineKind::Text(text) => text.contains(char::is_whitespace),
            InlineKind::SoftBreak | InlineKind::LineBreak => true,
            _ => false,
        };
        if breaks {
            *self = Self::default();
        }
    }
}

/// Whether what stands before takes the attributes that a run of text may start with. Formulas of
/// two dollars may have a space between.
fn takes_attributes(last: Option<&Inline>, piece: &Inline, text: &str) -> bool {
    let Some(last) = last else {
        return false;
    };
    let text = match last.kind {
        InlineKind::Math(_) if last.role == Some(InlineRole::Display) => {
            text.trim_start_matches(' ')
        }
        _ => text,
    };
    text.starts_with('{')
        && last.span.end == piece.span.start
        && matches!(
            last.kind,
            InlineKind::Code(_)
                | InlineKind::Link { .. }
                | InlineKind::Image(_)
                | InlineKind::Math(_)
        )
}

/// What is left of a run of text from a place on.
fn tail(piece: &Inline, from: usize) -> Option<Inline> {
    let InlineKind::Text(text) = &piece.kind else {
        return None;
    };
    let left = text.get(from.checked_sub(piece.span.start as usize)?..)?;
    let span = Span {
        start: u32::try_from(from).unwrap_or(u32::MAX),
        ..piece.span
    };
    (!left.is_empty()).then(|| Inline::text(left, span))
}

/// Takes the pieces up to a place away; what the last has after it is left in `rest`. False when
/// a piece that is no plain text lies across the place; then all that was taken is in `rest`.
fn skip(
    pieces: &mut std::iter::Peekable<std::vec::IntoIter<Inline>>,
    end: usize,
    context: &Context<'_>,
    rest: &mut Vec<Inline>,
) -> bool {
    let mut taken = Vec::new();
    while let Some(piece) = pieces.next_if(|piece| (piece.span.start as usize) < end) {
        let across = piece.span.end as usize > end;
        taken.push(piece);
        if across {
            break;
        }
    }
    let left = match taken.last() {
        Some(last) if last.span.end as usize > end => match context.verbatim(last) {
            Some(_) => tail(last, end),
            None => {
                rest.append(&mut taken);
                return false;
            }
        },
        _ => None,
    };
    rest.extend(left);
    true
}

/// The reference to a note that the bracket at `start` of `out` and `close` stand around: one whose
/// note the Markdown parser did not see, as in a caption, or that has none.
fn note_reference(
    out: &[Inline],
    start: usize,
    close: &Inline,
    context: &Context<'_>,
    report: &mut Diagnostics,
) -> Option<Inline> {
    let bracket = out.get(start)?;
    let span = bracket.span.to(close.span);
    let label = context.slice(span)?.strip_prefix("[^")?.strip_suffix(']')?;
    if label.is_empty()
        || label.len() > 200
        || label.starts_with(char::is_whitespace)
        || label.contains(['\n', '[', ']', '\\'])
    {
        return None;
    }
    if let Some(note) = context.notes.get(&note_key(label)) {
        return Some(Inline::new(InlineKind::NoteRef(*note), span));
    }
    let labels = context.notes.keys().map(String::as_str);
    let help = crate::text::nearest(&note_key(label), labels.take(1000)).map_or_else(
        || format!("define it with `[^{label}]: …`, or write `\\[` if no note is meant"),
        |near| format!("did you mean `[^{near}]`?"),
    );
    report.push(
        Diagnostic::error(
            Code::MissingNote,
            format!("there is no note `{label}` in this chapter"),
        )
        .at(span)
        .help(help),
    );
    None
}

/// Joins neighbouring runs of text.
fn join(pieces: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let InlineKind::Text(text) = &piece.kind {
            if text.is_empty() {
                continue;
            }
            if let Some(last) = out.last_mut()
                && let InlineKind::Text(before) = &mut last.kind
            {
                before.push_str(text);
                last.span = last.span.to(piece.span);
                continue;
            }
        }
        out.push(piece);
    }
    out
}

/// Makes links of the addresses in runs of text.
fn link_addresses(inlines: Vec<Inline>, context: &Context<'_>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let InlineKind::Text(text) = &inline.kind else {
            out.push(link_in_span(inline, context));
            continue;
        };
        let found = autolink::find(text);
        if found.is_empty() {
            out.push(inline);
            continue;
        }
        let exact = context.slice(inline.span) == Some(text.as_str());
        let start = inline.span.start as usize;
        let part = |range: std::ops::Range<usize>| {
            let span = if exact {
                Span::new(inline.span.source, start + range.start..start + range.end)
            } else {
                inline.span
            };
            Inline::text(&text[range], span)
        };
        let mut at = 0;
        for address in found {
            if at < address.range.start {
                out.push(part(at..address.range.start));
            }
            let content = part(address.range.clone());
            let span = content.span;
            let link = InlineKind::Link {
                target: LinkTarget::Unresolved(address.target),
                title: String::new(),
                content: vec![content],
            };
            out.push(Inline::new(link, span));
            at = address.range.end;
        }
        if at < text.len() {
            out.push(part(at..text.len()));
        }
    }
    out
}

/// The text of a span in brackets was not looked at yet; that of a literal one is left alone.
fn link_in_span(mut inline: Inline, context: &Context<'_>) -> Inline {
    let literal = inline.role == Some(InlineRole::Literal);
    if let InlineKind::Span(content) = &mut inline.kind
        && !literal
    {
        *content = link_addresses(std::mem::take(content), context);
    }
    inline
}
