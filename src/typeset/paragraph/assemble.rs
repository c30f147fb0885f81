//! Lines are put together: parts of words in visual order at their places.

use super::emit::{Emitter, Setting};
use super::fit::{Target, fit, reorder, scaled_sum};
use super::input::Input;
use super::item::{Breakpoint, Item};
use super::line::Line;
use super::list::{ItemList, Source, SourceKind};
use super::part::{Part, PartKind};
use super::passes::line_widths;
use super::protrude;
use crate::document::{Lang, TextDirection};
use crate::style::Align;
use crate::typeset::glyphs::Glyph;
use crate::typeset::text::{Atom, AtomKind, Edges, RunKind, Shaper, SpaceWidth};
use crate::units::Length;

/// Memory for the parts of a line and the glyphs of a run.
#[derive(Default)]
pub(super) struct LineBuffers {
    parts: Vec<Part>,
    glyphs: Vec<Glyph>,
}

/// Sets the lines between breaks. Glyph runs in `language` carry none of their own.
pub(super) fn assemble(
    input: &Input<'_>,
    items: &ItemList,
    breaks: &[Breakpoint],
    shaper: &mut Shaper<'_>,
    language: Option<&Lang>,
    buffers: &mut LineBuffers,
) -> Vec<Line> {
    let widths = line_widths(input.shape);
    let mut assembler = Assembler {
        input,
        list: items,
        shaper,
        language,
    };
    let mut lines = Vec::with_capacity(breaks.len());
    let mut start = 0;
    for (number, at) in breaks.iter().enumerate() {
        let span = LineSpan {
            start,
            end: at.item,
            width: widths.get(number),
        };
        lines.push(assembler.line(&span, buffers));
        start = items.next_start(at.item);
    }
    lines
}

/// A line's place in the paragraph.
#[derive(Debug, Clone, Copy)]
struct LineSpan {
    /// Its first item.
    start: usize,
    /// The item it ends at.
    end: usize,
    /// The width it may have.
    width: Length,
}

/// How far a line hangs into the margins.
#[derive(Debug, Clone, Copy, Default)]
struct Hang {
    start: Length,
    end: Length,
}

/// What sets the lines of one paragraph.
struct Assembler<'a, 'f> {
    input: &'a Input<'a>,
    list: &'a ItemList,
    shaper: &'a mut Shaper<'f>,
    language: Option<&'a Lang>,
}

impl Assembler<'_, '_> {
    /// Sets one line.
    fn line(&mut self, span: &LineSpan, buffers: &mut LineBuffers) -> Line {
        let LineBuffers { parts, glyphs } = buffers;
        parts.clear();
        self.collect(span, parts);
        let hyphenated = self.line_end(span, parts);
        let mut line = Line {
            hyphenated,
            range: self.line_range(span),
            ..Line::default()
        };
        let hang = self.hang(parts);
        let target = span.width + hang.start + hang.end;
        let aim = Target {
            width: target,
            align: self.input.shape.align,
            last: self.is_last(span),
            elastic: self.list.elastic,
        };
        let stretch = fit(parts, &aim, &mut line);
        // The margin kerning is known to the search too; what is left over is overfull.
        let inner = if stretch == 1.0 {
            parts.iter().map(Part::set_width).sum()
        } else {
            scaled_sum(parts, stretch)
        };
        line.width = inner;
        line.overfull = inner > target + Length::pt(0.01);
        line.x = self.line_x(span, inner, hang);
        reorder(parts, self.input.analysis.base_level);
        let setting = Setting {
            input: self.input,
            shaper: self.shaper,
            language: self.language,
            stretch,
        };
        Emitter::new(setting, &mut line, glyphs).emit(parts);
        line
    }

    /// Collects the parts of a line in reading order.
    fn collect(&mut self, span: &LineSpan, parts: &mut Vec<Part>) {
        let list = self.list;
        let mut at = span.start;
        while at < span.end {
            let (Some(item), Some(source)) = (list.items.get(at), list.sources.get(at)) else {
                break;
            };
            at += 1;
            let Some(atom) = self.atom(source) else {
                continue;
            };
            match (*item, source.kind) {
                (Item::Box { .. }, SourceKind::Part) if source.from < source.to => {
                    let to = self.joined_end(&mut at, span.end, source);
                    let part = self.box_part(&atom, source.from, to);
                    parts.push(part);
                }
                (
                    Item::Glue {
                        width,
                        stretch,
                        shrink,
                        ..
                    },
                    SourceKind::Gap,
                ) => {
                    if let Some(last) = parts.last_mut() {
                        last.extra += width;
                        last.stretch += stretch;
                        last.shrink += shrink;
                    }
                }
                (
                    Item::Glue {
                        width,
                        stretch,
                        shrink,
                        ..
                    },
                    SourceKind::Part,
                ) => {
                    let kind = match atom.kind {
                        AtomKind::Space { word, .. } => PartKind::Space { word },
                        AtomKind::Fill => PartKind::Fill,
                        _ => continue,
                    };
                    parts.push(Part {
                        stretch,
                        shrink,
                        ..Part::new(kind, &atom, source.from, source.to, width)
                    });
                }
                _ => {}
            }
        }
    }

    /// Where the parts of one word end that stand in one line, which are set as one. `at` goes on to the item after
    /// them.
    fn joined_end(&self, at: &mut usize, end: usize, first: &Source) -> u32 {
        let mut to = first.to;
        while *at < end {
            let next = self.list.sources.get(*at);
            let Some(next) = next.filter(|s| s.atom == first.atom && s.kind != SourceKind::Gap)
            else {
                break;
            };
            if let Some(Item::Box { .. }) = self.list.items.get(*at) {
                to = next.to;
            }
            *at += 1;
        }
        to
    }

