//! The galley of a chapter, and the opening of an article.

use crate::document::{Attr, Block, BlockKind, Chapter, Inline, Number, OBJECT, Role, plain_text};
use crate::edition::{ChapterStart, Edition, Line, LineKind};
use crate::source::Span;
use crate::style::{Align, BlockStyle, Part, Theme};
use crate::units::Length;

use super::flow::{
    Column, Ctx, Flow, LineSet, MainText, Opening, Place, Setup, TextBlock, opening_style,
    set_blocks, set_heading, set_heading_lines, set_lines, text_shape,
};
use super::galley::VBox;
use super::structure::{StructId, StructTree, Tag};
use super::style::{Collector, TextSpec};
use super::text::RunKind;

/// How many lines lower a part title stands than a chapter's.
const PART_SINK: i64 = 4;

/// A chapter of a book: its title below the head of the page, then its blocks.
pub(crate) fn set_chapter(
    flow: &mut Flow<'_>,
    setup: &Setup<'_>,
    index: usize,
    chapter: &Chapter,
    root: StructId,
) {
    let ctx = begin_section(&mut flow.structure, setup, chapter, root);
    flow.column
        .anchor(Some(Edition::chapter_anchor(index).as_str()));
    let (plates, blocks) = plates_first(&chapter.blocks);
    set_blocks(flow, &ctx, plates);
    if chapter.placement.is_part {
        flow.column
            .push(VBox::empty(ctx.layout.leading * PART_SINK));
        flow.column.keep();
    }
    let mut titled = true;
    let blocks = match blocks.split_first() {
        Some((
            Block {
                kind:
                    BlockKind::Heading {
                        level: 1, content, ..
                    },
                number,
                attr,
                node,
                span,
                ..
            },
            rest,
        )) => {
            let place = Place {
                node: *node,
                span: Some(*span),
            };
            set_chapter_title(flow, &ctx, number.as_ref(), content, attr, place);
            rest
        }
        _ => {
            match setup.edition.start(index) {
                ChapterStart::MadeTitle(number) => {
                    let place = Place::outside(chapter.title.first().map(|inline| inline.span));
                    let (number, attr) = (number.as_ref(), Attr::default());
                    set_chapter_title(flow, &ctx, number, &chapter.title, &attr, place);
                }
                ChapterStart::AsWritten | ChapterStart::Continued => titled = false,
            }
            blocks
        }
    };
    let lines = opening_lines(ctx.theme, blocks);
    let title = match lines {
        0 => Part::Heading(1),
        _ => Part::Title,
    };
    if titled {
        let style = ctx.theme.style(title);
        flow.column.space(style.below, Length::ZERO);
        flow.column.keep();
    }
    let (lines, blocks) = blocks.split_at(lines);
    set_opening_lines(flow, &ctx, lines);
    flow.opens = Some(Opening::Chapter);
    set_blocks(flow, &ctx, blocks);
}

/// What [`opening_lines`] counts.
fn set_opening_lines(flow: &mut Flow<'_>, ctx: &Ctx<'_>, lines: &[Block]) {
    let theme = ctx.theme;
    for line in lines {
        let Some(style) = opening_style(theme, line) else {
            continue;
        };
        flow.column.space(style.above, Length::ZERO);
        set_blocks(flow, ctx, std::slice::from_ref(line));
        flow.column.space(style.below, Length::ZERO);
        flow.column.keep();
    }
    if !lines.is_empty() {
        let below = theme.standfirst.below.max(ctx.layout.leading);
        flow.column.space(below, ctx.layout.leading);
        flow.column.keep();
    }
}

/// A file that goes on with the chapter before it.
pub(crate) fn set_continuation(
    flow: &mut Flow<'_>,
    setup: &Setup<'_>,
    index: usize,
    chapter: &Chapter,
    root: StructId,
) {
    let ctx = begin_section(&mut flow.structure, setup, chapter, root);
    flow.column
        .anchor(Some(Edition::chapter_anchor(index).as_str()));
    set_blocks(flow, &ctx, &chapter.blocks);
}

/// The section of a chapter in the structure, and the context of its blocks.
fn begin_section<'a>(
    structure: &mut StructTree,
    setup: &Setup<'a>,
    chapter: &Chapter,
    root: StructId,
) -> Ctx<'a> {
    let section = structure.add(Some(root), Tag::Sect);
    let main = &setup.edition.document.meta.lang;
    let lang = chapter.lang.as_ref().unwrap_or(main);
    if lang != main {
        structure.get_mut(section).lang = Some(lang.clone());
    }
    setup.context(section, lang)
}

