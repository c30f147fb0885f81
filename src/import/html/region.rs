//! Where the article of a page is: the readability measure finds the blocks that are text.

use std::collections::HashSet;

use dom_smoothie::{Config, Metadata, Readability};

use super::convert::Doc;
use super::scan::{MARK, Scanned};
use super::tree::{NodeId, Syntax, Tree};

/// A page with more elements is not measured.
const MAX_MEASURED: usize = 60_000;
/// How much of the text that was found an element must hold to be the article's, in percent.
const MOST: usize = 97;

/// A page as HTML's rules have it, and what the measure found.
pub(super) struct Measured {
    pub(super) tree: Tree,
    pub(super) meta: Option<Metadata>,
    /// The marks of the elements that are text.
    pub(super) kept: HashSet<usize>,
}

/// Builds the tree of a page and measures it.
pub(super) fn measure(scanned: Scanned) -> Measured {
    let config = Config {
        keep_classes: true,
        ..Config::default()
    };
    let measurable = scanned.elements <= MAX_MEASURED;
    let Ok(mut page) = Readability::new(scanned.html, None, Some(config)) else {
        return Measured {
            tree: Tree::new("", Syntax::Html),
            meta: None,
            kept: HashSet::new(),
        };
    };
    let tree = Tree::new(&page.doc.html(), Syntax::Html);
    let json = page.parse_json_ld();
    let meta = page.get_article_metadata(json);
    let mut kept = HashSet::new();
    if measurable
        && page.is_probably_readable()
        && let Ok(article) = page.parse()
    {
        let needle = format!(" {MARK}=\"");
        let content: &str = &article.content;
        for piece in content.split(needle.as_str()).skip(1) {
            let number: String = piece.chars().take_while(char::is_ascii_digit).collect();
            kept.extend(number.parse::<usize>());
        }
    }
    Measured {
        tree,
        meta: Some(meta),
        kept,
    }
}

/// The element that holds the article.
pub(super) fn root(doc: &Doc, kept: &HashSet<usize>) -> NodeId {
    let tree = &doc.tree;
    let body = tree.first(0, "body").unwrap_or(0);
    let named = || {
        let of = |name: &str| -> Option<NodeId> {
            let mut all = tree.below(body).filter(|&node| tree.name(node) == name);
            let first = all.next()?;
            all.next().is_none().then_some(first)
        };
        let role = tree
            .below(body)
            .find(|&node| tree.attr(node, "role") == Some("main"));
        of("article").or_else(|| of("main")).or(role)
    };
    if kept.is_empty() {
        return named().unwrap_or(body);
    }
    // Characters of text that was found, up to each node.
    let mut sums = Vec::with_capacity(tree.len() + 1);
    let mut sum = 0_usize;
    for node in 0..tree.len() {
        sums.push(sum);
        if let Some(text) = tree.text_node(node)
            && kept.contains(&tree.at(node).start)
        {
            sum += text.trim().len();
        }
    }
    sums.push(sum);
    let of = |node: NodeId| {
        let range = tree.below(node);
        let at = |n: usize| sums.get(n).copied().unwrap_or(sum);
        at(range.end) - at(range.start)
    };
    let mut root = body;
    while let Some(&child) = tree
        .children(root)
        .iter()
        .find(|&&child| of(child) * 100 >= sum * MOST && sum > 0)
    {
        root = child;
    }
    // What belongs to the article, such as its standfirst and first picture, may stand beside the text found.
    let mut node = root;
    while node != body && node != 0 {
        let is_whole = tree.name(node) == "article"
            || tree.attr(node, "role") == Some("main")
            || tree.name(node) == "main";
        if is_whole {
            return node;
        }
        node = tree.parent(node);
    }
    root
}
