//! The galley: a chapter as one long column of boxes, spaces and places where a page may end, with
//! the notes that boxes refer to. Pagination sees its numbers, composition its contents.

mod dump;
mod lines;
mod reset;

use std::sync::Arc;

pub(crate) use lines::{HYPHEN_COST, HYPHEN_TURN_COST, LineBoxes, refs_of};
pub(crate) use reset::{Resettable, apply, offers};

use crate::document::AnchorId;
use crate::edition::TextPosition;
use crate::units::{Length, Point, Rect};

use super::glyphs::{Color, Mark, Rule};
use super::math::MathBox;
use super::page::PlacedImage;
use super::paginate::{VBreak, VFloat, VItem, VSpace};
use super::paragraph::{LineItem, PlacedLine};

/// A chapter, a note, a cell or a page of the front matter before it is broken into pages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Galley {
    /// The column.
    pub(crate) items: Vec<Item>,
    /// The notes in the order of their first references.
    pub(crate) notes: Vec<NoteBody>,
    /// Grounds and side rules that run along boxes.
    pub(crate) frames: Vec<Frame>,
    /// Paragraphs that can be set again.
    pub(crate) paragraphs: Vec<Resettable>,
    /// How many items it begins with that are pictures with a page for each.
    pub(crate) plates_first: usize,
}

/// One item of the column.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// Something to set.
    Box(VBox),
    /// Space.
    Space(VSpace),
    /// A picture that may stand on the next page; its box stands so far down when it is within the text.
    Float(VFloat, VBox, Length),
    /// A place where a page may end, and what is repeated on the next page if it does.
    Break(VBreak, Option<Arc<VBox>>),
}

/// Something that is set as a whole. Its origin is the top left corner of the text area at its depth.
#[derive(Debug, Clone, Default)]
pub(crate) struct VBox {
    /// Its height.
    pub(crate) height: Length,
    /// What is in it.
    pub(crate) parts: Parts,
    /// How many notes it refers to for the first time.
    pub(crate) notes: u32,
    /// The anchors in it, at its top.
    pub(crate) anchors: Vec<AnchorId>,
    /// The place in the text at which it starts, for main text.
    pub(crate) position: Option<TextPosition>,
    /// The innermost frame it stands in.
    pub(crate) frame: Option<usize>,
    /// What it is for the report.
    pub(crate) role: BoxRole,
}

/// What is in a box; a single line, the most common, needs no list.
#[derive(Debug, Clone, Default)]
pub(crate) enum Parts {
    /// Nothing.
    #[default]
    None,
    /// One line.
    Line(PlacedLine),
    /// Several.
    Many(Vec<Part>),
}

/// A part of a box.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// A line.
    Line(PlacedLine),
    /// A rule, relative to the box.
    Rule(Rule),
    /// A picture, relative to the box.
    Image(PlacedImage),
    /// A formula, where the left end of its baseline stands, and what it is in the structure.
    Formula(Arc<MathBox>, Point, Mark),
    /// Parts that are turned by a quarter.
    Turned(Turned),
}

/// Parts that are turned by a quarter to the left: their x runs up the page, their y to the right.
#[derive(Debug, Clone)]
pub(crate) struct Turned {
    /// The parts, none of which is turned again.
    pub(crate) parts: Vec<Part>,
    /// Where their origin stands, relative to the box.
    pub(crate) about: Point,
}

/// What a box is for the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum BoxRole {
    /// Anything else.
    #[default]
    Other,
    /// A line of a paragraph.
    Line {
        /// The first of several.
        first: bool,
        /// The last of several.
        last: bool,
    },
    /// A line of a heading.
    Heading,
}

/// The text of a note, in lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct NoteBody {
    /// Its lines. Space between its blocks is part of them.
    pub(crate) lines: Vec<VBox>,
}

/// A ground or a side rule that runs along boxes, on each page from the first of them to the last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// The left edge.
    pub(crate) x: Length,
    /// The width.
    pub(crate) width: Length,
    /// How far it reaches above the first box and below the last.
    pub(crate) pad: Length,
    /// Its colour.
    pub(crate) color: Color,
    /// The frame around it.
    pub(crate) parent: Option<usize>,
}

impl Galley {
    /// The numbers of the column, for pagination.
    pub(crate) fn measures(&self) -> Vec<VItem> {
        self.items
            .iter()
            .map(|item| match item {
                Item::Box(b) => VItem::Box {
                    height: b.height,
                    notes: b.notes,
                },
                Item::Space(space) => VItem::Space(*space),
                Item::Break(at, _) => VItem::Break(*at),
                Item::Float(float, ..) => VItem::Float(*float),
            })
            .collect()
    }

    /// The heights of the lines of each note.
    pub(crate) fn note_measures(&self) -> Vec<Vec<Length>> {
        self.notes
            .iter()
            .map(|note| note.lines.iter().map(|line| line.height).collect())
            .collect()
    }
}

/// The height of a column with all its spaces, none of which snaps.
pub(crate) fn height_of(items: &[Item]) -> Length {
    items
        .iter()
        .map(|item| match item {
            Item::Box(b) => b.height,
            Item::Space(space) => space.natural,
            Item::Float(float, ..) => float.inline,
            Item::Break(..) => Length::ZERO,
        })
        .sum()
}

