//! The opening of a text: its first words in small capitals, or a drop capital.

use std::sync::Arc;

use super::{Ctx, Flow, plain_shape};
use crate::document::{OBJECT, TextDirection, initial};
use crate::font::FontQuery;
use crate::typeset::glyphs::{GlyphRun, Reading};
use crate::typeset::paragraph::{Line, LineItem, ParagraphShape, TextEngine};
use crate::typeset::style::{Collector, Look, StyledText};
use crate::typeset::text::{RichText, RunKind};
use crate::units::{Length, Point};

/// What a paragraph opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// A chapter of a book.
    Chapter,
    /// An article, which has its title close above it.
    Article,
}

/// A drop capital.
#[derive(Debug)]
pub(crate) struct Capital {
    /// The letter; its place is relative to the first line.
    letter: GlyphRun,
    /// A space in the font of the text.
    space: GlyphRun,
    /// True when the letter is a word.
    alone: bool,
    /// How many lines high it is.
    lines: usize,
}

/// The space between a drop capital and the text beside it, and how far the first line must be able to come
/// nearer for that to be done, in ems of the text.
const BESIDE: f64 = 0.2;
const TUCK: f64 = 0.35;
/// What is added to it after a capital that is a word, likewise.
const WORD_SPACE: f64 = 0.12;
/// How far below its line a capital may reach, in leadings, before the next line gives way to it.
const DEPTH: f64 = 0.35;

/// Dresses the text of the paragraph that opens a chapter, if this one does. Gives the capital that stands before it.
pub(super) fn dress_opening(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    text: &mut StyledText,
    shape: &mut ParagraphShape,
) -> Option<Capital> {
    if ctx.depth > 0 {
        return None;
    }
    let capital = match flow.opens.take()? {
        Opening::Chapter => drop_capital(&mut flow.engine, ctx, text, shape),
        Opening::Article => None,
    };
    // Where the capital is a word, the next is the first that is in small capitals.
    let words = ctx.theme.opening_words;
    let words = words.max(u8::from(capital.is_some()));
    if words > 0 {
        let end = end_of_words(&text.rich, usize::from(words));
        small_capitals(text, end);
    }
    capital
}

/// Takes the first letter off a text and makes a drop capital of it, where it and the text are such that
/// this looks well: a capital that stands by itself, in an alphabet that has them, and so many lines of
/// text that it does not reach below them.
fn drop_capital(
    engine: &mut TextEngine<'_>,
    ctx: &Ctx<'_>,
    text: &mut StyledText,
    shape: &mut ParagraphShape,
) -> Option<Capital> {
    let count = ctx.theme.drop_capital_lines.min(6);
    let lines = i64::from(count);
    if lines < 2 || ctx.direction != TextDirection::Ltr {
        return None;
    }
    let first = initial(&text.rich.text)?;
    let follows = text.rich.text.chars().nth(1)?;
    let run = text.rich.runs.first().filter(|run| {
        run.kind == RunKind::Text && run.range.end > first.len_utf8() + follows.len_utf8()
    })?;
    if engine.set(&text.rich, shape).lines.len() < usize::from(count) {
        return None;
    }
    // Its height is that of a capital of the text and of the lines between.
    let body = &ctx.style.text;
    let query = FontQuery {
        family: &run.style.family,
        bold: run.style.bold,
        italic: run.style.italic,
    };
    let fonts = engine.fonts();
    let id = fonts.find(query)?;
    let font = fonts.get(id);
    let share =
        f64::from(font.metrics().cap_height) / f64::from(font.metrics().units_per_em.max(1));
    let share = share.clamp(0.4, 1.0);
    let height = body.leading * (lines - 1) + body.size.scale(share);
    let mut look = Look {
        style: run.style.clone(),
        lang: run.lang.clone(),
        mark: run.mark,
        link: run.link,
        uppercase: false,
    };
    let mut set = |text: &str, look: &Look| {
        let mut collector = Collector::new(ctx.direction);
        collector.push(text, look, RunKind::Text, Some(0));
        let own = plain_shape(ctx.measure);
        let line = engine.set(&collector.finish().rich, &own).lines;
        line.into_iter()
            .flat_map(|l| l.items)
            .find_map(|item| match item {
                LineItem::Glyphs(run) => Some(run),
                _ => None,
            })
    };
    let mut space = set("\u{2028}", &look)?;
    let mut style = (*look.style).clone();
    style.size = height.scale(1.0 / share);
    look.style = Arc::new(style);
    let mut letter = set(first.encode_utf8(&mut [0; 4]), &look)?;
    let (&[glyph], false) = (letter.glyphs.as_slice(), letter.rtl) else {
        return None;
    };
    let outline = font.outline(glyph.id);
    let ink = outline.bounds().filter(|_| letter.font == id)?;
    let units = f64::from(font.metrics().units_per_em.max(1));
    let scaled = |value: f32| letter.size.scale(f64::from(value) / units);
    let width = scaled(ink.right - ink.left);
    if width > ctx.measure / 3 {
        return None;
    }
    // The first line comes nearer to a letter that is narrow at its head, as A and L are.
    let top = font.metrics().cap_height as f32;
    let band = top * (1.0 - body.size.ratio(letter.size) as f32);
    let head = outline.within(band, f32::INFINITY)?;
    let free = scaled(ink.right - head.right);
    let beside = body.size.scale(BESIDE);
    let deep = scaled(-ink.bottom) > body.leading.scale(DEPTH);
    shape.drop_indent = (count + u8::from(deep), width + beside);
    shape.first_indent = if free > body.size.scale(TUCK) {
        -free.min(width / 2)
    } else {
        Length::ZERO
    };
    let alone = follows == ' ';
    if alone {
        shape.first_indent += body.size.scale(WORD_SPACE);
    }
    letter.origin = Point {
        x: -scaled(ink.left),
        y: body.leading * (lines - 1),
    };
    for run in [&mut letter, &mut space] {
        run.actual_text = Some(Arc::from(""));
    }
    cut_start(text, first.len_utf8() + usize::from(alone));
    Some(Capital {
        letter,
        space,
        alone,
        lines: usize::from(count),
    })
}

