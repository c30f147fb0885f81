//! Quotations, epigraphs, verse and alerts.

use super::heading::plain;
use super::{Ctx, Flow, LineSet, Place};
use crate::document::{Block, BlockKind, Inline, Role, TextDirection};
use crate::style::{Align, BlockStyle};
use crate::typeset::galley::Frame;
use crate::typeset::glyphs::Color;
use crate::typeset::structure::Tag;
use crate::typeset::style::{Collector, TextSpec};
use crate::units::Length;

/// An alert or an epigraph lower than this share of the page is parted only at such a price.
const LOW_ALERT: f64 = 0.3;
const WHOLE_ALERT: i32 = 1_400;
/// The same of stanzas, and of poems, which may be parted between their stanzas.
const LOW_STANZA: f64 = 0.3;
const WHOLE_STANZA: i32 = 1_300;
const LOW_POEM: f64 = 0.3;
const WHOLE_POEM: i32 = 450;

impl Flow<'_> {
    /// A quotation set as a block; an epigraph or verse by its role.
    pub(crate) fn quote(&mut self, blocks: &[Block], quote: &Block, ctx: &Ctx<'_>) {
        let theme = self.theme;
        let base = match quote.role {
            Some(Role::Epigraph) => &theme.epigraph,
            Some(Role::Verse) => &theme.verse,
            _ => &theme.quote,
        };
        let style = fitted(base, ctx);
        // Below a title an epigraph needs no space of its own, within the text it does.
        let above = style.above.max(ctx.style.text.leading / 2);
        self.space(above, above);
        let start = self.mark();
        let mut inner = ctx
            .indented(style.indent_start, style.indent_end)
            .styled(&style);
        inner.element = self.structure.add(Some(ctx.element), Tag::BlockQuote);
        inner.indent = if quote.flags.keeps_lines {
            Length::ZERO
        } else {
            ctx.indent
        };
        if quote.role == Some(Role::Epigraph) {
            // An epigraph opens what follows and is not torn from it.
            self.quoted_blocks(blocks, &inner);
            self.keep_low(start, (LOW_ALERT, WHOLE_ALERT));
            self.keep();
        } else if quote.role == Some(Role::Verse) {
            for (index, block) in blocks.iter().enumerate() {
                if index > 0 {
                    self.space(style.text.leading, style.text.leading / 2);
                }
                if index > 0 && index + 1 == blocks.len() && names_source(block) {
                    self.keep();
                }
                let stanza = self.mark();
                match &block.kind {
                    BlockKind::Paragraph(content) => {
                        let place = Place {
                            node: block.node,
                            span: Some(block.span),
                        };
                        self.stanza(content, &inner, place);
                    }
                    _ => self.blocks(std::slice::from_ref(block), &inner),
                }
                self.keep_low(stanza, (LOW_STANZA, WHOLE_STANZA));
            }
            self.keep_low(start, (LOW_POEM, WHOLE_POEM));
        } else {
            self.quoted_blocks(blocks, &inner);
        }
        self.keep_ends(start, 200);
        if ctx.depth == 0 {
            self.balance(start, style.below);
        }
        self.space(style.below, style.below);
    }

    /// The blocks of a quotation. Its last paragraph, if it begins with a dash, names the source.
    fn quoted_blocks(&mut self, blocks: &[Block], ctx: &Ctx<'_>) {
        let Some((last, rest)) = blocks.split_last() else {
            return;
        };
        if rest.is_empty() || !names_source(last) {
            self.blocks(blocks, ctx);
            return;
        }
        self.blocks(rest, ctx);
        let mut style = ctx.style.clone();
        style.align = Align::End;
        style.text.italic = false;
        self.keep();
        self.blocks(std::slice::from_ref(last), &ctx.styled(&style));
    }

    /// A paragraph of verse by its role.
    pub(crate) fn verse_paragraph(&mut self, content: &[Inline], ctx: &Ctx<'_>, place: Place) {
        let style = fitted(&self.theme.verse, ctx);
        self.space(style.above, style.above);
        let inner = ctx
            .indented(style.indent_start, style.indent_end)
            .styled(&style);
        self.stanza(content, &inner, place);
        self.space(style.below, style.below);
    }

    /// The lines of a stanza as the author broke them. What does not fit is turned over.
    fn stanza(&mut self, content: &[Inline], ctx: &Ctx<'_>, place: Place) {
        let element = self.structure.add(Some(ctx.element), Tag::P);
        let spec = TextSpec {
            style: &ctx.style.text,
            lang: &ctx.lang,
            element,
            measure: ctx.measure,
        };
        let text = self.styling().text(content, &spec, ctx.direction);
        let shape = Self::shape(ctx, ctx.style);
        self.lines(text, &shape, (ctx, ctx.style), LineSet::Paragraph, place);
    }

    /// A note, tip, warning: a rule at its side and its name above it.
    pub(crate) fn alert(&mut self, label: &str, blocks: &[Block], ctx: &Ctx<'_>) {
        let style = fitted(&self.theme.alert, ctx);
        let weight = self.theme.rule * 2;
        let x = match ctx.direction {
            TextDirection::Ltr => ctx.left,
            TextDirection::Rtl => ctx.left + ctx.measure - weight,
        };
        let frame = self.add_frame(Frame {
            x,
            width: weight,
            pad: Length::ZERO,
            color: Color::Gray(0.35),
            parent: ctx.frame,
        });
        self.space(style.above, style.above);
        let start = self.mark();
        let mut inner = ctx
            .indented(style.indent_start, style.indent_end)
            .styled(&style);
        inner.frame = Some(frame);
        inner.element = self.structure.add(Some(ctx.element), Tag::Div);
        self.alert_label(label, &inner);
        self.blocks(blocks, &inner);
        self.keep_ends(start, 2_000);
        self.keep_low(start, (LOW_ALERT, WHOLE_ALERT));
        if ctx.depth == 0 {
            self.balance(start, style.below);
        }
        self.space(style.below, style.below);
    }

    fn alert_label(&mut self, label: &str, ctx: &Ctx<'_>) {
        let mut style: BlockStyle = ctx.style.clone();
        style.align = Align::Start;
        style.text.small_caps = true;
        style.text.letter_space = 0.06;
        style.text.italic = false;
        style.text.family = crate::style::FamilyRole::Heading;
        let element = self.structure.add(Some(ctx.element), Tag::P);
        let spec = TextSpec {
            style: &style.text,
            lang: &ctx.lang,
            element,
            measure: ctx.measure,
        };
        let look = Collector::look(self.theme, &spec);
        let text = plain(label, &look, ctx);
        let shape = Self::shape(ctx, &style);
        let mut quiet = ctx.clone();
        quiet.main = super::MainText::No;
        let place = Place::outside(None);
        self.lines(text, &shape, (&quiet, &style), LineSet::Together, place);
        self.keep();
    }
}

/// True for a paragraph that begins with a dash: the last of a quotation, if it does, names its source.
fn names_source(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(content) => {
            crate::document::plain_text(content).starts_with(['—', '–', '―'])
        }
        _ => false,
    }
}

/// A style of the theme, no larger than the text it stands in (a quotation in a note).
pub(crate) fn fitted(style: &BlockStyle, ctx: &Ctx<'_>) -> BlockStyle {
    let mut style = style.clone();
    let around = &ctx.style.text;
    if style.text.size > around.size {
        style.text.size = around.size;
        style.text.leading = around.leading;
    }
    if style.text.leading > around.leading {
        style.text.leading = around.leading;
    }
    if ctx.depth > 0 {
        style.above = style.above / 2;
        style.below = style.below / 2;
    }
    style
}
