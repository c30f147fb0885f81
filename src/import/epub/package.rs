//! The package of an EPUB (EPUB 3.3, 5; OPF 2.0.1): what the book says of itself, its files, their order.

use std::collections::{BTreeMap, HashMap};

use roxmltree::Node;

use crate::document::Lang;
use crate::import::address;
use crate::import::byline::iso_date;
use crate::import::draft::{DraftMeta, DraftSource, Person};
use crate::import::xml::{attr, child};

/// A file of the book.
#[derive(Debug, Clone, Default)]
pub(super) struct File {
    /// Its path in the archive.
    pub(super) path: String,
    pub(super) kind: String,
    pub(super) properties: String,
}

/// A package.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) meta: DraftMeta,
    /// By id.
    pub(super) files: BTreeMap<String, File>,
    /// Ids of files in the order of reading.
    pub(super) spine: Vec<String>,
    /// The path of the cover's picture.
    pub(super) cover: Option<String>,
    /// The path of the list of contents of EPUB 2.
    pub(super) ncx: Option<String>,
    /// True for a book whose pages are pictures of pages.
    pub(super) fixed: bool,
    /// What pages are by the guide of EPUB 2: path to type.
    pub(super) guide: HashMap<String, String>,
}

impl Package {
    /// Reads a package that stands at a path in the archive.
    pub(super) fn read(root: Node<'_, '_>, path: &str) -> Result<Self, String> {
        let mut package = Self::default();
        let metadata = child(root, "metadata").ok_or("its package has no metadata")?;
        let manifest = child(root, "manifest").ok_or("its package has no list of files")?;
        for item in manifest.children().filter(Node::is_element) {
            let (Some(id), Some(href)) = (attr(item, "id"), attr(item, "href")) else {
                continue;
            };
            let Some(full) = address::beside(path, &address::decoded(href)) else {
                continue;
            };
            package.files.insert(
                id.to_owned(),
                File {
                    path: full,
                    kind: attr(item, "media-type").unwrap_or_default().to_owned(),
                    properties: attr(item, "properties").unwrap_or_default().to_owned(),
                },
            );
        }
        let spine = child(root, "spine").ok_or("its package has no order of reading")?;
        for item in spine.children().filter(Node::is_element) {
            package.spine.extend(attr(item, "idref").map(str::to_owned));
        }
        package.ncx = attr(spine, "toc")
            .and_then(|id| package.files.get(id))
            .or_else(|| {
                package
                    .files
                    .values()
                    .find(|file| file.kind == "application/x-dtbncx+xml")
            })
            .map(|file| file.path.clone());
        if let Some(guide) = child(root, "guide") {
            for item in guide.children().filter(Node::is_element) {
                if let (Some(kind), Some(href)) = (attr(item, "type"), attr(item, "href")) {
                    let href = href.split('#').next().unwrap_or(href);
                    if let Some(full) = address::beside(path, &address::decoded(href)) {
                        package.guide.insert(full, kind.to_lowercase());
                    }
                }
            }
        }
        package.metadata(metadata);
        Ok(package)
    }

