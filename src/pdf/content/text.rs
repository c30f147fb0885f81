//! Text: fonts, positions and glyphs (ISO 32000-1, 9.4).

use super::Replacement;
use super::state::Array;
use super::writer::Writer;
use crate::pdf::error::PdfError;
use crate::pdf::font::Subset;
use crate::pdf::glyphs::{clusters, readable};
use crate::pdf::number::{power_of_ten, push_fixed, push_int, push_real, round_to};
use crate::pdf::string::push_escaped;
use crate::typeset::page::{Glyph, GlyphRun, Reading};
use crate::units::Length;

/// Decimals of text positions: a hundredth of a point, 3.5 µm.
const DECIMALS: u32 = 2;

/// Decimals of the horizontal scaling, which is in per cent.
const SCALE_DECIMALS: u32 = 2;

/// Beyond this many thousandths of an em a new position takes no more bytes than an adjustment.
const MAX_ADJUSTMENT: i64 = 9999;

/// Glyphs to be shown in a piece.
struct Piece<'r> {
    glyphs: &'r [Glyph],
    replacement: Replacement,
}

impl Writer<'_> {
    pub(super) fn begin_text(&mut self) {
        self.out.extend_from_slice(b"BT\n");
        self.text.inside = true;
        self.text.line = (0, 0);
        self.text.pen = 0.0;
    }

    pub(super) fn end_text(&mut self) {
        self.out.extend_from_slice(b"ET\n");
        self.text.inside = false;
    }

    /// Ends the `TJ` array, if one is open.
    pub(super) fn close_array(&mut self) {
        match self.text.array {
            Array::Closed => return,
            Array::Open => self.out.extend_from_slice(b"]TJ\n"),
            Array::InString => self.out.extend_from_slice(b")]TJ\n"),
        }
        self.text.array = Array::Closed;
    }

    /// Shows a run of glyphs.
    pub(super) fn run(&mut self, run: &GlyphRun) -> Result<(), PdfError> {
        let font = self.resources.fonts.get(run.font)?;
        self.fonts.insert(run.font);
        self.set_color(run.color);
        self.set_font(run, font);
        // Glyphs that read from right to left are shown in this order too, each to the left of the one
        // before, so that the content is in the order of reading.
        let mut x = run.origin.x;
        match (run.reading, &run.actual_text) {
            (Reading::Begins, Some(text)) => self.open_shared(text),
            (Reading::Own, _) => self.close_shared(),
            _ => {}
        }
        let mut pieces = pieces(run, font);
        if run.rtl {
            x += run.glyphs.iter().map(|glyph| glyph.advance).sum();
            pieces.reverse();
        }
        for piece in pieces {
            if let Some(text) = &piece.replacement {
                self.open_span(text);
            }
            if run.rtl {
                for glyph in piece.glyphs.iter().rev() {
                    x -= glyph.advance;
                    self.glyph(run, font, glyph, x);
                }
            } else {
                for glyph in piece.glyphs {
                    self.glyph(run, font, glyph, x);
                    x += glyph.advance;
                }
            }
            if piece.replacement.is_some() {
                self.close_span();
            }
        }
        if run.reading == Reading::Ends {
            self.close_shared();
        }
        Ok(())
    }

    fn set_font(&mut self, run: &GlyphRun, font: &Subset) {
        if self.text.font != Some((run.font, run.size)) {
            self.close_array();
            self.text.font = Some((run.font, run.size));
            self.out.push(b'/');
            self.out.extend_from_slice(font.resource.as_bytes());
            self.out.push(b' ');
            push_real(&mut self.out, run.size.to_pt(), 3);
            self.out.extend_from_slice(b" Tf\n");
        }
        // Nothing sane is beyond these; a scaling of 0 would hide the text.
        let stretch = if run.stretch.is_finite() {
            f64::from(run.stretch).clamp(0.1, 10.0)
        } else {
            1.0
        };
        let scale = round_to(stretch * 100.0, SCALE_DECIMALS) - 100 * 10i64.pow(SCALE_DECIMALS);
        if self.text.scale != scale {
            self.close_array();
            self.text.scale = scale;
            let percent = scale + 100 * 10i64.pow(SCALE_DECIMALS);
            push_fixed(&mut self.out, percent, SCALE_DECIMALS);
            self.out.extend_from_slice(b" Tz\n");
        }
    }

    /// Shows one glyph; `x` is where the pen stands by the typesetter's count.
    fn glyph(&mut self, run: &GlyphRun, font: &Subset, glyph: &Glyph, x: Length) {
        let Some((code, width)) = font.code(glyph.id) else {
            return;
        };
        let rise = round_to(glyph.y_offset.to_pt(), DECIMALS);
        if rise != self.text.rise {
            self.close_array();
            self.text.rise = rise;
            push_fixed(&mut self.out, rise, DECIMALS);
            self.out.extend_from_slice(b" Ts\n");
        }
        let target = (x + glyph.x_offset).to_pt();
        let baseline = round_to((self.height - run.origin.y).to_pt(), DECIMALS);
        let percent = (self.text.scale as f64) / power_of_ten(SCALE_DECIMALS) + 100.0;
        // What a thousandth of the em is on the page.
        let unit = run.size.to_pt() * percent / 100_000.0;
        let mut adjustment = adjust(self.text.pen, target, unit);
        if baseline != self.text.line.1 || adjustment.abs() > MAX_ADJUSTMENT {
            self.close_array();
            self.move_to(round_to(target, DECIMALS), baseline);
            adjustment = adjust(self.text.pen, target, unit);
        }
        if self.text.array == Array::Closed {
            self.out.push(b'[');
            self.text.array = Array::Open;
        }
        if adjustment != 0 {
            if self.text.array == Array::InString {
                self.out.push(b')');
            }
            push_int(&mut self.out, adjustment);
            self.text.array = Array::Open;
            self.text.pen -= adjustment as f64 * unit;
        }
        if self.text.array == Array::Open {
            self.out.push(b'(');
            self.text.array = Array::InString;
        }
        for byte in code.to_be_bytes() {
            push_escaped(&mut self.out, byte);
        }
        self.text.pen += f64::from(width) * unit;
    }

    fn move_to(&mut self, x: i64, y: i64) {
        let (from_x, from_y) = self.text.line;
        push_fixed(&mut self.out, x.saturating_sub(from_x), DECIMALS);
        self.out.push(b' ');
        push_fixed(&mut self.out, y.saturating_sub(from_y), DECIMALS);
        self.out.extend_from_slice(b" Td\n");
        self.text.line = (x, y);
        self.text.pen = x as f64 / power_of_ten(DECIMALS);
    }
}

