//! How far glyphs may hang into the margin so that the edge of a column looks straight, from their outlines.
//!
//! A column's edge is seen where the stems of its letters stand. A sign that leaves most of the line's height
//! empty, as stops, quotation marks and hyphens do, seems to stand back from it, and so do, a little, letters
//! that are pointed or narrow towards an edge: A, T, V, Y, r, у, Г. How light a glyph is at an edge is measured
//! on bands of its height; nothing is listed by character but what counts as a sign.

use rustc_hash::FxHashMap;
use unicode_script::{Script, UnicodeScript};

use crate::font::{Font, FontBook, FontId, Outline};

/// How far a text may hang into the margin at its start and at its end, in thousandths of the em.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::typeset) struct Edges {
    /// At the start, in the direction of reading.
    pub(in crate::typeset) start: i16,
    /// At the end.
    pub(in crate::typeset) end: i16,
}

/// What a character is for the margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or a figure of an alphabet whose letters stand apart.
    Letter,
    /// A mark of punctuation.
    Mark,
}

/// Bands of height that are looked at.
const BANDS: usize = 14;
/// A band without ink counts as if its ink were so far away, in ems.
const FAR: f32 = 0.3;
/// The share of a letter's mean distance that is given to the margin, and the most of it, in ems.
const LETTER_SHARE: f32 = 0.2;
const LETTER_MOST: f32 = 0.05;
/// The share of a mark's ink, as far as it leaves the height empty, and the most of it, in ems.
const MARK_SHARE: f32 = 0.95;
const MARK_MOST: f32 = 0.2;
/// Marks of more ink than this are dashes: a stroke so long may not stick out as far.
const LONG: f32 = 0.4;
const LONG_MOST: f32 = 0.12;

/// The edges of glyphs that were measured.
#[derive(Default)]
pub(in crate::typeset) struct EdgeCache {
    glyphs: FxHashMap<(FontId, u16), Edges>,
    chars: FxHashMap<(FontId, char), Edges>,
    /// The mean distances of a stem from the edges of its glyph, in ems: those of H.
    stems: FxHashMap<FontId, (f32, f32)>,
}

impl EdgeCache {
    /// The edges of a glyph that shows a character, from left to right.
    pub(super) fn glyph(&mut self, book: &FontBook, font: FontId, glyph: u16, c: char) -> Edges {
        let Some(class) = class(c) else {
            return Edges::default();
        };
        if let Some(edges) = self.glyphs.get(&(font, glyph)) {
            return *edges;
        }
        let stem = *self
            .stems
            .entry(font)
            .or_insert_with(|| stem(book.get(font)));
        let edges = measure(book.get(font), glyph, class, stem).unwrap_or_default();
        self.glyphs.insert((font, glyph), edges);
        edges
    }

    /// The edges of a character as the font maps it, from left to right.
    pub(super) fn char(&mut self, book: &FontBook, font: FontId, c: char) -> Edges {
        if class(c).is_none() {
            return Edges::default();
        }
        if let Some(edges) = self.chars.get(&(font, c)) {
            return *edges;
        }
        let edges = book
            .get(font)
            .glyph(c)
            .map_or_else(Edges::default, |glyph| self.glyph(book, font, glyph, c));
        self.chars.insert((font, c), edges);
        edges
    }
}

impl Edges {
    /// At a size other than the text's, in thousandths of it.
    pub(super) fn scaled(self, scale: u16) -> Self {
        // A thousandth of what fits fits.
        let part = |value: i16| (i32::from(value) * i32::from(scale) / 1000) as i16;
        Self {
            start: part(self.start),
            end: part(self.end),
        }
    }

    /// Of a text that is read from right to left.
    pub(super) fn mirrored(self) -> Self {
        Self {
            start: self.end,
            end: self.start,
        }
    }
}

fn class(c: char) -> Option<Class> {
    if c.is_ascii_alphanumeric() {
        return Some(Class::Letter);
    }
    match c {
        '.' | ',' | ':' | ';' | '!' | '?' | '-' | '\'' | '"' | '(' | ')' | '[' | ']' => {
            Some(Class::Mark)
        }
        _ if c.is_ascii() => None,
        '\u{AB}' | '\u{BB}' | '\u{A1}' | '\u{BF}' | '\u{B7}' | '\u{2010}'..='\u{2014}'
        | '\u{2018}'..='\u{201F}' | '\u{2026}' | '\u{2039}' | '\u{203A}' | '\u{37E}'
        // Those of Hebrew, Armenian and Arabic.
        | '\u{5BE}' | '\u{5F3}' | '\u{5F4}' | '\u{589}' | '\u{58A}' | '\u{60C}' | '\u{61B}' | '\u{61F}'
        | '\u{6D4}' => Some(Class::Mark),
        _ => (c.is_alphabetic()
            && matches!(c.script(), Script::Latin | Script::Greek | Script::Cyrillic))
        .then_some(Class::Letter),
    }
}

