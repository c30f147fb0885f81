//! What a page has besides its article: menus, share buttons, offers, teasers, comments.

use std::collections::{BTreeMap, HashSet};

use super::convert::Doc;
use super::tree::NodeId;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::import::make::start_of;

/// Why an element is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Junk {
    Navigation,
    Share,
    Offer,
    Teaser,
    Comments,
    Advertisement,
    Cookies,
    Tags,
    Site,
    Form,
    Links,
}

impl Junk {
    fn name(self) -> &'static str {
        match self {
            Self::Navigation => "a part of the site's navigation",
            Self::Share => "a bar of share buttons",
            Self::Offer => "an offer to subscribe",
            Self::Teaser => "a teaser of other articles",
            Self::Comments => "the comments",
            Self::Advertisement => "an advertisement",
            Self::Cookies => "a notice on cookies",
            Self::Tags => "a list of tags",
            Self::Site => "a note of the website",
            Self::Form => "a form",
            Self::Links => "a list of links to other pages",
        }
    }

    /// What is only taken for such when it is mostly links.
    fn must_be_links(self) -> bool {
        matches!(self, Self::Navigation | Self::Teaser | Self::Tags)
    }
}

/// Words of classes and ids, and what they say.
const WORDS: &[(Junk, &[&str])] = &[
    (
        Junk::Share,
        &[
            "share",
            "sharing",
            "sharedaddy",
            "social",
            "addthis",
            "addtoany",
            "sharebar",
            "sharethis",
            "follow",
        ],
    ),
    (
        Junk::Offer,
        &[
            "newsletter",
            "subscribe",
            "subscription",
            "signup",
            "mailchimp",
            "paywall",
            "donate",
            "donation",
            "optin",
        ],
    ),
    (
        Junk::Teaser,
        &[
            "related",
            "recommended",
            "recommendations",
            "recirc",
            "recirculation",
            "teaser",
            "teasers",
            "outbrain",
            "taboola",
            "relatedposts",
            "relatedarticles",
            "readmore",
            "morefrom",
            "upnext",
            "trending",
            "popular",
        ],
    ),
    (
        Junk::Comments,
        &["comments", "disqus", "respond", "commentlist"],
    ),
    (
        Junk::Advertisement,
        &[
            "ad",
            "ads",
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "sponsor",
            "sponsored",
            "adsbygoogle",
            "promo",
        ],
    ),
    (Junk::Cookies, &["cookie", "cookies", "consent", "gdpr"]),
    (
        Junk::Navigation,
        &[
            "breadcrumb",
            "breadcrumbs",
            "pagination",
            "pager",
            "navbox",
            "navigation",
            "menu",
            "nav",
            "toc",
            "sidebar",
            "skip",
        ],
    ),
    (Junk::Tags, &["tags", "taglist", "categories", "catlinks"]),
    (
        Junk::Site,
        &[
            "editsection",
            "noprint",
            "ambox",
            "hatnote",
            "sistersitebox",
            "printfooter",
            "toolbar",
            "siteSub",
            "jumplinks",
        ],
    ),
];

/// Marks what is no part of the article, and says so.
pub(super) fn clean(
    doc: &mut Doc,
    root: NodeId,
    kept: &HashSet<usize>,
    diagnostics: &mut Diagnostics,
) {
    let mut said = Said::default();
    let whole = doc.tree.text(root).chars().count();
    let range = doc.tree.below(root);
    let mut at = range.start;
    while at < range.end {
        if doc.is_dropped(at) {
            at = doc.tree.below(at).end.max(at + 1);
            continue;
        }
        let junk = junk(doc, at, kept).filter(|_| {
            // What holds most of the text is not what its class says.
            doc.tree.text(at).chars().count() * 5 <= whole * 2
        });
        match junk {
            Some(junk) => {
                said.add(doc, at, junk.name());
                doc.drop(at);
                at = doc.tree.below(at).end.max(at + 1);
            }
            None => at += 1,
        }
    }
    outside(doc, root, &mut said);
    said.tell(doc, diagnostics);
}

