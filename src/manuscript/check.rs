//! Metadata as written to [`Metadata`] as checked. Each value that is wrong is reported at its
//! place and left out.

use super::identifier::{self, IdentifierError};
use super::raw::{RawKind, RawMetadata, RawPerson, Text};
use super::{CoverSource, date, relator};
use crate::config::Placed;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{
    Contributor, Date, Identifiers, Kind, Lang, Metadata, MetadataPlaces, PageSize, Relator,
    Series, SourceWork,
};
use crate::source::Span;
use crate::text::nearest;

/// The longest single value, in characters.
const MAX_VALUE: usize = 20_000;

/// What is not in the metadata itself.
#[derive(Debug, Clone)]
pub(super) struct Surroundings {
    /// The short name of outputs.
    pub(super) slug: String,
    /// The kind where none is given.
    pub(super) kind: Kind,
    /// Where metadata stand or should stand.
    pub(super) span: Option<Span>,
    /// Whether something is known to be wrong with the title, so that its lack needs no report.
    pub(super) title_reported: bool,
    /// How metadata are written there: `title: …`.
    pub(super) title_example: &'static str,
}

/// The checked metadata, and the cover's file.
pub(super) fn check(
    raw: RawMetadata,
    around: Surroundings,
    diagnostics: &mut Diagnostics,
) -> (Metadata, Option<CoverSource>) {
    let mut check = Checker { diagnostics };
    let kind = match raw.kind {
        Some(RawKind::Article) => Kind::Article,
        Some(RawKind::Book) => Kind::Book,
        None => around.kind,
    };
    let places = places(&raw);
    let title = check.title(raw.title, &around);
    let mut contributors = check.people(raw.authors, Some(Relator::AUTHOR));
    contributors.extend(check.people(raw.contributors, None));
    contributors.sort_by_key(|person| person.role != Relator::AUTHOR);
    let cover = raw.cover.and_then(|cover| {
        let span = cover.image.span;
        Some(CoverSource {
            path: check.line(cover.image)?,
            alt: check.optional(cover.alt).unwrap_or_default(),
            span,
        })
    });
    let mut meta = Metadata {
        slug: around.slug,
        kind,
        title,
        subtitle: check.optional(raw.subtitle),
        contributors,
        lang: check.lang(raw.language).unwrap_or_default(),
        date: check.date(raw.date),
        description: raw.description.and_then(|text| check.prose(text)),
        publisher: check.optional(raw.publisher),
        identifiers: Identifiers {
            isbn_display: raw
                .identifiers
                .isbn
                .as_ref()
                .map(|t| t.value.trim().to_owned()),
            isbn: check.identifier(raw.identifiers.isbn, identifier::isbn13),
            doi: check.identifier(raw.identifiers.doi, identifier::doi),
            urn: check.identifier(raw.identifiers.urn, identifier::urn),
            uuid: check
                .identifier(raw.identifiers.uuid, identifier::uuid)
                .unwrap_or_default(),
        },
        subjects: raw
            .subjects
            .into_iter()
            .filter_map(|subject| check.line(subject))
            .collect(),
        rights: raw.rights.and_then(|text| check.prose(text)),
        series: raw.series.and_then(|series| {
            let position = series.position.and_then(|p| check.position(p));
            let name = check.line(series.name)?;
            Some(Series { name, position })
        }),
        source: raw.source.and_then(|source| {
            Some(SourceWork {
                title: check.line(source.title)?,
                author: check.optional(source.author),
                publication: check.optional(source.publication),
                date: check.date(source.date),
                url: source.url.and_then(|url| check.url(url)),
            })
        }),
        cover: None,
        theme: check.optional(raw.theme),
        page: raw
            .page
            .and_then(|page| check.page(&page))
            .unwrap_or_default(),
        contents: raw.contents.unwrap_or(kind == Kind::Book),
        number_headings: raw.number_headings.unwrap_or(false),
        print: check.print(raw.print),
        places,
    };
    if meta.identifiers.isbn.is_none() {
        meta.identifiers.isbn_display = None;
    }
    if meta.identifiers.uuid.is_empty() {
        meta.identifiers.uuid = identifier::stable_uuid(&uuid_name(&meta));
    }
    (meta, cover)
}