impl VBox {
    /// An empty box of a height.
    pub(crate) fn empty(height: Length) -> Self {
        Self {
            height,
            ..Self::default()
        }
    }

    /// True for a line that shows nothing.
    pub(crate) fn is_blank(&self) -> bool {
        let Parts::Line(placed) = &self.parts else {
            return false;
        };
        placed.line.items.iter().all(|item| match item {
            LineItem::Glyphs(run) => run.text.trim().is_empty(),
            LineItem::Rule(_) | LineItem::Fill { .. } => true,
            LineItem::Object { .. } => false,
        })
    }

    /// Puts another box below what is in this one.
    pub(crate) fn stack(&mut self, mut next: Self) {
        next.shift(Length::ZERO, self.height);
        self.height += next.height;
        self.notes += next.notes;
        self.anchors.append(&mut next.anchors);
        self.position = self.position.or(next.position);
        for part in next.parts {
            self.append(part);
        }
    }

    /// Adds a part after the others.
    pub(crate) fn append(&mut self, part: Part) {
        match &mut self.parts {
            Parts::Many(parts) => parts.push(part),
            other => {
                let mut parts: Vec<Part> = std::mem::take(other).into_iter().collect();
                parts.push(part);
                self.parts = Parts::Many(parts);
            }
        }
    }

    /// Adds a part before the others.
    pub(crate) fn prepend(&mut self, part: Part) {
        let mut parts = vec![part];
        parts.extend(std::mem::take(&mut self.parts));
        self.parts = Parts::Many(parts);
    }

    /// Moves everything in it.
    pub(crate) fn shift(&mut self, x: Length, y: Length) {
        match &mut self.parts {
            Parts::None => {}
            Parts::Line(line) => {
                line.x += x;
                line.y += y;
            }
            Parts::Many(parts) => parts.iter_mut().for_each(|part| part.shift(x, y)),
        }
    }
}

impl VBox {
    /// Makes everything in it decoration that is not read.
    pub(crate) fn as_artifact(&mut self) {
        let parts = std::mem::take(&mut self.parts).into_iter().map(|mut part| {
            match &mut part {
                Part::Line(placed) => {
                    placed.refs = None;
                    placed.line.links.clear();
                    for item in &mut placed.line.items {
                        match item {
                            LineItem::Glyphs(run) => run.mark = Mark::Artifact,
                            LineItem::Rule(rule) => rule.mark = Mark::Artifact,
                            LineItem::Object { mark, .. } => *mark = Mark::Artifact,
                            LineItem::Fill { .. } => {}
                        }
                    }
                }
                Part::Rule(rule) => rule.mark = Mark::Artifact,
                Part::Image(image) => image.mark = Mark::Artifact,
                Part::Formula(_, _, mark) => *mark = Mark::Artifact,
                // Only whole pages are turned, and they are not repeated.
                Part::Turned(_) => {}
            }
            part
        });
        self.parts = Parts::Many(parts.collect());
    }
}

impl Part {
    /// The line that it is, if it is one.
    pub(crate) fn line(&self) -> Option<&PlacedLine> {
        match self {
            Self::Line(line) => Some(line),
            _ => None,
        }
    }

    /// Its top and bottom in its box.
    pub(crate) fn extent(&self) -> (Length, Length) {
        match self {
            Self::Line(line) => (line.y - line.line.ascent, line.y + line.line.descent.abs()),
            Self::Rule(rule) => (rule.rect.origin.y, rule.rect.bottom()),
            Self::Image(image) => (image.rect.origin.y, image.rect.bottom()),
            Self::Formula(set, at, _) => (at.y - set.height, at.y + set.depth),
            Self::Turned(turned) => (Length::ZERO, turned.about.y),
        }
    }

    /// Moves it.
    pub(crate) fn shift(&mut self, x: Length, y: Length) {
        let shift = |rect: &mut Rect| {
            rect.origin.x += x;
            rect.origin.y += y;
        };
        match self {
            Self::Line(line) => {
                line.x += x;
                line.y += y;
            }
            Self::Rule(rule) => shift(&mut rule.rect),
            Self::Image(image) => shift(&mut image.rect),
            Self::Formula(_, at, _) | Self::Turned(Turned { about: at, .. }) => {
                at.x += x;
                at.y += y;
            }
        }
    }

    /// A rule that is decoration.
    pub(crate) fn rule(rect: Rect, color: Color) -> Self {
        Self::Rule(Rule {
            rect,
            color,
            mark: Mark::Artifact,
        })
    }
}

impl IntoIterator for Parts {
    type Item = Part;
    type IntoIter = PartsIter;

    fn into_iter(self) -> Self::IntoIter {
        match self {
            Self::None => PartsIter(None, Vec::new().into_iter()),
            Self::Line(line) => PartsIter(Some(Part::Line(line)), Vec::new().into_iter()),
            Self::Many(parts) => PartsIter(None, parts.into_iter()),
        }
    }
}

/// The parts of a box in order.
#[derive(Debug)]
pub(crate) struct PartsIter(Option<Part>, std::vec::IntoIter<Part>);

impl Iterator for PartsIter {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        self.0.take().or_else(|| self.1.next())
    }
}
