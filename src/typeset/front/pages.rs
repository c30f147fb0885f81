//! The pages before the text of a book: half title, title page, imprint, contents.

use super::contents::{Numbers, contents};
use crate::document::{Contributor, Metadata, Relator};
use crate::edition::{Edition, FrontPage};
use crate::locale::{Locale, Terms};
use crate::source::Span;
use crate::style::{Align, BlockStyle};
use crate::typeset::chapter::authors_line;
use crate::typeset::flow::{Ctx, Flow};
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
    section: StructId,
    numbers: &Numbers,
) -> Vec<FrontPart> {
    let meta = &flow.edition.document.meta;
    let ctx = flow.context(section, &meta.lang);
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
    let entries = &flow.edition.toc;
    if meta.contents && !entries.is_empty() {
        let heading = &Locale::of(&meta.lang).terms.contents;
        flow.front_heading(heading, &ctx);
        contents(flow, entries, numbers, &ctx);
        parts.push(FrontPart {
            galley: flow.take(),
            recto: true,
            folios: true,
            shared: None,
        });
    }
    parts
}

impl Flow<'_> {
    /// A heading of a part of the front matter, set as a chapter's title.
    fn front_heading(&mut self, text: &str, ctx: &Ctx<'_>) {
        let Some(style) = self.theme.headings.first() else {
            return;
        };
        self.push(VBox::empty(self.theme.chapter_sink / 2));
        self.keep();
        let element = self.structure.add(Some(ctx.element), Tag::H(1));
        self.line_of((text, None), (ctx, style), element);
        self.space(style.below, Length::ZERO);
        self.keep();
    }

    /// A line of the title page, unless its text is empty.
    fn title_line(
        &mut self,
        text: (&str, Option<Span>),
        ctx: &Ctx<'_>,
        style: &BlockStyle,
        tag: Tag,
    ) {
        let mut style = style.clone();
        style.align = self.theme.title_page_align;
        style.indent_start = Length::ZERO;
        style.indent_end = Length::ZERO;
        self.text_of(text, ctx, &style, tag);
        self.keep();
    }

    /// Ends a page with what is set at its foot.
    fn page_with_foot(&mut self, foot: impl FnOnce(&mut Self)) -> Galley {
        let above = height_of(&self.galley_mut().items);
        let aside = self.aside();
        foot(self);
        let below = self.resume(aside);
        let room = self.layout.height() - above - height_of(&below);
        if !below.is_empty() {
            self.keep();
            self.push(VBox::empty(room.max(Length::ZERO)));
            self.galley_mut().items.extend(below);
        }
        self.take()
    }
}

fn half_title(flow: &mut Flow<'_>, ctx: &Ctx<'_>, meta: &Metadata) -> Galley {
    let theme = flow.theme;
    flow.push(VBox::empty(flow.layout.leading * 7));
    flow.keep();
    let mut style = theme.title.clone();
    style.text.size = theme.subtitle.text.size;
    style.text.leading = theme.subtitle.text.leading;
    flow.title_line((&meta.title, meta.places.title), ctx, &style, Tag::P);
    flow.take()
}

fn title_page(flow: &mut Flow<'_>, ctx: &Ctx<'_>, meta: &Metadata) -> Galley {
    let theme = flow.theme;
    let locale = Locale::of(&meta.lang);
    let terms = &locale.terms;
    let places = &meta.places;
    flow.push(VBox::empty(flow.layout.leading * 5));
    flow.keep();
    if let Some(authors) = authors_line(meta) {
        let mut style = theme.author.clone();
        style.text.size = style.text.size.scale(1.15);
        style.text.leading = style.text.leading.scale(1.15);
        style.above = Length::ZERO;
        style.below = flow.layout.leading * 2;
        flow.title_line((&authors, places.authors), ctx, &style, Tag::P);
    }
    let mut title = theme.title.clone();
    title.text.size = title.text.size.scale(1.2);
    title.text.leading = title.text.leading.scale(1.2);
    flow.title_line((&meta.title, places.title), ctx, &title, Tag::Title);
    if let Some(subtitle) = &meta.subtitle {
        let subtitle = (subtitle.as_str(), places.subtitle);
        flow.title_line(subtitle, ctx, &theme.subtitle, Tag::P);
    }
    let mut small = theme.subtitle.clone();
    small.text.size = theme.body.size;
    small.text.leading = theme.body.leading;
    small.above = flow.layout.leading * 2;
    for (code, pattern) in [
        (*b"trl", &terms.translated_by),
        (*b"edt", &terms.edited_by),
        (*b"ill", &terms.illustrated_by),
    ] {
        let role = Relator::from_code(code);
        let names: Vec<&str> = meta
            .contributors
            .iter()
            .filter(|c: &&Contributor| c.role == role)
            .map(|c| c.name.as_str())
            .collect();
        if !names.is_empty() {
            let line = Terms::with_names(pattern, &locale.join_names(&names));
            flow.title_line((&line, places.contributors), ctx, &small, Tag::P);
            small.above = Length::ZERO;
        }
    }
    let mut publisher = theme.author.clone();
    publisher.above = Length::ZERO;
    publisher.text.size = theme.body.size;
    publisher.text.leading = theme.body.leading;
    flow.page_with_foot(|flow| {
        if let Some(name) = &meta.publisher {
            flow.title_line((name, places.publisher), ctx, &publisher, Tag::P);
        }
        if let Some(date) = meta.date {
            let mut style = publisher.clone();
            style.text.small_caps = false;
            style.text.letter_space = 0.0;
            style.text.bold = false;
            let year = locale.number(u64::from(date.year.unsigned_abs()));
            flow.title_line((&year, places.date), ctx, &style, Tag::P);
        }
    })
}

