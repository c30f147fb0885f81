//! Readings above their words (ruby).

use super::collect::{Collector, Look};
use super::inline::{Walk, restyle};
use super::{RubyText, Shown};
use crate::document::{Inline, InlineKind, OBJECT, TextDirection, plain_text};
use crate::typeset::glyphs::Mark;
use crate::typeset::structure::Tag;
use crate::typeset::text::RunKind;
use crate::units::Length;

/// Longer words have their reading behind them, so that lines can be broken.
const LONGEST: usize = 12;
/// The size of a reading against that of its word.
const SIZE: f64 = 0.42;

impl Walk<'_, '_, '_> {
    /// A word with its reading above it; behind it in parentheses where either is long or more than text.
    pub(super) fn ruby(&mut self, base: &[Inline], reading: &[Inline], look: &Look, depth: usize) {
        let Mark::Content(element) = look.mark else {
            return;
        };
        let outer = self.styling.structure.add(Some(element), Tag::Ruby);
        let part = |tag| self.within(look, outer, tag, |_| {});
        let plain = |inlines: &[Inline]| {
            let text = |inline: &Inline| matches!(inline.kind, InlineKind::Text(_));
            inlines.iter().all(text) && plain_text(inlines).chars().count() <= LONGEST
        };
        if !plain(base) || !plain(reading) || base.is_empty() {
            let [word, open, inner, close] = [Tag::Rb, Tag::Rp, Tag::Rt, Tag::Rp].map(part);
            self.nested(base, &word, depth);
            self.out.push("(", &open, RunKind::Text, None);
            self.nested(reading, &inner, depth);
            self.out.push(")", &close, RunKind::Text, None);
            return;
        }
        let [word, mut small] = [Tag::Rb, Tag::Rt].map(part);
        self.flush_space(plain_text(base).chars().next());
        let source = self.offset;
        let mut set = |inlines: &[Inline], look: &Look| {
            let mut out = Collector::new(TextDirection::Ltr);
            let text = plain_text(inlines);
            out.push(&text, look, RunKind::Text, Some(self.offset));
            self.advance(text.len());
            out.finish().rich
        };
        let base = set(base, &word);
        restyle(&mut small, |style| style.size = style.size.scale(SIZE));
        let reading = set(reading, &small);
        // Its measures are known when it is set.
        let kind = RunKind::Object {
            width: Length::ZERO,
            height: Length::ZERO,
            depth: Length::ZERO,
        };
        self.out.push(&OBJECT.to_string(), look, kind, Some(source));
        let ruby = RubyText {
            base,
            reading,
            size: look.style.size,
        };
        let text = self.out.text_mut();
        let run = text.rich.runs.len().saturating_sub(1);
        text.objects.push((run, Shown::RubyText(ruby)));
    }
}
