//! Pages that are made anew: the cover, the title page, the imprint, the list of contents, numbers of printed pages.

use super::package::Package;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::import::html::convert::Doc;
use crate::import::html::tree::NodeId;
use crate::import::make::start_of;

/// Marks what is made anew, and says so.
pub(super) fn drop_generated(
    docs: &mut [Doc],
    at: usize,
    paths: &[String],
    package: &Package,
    diagnostics: &mut Diagnostics,
) {
    let Some(doc) = docs.get_mut(at) else { return };
    let body = doc.tree.first(0, "body").unwrap_or(0);
    for node in doc.tree.below(body) {
        let is_break = doc.tree.has_word(node, "epub:type", &["pagebreak"])
            || doc.tree.has_word(node, "role", &["doc-pagebreak"]);
        if is_break {
            doc.drop(node);
        }
    }
    let path = paths.get(at).map_or("", String::as_str);
    let by_guide = package.guide.get(path).map(String::as_str);
    let properties = package
        .files
        .values()
        .find(|file| file.path == path)
        .map_or("", |file| &file.properties);
    let what = if properties.split_whitespace().any(|p| p == "nav")
        || is(doc, body, &["toc", "landmarks", "lot", "loi"])
    {
        Some("a list of contents")
    } else if is(doc, body, &["cover", "frontcover"])
        || is_cover(doc, body, package, path, by_guide)
    {
        Some("the cover's page")
    } else if is(doc, body, &["titlepage", "halftitlepage"])
        || matches!(by_guide, Some("title-page" | "titlepage"))
    {
        Some("the title page")
    } else if is(doc, body, &["copyright-page", "imprint"]) || by_guide == Some("copyright-page") {
        Some("the imprint")
    } else if by_guide == Some("toc") {
        Some("a list of contents")
    } else {
        None
    };
    if let Some(what) = what {
        say(doc, body, what, diagnostics);
        doc.drop(body);
        return;
    }
    // The head and the foot of an article, as Bindery makes them.
    let own: Vec<NodeId> = doc
        .tree
        .below(body)
        .filter(|&node| {
            doc.tree.has_word(node, "class", &["article-opening"])
                || (doc.tree.name(node) == "section"
                    && doc.tree.has_word(node, "class", &["imprint"]))
        })
        .collect();
    for node in own {
        say(doc, node, "what is made anew of the metadata", diagnostics);
        doc.drop(node);
    }
}

fn say(doc: &Doc, node: NodeId, what: &str, diagnostics: &mut Diagnostics) {
    let text = doc.text(node);
    let message = match text.is_empty() {
        true => format!("{what} was left out"),
        false => format!("`{}`: {what} was left out", start_of(&text)),
    };
    let place = doc
        .tree
        .children(node)
        .iter()
        .copied()
        .find(|&child| !doc.tree.name(child).is_empty());
    diagnostics
        .push(Diagnostic::info(Code::ImportLeftOut, message).at(doc.span(place.unwrap_or(node))));
}

/// Whether the body, or what alone it holds, is of one of these types.
fn is(doc: &Doc, body: NodeId, kinds: &[&str]) -> bool {
    let mut node = body;
    for _ in 0..4 {
        if doc.tree.has_word(node, "epub:type", kinds)
            || (node != body && doc.tree.has_word(node, "class", kinds))
        {
            return true;
        }
        let children: Vec<NodeId> = doc
            .tree
            .children(node)
            .iter()
            .copied()
            .filter(|&child| !doc.tree.name(child).is_empty())
            .collect();
        match children.as_slice() {
            [only] => node = *only,
            _ => return false,
        }
    }
    false
}

/// A page with nothing on it but the cover's picture.
fn is_cover(
    doc: &Doc,
    body: NodeId,
    package: &Package,
    path: &str,
    by_guide: Option<&str>,
) -> bool {
    if !doc.text(body).is_empty() && by_guide != Some("cover") {
        return false;
    }
    let picture = doc
        .tree
        .below(body)
        .find(|&node| matches!(doc.tree.name(node), "img" | "image"));
    let Some(picture) = picture else {
        return by_guide == Some("cover");
    };
    let address = ["src", "xlink:href", "href"]
        .iter()
        .find_map(|key| doc.tree.attr(picture, key))
        .unwrap_or_default();
    let file = crate::import::address::beside(path, &crate::import::address::decoded(address));
    by_guide == Some("cover") || (file.is_some() && file == package.cover)
}
