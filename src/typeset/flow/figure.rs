//! Figures with their captions.

use std::sync::Arc;

use super::{Ctx, Flow, LineSet, Place};
use crate::document::{Block, Caption, Image, TextDirection};
use crate::edition::TextPosition;
use crate::style::{Align, BlockStyle, Figures};
use crate::typeset::galley::{Item, Part, Parts, VBox, height_of};
use crate::typeset::glyphs::Mark;
use crate::typeset::page::{Fit, PlacedImage};
use crate::typeset::structure::{StructId, Tag};
use crate::typeset::style::{Collector, TextSpec, width_of};
use crate::typeset::text::RunKind;
use crate::units::{Length, Rect};

/// The share of a page's height that a picture may take.
const TALLEST: f64 = 0.72;

impl Flow<'_> {
    /// A figure.
    pub(crate) fn figure(
        &mut self,
        (image, caption): (&Image, &Caption),
        block: &Block,
        ctx: &Ctx<'_>,
        place: Place,
    ) {
        let leading = self.layout.leading;
        let around = if ctx.depth == 0 { leading } else { leading / 2 };
        let figure = self.structure.add(Some(ctx.element), Tag::Figure);
        self.structure.get_mut(figure).alt = Some(Arc::from(image.alt.as_str()));
        let asset = image
            .asset
            .and_then(|id| Some((id, self.edition.document.assets.get(id.0 as usize)?)));
        if let Some((id, _)) = asset
            && block.is_full_bleed()
            && ctx.depth == 0
            && self.asides == 0
        {
            return self.plate((id, caption), figure, ctx, place);
        }
        let aside = (ctx.depth == 0).then(|| self.aside());
        if aside.is_none() {
            self.space(around, leading / 2);
        }
        if let Some((id, asset)) = asset {
            let (width, height) = (
                f64::from(asset.width.max(1)),
                f64::from(asset.height.max(1)),
            );
            let wanted = block
                .attr
                .get("width")
                .and_then(|w| width_of(w, ctx.measure))
                .unwrap_or_else(|| Length::pt(width * 0.75));
            let tallest = self.layout.height().scale(TALLEST);
            let width_at_tallest = tallest.scale(width / height);
            let set = wanted
                .min(ctx.measure)
                .min(width_at_tallest)
                .max(Length::pt(1.0));
            let spare = ctx.measure - set;
            // What is not captioned is an ornament, or stands for itself.
            let inset = if caption.is_empty() {
                spare / 2
            } else {
                self.inset(spare, ctx)
            };
            let rect = Rect::new(
                ctx.left + inset,
                Length::ZERO,
                set,
                set.scale(height / width),
            );
            self.push(VBox {
                height: rect.size.height,
                parts: Parts::Many(vec![Part::Image(PlacedImage {
                    asset: id,
                    rect,
                    fit: Fit::Exact,
                    mark: Mark::Content(figure),
                })]),
                position: Some(TextPosition {
                    node: place.node,
                    offset: 0,
                })
                .filter(|_| ctx.main == super::MainText::Yes),
                frame: ctx.frame,
                ..VBox::default()
            });
        } else {
            let mut style = ctx.style.clone();
            style.align = Align::Center;
            let alt = format!("[{}]", image.alt);
            let spec = TextSpec {
                style: &style.text,
                lang: &ctx.lang,
                element: figure,
                measure: ctx.measure,
            };
            let look = Collector::look(self.theme, &spec);
            let text = super::heading::plain(&alt, &look, ctx);
            let shape = Self::shape(ctx, &style);
            self.lines(text, &shape, (ctx, &style), LineSet::Together, place);
        }
        if !caption.is_empty() {
            self.keep();
            self.space(self.theme.caption.above, Length::ZERO);
            self.caption(caption, figure, ctx, place);
        }
        let Some(aside) = aside else {
            self.space(around, leading / 2);
            return;
        };
        let items = self.resume(aside);
        let room = self.layout.height();
        self.tall(
            "the figure with its caption",
            (height_of(&items), room),
            place,
        );
        self.float(items, around, ctx);
    }

    /// How far from the left a figure or a table stands that is narrower by so much than the measure: in the
    /// middle, or where captions are ranged at the start, there as well.
    pub(crate) fn inset(&self, spare: Length, ctx: &Ctx<'_>) -> Length {
        match (self.theme.caption.align, ctx.direction) {
            (Align::Center, _) => spare / 2,
            (Align::End, TextDirection::Ltr) | (_, TextDirection::Rtl) => spare,
            _ => Length::ZERO,
        }
    }

    /// Puts a column into the text as one picture that may float; with notes it stays where it is.
    pub(crate) fn float(&mut self, items: Vec<Item>, around: Length, ctx: &Ctx<'_>) {
        let mut whole = VBox::empty(Length::ZERO);
        whole.frame = ctx.frame;
        for line in super::note::lines_of(items) {
            whole.stack(line);
        }
        if whole.notes == 0 {
            self.push_float(whole, around);
            return;
        }
        let half = self.layout.leading / 2;
        self.space(around, half);
        let start = self.mark();
        self.push(whole);
        self.balance(start, around);
        self.space(around, half);
    }

    /// A caption: its label in roman small capitals, then its text.
    pub(crate) fn caption(
        &mut self,
        caption: &Caption,
        parent: StructId,
        ctx: &Ctx<'_>,
        place: Place,
    ) {
        let element = self.structure.add(Some(parent), Tag::Caption);
        self.caption_in(caption, element, ctx, place);
    }

    /// A caption whose element there is already.
    pub(crate) fn caption_in(
        &mut self,
        caption: &Caption,
        element: StructId,
        ctx: &Ctx<'_>,
        place: Place,
    ) {
        let theme = self.theme;
        let style: &BlockStyle = &theme.caption;
        let inner = ctx.indented(style.indent_start, style.indent_end);
        let mut label_style = style.text.clone();
        label_style.italic = false;
        label_style.small_caps = true;
        label_style.letter_space = 0.04;
        label_style.figures = Figures::OldStyle;
        let mut collector = Collector::new(ctx.direction);
        if let Some(label) = &caption.label {
            let spec = TextSpec {
                style: &label_style,
                lang: &ctx.lang,
                element,
                measure: inner.measure,
            };
            let look = Collector::look(theme, &spec);
            collector.push(&format!("{label}\u{2002}"), &look, RunKind::Text, None);
        }
        let spec = TextSpec {
            style: &style.text,
            lang: &ctx.lang,
            element,
            measure: inner.measure,
        };
        self.styling()
            .append(&mut collector, &caption.content, &spec);
        let shape = Self::shape(&inner, style);
        self.lines(
            collector.finish(),
            &shape,
            (&inner, style),
            LineSet::Together,
            place,
        );
    }
}
