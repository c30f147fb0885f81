//! The flattened text of a block, on which both backends agree, so that a place in the PDF can be
//! named in the EPUB.

use super::{Inline, InlineKind};

/// Stands for a picture, a formula or a note reference in flattened text (U+FFFC).
pub const OBJECT: char = '\u{FFFC}';

/// The flattened text of inlines: text and code as they are, a soft or hard line break as one
/// space or line feed, and [`OBJECT`] for each picture, formula and note reference.
/// The reading of ruby text follows its base.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_text(inlines, &mut out);
    out
}

fn push_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::SoftBreak => out.push(' '),
            InlineKind::LineBreak => out.push('\n'),
            InlineKind::Image(_) | InlineKind::Math(_) | InlineKind::NoteRef(_) => out.push(OBJECT),
            InlineKind::Emph(content)
            | InlineKind::Strong(content)
            | InlineKind::Strike(content)
            | InlineKind::Superscript(content)
            | InlineKind::Subscript(content)
            | InlineKind::Underline(content)
            | InlineKind::Mark(content)
            | InlineKind::Span(content)
            | InlineKind::Link { content, .. } => push_text(content, out),
            InlineKind::Ruby { base, reading } => {
                push_text(base, out);
                push_text(reading, out);
            }
        }
    }
}

/// The length of [`plain_text`] in bytes, without making it.
pub fn text_len(inlines: &[Inline]) -> usize {
    inlines
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => text.len(),
            InlineKind::SoftBreak | InlineKind::LineBreak => 1,
            InlineKind::Image(_) | InlineKind::Math(_) | InlineKind::NoteRef(_) => {
                OBJECT.len_utf8()
            }
            InlineKind::Ruby { base, reading } => text_len(base) + text_len(reading),
            InlineKind::Emph(content)
            | InlineKind::Strong(content)
            | InlineKind::Strike(content)
            | InlineKind::Superscript(content)
            | InlineKind::Subscript(content)
            | InlineKind::Underline(content)
            | InlineKind::Mark(content)
            | InlineKind::Span(content)
            | InlineKind::Link { content, .. } => text_len(content),
        })
        .sum()
}
