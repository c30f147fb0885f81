//! The catalogue as a web page. It works without its script, which adds the search.

use std::fmt::Write as _;

use super::{Manifest, Work, readable_size};
use crate::output::Target;
use crate::text::{escape_attribute, percent_encode_path};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page.
pub(super) fn html(manifest: &Manifest) -> String {
    let title = escape_attribute(&manifest.heading.title);
    let mut out =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = writeln!(
        out,
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n\
         <link rel=\"alternate\" type=\"application/atom+xml;profile=opds-catalog;kind=acquisition\" href=\"opds.xml\" title=\"OPDS 1.2\">\n\
         <link rel=\"alternate\" type=\"application/opds+json\" href=\"opds.json\" title=\"OPDS 2.0\">\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>"
    );
    if let Some(description) = &manifest.heading.description {
        let _ = writeln!(out, "<p>{}</p>", escape_attribute(description));
    }
    let count = manifest.works.len();
    let works = if count == 1 { "work" } else { "works" };
    let _ = writeln!(
        out,
        "<p id=\"search\" hidden><label>Search <input type=\"search\" autocomplete=\"off\"></label></p>\n\
         <p id=\"count\" role=\"status\">{count} {works}</p>\n</header>\n<main>\n<ul class=\"works\">"
    );
    for work in &manifest.works {
        write_entry(&mut out, work);
    }
    let _ = writeln!(
        out,
        "</ul>\n</main>\n<footer>\n<p>For reading apps: <a href=\"opds.xml\">OPDS 1.2</a>, \
         <a href=\"opds.json\">OPDS 2.0</a>. To check a download: <a href=\"SHA256SUMS\">SHA-256</a>.</p>\n\
         </footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>"
    );
    out
}

/// The id of a work on the page.
pub(super) fn fragment(work: &Work) -> String {
    let name = work.record.name.chars();
    let name: String = name
        .map(|c| if c.is_whitespace() { '-' } else { c })
        .collect();
    format!("work-{name}")
}

fn write_entry(out: &mut String, work: &Work) {
    let record = &work.record;
    let lang = escape_attribute(&record.language);
    let title = escape_attribute(&record.title);
    let id = escape_attribute(&fragment(work));
    let _ = writeln!(out, "<li id=\"{id}\"><article>");
    if let Some(cover) = &work.cover {
        // The title stands beside it, so to hear it twice would help nobody.
        let _ = writeln!(
            out,
            "<img src=\"{}\" alt=\"\" loading=\"lazy\">",
            percent_encode_path(cover)
        );
    }
    let _ = writeln!(out, "<div>\n<h2 lang=\"{lang}\" dir=\"auto\">{title}</h2>");
    if let Some(subtitle) = &record.subtitle {
        let _ = writeln!(
            out,
            "<p class=\"subtitle\" lang=\"{lang}\" dir=\"auto\">{}</p>",
            escape_attribute(subtitle)
        );
    }
    if !record.authors.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"authors\" dir=\"auto\">{}</p>",
            escape_attribute(&record.authors.join(", "))
        );
    }
    if let Some(description) = &record.description {
        for paragraph in description.split("\n\n") {
            let _ = writeln!(
                out,
                "<p lang=\"{lang}\" dir=\"auto\">{}</p>",
                escape_attribute(paragraph)
            );
        }
    }
    let facts: Vec<String> = [
        record.date.clone(),
        record.pages.map(|pages| match pages {
            1 => "1 page".to_owned(),
            pages => format!("{pages} pages"),
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !facts.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"facts\">{}</p>",
            escape_attribute(&facts.join(" · "))
        );
    }
    let _ = write!(out, "<p class=\"files\">");
    for file in &record.files {
        let target = record.target(file);
        let label = target.map_or("File", Target::label);
        let media_type = target.map_or("application/octet-stream", Target::media_type);
        let _ = write!(
            out,
            "<a href=\"{}\" type=\"{media_type}\" download>{label}<span class=\"hidden\"> of {title}</span> <small>{}</small></a> ",
            percent_encode_path(&file.name),
            readable_size(file.size)
        );
    }
    let _ = writeln!(out, "</p>\n</div>\n</article></li>");
}
