//! Runs of letters with their looks, as nested inlines.

use super::styles::RunLook;
use crate::document::{Inline, InlineKind, InlineRole, Lang};
use crate::import::make::inline;

/// A piece of a paragraph with its look.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) look: RunLook,
    pub(super) inline: Inline,
}

/// The properties from the outermost to the innermost.
const ORDER: [Property; 9] = [
    Property::Lang,
    Property::Strike,
    Property::Underline,
    Property::Bold,
    Property::Italic,
    Property::SmallCaps,
    Property::Raised,
    Property::Lowered,
    Property::Code,
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Property {
    Lang,
    Strike,
    Underline,
    Bold,
    Italic,
    SmallCaps,
    Raised,
    Lowered,
    Code,
}

impl Property {
    fn is_on(self, look: &RunLook) -> bool {
        let value = match self {
            Self::Lang => return look.lang.is_some(),
            Self::Strike => look.strike,
            Self::Underline => look.underline,
            Self::Bold => look.bold,
            Self::Italic => look.italic,
            Self::SmallCaps => look.small_caps,
            Self::Raised => look.raised,
            Self::Lowered => look.lowered,
            Self::Code => look.code,
        };
        value == Some(true)
    }

    fn same(self, a: &RunLook, b: &RunLook) -> bool {
        match self {
            Self::Lang => a.lang == b.lang,
            _ => self.is_on(a) == self.is_on(b),
        }
    }
}

/// Pieces as inlines: each property is put around the longest run that has it.
pub(super) fn nested(pieces: Vec<Piece>) -> Vec<Inline> {
    level(pieces, 0)
}

fn level(pieces: Vec<Piece>, depth: usize) -> Vec<Inline> {
    let Some(&property) = ORDER.get(depth) else {
        return joined(pieces);
    };
    let mut out = Vec::new();
    let mut run: Vec<Piece> = Vec::new();
    for piece in pieces {
        // A space takes the look of what stands before it.
        let blank = matches!(&piece.inline.kind, InlineKind::Text(text) if text.trim().is_empty());
        let goes_on = run.first().is_none_or(|first| {
            property.same(&first.look, &piece.look) || (blank && matches!(property, Property::Lang))
        });
        if !goes_on {
            close(&mut run, property, depth, &mut out);
        }
        run.push(piece);
    }
    close(&mut run, property, depth, &mut out);
    out
}

fn close(run: &mut Vec<Piece>, property: Property, depth: usize, out: &mut Vec<Inline>) {
    let run = std::mem::take(run);
    let Some(first) = run.first() else { return };
    let span = first.inline.span;
    let is_on = property.is_on(&first.look);
    let lang = first.look.lang.clone();
    let content = level(run, depth + 1);
    if !is_on || crate::import::make::is_blank(&content) {
        out.extend(content);
        return;
    }
    let kind = match property {
        Property::Lang => {
            let mut span = inline(InlineKind::Span(content), span);
            span.attr.lang = lang.and_then(|tag| Lang::new(&tag).ok());
            out.push(span);
            return;
        }
        Property::SmallCaps => {
            let mut span = inline(InlineKind::Span(content), span);
            span.role = Some(InlineRole::SmallCaps);
            out.push(span);
            return;
        }
        Property::Strike => InlineKind::Strike(content),
        Property::Underline => InlineKind::Underline(content),
        Property::Bold => InlineKind::Strong(content),
        Property::Italic => InlineKind::Emph(content),
        Property::Raised => InlineKind::Superscript(content),
        Property::Lowered => InlineKind::Subscript(content),
        Property::Code => {
            let text = crate::import::make::seen(&content);
            // Code with links or notes in it stays text.
            match content
                .iter()
                .all(|i| matches!(i.kind, InlineKind::Text(_)))
            {
                true => InlineKind::Code(text),
                false => {
                    out.extend(content);
                    return;
                }
            }
        }
    };
    out.push(inline(kind, span));
}

/// Texts next to each other as one.
fn joined(pieces: Vec<Piece>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for piece in pieces {
        if let (InlineKind::Text(text), Some(InlineKind::Text(last))) = (
            &piece.inline.kind,
            out.last_mut().map(|last| &mut last.kind),
        ) {
            last.push_str(text);
            continue;
        }
        out.push(piece.inline);
    }
    out
}
