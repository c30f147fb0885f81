//! Footnotes: each is set when its first reference is, and attached to that line.

use std::sync::Arc;

use super::{Ctx, Flow, MainText, plain, plain_shape, set_blocks, set_part};
use crate::document::NoteId;
use crate::edition::NoteUse;
use crate::style::Figures;
use crate::typeset::galley::{Item, NoteBody, VBox};
use crate::typeset::page::LinkDest;
use crate::typeset::structure::{StructId, StructTree, Tag};
use crate::typeset::style::{Collector, LinkTo, TextSpec};
use crate::typeset::text::LinkId;
use crate::units::Length;

/// Sets the notes that a line refers to, unless they are set already, and returns how many were set;
/// those that they refer to themselves among them.
pub(crate) fn set_notes(flow: &mut Flow<'_>, ctx: &Ctx<'_>, notes: &[NoteId]) -> u32 {
    let mut count = 0;
    for note in notes {
        count += set_note(flow, *note, ctx);
    }
    count
}

fn set_note(flow: &mut Flow<'_>, id: NoteId, around: &Ctx<'_>) -> u32 {
    let index = id.0 as usize;
    // A note is set once, so notes that refer to each other end as well.
    match flow.notes.set.get_mut(index) {
        Some(set) if !*set => *set = true,
        _ => return 0,
    }
    let edition = around.edition;
    let (Some(note), Some(usage)) = (edition.document.notes.get(index), edition.notes.get(index))
    else {
        return 0;
    };
    let style = &around.theme.note;
    let place_in_galley = flow.column.galley.notes.len();
    flow.column.galley.notes.push(NoteBody::default());
    let parent = holder_of(&flow.structure, around.element);
    let element = flow.structure.add(Some(parent), Tag::Note);
    flow.structure.get_mut(element).id = Some(usage.id.as_str().into());
    let ctx = Ctx {
        left: Length::ZERO,
        measure: around.layout.measure,
        element,
        style,
        depth: 1,
        lists: 0,
        frame: None,
        main: MainText::No,
        indent: style.text.size,
        ..around.clone()
    };
    let aside = flow.column.aside();
    flow.column.anchor(Some(usage.id.as_str()));
    set_note_number(flow, &ctx, usage);
    let inner = ctx.indented(note_indent(style.text.size), Length::ZERO);
    set_blocks(flow, &inner, &note.blocks);
    let items = flow.column.resume(aside);
    let lines = lines_of(items);
    let nested = lines.iter().map(|line| line.notes).sum::<u32>();
    if let Some(body) = flow.column.galley.notes.get_mut(place_in_galley) {
        body.lines = lines;
    }
    1 + nested
}

/// The number before a note, on its line and in its size. It leads back to the first reference.
fn set_note_number(flow: &mut Flow<'_>, ctx: &Ctx<'_>, usage: &NoteUse) {
    let label = flow.structure.add(Some(ctx.element), Tag::Lbl);
    let element = flow.structure.add(Some(label), Tag::Link);
    let mut style = ctx.style.text.clone();
    style.figures = Figures::OldStyle;
    let spec = TextSpec {
        style: &style,
        lang: &ctx.lang,
        element,
        measure: ctx.measure,
    };
    let mut look = Collector::look(ctx.theme, &spec);
    let back = usage.refs.first().map(|reference| LinkTo {
        dest: LinkDest::Anchor(reference.clone()),
        element,
        contents: Arc::from(usage.back.as_str()),
    });
    look.link = back.is_some().then_some(LinkId(0));
    let mut text = plain(&format!("{}.", usage.label), &look, ctx);
    text.links.extend(back);
    let shape = plain_shape(ctx.measure);
    let y = ctx.style.text.baseline();
    if let Some(part) = set_part(&mut flow.engine, &text, &shape, Length::ZERO, y) {
        flow.column.beside(part);
    }
}

/// The element that a note is added to: the nearest that may hold blocks.
fn holder_of(structure: &StructTree, element: StructId) -> StructId {
    let mut at = element;
    loop {
        let Some(here) = structure.elements.get(at.0 as usize) else {
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

/// The hanging indent of a note's text.
fn note_indent(size: Length) -> Length {
    size.scale(1.5)
}

/// The boxes of a column with the space above each as part of it.
pub(super) fn lines_of(items: Vec<Item>) -> Vec<VBox> {
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
