//! Shaped words, kept: a word that was shaped once is never shaped again in the same style.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use unicode_script::Script as ScriptName;

use super::edges::{EdgeCache, Edges};
use super::font_shaper::{FontShaper, ShapeKey, ShapedGlyph};
use super::rich::Script;
use super::split::{is_cjk, match_scale, single_upper, split};
use super::style::{Form, StyleId, Styles};
use crate::font::{FontBook, FontId, is_invisible};
use crate::units::Length;

/// A word in the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::typeset) struct WordId(u32);

impl WordId {
    /// Its place in the cache.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// How a word is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordQuery<'a> {
    pub(super) style: StyleId,
    /// The script of characters before the first letter.
    pub(super) script: ScriptName,
    pub(super) rtl: bool,
    pub(super) text: &'a str,
}

/// Glyphs of one font and scale, in visual order.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::typeset) struct Segment {
    /// The font.
    pub(in crate::typeset) font: FontId,
    /// Its size, in thousandths of the style's.
    pub(in crate::typeset) scale: u16,
    /// Its shift upwards, in thousandths of the style's size.
    pub(in crate::typeset) rise: i16,
    /// The font's units to the em.
    pub(in crate::typeset) upem: u16,
    glyphs: Range<u32>,
    /// The sum of the glyphs' advances.
    advance: i64,
    /// The number of clusters.
    clusters: u32,
}

impl Segment {
    /// The size of the font, where the style has `size`.
    pub(in crate::typeset) fn size(&self, size: Length) -> Length {
        if self.scale == 1000 {
            size
        } else {
            size * i64::from(self.scale) / 1000
        }
    }
}

struct Entry {
    style: StyleId,
    script: ScriptName,
    rtl: bool,
    text: Range<u32>,
    segments: Range<u32>,
    /// Characters that no font has: in this word, how many.
    missing: u32,
    /// How far it may hang into the margins.
    edges: Edges,
}

/// The cache. Whoever holds it empties it when it has grown large, so that its size stays bounded.
#[derive(Default)]
pub(in crate::typeset) struct Words {
    table: HashTable<u32>,
    entries: Vec<Entry>,
    text: String,
    segments: Vec<Segment>,
    glyphs: Vec<ShapedGlyph>,
    edges: EdgeCache,
}

/// How much is kept.
const MAX_GLYPHS: usize = 4_000_000;
const MAX_TEXT: usize = 16_000_000;

fn hash(query: &WordQuery<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    (query.style, query.script as u8, query.rtl).hash(&mut hasher);
    hasher.write(query.text.as_bytes());
    hasher.finish()
}

impl Words {
    /// True when there are too many words.
    pub(super) fn is_full(&self) -> bool {
        self.glyphs.len() > MAX_GLYPHS || self.text.len() > MAX_TEXT
    }

    /// The segments of a word in visual order.
    pub(in crate::typeset) fn segments(&self, word: WordId) -> &[Segment] {
        self.entries
            .get(word.0 as usize)
            .and_then(|e| self.segments.get(to_usize(&e.segments)))
            .unwrap_or_default()
    }

    /// The glyphs of a segment in visual order.
    pub(in crate::typeset) fn glyphs(&self, segment: &Segment) -> &[ShapedGlyph] {
        self.glyphs
            .get(to_usize(&segment.glyphs))
            .unwrap_or_default()
    }

    /// The width of a word.
    pub(in crate::typeset) fn width(&self, word: WordId, size: Length, space: Length) -> Length {
        self.segments(word)
            .iter()
            .map(|s| s.size(size).font_units(s.advance, s.upem) + space * i64::from(s.clusters))
            .sum()
    }

