//! The pages before the text of a book: half title, title page, imprint, contents.

use super::contents::{Numbers, contents};
use crate::document::{Metadata, plain_text};
use crate::edition::{Edition, FrontPage};
use crate::locale::Locale;
use crate::source::Span;
use crate::style::{Align, BlockStyle, Part, Theme};
use crate::typeset::chapter::{set_line, set_text};
use crate::typeset::flow::{Ctx, Flow, Setup};
use crate::typeset::galley::{Galley, VBox, height_of};
use crate::typeset::structure::{StructId, Tag};
use crate::units::Length;

/// A part of the front matter: its galley, and whether it begins on a recto.
#[derive(Debug)]
pub(crate) struct FrontPart {
    /// What is on it.
    pub(crate) galley: Galley,
    /// Whether it begins on a recto.
    pub(crate) recto: bool,
    /// Whether its pages show folios after the first.
    pub(crate) folios: bool,
    /// What it is, if electronic editions have it, too.
    pub(crate) shared: Option<FrontPage>,
}

/// The parts before the text, in order.
pub(crate) fn front_matter(
    flow: &mut Flow<'_>,
    setup: &Setup<'_>,
    section: StructId,
    numbers: &Numbers,
) -> Vec<FrontPart> {
    let meta = &setup.edition.document.meta;
    let ctx = setup.context(section, &meta.lang);
    let bare = |galley, shared| FrontPart {
        galley,
        recto: shared != Some(FrontPage::Imprint),
        folios: false,
        shared,
    };
    let mut parts = vec![
        bare(half_title(flow, &ctx, meta), None),
        bare(title_page(flow, &ctx, meta), Some(FrontPage::Title)),
        bare(imprint(flow, &ctx, meta), Some(FrontPage::Imprint)),
    ];
    let entries = &ctx.edition.toc;
    if meta.contents && !entries.is_empty() {
        set_front_heading(flow, &ctx, &ctx.edition.front.contents);
        contents(flow, &ctx, entries, numbers);
        parts.push(FrontPart {
            galley: flow.column.take_galley(),
            recto: true,
            folios: true,
            shared: None,
        });
    }
    parts
}

/// A heading of a part of the front matter, set as a chapter's title.
fn set_front_heading(flow: &mut Flow<'_>, ctx: &Ctx<'_>, text: &str) {
    let style = ctx.theme.style(Part::Heading(1));
    flow.column.push(VBox::empty(ctx.theme.chapter_sink / 2));
    flow.column.keep();
    let element = flow.structure.add(Some(ctx.element), Tag::H(1));
    set_line(flow, ctx, text, None, style, element);
    flow.column.space(style.below, Length::ZERO);
    flow.column.keep();
}

/// A line of the title page, unless its text is empty.
fn set_title_line(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    text: (&str, Option<Span>),
    style: &BlockStyle,
    tag: Tag,
) {
    let mut style = style.clone();
    style.align = ctx.theme.title_page_align;
    style.indent_start = Length::ZERO;
    style.indent_end = Length::ZERO;
    set_text(flow, ctx, text, &style, tag);
    flow.column.keep();
}

/// Ends a page with what is set at its foot.
fn page_with_foot<'a>(
    flow: &mut Flow<'a>,
    ctx: &Ctx<'_>,
    foot: impl FnOnce(&mut Flow<'a>),
) -> Galley {
    let above = height_of(&flow.column.galley.items);
    let aside = flow.column.aside();
    foot(flow);
    let below = flow.column.resume(aside);
    let room = ctx.layout.height() - above - height_of(&below);
    if !below.is_empty() {
        flow.column.keep();
        flow.column.push(VBox::empty(room.max(Length::ZERO)));
        flow.column.galley.items.extend(below);
    }
    flow.column.take_galley()
}

