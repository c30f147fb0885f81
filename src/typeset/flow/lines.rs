//! Text becomes lines, and lines become boxes.

use std::sync::Arc;

use super::{
    CONTINUED, Capital, Column, Ctx, Flow, Place, room_for_readings, set_notes, set_rubies,
};
use crate::diag::{Code, Diagnostic};
use crate::document::{NodeId, TextDirection};
use crate::style::{Align, BlockStyle};
use crate::typeset::galley::{
    BoxRole, HYPHEN_COST, HYPHEN_TURN_COST, LineBoxes, Resettable, refs_of,
};
use crate::typeset::paragraph::{Paragraph, ParagraphShape, TextEngine};
use crate::typeset::style::StyledText;
use crate::units::Length;

/// Whether text counts for the page list of the e-book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MainText {
    /// Main text.
    Yes,
    /// Notes, contents, repeated heads.
    No,
}

/// How the lines of a text are put into the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineSet {
    /// As a paragraph: neither its first nor its last line alone on a page.
    Paragraph,
    /// All on one page: headings, captions.
    Together,
    /// A heading, all on one page.
    Heading,
    /// As they come: code, verse.
    Loose,
}

/// Code and verse are parted where it cannot be helped.
const TORN_LISTING: i32 = 80;
/// Texts of more lines are not balanced.
const MOST_BALANCED: usize = 8;

/// The shape of a text of a style.
pub(crate) fn text_shape(ctx: &Ctx<'_>, style: &BlockStyle) -> ParagraphShape {
    ParagraphShape {
        measure: ctx.measure,
        first_indent: Length::ZERO,
        drop_indent: (0, Length::ZERO),
        align: style.align,
        hyphenate: style.hyphenate,
        protrude: true,
    }
}

/// A text with what its lines are to be.
pub(crate) struct TextBlock<'s> {
    text: StyledText,
    shape: ParagraphShape,
    style: &'s BlockStyle,
    set: LineSet,
    place: Place,
    /// The capital that stands before its first lines.
    capital: Option<Capital>,
}

impl<'s> TextBlock<'s> {
    /// A text in a shape, most often that of [`text_shape`].
    pub(crate) fn new(
        text: StyledText,
        shape: ParagraphShape,
        style: &'s BlockStyle,
        set: LineSet,
        place: Place,
    ) -> Self {
        Self {
            text,
            shape,
            style,
            set,
            place,
            capital: None,
        }
    }

    /// The same text after a capital.
    pub(crate) fn with_capital(self, capital: Option<Capital>) -> Self {
        Self { capital, ..self }
    }
}

/// Breaks a text into lines and pushes them.
pub(crate) fn set_lines(flow: &mut Flow<'_>, ctx: &Ctx<'_>, block: TextBlock<'_>) {
    let TextBlock {
        mut text,
        shape,
        style,
        set,
        place,
        capital,
    } = block;
    set_rubies(&mut flow.engine, &mut text);
    let (mut paragraph, shift) = break_text(&mut flow.engine, &text, &shape, ctx, set);
    // Lines that stand beside a capital stay together.
    let keep_first = capital.as_ref().map_or(0, Capital::lines);
    if let Some(capital) = capital {
        capital.join(paragraph.lines.first_mut());
    }
    flow.findings.tally.add_rivers(paragraph.rivers);
    flow.findings.missing.add(&paragraph.missing, place.span);
    flow.findings.missing.add(&text.missing, place.span);
    let room = room_for_readings(
        flow.engine.fonts(),
        &text,
        &paragraph.lines,
        style.text.leading,
    );
    let boxes = {
        // What the typesetter adds, or takes from the metadata, has no place in the text.
        let in_text = ctx.main == MainText::Yes && place.node != NodeId::UNSET;
        let node = in_text.then_some(place.node);
        LineBoxes::new(&style.text, ctx.left, ctx.frame, node)
    };
    let refs = refs_of(&text).map(Arc::new);
    let mut new_notes: Vec<usize> = Vec::new();
    let mut start = None;
    let count = paragraph.lines.len();
    let mut notes = text.notes.iter().peekable();
    let mut anchors = text.anchors.iter().peekable();
    for (index, line) in paragraph.lines.into_iter().enumerate() {
        let last = index + 1 == count;
        flow.findings.tally.add_line(&line, shape.align);
        if line.overfull {
            flow.findings.diagnostics.push(
                Diagnostic::warning(Code::OverfullLine, "a line is wider than its measure")
                    .at(place.span),
            );
        }
        let end = line.range.end;
        let hyphenated = line.hyphenated;
        let continues = set == LineSet::Loose
            && text
                .rich
                .text
                .get(line.range.clone())
                .is_some_and(|shown| shown.starts_with(CONTINUED));
        let mut next = boxes.line(&text, line, refs.clone());
        next.shift(shift, Length::ZERO);
        if let Some(room) = room.get(index) {
            next.height += *room;
            next.shift(Length::ZERO, *room);
        }
        while let Some((_, anchor)) = anchors.next_if(|(at, _)| *at < end || last) {
            next.anchors.push(anchor.clone());
        }
        while let Some((at, note)) = notes.next_if(|(at, _)| *at < end || last) {
            let set = set_notes(flow, ctx, &[*note]);
            next.notes += set;
            new_notes.extend((0..set).map(|_| *at));
        }
        next.role = match set {
            LineSet::Paragraph => BoxRole::Line {
                first: index == 0 && count > 1,
                last: last && count > 1,
            },
            LineSet::Heading => BoxRole::Heading,
            LineSet::Together | LineSet::Loose => BoxRole::Other,
        };
        if index > 0 {
            match set {
                // After the first line, and before the last.
                LineSet::Paragraph if index == 1 || last || index < keep_first => {
                    flow.column.keep();
                }
                LineSet::Together | LineSet::Heading => flow.column.keep(),
                // What continues a line of code is not parted from it.
                LineSet::Loose if continues => flow.column.cost(800, 0),
                LineSet::Loose => flow.column.cost(TORN_LISTING, 0),
                LineSet::Paragraph => {}
            }
        }
        flow.column.push(next);
        start = start.or(Some(flow.column.len() - 1));
        if hyphenated {
            flow.column.cost(HYPHEN_COST, HYPHEN_TURN_COST);
        }
    }
    // What stands beside or between its lines holds only for these.
    if keep_first == 0
        && room.is_empty()
        && let Some(start) = start
        && set == LineSet::Paragraph
    {
        let paragraph = Resettable {
            items: start..flow.column.len(),
            count,
            rivers: paragraph.rivers,
            notes: new_notes,
            shape,
            text,
            boxes,
        };
        keep_resettable(&mut flow.column, paragraph, ctx);
    }
}

