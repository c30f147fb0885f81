//! Footnotes: each is set when its first reference is, and attached to that line.

use std::sync::Arc;

use super::{Ctx, Flow, MainText, plain_shape};
use crate::document::NoteId;
use crate::edition::NoteUse;
use crate::style::Figures;
use crate::typeset::galley::{Item, NoteBody, VBox};
use crate::typeset::page::LinkDest;
use crate::typeset::structure::Tag;
use crate::typeset::style::{Collector, LinkTo, TextSpec};
use crate::typeset::text::LinkId;
use crate::units::Length;

impl Flow<'_> {
    /// Sets the notes that a line refers to, unless they are set already, and returns how many were set;
    /// those that they refer to themselves among them.
    pub(crate) fn set_notes(&mut self, notes: &[NoteId], ctx: &Ctx<'_>) -> u32 {
        let mut count = 0;
        for note in notes {
            count += self.set_note(*note, ctx);
        }
        count
    }

    fn set_note(&mut self, id: NoteId, around: &Ctx<'_>) -> u32 {
        let index = id.0 as usize;
        // A note is set once, so notes that refer to each other end as well.
        match self.notes_set.get_mut(index) {
            Some(set) if !*set => *set = true,
            _ => return 0,
        }
        let edition = self.edition;
        let (Some(note), Some(usage)) =
            (edition.document.notes.get(index), edition.notes.get(index))
        else {
            return 0;
        };
        let theme = self.theme;
        let style = &theme.note;
        let place_in_galley = self.galley_mut().notes.len();
        self.galley_mut().notes.push(NoteBody::default());
        let parent = self.section_of(around.element);
        let element = self.structure.add(Some(parent), Tag::Note);
        self.structure.get_mut(element).id = Some(usage.id.as_str().into());
        let ctx = Ctx {
            left: Length::ZERO,
            measure: self.layout.measure,
            element,
            style,
            depth: 1,
            lists: 0,
            frame: None,
            main: MainText::No,
            indent: style.text.size,
            ..around.clone()
        };
        let aside = self.aside();
        self.anchor(Some(usage.id.as_str()));
        self.note_number(usage, &ctx);
        let inner = ctx.indented(note_indent(style.text.size), Length::ZERO);
        self.blocks(&note.blocks, &inner);
        let items = self.resume(aside);
        let lines = lines_of(items);
        let nested = lines.iter().map(|line| line.notes).sum::<u32>();
        if let Some(body) = self.galley_mut().notes.get_mut(place_in_galley) {
            body.lines = lines;
        }
        1 + nested
    }

    /// The number before a note, on its line and in its size. It leads back to the first reference.
    fn note_number(&mut self, usage: &NoteUse, ctx: &Ctx<'_>) {
        let label = self.structure.add(Some(ctx.element), Tag::Lbl);
        let element = self.structure.add(Some(label), Tag::Link);
        let mut style = ctx.style.text.clone();
        style.figures = Figures::OldStyle;
        let spec = TextSpec {
            style: &style,
            lang: &ctx.lang,
            element,
            measure: ctx.measure,
        };
        let mut look = Collector::look(self.theme, &spec);
        let back = usage.refs.first().map(|reference| LinkTo {
            dest: LinkDest::Anchor(reference.clone()),
            element,
            contents: Arc::from(usage.back.as_str()),
        });
        look.link = back.is_some().then_some(LinkId(0));
        let mut text = super::heading::plain(&format!("{}.", usage.label), &look, ctx);
        text.links.extend(back);
        let shape = plain_shape(ctx.measure);
        let y = ctx.style.text.baseline();
        if let Some(part) = self.part(&text, &shape, (Length::ZERO, y)) {
            self.beside(part);
        }
    }

    /// The element that a note is added to: the nearest that may hold blocks.
    fn section_of(
        &self,
        element: crate::typeset::structure::StructId,
    ) -> crate::typeset::structure::StructId {
        let mut at = element;
        loop {
            let Some(here) = self.structure.elements.get(at.0 as usize) else {
                return element;
            };
            match (here.tag, here.parent) {
                (
                    Tag::Document
                    | Tag::Sect
                    | Tag::Div
                    | Tag::LBody
                    | Tag::Td
                    | Tag::Th
                    | Tag::ThRow
                    | Tag::BlockQuote
                    | Tag::Note,
                    _,
                )
                | (_, None) => return at,
                (_, Some(parent)) => at = parent,
            }
        }
    }
}

/// The hanging indent of a note's text.
fn note_indent(size: Length) -> Length {
    size.scale(1.5)
}

/// The boxes of a column with the space above each as part of it.
pub(crate) fn lines_of(items: Vec<Item>) -> Vec<VBox> {
    let mut above = Length::ZERO;
    let mut lines = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Item::Space(space) => above += space.natural,
            Item::Break(..) | Item::Float(..) => {}
            Item::Box(mut line) => {
                if !above.is_zero() {
                    line.shift(Length::ZERO, above);
                    line.height += above;
                    above = Length::ZERO;
                }
                lines.push(line);
            }
        }
    }
    lines
}
