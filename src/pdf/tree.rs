//! Name trees and number trees (ISO 32000-1, 7.9.6 and 7.9.7).

use lopdf::{Dictionary, Document, Object};

use super::object::dict;

/// Entries in a leaf, and leaves below one node.
const FAN: usize = 64;

/// Adds a tree over entries that are sorted by key, and returns its root. `leaf_key` is `Names` or `Nums`.
pub(super) fn add(
    doc: &mut Document,
    leaf_key: &'static str,
    entries: Vec<(Object, Object)>,
) -> Dictionary {
    if entries.len() <= FAN {
        return dict! { leaf_key => flat(entries.iter()) };
    }
    let mut nodes: Vec<(Object, Object, Object)> = Vec::new();
    for chunk in entries.chunks(FAN) {
        if let (Some((first, _)), Some((last, _))) = (chunk.first(), chunk.last()) {
            let node = dict! {
                "Limits" => Object::Array(vec![first.clone(), last.clone()]),
                leaf_key => flat(chunk.iter()),
            };
            nodes.push((
                first.clone(),
                last.clone(),
                Object::Reference(doc.add_object(node)),
            ));
        }
    }
    while nodes.len() > FAN {
        nodes = nodes
            .chunks(FAN)
            .filter_map(|chunk| {
                let (first, last) = (chunk.first()?.0.clone(), chunk.last()?.1.clone());
                let node = dict! {
                    "Limits" => Object::Array(vec![first.clone(), last.clone()]),
                    "Kids" => kids(chunk),
                };
                Some((first, last, Object::Reference(doc.add_object(node))))
            })
            .collect();
    }
    dict! { "Kids" => kids(&nodes) }
}

fn kids(nodes: &[(Object, Object, Object)]) -> Object {
    Object::Array(nodes.iter().map(|(_, _, node)| node.clone()).collect())
}

fn flat<'a>(entries: impl Iterator<Item = &'a (Object, Object)>) -> Object {
    Object::Array(
        entries
            .flat_map(|(key, value)| [key.clone(), value.clone()])
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_what_is_large() {
        let mut doc = Document::new();
        let entries = |n: i64| (0..n).map(|i| (i.into(), Object::Null)).collect();
        let small = add(&mut doc, "Nums", entries(3));
        assert!(small.has(b"Nums") && doc.objects.is_empty());
        let large = add(&mut doc, "Nums", entries(5000));
        let kids = large.get(b"Kids").and_then(Object::as_array).expect("kids");
        assert_eq!(kids.len(), 2);
        assert_eq!(doc.objects.len(), 79 + 2);
    }
}
