//! Parts of a line become glyph runs, rules and link areas.

use std::sync::Arc;

use super::input::Input;
use super::line::{Line, LineItem, LinkPart};
use super::part::{Part, PartKind};
use crate::document::Lang;
use crate::font::FontId;
use crate::typeset::glyphs::{Color, Glyph, GlyphRun, Mark, Reading, Rule};
use crate::typeset::text::{RunKind, Segment, Shaper, TextRun, WordId};
use crate::units::{Length, Point, Rect};

/// What a line is set with.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a, 'f> {
    pub(super) input: &'a Input<'a>,
    pub(super) shaper: &'a Shaper<'f>,
    /// The language whose glyph runs carry none of their own.
    pub(super) language: Option<&'a Lang>,
    /// The scale of the glyphs.
    pub(super) stretch: f64,
}

/// Collects the items of a line.
pub(super) struct Emitter<'a, 'f> {
    set: Setting<'a, 'f>,
    line: &'a mut Line,
    pen: Length,
    current: Option<Current>,
    extents: Vec<Extent>,
    /// For each item of the line, the offset in the text at which it starts.
    starts: Vec<u32>,
    /// The glyphs of the run that is being made. Their texts are places in the paragraph's text until it is done.
    glyphs: &'a mut Vec<Glyph>,
}

/// A glyph run that is being made.
struct Current {
    run: u32,
    segment: Key,
    rtl: bool,
    hyphen: bool,
    origin: Point,
    /// The bytes of the paragraph's text that it shows.
    from: u32,
    to: u32,
}

/// What glyphs of one run have in common beside their style.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Key {
    font: FontId,
    size: Length,
    rise: Length,
}

/// How far a run reaches in a line.
#[derive(Debug, Clone, Copy)]
struct Extent {
    run: u32,
    x: Length,
    end: Length,
}

/// How glyphs are placed.
struct Placing {
    /// The offset of the word in the paragraph's text.
    base: u32,
    /// For a space: its whole advance.
    advance: Option<Length>,
    /// What all of its glyphs show, where that is not for each its own part of the text: the space that a
    /// line's end is read as has a longer text than its glyph was shaped from.
    shows: Option<(u32, u32)>,
    /// Added after the last glyph.
    extra: Length,
    scale: f64,
    hyphen: bool,
}

impl<'a, 'f> Emitter<'a, 'f> {
    /// Emits into a line; `glyphs` is memory to work in.
    pub(super) fn new(
        set: Setting<'a, 'f>,
        line: &'a mut Line,
        glyphs: &'a mut Vec<Glyph>,
    ) -> Self {
        glyphs.clear();
        Self {
            set,
            pen: line.x,
            line,
            current: None,
            extents: Vec::new(),
            starts: Vec::new(),
            glyphs,
        }
    }

    /// Emits the parts, which are in visual order.
    pub(super) fn emit(mut self, parts: &[Part]) {
        if let Some(first) = parts.first()
            && let PartKind::Trailing { word } = first.kind
            && parts.len() > 1
            && self.set.input.analysis.base_level % 2 == 1
        {
            let width = self.run(first.run).map_or(Length::ZERO, |r| {
                self.set
                    .shaper
                    .words()
                    .width(word, r.style.size, r.style.letter_space)
            });
            self.pen -= width;
        }
        for part in parts {
            let Some(run) = self.run(part.run) else {
                continue;
            };
            let start = self.pen;
            match part.kind {
                PartKind::Word { word, base } => {
                    let placing = Placing {
                        base,
                        advance: None,
                        shows: None,
                        extra: part.extra,
                        scale: self.set.stretch,
                        hyphen: false,
                    };
                    self.word(part, run, word, &placing);
                }
                PartKind::Hyphen { word } => {
                    let placing = Placing {
                        base: part.from,
                        advance: None,
                        shows: Some((part.from, part.from)),
                        extra: Length::ZERO,
                        scale: self.set.stretch,
                        hyphen: true,
                    };
                    self.word(part, run, word, &placing);
                }
                PartKind::Space { word } | PartKind::Trailing { word } => {
                    let trailing = matches!(part.kind, PartKind::Trailing { .. });
                    let placing = Placing {
                        base: part.from,
                        advance: (!trailing).then_some(part.width + part.extra),
                        shows: Some((part.from, part.to)),
                        extra: Length::ZERO,
                        scale: 1.0,
                        hyphen: false,
                    };
                    self.word(part, run, word, &placing);
                    if trailing {
                        continue;
                    }
                }
                PartKind::Object => {
                    self.flush();
                    if let RunKind::Object { height, depth, .. } = run.kind {
                        self.line.ascent = self.line.ascent.max(height);
                        self.line.descent = self.line.descent.max(depth);
                        self.starts.push(part.from);
                        self.line.items.push(LineItem::Object {
                            run: part.run as usize,
                            x: self.pen,
                            mark: run.mark,
                        });
                    }
                    self.pen += part.width;
                }
                PartKind::Fill => {
                    self.flush();
                    self.starts.push(part.from);
                    self.line.items.push(LineItem::Fill {
                        run: part.run as usize,
                        x: self.pen,
                        width: part.extra,
                    });
                    self.pen += part.extra;
                }
            }
            self.extend(part.run, start);
        }
        self.flush();
        self.read_in_order();
        self.decorate();
        self.links();
    }