/// A glyph's ink at its two edges.
struct Sides {
    /// The mean distance of the ink from the edges, in ems.
    left: f32,
    right: f32,
    /// The share of the bands that have no ink.
    empty: f32,
}

/// Measures between the baseline and a height.
fn sides(font: &Font, outline: &Outline, advance: f32, height: f32) -> Sides {
    let em = f32::from(font.metrics().units_per_em.max(1));
    let band = height / BANDS as f32;
    let mut sides = Sides {
        left: 0.0,
        right: 0.0,
        empty: 0.0,
    };
    for ink in outline.bands::<BANDS>(band) {
        match ink {
            Some(ink) => {
                sides.left += (ink.left / em).min(FAR);
                sides.right += ((advance - ink.right) / em).min(FAR);
            }
            None => {
                sides.left += FAR;
                sides.right += FAR;
                sides.empty += 1.0;
            }
        }
    }
    let count = BANDS as f32;
    Sides {
        left: sides.left / count,
        right: sides.right / count,
        empty: sides.empty / count,
    }
}

fn stem(font: &Font) -> (f32, f32) {
    let Some(glyph) = font.glyph('H') else {
        return (0.04, 0.04);
    };
    let advance = font.advances([glyph]).first().copied().unwrap_or_default();
    let height = font.metrics().cap_height as f32;
    let sides = sides(font, &font.outline(glyph), advance as f32, height);
    (sides.left, sides.right)
}

fn measure(font: &Font, glyph: u16, class: Class, stem: (f32, f32)) -> Option<Edges> {
    let advance = *font.advances([glyph]).first()? as f32;
    let em = f32::from(font.metrics().units_per_em.max(1));
    let outline = font.outline(glyph);
    let ink = outline.bounds()?;
    let capitals = font.metrics().cap_height as f32;
    // Nobody misses what is not there above a small letter.
    let height = match class {
        Class::Letter => capitals.min(ink.top.max(1.0)),
        Class::Mark => capitals,
    };
    let sides = sides(font, &outline, advance, height);
    let edge = |mean: f32, bearing: f32, stem: f32| {
        let hang = match class {
            Class::Letter => ((mean - stem) * LETTER_SHARE).min(LETTER_MOST),
            Class::Mark => {
                let width = (ink.right - ink.left) / em;
                let most = if width > LONG { LONG_MOST } else { MARK_MOST };
                (bearing / em - stem.min(0.03) + MARK_SHARE * sides.empty * width).min(most)
            }
        };
        // Within 200 thousandths.
        (hang.max(0.0) * 1000.0).round() as i16
    };
    Some(Edges {
        start: edge(sides.left, ink.left, stem.0),
        end: edge(sides.right, advance - ink.right, stem.1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontQuery;

    fn edges(family: &str, text: &str) -> String {
        let book = FontBook::bundled().expect("bundled fonts parse");
        let query = FontQuery {
            family,
            bold: false,
            italic: false,
        };
        let font = book.find(query).expect("a bundled family");
        let mut cache = EdgeCache::default();
        let edge = |c| {
            let edges = cache.char(&book, font, c);
            format!("{c} {}/{}", edges.start, edges.end)
        };
        text.chars().map(edge).collect::<Vec<_>>().join("  ")
    }

    #[test]
    fn light_signs_hang_and_stems_do_not() {
        insta::assert_snapshot!(edges("EB Garamond", "HnoATVWYLrfуГ"), @"H 0/0  n 0/0  o 0/0  A 14/13  T 23/22  V 11/16  W 13/9  Y 13/8  L 0/20  r 0/1  f 0/0  у 0/0  Г 0/19");
        insta::assert_snapshot!(edges("EB Garamond", ".,:;!?-‐–—‘’“”«»()"), @". 112/112  , 111/139  : 92/90  ; 67/93  ! 43/43  ? 40/35  - 160/160  ‐ 160/160  – 120/120  — 120/120  ‘ 108/110  ’ 110/108  “ 200/200  ” 200/200  « 120/120  » 120/120  ( 10/20  ) 20/10");
        insta::assert_snapshot!(edges("Alegreya Sans", "HnoATVWYLrf.,-‐–“”"), @"H 0/0  n 0/0  o 0/0  A 6/5  T 17/17  V 4/4  W 4/4  Y 10/12  L 0/23  r 0/6  f 1/0  . 113/113  , 117/129  - 185/185  ‐ 185/185  – 120/120  “ 147/144  ” 145/142");
        insta::assert_snapshot!(edges("Frank Ruhl Libre", ".,־״"), @". 137/137  , 136/126  ־ 189/189  ״ 140/145");
    }
}
