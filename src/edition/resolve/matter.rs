//! The words around the text: opening, front matter, imprint, credit; and how each chapter begins.

use crate::document::{
    Contributor, Document, Inline, InlineKind, Kind, LinkTarget, Metadata, Number, Relator,
    SourceWork,
};
use crate::edition::{ChapterStart, Front, Line, LineKind, Opening, Words};
use crate::locale::{Locale, Terms};
use crate::source::Span;

use super::title::is_title;
use super::uri::{Form, classify};

/// What an article opens with, and a book's title page says.
pub(super) fn opening(document: &Document) -> Opening {
    let (meta, places) = (&document.meta, &document.meta.places);
    let first = document.chapters.first().and_then(|c| c.blocks.first());
    let heading = first.filter(|block| meta.kind == Kind::Article && is_title(block, &meta.title));
    Opening {
        title: heading.map_or_else(
            || vec![text(&meta.title)],
            |heading| heading.inlines().to_vec(),
        ),
        title_span: heading.map(|heading| heading.span).or(places.title),
        heading: heading.map(|heading| heading.node),
        subtitle: words(meta.subtitle.clone(), places.subtitle),
        byline: words(meta.byline(), places.authors),
        date: words(
            meta.date.map(|date| Locale::of(&meta.lang).date(date)),
            places.date,
        ),
        standfirst: words(meta.description.clone(), places.description),
    }
}

fn words(text: Option<String>, span: Option<Span>) -> Option<Words> {
    text.map(|text| Words { text, span })
}

/// What the pages before the text say.
pub(super) fn front(document: &Document) -> Front {
    let meta = &document.meta;
    let locale = Locale::of(&meta.lang);
    Front {
        contributors: contributors(meta, locale),
        publisher: words(meta.publisher.clone(), meta.places.publisher),
        year: words(
            meta.date
                .map(|date| locale.number(u64::from(date.year.unsigned_abs()))),
            meta.places.date,
        ),
        imprint: imprint(document, locale),
        contents: locale.terms.contents.clone(),
    }
}

/// Those who translated, edited and illustrated a work.
fn contributors(meta: &Metadata, locale: &Locale) -> Vec<Words> {
    let terms = &locale.terms;
    [
        (*b"trl", &terms.translated_by),
        (*b"edt", &terms.edited_by),
        (*b"ill", &terms.illustrated_by),
    ]
    .into_iter()
    .filter_map(|(code, phrase)| {
        let role = Relator::from_code(code);
        let is_one = |person: &&Contributor| person.role == role;
        let names = meta.contributors.iter().filter(is_one);
        let names: Vec<&str> = names.map(|person| person.name.as_str()).collect();
        let line =
            (!names.is_empty()).then(|| Terms::with_names(phrase, &locale.join_names(&names)));
        words(line, meta.places.contributors)
    })
    .collect()
}

fn imprint(document: &Document, locale: &Locale) -> Vec<Line> {
    let meta = &document.meta;
    let mut lines = Vec::new();
    lines.extend(rights(meta));
    if let Some(work) = &meta.source {
        let span = meta.places.source;
        lines.push(source(work, locale, span));
        lines.extend(
            work.url
                .as_deref()
                .map(|url| plain(LineKind::Address, url, span)),
        );
    }
    if let Some(series) = &meta.series {
        let line = match &series.position {
            Some(position) => format!("{} {position}", series.name),
            None => series.name.clone(),
        };
        lines.push(plain(LineKind::Series, &line, meta.places.series));
    }
    lines.extend(works(document, locale));
    let date = meta.date.map(|date| locale.date(date));
    lines.extend(published(meta, date));
    lines.extend(identifiers(meta));
    lines
}

/// The lines after an article: the work that it adapts, and what a book says in its imprint. Its date is in its
/// opening.
pub(super) fn back(document: &Document) -> Vec<Line> {
    let meta = &document.meta;
    if meta.kind != Kind::Article {
        return Vec::new();
    }
    let locale = Locale::of(&meta.lang);
    let mut lines = Vec::new();
    let adapted = meta.source.as_ref();
    lines.extend(adapted.map(|work| source(work, locale, meta.places.source)));
    lines.extend(rights(meta));
    lines.extend(published(meta, None));
    lines.extend(identifiers(meta));
    lines
}