fn junk(doc: &Doc, node: NodeId, kept: &HashSet<usize>) -> Option<Junk> {
    let tree = &doc.tree;
    let name = tree.name(node);
    if name.is_empty() {
        return None;
    }
    match name {
        "nav" => return Some(Junk::Navigation),
        "form" | "fieldset" | "dialog" | "button" => return Some(Junk::Form),
        "body" | "article" | "main" | "html" | "h1" | "figure" | "img" => return None,
        _ => {}
    }
    match tree.attr(node, "role") {
        Some("navigation" | "search" | "menu" | "menubar" | "toolbar") => {
            return Some(Junk::Navigation);
        }
        Some("dialog" | "alertdialog") => return Some(Junk::Offer),
        _ => {}
    }
    let words = words(doc, node);
    for (junk, list) in WORDS {
        if words.iter().any(|word| list.contains(&word.as_str()))
            && (!junk.must_be_links()
                || link_share(doc, node) >= 25
                || (name == "aside" && link_share(doc, node) >= 10))
        {
            return Some(*junk);
        }
    }
    if name == "p" || name == "div" || name == "li" {
        let text = tree.text(node);
        let label = [
            "Read more:",
            "Read also:",
            "Also read:",
            "Related:",
            "See also:",
            "READ MORE:",
            "Read More:",
            "More:",
        ];
        if label.iter().any(|label| text.starts_with(label)) && link_share(doc, node) >= 50 {
            return Some(Junk::Teaser);
        }
    }
    // What the measure did not take, and is mostly links.
    let mark = tree.at(node).start;
    if !kept.is_empty()
        && !kept.contains(&mark)
        && matches!(
            name,
            "div" | "section" | "aside" | "ul" | "footer" | "header"
        )
        && tree.below(node).filter(|&n| tree.name(n) == "a").count() >= 3
        && link_share(doc, node) >= 60
        && !tree
            .below(node)
            .any(|n| kept.contains(&tree.at(n).start) && tree.name(n) == "p")
    {
        return Some(Junk::Links);
    }
    None
}

/// How much of an element's text is in links, in percent.
fn link_share(doc: &Doc, node: NodeId) -> usize {
    let tree = &doc.tree;
    let all = tree.text(node).chars().count();
    let links: usize = tree
        .below(node)
        .filter(|&n| {
            tree.name(n) == "a"
                && tree
                    .attr(n, "href")
                    .is_some_and(|href| !href.starts_with('#'))
        })
        .map(|n| tree.text(n).chars().count())
        .sum();
    (links * 100).checked_div(all).unwrap_or(0)
}

/// The words of an element's classes and id: `entry-meta`, `shareBar` have two each.
pub(super) fn words(doc: &Doc, node: NodeId) -> Vec<String> {
    let mut words = Vec::new();
    for key in ["class", "id", "data-component"] {
        let value = doc.tree.attr(node, key).unwrap_or_default();
        for name in value.split_whitespace().take(20) {
            let mut word = String::new();
            let mut last_small = false;
            for c in name.chars().chain(['-']) {
                let ends = !c.is_alphanumeric() || (c.is_uppercase() && last_small);
                if ends && !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                if c.is_alphanumeric() {
                    word.extend(c.to_lowercase());
                }
                last_small = c.is_lowercase();
            }
        }
    }
    words
}

/// What stands outside the article, each part once.
fn outside(doc: &mut Doc, root: NodeId, said: &mut Said) {
    let mut path = vec![root];
    let mut node = root;
    while node != 0 {
        node = doc.tree.parent(node);
        path.push(node);
    }
    for pair in path.windows(2) {
        let [inner, outer] = pair else { continue };
        for child in doc.tree.children(*outer).to_vec() {
            if child == *inner
                || doc.is_dropped(child)
                || matches!(doc.tree.name(child), "head" | "script" | "style")
            {
                continue;
            }
            if doc.tree.text_node(child).is_none() && !doc.tree.text(child).is_empty() {
                let name = match doc.tree.name(child) {
                    "nav" => Junk::Navigation.name(),
                    "header" => "the site's head",
                    "footer" => "the site's foot",
                    _ => "what stands outside the article",
                };
                said.add(doc, child, name);
                doc.drop(child);
            }
        }
    }
}

/// What is said, the same once.
#[derive(Default)]
pub(super) struct Said {
    /// By the first place: the node, the sentence, how often.
    list: Vec<(NodeId, String, usize)>,
    known: BTreeMap<String, usize>,
}

impl Said {
    pub(super) fn add(&mut self, doc: &Doc, node: NodeId, what: &str) {
        let text = doc.tree.text_without(node, |n| doc.is_dropped(n));
        if text.is_empty() {
            return;
        }
        let message = format!("`{}`: {what} was left out", start_of(&text));
        match self.known.get(&message) {
            Some(&at) => {
                if let Some(entry) = self.list.get_mut(at) {
                    entry.2 += 1;
                }
            }
            None => {
                self.known.insert(message.clone(), self.list.len());
                self.list.push((node, message, 1));
            }
        }
    }

    pub(super) fn tell(self, doc: &Doc, diagnostics: &mut Diagnostics) {
        for (node, mut message, times) in self.list {
            if times > 1 {
                message.push_str(&format!(" {times} times"));
            }
            diagnostics.push(Diagnostic::info(Code::ImportLeftOut, message).at(doc.span(node)));
        }
    }
}
