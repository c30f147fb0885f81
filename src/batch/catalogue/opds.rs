//! Feeds: OPDS 1.2 (Atom) and OPDS 2.0 (JSON), `specs.opds.io`.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::page::fragment;
use super::{Manifest, Work, rfc3339};
use crate::text::{escape_attribute, escape_text, percent_encode_path};

/// The relation of a file that everybody may download.
const OPEN_ACCESS: &str = "http://opds-spec.org/acquisition/open-access";

/// The works that there is something to read of: a publication without a link to get it by is none.
fn readable(manifest: &Manifest) -> impl Iterator<Item = &Work> {
    let works = manifest.works.iter();
    works.filter(|work| work.record.files_for_readers().next().is_some())
}

/// The OPDS 1.2 acquisition feed.
pub(super) fn atom(manifest: &Manifest) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/terms/\">\n",
    );
    let kind = "application/atom+xml;profile=opds-catalog;kind=acquisition";
    let updated = manifest.updated();
    // Where it is not known where the feed is found, it is what it is called.
    let heading = &manifest.heading;
    let id = match &heading.url {
        Some(url) => Uuid::new_v5(&Uuid::NAMESPACE_URL, url.as_bytes()),
        None => Uuid::new_v5(&Uuid::NAMESPACE_OID, heading.title.as_bytes()),
    };
    element(&mut out, "  ", "id", &id.urn().to_string());
    element(&mut out, "  ", "title", &manifest.heading.title);
    if let Some(description) = &manifest.heading.description {
        element(&mut out, "  ", "subtitle", description);
    }
    element(&mut out, "  ", "updated", &updated);
    element(&mut out, "  ", "generator", &manifest.generator);
    out.push_str("  <author><name>Bindery</name></author>\n");
    for rel in ["self", "start"] {
        let _ = writeln!(
            out,
            "  <link rel=\"{rel}\" href=\"{}\" type=\"{kind}\"/>",
            escape_attribute(&manifest.address("opds.xml"))
        );
    }
    let page = escape_attribute(&manifest.address("index.html"));
    let _ = writeln!(
        out,
        "  <link rel=\"alternate\" href=\"{page}\" type=\"text/html\"/>"
    );
    for work in readable(manifest) {
        write_entry(&mut out, manifest, work, &updated);
    }
    out.push_str("</feed>\n");
    out
}

fn element(out: &mut String, indent: &str, name: &str, text: &str) {
    let _ = writeln!(out, "{indent}<{name}>{}</{name}>", escape_text(text));
}

fn write_entry(out: &mut String, manifest: &Manifest, work: &Work, updated: &str) {
    let record = &work.record;
    out.push_str("  <entry>\n");
    element(out, "    ", "id", &record.id);
    element(out, "    ", "title", &record.title);
    let updated = record.date.as_deref().map_or(updated.to_owned(), rfc3339);
    element(out, "    ", "updated", &updated);
    for author in &record.authors {
        let _ = writeln!(
            out,
            "    <author><name>{}</name></author>",
            escape_text(author)
        );
    }
    element(out, "    ", "dc:language", &record.language);
    element(out, "    ", "dc:identifier", &record.id);
    let more = [
        ("dc:issued", &record.date),
        ("dc:publisher", &record.publisher),
        ("rights", &record.rights),
        ("summary", &record.description),
    ];
    for (name, value) in more {
        if let Some(value) = value {
            element(out, "    ", name, value);
        }
    }
    if let Some(pages) = record.pages {
        element(out, "    ", "dc:extent", &format!("{pages} pages"));
    }
    for subject in &record.subjects {
        let term = escape_attribute(subject);
        let _ = writeln!(out, "    <category term=\"{term}\" label=\"{term}\"/>");
    }
    // An entry without content has an alternate (RFC 4287, 4.1.2).
    let _ = writeln!(
        out,
        "    <link rel=\"alternate\" href=\"{}#{}\" type=\"text/html\"/>",
        escape_attribute(&manifest.address("index.html")),
        percent_encode_path(&fragment(work))
    );
    for rel in ["image", "image/thumbnail"] {
        if let Some(cover) = &work.cover {
            let _ = writeln!(
                out,
                "    <link rel=\"http://opds-spec.org/{rel}\" href=\"{}\" type=\"image/jpeg\"/>",
                escape_attribute(&manifest.address(cover))
            );
        }
    }
    // What is for printers has no place in a feed.
    for (target, file) in record.files_for_readers() {
        let _ = writeln!(
            out,
            "    <link rel=\"{OPEN_ACCESS}\" href=\"{}\" type=\"{}\" length=\"{}\"/>",
            escape_attribute(&manifest.address(&file.name)),
            target.media_type(),
            file.size
        );
    }
    out.push_str("  </entry>\n");
}