fn set_chapter_title(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    number: Option<&Number>,
    content: &[Inline],
    attr: &Attr,
    place: Place,
) {
    let theme = ctx.theme;
    let style = theme.style(Part::Heading(1));
    let element = flow.structure.add(Some(ctx.element), Tag::H(1));
    flow.column.push(VBox::empty(theme.chapter_sink));
    flow.column.keep();
    // A centred title has its number on a line above it.
    let own_line = number.filter(|_| style.align == Align::Center);
    if let Some(number) = own_line {
        let mut small = style.clone();
        small.text.size = style.text.size.scale(0.7);
        small.text.leading = ctx.layout.leading * 2;
        set_line(flow, ctx, &number.label, place.span, &small, element);
        flow.column.keep();
    }
    let inline = number.filter(|_| own_line.is_none());
    flow.column.anchor(attr.id.as_deref());
    set_heading_lines(flow, ctx, inline, content, style, element, place);
}

/// Lines of a text that is not in the manuscript's blocks, with the place where it was written, if it
/// was.
pub(crate) fn set_line(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    text: &str,
    span: Option<Span>,
    style: &BlockStyle,
    element: StructId,
) {
    let inner = ctx.indented(style.indent_start, style.indent_end);
    let spec = TextSpec {
        style: &style.text,
        lang: &ctx.lang,
        element,
        measure: inner.measure,
    };
    let look = Collector::look(ctx.theme, &spec);
    let mut collector = Collector::new(ctx.direction);
    let clean: String = text.chars().filter(|c| *c != OBJECT).collect();
    collector.push(&clean, &look, RunKind::Text, None);
    let shape = text_shape(&inner, style);
    let quiet = Ctx {
        main: MainText::No,
        ..inner
    };
    let place = Place::outside(span);
    let block = TextBlock::new(collector.finish(), shape, style, LineSet::Together, place);
    set_lines(flow, &quiet, block);
}

/// A paragraph of its own for such a text.
pub(crate) fn set_text(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    text: (&str, Option<Span>),
    style: &BlockStyle,
    tag: Tag,
) {
    let element = flow.structure.add(Some(ctx.element), tag);
    flow.column.space(style.above, Length::ZERO);
    let (text, span) = text;
    set_line(flow, ctx, text, span, style, element);
    flow.column.space(style.below, Length::ZERO);
}

/// An article: its opening, its text, and where it comes from.
pub(crate) fn set_article<'a>(
    flow: &mut Flow<'a>,
    setup: &Setup<'a>,
    root: StructId,
    contents: impl FnOnce(&mut Flow<'a>, &Ctx<'a>),
) {
    let edition = setup.edition;
    let mut contents = Some(contents);
    for (index, chapter) in edition.document.chapters.iter().enumerate() {
        let ctx = begin_section(&mut flow.structure, setup, chapter, root);
        flow.column
            .anchor(Some(Edition::chapter_anchor(index).as_str()));
        let mut blocks = chapter.blocks.as_slice();
        if index == 0 {
            if let Some((first, rest)) = blocks.split_first()
                && edition.opening.heading == Some(first.node)
            {
                flow.column.anchor(first.attr.id.as_deref());
                blocks = rest;
            }
            set_opening(flow, &ctx);
            if let Some(contents) = contents.take() {
                contents(flow, &ctx);
            }
            flow.opens = Some(Opening::Article);
        } else if let ChapterStart::MadeTitle(number) = edition.start(index) {
            let place = Place::outside(chapter.title.first().map(|inline| inline.span));
            let (number, attr) = (number.as_ref(), Attr::default());
            set_heading(flow, &ctx, 1, number, &chapter.title, &attr, place);
        }
        set_blocks(flow, &ctx, blocks);
        if index + 1 == edition.document.chapters.len() {
            set_credit(flow, &ctx);
        }
    }
}

