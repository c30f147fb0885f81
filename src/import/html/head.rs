//! What a page says of itself: in its head, in the lines under its title, in the box on its author.

use dom_smoothie::Metadata;

use super::clean::{Said, words};
use super::convert::Doc;
use super::tree::NodeId;
use crate::document::Lang;
use crate::import::byline::{byline, date, is_byline, iso_date};
use crate::import::draft::{DraftMeta, DraftSource, Person};

/// A standfirst has no more words than this; one with fewer than the other is a subtitle.
const STANDFIRST: usize = 80;
const SUBTITLE: usize = 12;

/// What was found, with the author's biography.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) meta: DraftMeta,
    pub(super) bio: Option<String>,
    /// The address of the page's own picture.
    pub(super) image: Option<String>,
}

/// Reads what a page says of itself, and marks what is then not wanted in the text.
pub(super) fn read(doc: &mut Doc, root: NodeId, found: Option<Metadata>, said: &mut Said) -> Head {
    let mut head = Head::default();
    let found = found.unwrap_or_default();
    let meta = &mut head.meta;
    // The title as readers see it goes before the one for search engines.
    let title_node = title_node(doc, root, &found.title);
    meta.title = match title_node {
        Some(node) => doc.text(node),
        None => one_line(&found.title),
    };
    if let Some(node) = title_node {
        doc.drop(node);
    }
    meta.authors = authors(doc, &found);
    meta.date = found
        .published_time
        .as_deref()
        .and_then(iso_date)
        .or_else(|| meta_date(doc));
    meta.language = language(doc, root, &found);
    head.image = found.image.clone();
    let canonical = link(doc, "canonical")
        .or(found.url.clone())
        .or_else(|| property(doc, "og:url"))
        .filter(|url| url.starts_with("http"));
    let site = found
        .site_name
        .clone()
        .or_else(|| property(doc, "og:site_name"))
        .map(|name| one_line(&name))
        .filter(|name| !name.is_empty());
    if canonical.is_some() {
        meta.source = Some(DraftSource {
            title: None,
            publication: site,
            url: canonical,
            ..DraftSource::default()
        });
    }
    under_title(doc, root, meta, said);
    if meta.description.is_none() {
        meta.description = found.excerpt.as_deref().map(one_line).filter(|text| {
            !text.is_empty() && !repeats(doc, root, text) && meta.subtitle.as_ref() != Some(text)
        });
    }
    head.bio = bio(doc, meta);
    head
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and figures only, for comparing.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The heading that is the title.
fn title_node(doc: &Doc, root: NodeId, title: &str) -> Option<NodeId> {
    let tree = &doc.tree;
    let all = |name: &'static str| tree.below(0).filter(move |&node| tree.name(node) == name);
    let wanted = letters(title);
    let same = |node: &NodeId| {
        let own = letters(&tree.text(*node));
        !own.is_empty()
            && (own == wanted
                || (own.len() > 8 && (wanted.contains(&own) || own.contains(&wanted))))
    };
    let inside: Vec<NodeId> = all("h1")
        .filter(|node| tree.below(root).contains(node))
        .collect();
    if let Some(node) = inside.iter().find(|node| same(node)) {
        return Some(*node);
    }
    if let [only] = inside.as_slice()
        && !tree.text(*only).is_empty()
    {
        return Some(*only);
    }
    // A page of a book may have its title in a heading of a lower level, and the book's in one of the first.
    let first = tree
        .below(root)
        .find(|&node| matches!(tree.name(node), "h2" | "h3"));
    first.filter(same).or_else(|| all("h1").find(same))
}

fn authors(doc: &Doc, found: &Metadata) -> Vec<Person> {
    let tree = &doc.tree;
    let mut names: Vec<String> = Vec::new();
    for node in tree.below(0).filter(|&node| tree.name(node) == "meta") {
        let key = tree
            .attr(node, "name")
            .or_else(|| tree.attr(node, "property"))
            .unwrap_or_default();
        if matches!(
            key.to_ascii_lowercase().as_str(),
            "author"
                | "article:author"
                | "citation_author"
                | "dc.creator"
                | "dcterms.creator"
                | "parsely-author"
        ) {
            let content = tree.attr(node, "content").unwrap_or_default();
            // Catalogues write the surname first.
            match content.split_once(", ") {
                Some((last, first)) if key.contains("creator") || key.starts_with("citation") => {
                    names.push(format!("{first} {last}"));
                }
                _ => names.extend(byline(content)),
            }
        }
    }
    names.retain(|name| is_person(name));
    let mut others = byline(found.byline.as_deref().unwrap_or_default());
    others.retain(|name| is_person(name));
    if names.iter().all(|name| others.contains(name)) {
        names = others;
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(letters(name)));
    names.into_iter().take(30).map(Person::author).collect()
}

fn is_person(name: &str) -> bool {
    !name.contains("http")
        && !name.contains(['@', ':', '{'])
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !name.chars().any(|c| c.is_ascii_digit())
        && name.split(' ').count() <= 6
}

fn meta_date(doc: &Doc) -> Option<crate::document::Date> {
    let tree = &doc.tree;
    let keys = [
        "date",
        "dc.date",
        "dcterms.date",
        "citation_publication_date",
        "article:published_time",
        "pubdate",
        "dc.date.issued",
    ];
    let wanted = |node: &NodeId| {
        let key = tree
            .attr(*node, "name")
            .or_else(|| tree.attr(*node, "property"))
            .unwrap_or_default();
        keys.contains(&key.to_ascii_lowercase().as_str())
    };
    tree.below(0)
        .filter(|&node| tree.name(node) == "meta")
        .filter(wanted)
        .find_map(|node| {
            iso_date(
                &tree
                    .attr(node, "content")
                    .unwrap_or_default()
                    .replace('/', "-"),
            )
        })
}

/// A property of the page (ogp.me).
fn property(doc: &Doc, name: &str) -> Option<String> {
    let tree = &doc.tree;
    let node = tree
        .below(0)
        .find(|&node| tree.name(node) == "meta" && tree.attr(node, "property") == Some(name))?;
    tree.attr(node, "content").map(str::to_owned)
}

fn link(doc: &Doc, rel: &str) -> Option<String> {
    let tree = &doc.tree;
    let node = tree
        .below(0)
        .find(|&node| tree.name(node) == "link" && tree.has_word(node, "rel", &[rel]))?;
    tree.attr(node, "href").map(str::to_owned)
}

fn language(doc: &Doc, root: NodeId, found: &Metadata) -> Option<String> {
    let tree = &doc.tree;
    let mut node = root;
    let mut tags: Vec<String> = Vec::new();
    loop {
        tags.extend(
            tree.attr(node, "lang")
                .or_else(|| tree.attr(node, "xml:lang"))
                .map(str::to_owned),
        );
        if node == 0 {
            break;
        }
        node = tree.parent(node);
    }
    tags.extend(found.lang.clone());
    tags.iter()
        .find_map(|tag| Lang::new(tag.trim()).ok())
        .map(|lang| lang.as_str().to_owned())
}

/// Standfirst, byline and date: the short lines before the first long paragraph.
fn under_title(doc: &mut Doc, root: NodeId, meta: &mut DraftMeta, said: &mut Said) {
    let range = doc.tree.below(root);
    let whole = doc.tree.text(root).chars().count();
    let mut passed = 0;
    let mut at = range.start;
    while at < range.end {
        if doc.is_dropped(at) {
            at = doc.tree.below(at).end.max(at + 1);
            continue;
        }
        if let Some(text) = doc.tree.text_node(at) {
            passed += text.trim().chars().count();
            if passed * 4 > whole && passed > 600 {
                break;
            }
            at += 1;
            continue;
        }
        let text = doc.text(at);
        let end = doc.tree.below(at).end.max(at + 1);
        let count = text.split_whitespace().count();
        if text.is_empty()
            || count > STANDFIRST
            || matches!(
                doc.tree.name(at),
                "figure" | "figcaption" | "blockquote" | "ul" | "ol"
            )
        {
            at += 1;
            continue;
        }
        let is_title = !meta.title.is_empty() && letters(&text) == letters(&meta.title);
        if is_title && matches!(doc.tree.name(at), "p" | "h1" | "h2" | "h3" | "div") {
            doc.drop(at);
            at = end;
            continue;
        }
        let names = words(doc, at);
        let is = |list: &[&str]| names.iter().any(|word| list.contains(&word.as_str()));
        if is(&[
            "standfirst",
            "dek",
            "deck",
            "subtitle",
            "subheading",
            "lede",
            "strapline",
            "intro",
        ]) {
            let stops = text.ends_with(['.', '?', '!', '…', '。']);
            if count < SUBTITLE && !stops && meta.subtitle.is_none() {
                meta.subtitle = Some(text);
                doc.drop(at);
                at = end;
                continue;
            }
            if meta.description.is_none() {
                meta.description = Some(text);
                doc.drop(at);
                at = end;
                continue;
            }
        }
        let signed = is(&[
            "byline",
            "author",
            "authors",
            "dateline",
            "published",
            "pubdate",
            "timestamp",
            "posted",
            "date",
        ]) || (is(&["meta"]) && is(&["entry", "post", "article"]))
            || doc.tree.has_word(at, "rel", &["author"])
            || doc.tree.name(at) == "time"
            || (count <= 12 && is_byline(&text));
        if is(&["kicker", "eyebrow", "overline"]) {
            said.add(doc, at, "a label over the title");
            doc.drop(at);
            at = end;
            continue;
        }
        if signed && count <= 40 {
            take_byline(doc, at, &text, meta);
            said.add(doc, at, "the byline is in the metadata; here it");
            doc.drop(at);
            at = end;
            continue;
        }
        at += 1;
    }
}

/// Author and date of a byline, where they are not known.
fn take_byline(doc: &Doc, node: NodeId, text: &str, meta: &mut DraftMeta) {
    let tree = &doc.tree;
    let within = || std::iter::once(node).chain(tree.below(node));
    if meta.date.is_none() {
        meta.date = within()
            .filter(|&n| tree.name(n) == "time")
            .find_map(|n| {
                tree.attr(n, "datetime")
                    .and_then(iso_date)
                    .or_else(|| date(&tree.text(n)))
            })
            .or_else(|| text.split(['|', '·', '•']).find_map(date));
    }
    // Lines of a byline, as they are parted by line ends or signs.
    let lines: Vec<String> = tree
        .raw_text(node)
        .split(['\n', '|', '·', '•'])
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect();
    if meta.date.is_none() {
        meta.date = lines.iter().find_map(|line| date(line));
    }
    if meta.authors.is_empty() {
        let links: Vec<String> = within()
            .filter(|&n| {
                tree.has_word(n, "rel", &["author"])
                    || words(doc, n).iter().any(|w| w == "author" || w == "name")
            })
            .flat_map(|n| byline(&tree.text(n)))
            .filter(|name| is_person(name))
            .collect();
        let names = match links.is_empty() {
            true => {
                let part = lines.iter().find(|line| is_byline(line));
                byline(part.map_or("", String::as_str))
                    .into_iter()
                    .filter(|name| is_person(name))
                    .collect()
            }
            false => links,
        };
        let mut seen = std::collections::HashSet::new();
        meta.authors = names
            .into_iter()
            .filter(|n| seen.insert(n.clone()))
            .map(Person::author)
            .collect();
    }
}

/// True when a description says what the text begins with.
fn repeats(doc: &Doc, root: NodeId, description: &str) -> bool {
    let start: String = letters(description).chars().take(60).collect();
    let text: String = letters(&doc.text(root)).chars().take(4000).collect();
    !start.is_empty() && text.contains(&start)
}

/// The box on the author.
fn bio(doc: &mut Doc, meta: &mut DraftMeta) -> Option<String> {
    let node = doc.tree.below(0).find(|&node| {
        if doc.tree.text_node(node).is_some()
            || matches!(
                doc.tree.name(node),
                "body" | "article" | "main" | "html" | "a" | "img"
            )
        {
            return false;
        }
        let names = words(doc, node);
        let is = |list: &[&str]| names.iter().any(|word| list.contains(&word.as_str()));
        is(&["bio", "authorbio", "biography"])
            || (is(&["author", "about"])
                && is(&["box", "info", "profile", "description", "about", "card"]))
    })?;
    let tree = &doc.tree;
    let paragraphs: Vec<String> = tree
        .below(node)
        .filter(|&n| tree.name(n) == "p" && !doc.is_dropped(n))
        .map(|n| tree.text(n))
        .filter(|text| text.split_whitespace().count() >= 4)
        .collect();
    let text = match paragraphs.is_empty() {
        true => tree.text(node),
        false => paragraphs.join(" "),
    };
    if !(4..=300).contains(&text.split_whitespace().count()) {
        return None;
    }
    if meta.authors.is_empty() {
        let heading = tree.below(node).find(|&n| {
            matches!(tree.name(n), "h2" | "h3" | "h4" | "h5" | "strong")
                || words(doc, n).iter().any(|w| w == "name")
        });
        let name = heading.map(|n| tree.text(n)).unwrap_or_default();
        let name = name.trim_start_matches("About ").to_owned();
        if crate::import::tail::is_name(&name) {
            meta.authors.push(Person::author(name));
        }
    }
    doc.drop(node);
    Some(text)
}
