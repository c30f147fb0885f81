//! Composition: a galley and its page plans become pages with everything in its place.

mod heads;
mod place;

pub(crate) use heads::{HeadLine, Heads};

use crate::document::{AnchorId, TextDirection};
use crate::edition::{PageBreak, TextPosition};
use crate::style::PageLayout;
use crate::units::{Length, Point, Rect, Size};

use super::galley::{BoxRole, Galley, Item, VBox};
use super::glyphs::{Color, Mark, Rule};
use super::page::{Page, PageItem, PageLabel};
use super::paginate::{FloatPlace, PagePlan, PageSpec, Side, advance};
use place::Canvas;

/// Pages as they are gathered, front matter and text apart.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// The pages.
    pub(crate) pages: Vec<Page>,
    /// Where anchors fell.
    pub(crate) anchors: Vec<(AnchorId, u32, Point)>,
    /// Where the text of each page begins; pages without text have none.
    pub(crate) starts: Vec<(u32, TextPosition)>,
    /// Faults.
    pub(crate) faults: Faults,
}

/// Faults of pages, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Faults {
    /// Last lines of a paragraph alone at the head of a page.
    pub(crate) widows: u32,
    /// First lines alone at the foot of a page.
    pub(crate) orphans: u32,
    /// Headings at the foot of a page.
    pub(crate) stranded_headings: u32,
    /// Pages that run short although their chapter goes on.
    pub(crate) short: u32,
    /// Pages where something did not fit.
    pub(crate) forced: u32,
}

/// How a galley is composed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// The page.
    pub(crate) layout: PageLayout,
    /// The order of pages: in a right to left edition a recto is a left-hand page.
    pub(crate) direction: TextDirection,
    /// The gap between text and notes.
    pub(crate) note_gap: Length,
    /// How much lower notes stand than the text area, so that last lines share a baseline.
    pub(crate) note_drop: Length,
    /// The weight of the rule above notes.
    pub(crate) rule: Length,
}

impl Frame {
    /// What its pages offer to a galley that begins on a side.
    pub(crate) fn spec(&self, first: Side) -> PageSpec {
        PageSpec {
            height: self.layout.height(),
            grid: self.layout.leading,
            note_gap: self.note_gap,
            first,
        }
    }

    /// The left edge of the text on a side.
    pub(crate) fn left(&self, side: Side) -> Length {
        let margins = self.layout.margins;
        let right_hand = (side == Side::Recto) == (self.direction == TextDirection::Ltr);
        if right_hand {
            margins.inner
        } else {
            margins.outer
        }
    }

    /// An empty page.
    pub(crate) fn page(&self, label: PageLabel) -> Page {
        Page {
            size: Size {
                width: self.layout.size.width,
                height: self.layout.size.height,
            },
            label,
            items: Vec::new(),
        }
    }
}

/// Where a page stands among those of its galley.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PagePlace {
    /// How many are before it.
    pub(crate) index: usize,
    /// Its side.
    pub(crate) side: Side,
    /// What it shows.
    pub(crate) shows: PageShows,
}

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageShows {
    /// The first text of its galley.
    Opening,
    /// Text that goes on.
    Text,
    /// A picture that fills it.
    Plate,
}

/// True for a page that a picture fills.
fn is_plate(galley: &Galley, floats: &[usize], plan: &PagePlan) -> bool {
    plan.top_floats.clone().any(|at| {
        let item = floats.get(at).and_then(|item| galley.items.get(*item));
        matches!(item, Some(Item::Float(float, ..)) if float.place == FloatPlace::OwnPage)
    })
}

