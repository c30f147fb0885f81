//! Links: annotations (ISO 32000-1, 12.5.6.5).

use lopdf::{Dictionary, Object};
use printpdf::{Actions, BorderArray, Destination, LinkAnnotation, Op, Pt, Rect};

use super::navigation::Destinations;
use super::string::{bytes, text};
use crate::typeset::page::{LinkArea, LinkDest, Page, PageItem};
use crate::units::Length;

/// Printed with the page: PDF/A wants the flag (ISO 19005-2, 6.3.2).
const PRINT: i64 = 4;

/// The links of a page for printpdf, all of them.
pub(super) fn operations(page: &Page) -> Vec<Op> {
    areas(page)
        .map(|(_, link)| Op::LinkAnnotation {
            link: LinkAnnotation::new(
                rect(link, page.size.height),
                match &link.target {
                    LinkDest::Uri(uri) => Actions::uri(ascii(uri)),
                    // Stands until `finish` puts the named destination in its place.
                    LinkDest::Anchor(_) => Actions::go_to(Destination::Xyz {
                        page: 1,
                        left: None,
                        top: None,
                        zoom: None,
                    }),
                },
                Some(BorderArray::Solid([0.0; 3])),
                None,
                None,
            ),
        })
        .collect()
}

/// The links of a page with their items' indices.
pub(super) fn areas(page: &Page) -> impl Iterator<Item = (u32, &LinkArea)> {
    (0u32..)
        .zip(&page.items)
        .filter_map(|(index, item)| match item {
            PageItem::Link(link) => Some((index, link)),
            _ => None,
        })
}

/// Completes printpdf's annotation; `None` for a link to a place that is on no page.
pub(super) fn finish(
    mut dict: Dictionary,
    link: &LinkArea,
    destinations: &Destinations<'_>,
    key: i64,
) -> Option<Dictionary> {
    if let LinkDest::Anchor(anchor) = &link.target {
        if !destinations.has(anchor) {
            return None;
        }
        dict.remove(b"A");
        dict.set("Dest", bytes(anchor.as_str()));
    }
    dict.remove(b"C");
    dict.remove(b"H");
    let contents = match (&*link.contents, &link.target) {
        ("", LinkDest::Uri(uri)) => uri,
        ("", LinkDest::Anchor(anchor)) => anchor.as_str(),
        (contents, _) => contents,
    };
    dict.set("Contents", text(contents));
    dict.set("F", PRINT);
    dict.set("StructParent", Object::Integer(key));
    Some(dict)
}

fn rect(link: &LinkArea, height: Length) -> Rect {
    let pt = |length: Length| Pt(length.to_pt() as f32);
    Rect::from_xywh(
        pt(link.rect.origin.x),
        pt(height - link.rect.bottom()),
        pt(link.rect.size.width),
        pt(link.rect.size.height),
    )
}

/// An address in ASCII, as PDF has it (ISO 32000-1, 12.6.4.7): other characters in their UTF-8 form,
/// escaped (RFC 3987, 3.1).
fn ascii(uri: &str) -> String {
    let mut out = String::with_capacity(uri.len());
    for byte in uri.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(
            ascii("https://a.b/c%20d?é f"),
            "https://a.b/c%20d?%C3%A9%20f"
        );
    }
}
