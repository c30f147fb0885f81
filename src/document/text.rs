//! The flattened text of a block, on which both backends agree, so that a place in the PDF can be
//! named in the EPUB.

use super::{Inline, InlineKind, visit_inlines};

/// Stands for a picture, a formula or a note reference in flattened text (U+FFFC).
pub const OBJECT: char = '\u{FFFC}';

/// The flattened text of inlines: text and code as they are, a soft or hard line break as one
/// space or line feed, and [`OBJECT`] for each picture, formula and note reference.
/// The reading of ruby text follows its base.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    visit_inlines(inlines, &mut |inline| out.push_str(own_text(&inline.kind)));
    out
}

/// The length of [`plain_text`] in bytes, without making it.
pub fn text_len(inlines: &[Inline]) -> usize {
    let mut length = 0;
    visit_inlines(inlines, &mut |inline| {
        length += own_text(&inline.kind).len()
    });
    length
}

/// What an inline adds to the flattened text, beside what is within it.
fn own_text(kind: &InlineKind) -> &str {
    match kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text,
        InlineKind::SoftBreak => " ",
        InlineKind::LineBreak => "\n",
        // `OBJECT` as a string.
        InlineKind::Image(_) | InlineKind::Math(_) | InlineKind::NoteRef(_) => "\u{FFFC}",
        InlineKind::Emph(_)
        | InlineKind::Strong(_)
        | InlineKind::Strike(_)
        | InlineKind::Superscript(_)
        | InlineKind::Subscript(_)
        | InlineKind::Underline(_)
        | InlineKind::Mark(_)
        | InlineKind::Span(_)
        | InlineKind::Ruby { .. }
        | InlineKind::Link { .. } => "",
    }
}
