//! The ink of a glyph: its bounds, and how far it reaches at a height.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

use super::Font;

/// A curve becomes so many straight pieces: within a unit or two of it at the sizes of letters.
const PIECES: u16 = 12;

/// The outline of a glyph as straight pieces, in font units, y upwards.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    pieces: Vec<[(f32, f32); 2]>,
}

/// The box around ink, in font units, y upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InkBox {
    /// The left edge.
    pub left: f32,
    /// The right edge.
    pub right: f32,
    /// The lower edge.
    pub bottom: f32,
    /// The upper edge.
    pub top: f32,
}

impl Font {
    /// The outline of a glyph: empty for one without ink, or without an outline.
    pub fn outline(&self, glyph: u16) -> Outline {
        let face = self.face();
        let mut pen = Pen::default();
        if let Some(outline) = face.outline_glyphs().get(GlyphId::from(glyph)) {
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            // An outline that cannot be read to its end is as good as what was read of it.
            let _ = outline.draw(settings, &mut pen);
        }
        pen.outline
    }
}

impl Outline {
    /// The box around the ink, if there is any.
    pub fn bounds(&self) -> Option<InkBox> {
        self.within(f32::NEG_INFINITY, f32::INFINITY)
    }

    /// The boxes around the ink in bands of a height, one above the other from the baseline on.
    pub fn bands<const COUNT: usize>(&self, height: f32) -> [Option<InkBox>; COUNT] {
        let mut bands = [None; COUNT];
        for piece in &self.pieces {
            let [from, to] = *piece;
            let (low, high) = (from.1.min(to.1), from.1.max(to.1));
            // Casts from floats saturate: what lies below the baseline begins with the first band.
            let (first, last) = ((low / height) as usize, (high / height) as usize);
            let bottom = height * first as f32;
            // Most lie in one band.
            if low > bottom
                && high < bottom + height
                && let Some(band) = bands.get_mut(first)
            {
                InkBox::grow(band, from);
                InkBox::grow(band, to);
                continue;
            }
            // A point on the edge of two bands is in both.
            let touched = bands.iter_mut().enumerate().take(last.saturating_add(2));
            for (at, band) in touched.skip(first.saturating_sub(1)) {
                let bottom = height * at as f32;
                for point in clip(*piece, bottom, bottom + height).into_iter().flatten() {
                    InkBox::grow(band, point);
                }
            }
        }
        bands
    }

    /// The box around the ink between two heights, if there is any.
    pub fn within(&self, bottom: f32, top: f32) -> Option<InkBox> {
        let mut found: Option<InkBox> = None;
        let points = self
            .pieces
            .iter()
            .filter_map(|piece| clip(*piece, bottom, top))
            .flatten();
        for point in points {
            InkBox::grow(&mut found, point);
        }
        found
    }
}

impl InkBox {
    /// Makes a box hold a point.
    fn grow(ink: &mut Option<Self>, (x, y): (f32, f32)) {
        let ink = ink.get_or_insert(Self {
            left: x,
            right: x,
            bottom: y,
            top: y,
        });
        ink.left = ink.left.min(x);
        ink.right = ink.right.max(x);
        ink.bottom = ink.bottom.min(y);
        ink.top = ink.top.max(y);
    }
}

/// The part of a straight piece between two heights.
fn clip([a, b]: [(f32, f32); 2], bottom: f32, top: f32) -> Option<[(f32, f32); 2]> {
    let (low, high) = if a.1 <= b.1 { (a, b) } else { (b, a) };
    if high.1 < bottom || low.1 > top {
        return None;
    }
    let at = |y: f32| {
        let rise = high.1 - low.1;
        let share = if rise > 0.0 { (y - low.1) / rise } else { 0.0 };
        (low.0 + (high.0 - low.0) * share, y)
    };
    let first = if low.1 < bottom { at(bottom) } else { low };
    let last = if high.1 > top { at(top) } else { high };
    Some([first, last])
}

#[derive(Default)]
struct Pen {
    outline: Outline,
    start: (f32, f32),
    last: (f32, f32),
}

impl Pen {
    fn curve(&mut self, at: impl Fn(f32) -> (f32, f32)) {
        for step in 1..=PIECES {
            let (x, y) = at(f32::from(step) / f32::from(PIECES));
            self.line_to(x, y);
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = (x, y);
        self.last = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.outline.pieces.push([self.last, (x, y)]);
        self.last = (x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let from = self.last;
        self.curve(|t| {
            let s = 1.0 - t;
            let mix = |a: f32, b: f32, c: f32| s * s * a + 2.0 * s * t * b + t * t * c;
            (mix(from.0, cx, x), mix(from.1, cy, y))
        });
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let from = self.last;
        self.curve(|t| {
            let s = 1.0 - t;
            let mix = |a: f32, b: f32, c: f32, d: f32| {
                s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
            };
            (mix(from.0, ax, bx, x), mix(from.1, ay, by, y))
        });
    }

    fn close(&mut self) {
        let (x, y) = self.start;
        self.line_to(x, y);
    }
}

#[cfg(test)]
mod tests {
    use crate::font::{FontBook, FontQuery};

    #[test]
    fn letters_reach_as_far_as_they_do() {
        let book = FontBook::bundled().expect("bundled fonts parse");
        let query = FontQuery {
            family: "EB Garamond",
            bold: false,
            italic: false,
        };
        let font = book.get(book.find(query).expect("a bundled family"));
        let outline = |c: char| {
            let (_, glyph) = font
                .mappings()
                .find(|(known, _)| *known == c)
                .expect("it is mapped");
            font.outline(glyph)
        };
        assert_eq!(outline(' ').bounds(), None);
        let cap = font.metrics().cap_height as f32;
        let h = outline('H').bounds().expect("ink");
        assert!(h.bottom.abs() < 15.0 && (h.top - cap).abs() < 15.0, "{h:?}");
        // An A is narrow at its head, a T at its foot, and an L has nothing at its head's right.
        for (letter, narrow, wide) in [
            ('A', (cap * 0.7, cap), (0.0, 50.0)),
            ('T', (0.0, 50.0), (cap * 0.8, cap)),
            ('L', (cap * 0.5, cap), (0.0, 50.0)),
        ] {
            let outline = outline(letter);
            let reach = |(bottom, top)| outline.within(bottom, top).expect("ink").right;
            assert!(reach(narrow) + 100.0 < reach(wide), "{letter}");
        }
        // Bands are what one gets height by height.
        for letter in ['A', 'g', 'ß', '”', '-'] {
            let outline = outline(letter);
            let bands = outline.bands::<9>(77.0);
            for (at, band) in bands.iter().enumerate() {
                let bottom = 77.0 * at as f32;
                assert_eq!(
                    *band,
                    outline.within(bottom, bottom + 77.0),
                    "{letter} {at}"
                );
            }
            assert!(bands.iter().any(Option::is_some));
        }
    }
}