/// The imprint stands at the foot of the title page's back.
fn imprint(flow: &mut Flow<'_>, ctx: &Ctx<'_>, meta: &Metadata) -> Galley {
    let mut style = flow.theme.imprint.clone();
    style.align = Align::Start;
    let lines = imprint_lines(flow, meta);
    flow.push(VBox::empty(Length::ZERO));
    flow.page_with_foot(|flow| {
        for (line, span) in lines {
            flow.text_of((&line, span), ctx, &style, Tag::P);
            flow.keep();
        }
    })
}

/// The lines of the imprint, each with the place in the metadata where it was written.
fn imprint_lines(flow: &Flow<'_>, meta: &Metadata) -> Vec<(String, Option<Span>)> {
    let mut lines = Vec::new();
    let (locale, places) = (Locale::of(&meta.lang), &meta.places);
    if let Some(rights) = &meta.rights {
        lines.push((rights.clone(), places.rights));
    }
    if let Some(source) = &meta.source {
        lines.push((source.sentence(locale), places.source));
        if let Some(url) = &source.url {
            lines.push((url.clone(), places.source));
        }
    }
    if let Some(series) = &meta.series {
        let line = match &series.position {
            Some(position) => format!("{} {position}", series.name),
            None => series.name.clone(),
        };
        lines.push((line, places.series));
    }
    lines.extend(sources(flow.edition));
    let published: Vec<String> = [
        meta.publisher.clone(),
        meta.date.map(|date| locale.date(date)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !published.is_empty() {
        let span = places.publisher.or(places.date);
        lines.push((published.join(", "), span));
    }
    let isbn = meta
        .identifiers
        .isbn_display
        .as_ref()
        .or(meta.identifiers.isbn.as_ref());
    if let Some(isbn) = isbn {
        lines.push((format!("ISBN {isbn}"), None));
    }
    if let Some(doi) = &meta.identifiers.doi {
        lines.push((format!("https://doi.org/{doi}"), None));
    }
    if let Some(colophon) = &locale.colophon {
        let line = colophon.replace("{}", &families(flow, locale));
        lines.push((line, None));
    }
    lines
}

/// Where the works of a volume come from, and who holds which rights in each.
fn sources(edition: &Edition) -> Vec<(String, Option<Span>)> {
    let meta = &edition.document.meta;
    let works = edition.document.works.iter();
    works
        .filter_map(|work| {
            let source = work
                .source
                .as_ref()
                .map(|source| source.sentence(Locale::of(&meta.lang)));
            let rights = work
                .rights
                .as_ref()
                .filter(|r| meta.rights.as_ref() != Some(*r));
            let said: Vec<String> = source.into_iter().chain(rights.cloned()).collect();
            let place = work.places.source.or(work.places.rights);
            (!said.is_empty()).then(|| (format!("{}. {}", work.title, said.join(" ")), place))
        })
        .collect()
}

/// The names of the typefaces.
fn families(flow: &Flow<'_>, locale: &Locale) -> String {
    let theme = flow.theme;
    if theme.heading_family == theme.body_family {
        theme.body_family.clone()
    } else {
        locale.join_names(&[&theme.body_family, &theme.heading_family])
    }
}
