//! Nodes of the document model, as importers make them.

use crate::document::{Block, BlockKind, Inline, InlineKind, LinkTarget};
use crate::source::Span;

/// A block without attributes.
pub(super) fn block(kind: BlockKind, span: Span) -> Block {
    Block::new(kind, span)
}

/// An inline without attributes.
pub(super) fn inline(kind: InlineKind, span: Span) -> Inline {
    Inline::new(kind, span)
}

/// A text.
pub(super) fn text(text: impl Into<String>, span: Span) -> Inline {
    inline(InlineKind::Text(text.into()), span)
}

/// A link to an address.
pub(super) fn link_to(url: String, shown: impl Into<String>, span: Span) -> Inline {
    let link = InlineKind::Link {
        target: LinkTarget::Unresolved(url),
        title: String::new(),
        content: vec![text(shown, span)],
    };
    inline(link, span)
}

/// A paragraph of plain text.
pub(super) fn paragraph(content: impl Into<String>, span: Span) -> Block {
    block(BlockKind::Paragraph(vec![text(content, span)]), span)
}

/// True for inlines that nothing would be seen of.
pub(super) fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        InlineKind::Emph(inner)
        | InlineKind::Strong(inner)
        | InlineKind::Strike(inner)
        | InlineKind::Superscript(inner)
        | InlineKind::Subscript(inner)
        | InlineKind::Underline(inner)
        | InlineKind::Mark(inner)
        | InlineKind::Span(inner) => is_blank(inner),
        InlineKind::Link { content, .. } => is_blank(content),
        _ => false,
    })
}

/// The text that is seen, white space at its ends left off.
pub(super) fn seen(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_seen(inlines, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As deep as inlines nest, which importers bound.
fn push_seen(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::SoftBreak | InlineKind::LineBreak => out.push(' '),
            InlineKind::Math(math) => out.push_str(&math.tex),
            _ => {
                for content in inline.children() {
                    push_seen(content, out);
                }
            }
        }
    }
}

/// The first words of a text, for a message.
pub(super) fn start_of(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut start: String = words.chars().take(60).collect();
    if start.len() < words.len() {
        start.push('…');
    }
    start
}

/// A caption without its number, for captions are numbered anew.
pub(super) fn without_label(mut inlines: Vec<Inline>, numbered: bool) -> Vec<Inline> {
    const LABELS: [&str; 14] = [
        "figure",
        "fig.",
        "fig",
        "table",
        "abbildung",
        "abb.",
        "tabelle",
        "tab.",
        "tableau",
        "figura",
        "tabla",
        "рисунок",
        "таблица",
        "listing",
    ];
    if let Some(Inline {
        kind: InlineKind::Text(text),
        ..
    }) = inlines.first_mut()
    {
        let mut rest = text.trim_start();
        let mut labelled = numbered;
        if !numbered {
            let lower = rest.to_lowercase();
            if let Some(label) = LABELS.iter().find(|label| lower.starts_with(**label))
                && let Some(after) = rest.get(label.len()..)
            {
                let number = after.trim_start();
                let digits = number
                    .bytes()
                    .take_while(|b| b.is_ascii_digit() || *b == b'.')
                    .count();
                if digits > 0 && after.len() > number.len() {
                    rest = number.get(digits..).unwrap_or_default();
                    labelled = true;
                }
            }
        }
        if labelled {
            *text = rest
                .trim_start_matches([' ', '\u{A0}', ':', '.', '-', '–', '—', ')'])
                .to_owned();
        }
    }
    inlines
}
