//! The page tree, balanced (ISO 32000-1, 7.7.3): a reader comes to any page by a few steps, where printpdf's flat
//! list must be read as a whole.

use lopdf::{Document, Object, ObjectId};

use super::object::dict;
use super::string::name;

/// How many nodes a node holds at most.
const FAN: usize = 32;

/// Puts nodes between the root of the page tree and its pages, where there are many.
pub(super) fn balance(doc: &mut Document, pages: &[ObjectId]) {
    let root = doc.catalog().and_then(|catalog| catalog.get(b"Pages"));
    let Ok(root) = root.and_then(Object::as_reference) else {
        return;
    };
    let mut level: Vec<(ObjectId, i64)> = pages.iter().map(|id| (*id, 1)).collect();
    while level.len() > FAN {
        // Nodes of one level are of like size.
        let nodes = level.len().div_ceil(FAN);
        let size = level.len().div_ceil(nodes);
        level = level
            .chunks(size)
            .map(|kids| {
                let id = doc.new_object_id();
                let count = kids.iter().map(|(_, count)| count).sum();
                adopt(doc, id, kids);
                let node = dict! {
                    "Type" => name("Pages"),
                    "Kids" => references(kids),
                    "Count" => count,
                };
                doc.set_object(id, node);
                (id, count)
            })
            .collect();
    }
    adopt(doc, root, &level);
    if let Ok(root) = doc.get_dictionary_mut(root) {
        root.set("Kids", references(&level));
    }
}

fn adopt(doc: &mut Document, parent: ObjectId, kids: &[(ObjectId, i64)]) {
    for (kid, _) in kids {
        if let Ok(kid) = doc.get_dictionary_mut(*kid) {
            kid.set("Parent", Object::Reference(parent));
        }
    }
}

fn references(kids: &[(ObjectId, i64)]) -> Object {
    Object::Array(kids.iter().map(|(id, _)| Object::Reference(*id)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(count: usize) -> (Document, Vec<ObjectId>) {
        let mut doc = Document::new();
        let root = doc.new_object_id();
        let page = |doc: &mut Document| {
            doc.add_object(dict! { "Type" => name("Page"), "Parent" => Object::Reference(root) })
        };
        let pages: Vec<ObjectId> = (0..count).map(|_| page(&mut doc)).collect();
        let kids = pages.iter().map(|id| Object::Reference(*id)).collect();
        doc.set_object(
            root,
            dict! {
                "Type" => name("Pages"),
                "Kids" => Object::Array(kids),
                "Count" => count as i64,
            },
        );
        let catalog = doc.add_object(dict! { "Pages" => Object::Reference(root) });
        doc.trailer.set("Root", Object::Reference(catalog));
        (doc, pages)
    }

    #[test]
    fn the_order_stays_and_no_node_is_wide() {
        for count in [0, 1, 32, 33, 500, 2000] {
            let (mut doc, pages) = document(count);
            balance(&mut doc, &pages);
            let found: Vec<ObjectId> = doc.page_iter().collect();
            assert_eq!(found, pages, "{count}");
            for object in doc.objects.values() {
                let Ok(dict) = object.as_dict() else { continue };
                if let Ok(kids) = dict.get(b"Kids").and_then(Object::as_array) {
                    assert!(kids.len() <= FAN, "{count}: {}", kids.len());
                }
            }
        }
    }
}