    /// The widths of a word's starts, up to each of the offsets, which must be sorted.
    pub(in crate::typeset) fn prefix_widths(
        &self,
        word: WordId,
        offsets: &[u32],
        size: Length,
        space: Length,
        out: &mut Vec<Length>,
    ) {
        let rtl = self.entries.get(word.0 as usize).is_some_and(|e| e.rtl);
        let mut done = Length::ZERO;
        let mut offsets = offsets.iter().copied().peekable();
        let segments = self.segments(word);
        for at in 0..segments.len() {
            let at = if rtl { segments.len() - 1 - at } else { at };
            let Some(segment) = segments.get(at) else {
                continue;
            };
            let glyphs = self.glyphs(segment);
            let segment_size = segment.size(size);
            let mut units = 0;
            let mut clusters = 0;
            let width =
                |units, clusters| segment_size.font_units(units, segment.upem) + space * clusters;
            for at in 0..glyphs.len() {
                let at = if rtl { glyphs.len() - 1 - at } else { at };
                let Some(glyph) = glyphs.get(at) else {
                    continue;
                };
                while offsets.next_if(|o| *o <= glyph.start).is_some() {
                    out.push(done + width(units, clusters));
                }
                // Within a ligature, each of its letters is taken to have a like share of it.
                let letters = i64::from(glyph.end.saturating_sub(glyph.start)).max(1);
                while let Some(offset) = offsets.next_if(|o| *o < glyph.end) {
                    let share =
                        i64::from(glyph.advance) * i64::from(offset - glyph.start) / letters;
                    out.push(done + width(units + share, clusters));
                }
                units += i64::from(glyph.advance);
                clusters += i64::from(glyph.leads);
            }
            done += width(units, clusters);
        }
        for _ in offsets {
            out.push(done);
        }
    }

    /// True when a character of the word has no glyph in any font.
    pub(super) fn has_missing(&self, word: WordId) -> bool {
        self.entries
            .get(word.0 as usize)
            .is_some_and(|e| e.missing > 0)
    }

    /// How far a word may hang into the margins, in thousandths of the style's size.
    pub(in crate::typeset) fn edges(&self, word: WordId) -> Edges {
        self.entries
            .get(word.0 as usize)
            .map_or_else(Edges::default, |e| e.edges)
    }

    /// How far a part of a word may, that begins and ends with these characters and is not shaped by itself.
    pub(super) fn part_edges(
        &mut self,
        book: &FontBook,
        word: WordId,
        first: char,
        last: char,
    ) -> Edges {
        let Some(segment) = self.segments(word).first() else {
            return Edges::default();
        };
        let (font, scale) = (segment.font, segment.scale);
        let mirrored = self.entries.get(word.0 as usize).is_some_and(|e| e.rtl);
        let mut edge = |c| {
            let edges = self.edges.char(book, font, c).scaled(scale);
            if mirrored { edges.mirrored() } else { edges }
        };
        Edges {
            start: edge(first).start,
            end: edge(last).end,
        }
    }

    /// Measures the edges of a word that was just shaped, whose segments are in visual order.
    fn measure_edges(
        &mut self,
        book: &FontBook,
        query: &WordQuery<'_>,
        segments: Range<u32>,
    ) -> Edges {
        let (Some(first), Some(last)) = (query.text.chars().next(), query.text.chars().next_back())
        else {
            return Edges::default();
        };
        let (left, right) = if query.rtl {
            (last, first)
        } else {
            (first, last)
        };
        let segments = self.segments.get(to_usize(&segments)).unwrap_or_default();
        let mut edges = Edges::default();
        if let Some(segment) = segments.first()
            && let Some(glyph) = self.glyphs(segment).first().map(|glyph| glyph.id)
        {
            let found = self.edges.glyph(book, segment.font, glyph, left);
            edges.start = found.scaled(segment.scale).start;
        }
        if let Some(segment) = segments.last()
            && let Some(glyph) = self.glyphs(segment).last().map(|glyph| glyph.id)
        {
            let found = self.edges.glyph(book, segment.font, glyph, right);
            edges.end = found.scaled(segment.scale).end;
        }
        if query.rtl { edges.mirrored() } else { edges }
    }

    /// The word, shaped if it was not before.
    pub(super) fn get(&mut self, ctx: &mut ShapeContext<'_>, query: &WordQuery<'_>) -> WordId {
        let hash_value = hash(query);
        let (entries, text) = (&self.entries, &self.text);
        let found = self.table.find(hash_value, |at| {
            entries.get(*at as usize).is_some_and(|e| {
                e.style == query.style
                    && e.script == query.script
                    && e.rtl == query.rtl
                    && text.get(to_usize(&e.text)) == Some(query.text)
            })
        });
        if let Some(at) = found {
            return WordId(*at);
        }
        self.add(ctx, query, hash_value)
    }