/// Where the values were written.
fn places(raw: &RawMetadata) -> MetadataPlaces {
    let place = |text: &Option<Text>| text.as_ref().map(|text| text.span);
    let first = |people: &[RawPerson]| people.first().map(|person| person.name.span);
    MetadataPlaces {
        title: place(&raw.title),
        subtitle: place(&raw.subtitle),
        authors: first(&raw.authors),
        contributors: first(&raw.contributors),
        date: place(&raw.date),
        description: place(&raw.description),
        publisher: place(&raw.publisher),
        rights: place(&raw.rights),
        series: raw.series.as_ref().map(|series| series.name.span),
        source: raw.source.as_ref().map(|source| source.title.span),
        cover: raw.cover.as_ref().map(|cover| cover.image.span),
        theme: place(&raw.theme),
    }
}

/// The name that a stable UUID is made from.
fn uuid_name(meta: &Metadata) -> String {
    let ids = &meta.identifiers;
    if let Some(isbn) = &ids.isbn {
        format!("isbn:{isbn}")
    } else if let Some(doi) = &ids.doi {
        format!("doi:{}", doi.to_ascii_lowercase())
    } else if let Some(urn) = &ids.urn {
        urn.clone()
    } else {
        let mut name = format!("{}\n{}", meta.slug, meta.title);
        for author in meta.authors() {
            name.push('\n');
            name.push_str(&author.name);
        }
        name
    }
}

/// A language tag, checked; reported where it is wrong.
pub(super) fn language(text: &Text, diagnostics: &mut Diagnostics) -> Option<Lang> {
    Lang::new(text.value.trim())
        .map_err(|error| {
            let shown: String = text.value.chars().take(60).collect();
            diagnostics.push(
                Diagnostic::error(
                    Code::BadLanguage,
                    format!("`{shown}` is no language tag: {error}"),
                )
                .at(text.span)
                .help("write a tag of BCP 47, such as `en`, `pt-BR` or `zh-Hant`"),
            );
        })
        .ok()
}

/// A text on one line: white space collapsed, control characters refused.
pub(super) fn line(text: Text, diagnostics: &mut Diagnostics) -> Option<String> {
    Checker { diagnostics }.line(text)
}

