//! Lines are put together: parts of words in visual order at their places.

use super::build::{Source, SourceKind};
use super::emit::Emitter;
use super::fit::{Target, fit, reorder, scaled_sum};
use super::item::Item;
use super::line::{Line, ParagraphShape};
use super::protrude;
use crate::style::Align;
use crate::typeset::text::{
    Atom, AtomKind, Edges, RichText, RunKind, SpaceWidth, TextEngine, WordId,
};
use crate::units::Length;

/// A line's place in the paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineSpan {
    /// Its first item.
    pub(super) start: usize,
    /// The item it ends at.
    pub(super) end: usize,
    /// The width it may have.
    pub(super) width: Length,
}

/// A part of a line.
#[derive(Debug, Clone, Copy)]
pub(in crate::typeset) struct Part {
    pub(super) kind: PartKind,
    /// The bytes of the text that it shows.
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) run: u32,
    pub(super) level: u8,
    /// Its natural width.
    pub(super) width: Length,
    pub(super) stretch: Length,
    pub(super) shrink: Length,
    /// Width added after it: stretched space, or space between ideographs.
    pub(super) extra: Length,
}

/// What a part of a line is.
#[derive(Debug, Clone, Copy)]
pub(in crate::typeset) enum PartKind {
    /// A word. `base` is where its text starts in the paragraph's, and `from..to` may be a part of it.
    Word { word: WordId, base: u32 },
    /// The hyphen that breaking adds.
    Hyphen { word: WordId },
    /// A space.
    Space { word: WordId },
    /// The space that the line ends at: it is in the text, but not in the line's width.
    Trailing { word: WordId },
    /// An object.
    Object,
    /// A fill.
    Fill,
}