/// Keeps what a paragraph of the main text was made of.
fn keep_resettable(column: &mut Column, paragraph: Resettable, ctx: &Ctx<'_>) {
    // Only lines of the grid can be taken and given, and only in the column of the text itself.
    let plain = ctx.main == MainText::Yes
        && !column.is_aside()
        && paragraph.shape.align == Align::Justify
        && paragraph.shape.drop_indent.0 == 0
        && paragraph.count >= Resettable::FEWEST_LINES
        && paragraph.text.objects.is_empty()
        && paragraph.boxes.height() == ctx.layout.leading;
    if plain {
        column.galley.paragraphs.push(paragraph);
    }
}

/// Breaks a text into lines, and says how far they are to be moved to the right. The lines of a
/// heading, and of other centred text, are made about as long as each other.
fn break_text(
    engine: &mut TextEngine<'_>,
    text: &StyledText,
    shape: &ParagraphShape,
    ctx: &Ctx<'_>,
    set: LineSet,
) -> (Paragraph, Length) {
    let analysis = engine.analyse(&text.rich);
    let paragraph = engine.set_analysed(&text.rich, &analysis, shape);
    let count = paragraph.lines.len();
    let balanced = match (set, shape.align) {
        (_, Align::Justify) | (LineSet::Loose, _) => false,
        (LineSet::Heading, _) | (LineSet::Together | LineSet::Paragraph, Align::Center) => true,
        (LineSet::Together | LineSet::Paragraph, _) => false,
    };
    if !balanced || !(2..=MOST_BALANCED).contains(&count) {
        return (paragraph, Length::ZERO);
    }
    // The narrowest measure that needs no more lines.
    let mut best = (paragraph, shape.measure);
    let lines = i64::try_from(count).unwrap_or(1);
    let (mut low, mut high) = (shape.measure / lines, shape.measure);
    while high - low > ctx.style.text.size / 4 {
        let middle = (low + high) / 2;
        let narrow = ParagraphShape {
            measure: middle,
            ..*shape
        };
        let paragraph = engine.set_analysed(&text.rich, &analysis, &narrow);
        if paragraph.lines.len() <= count && paragraph.lines.iter().all(|l| !l.overfull) {
            best = (paragraph, middle);
            high = middle;
        } else {
            low = middle;
        }
    }
    let (paragraph, measure) = best;
    let spare = shape.measure - measure;
    let shift = match (shape.align, ctx.direction) {
        (Align::Center, _) => spare / 2,
        (Align::End, TextDirection::Ltr) | (_, TextDirection::Rtl) => spare,
        _ => Length::ZERO,
    };
    (paragraph, shift)
}

/// The shape of one line ranged at its start.
pub(crate) fn plain_shape(measure: Length) -> ParagraphShape {
    ParagraphShape {
        measure,
        first_indent: Length::ZERO,
        drop_indent: (0, Length::ZERO),
        align: crate::style::Align::Start,
        hyphenate: false,
        protrude: false,
    }
}