/// The adjustment that brings the pen to the target: positive ones move it left.
fn adjust(pen: f64, target: f64, unit: f64) -> i64 {
    if unit > 0.0 {
        ((pen - target) / unit).round() as i64
    } else {
        0
    }
}

/// The glyphs of a run, parted where text must replace that of the glyphs.
fn pieces<'r>(run: &'r GlyphRun, font: &Subset) -> Vec<Piece<'r>> {
    let whole = |replacement| Piece {
        glyphs: run.glyphs.as_slice(),
        replacement,
    };
    match &run.actual_text {
        Some(text) if run.reading == Reading::Own => return vec![whole(Some(text.clone()))],
        Some(_) => return vec![whole(None)],
        None => {}
    }
    // Lengths and texts of the clusters that need one, joined with their neighbours.
    let mut parts: Vec<(usize, Option<String>)> = Vec::new();
    for (glyphs, text) in clusters(run) {
        let text = readable(text);
        let replace = !reads_as(glyphs, font, &text) || text.contains(is_private);
        match (parts.last_mut(), replace) {
            (Some((length, None)), false) => *length += glyphs.len(),
            (Some((length, Some(texts))), true) => {
                *length += glyphs.len();
                // Texts are read in logical order, glyphs stand in visual order.
                if run.rtl {
                    texts.insert_str(0, &text);
                } else {
                    texts.push_str(&text);
                }
            }
            (_, replace) => parts.push((glyphs.len(), replace.then(|| text.into_owned()))),
        }
    }
    let mut rest = run.glyphs.as_slice();
    parts
        .into_iter()
        .map(|(length, text)| {
            let (glyphs, after) = rest.split_at(length.min(rest.len()));
            rest = after;
            Piece {
                glyphs,
                replacement: text.map(Into::into),
            }
        })
        .collect()
}

/// True when the font's own mapping reads the glyphs as the text.
fn reads_as(glyphs: &[Glyph], font: &Subset, text: &str) -> bool {
    let mut rest = text;
    for glyph in glyphs {
        match rest.strip_prefix(font.text(glyph.id)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

/// Characters whose meaning is by agreement: a reader needs to be told (ISO 19005-2, 6.2.11.7.3).
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjustments_bring_the_pen_home() {
        assert_eq!(adjust(10.0, 10.5, 0.01), -50);
        assert_eq!(adjust(10.0, 10.0, 0.0), 0);
    }
}
