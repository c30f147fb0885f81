//! The words that an edition adds to its blocks, in the language of each: `Figure 2`, *Note*.

use crate::document::{
    Alert, Block, BlockKind, Document, Lang, NumberSeries, visit_blocks_in_language,
};
use crate::edition::NoteUse;
use crate::locale::{Locale, Terms};

/// Gives captions and alerts their labels, and notes their numbers as printed.
pub(super) fn add(document: &mut Document, notes: &mut [NoteUse]) {
    let main = document.meta.lang.clone();
    let langs: Vec<Lang> = document
        .chapters
        .iter()
        .map(|chapter| chapter.lang.clone().unwrap_or_else(|| main.clone()))
        .collect();
    for (chapter, lang) in document.chapters.iter_mut().zip(&langs) {
        visit_blocks_in_language(&mut chapter.blocks, lang, &mut label);
    }
    for (note, used) in document.notes.iter_mut().zip(notes) {
        let lang = langs.get(used.chapter).unwrap_or(&main);
        let locale = Locale::of(lang);
        used.label = locale.number(u64::from(used.number));
        used.back = locale.terms.back.clone();
        visit_blocks_in_language(&mut note.blocks, lang, &mut label);
    }
}

fn label(block: &mut Block, lang: &Lang) {
    let locale = Locale::of(lang);
    if let Some(number) = &mut block.number {
        let count = number.parts.last().copied().unwrap_or_default();
        match number.series {
            NumberSeries::Figure => number.label = locale.figure_label(u64::from(count)),
            NumberSeries::Table => number.label = locale.table_label(u64::from(count)),
            // Headings are numbered without words.
            NumberSeries::Heading => {}
        }
    }
    let label = block
        .number
        .as_ref()
        .map(|number| format!("{}.", number.label));
    if let Some(caption) = block.caption_mut() {
        caption.label = label;
    } else if let BlockKind::Alert { alert, label, .. } = &mut block.kind {
        *label = alert_label(*alert, &locale.terms).to_owned();
    }
}

fn alert_label(alert: Alert, terms: &Terms) -> &str {
    match alert {
        Alert::Note => &terms.note,
        Alert::Tip => &terms.tip,
        Alert::Important => &terms.important,
        Alert::Warning => &terms.warning,
        Alert::Caution => &terms.caution,
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Alert, BlockKind, Lang};
    use crate::edition::resolve::testing::{
        block, document, note, note_ref, paragraph, resolved, text,
    };

    #[test]
    fn words_are_in_the_language_of_the_text_around_them() {
        let alert = || {
            block(BlockKind::Alert {
                alert: Alert::Warning,
                label: String::new(),
                blocks: vec![paragraph(vec![text("x")])],
            })
        };
        let mut german = alert();
        german.attr.lang = Lang::new("de").ok();
        let mut doc = document(vec![
            vec![alert(), german],
            vec![block(BlockKind::Quote(vec![alert()]))],
            vec![paragraph(vec![note_ref(0)])],
        ]);
        doc.chapters[1].lang = Lang::new("fr").ok();
        doc.chapters[2].lang = Lang::new("fa").ok();
        doc.notes = vec![note("a", vec![text("x")])];
        let edition = resolved(doc).value;
        let mut labels = Vec::new();
        for chapter in &edition.document.chapters {
            crate::document::visit_blocks(&chapter.blocks, &mut |block| {
                if let BlockKind::Alert { label, .. } = &block.kind {
                    labels.push(label.clone());
                }
            });
        }
        assert_eq!(labels, ["Warning", "Warnung", "Avertissement"]);
        assert_eq!(edition.notes[0].label, "۱");
    }
}