/// The OPDS 2.0 feed.
pub(super) fn json(manifest: &Manifest) -> String {
    let mut metadata = Map::new();
    metadata.insert("title".into(), json!(manifest.heading.title));
    if let Some(description) = &manifest.heading.description {
        metadata.insert("description".into(), json!(description));
    }
    metadata.insert("modified".into(), json!(manifest.updated()));
    metadata.insert("numberOfItems".into(), json!(readable(manifest).count()));
    let page = manifest.address("index.html");
    let mut feed = Map::new();
    feed.insert("metadata".into(), Value::Object(metadata));
    let links = json!([
        { "rel": "self", "href": manifest.address("opds.json"), "type": "application/opds+json" },
        { "rel": "alternate", "href": page, "type": "text/html" },
    ]);
    feed.insert("links".into(), links);
    let publications: Vec<Value> = readable(manifest)
        .map(|work| publication(manifest, work))
        .collect();
    if publications.is_empty() {
        // A feed must have something in it.
        let title = &manifest.heading.title;
        let navigation = json!([{ "title": title, "href": page, "type": "text/html" }]);
        feed.insert("navigation".into(), navigation);
    } else {
        feed.insert("publications".into(), json!(publications));
    }
    format!("{:#}\n", Value::Object(feed))
}

fn publication(manifest: &Manifest, work: &Work) -> Value {
    let record = &work.record;
    let mut metadata = Map::new();
    let kind = match record.kind.as_str() {
        "article" => "http://schema.org/Article",
        _ => "http://schema.org/Book",
    };
    metadata.insert("@type".into(), json!(kind));
    metadata.insert("identifier".into(), json!(record.id));
    metadata.insert("title".into(), json!(record.title));
    metadata.insert("language".into(), json!(record.language));
    if !record.authors.is_empty() {
        metadata.insert("author".into(), json!(record.authors));
    }
    if !record.subjects.is_empty() {
        metadata.insert("subject".into(), json!(record.subjects));
    }
    let more = [
        ("subtitle", &record.subtitle),
        ("publisher", &record.publisher),
        ("description", &record.description),
    ];
    for (name, value) in more {
        if let Some(value) = value {
            metadata.insert(name.into(), json!(value));
        }
    }
    if let Some(date) = &record.date {
        metadata.insert("published".into(), json!(rfc3339(date)));
    }
    if let Some(pages) = record.pages.filter(|pages| *pages > 0) {
        metadata.insert("numberOfPages".into(), json!(pages));
    }
    if let Some((name, position)) = &record.series {
        let mut series = json!({ "name": name });
        let position = position.as_deref().and_then(|p| p.parse::<f64>().ok());
        if let (Some(position), Some(series)) = (position, series.as_object_mut()) {
            series.insert("position".into(), json!(position));
        }
        metadata.insert("belongsTo".into(), json!({ "series": series }));
    }
    let links: Vec<Value> = record
        .files_for_readers()
        .map(|(target, file)| {
            json!({
                "rel": OPEN_ACCESS,
                "href": manifest.address(&file.name),
                "type": target.media_type(),
                "size": file.size,
            })
        })
        .collect();
    let mut publication = json!({ "metadata": metadata, "links": links });
    if let (Some(cover), Some(object)) = (&work.cover, publication.as_object_mut()) {
        let image = json!([{ "href": manifest.address(cover), "type": "image/jpeg" }]);
        object.insert("images".into(), image);
    }
    publication
}
