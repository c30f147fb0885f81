//! Previews: a work's PDF and its EPUB side by side.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::{MAX_FILE, Reply, Site, media_type};
use crate::batch::catalogue::Manifest;
use crate::output::Target;
use crate::text::{escape_attribute, percent_encode_path};

/// The largest file of an EPUB that is shown, in bytes.
const MAX_PART: u64 = 256 << 20;

fn html_page(site: &Site, title: &str, body: &str) -> Reply {
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>body {{ margin: 1rem; font: 1rem/1.5 sans-serif; }} \
         .pair {{ display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; height: 85vh; }} \
         iframe {{ width: 100%; height: 100%; border: 1px solid; }}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    );
    Reply::html(site.with_reload(&html))
}

fn manifest(site: &Site) -> Option<Manifest> {
    serde_json::from_slice(&site.read("build.json").ok()?).ok()
}

/// All works, each with a link to its preview.
pub(super) fn list(site: &Site) -> Reply {
    let Some(manifest) = manifest(site) else {
        return html_page(
            site,
            "Preview",
            "<h1>Preview</h1><p>Nothing is built yet.</p>",
        );
    };
    let mut body = String::from("<h1>Preview</h1>\n<ul>\n");
    for work in &manifest.works {
        body.push_str(&format!(
            "<li><a href=\"/.bindery/preview/{}\">{}</a></li>\n",
            percent_encode_path(&work.record.name),
            escape_attribute(&work.record.title)
        ));
    }
    body.push_str("</ul>");
    html_page(site, "Preview", &body)
}

/// The PDF and the first page of the EPUB of a work.
pub(super) fn side_by_side(site: &Site, name: &str) -> Reply {
    let work = manifest(site).and_then(|m| m.works.into_iter().find(|w| w.record.name == name));
    let Some(work) = work else {
        return Reply::refusal(404, "there is no such work");
    };
    let title = escape_attribute(&work.record.title);
    let mut body = format!("<h1>{title}</h1>\n<div class=\"pair\">\n");
    let record = &work.record;
    for (target, file) in record.files_for_readers() {
        let source = if target == Target::Epub {
            let start = first_page(site, &file.name).unwrap_or_default();
            let epub = percent_encode_path(&file.name);
            format!("/.bindery/epub/{epub}/{}", percent_encode_path(&start))
        } else {
            format!("/{}", percent_encode_path(&file.name))
        };
        body.push_str(&format!(
            "<iframe src=\"{source}\" title=\"{}\"></iframe>\n",
            target.label()
        ));
    }
    body.push_str("</div>");
    html_page(site, &title, &body)
}

/// A file within an EPUB: `a.epub/OEBPS/text.xhtml`.
pub(super) fn epub_file(site: &Site, path: &str) -> Reply {
    let missing = || Reply::refusal(404, "there is no such file");
    let Some((epub, part)) = path.split_once(".epub/") else {
        return missing();
    };
    match read_part(site, &format!("{epub}.epub"), part) {
        Some(bytes) => Reply::new(200, media_type(part), bytes),
        None => missing(),
    }
}

fn read_part(site: &Site, epub: &str, part: &str) -> Option<Vec<u8>> {
    let bytes = site.read(epub).ok()?;
    debug_assert!(bytes.len() as u64 <= MAX_FILE);
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let entry = zip.by_name(part).ok()?;
    let mut bytes = Vec::new();
    entry.take(MAX_PART).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The path of the first page of an EPUB's spine.
fn first_page(site: &Site, epub: &str) -> Option<String> {
    let package = String::from_utf8(read_part(site, epub, "OEBPS/content.opf")?).ok()?;
    let package = roxmltree::Document::parse(&package).ok()?;
    let mut nodes = package.descendants();
    let first = nodes.find(|n| n.tag_name().name() == "itemref")?;
    let id = first.attribute("idref")?;
    let mut items = package.descendants();
    let item = items.find(|n| n.tag_name().name() == "item" && n.attribute("id") == Some(id))?;
    Some(format!("OEBPS/{}", item.attribute("href")?))
}