impl Gathered {
    /// The index of the page to come.
    pub(crate) fn next_page(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX)
    }

    /// The page breaks for the e-book, once pages have their labels: at most one to a page, in
    /// reading order.
    pub(crate) fn breaks(&self) -> Vec<PageBreak> {
        let mut last = None;
        self.starts
            .iter()
            .filter(|(_, position)| {
                let later = last.is_none_or(|last| last < *position);
                last = last.max(Some(*position));
                later
            })
            .filter_map(|(page, position)| {
                let label = self.pages.get(*page as usize)?.label.to_string();
                Some(PageBreak {
                    page: *page,
                    label,
                    position: *position,
                })
            })
            .collect()
    }

    /// Composes the pages of a galley. `decorate` adds what stands around the text: it is given where the page
    /// stands, and the page.
    pub(crate) fn compose(
        &mut self,
        mut galley: Galley,
        plans: &[PagePlan],
        frame: &Frame,
        first: Side,
        mut decorate: impl FnMut(PagePlace, &mut Page),
    ) {
        let mut side = first;
        let floats: Vec<usize> = galley
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| matches!(item, Item::Float(..)))
            .map(|(index, _)| index)
            .collect();
        let mut opening = PageShows::Opening;
        for (index, plan) in plans.iter().enumerate() {
            let plate = is_plate(&galley, &floats, plan);
            let shows = if plate {
                PageShows::Plate
            } else {
                std::mem::replace(&mut opening, PageShows::Text)
            };
            let mut page = frame.page(PageLabel::default());
            let canvas = Canvas::new(self.next_page(), frame.left(side), frame.layout.margins.top);
            self.text(&mut galley, &floats, plan, frame, canvas, &mut page);
            self.notes(&mut galley, plan, frame, canvas, &mut page);
            self.faults.forced += u32::from(plan.forced);
            self.faults.short += u32::from(plan.short > 0);
            decorate(PagePlace { index, side, shows }, &mut page);
            self.pages.push(page);
            side = side.other();
        }
    }

    fn text(
        &mut self,
        galley: &mut Galley,
        floats: &[usize],
        plan: &PagePlan,
        frame: &Frame,
        canvas: Canvas,
        page: &mut Page,
    ) {
        let grid = frame.layout.leading;
        let mut depth = Length::ZERO;
        // Space is growing: what was added so far, and the natural stretch of all.
        let mut grown = Length::ZERO;
        let growth: Length =
            stretch_within(galley.items.get(plan.items.clone()).unwrap_or_default());
        let mut frames = Frames::default();
        let mut content = Vec::new();
        if let Some(Item::Break(_, Some(head))) = plan.lead_in.and_then(|at| galley.items.get(at)) {
            let head: VBox = (**head).clone();
            depth += head.height;
            canvas.place(head.parts, Length::ZERO, &mut content);
        }
        let mut roles: Option<(BoxRole, BoxRole)> = None;
        let mut start = Start::default();
        for at in plan.top_floats.clone() {
            let Some(Item::Float(float, picture, _)) =
                floats.get(at).and_then(|item| galley.items.get_mut(*item))
            else {
                continue;
            };
            let picture = std::mem::take(picture);
            match float.place {
                FloatPlace::InText => self.anchor(picture.anchors, canvas, depth),
                FloatPlace::OwnPage => {
                    let whole = Canvas::new(canvas.page, Length::ZERO, Length::ZERO);
                    self.anchor(picture.anchors, whole, Length::ZERO);
                }
            }
            start.float(picture.position);
            canvas.place(picture.parts, depth, &mut content);
            depth += float.top;
        }
        for index in plan.items.clone() {
            match galley.items.get_mut(index) {
                Some(Item::Space(space)) => {
                    depth = advance(depth, *space, grid);
                    if !plan.stretch.is_zero() {
                        grown += plan.stretch.scale(space.stretch.ratio(growth));
                    }
                }
                Some(Item::Float(float, picture, offset)) => {
                    let at = floats.partition_point(|item| *item < index);
                    if at >= plan.float_limit {
                        continue;
                    }
                    let first = depth.is_zero();
                    let top = depth + grown + if first { Length::ZERO } else { *offset };
                    depth += if first { float.top } else { float.inline };
                    let picture = std::mem::take(picture);
                    self.anchor(picture.anchors, canvas, top);
                    start.text(picture.position);
                    canvas.place(picture.parts, top, &mut content);
                    roles = Some((roles.map_or(picture.role, |(first, _)| first), picture.role));
                }
                Some(Item::Box(next)) => {
                    let next = std::mem::take(next);
                    let top = depth + grown;
                    self.anchor(next.anchors, canvas, top);
                    start.text(next.position);
                    roles = Some((roles.map_or(next.role, |(first, _)| first), next.role));
                    frames.extend(next.frame, top, top + next.height);
                    canvas.place(next.parts, top, &mut content);
                    depth += next.height;
                }
                Some(Item::Break(..)) | None => {}
            }
        }
        self.starts
            .extend(start.position().map(|position| (canvas.page, position)));
        let ends_text = plan.items.end >= galley.items.len();
        self.count_faults(roles, ends_text);
        frames.draw(galley, canvas, &mut page.items);
        page.items.append(&mut content);
    }

    fn anchor(&mut self, anchors: Vec<AnchorId>, canvas: Canvas, depth: Length) {
        for anchor in anchors {
            self.anchors
                .push((anchor, canvas.page, canvas.point(depth)));
        }
    }

    fn count_faults(&mut self, roles: Option<(BoxRole, BoxRole)>, ends_text: bool) {
        let Some((first, last)) = roles else {
            return;
        };
        let is = |role, wants_first| match role {
            BoxRole::Line { first, last } => {
                if wants_first {
                    first && !last
                } else {
                    last && !first
                }
            }
            _ => false,
        };
        self.faults.widows += u32::from(is(first, false));
        self.faults.orphans += u32::from(is(last, true));
        self.faults.stranded_headings += u32::from(last == BoxRole::Heading && !ends_text);
    }

    fn notes(
        &mut self,
        galley: &mut Galley,
        plan: &PagePlan,
        frame: &Frame,
        canvas: Canvas,
        page: &mut Page,
    ) {
        let lines: Vec<VBox> = plan
            .notes
            .iter()
            .filter_map(|part| {
                let body = galley.notes.get_mut(part.note)?;
                let lines = body.lines.get_mut(part.lines.clone())?;
                Some(lines.iter_mut().map(std::mem::take).collect::<Vec<_>>())
            })
            .flatten()
            .collect();
        let Some(height) = lines.iter().map(|line| line.height).reduce(|a, b| a + b) else {
            return;
        };
        let mut y = frame.layout.height() - height + frame.note_drop;
        // A note that goes on from the page before stands below a rule of the whole measure.
        let measure = frame.layout.measure;
        let continued = plan.notes.first().is_some_and(|part| part.lines.start > 0);
        let width = if continued {
            measure
        } else {
            measure.scale(0.2)
        };
        let left = match frame.direction {
            TextDirection::Ltr => canvas.x,
            TextDirection::Rtl => canvas.x + measure - width,
        };
        let rule = Rect::new(
            left,
            canvas.y + y - frame.note_gap.scale(0.42),
            width,
            frame.rule,
        );
        page.items.push(PageItem::Rule(Rule {
            rect: rule,
            color: Color::BLACK,
            mark: Mark::Artifact,
        }));
        let mut frames = Frames::default();
        let mut content = Vec::new();
        for line in lines {
            self.anchor(line.anchors, canvas, y);
            frames.extend(line.frame, y, y + line.height);
            canvas.place(line.parts, y, &mut content);
            y += line.height;
        }
        frames.draw(galley, canvas, &mut page.items);
        page.items.append(&mut content);
    }
}

