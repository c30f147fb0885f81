//! Takes objects over from another PDF.

use std::cell::Cell;
use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId};
use sha2::{Digest, Sha256};

use super::recolor::Form;
use crate::pdf::object::{deflated, push_dict};

/// Imports forms; what several of them bring alike, such as a colour profile, once.
#[derive(Default)]
pub(super) struct Importer {
    leaves: BTreeMap<[u8; 32], ObjectId>,
}

impl Importer {
    /// Adds a form and all that it refers to.
    pub(super) fn import(&mut self, pdf: &mut Document, form: Form) -> ObjectId {
        let Form { mut source, stream } = form;
        let mut transfer = Transfer {
            ids: BTreeMap::new(),
            waiting: Vec::new(),
        };
        let mut stream = Object::Stream(stream);
        self.redirect(pdf, &source, &mut stream, &mut transfer);
        let root = pdf.add_object(stream);
        while let Some((old, new)) = transfer.waiting.pop() {
            if let Some(mut object) = source.objects.remove(&old) {
                self.redirect(pdf, &source, &mut object, &mut transfer);
                pdf.set_object(new, compressed(object));
            }
        }
        root
    }

    /// Replaces references by those to the new ids, and notes which objects are still to be taken over.
    fn redirect(
        &mut self,
        pdf: &mut Document,
        source: &Document,
        object: &mut Object,
        transfer: &mut Transfer,
    ) {
        match object {
            Object::Reference(id) => *id = self.new_id(pdf, source, *id, transfer),
            Object::Array(items) => {
                for item in items {
                    self.redirect(pdf, source, item, transfer);
                }
            }
            Object::Dictionary(dict) | Object::Stream(lopdf::Stream { dict, .. }) => {
                // svg2pdf writes resources in the order of a hash map.
                dict.as_hashmap_mut().sort_unstable_keys();
                for (_, value) in dict.iter_mut() {
                    self.redirect(pdf, source, value, transfer);
                }
            }
            _ => {}
        }
    }

    fn new_id(
        &mut self,
        pdf: &mut Document,
        source: &Document,
        old: ObjectId,
        transfer: &mut Transfer,
    ) -> ObjectId {
        if let Some(new) = transfer.ids.get(&old) {
            return *new;
        }
        let hash = source.objects.get(&old).and_then(leaf_hash);
        let known = hash.and_then(|hash| self.leaves.get(&hash));
        let new = match known {
            Some(known) => *known,
            None => {
                let new = pdf.new_object_id();
                transfer.waiting.push((old, new));
                if let Some(hash) = hash {
                    self.leaves.insert(hash, new);
                }
                new
            }
        };
        transfer.ids.insert(old, new);
        new
    }
}

/// The object, compressed if it is a stream that is not: svg2pdf leaves CMaps as they are.
fn compressed(object: Object) -> Object {
    match object {
        Object::Stream(stream) if !stream.dict.has(b"Filter") && stream.content.len() > 100 => {
            Object::Stream(deflated(stream.dict, &stream.content))
        }
        other => other,
    }
}

/// The state of one import.
struct Transfer {
    ids: BTreeMap<ObjectId, ObjectId>,
    waiting: Vec<(ObjectId, ObjectId)>,
}

/// The hash of a stream that refers to nothing.
fn leaf_hash(object: &Object) -> Option<[u8; 32]> {
    let Object::Stream(stream) = object else {
        return None;
    };
    let mut bytes = Vec::new();
    let refers = Cell::new(false);
    push_dict(&mut bytes, &stream.dict, &|_| {
        refers.set(true);
        None
    });
    bytes.extend_from_slice(&stream.content);
    (!refers.get()).then(|| Sha256::digest(&bytes).into())
}