    fn add(
        &mut self,
        ctx: &mut ShapeContext<'_>,
        query: &WordQuery<'_>,
        hash_value: u64,
    ) -> WordId {
        let at = self.entries.len() as u32;
        let text_start = self.text.len() as u32;
        self.text.push_str(query.text);
        let segments_start = self.segments.len() as u32;
        let missing = self.shape(ctx, query);
        let segments_end = self.segments.len();
        if query.rtl
            && let Some(new) = self.segments.get_mut(segments_start as usize..)
        {
            new.reverse();
        }
        let edges = self.measure_edges(ctx.book, query, segments_start..segments_end as u32);
        self.entries.push(Entry {
            style: query.style,
            script: query.script,
            rtl: query.rtl,
            text: text_start..self.text.len() as u32,
            segments: segments_start..segments_end as u32,
            missing,
            edges,
        });
        let entries = &self.entries;
        let texts = &self.text;
        self.table.insert_unique(hash_value, at, |other| {
            entries.get(*other as usize).map_or(0, |e| {
                hash(&WordQuery {
                    style: e.style,
                    script: e.script,
                    rtl: e.rtl,
                    text: texts.get(to_usize(&e.text)).unwrap_or_default(),
                })
            })
        });
        WordId(at)
    }

    fn shape(&mut self, ctx: &mut ShapeContext<'_>, query: &WordQuery<'_>) -> u32 {
        let Some(style) = ctx.styles.get_mut(query.style) else {
            return 0;
        };
        let (parts, missing) = split(ctx.book, style, query.text, query.script);
        let (position, form) = style.script();
        let caps = style.caps();
        let (features, lang) = (style.features, style.lang);
        let primary = style.primary;
        for part in parts {
            let glyphs_start = self.glyphs.len();
            let key = ShapeKey {
                font: part.font,
                // Old-style figures stand badly beside letters of one height.
                features: if is_cjk(part.script) {
                    features.lining()
                } else {
                    features
                },
                script: part.script,
                lang,
                rtl: query.rtl,
            };
            let text = query.text.get(part.range.clone()).unwrap_or_default();
            let base = part.range.start;
            let chars = text.char_indices().map(|(i, c)| {
                let shown = if part.missing && !is_invisible(c) {
                    char::REPLACEMENT_CHARACTER
                } else if part.small {
                    single_upper(c)
                } else {
                    c
                };
                ((base + i) as u32, shown)
            });
            ctx.shaper.shape(
                ctx.book,
                &key,
                chars,
                part.range.end as u32,
                &mut self.glyphs,
            );
            let new = self.glyphs.get(glyphs_start..).unwrap_or_default();
            let font = ctx.book.get(part.font);
            let mut scale = match_scale(ctx.book, primary, part.font, part.script);
            let mut rise = 0;
            if part.small && caps == Form::Scaled {
                scale = scale * 80 / 100;
            }
            if form == Form::Scaled {
                scale = scale * 62 / 100;
                rise = match position {
                    Script::Normal => 0,
                    Script::Super => 330,
                    Script::Sub => -140,
                };
            }
            self.segments.push(Segment {
                font: part.font,
                scale: scale as u16,
                rise,
                upem: font.metrics().units_per_em.max(1),
                glyphs: glyphs_start as u32..self.glyphs.len() as u32,
                advance: new.iter().map(|g| i64::from(g.advance)).sum(),
                clusters: new.iter().filter(|g| g.leads).count() as u32,
            });
        }
        missing
    }
}

/// What shaping a word needs beside the cache.
pub(super) struct ShapeContext<'a> {
    pub(super) book: &'a FontBook,
    pub(super) shaper: &'a mut FontShaper,
    pub(super) styles: &'a mut Styles,
}

pub(super) fn to_usize(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}