    /// Puts the items, which were made as they are seen, into the order in which they are read.
    fn read_in_order(&mut self) {
        if self.starts.is_sorted() {
            return;
        }
        let items = std::mem::take(&mut self.line.items);
        let mut items: Vec<(u32, LineItem)> = self.starts.iter().copied().zip(items).collect();
        items.sort_by_key(|(start, _)| *start);
        self.line.items = items.into_iter().map(|(_, item)| item).collect();
    }

    fn run(&self, at: u32) -> Option<&'a TextRun> {
        self.set.input.text.runs.get(at as usize)
    }

    fn extend(&mut self, run: u32, start: Length) {
        match self.extents.last_mut() {
            Some(last) if last.run == run && last.end == start => last.end = self.pen,
            _ => self.extents.push(Extent {
                run,
                x: start,
                end: self.pen,
            }),
        }
    }

    fn word(&mut self, part: &Part, run: &TextRun, word: WordId, placing: &Placing) {
        let shaper = self.set.shaper;
        for segment in shaper.words().segments(word) {
            self.segment(part, run, segment, placing);
        }
        if !placing.extra.is_zero() {
            if let Some(glyph) = self.glyphs.last_mut() {
                glyph.advance += placing.extra;
            }
            self.pen += placing.extra;
        }
    }

    fn segment(&mut self, part: &Part, run: &TextRun, segment: &Segment, placing: &Placing) {
        let glyphs = self.set.shaper.words().glyphs(segment);
        let (from, to) = placing.shows.unwrap_or_else(|| {
            let from = glyphs.iter().map(|g| g.start).min().unwrap_or(0);
            let to = glyphs.iter().map(|g| g.end).max().unwrap_or(0);
            (from + placing.base, to + placing.base)
        });
        let style = &run.style;
        let size = segment.size(style.size);
        let key = Key {
            font: segment.font,
            size,
            rise: style.rise + style.size * i64::from(segment.rise) / 1000,
        };
        let metrics = self.set.shaper.fonts().get(segment.font).metrics();
        let height = |units: i32| size.font_units(i64::from(units), metrics.units_per_em);
        self.line.ascent = self.line.ascent.max(height(metrics.ascent) + key.rise);
        self.line.descent = self.line.descent.max(-height(metrics.descent) - key.rise);
        let rtl = part.level % 2 == 1;
        let joins = self.current.as_ref().is_some_and(|c| {
            c.run == part.run
                && c.segment == key
                && c.rtl == rtl
                && !c.hyphen
                && !placing.hyphen
                && if rtl { to == c.from } else { from == c.to }
        });
        if !joins {
            self.flush();
            self.current = Some(Current {
                run: part.run,
                segment: key,
                rtl,
                hyphen: placing.hyphen,
                origin: Point {
                    x: self.pen,
                    y: -key.rise,
                },
                from,
                to,
            });
        }
        let Some(current) = self.current.as_mut() else {
            return;
        };
        current.from = current.from.min(from);
        current.to = current.to.max(to);
        let scaled = |units: i32| {
            let length = size.font_units(i64::from(units), segment.upem);
            if placing.scale == 1.0 {
                length
            } else {
                length.scale(placing.scale)
            }
        };
        for glyph in glyphs {
            let mut advance = scaled(glyph.advance);
            if glyph.leads {
                advance += style.letter_space;
            }
            if let Some(whole) = placing.advance {
                advance = whole;
            }
            self.glyphs.push(Glyph {
                id: glyph.id,
                advance,
                x_offset: scaled(glyph.x_offset),
                y_offset: size.font_units(i64::from(glyph.y_offset), segment.upem),
                text: placing
                    .shows
                    .unwrap_or((glyph.start + placing.base, glyph.end + placing.base)),
            });
            self.pen += advance;
        }
    }

    /// Ends the glyph run that is being made.
    fn flush(&mut self) {
        let Some(current) = self.current.take() else {
            return;
        };
        // As many as there are, and no room for more: there are pages without end of them.
        let mut glyphs = self.glyphs.clone();
        self.glyphs.clear();
        let Some(run) = self.run(current.run) else {
            return;
        };
        let slice = self.set.input.slice(current.from, current.to);
        let text: Arc<str> = if current.hyphen {
            Arc::from("-")
        } else if slice.contains('\u{AD}') {
            without_soft_hyphens(slice, current.from, &mut glyphs)
        } else {
            for glyph in &mut glyphs {
                glyph.text = (glyph.text.0 - current.from, glyph.text.1 - current.from);
            }
            Arc::from(slice)
        };
        if current.hyphen {
            for glyph in &mut glyphs {
                glyph.text = (0, 1);
            }
        }
        let lang = (self.set.language != Some(&run.lang)).then(|| run.lang.clone());
        self.starts.push(current.from);
        self.line.items.push(LineItem::Glyphs(GlyphRun {
            font: current.segment.font,
            size: current.segment.size,
            stretch: self.set.stretch as f32,
            origin: current.origin,
            color: run.style.color,
            glyphs,
            text,
            actual_text: current.hyphen.then(|| Arc::from("")),
            reading: Reading::Own,
            rtl: current.rtl,
            lang,
            mark: run.mark,
        }));
    }

    /// Rules under and through text, and grounds under it.
    fn decorate(&mut self) {
        let mut grounds = Vec::new();
        for extent in &self.extents {
            let Some(run) = self.run(extent.run) else {
                continue;
            };
            let style = &run.style;
            if !(style.underline || style.strike || style.highlight) {
                continue;
            }
            let style_id = self.set.input.analysis.style(extent.run as usize);
            let font = self.set.shaper.primary_font(style_id);
            let metrics = self.set.shaper.fonts().get(font).metrics();
            let units = |units: i32| {
                style
                    .size
                    .font_units(i64::from(units), metrics.units_per_em)
            };
            let thickness = units(metrics.underline_thickness).max(Length::pt(0.3));
            let rule = |top: Length, height: Length, color| {
                LineItem::Rule(Rule {
                    rect: Rect::new(extent.x, top - style.rise, extent.end - extent.x, height),
                    color,
                    mark: Mark::Artifact,
                })
            };
            if style.highlight {
                let top = units(metrics.ascent).min(style.size * 9 / 10);
                let bottom = (-units(metrics.descent)).min(style.size * 3 / 10);
                grounds.push(rule(-top, top + bottom, HIGHLIGHT));
            }
            if style.underline {
                let middle = -units(metrics.underline_position);
                self.line
                    .items
                    .push(rule(middle - thickness / 2, thickness, style.color));
            }
            if style.strike {
                let middle = -units(metrics.x_height) / 2;
                self.line
                    .items
                    .push(rule(middle - thickness / 2, thickness, style.color));
            }
        }
        if !grounds.is_empty() {
            self.line.items.splice(0..0, grounds);
        }
    }

    fn links(&mut self) {
        let mut open: Option<LinkPart> = None;
        for extent in &self.extents {
            let link = self.run(extent.run).and_then(|r| r.link);
            match (&mut open, link) {
                (Some(part), Some(link))
                    if part.link == link && part.x + part.width == extent.x =>
                {
                    part.width = extent.end - part.x;
                }
                (before, link) => {
                    self.line.links.extend(before.take());
                    open = link.map(|link| LinkPart {
                        link,
                        x: extent.x,
                        width: extent.end - extent.x,
                    });
                }
            }
        }
        self.line.links.extend(open);
    }
}

/// The ground of marked text: light enough to read black on it in print.
const HIGHLIGHT: Color = Color::Gray(0.88);

/// The text of a run without its soft hyphens, so that words are found and copied whole.
fn without_soft_hyphens(slice: &str, from: u32, glyphs: &mut [Glyph]) -> Arc<str> {
    let removed_before = |at: u32| {
        let upto = slice.get(..(at - from) as usize).unwrap_or_default();
        (upto.matches('\u{AD}').count() * '\u{AD}'.len_utf8()) as u32
    };
    for glyph in glyphs {
        let (start, end) = glyph.text;
        glyph.text = (
            start - from - removed_before(start),
            end - from - removed_before(end),
        );
    }
    slice.replace('\u{AD}', "").into()
}
