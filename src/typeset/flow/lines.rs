//! Text becomes lines, and lines become boxes.

use std::sync::Arc;

use super::{Ctx, Flow, Place, Resettable};
use crate::diag::{Code, Diagnostic};
use crate::document::{NodeId, TextDirection};
use crate::edition::TextPosition;
use crate::style::{Align, BlockStyle};
use crate::typeset::galley::{BoxRole, Object, Parts, PlacedLine, TextRefs, VBox};
use crate::typeset::paragraph::{Line, LineItem, ParagraphShape};
use crate::typeset::style::StyledText;
use crate::typeset::text::{Paragraph, RunKind, TextRun};
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

/// A page should not end in a hyphen; where the leaf is turned, it must not if it can be helped.
pub(super) const HYPHEN_COST: i32 = 25;
pub(super) const HYPHEN_TURN_COST: i32 = 400;

/// Code and verse are parted where it cannot be helped.
const TORN_LISTING: i32 = 80;
/// Texts of more lines are not balanced.
const MOST_BALANCED: usize = 8;

impl Flow<'_> {
    /// The shape of a text of a style.
    pub(crate) fn shape(ctx: &Ctx<'_>, style: &BlockStyle) -> ParagraphShape {
        ParagraphShape {
            measure: ctx.measure,
            first_indent: Length::ZERO,
            drop_indent: (0, Length::ZERO),
            align: style.align,
            hyphenate: style.hyphenate,
            protrude: true,
        }
    }

    /// Breaks a text into lines and pushes them.
    pub(crate) fn lines(
        &mut self,
        mut text: StyledText,
        shape: &ParagraphShape,
        (ctx, style): (&Ctx<'_>, &BlockStyle),
        set: LineSet,
        place: Place,
    ) {
        self.set_rubies(&mut text);
        let (mut paragraph, shift) = self.set_lines(&text, shape, ctx, set);
        if let Some(capital) = self.capital.take() {
            capital.join(paragraph.lines.first_mut());
        }
        self.tally.rivers(paragraph.rivers);
        let keep_first = std::mem::take(&mut self.keep_first);
        self.missing.add(&paragraph.missing, place.span);
        self.missing.add(&text.missing, place.span);
        let room = self.room_for_readings(&text, &paragraph.lines, style.text.leading);
        let boxes = LineBoxes::new(style, ctx, place);
        let refs = refs_of(&text).map(Arc::new);
        let mut new_notes: Vec<usize> = Vec::new();
        let mut start = None;
        let count = paragraph.lines.len();
        let mut notes = text.notes.iter().peekable();
        let mut anchors = text.anchors.iter().peekable();
        for (index, line) in paragraph.lines.into_iter().enumerate() {
            let last = index + 1 == count;
            self.tally.line(&line, shape.align);
            if line.overfull {
                self.diagnostics.push(
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
                    .is_some_and(|shown| shown.starts_with(super::code::CONTINUED));
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
                let set = self.set_notes(&[*note], ctx);
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
                        self.keep();
                    }
                    LineSet::Together | LineSet::Heading => self.keep(),
                    // What continues a line of code is not parted from it.
                    LineSet::Loose if continues => self.cost(800, 0),
                    LineSet::Loose => self.cost(TORN_LISTING, 0),
                    LineSet::Paragraph => {}
                }
            }
            self.push(next);
            start = start.or(Some(self.mark() - 1));
            if hyphenated {
                self.cost(HYPHEN_COST, HYPHEN_TURN_COST);
            }
        }
        // What stands beside or between its lines holds only for these.
        if keep_first == 0
            && room.is_empty()
            && let Some(start) = start
            && set == LineSet::Paragraph
        {
            let paragraph = Resettable {
                items: start..self.mark(),
                count,
                rivers: paragraph.rivers,
                notes: new_notes,
                shape: shape.clone(),
                text,
                boxes,
            };
            self.keep_resettable(paragraph, ctx);
        }
    }
}

