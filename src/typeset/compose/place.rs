//! Puts the parts of boxes on a page.

use crate::typeset::galley::{Part, Parts};
use crate::typeset::glyphs::{Mark, Rule};
use crate::typeset::page::{Fit, LinkArea, PageItem, PlacedImage, turned};
use crate::typeset::paragraph::{LineItem, PlacedLine, Shown};
use crate::units::{Length, Point, Rect};

/// The text area of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas {
    /// The page.
    pub(super) page: u32,
    /// The left edge of the text.
    pub(super) x: Length,
    /// Its head.
    pub(super) y: Length,
}

impl Canvas {
    pub(super) fn new(page: u32, x: Length, y: Length) -> Self {
        Self { page, x, y }
    }

    /// The left edge at a depth.
    pub(super) fn point(&self, depth: Length) -> Point {
        Point {
            x: self.x,
            y: self.y + depth,
        }
    }

    /// Puts the parts of a box at a depth.
    pub(super) fn place(&self, parts: Parts, depth: Length, out: &mut Vec<PageItem>) {
        let at = self.point(depth);
        for part in parts {
            match part {
                Part::Line(line) => place_line(line, at, out),
                Part::Rule(rule) => out.push(PageItem::Rule(moved(rule, at))),
                Part::Formula(formula, by, mark) => {
                    let origin = Point {
                        x: at.x + by.x,
                        y: at.y + by.y,
                    };
                    out.extend(formula.to_items(origin, mark));
                }
                Part::Turned(turned) => {
                    let about = Point {
                        x: at.x + turned.about.x,
                        y: at.y + turned.about.y,
                    };
                    place_turned(self.page, turned.parts, about, out);
                }
                Part::Image(mut image) => {
                    // What fills the page is not measured from its type area.
                    if image.fit == Fit::Exact {
                        image.rect.origin.x += at.x;
                        image.rect.origin.y += at.y;
                    }
                    out.push(PageItem::Image(image));
                }
            }
        }
    }
}

/// Puts parts on the page that are turned about a point.
fn place_turned(page: u32, parts: Vec<Part>, about: Point, out: &mut Vec<PageItem>) {
    let inner = Canvas::new(page, Length::ZERO, Length::ZERO);
    out.push(PageItem::Turned(about));
    let start = out.len();
    inner.place(Parts::Many(parts), Length::ZERO, out);
    for item in out.iter_mut().skip(start) {
        if let PageItem::Link(link) = item {
            link.rect = turned(link.rect, about);
        }
    }
    out.push(PageItem::Upright);
}

/// A line within an object, which is decoration where the object is.
fn marked(mut line: PlacedLine, mark: Mark) -> PlacedLine {
    for item in &mut line.line.items {
        if let LineItem::Glyphs(run) = item
            && !matches!(mark, Mark::Content(_))
        {
            run.mark = mark;
        }
    }
    line
}

fn moved(mut rule: Rule, by: Point) -> Rule {
    rule.rect.origin.x += by.x;
    rule.rect.origin.y += by.y;
    rule
}

/// Puts a line on the page; its origin is the left end of its baseline.
pub(super) fn place_line(placed: PlacedLine, at: Point, out: &mut Vec<PageItem>) {
    let origin = Point {
        x: at.x + placed.x,
        y: at.y + placed.y,
    };
    let (ascent, descent) = (placed.line.ascent, placed.line.descent.abs());
    for item in placed.line.items {
        match item {
            LineItem::Glyphs(mut run) => {
                run.origin.x += origin.x;
                run.origin.y += origin.y;
                out.push(PageItem::Glyphs(run));
            }
            LineItem::Rule(rule) => out.push(PageItem::Rule(moved(rule, origin))),
            LineItem::Object { run, x, mark } => {
                let object = placed
                    .refs
                    .as_ref()
                    .and_then(|refs| refs.objects.iter().find(|object| object.run == run));
                if let Some(object) = object {
                    let left = Point {
                        x: origin.x + x,
                        y: origin.y,
                    };
                    match &object.shown {
                        Shown::Formula(formula) => out.extend(formula.to_items(left, mark)),
                        Shown::RubyText(_) => {}
                        Shown::Ruby(lines) => {
                            for line in lines.iter() {
                                place_line(marked(line.clone(), mark), left, out);
                            }
                        }
                        Shown::Picture(asset) => out.push(PageItem::Image(PlacedImage {
                            asset: *asset,
                            rect: Rect::new(
                                left.x,
                                left.y - object.height,
                                object.width,
                                object.height + object.depth,
                            ),
                            fit: Fit::Exact,
                            mark,
                        })),
                    }
                }
            }
            LineItem::Fill { .. } => {}
        }
    }
    let Some(refs) = placed.refs else {
        return;
    };
    for part in placed.line.links {
        if let Some(link) = refs.links.get(part.link.0 as usize) {
            out.push(PageItem::Link(LinkArea {
                rect: Rect::new(
                    origin.x + part.x,
                    origin.y - ascent,
                    part.width,
                    ascent + descent,
                ),
                target: link.dest.clone(),
                contents: link.contents.clone(),
                element: link.element,
            }));
        }
    }
}
