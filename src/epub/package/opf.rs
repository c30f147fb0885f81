//! `content.opf`: the package document (EPUB 3.3, section 5).

use super::{Parts, identifier, metadata};
use crate::document::TextDirection;
use crate::epub::content::dir_name;
use crate::epub::markup::Markup;

pub(super) fn write(parts: &Parts<'_>) -> String {
    let meta = &parts.edition().document.meta;
    let dir = meta.lang.direction();
    let unique = identifier::all(meta)
        .first()
        .map_or("uuid", |first| first.id);
    let mut m = Markup::new();
    m.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    m.tag("package")
        .attr("xmlns", "http://www.idpf.org/2007/opf")
        .attr("version", "3.0")
        .attr("unique-identifier", unique)
        .attr("xml:lang", meta.lang.as_str())
        .attr("dir", dir_name(dir))
        .open();
    m.line();
    metadata::write(&mut m, parts);
    m.open("manifest");
    m.line();
    for item in &parts.items {
        let properties = item.properties.join(" ");
        m.tag("item")
            .attr("id", &item.id)
            .attr("href", &item.href)
            .attr("media-type", item.media_type)
            .maybe(
                "properties",
                (!properties.is_empty()).then_some(&properties),
            )
            .void();
        m.line();
    }
    m.close_line();
    m.tag("spine")
        .attr("toc", "ncx")
        .maybe(
            "page-progression-direction",
            (dir == TextDirection::Rtl).then_some("rtl"),
        )
        .open();
    m.line();
    for item in parts.items.iter().filter(|item| item.in_spine) {
        m.tag("itemref").attr("idref", &item.id).void();
        m.line();
    }
    m.close_line();
    m.close_line();
    m.finish()
}