fn set_opening(flow: &mut Flow<'_>, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let opening = &ctx.edition.opening;
    let start = flow.column.len();
    let sink = theme.chapter_sink / 3;
    flow.column.push(VBox::empty(sink));
    flow.column.keep();
    set_title(flow, ctx);
    flow.column.keep();
    if let Some(subtitle) = &opening.subtitle {
        let subtitle = (subtitle.text.as_str(), subtitle.span);
        set_text(flow, ctx, subtitle, &theme.subtitle, Tag::P);
        flow.column.keep();
    }
    if let Some(authors) = &opening.byline {
        let authors = (authors.text.as_str(), authors.span);
        set_text(flow, ctx, authors, &theme.author, Tag::P);
        flow.column.keep();
    }
    if let Some(date) = &opening.date {
        let mut style = theme.author.clone();
        style.text.small_caps = false;
        style.text.bold = false;
        style.text.letter_space = 0.0;
        style.text.size = theme.caption.text.size;
        style.above = Length::ZERO;
        set_text(flow, ctx, (&date.text, date.span), &style, Tag::P);
        flow.column.keep();
    }
    if let Some(standfirst) = &opening.standfirst {
        let standfirst = (standfirst.text.as_str(), standfirst.span);
        set_text(flow, ctx, standfirst, &theme.standfirst, Tag::P);
        flow.column.keep();
    }
    let below = theme.standfirst.below;
    end_on_grid(&mut flow.column, ctx, start, below);
    // An opening takes what the page leaves, rather than that the page runs short.
    flow.column.space(below, ctx.layout.leading * 3);
    flow.column.keep();
}

/// The title of an article, in which inlines of the heading that is it may stand.
fn set_title(flow: &mut Flow<'_>, ctx: &Ctx<'_>) {
    let (opening, style) = (&ctx.edition.opening, &ctx.theme.title);
    let element = flow.structure.add(Some(ctx.element), Tag::H(0));
    flow.column.space(style.above, Length::ZERO);
    let inner = ctx.indented(style.indent_start, style.indent_end);
    let spec = TextSpec {
        style: &style.text,
        lang: &ctx.lang,
        element,
        measure: inner.measure,
    };
    let mut collector = Collector::new(ctx.direction);
    flow.styling(ctx)
        .append(&mut collector, &opening.title, &spec);
    let shape = text_shape(&inner, style);
    let quiet = Ctx {
        main: MainText::No,
        ..inner
    };
    let place = Place::outside(opening.title_span);
    let block = TextBlock::new(collector.finish(), shape, style, LineSet::Together, place);
    set_lines(flow, &quiet, block);
    flow.column.space(style.below, Length::ZERO);
}

/// Makes what was pushed since `start`, with the space below, end on the grid at the head of a page.
fn end_on_grid(column: &mut Column, ctx: &Ctx<'_>, start: usize, below: Length) {
    let grid = ctx.layout.leading.to_sp().max(1);
    let over = (column.height_since(start) + below)
        .to_sp()
        .rem_euclid(grid);
    if over > 0 {
        column.space(below + Length::from_sp(grid - over), Length::ZERO);
    }
}

/// The work that an article adapts, at its end.
fn set_credit(flow: &mut Flow<'_>, ctx: &Ctx<'_>) {
    let is_shown = |line: &&Line| matches!(line.kind, LineKind::Source | LineKind::Rights);
    let lines = ctx.edition.back.iter().filter(is_shown);
    let mut style = ctx.theme.note.clone();
    style.text.italic = true;
    style.align = Align::Start;
    let leading = ctx.layout.leading;
    flow.column.space(leading, leading);
    for (index, line) in lines.enumerate() {
        if index > 0 {
            flow.column.keep();
        }
        let element = flow.structure.add(Some(ctx.element), Tag::P);
        let text = plain_text(&line.content);
        set_line(flow, ctx, &text, line.span, &style, element);
    }
}

/// The pictures that fill pages before the heading of a chapter's title, and the rest.
fn plates_first(blocks: &[Block]) -> (&[Block], &[Block]) {
    let plates = blocks.iter().take_while(|b| b.is_full_bleed()).count();
    let titled = matches!(
        blocks.get(plates).map(|block| &block.kind),
        Some(BlockKind::Heading { level: 1, .. })
    );
    blocks.split_at(if titled { plates } else { 0 })
}

/// How many blocks are the subtitle, the authors and the standfirst of a work in a volume, where a chapter
/// begins with such. A standfirst alone is a paragraph of the chapter.
fn opening_lines(theme: &Theme, blocks: &[Block]) -> usize {
    let bare = |block: &Block| block.role == Some(Role::Lead);
    let lines = blocks
        .iter()
        .take_while(|b| opening_style(theme, b).is_some());
    match blocks.first() {
        Some(first) if !bare(first) => lines.count(),
        _ => 0,
    }
}
