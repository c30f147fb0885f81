//! Readings above their words: measured and set before the line they stand in.

use super::plain_shape;
use crate::font::FontBook;
use crate::typeset::paragraph::{Line, LineItem, PlacedLine, TextEngine};
use crate::typeset::style::{RubyText, Shown, StyledText};
use crate::typeset::text::{Missing, RunKind};
use crate::units::Length;

/// How far above the ink of its word that of a reading stands, in ems of the word: so near that it keeps
/// clear of the line above.
const APART: f64 = 0.07;
/// How far a reading keeps from what hangs down from the line above, in leadings.
const CLEAR: f64 = 0.06;
/// How far above the baseline a reading stands whose ink is not known, likewise.
const RISE: f64 = 0.88;
/// The height that a line is given for it, likewise: a reading reaches into the space between lines,
/// so that it does not drive them off the grid.
const HEIGHT: f64 = 1.0;

/// Sets the words with readings of a text, whose widths are part of its lines.
pub(crate) fn set_rubies(engine: &mut TextEngine<'_>, text: &mut StyledText) {
    for (run, shown) in &mut text.objects {
        let Shown::RubyText(ruby) = shown else {
            continue;
        };
        let Some(run) = text.rich.runs.get_mut(*run) else {
            continue;
        };
        let (lines, width) = set_ruby(engine, ruby, &mut text.missing);
        run.kind = RunKind::Object {
            width,
            height: ruby.size.scale(HEIGHT),
            depth: ruby.size.scale(0.2),
        };
        *shown = Shown::Ruby(lines.into());
    }
}

/// The lines of a word and of its reading, the narrower centred on the wider, and their width.
fn set_ruby(
    engine: &mut TextEngine<'_>,
    ruby: &RubyText,
    missing: &mut Vec<Missing>,
) -> (Vec<PlacedLine>, Length) {
    let texts = [&ruby.base, &ruby.reading];
    let widths = texts.map(|text| engine.widths(text).max);
    let width = widths.into_iter().max().unwrap_or_default();
    let [base, reading] = texts;
    let [base_width, reading_width] = widths;
    let set = [(base, base_width), (reading, reading_width)].map(|(text, width)| {
        let shape = plain_shape(width + Length::pt(1.0));
        let mut set = engine.set(text, &shape);
        missing.append(&mut set.missing);
        set.lines.into_iter().next()
    });
    let [base, reading] = set
        .each_ref()
        .map(|line| ink_extent(engine.fonts(), line.as_ref()?));
    let rise = match (base, reading) {
        (Some((_, top)), Some((bottom, _))) => top - bottom + ruby.size.scale(APART),
        _ => ruby.size.scale(RISE),
    };
    let lines = set.into_iter().zip([Length::ZERO, -rise]).zip(widths);
    let lines = lines.filter_map(|((line, y), own)| {
        Some(PlacedLine {
            x: (width - own) / 2,
            y,
            line: line?,
            refs: None,
        })
    });
    (lines.collect(), width)
}

/// How much lower each line has to stand so that the readings in it keep clear of what hangs below the
/// baseline of the line above; empty where no line has a reading. Most lines need no room: a reading stands
/// between two letters with descenders, or under none.
pub(super) fn room_for_readings(
    fonts: &FontBook,
    text: &StyledText,
    lines: &[Line],
    leading: Length,
) -> Vec<Length> {
    let readings = |line: &Line| -> Vec<Ink> {
        let mut found = Vec::new();
        for item in &line.items {
            let LineItem::Object { run, x, .. } = item else {
                continue;
            };
            let shown = text.objects.iter().find(|(at, _)| at == run);
            if let Some((_, Shown::Ruby(parts))) = shown
                && let Some(reading) = parts.get(1)
            {
                found.extend(ink_boxes(fonts, &reading.line, *x + reading.x, reading.y));
            }
        }
        found
    };
    if !text
        .objects
        .iter()
        .any(|(_, shown)| matches!(shown, Shown::Ruby(_)))
    {
        return Vec::new();
    }
    let mut room = vec![Length::ZERO; lines.len()];
    for (pair, room) in lines.windows(2).zip(room.iter_mut().skip(1)) {
        let [above, line] = pair else { continue };
        let readings = readings(line);
        if readings.is_empty() {
            continue;
        }
        let above = ink_boxes(fonts, above, Length::ZERO, Length::ZERO);
        let meet = readings.iter().flat_map(|reading| {
            let over = above
                .iter()
                .filter(|ink| ink.left < reading.right && reading.left < ink.right);
            over.map(|ink| reading.top - ink.bottom - leading)
        });
        let closest = meet.max().unwrap_or(-leading);
        *room = (closest + leading.scale(CLEAR)).max(Length::ZERO);
    }
    room
}

/// The bottom and the top of a line's ink, above the baseline.
fn ink_extent(fonts: &FontBook, line: &Line) -> Option<(Length, Length)> {
    let inks = ink_boxes(fonts, line, Length::ZERO, Length::ZERO);
    let bottom = inks.iter().map(|ink| ink.bottom).min()?;
    let top = inks.iter().map(|ink| ink.top).max()?;
    Some((bottom, top))
}

/// The boxes around the glyphs of a line that stands at a place, whose y grows downwards.
fn ink_boxes(fonts: &FontBook, line: &Line, x: Length, y: Length) -> Vec<Ink> {
    let mut found = Vec::new();
    for item in &line.items {
        let LineItem::Glyphs(run) = item else {
            continue;
        };
        let font = fonts.get(run.font);
        let mut pen = x + run.origin.x;
        for glyph in &run.glyphs {
            if let Some(ink) = font.outline(glyph.id).bounds() {
                let scaled = |value: f32| font.scale(value.round() as i32, run.size);
                let (left, base) = (pen + glyph.x_offset, glyph.y_offset - run.origin.y - y);
                found.push(Ink {
                    left: left + scaled(ink.left),
                    right: left + scaled(ink.right),
                    bottom: base + scaled(ink.bottom),
                    top: base + scaled(ink.top),
                });
            }
            pen += glyph.advance;
        }
    }
    found
}

/// The box around a glyph's ink; heights are above the baseline of the line.
struct Ink {
    left: Length,
    right: Length,
    bottom: Length,
    top: Length,
}
