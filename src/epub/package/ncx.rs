//! `toc.ncx`: the table of contents for reading systems of EPUB 2.

use super::{NavEntry, Parts, identifier};
use crate::epub::markup::Markup;

pub(super) fn write(parts: &Parts<'_>) -> String {
    let meta = &parts.edition().document.meta;
    let mut m = Markup::new();
    m.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    m.tag("ncx")
        .attr("xmlns", "http://www.daisy.org/z3986/2005/ncx/")
        .attr("version", "2005-1")
        .attr("xml:lang", meta.lang.as_str())
        .open();
    m.line();
    m.open("head");
    m.line();
    let uid = identifier::all(meta).into_iter().next().map(|id| id.value);
    let targets = parts.targets();
    let last_number = targets
        .iter()
        .filter_map(|t| t.label.parse::<u32>().ok())
        .max();
    for (name, content) in [
        ("dtb:uid", uid.unwrap_or_default()),
        ("dtb:depth", depth(&parts.toc).to_string()),
        ("dtb:totalPageCount", targets.len().to_string()),
        ("dtb:maxPageNumber", last_number.unwrap_or(0).to_string()),
    ] {
        m.tag("meta")
            .attr("name", name)
            .attr("content", &content)
            .void();
        m.line();
    }
    m.close_line();
    labelled(&mut m, "docTitle", &meta.title);
    for author in meta.authors() {
        labelled(&mut m, "docAuthor", &author.name);
    }
    m.open("navMap");
    m.line();
    let mut number = 0;
    points(&mut m, &parts.toc, &mut number);
    m.close_line();
    page_list(&mut m, parts);
    m.close_line();
    m.finish()
}

fn depth(entries: &[NavEntry]) -> usize {
    let deepest = entries.iter().map(|entry| depth(&entry.children)).max();
    deepest.map_or(0, |deepest| deepest + 1)
}

fn labelled(m: &mut Markup, name: &'static str, text: &str) {
    m.open(name);
    m.open("text");
    m.text(text);
    m.close();
    m.close_line();
}

fn points(m: &mut Markup, entries: &[NavEntry], number: &mut usize) {
    for entry in entries {
        *number += 1;
        m.tag("navPoint")
            .attr("id", &format!("nav-{number}"))
            .open();
        m.line();
        labelled(m, "navLabel", &entry.label);
        m.tag("content").attr("src", &entry.href).void();
        m.line();
        points(m, &entry.children, number);
        m.close_line();
    }
}

fn page_list(m: &mut Markup, parts: &Parts<'_>) {
    let targets = parts.targets();
    if targets.is_empty() {
        return;
    }
    m.open("pageList");
    m.line();
    labelled(m, "navLabel", &parts.locale.terms.pages);
    let mut last = 0;
    for target in targets {
        // A value may be there once: not again where pages are counted anew.
        let number: Option<u32> = target.label.parse().ok().filter(|number| *number > last);
        last = number.unwrap_or(last);
        m.tag("pageTarget")
            .attr("id", &format!("list-{}", target.id))
            .attr("type", if number.is_some() { "normal" } else { "front" })
            .maybe("value", number.map(|n| n.to_string()).as_deref())
            .open();
        m.line();
        labelled(m, "navLabel", &target.label);
        m.tag("content")
            .attr("src", &format!("{}#{}", target.file, target.id))
            .void();
        m.line();
        m.close_line();
    }
    m.close_line();
}