impl TextEngine<'_> {
    /// Sets one line.
    pub(super) fn assemble(
        &mut self,
        text: &RichText,
        shape: &ParagraphShape,
        span: &LineSpan,
    ) -> Line {
        let mut parts = std::mem::take(&mut self.parts);
        parts.clear();
        let hyphenated = self.collect(text, span, &mut parts);
        let mut line = Line {
            hyphenated,
            range: self.line_range(span, text),
            ..Line::default()
        };
        let (hang_start, hang_end) = self.hang(text, shape, &parts);
        let target = span.width + hang_start + hang_end;
        let aim = Target {
            width: target,
            align: shape.align,
            last: self.is_last(span),
            elastic: self.layout.elastic,
        };
        let stretch = fit(&mut parts, &aim, &mut line);
        // The margin kerning is known to the search too; what is left over is overfull.
        let inner: Length = parts.iter().map(Part::set_width).sum();
        let inner = if stretch == 1.0 {
            inner
        } else {
            scaled_sum(&parts, stretch)
        };
        line.width = inner;
        line.overfull = inner > target + Length::pt(0.01);
        line.x = self.line_x(text, shape, span, (inner, hang_start, hang_end));
        reorder(&mut parts, self.analysis.base_level);
        let mut glyphs = std::mem::take(&mut self.glyphs);
        Emitter::new(self, text, (&mut line, stretch), &mut glyphs).emit(&parts);
        self.glyphs = glyphs;
        self.parts = parts;
        line
    }

    /// The parts of a line in reading order. Gives whether it ends in a hyphen that is not in the text.
    fn collect(&mut self, text: &RichText, span: &LineSpan, parts: &mut Vec<Part>) -> bool {
        let base_level = self.analysis.base_level;
        let mut at = span.start;
        while at < span.end {
            let (Some(item), Some(source)) = (
                self.layout.items.get(at).copied(),
                self.layout.sources.get(at).copied(),
            ) else {
                break;
            };
            at += 1;
            let Some(atom) = self.analysis.atoms.get(source.atom as usize).copied() else {
                continue;
            };
            match (item, source.kind) {
                (Item::Box { .. }, SourceKind::Part) if source.from < source.to => {
                    // Parts of one word that stand in one line are set as one.
                    let mut to = source.to;
                    while at < span.end {
                        let same =
                            self.layout.sources.get(at).is_some_and(|s| {
                                s.atom == source.atom && s.kind != SourceKind::Gap
                            });
                        if !same {
                            break;
                        }
                        if let (Some(Item::Box { .. }), Some(s)) =
                            (self.layout.items.get(at), self.layout.sources.get(at))
                        {
                            to = s.to;
                        }
                        at += 1;
                    }
                    let part = self.box_part(text, &atom, source.from, to);
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
                        kind,
                        stretch,
                        shrink,
                        ..part(&atom, source.from, source.to, width)
                    });
                }
                _ => {}
            }
        }
        self.line_end(text, span, parts, base_level)
    }

    /// Adds what the break itself shows: a hyphen, or the space that the line ends at.
    fn line_end(
        &mut self,
        text: &RichText,
        span: &LineSpan,
        parts: &mut Vec<Part>,
        base_level: u8,
    ) -> bool {
        let (Some(item), Some(source)) = (
            self.layout.items.get(span.end).copied(),
            self.layout.sources.get(span.end).copied(),
        ) else {
            return false;
        };
        let Some(atom) = self.analysis.atoms.get(source.atom as usize).copied() else {
            return false;
        };
        match (item, source.kind, atom.kind) {
            (Item::Penalty { .. }, SourceKind::Hyphen, _) => {
                let size = size_of(text, &atom);
                let (word, width) = self.hyphen(&atom, size);
                parts.push(Part {
                    kind: PartKind::Hyphen { word },
                    ..part(&atom, source.to, source.to, width)
                });
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
                parts.push(Part {
                    kind: PartKind::Trailing { word },
                    level: base_level,
                    ..part(&atom, source.from, source.to, Length::ZERO)
                });
                false
            }
            _ => false,
        }
    }

    /// The part for a box: an object, a word, or a part of a word, shaped anew where its glyphs
    /// depend on what was cut off.
    fn box_part(&mut self, text: &RichText, atom: &Atom, from: u32, to: u32) -> Part {
        let AtomKind::Word { word, .. } = atom.kind else {
            let width = match text.runs.get(atom.run as usize).map(|r| r.kind) {
                Some(RunKind::Object { width, .. }) => width,
                _ => Length::ZERO,
            };
            return Part {
                kind: PartKind::Object,
                ..part(atom, from, to, width)
            };
        };
        let run = text.runs.get(atom.run as usize);
        let (size, space) = run.map_or((Length::ZERO, Length::ZERO), |r| {
            (r.style.size, r.style.letter_space)
        });
        let (word, base) = if from == atom.start && to == atom.end {
            (word, atom.start)
        } else {
            let slice = text
                .text
                .get(from as usize..to as usize)
                .unwrap_or_default();
            let rtl = atom.level % 2 == 1;
            (self.reshape(atom.run as usize, rtl, slice), from)
        };
        let width = self.words.width(word, size, space);
        Part {
            kind: PartKind::Word { word, base },
            ..part(atom, from, to, width)
        }
    }

    /// How far the line hangs into the margins.
    fn hang(&self, text: &RichText, shape: &ParagraphShape, parts: &[Part]) -> (Length, Length) {
        if !shape.protrude {
            return (Length::ZERO, Length::ZERO);
        }
        let shown = |p: &&Part| !matches!(p.kind, PartKind::Trailing { .. });
        let slice = |p: &Part| match p.kind {
            PartKind::Hyphen { .. } => "-",
            _ => text
                .text
                .get(p.from as usize..p.to as usize)
                .unwrap_or_default(),
        };
        let size = |p: &Part| {
            text.runs
                .get(p.run as usize)
                .map_or(Length::ZERO, |r| r.style.size)
        };
        let edges = |p: &Part| match p.kind {
            PartKind::Word { word, .. } | PartKind::Hyphen { word } => self.words.edges(word),
            _ => Edges::default(),
        };
        let start = parts.iter().find(shown);
        let end = parts.iter().rev().find(shown);
        (
            start.map_or(Length::ZERO, |p| {
                protrude::at_start(slice(p), edges(p), size(p), p.width)
            }),
            end.map_or(Length::ZERO, |p| {
                protrude::at_end(slice(p), edges(p), size(p), p.width)
            }),
        )
    }

    /// Where a line starts, from the left edge of the measure.
    fn line_x(
        &self,
        text: &RichText,
        shape: &ParagraphShape,
        span: &LineSpan,
        (inner, hang_start, hang_end): (Length, Length, Length),
    ) -> Length {
        let indent = shape.measure - span.width;
        let free = span.width + hang_start + hang_end - inner;
        let before = match shape.align {
            Align::Justify | Align::Start => Length::ZERO,
            Align::Center => free / 2,
            Align::End => free,
        };
        // An overfull line sticks out at its end.
        let start = indent - hang_start + before.max(Length::ZERO);
        match text.direction {
            crate::document::TextDirection::Ltr => start,
            crate::document::TextDirection::Rtl => shape.measure - start - inner,
        }
    }

    /// True for a line that ends a paragraph or is ended by force.
    fn is_last(&self, span: &LineSpan) -> bool {
        matches!(
            self.layout.items.get(span.end),
            Some(Item::Penalty { cost, .. }) if *cost <= Item::FORCED
        )
    }

    fn line_range(&self, span: &LineSpan, text: &RichText) -> std::ops::Range<usize> {
        let start = |source: Option<&Source>| source.map_or(text.text.len(), |s| s.from as usize);
        let from = start(self.layout.sources.get(span.start));
        let next = self.next_start(span.end);
        let to = start(self.layout.sources.get(next));
        from.min(to)..to
    }

    /// The first item of the line after a break.
    pub(super) fn next_start(&self, end: usize) -> usize {
        let items = &self.layout.items;
        (end + 1..items.len())
            .find(|at| {
                matches!(items.get(*at), Some(Item::Box { .. }))
                    || matches!(items.get(*at), Some(Item::Penalty { cost, .. }) if *cost <= Item::FORCED)
            })
            .unwrap_or(items.len())
    }
}

impl Part {
    /// Its width as set, before glyphs are scaled.
    pub(super) fn set_width(&self) -> Length {
        match self.kind {
            PartKind::Trailing { .. } => Length::ZERO,
            _ => self.width + self.extra,
        }
    }

    /// True for parts whose glyphs may be scaled.
    pub(super) fn is_elastic(&self) -> bool {
        matches!(self.kind, PartKind::Word { .. } | PartKind::Hyphen { .. })
    }
}

fn part(atom: &Atom, from: u32, to: u32, width: Length) -> Part {
    Part {
        kind: PartKind::Object,
        from,
        to,
        run: atom.run,
        level: atom.level,
        width,
        stretch: Length::ZERO,
        shrink: Length::ZERO,
        extra: Length::ZERO,
    }
}

fn size_of(text: &RichText, atom: &Atom) -> Length {
    text.runs
        .get(atom.run as usize)
        .map_or(Length::ZERO, |r| r.style.size)
}
