//! Vector pictures in the inks of a press.

use std::collections::BTreeSet;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::pdf::ink::{Inks, Tint};
use crate::pdf::object::deflate;
use crate::pdf::string::name;
use crate::typeset::page::Color;

/// A form of one unit square, and the document that its resources are in.
pub(super) struct Form {
    pub(super) source: Document,
    pub(super) stream: Stream,
}

/// Writes a form's colours as inks. `None` where that takes more than other numbers in its operators:
/// for gradients, patterns, images, and all that is not opaque.
pub(super) fn recolor(mut form: Form, inks: &Inks) -> Option<Form> {
    let mut seen = BTreeSet::new();
    stream(&mut form.source, &mut form.stream, inks, &mut seen)?;
    Some(form)
}

fn stream(
    source: &mut Document,
    form: &mut Stream,
    inks: &Inks,
    seen: &mut BTreeSet<ObjectId>,
) -> Option<()> {
    let mut resources = match form.dict.get(b"Resources") {
        Ok(resources) => resolved(source, resources)?.as_dict().ok()?.clone(),
        Err(_) => Dictionary::new(),
    };
    for key in [&b"Shading"[..], b"Pattern"] {
        if !entries(source, &resources, key).is_empty() {
            return None;
        }
    }
    for (_, state) in entries(source, &resources, b"ExtGState") {
        let state = resolved(source, &state)?.as_dict().ok()?;
        if !is_plain(state) {
            return None;
        }
    }
    for (_, font) in entries(source, &resources, b"Font") {
        let font = resolved(source, &font)?.as_dict().ok()?;
        if font.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type3") {
            return None;
        }
    }
    for (_, object) in entries(source, &resources, b"XObject") {
        let id = object.as_reference().ok()?;
        // Marked before it is entered: no form within itself goes round.
        if !seen.insert(id) {
            continue;
        }
        let mut inner = source.get_object(id).ok()?.as_stream().ok()?.clone();
        if inner.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return None;
        }
        stream(source, &mut inner, inks, seen)?;
        source.objects.insert(id, Object::Stream(inner));
    }
    resources.remove(b"ColorSpace");
    let content = form.get_plain_content().ok()?;
    let content = Content::decode(&content).ok()?;
    let operations = content.operations.into_iter();
    let operations: Vec<Operation> = operations
        .filter_map(|operation| operator(operation, inks))
        .collect();
    let content = Content { operations }.encode().ok()?;
    form.dict.set("Resources", resources);
    form.dict.set("Filter", name("FlateDecode"));
    form.dict.remove(b"DecodeParms");
    form.set_content(deflate(&content));
    form.dict.remove(b"Group");
    Some(())
}

fn resolved<'a>(source: &'a Document, object: &'a Object) -> Option<&'a Object> {
    source.dereference(object).ok().map(|(_, object)| object)
}

/// The entries of a category of resources.
fn entries(source: &Document, resources: &Dictionary, key: &[u8]) -> Vec<(Vec<u8>, Object)> {
    resources
        .get(key)
        .ok()
        .and_then(|object| resolved(source, object))
        .and_then(|object| object.as_dict().ok())
        .map(|dict| dict.iter().map(|(k, v)| (k.clone(), v.clone())).collect())
        .unwrap_or_default()
}

/// True when a graphics state asks for no transparency.
fn is_plain(state: &Dictionary) -> bool {
    let is_name = |key: &[u8], wanted: &[&[u8]]| match state.get(key) {
        Ok(value) => value.as_name().is_ok_and(|name| wanted.contains(&name)),
        Err(_) => true,
    };
    let opaque = |key: &[u8]| match state.get(key) {
        Ok(value) => value.as_float().is_ok_and(|alpha| alpha >= 1.0),
        Err(_) => true,
    };
    is_name(b"SMask", &[b"None"])
        && is_name(b"BM", &[b"Normal", b"Compatible"])
        && opaque(b"ca")
        && opaque(b"CA")
}

/// An operator in inks; the names of colour spaces are dropped.
fn operator(operation: Operation, inks: &Inks) -> Option<Operation> {
    let stroke = matches!(operation.operator.as_str(), "CS" | "SC" | "SCN" | "RG");
    match operation.operator.as_str() {
        "cs" | "CS" => None,
        "sc" | "SC" | "scn" | "SCN" | "rg" | "RG" => {
            let levels: Vec<f32> = operation
                .operands
                .iter()
                .filter_map(|level| level.as_float().ok())
                .collect();
            let color = match levels.as_slice() {
                [r, g, b] => Color::Rgb(*r, *g, *b),
                [gray] => Color::Gray(*gray),
                _ => return Some(operation),
            };
            let (levels, fill, line) = match inks.tint(color) {
                Tint::Gray(gray) => (vec![gray], "g", "G"),
                Tint::Rgb(levels) => (levels.to_vec(), "rg", "RG"),
                Tint::Cmyk(levels) => (levels.to_vec(), "k", "K"),
            };
            let operands = levels.into_iter().map(Object::Real).collect();
            Some(Operation::new(if stroke { line } else { fill }, operands))
        }
        _ => Some(operation),
    }
}