fn half_title(flow: &mut Flow<'_>, ctx: &Ctx<'_>, meta: &Metadata) -> Galley {
    let theme = ctx.theme;
    flow.column.push(VBox::empty(ctx.layout.leading * 7));
    flow.column.keep();
    let mut style = theme.title.clone();
    style.text.size = theme.subtitle.text.size;
    style.text.leading = theme.subtitle.text.leading;
    set_title_line(flow, ctx, (&meta.title, meta.places.title), &style, Tag::P);
    flow.column.take_galley()
}

fn title_page(flow: &mut Flow<'_>, ctx: &Ctx<'_>, meta: &Metadata) -> Galley {
    let theme = ctx.theme;
    let Edition { opening, front, .. } = ctx.edition;
    flow.column.push(VBox::empty(ctx.layout.leading * 5));
    flow.column.keep();
    if let Some(authors) = &opening.byline {
        let mut style = theme.author.clone();
        style.text.size = style.text.size.scale(1.15);
        style.text.leading = style.text.leading.scale(1.15);
        style.above = Length::ZERO;
        style.below = ctx.layout.leading * 2;
        let authors = (authors.text.as_str(), authors.span);
        set_title_line(flow, ctx, authors, &style, Tag::P);
    }
    let mut title = theme.title.clone();
    title.text.size = title.text.size.scale(1.2);
    title.text.leading = title.text.leading.scale(1.2);
    let text = (meta.title.as_str(), meta.places.title);
    set_title_line(flow, ctx, text, &title, Tag::Title);
    if let Some(subtitle) = &opening.subtitle {
        let subtitle = (subtitle.text.as_str(), subtitle.span);
        set_title_line(flow, ctx, subtitle, &theme.subtitle, Tag::P);
    }
    let mut small = theme.subtitle.clone();
    small.text.size = theme.body.size;
    small.text.leading = theme.body.leading;
    small.above = ctx.layout.leading * 2;
    for line in &front.contributors {
        set_title_line(flow, ctx, (&line.text, line.span), &small, Tag::P);
        small.above = Length::ZERO;
    }
    let mut publisher = theme.author.clone();
    publisher.above = Length::ZERO;
    publisher.text.size = theme.body.size;
    publisher.text.leading = theme.body.leading;
    page_with_foot(flow, ctx, |flow| {
        if let Some(name) = &front.publisher {
            set_title_line(flow, ctx, (&name.text, name.span), &publisher, Tag::P);
        }
        if let Some(year) = &front.year {
            let mut style = publisher.clone();
            style.text.small_caps = false;
            style.text.letter_space = 0.0;
            style.text.bold = false;
            set_title_line(flow, ctx, (&year.text, year.span), &style, Tag::P);
        }
    })
}

/// The imprint stands at the foot of the title page's back.
fn imprint(flow: &mut Flow<'_>, ctx: &Ctx<'_>, meta: &Metadata) -> Galley {
    let mut style = ctx.theme.imprint.clone();
    style.align = Align::Start;
    let lines = imprint_lines(ctx, meta);
    flow.column.push(VBox::empty(Length::ZERO));
    page_with_foot(flow, ctx, |flow| {
        for (line, span) in lines {
            set_text(flow, ctx, (&line, span), &style, Tag::P);
            flow.column.keep();
        }
    })
}

/// The lines of the imprint, each with the place in the metadata where it was written.
fn imprint_lines(ctx: &Ctx<'_>, meta: &Metadata) -> Vec<(String, Option<Span>)> {
    let lines = ctx.edition.front.imprint.iter();
    let mut lines: Vec<(String, Option<Span>)> = lines
        .map(|line| (plain_text(&line.content), line.span))
        .collect();
    let locale = Locale::of(&meta.lang);
    if let Some(colophon) = &locale.colophon {
        let line = colophon.replace("{}", &families(ctx.theme, locale));
        lines.push((line, None));
    }
    lines
}

/// The names of the typefaces.
fn families(theme: &Theme, locale: &Locale) -> String {
    if theme.heading_family == theme.body_family {
        theme.body_family.clone()
    } else {
        locale.join_names(&[&theme.body_family, &theme.heading_family])
    }
}