    /// Adds what the break itself shows: a hyphen, or the space that the line ends at. Gives whether the line ends in a
    /// hyphen that is not in the text.
    fn line_end(&mut self, span: &LineSpan, parts: &mut Vec<Part>) -> bool {
        let (Some(item), Some(source)) = (
            self.list.items.get(span.end),
            self.list.sources.get(span.end),
        ) else {
            return false;
        };
        let Some(atom) = self.atom(source) else {
            return false;
        };
        match (item, source.kind, atom.kind) {
            (Item::Penalty { .. }, SourceKind::Hyphen, _) => {
                let (size, _) = self.input.size(&atom);
                let style = self.input.style(&atom);
                let word = self.shaper.hyphen(style, atom.level % 2 == 1);
                let width = self.shaper.words().width(word, size, Length::ZERO);
                let kind = PartKind::Hyphen { word };
                parts.push(Part::new(kind, &atom, source.to, source.to, width));
                true
            }
            (
                Item::Glue { .. },
                SourceKind::Part,
                AtomKind::Space {
                    word,
                    width: SpaceWidth::Word | SpaceWidth::Code,
                },
            )
            // A line that the author ends is read apart from the next too.
            | (Item::Penalty { .. }, SourceKind::Penalty, AtomKind::Break { word }) => {
                let kind = PartKind::Trailing { word };
                parts.push(Part {
                    level: self.input.analysis.base_level,
                    ..Part::new(kind, &atom, source.from, source.to, Length::ZERO)
                });
                false
            }
            _ => false,
        }
    }

    fn atom(&self, source: &Source) -> Option<Atom> {
        let atoms = &self.input.analysis.atoms;
        atoms.get(source.atom as usize).copied()
    }

    /// The part for a box: an object, a word, or a part of a word, shaped anew where its glyphs
    /// depend on what was cut off.
    fn box_part(&mut self, atom: &Atom, from: u32, to: u32) -> Part {
        let AtomKind::Word { word } = atom.kind else {
            let width = match self.input.run(atom).map(|run| run.kind) {
                Some(RunKind::Object { width, .. }) => width,
                _ => Length::ZERO,
            };
            return Part::new(PartKind::Object, atom, from, to, width);
        };
        let (size, space) = self.input.size(atom);
        let (word, base) = if from == atom.start && to == atom.end {
            (word, atom.start)
        } else {
            let (style, rtl) = (self.input.style(atom), atom.level % 2 == 1);
            let slice = self.input.slice(from, to);
            (self.shaper.shape_part(style, rtl, slice), from)
        };
        let width = self.shaper.words().width(word, size, space);
        Part::new(PartKind::Word { word, base }, atom, from, to, width)
    }

    /// How far the line hangs into the margins.
    fn hang(&self, parts: &[Part]) -> Hang {
        if !self.input.shape.protrude {
            return Hang::default();
        }
        let shown = |part: &&Part| !matches!(part.kind, PartKind::Trailing { .. });
        let slice = |part: &Part| match part.kind {
            PartKind::Hyphen { .. } => "-",
            _ => self.input.slice(part.from, part.to),
        };
        let size = |part: &Part| {
            let run = self.input.text.runs.get(part.run as usize);
            run.map_or(Length::ZERO, |run| run.style.size)
        };
        let edges = |part: &Part| match part.kind {
            PartKind::Word { word, .. } | PartKind::Hyphen { word } => {
                self.shaper.words().edges(word)
            }
            _ => Edges::default(),
        };
        let start = parts.iter().find(shown);
        let end = parts.iter().rev().find(shown);
        Hang {
            start: start.map_or(Length::ZERO, |part| {
                protrude::at_start(slice(part), edges(part), size(part), part.width)
            }),
            end: end.map_or(Length::ZERO, |part| {
                protrude::at_end(slice(part), edges(part), size(part), part.width)
            }),
        }
    }

    /// Where a line that is set in a width starts, from the left edge of the measure.
    fn line_x(&self, span: &LineSpan, inner: Length, hang: Hang) -> Length {
        let shape = self.input.shape;
        let indent = shape.measure - span.width;
        let free = span.width + hang.start + hang.end - inner;
        let before = match shape.align {
            Align::Justify | Align::Start => Length::ZERO,
            Align::Center => free / 2,
            Align::End => free,
        };
        // An overfull line sticks out at its end.
        let start = indent - hang.start + before.max(Length::ZERO);
        match self.input.text.direction {
            TextDirection::Ltr => start,
            TextDirection::Rtl => shape.measure - start - inner,
        }
    }

    /// True for a line that ends a paragraph or is ended by force.
    fn is_last(&self, span: &LineSpan) -> bool {
        matches!(
            self.list.items.get(span.end),
            Some(Item::Penalty { cost, .. }) if *cost <= Item::FORCED
        )
    }

    /// The bytes of the text that a line shows.
    fn line_range(&self, span: &LineSpan) -> std::ops::Range<usize> {
        let length = self.input.text.text.len();
        let start = |source: Option<&Source>| source.map_or(length, |s| s.from as usize);
        let from = start(self.list.sources.get(span.start));
        let next = self.list.next_start(span.end);
        let to = start(self.list.sources.get(next));
        from.min(to)..to
    }
}
