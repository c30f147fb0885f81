//! Blocks one after the other, and paragraphs.

use super::table::Stands;
use super::{Ctx, Flow, LineSet, Place};
use crate::document::{Block, BlockKind, Inline, Role};
use crate::style::{Align, BlockStyle, Theme};
use crate::typeset::structure::Tag;
use crate::typeset::style::{TextSpec, direction_of};
use crate::units::Length;

/// What a paragraph follows, which decides on its indent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum After {
    /// The start, a heading, a break.
    #[default]
    Opening,
    /// A paragraph.
    Paragraph,
    /// Another block.
    Block,
}

/// The cost of parting a paragraph from what it announces.
const INTRODUCTION: i32 = 600;

/// True for a paragraph that ends in a colon before a list, a quotation, code, verse.
fn introduces(block: &Block, next: Option<&Block>) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else {
        return false;
    };
    let announced = next.is_some_and(|next| match &next.kind {
        BlockKind::Heading { .. } | BlockKind::Break | BlockKind::Figure { .. } => false,
        BlockKind::Paragraph(_) => next.role == Some(Role::Verse),
        _ => true,
    });
    announced
        && content.last().is_some_and(|last| match &last.kind {
            crate::document::InlineKind::Text(text) => text.trim_end().ends_with([':', '：', ',']),
            _ => false,
        })
}

/// The style of a paragraph between a title and the text: a subtitle, the authors, a standfirst.
pub(crate) fn opening_style<'t>(theme: &'t Theme, block: &Block) -> Option<&'t BlockStyle> {
    match &block.kind {
        BlockKind::Paragraph(_) => line_style(theme, block.role?),
        _ => None,
    }
}

/// The style of a line by its role, where it has one that no other text has.
fn line_style(theme: &Theme, role: Role) -> Option<&BlockStyle> {
    match role {
        Role::Lead => Some(&theme.standfirst),
        Role::Byline => Some(&theme.author),
        Role::Subtitle => Some(&theme.subtitle),
        Role::Epigraph | Role::Verse | Role::Aside | Role::Caption | Role::Ornament => None,
    }
}

impl<'a> Flow<'a> {
    /// Sets blocks one after the other.
    pub(crate) fn blocks(&mut self, blocks: &[Block], ctx: &Ctx<'_>) {
        let mut after = After::Opening;
        for (index, block) in blocks.iter().enumerate() {
            let ctx = &self.within(block, ctx);
            if block.flags.new_page && ctx.depth == 0 {
                self.new_page();
            }
            if !matches!(block.kind, BlockKind::Heading { .. }) {
                self.anchor(block.attr.id.as_deref());
            }
            let place = Place {
                node: block.node,
                span: Some(block.span),
            };
            let mut apart = matches!(block.kind, BlockKind::Figure { .. }) && ctx.depth == 0;
            match &block.kind {
                BlockKind::Paragraph(content) if block.role == Some(Role::Verse) => {
                    self.verse_paragraph(content, ctx, place);
                }
                BlockKind::Paragraph(content) => {
                    let indent = match after {
                        After::Paragraph if self.theme.paragraph_space.is_zero() => ctx.indent,
                        _ => Length::ZERO,
                    };
                    if after == After::Paragraph {
                        self.space(self.theme.paragraph_space, Length::ZERO);
                    }
                    self.paragraph((content, block.role), ctx, indent, place);
                }
                BlockKind::Plain(content) => {
                    self.paragraph((content, block.role), ctx, Length::ZERO, place);
                }
                BlockKind::Heading { level, content } => self.heading(
                    (*level, block.number.as_ref(), content),
                    &block.attr,
                    ctx,
                    place,
                ),
                BlockKind::Quote(inner) => self.quote(inner, block, ctx),
                BlockKind::Alert { label, blocks, .. } => self.alert(label, blocks, ctx),
                BlockKind::List {
                    ordered,
                    tight,
                    items,
                } => self.list((*ordered, *tight), items, ctx),
                BlockKind::Definitions(items) => self.definitions(items, ctx),
                BlockKind::Code { language, text } => {
                    self.code((language.as_deref(), text), ctx, place);
                }
                BlockKind::Table(table) => {
                    apart = self.table(table, ctx, place) == Stands::Apart;
                }
                BlockKind::Figure { image, caption, .. } => {
                    self.figure((image, caption), block, ctx, place)
                }
                BlockKind::Math(math) => self.display_math(&math.tex, ctx, place),
                BlockKind::Break => self.scene_break(ctx, place),
                BlockKind::Group(inner) => {
                    let mut ctx = ctx.clone();
                    ctx.element = self.structure.add(Some(ctx.element), Tag::Div);
                    self.blocks(inner, &ctx);
                }
            }
            if introduces(block, blocks.get(index + 1)) {
                self.cost(INTRODUCTION, 0);
            }
            after = match &block.kind {
                // What may float away does not part paragraphs.
                _ if apart => after,
                BlockKind::Heading { .. } | BlockKind::Break => After::Opening,
                BlockKind::Paragraph(_) if opening_style(self.theme, block).is_some() => {
                    After::Opening
                }
                BlockKind::Paragraph(_) => After::Paragraph,
                _ => After::Block,
            };
        }
    }

