//! The opening of a text: its first words in small capitals, or a drop capital.

use std::sync::Arc;

use super::{Ctx, Flow, baseline};
use crate::document::{OBJECT, TextDirection};
use crate::font::FontQuery;
use crate::theme::Align;
use crate::typeset::paragraph::ParagraphShape;
use crate::typeset::style::{Collector, Look, StyledText};
use crate::typeset::text::{RichText, RunKind};
use crate::units::Length;

impl Flow<'_> {
    /// Sets the next paragraph as an opening.
    pub(crate) fn open(&mut self) {
        self.opens = true;
    }

    /// Dresses the text of the paragraph that opens a chapter, if this one does.
    pub(super) fn dress_opening(
        &mut self,
        text: &mut StyledText,
        shape: &mut ParagraphShape,
        ctx: &Ctx<'_>,
    ) {
        if !std::mem::take(&mut self.opens) || ctx.depth > 0 {
            return;
        }
        if self.theme.drop_capital_lines > 1 && ctx.direction == TextDirection::Ltr {
            self.drop_capital(text, shape, ctx);
        } else if self.theme.opening_words > 0 {
            let end = end_of_words(&text.rich, usize::from(self.theme.opening_words));
            small_capitals(text, end);
        }
    }

    fn drop_capital(&mut self, text: &mut StyledText, shape: &mut ParagraphShape, ctx: &Ctx<'_>) {
        let lines = i64::from(self.theme.drop_capital_lines.min(6));
        let Some(first) = text.rich.text.chars().next().filter(|c| c.is_uppercase()) else {
            return;
        };
        let Some(run) = text.rich.runs.first().filter(|r| r.kind == RunKind::Text) else {
            return;
        };
        // Its height is that of a capital of the text and of the lines between.
        let body = &ctx.style.text;
        let query = FontQuery {
            family: &run.style.family,
            bold: run.style.bold,
            italic: run.style.italic,
        };
        let fonts = self.engine.fonts();
        let share = fonts.find(query).map_or(0.65, |id| {
            let metrics = fonts.get(id).metrics();
            f64::from(metrics.cap_height) / f64::from(metrics.units_per_em.max(1))
        });
        let share = share.clamp(0.4, 1.0);
        let height = body.leading * (lines - 1) + body.size.scale(share);
        let mut style = (*run.style).clone();
        style.size = height.scale(1.0 / share);
        let look = Look {
            style: Arc::new(style),
            lang: run.lang.clone(),
            mark: run.mark,
            link: run.link,
            uppercase: false,
        };
        let mut collector = Collector::new(ctx.direction);
        collector.push(
            first.encode_utf8(&mut [0; 4]),
            &look,
            RunKind::Text,
            Some(0),
        );
        let letter = collector.finish();
        let width = self.engine.widths(&letter.rich).max;
        if width > ctx.measure / 3 {
            return;
        }
        let own = ParagraphShape {
            measure: width + Length::pt(1.0),
            align: Align::Start,
            ..super::lines::plain_shape(ctx.measure)
        };
        let y = baseline(body) + body.leading * (lines - 1);
        let Some(part) = self.part(&letter, &own, (ctx.left, y)) else {
            return;
        };
        self.beside(part);
        cut_start(text, first.len_utf8());
        let end = end_of_words(&text.rich, 1);
        small_capitals(text, end);
        shape.drop_indent = (self.theme.drop_capital_lines, width + body.size.scale(0.12));
        self.keep_first = usize::try_from(lines).unwrap_or(2);
    }

    /// Room below a paragraph that is shorter than its drop capital.
    pub(super) fn room_for_capital(&mut self, lines: usize, leading: Length) {
        let wanted = std::mem::take(&mut self.keep_first);
        if lines < wanted {
            let missing = i64::try_from(wanted - lines).unwrap_or_default();
            self.keep();
            self.push(crate::typeset::galley::VBox::empty(leading * missing));
        }
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
        text.runs[0] = opening;
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
