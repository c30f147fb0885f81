//! Ways through the file: destinations, bookmarks, page labels.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::object::dict;
use super::string::{bytes, name, text};
use super::tree;
use crate::document::{AnchorId, Lang};
use crate::locale::Locale;
use crate::typeset::page::{LabelStyle, OutlineEntry, Page, PageLabel, Pages};

/// Where each anchor is, as destinations.
pub(super) struct Destinations<'a> {
    places: BTreeMap<&'a AnchorId, Object>,
}

impl<'a> Destinations<'a> {
    /// The destinations of all anchors that lie on a page.
    pub(super) fn new(pages: &'a Pages, page_ids: &[ObjectId]) -> Self {
        let places = pages.anchors.iter().filter_map(|(anchor, number, point)| {
            let page = pages.pages.get(*number as usize)?;
            let id = page_ids.get(*number as usize)?;
            let top = (page.size.height - point.y).to_pt().round();
            Some((
                anchor,
                Object::Array(vec![
                    Object::Reference(*id),
                    name("XYZ"),
                    Object::Integer(point.x.to_pt().round() as i64),
                    Object::Integer(top as i64),
                    Object::Null,
                ]),
            ))
        });
        Self {
            places: places.collect(),
        }
    }

    /// True when the anchor lies on a page.
    pub(super) fn has(&self, anchor: &AnchorId) -> bool {
        self.places.contains_key(anchor)
    }

    fn get(&self, anchor: &AnchorId) -> Option<Object> {
        self.places.get(anchor).cloned()
    }

    /// The name tree of all destinations; `None` if there are none.
    pub(super) fn write(self, doc: &mut Document) -> Option<Object> {
        let entries: Vec<_> = self
            .places
            .into_iter()
            .map(|(anchor, place)| (bytes(anchor.as_str()), place))
            .collect();
        (!entries.is_empty()).then(|| {
            let root = tree::add(doc, "Names", entries);
            Object::Reference(doc.add_object(root))
        })
    }
}

/// A bookmark to be written.
struct Pending<'a> {
    entry: &'a OutlineEntry,
    id: ObjectId,
    parent: ObjectId,
    previous: Option<ObjectId>,
    next: Option<ObjectId>,
}

/// Writes the bookmarks and returns their root; `None` if there are none. The first level is open, the
/// levels below are closed.
pub(super) fn outline(
    doc: &mut Document,
    entries: &[OutlineEntry],
    destinations: &Destinations<'_>,
) -> Option<ObjectId> {
    if entries.is_empty() {
        return None;
    }
    let root = doc.new_object_id();
    let mut pending = Vec::new();
    let (first, last) = level(doc, entries, root, &mut pending)?;
    doc.set_object(
        root,
        dict! {
            "Type" => name("Outlines"),
            "First" => Object::Reference(first),
            "Last" => Object::Reference(last),
            "Count" => entries.len() as i64,
        },
    );
    while let Some(item) = pending.pop() {
        let mut dict = dict! {
            "Title" => text(&item.entry.title),
            "Parent" => Object::Reference(item.parent),
        };
        for (key, neighbour) in [("Prev", item.previous), ("Next", item.next)] {
            if let Some(id) = neighbour {
                dict.set(key, Object::Reference(id));
            }
        }
        if let Some(place) = destinations.get(&item.entry.target) {
            dict.set("Dest", place);
        }
        let children = &item.entry.children;
        if let Some((first, last)) = level(doc, children, item.id, &mut pending) {
            dict.set("First", Object::Reference(first));
            dict.set("Last", Object::Reference(last));
            dict.set("Count", -(children.len() as i64));
        }
        doc.set_object(item.id, dict);
    }
    Some(root)
}

/// Gives ids to the bookmarks of one level; returns the first and the last.
fn level<'a>(
    doc: &mut Document,
    entries: &'a [OutlineEntry],
    parent: ObjectId,
    pending: &mut Vec<Pending<'a>>,
) -> Option<(ObjectId, ObjectId)> {
    let ids: Vec<ObjectId> = entries.iter().map(|_| doc.new_object_id()).collect();
    for (index, (entry, id)) in entries.iter().zip(&ids).enumerate() {
        pending.push(Pending {
            entry,
            id: *id,
            parent,
            previous: index.checked_sub(1).and_then(|i| ids.get(i)).copied(),
            next: ids.get(index + 1).copied(),
        });
    }
    Some((*ids.first()?, *ids.last()?))
}

/// The page labels (ISO 32000-1, 12.4.2): one range for each run of pages that count on. Those of a cover are
/// the word for it in the edition's language, with a number, as printers count its sides.
pub(super) fn page_labels(doc: &mut Document, pages: &[Page], lang: &Lang) -> Dictionary {
    let mut ranges = Vec::new();
    let mut expected = None;
    for (index, page) in (0i64..).zip(pages) {
        if expected != Some(page.label) {
            let mut range = match page.label.style {
                LabelStyle::Arabic => dict! { "S" => name("D") },
                LabelStyle::LowerRoman => dict! { "S" => name("r") },
                LabelStyle::Cover => {
                    dict! { "S" => name("D"), "P" => text(&format!("{} ", Locale::of(lang).terms.cover)) }
                }
                // PDF counts in no other digits: each of these pages has its number as a prefix to none.
                LabelStyle::ArabicIndic | LabelStyle::Persian => {
                    dict! { "P" => text(&page.label.to_string()) }
                }
            };
            let counts = range.has(b"S");
            if counts && page.label.number != 1 {
                range.set("St", i64::from(page.label.number.max(1)));
            }
            ranges.push((Object::Integer(index), Object::Dictionary(range)));
        }
        let counts = matches!(
            page.label.style,
            LabelStyle::Arabic | LabelStyle::LowerRoman | LabelStyle::Cover
        );
        expected = counts.then(|| PageLabel {
            number: page.label.number.saturating_add(1),
            ..page.label
        });
    }
    tree::add(doc, "Nums", ranges)
}