    fn metadata(&mut self, node: Node<'_, '_>) {
        let all: Vec<Node<'_, '_>> = node.descendants().filter(Node::is_element).collect();
        let of = |name: &'static str| {
            all.iter()
                .copied()
                .filter(move |n| n.tag_name().name() == name)
        };
        let refined = |node: Node<'_, '_>, property: &str| -> Option<String> {
            let id = attr(node, "id")?;
            let refines = format!("#{id}");
            of("meta")
                .find(|meta| {
                    attr(*meta, "refines") == Some(&refines)
                        && attr(*meta, "property") == Some(property)
                })
                .map(text)
        };
        let named = |name: &str| {
            of("meta")
                .find(|meta| attr(*meta, "name") == Some(name))
                .and_then(|meta| attr(meta, "content"))
        };
        let property = |name: &str| {
            of("meta").find(|meta| {
                attr(*meta, "property") == Some(name) && attr(*meta, "refines").is_none()
            })
        };
        let meta = &mut self.meta;
        for title in of("title") {
            let kind = refined(title, "title-type");
            match kind.as_deref() {
                Some("subtitle") => {
                    meta.subtitle = meta.subtitle.take().or_else(|| Some(text(title)))
                }
                None | Some("main") if meta.title.is_empty() => meta.title = text(title),
                _ => {}
            }
        }
        for name in ["creator", "contributor"] {
            for node in of(name) {
                let role = refined(node, "role").or_else(|| attr(node, "role").map(str::to_owned));
                let role =
                    role.filter(|r| r.len() == 3 && r.bytes().all(|b| b.is_ascii_lowercase()));
                let person = Person {
                    name: text(node),
                    file_as: refined(node, "file-as")
                        .or_else(|| attr(node, "file-as").map(str::to_owned)),
                    role: role.filter(|role| role != "aut"),
                };
                // Programs that made the book are no persons.
                let made = person.role.as_deref() == Some("bkp");
                if person.name.is_empty() || made {
                    continue;
                }
                if person.role.is_some() {
                    meta.contributors.push(person);
                } else if name == "creator" {
                    meta.authors.push(person);
                }
            }
        }
        meta.language = of("language")
            .map(text)
            .find_map(|tag| Lang::new(&tag).ok())
            .map(|lang| lang.as_str().to_owned());
        meta.date = of("date")
            .find(|date| attr(*date, "event").is_none_or(|event| event == "publication"))
            .and_then(|date| iso_date(&text(date)));
        meta.description = of("description")
            .map(text)
            .map(|text| without_tags(&text))
            .find(|text| !text.is_empty());
        meta.publisher = of("publisher").map(text).find(|text| !text.is_empty());
        meta.rights = of("rights").map(text).find(|text| !text.is_empty());
        // A source in one line, whose parts may be told in what refines it, and perhaps its address.
        let sources = || of("source").filter(|node| !text(*node).starts_with("urn:"));
        let url = sources()
            .map(text)
            .find(|source| source.starts_with("http"));
        let work = sources().find(|node| {
            let source = text(*node);
            !source.is_empty() && !source.starts_with("http")
        });
        if url.is_some() || work.is_some() {
            let part = |property| work.and_then(|work| refined(work, property));
            meta.source = Some(DraftSource {
                title: part("dcterms:title").or_else(|| work.map(text)),
                author: part("dcterms:creator"),
                publication: part("dcterms:isPartOf"),
                date: part("dcterms:issued"),
                url,
            });
        }
        meta.subjects = of("subject")
            .map(text)
            .filter(|text| !text.is_empty())
            .take(50)
            .collect();
        for node in of("identifier") {
            let value = text(node);
            let scheme = attr(node, "scheme").unwrap_or_default().to_lowercase();
            if let Some((key, value)) = identifier(&value, &scheme)
                && !meta.identifiers.iter().any(|(known, _)| *known == key)
            {
                meta.identifiers.push((key, value));
            }
        }
        if let Some(series) = property("belongs-to-collection") {
            let position = refined(series, "group-position");
            meta.series = Some((text(series), position));
        } else if let Some(series) = named("calibre:series") {
            meta.series = Some((
                series.to_owned(),
                named("calibre:series_index").map(str::to_owned),
            ));
        }
        self.fixed =
            property("rendition:layout").is_some_and(|layout| text(layout) == "pre-paginated");
        let by_name = named("cover")
            .and_then(|id| self.files.get(id))
            .filter(|file| file.kind.starts_with("image/"));
        self.cover = self
            .files
            .values()
            .find(|file| {
                file.properties
                    .split_whitespace()
                    .any(|p| p == "cover-image")
            })
            .or(by_name)
            .map(|file| file.path.clone());
    }
}

fn text(node: Node<'_, '_>) -> String {
    let all: String = node
        .descendants()
        .filter_map(|n| if n.is_text() { n.text() } else { None })
        .collect();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A description as text: shops have them in HTML.
fn without_tags(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let tree = crate::import::html::tree::Tree::new(text, crate::import::html::tree::Syntax::Html);
    tree.text(0)
}

/// An identifier whose form is known; one with a wrong check digit is none.
fn identifier(value: &str, scheme: &str) -> Option<(&'static str, String)> {
    let lower = value.to_lowercase();
    if let Some(uuid) = lower.strip_prefix("urn:uuid:") {
        return uuid::Uuid::parse_str(uuid)
            .ok()
            .map(|uuid| ("uuid", uuid.to_string()));
    }
    let isbn = lower
        .strip_prefix("urn:isbn:")
        .or((scheme == "isbn").then_some(lower.as_str()));
    if let Some(isbn) = isbn {
        let digits: Vec<u32> = isbn.chars().filter_map(|c| c.to_digit(10)).collect();
        let sum: u32 = digits
            .iter()
            .enumerate()
            .map(|(at, d)| if at % 2 == 0 { *d } else { d * 3 })
            .sum();
        return (digits.len() == 13 && sum.is_multiple_of(10)).then(|| ("isbn", isbn.to_owned()));
    }
    let doi = lower
        .strip_prefix("doi:")
        .or(lower.strip_prefix("https://doi.org/"));
    if let Some(doi) = doi.filter(|doi| doi.starts_with("10.") && doi.contains('/')) {
        return Some(("doi", doi.to_owned()));
    }
    None
}