impl Capital {
    /// How many lines of text stand beside it.
    pub(super) fn lines(&self) -> usize {
        self.lines
    }

    /// Puts the capital into its line so that it is read as one word with the letters that follow it.
    ///
    /// Programs that take text out of a PDF look where the glyphs stand: the capital's baseline is that of
    /// another line. So a space on the first line's baseline comes before it, the letters of the word come
    /// after it, and one span of text stands for all: what it says is put where it begins and ends.
    pub(super) fn join(mut self, line: Option<&mut Line>) {
        let Some(line) = line else { return };
        let at = line
            .items
            .iter()
            .position(|item| matches!(item, LineItem::Glyphs(_)))
            .unwrap_or(line.items.len());
        let mut word = String::from(&*self.letter.text);
        let mut tail = Vec::new();
        if self.alone {
            // The space that ends the span on the first line, and the one after the word.
            let width: Length = self.space.glyphs.iter().map(|glyph| glyph.advance).sum();
            let space = |spaces: i64| {
                let mut space = self.space.clone();
                space.origin.x = (line.x - width * spaces).max(Length::ZERO);
                space
            };
            let (mut last, mut after) = (space(2), space(1));
            last.reading = Reading::Ends;
            after.actual_text = None;
            tail.extend([last, after]);
        } else if let Some(LineItem::Glyphs(run)) = line.items.get_mut(at)
            && !run.rtl
            && run.actual_text.is_none()
        {
            let end = run.text.find(char::is_whitespace).unwrap_or(run.text.len());
            let rest = run.split_off(end);
            let mut last = run.clone();
            line.items.splice(at..=at, rest.map(LineItem::Glyphs));
            word.push_str(&last.text);
            last.actual_text = Some(Arc::from(""));
            last.reading = Reading::Ends;
            tail.push(last);
        }
        let mut first = self.space;
        first.origin.x = Length::ZERO;
        first.actual_text = Some(Arc::from(word));
        first.reading = Reading::Begins;
        self.letter.reading = Reading::GoesOn;
        let runs = [first, self.letter].into_iter().chain(tail);
        line.items.splice(at..at, runs.map(LineItem::Glyphs));
    }
}

/// Takes the first bytes off a text.
fn cut_start(text: &mut StyledText, bytes: usize) {
    text.rich.text.drain(..bytes);
    for (index, run) in text.rich.runs.iter_mut().enumerate() {
        if index == 0 {
            run.source = run
                .source
                .map(|at| at.saturating_add(u32::try_from(bytes).unwrap_or_default()));
        }
        run.range = run.range.start.saturating_sub(bytes)..run.range.end.saturating_sub(bytes);
    }
    let before = text.rich.runs.len();
    text.rich.runs.retain(|run| !run.range.is_empty());
    let gone = before - text.rich.runs.len();
    for (run, _) in &mut text.objects {
        *run = run.saturating_sub(gone);
    }
    for (at, _) in &mut text.notes {
        *at = at.saturating_sub(bytes);
    }
    for (at, _) in &mut text.anchors {
        *at = at.saturating_sub(bytes);
    }
}

/// Where the first words end, at most at the end of the first run and at the first stop or comma.
fn end_of_words(text: &RichText, words: usize) -> usize {
    let Some(run) = text.runs.first().filter(|run| run.kind == RunKind::Text) else {
        return 0;
    };
    let first = text.text.get(run.range.clone()).unwrap_or_default();
    let mut count = 0;
    for (at, c) in first.char_indices() {
        if matches!(
            c,
            ',' | '.' | ';' | ':' | '!' | '?' | '—' | '\u{2028}' | OBJECT
        ) {
            return at;
        }
        if c.is_whitespace() {
            count += 1;
            if count == words {
                return at;
            }
        }
    }
    // A word that goes on in another style is left as it is.
    if text.runs.len() > 1 {
        first.rfind(char::is_whitespace).unwrap_or_default()
    } else {
        first.len()
    }
}

/// Sets the text before `end` in small capitals.
fn small_capitals(styled: &mut StyledText, end: usize) {
    let text = &mut styled.rich;
    let Some(first) = text.runs.first() else {
        return;
    };
    if end == 0 || end > first.range.end || !text.text.is_char_boundary(end) {
        return;
    }
    let mut style = (*first.style).clone();
    style.small_caps = true;
    style.letter_space = style.size.scale(0.03);
    let mut opening = first.clone();
    opening.style = Arc::new(style);
    opening.range.end = end;
    if end == first.range.end {
        if let Some(first) = text.runs.first_mut() {
            *first = opening;
        }
        return;
    }
    let mut rest = first.clone();
    rest.range.start = end;
    rest.source = rest
        .source
        .map(|at| at.saturating_add(u32::try_from(end - opening.range.start).unwrap_or_default()));
    text.runs.splice(0..1, [opening, rest]);
    for (run, _) in &mut styled.objects {
        *run += 1;
    }
}
