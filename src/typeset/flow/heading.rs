//! Headings and ornaments.

use std::sync::Arc;

use super::{Ctx, Flow, LineSet, MainText, Place};
use crate::document::{Attr, Inline, Number, OBJECT};
use crate::style::BlockStyle;
use crate::typeset::galley::{Part, refs_of};
use crate::typeset::glyphs::Mark;
use crate::typeset::paragraph::PlacedLine;
use crate::typeset::structure::Tag;
use crate::typeset::style::{Collector, Look, StyledText, TextSpec};
use crate::typeset::text::RunKind;
use crate::units::Length;

impl Flow<'_> {
    /// A heading: kept with what follows, and its space such that the text after it is on the grid.
    pub(crate) fn heading(
        &mut self,
        (level, number, content): (u8, Option<&Number>, &[Inline]),
        attr: &Attr,
        ctx: &Ctx<'_>,
        place: Place,
    ) {
        let theme = self.theme;
        let index = usize::from(level.clamp(1, 6)) - 1;
        let Some(style) = theme.headings.get(index).or(theme.headings.last()) else {
            return;
        };
        // A heading in a note is not one of the text's.
        let tag = match ctx.main {
            MainText::Yes => Tag::H(level),
            MainText::No => Tag::P,
        };
        let element = self.structure.add(Some(ctx.element), tag);
        // What stands below a heading of its own is not the opening of the chapter.
        self.close_opening();
        self.space(style.above, self.layout.leading);
        // A page is better ended before a heading than anywhere else.
        self.cost(-10, 0);
        self.heading_lines((number, content), attr, (ctx, style), (element, place));
        self.space(style.below, Length::ZERO);
        self.keep();
    }

    /// The lines of a heading, put so that with the space below they end on the grid.
    pub(crate) fn heading_lines(
        &mut self,
        (number, content): (Option<&Number>, &[Inline]),
        attr: &Attr,
        (ctx, style): (&Ctx<'_>, &BlockStyle),
        (element, place): (crate::typeset::structure::StructId, Place),
    ) {
        let spec = TextSpec {
            style: &style.text,
            lang: &ctx.lang,
            element,
            measure: ctx.measure,
        };
        let mut collector = Collector::new(ctx.direction);
        if let Some(number) = number {
            let look = Collector::look(self.theme, &spec);
            // An en space between the number and the text.
            let label = format!("{}\u{2002}", number.label);
            collector.push(&label, &look, RunKind::Text, None);
        }
        self.styling().append(&mut collector, content, &spec);
        let text = collector.finish();
        self.anchor(attr.id.as_deref());
        let shape = Self::shape(ctx, style);
        let start = self.mark();
        self.lines(text, &shape, (ctx, style), LineSet::Heading, place);
        if ctx.depth == 0 {
            let grid = self.layout.leading.to_sp().max(1);
            let height = self.height_since(start) + style.below;
            let offset = Length::from_sp((-height.to_sp()).rem_euclid(grid));
            self.snap_at(start, offset);
        }
    }

    /// A sign on a line of its own, kept with what is before it.
    pub(crate) fn ornament(&mut self, sign: &str, ctx: &Ctx<'_>, style: &BlockStyle, place: Place) {
        let spec = TextSpec {
            style: &style.text,
            lang: &ctx.lang,
            element: ctx.element,
            measure: ctx.measure,
        };
        let mut look = Collector::look(self.theme, &spec);
        look.mark = Mark::Artifact;
        let text = plain(sign, &look, ctx);
        let shape = Self::shape(ctx, style);
        self.keep();
        self.lines(text, &shape, (ctx, style), LineSet::Together, place);
    }

    /// One line of text in a style, ranged at its start, as part of something else.
    pub(crate) fn part(
        &mut self,
        text: &StyledText,
        shape: &crate::typeset::paragraph::ParagraphShape,
        (x, y): (Length, Length),
    ) -> Option<Part> {
        let line = self
            .engine
            .set(&text.rich, shape)
            .lines
            .into_iter()
            .next()?;
        Some(Part::Line(PlacedLine {
            x,
            y,
            line,
            refs: refs_of(text).map(Arc::new),
        }))
    }
}

/// A text of one look, without a source.
pub(crate) fn plain(text: &str, look: &Look, ctx: &Ctx<'_>) -> StyledText {
    let mut collector = Collector::new(ctx.direction);
    let clean: String = text.chars().filter(|c| *c != OBJECT).collect();
    collector.push(&clean, look, RunKind::Text, None);
    collector.finish()
}