impl Flow<'_> {
    /// Breaks a text into lines, and says how far they are to be moved to the right. The lines of a
    /// heading, and of other centred text, are made about as long as each other.
    fn set_lines(
        &mut self,
        text: &StyledText,
        shape: &ParagraphShape,
        ctx: &Ctx<'_>,
        set: LineSet,
    ) -> (Paragraph, Length) {
        let paragraph = self.engine.set(&text.rich, shape);
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
            let paragraph = self.engine.set(&text.rich, &narrow);
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

/// Makes boxes of the lines of one text.
#[derive(Debug, Clone)]
pub(super) struct LineBoxes {
    height: Length,
    baseline: Length,
    left: Length,
    frame: Option<usize>,
    main: MainText,
    place: Place,
}

impl LineBoxes {
    /// The height of a line.
    pub(super) fn height(&self) -> Length {
        self.height
    }

    fn new(style: &BlockStyle, ctx: &Ctx<'_>, place: Place) -> Self {
        Self {
            height: style.text.leading,
            baseline: style.text.baseline(),
            left: ctx.left,
            frame: ctx.frame,
            main: ctx.main,
            place,
        }
    }

    pub(super) fn line(&self, text: &StyledText, line: Line, refs: Option<Arc<TextRefs>>) -> VBox {
        // What the typesetter adds, or takes from the metadata, has no place in the text.
        let in_text = self.main == MainText::Yes && self.place.node != NodeId::UNSET;
        let position = in_text.then(|| TextPosition {
            node: self.place.node,
            offset: source_at(&text.rich.runs, line.range.start),
        });
        let (grow, sink) = self.object_growth(text, &line);
        VBox {
            height: self.height + grow + sink,
            parts: Parts::Line(PlacedLine {
                x: self.left,
                y: self.baseline + grow,
                line,
                refs,
            }),
            position,
            frame: self.frame,
            ..VBox::default()
        }
    }

    /// How much higher and deeper the line is for a picture or a formula in it. What reaches a
    /// little into the space between lines does not drive them apart.
    fn object_growth(&self, text: &StyledText, line: &Line) -> (Length, Length) {
        let mut growth = (Length::ZERO, Length::ZERO);
        if text.objects.is_empty() {
            return growth;
        }
        let slack = self.height.scale(0.12);
        for item in &line.items {
            let LineItem::Object { run, .. } = item else {
                continue;
            };
            let run = text.rich.runs.get(*run);
            if let Some(RunKind::Object { height, depth, .. }) = run.map(|run| run.kind) {
                growth.0 = growth.0.max(height - self.baseline - slack);
                growth.1 = growth.1.max(depth - (self.height - self.baseline) - slack);
            }
        }
        growth
    }
}

/// The links and pictures of a text, where it has any.
pub(crate) fn refs_of(text: &StyledText) -> Option<TextRefs> {
    if text.links.is_empty() && text.objects.is_empty() {
        return None;
    }
    let objects = text
        .objects
        .iter()
        .filter_map(|(run, shown)| match text.rich.runs.get(*run)?.kind {
            RunKind::Object {
                width,
                height,
                depth,
            } => Some(Object {
                run: *run,
                shown: shown.clone(),
                width,
                height,
                depth,
            }),
            _ => None,
        })
        .collect();
    Some(TextRefs {
        links: text.links.clone(),
        objects,
    })
}

/// The place in the block's plain text of an offset into the styled text.
fn source_at(runs: &[TextRun], offset: usize) -> u32 {
    let from = runs.partition_point(|run| run.range.end <= offset);
    runs.iter()
        .skip(from)
        .find_map(|run| {
            let source = run.source?;
            let into = offset.saturating_sub(run.range.start);
            Some(source.saturating_add(u32::try_from(into).unwrap_or(u32::MAX)))
        })
        .unwrap_or_default()
}
