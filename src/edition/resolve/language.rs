//! Languages: each node names its language only where it differs from its surroundings.

use crate::document::{Block, Document, Inline, Lang};
use crate::edition::NoteUse;

/// Takes away languages that say nothing new, and adds one to a note that is set in a chapter of
/// another language than that it was written in.
pub(super) fn normalize(document: &mut Document, notes: &[NoteUse]) {
    let main = document.meta.lang.clone();
    for chapter in &mut document.chapters {
        if chapter.lang.as_ref() == Some(&main) {
            chapter.lang = None;
        }
    }
    let langs: Vec<Lang> = document
        .chapters
        .iter()
        .map(|chapter| chapter.lang.clone().unwrap_or_else(|| main.clone()))
        .collect();
    let lang_of = |chapter: usize| langs.get(chapter).unwrap_or(&main);

    for (index, chapter) in document.chapters.iter_mut().enumerate() {
        let lang = lang_of(index);
        inlines(&mut chapter.title, lang);
        blocks(&mut chapter.blocks, lang);
    }
    for (note, use_) in document.notes.iter_mut().zip(notes) {
        let written = lang_of(note.chapter);
        let set = lang_of(use_.chapter);
        if written != set {
            for block in &mut note.blocks {
                block.attr.lang.get_or_insert_with(|| written.clone());
            }
        }
        blocks(&mut note.blocks, set);
    }
}

fn blocks(list: &mut [Block], around: &Lang) {
    for block in list {
        one_block(block, around);
    }
}

fn one_block(block: &mut Block, around: &Lang) {
    let own = own_language(&mut block.attr.lang, around);
    let lang = own.as_ref().unwrap_or(around);
    if let Some(content) = block.inlines_mut() {
        inlines(content, lang);
    }
    for child in block.children_mut() {
        one_block(child, lang);
    }
}

fn inlines(list: &mut [Inline], around: &Lang) {
    for inline in list {
        let own = own_language(&mut inline.attr.lang, around);
        let lang = own.as_ref().unwrap_or(around);
        for content in inline.children_mut() {
            inlines(content, lang);
        }
    }
}

/// The language of a node where it differs from that around it; one that does not is taken away.
fn own_language(lang: &mut Option<Lang>, around: &Lang) -> Option<Lang> {
    if lang.as_ref() == Some(around) {
        *lang = None;
    }
    lang.clone()
}

#[cfg(test)]
mod tests {
    use crate::document::Lang;
    use crate::edition::resolve::testing::{
        document, note, note_ref, paragraph, resolved, span_lang, text,
    };

    #[test]
    fn only_changes_of_language_are_named() {
        let german = || Lang::new("de").expect("a language");
        let inner = span_lang("de", vec![span_lang("de", vec![text("x")])]);
        let mut doc = document(vec![
            vec![paragraph(vec![
                span_lang("en", vec![text("y")]),
                inner,
                note_ref(0),
            ])],
            vec![paragraph(vec![span_lang("de", vec![text("z")])])],
        ]);
        doc.chapters[1].lang = Some(german());
        let mut foreign = note("a", vec![text("b")]);
        foreign.chapter = 1;
        doc.notes.push(foreign);
        let edition = resolved(doc).value;

        let first = edition.document.chapters[0].blocks[0].inlines();
        assert_eq!(first[0].attr.lang, None);
        assert_eq!(first[1].attr.lang, Some(german()));
        assert_eq!(first[1].children()[0][0].attr.lang, None);
        let second = edition.document.chapters[1].blocks[0].inlines();
        assert_eq!(second[0].attr.lang, None);
        assert_eq!(
            edition.document.notes[0].blocks[0].attr.lang,
            Some(german())
        );
    }
}
