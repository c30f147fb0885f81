//! Notes: at the end of their file, where reading systems find them for their pop-ups.

use super::Writer;
use crate::document::{Attr, BlockKind, Note};
use crate::edition::NoteUse;
use crate::epub::split::Chunk;

impl<'a> Writer<'a, '_> {
    /// The notes of a file.
    ///
    /// There is no heading: Apple Books takes the notes out of the flow, and it would stand over nothing.
    pub(super) fn notes(&mut self, chunk: &'a Chunk) {
        if chunk.notes.is_empty() {
            return;
        }
        self.m
            .tag("section")
            .attr("class", "notes")
            .attr("epub:type", "footnotes")
            .attr("role", "doc-endnotes")
            .attr("aria-label", &self.locale.terms.notes)
            .open();
        self.m.line();
        let edition = self.book.edition;
        for id in &chunk.notes {
            let index = id.0 as usize;
            let (Some(used), Some(note)) =
                (edition.notes.get(index), edition.document.notes.get(index))
            else {
                continue;
            };
            self.note(used, note);
        }
        self.m.close_line();
    }

    fn note(&mut self, used: &NoteUse, note: &'a Note) {
        self.shared.usage.notes += 1;
        let document = &self.book.edition.document;
        let lang = document
            .chapters
            .get(note.chapter)
            .map(|chapter| chapter.lang.as_ref().unwrap_or(&document.meta.lang));
        let attr = Attr {
            id: Some(used.id.to_string()),
            lang: lang.filter(|lang| **lang != self.scope.lang).cloned(),
            ..Attr::default()
        };
        let roles = [("epub:type", "footnote"), ("role", "doc-footnote")];
        let outer = self.start_with("aside", &attr, "", &roles);
        self.scope.in_outline = false;
        self.m.line();
        let rest = match note.blocks.split_first() {
            Some((first, rest))
                if matches!(first.kind, BlockKind::Paragraph(_) | BlockKind::Plain(_)) =>
            {
                let inner = self.start("p", &first.attr_with_classes(), "");
                self.backlink(used);
                let mut at = self.shared.marks.take(first.node);
                self.paragraph_end(first.inlines(), &mut at);
                self.end(inner);
                rest
            }
            _ => {
                self.m.open("p");
                self.backlink(used);
                self.m.close_line();
                &note.blocks
            }
        };
        self.blocks(rest);
        self.end(outer);
    }

    /// The number, which leads back to the first reference. It stands first: Kindle runs notes
    /// together whose link back is at their end.
    fn backlink(&mut self, used: &NoteUse) {
        let number = format!("{}.", used.label);
        let href = used
            .refs
            .first()
            .and_then(|reference| self.book.href(reference, self.file));
        match href {
            Some(href) => {
                self.m
                    .tag("a")
                    .attr("href", &href)
                    .attr("class", "backlink")
                    .attr("epub:type", "backlink")
                    .attr("role", "doc-backlink")
                    .open();
                self.m.text(&number);
                self.m.close();
            }
            None => self.m.text(&number),
        }
        self.m.text(" ");
    }
}
