//! `nav.xhtml`: table of contents, landmarks and list of pages (EPUB 3.3, section 7).

use super::{NavEntry, Parts};
use crate::document::Kind;
use crate::epub::content::start_page;
use crate::epub::names::NAV;
use crate::epub::split::ChunkKind;
use crate::epub::tree::{Builder, Element};

pub(super) fn write(parts: &Parts<'_>) -> Element {
    let meta = &parts.edition().document.meta;
    let terms = &parts.locale.terms;
    let mut m = Builder::new();
    start_page(&mut m, &terms.contents, &meta.lang);
    m.tag("nav")
        .attr("id", "toc")
        .attr("epub:type", "toc")
        .attr("role", "doc-toc")
        .attr("aria-labelledby", "toc-title")
        .open();
    m.line();
    m.tag("h1").attr("id", "toc-title").open();
    m.text(&terms.contents);
    m.close_line();
    list(&mut m, &parts.toc);
    m.close_line();
    landmarks(&mut m, parts);
    pages(&mut m, parts);
    m.close_line();
    m.close_line();
    m.finish()
}

fn list(m: &mut Builder, entries: &[NavEntry]) {
    m.open("ol");
    m.line();
    for entry in entries {
        m.open("li");
        link(m, &entry.href, &entry.label, None);
        if !entry.children.is_empty() {
            m.line();
            list(m, &entry.children);
        }
        m.close_line();
    }
    m.close_line();
}

fn link(m: &mut Builder, href: &str, label: &str, kind: Option<&str>) {
    m.tag("a")
        .maybe("epub:type", kind)
        .attr("href", href)
        .open();
    m.text(label);
    m.close();
}

/// A list that only the reading system uses.
fn hidden_nav(m: &mut Builder, kind: &str, label: Option<&str>, role: Option<&str>) {
    m.tag("nav")
        .attr("id", kind)
        .attr("epub:type", kind)
        .maybe("role", role)
        .maybe("aria-label", label)
        .attr("hidden", "hidden")
        .open();
    m.line();
    m.open("ol");
    m.line();
}

fn landmarks(m: &mut Builder, parts: &Parts<'_>) {
    let terms = &parts.locale.terms;
    hidden_nav(m, "landmarks", None, None);
    let mut entry = |href: Option<&str>, kind, label: &str| {
        if let Some(href) = href {
            m.open("li");
            link(m, href, label, Some(kind));
            m.close_line();
        }
    };
    entry(
        parts.file(|kind| *kind == ChunkKind::Cover),
        "cover",
        &terms.cover,
    );
    entry(
        parts.file(|kind| *kind == ChunkKind::Title),
        "titlepage",
        &terms.title_page,
    );
    entry(
        parts.file(|kind| *kind == ChunkKind::Imprint),
        "copyright-page",
        &terms.copyright_page,
    );
    let meta = &parts.edition().document.meta;
    if meta.kind == Kind::Book && meta.contents {
        entry(Some(&format!("{NAV}#toc")), "toc", &terms.contents);
    }
    let text = parts.file(|kind| matches!(kind, ChunkKind::Text { .. }));
    entry(text, "bodymatter", &terms.start);
    m.close_line();
    m.close_line();
}

fn pages(m: &mut Builder, parts: &Parts<'_>) {
    if parts.targets().is_empty() {
        return;
    }
    hidden_nav(
        m,
        "page-list",
        Some(&parts.locale.terms.pages),
        Some("doc-pagelist"),
    );
    for target in parts.targets() {
        m.open("li");
        link(
            m,
            &format!("{}#{}", target.file, target.id),
            &target.label,
            None,
        );
        m.close_line();
    }
    m.close_line();
    m.close_line();
}
