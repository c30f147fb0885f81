//! The metadata of the package document.

use super::modified::modified;
use super::{Parts, accessibility, identifier};
use crate::document::{Contributor, Relator, SourceWork};
use crate::epub::href;
use crate::epub::markup::Markup;

pub(super) fn write(m: &mut Markup, parts: &Parts<'_>) {
    m.tag("metadata")
        .attr("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .open();
    m.line();
    identifiers(m, parts);
    titles(m, parts);
    contributors(m, parts);
    facts(m, parts);
    series(m, parts);
    let meta = &parts.edition().document.meta;
    property(
        m,
        "dcterms:modified",
        &modified(meta.date, parts.source_date_epoch),
    );
    accessible(m, parts);
    page_source(m, parts);
    if meta.cover.is_some() {
        // EPUB 2 readers find the cover by this.
        m.tag("meta")
            .attr("name", "cover")
            .attr("content", "cover-image")
            .void();
        m.line();
    }
    m.close_line();
}

/// A `dc:` element.
fn dc(m: &mut Markup, name: &'static str, id: Option<&str>, value: &str) {
    m.tag(name).maybe("id", id).open();
    m.text(value);
    m.close_line();
}

/// A property of the publication.
fn property(m: &mut Markup, property: &str, value: &str) {
    m.tag("meta").attr("property", property).open();
    m.text(value);
    m.close_line();
}

/// A property of another element.
fn refine(m: &mut Markup, id: &str, property: &str, value: &str) {
    refine_by(m, id, property, None, value);
}

fn refine_by(m: &mut Markup, id: &str, property: &str, scheme: Option<&str>, value: &str) {
    m.tag("meta")
        .attr("refines", &format!("#{id}"))
        .attr("property", property)
        .maybe("scheme", scheme)
        .open();
    m.text(value);
    m.close_line();
}

fn identifiers(m: &mut Markup, parts: &Parts<'_>) {
    for identifier in identifier::all(&parts.edition().document.meta) {
        dc(m, "dc:identifier", Some(identifier.id), &identifier.value);
        if let Some(code) = identifier.onix {
            refine_by(
                m,
                identifier.id,
                "identifier-type",
                Some("onix:codelist5"),
                code,
            );
        }
    }
}

fn titles(m: &mut Markup, parts: &Parts<'_>) {
    let meta = &parts.edition().document.meta;
    let series = meta.series.as_ref().map(|series| &series.name);
    let titles = [
        ("main-title", "main", Some(&meta.title)),
        ("sub-title", "subtitle", meta.subtitle.as_ref()),
        // For readers that know titles but not `belongs-to-collection`.
        ("series-title", "collection", series),
    ];
    let known = titles
        .into_iter()
        .filter_map(|(id, kind, title)| Some((id, kind, title?)));
    for (index, (id, kind, title)) in known.enumerate() {
        dc(m, "dc:title", Some(id), title);
        refine(m, id, "title-type", kind);
        refine(m, id, "display-seq", &(index + 1).to_string());
    }
}

fn contributors(m: &mut Markup, parts: &Parts<'_>) {
    let meta = &parts.edition().document.meta;
    let (authors, others): (Vec<&Contributor>, Vec<&Contributor>) = meta
        .contributors
        .iter()
        .partition(|c| c.role == Relator::AUTHOR);
    for (element, prefix, people) in [
        ("dc:creator", "creator", authors),
        ("dc:contributor", "contributor", others),
    ] {
        for (index, person) in people.into_iter().enumerate() {
            let number = index + 1;
            let id = format!("{prefix}-{number}");
            dc(m, element, Some(&id), &person.name);
            refine_by(m, &id, "role", Some("marc:relators"), person.role.code());
            if let Some(file_as) = &person.file_as {
                refine(m, &id, "file-as", file_as);
            }
            refine(m, &id, "display-seq", &number.to_string());
        }
    }
}

fn facts(m: &mut Markup, parts: &Parts<'_>) {
    let meta = &parts.edition().document.meta;
    dc(m, "dc:language", None, meta.lang.as_str());
    if let Some(date) = meta.date {
        dc(m, "dc:date", None, &date.to_string());
    }
    if let Some(publisher) = &meta.publisher {
        dc(m, "dc:publisher", None, publisher);
    }
    if let Some(description) = &meta.description {
        dc(m, "dc:description", None, description);
    }
    for subject in &meta.subjects {
        dc(m, "dc:subject", None, subject);
    }
    if let Some(rights) = &meta.rights {
        dc(m, "dc:rights", None, rights);
    }
    if let Some(source) = &meta.source {
        dc(m, "dc:source", Some("source"), &citation(source));
        let date = source.date.map(|date| date.to_string());
        for (property, value) in [
            ("dcterms:title", Some(&source.title)),
            ("dcterms:creator", source.author.as_ref()),
            ("dcterms:isPartOf", source.publication.as_ref()),
            ("dcterms:issued", date.as_ref()),
        ] {
            if let Some(value) = value {
                refine(m, "source", property, value);
            }
        }
        if let Some(url) = source.url.as_deref().and_then(href::external) {
            dc(m, "dc:source", None, &url);
        }
    }
}

/// The adapted work in one line.
fn citation(source: &SourceWork) -> String {
    let date = source.date.map(|date| date.to_string());
    [
        source.author.as_deref(),
        Some(source.title.as_str()),
        source.publication.as_deref(),
        date.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}

fn series(m: &mut Markup, parts: &Parts<'_>) {
    let Some(series) = &parts.edition().document.meta.series else {
        return;
    };
    m.tag("meta")
        .attr("property", "belongs-to-collection")
        .attr("id", "series")
        .open();
    m.text(&series.name);
    m.close_line();
    refine(m, "series", "collection-type", "series");
    if let Some(position) = &series.position {
        refine(m, "series", "group-position", position);
    }
}

fn accessible(m: &mut Markup, parts: &Parts<'_>) {
    let accessibility = accessibility::derive(parts);
    let lists = [
        ("schema:accessMode", accessibility.modes),
        ("schema:accessModeSufficient", accessibility.sufficient),
        ("schema:accessibilityFeature", accessibility.features),
        ("schema:accessibilityHazard", accessibility.hazards),
    ];
    for (name, values) in lists {
        for value in values {
            property(m, name, value);
        }
    }
    m.tag("meta")
        .attr("property", "schema:accessibilitySummary")
        .attr("xml:lang", accessibility.summary.lang)
        .attr("dir", accessibility.summary.dir)
        .open();
    m.text(&accessibility.summary.text);
    m.close_line();
}

/// The print edition whose pages are listed: its ISBN, else a description.
fn page_source(m: &mut Markup, parts: &Parts<'_>) {
    if parts.targets().is_empty() {
        return;
    }
    let meta = &parts.edition().document.meta;
    let source = match &meta.identifiers.isbn {
        Some(isbn) => format!("urn:isbn:{isbn}"),
        None => format!("{}, PDF edition, {} pages", meta.title, meta.page),
    };
    property(m, "pageBreakSource", &source);
}