pub(super) struct Checker<'a> {
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    pub(super) fn error(&mut self, code: Code, message: impl Into<String>, span: Span, help: &str) {
        self.diagnostics
            .push(Diagnostic::error(code, message).at(span).help(help));
    }

    fn title(&mut self, title: Option<Text>, around: &Surroundings) -> String {
        let span = title.as_ref().map(|title| title.span);
        if let Some(title) = title.and_then(|title| self.line(title)) {
            return title;
        }
        if around.title_reported {
            return around.slug.clone();
        }
        let mut diagnostic =
            Diagnostic::error(Code::MissingMetadata, "the manuscript has no title")
                .help(format!("add `{}` to its metadata", around.title_example));
        diagnostic.span = span.or(around.span);
        self.diagnostics.push(diagnostic);
        around.slug.clone()
    }

    /// Checks length and characters.
    fn clean(&mut self, text: &Text) -> bool {
        let bad = text
            .value
            .chars()
            .find(|&c| !(crate::text::is_xml_char(c)) || (c.is_control() && !c.is_whitespace()));
        if let Some(bad) = bad {
            self.error(
                Code::BadMetadata,
                format!(
                    "the character U+{:04X} has no place in metadata",
                    u32::from(bad)
                ),
                text.span,
                "take it out",
            );
            return false;
        }
        if text.value.chars().count() > MAX_VALUE {
            self.error(
                Code::LimitExceeded,
                format!("this text is longer than {MAX_VALUE} characters"),
                text.span,
                "make it shorter",
            );
            return false;
        }
        true
    }

    pub(super) fn line(&mut self, text: Text) -> Option<String> {
        if !self.clean(&text) {
            return None;
        }
        let line = text.value.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            self.diagnostics
                .push(Diagnostic::warning(Code::BadMetadata, "this text is empty").at(text.span));
            return None;
        }
        Some(line)
    }

    fn optional(&mut self, text: Option<Text>) -> Option<String> {
        text.and_then(|text| self.line(text))
    }

    /// A text of several paragraphs: lines joined, blank lines kept.
    fn prose(&mut self, text: Text) -> Option<String> {
        if !self.clean(&text) {
            return None;
        }
        let paragraphs: Vec<String> = text
            .value
            .split("\n\n")
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|part| !part.is_empty())
            .collect();
        (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
    }

    fn lang(&mut self, text: Option<Text>) -> Option<Lang> {
        text.and_then(|text| language(&text, self.diagnostics))
    }

    fn date(&mut self, text: Option<Text>) -> Option<Date> {
        let text = text?;
        date::parse(&text.value)
            .map_err(|message| {
                let shown: String = text.value.chars().take(60).collect();
                self.error(
                    Code::BadDate,
                    format!("`{shown}` is no date: {message}"),
                    text.span,
                    "write it like `2026-11-24`, `2026-11` or `2026`",
                );
            })
            .ok()
    }

    fn identifier(
        &mut self,
        text: Option<Text>,
        parse: fn(&str) -> Result<String, IdentifierError>,
    ) -> Option<String> {
        let text = text?;
        parse(&text.value)
            .map_err(|error| {
                self.diagnostics
                    .push(Diagnostic::error(Code::BadIdentifier, error.to_string()).at(text.span));
            })
            .ok()
    }

    fn people(&mut self, people: Vec<RawPerson>, default: Option<Relator>) -> Vec<Contributor> {
        people
            .into_iter()
            .filter_map(|person| {
                let span = person.name.span;
                let role = match (&person.role, default) {
                    (Some(text), _) => self.role(text)?,
                    (None, Some(default)) => default,
                    (None, None) => {
                        self.error(
                            Code::MissingMetadata,
                            "a contributor needs a role",
                            span,
                            "write `{name: …, role: editor}`, or name them under `authors`",
                        );
                        return None;
                    }
                };
                Some(Contributor {
                    name: self.line(person.name)?,
                    file_as: self.optional(person.file_as),
                    role,
                })
            })
            .collect()
    }

    fn role(&mut self, text: &Text) -> Option<Relator> {
        relator::parse(&text.value)
            .map_err(|near| {
                let help = near.map_or_else(
                    || {
                        "write a MARC relator code such as `edt`, or its name such as `editor`"
                            .to_owned()
                    },
                    |near| format!("did you mean `{near}`?"),
                );
                let shown: String = text.value.chars().take(60).collect();
                self.error(
                    Code::BadRole,
                    format!("there is no role `{shown}`"),
                    text.span,
                    &help,
                );
            })
            .ok()
    }

    /// A place in a series: digits with dots between, as EPUB's `group-position` wants it.
    fn position(&mut self, text: Text) -> Option<String> {
        let position = text.value.trim();
        let good = position.len() <= 40
            && position
                .split('.')
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        if good {
            return Some(position.to_owned());
        }
        self.error(
            Code::BadMetadata,
            "the position in a series is a number",
            text.span,
            "write `2`, or `2.1` for what stands between",
        );
        None
    }

    fn url(&mut self, text: Text) -> Option<String> {
        let url = text.value.trim();
        let good = ["https://", "http://"].iter().any(|scheme| {
            url.get(..scheme.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
        }) && !url.chars().any(|c| c.is_whitespace() || c.is_control());
        if good {
            return self.line(text);
        }
        self.error(
            Code::BadMetadata,
            "this is no web address",
            text.span,
            "it starts with `https://` or `http://` and has no spaces",
        );
        None
    }

    fn page(&mut self, text: &Text) -> Option<PageSize> {
        text.value
            .trim()
            .parse::<PageSize>()
            .map_err(|error| {
                let names = PageSize::names();
                let near = nearest(&text.value, names);
                let Placed { span, .. } = text;
                let mut diagnostic = Diagnostic::error(Code::BadTheme, error.to_string()).at(*span);
                diagnostic.help = near.map(|near| format!("did you mean `{near}`?"));
                self.diagnostics.push(diagnostic);
            })
            .ok()
    }
}
