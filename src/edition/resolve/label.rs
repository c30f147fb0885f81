//! Text of a place as it is repeated elsewhere: in contents, in running heads, in links to it.

use crate::document::{Attr, Document, Inline, InlineKind};

/// A copy of a text without what may stand only once or leads elsewhere: ids, note references and
/// links. A picture leaves its alternative text.
pub(super) fn label(inlines: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    push(inlines, &mut out);
    trim(&mut out);
    out
}

fn push(inlines: &[Inline], out: &mut Vec<Inline>) {
    for inline in inlines {
        let kind = match &inline.kind {
            InlineKind::NoteRef(_) => continue,
            InlineKind::Link { content, .. }
                if inline.role.is_none() && without_id(&inline.attr).is_empty() =>
            {
                push(content, out);
                continue;
            }
            InlineKind::Image(image) if image.alt.is_empty() => continue,
            InlineKind::Image(image) => InlineKind::Text(image.alt.clone()),
            InlineKind::LineBreak => InlineKind::SoftBreak,
            InlineKind::Link { content, .. } => InlineKind::Span(label(content)),
            InlineKind::Emph(content) => InlineKind::Emph(inner(content)),
            InlineKind::Strong(content) => InlineKind::Strong(inner(content)),
            InlineKind::Strike(content) => InlineKind::Strike(inner(content)),
            InlineKind::Superscript(content) => InlineKind::Superscript(inner(content)),
            InlineKind::Subscript(content) => InlineKind::Subscript(inner(content)),
            InlineKind::Underline(content) => InlineKind::Underline(inner(content)),
            InlineKind::Mark(content) => InlineKind::Mark(inner(content)),
            InlineKind::Span(content) => InlineKind::Span(inner(content)),
            InlineKind::Ruby { base, reading } => InlineKind::Ruby {
                base: inner(base),
                reading: inner(reading),
            },
            kept @ (InlineKind::Text(_)
            | InlineKind::Code(_)
            | InlineKind::Math(_)
            | InlineKind::SoftBreak) => kept.clone(),
        };
        out.push(Inline {
            role: inline.role.filter(|role| role.fits(&kind)),
            kind,
            attr: without_id(&inline.attr),
            span: inline.span,
        });
    }
}

fn inner(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    push(content, &mut out);
    out
}

fn without_id(attr: &Attr) -> Attr {
    Attr {
        id: None,
        ..attr.clone()
    }
}

/// Takes away the space that a dropped reference or picture leaves at the end.
fn trim(inlines: &mut Vec<Inline>) {
    while let Some(last) = inlines.last_mut() {
        match &mut last.kind {
            InlineKind::SoftBreak => {
                inlines.pop();
            }
            InlineKind::Text(text) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    return;
                }
                inlines.pop();
            }
            _ => return,
        }
    }
}

/// Leaves in the chapters' titles only what may be repeated.
pub(super) fn tidy_titles(document: &mut Document) {
    for chapter in &mut document.chapters {
        chapter.title = label(&chapter.title);
    }
}

#[cfg(test)]
mod tests {
    use crate::document::plain_text;
    use crate::edition::resolve::testing::{emph, link, note_ref, text};

    #[test]
    fn nothing_is_left_that_may_stand_once_only() {
        let mut marked = emph(vec![link("x", vec![text("b")]), note_ref(0)]);
        marked.attr.id = Some("id".to_owned());
        let label = super::label(&[text("a "), marked, text(" c "), note_ref(1)]);
        assert_eq!(plain_text(&label), "a b c");
        assert!(label.iter().all(|inline| inline.attr.id.is_none()));
    }
}