/// Where the main text of a page begins. A float at its head stands earlier in the text than what is
/// around it, so that it counts only on a page of its own.
#[derive(Default)]
struct Start {
    text: Option<TextPosition>,
    float: Option<TextPosition>,
}

impl Start {
    fn text(&mut self, position: Option<TextPosition>) {
        self.text = self.text.or(position);
    }

    fn float(&mut self, position: Option<TextPosition>) {
        self.float = self.float.or(position);
    }

    fn position(&self) -> Option<TextPosition> {
        self.text.or(self.float)
    }
}

/// The stretch of the spaces between the first and the last box.
fn stretch_within(items: &[Item]) -> Length {
    let last = items
        .iter()
        .rposition(|item| matches!(item, Item::Box(_)))
        .unwrap_or_default();
    items
        .iter()
        .take(last)
        .map(|item| match item {
            Item::Space(space) => space.stretch,
            _ => Length::ZERO,
        })
        .sum()
}

/// Where the frames on a page begin and end.
#[derive(Default)]
struct Frames(Vec<(usize, Length, Length)>);

impl Frames {
    fn extend(&mut self, frame: Option<usize>, top: Length, bottom: Length) {
        let Some(frame) = frame else {
            return;
        };
        match self.0.iter_mut().find(|(known, _, _)| *known == frame) {
            Some((_, _, end)) => *end = (*end).max(bottom),
            None => self.0.push((frame, top, bottom)),
        }
    }

    /// Draws the frames, the outer ones first. A frame is as long as those in it.
    fn draw(mut self, galley: &Galley, canvas: Canvas, out: &mut Vec<PageItem>) {
        let mut at = 0;
        while let Some(&(frame, top, bottom)) = self.0.get(at) {
            let frame = galley.frames.get(frame);
            if let Some(parent) = frame.and_then(|f| f.parent) {
                let pad = frame.map_or(Length::ZERO, |f| f.pad);
                match self.0.iter_mut().find(|(known, _, _)| *known == parent) {
                    Some((_, start, end)) => {
                        *start = (*start).min(top - pad);
                        *end = (*end).max(bottom + pad);
                    }
                    None => self.0.push((parent, top - pad, bottom + pad)),
                }
            }
            at += 1;
        }
        self.0.sort_by_key(|(frame, _, _)| *frame);
        for (frame, top, bottom) in self.0 {
            let Some(frame) = galley.frames.get(frame) else {
                continue;
            };
            out.push(PageItem::Rule(Rule {
                rect: Rect::new(
                    canvas.x + frame.x,
                    canvas.y + top - frame.pad,
                    frame.width,
                    bottom - top + frame.pad * 2,
                ),
                color: frame.color,
                mark: Mark::Artifact,
            }));
        }
    }
}
