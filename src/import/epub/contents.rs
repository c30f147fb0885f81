//! The list of contents of an EPUB: where chapters begin, and their titles.

use std::collections::{BTreeMap, HashSet};

use roxmltree::Node;

use crate::import::address;
use crate::import::html::tree::Tree;
use crate::import::xml::{attr, below, child};

/// The titles of files, by path: of the first entry that leads to each.
pub(super) type Titles = BTreeMap<String, String>;

/// Reads the navigation document (EPUB 3.3, 7).
pub(super) fn of_nav(tree: &Tree, path: &str) -> Titles {
    let mut titles = Titles::new();
    let nav = tree
        .below(0)
        .find(|&node| tree.name(node) == "nav" && tree.has_word(node, "epub:type", &["toc"]))
        .or_else(|| tree.first(0, "nav"));
    let Some(nav) = nav else { return titles };
    for link in tree.below(nav).filter(|&node| tree.name(node) == "a") {
        let Some(href) = tree.attr(link, "href") else {
            continue;
        };
        let (file, _) = href.split_once('#').unwrap_or((href, ""));
        let title = tree.text(link);
        if let Some(full) = address::beside(path, &address::decoded(file))
            && !title.is_empty()
        {
            titles.entry(full).or_insert(title);
        }
    }
    titles
}

/// Reads the list of EPUB 2 (OPF 2.0.1, 2.4.1).
pub(super) fn of_ncx(root: Node<'_, '_>, path: &str) -> Titles {
    let mut titles = Titles::new();
    let mut seen = HashSet::new();
    for point in root
        .descendants()
        .filter(|node| node.tag_name().name() == "navPoint")
    {
        let title = child(point, "navLabel")
            .and_then(|label| below(label, "text"))
            .and_then(|node| node.text());
        let src = child(point, "content").and_then(|content| attr(content, "src"));
        if let (Some(title), Some(src)) = (title, src) {
            let (file, _) = src.split_once('#').unwrap_or((src, ""));
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(full) = address::beside(path, &address::decoded(file))
                && !title.is_empty()
                && seen.insert(full.clone())
            {
                titles.insert(full, title);
            }
        }
    }
    titles
}
