//! What structure elements say of themselves beside their kind (ISO 32000-1, 14.7.5 and 14.8.5).

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::object::dict;
use super::string::{bytes, name, text};
use super::{roles, tree};
use crate::typeset::structure::{ListNumbering, StructElement, Tag};
use crate::units::Length;

/// Sets an element's attributes: its language, its text for what is no text, its list, table or box.
pub(super) fn attributes(
    dict: &mut Dictionary,
    element: &StructElement,
    sides: Option<[Length; 4]>,
    heads: &[usize],
) {
    if let Some(lang) = &element.lang {
        dict.set("Lang", text(lang.as_str()));
    }
    if let Some(alt) = element
        .alt
        .as_ref()
        .filter(|_| !roles::is_ornament(element))
    {
        dict.set("Alt", text(alt));
    }
    let attributes = match element.tag {
        Tag::L(numbering) => {
            let numbering = match numbering {
                ListNumbering::None => "None",
                ListNumbering::Disc => "Disc",
                ListNumbering::Decimal => "Decimal",
            };
            dict! { "O" => name("List"), "ListNumbering" => name(numbering) }
        }
        Tag::Th | Tag::ThRow | Tag::Td => {
            let mut table = dict! { "O" => name("Table") };
            match element.tag {
                Tag::Th => table.set("Scope", name("Column")),
                Tag::ThRow => table.set("Scope", name("Row")),
                _ => {}
            }
            if !heads.is_empty() {
                let heads = heads.iter().map(|head| bytes(cell_id(*head)));
                table.set("Headers", Object::Array(heads.collect()));
            }
            if table.len() == 1 {
                return;
            }
            table
        }
        Tag::Figure | Tag::Formula if !roles::is_ornament(element) => {
            let Some(sides) = sides else { return };
            let sides = sides.map(|side| Object::Real(side.to_pt() as f32));
            dict! { "O" => name("Layout"), "BBox" => Object::Array(sides.into()) }
        }
        _ => return,
    };
    dict.set("A", attributes);
}

/// The id of a cell that heads others. Notes' ids have no space.
fn cell_id(index: usize) -> String {
    format!("cell {index}")
}

/// The ids of notes, which must be unique (ISO 14289-1, 7.9), and of cells.
#[derive(Default)]
pub(super) struct Ids {
    known: std::collections::BTreeMap<Vec<u8>, ObjectId>,
}

impl Ids {
    pub(super) fn cell(&mut self, index: usize, object: ObjectId) -> Object {
        let id = cell_id(index);
        self.known.insert(id.clone().into_bytes(), object);
        bytes(id)
    }

    pub(super) fn add(
        &mut self,
        element: &StructElement,
        index: usize,
        object: ObjectId,
    ) -> Object {
        let given = element.id.as_deref().unwrap_or_default();
        let mut id = given.as_bytes().to_vec();
        if given.is_empty() || self.known.contains_key(&id) {
            // No other element has this index.
            id = format!("{given}.{index}").into_bytes();
        }
        self.known.insert(id.clone(), object);
        bytes(id)
    }

    pub(super) fn tree(self, doc: &mut Document) -> Option<Object> {
        let entries: Vec<_> = self
            .known
            .into_iter()
            .map(|(id, object)| (bytes(id), Object::Reference(object)))
            .collect();
        (!entries.is_empty()).then(|| {
            let root = tree::add(doc, "Names", entries);
            Object::Reference(doc.add_object(root))
        })
    }
}