/// Where the works of a volume come from, and who holds which rights in each.
fn works(document: &Document, locale: &Locale) -> Vec<Line> {
    let all = document.meta.rights.as_ref();
    let works = document.works.iter();
    works
        .filter_map(|work| {
            let rights = work.rights.as_ref().filter(|own| all != Some(*own));
            let title = text(&format!("{}. ", work.title));
            match (&work.source, rights) {
                (None, None) => None,
                (None, Some(rights)) => Some(Line {
                    kind: LineKind::Rights,
                    content: vec![title, text(rights)],
                    span: work.places.rights,
                }),
                (Some(adapted), rights) => {
                    let mut line = source(adapted, locale, work.places.source);
                    line.content.insert(0, title);
                    line.content
                        .extend(rights.map(|rights| text(&format!(" {rights}"))));
                    Some(line)
                }
            }
        })
        .collect()
}

fn rights(meta: &Metadata) -> Option<Line> {
    let rights = meta.rights.as_ref()?;
    Some(plain(LineKind::Rights, rights, meta.places.rights))
}

fn published(meta: &Metadata, date: Option<String>) -> Option<Line> {
    let span = meta.places.publisher.or(meta.places.date);
    let parts: Vec<String> = [meta.publisher.clone(), date]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| plain(LineKind::Published, &parts.join(", "), span))
}

fn identifiers(meta: &Metadata) -> Vec<Line> {
    let ids = &meta.identifiers;
    let isbn = ids.isbn_display.as_ref().or(ids.isbn.as_ref());
    let isbn = isbn.map(|isbn| plain(LineKind::Isbn, &format!("ISBN {isbn}"), None));
    let doi = ids.doi.as_ref().map(|doi| {
        let address = format!("https://doi.org/{doi}");
        Line {
            kind: LineKind::Doi,
            content: vec![linked(&address, &address)],
            span: None,
        }
    });
    isbn.into_iter().chain(doi).collect()
}

/// A work that is adapted, in a sentence; its title is a link where there is an address.
fn source(work: &SourceWork, locale: &Locale, span: Option<Span>) -> Line {
    let sentence = work.sentence(locale);
    let content = match (&work.url, sentence.split_once(&work.title)) {
        (Some(url), Some((before, after))) => {
            vec![text(before), linked(&work.title, url), text(after)]
        }
        _ => vec![text(&sentence)],
    };
    Line {
        kind: LineKind::Source,
        content,
        span,
    }
}

fn plain(kind: LineKind, content: &str, span: Option<Span>) -> Line {
    Line {
        kind,
        content: vec![text(content)],
        span,
    }
}

fn text(content: &str) -> Inline {
    Inline::text(content, Span::default())
}

/// A text that leads to an address, where that is one.
fn linked(shown: &str, address: &str) -> Inline {
    let Form::External(address) = classify(address) else {
        return text(shown);
    };
    let link = InlineKind::Link {
        target: LinkTarget::External(address),
        title: String::new(),
        content: vec![text(shown)],
    };
    Inline::new(link, Span::default())
}

/// How each chapter begins; `numbers` are those of titles that are not in the text.
pub(super) fn starts(document: &Document, numbers: Vec<Option<Number>>) -> Vec<ChapterStart> {
    let is_book = document.meta.kind == Kind::Book;
    let chapters = document.chapters.iter().zip(numbers).enumerate();
    chapters
        .map(|(index, (chapter, number))| {
            if is_book && index > 0 && chapter.title.is_empty() {
                ChapterStart::Continued
            } else if chapter.has_title_apart() && (is_book || index > 0) {
                ChapterStart::MadeTitle(number)
            } else {
                ChapterStart::AsWritten
            }
        })
        .collect()
}