    /// The context of a block with a language or a direction of its own.
    fn within<'s>(&mut self, block: &Block, ctx: &Ctx<'s>) -> Ctx<'s> {
        let mut ctx = ctx.clone();
        if let Some(lang) = &block.attr.lang
            && *lang != ctx.lang
        {
            ctx.element = self.structure.add(Some(ctx.element), Tag::Div);
            self.structure.get_mut(ctx.element).lang = Some(lang.clone());
            ctx.lang = lang.clone();
            ctx.direction = direction_of(&block.attr, lang);
        } else if block.attr.get("dir").is_some() {
            ctx.direction = direction_of(&block.attr, &ctx.lang);
        }
        ctx
    }

    /// Puts what follows back on the grid, at the outermost level.
    pub(crate) fn regrid(&mut self, ctx: &Ctx<'_>) {
        if ctx.depth == 0 {
            self.snap(Length::ZERO);
        }
    }

    /// A paragraph of the context's style.
    pub(crate) fn paragraph(
        &mut self,
        (content, role): (&[Inline], Option<Role>),
        ctx: &Ctx<'_>,
        indent: Length,
        place: Place,
    ) {
        self.regrid(ctx);
        let own = role.and_then(|role| line_style(self.theme, role));
        let lead = own.is_some();
        let style = own.unwrap_or(ctx.style);
        let element = self.structure.add(Some(ctx.element), Tag::P);
        let spec = TextSpec {
            style: &style.text,
            lang: &ctx.lang,
            element,
            measure: ctx.measure,
        };
        let mut text = self.styling().text(content, &spec, ctx.direction);
        let inner;
        let ctx = if lead {
            self.space(Length::ZERO, Length::ZERO);
            inner = ctx.indented(style.indent_start, style.indent_end);
            &inner
        } else {
            ctx
        };
        let mut shape = Self::shape(ctx, style);
        if matches!(style.align, Align::Justify | Align::Start) {
            shape.first_indent = indent;
        }
        if !lead {
            self.dress_opening(&mut text, &mut shape, ctx);
        }
        self.lines(text, &shape, (ctx, style), LineSet::Paragraph, place);
        if lead {
            self.space(style.below / 2, Length::ZERO);
        }
    }

    /// A sign between scenes, or where it is empty, a blank line.
    fn scene_break(&mut self, ctx: &Ctx<'_>, place: Place) {
        let leading = ctx.style.text.leading;
        let sign = self.theme.scene_break.clone();
        if sign.trim().is_empty() {
            self.space(leading, Length::ZERO);
            self.cost(200, 0);
            return;
        }
        let mut style = ctx.style.clone();
        style.align = Align::Center;
        style.hyphenate = false;
        self.regrid(ctx);
        self.space(leading, leading / 2);
        self.ornament(&sign, ctx, &style, place);
        self.space(leading, leading / 2);
        self.keep();
        self.cost(200, 0);
    }
}
