//! The file: header, objects, object streams, cross-reference stream (ISO 32000-1, 7.5).
//!
//! lopdf could save the document too. Here objects are numbered without gaps, the object streams are
//! compressed in parallel and so is the cross-reference stream, which lopdf leaves as it is, and the
//! file's `/ID` comes from its content.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId};
use rayon::prelude::*;

use super::error::PdfError;
use super::file::{file_id, header, push_stream};
use super::number::push_int;
use super::object::{deflate, dict, push_object};
use super::string::name;
use super::xref;

/// How many objects share an object stream: enough to compress well, few enough to spread over threads
/// and to be read piecemeal.
const OBJECTS_PER_STREAM: usize = 200;

/// Where an object is.
enum Place {
    /// At this byte of the file.
    At(usize),
    /// In an object stream, at this index.
    In(u32, usize),
}

/// Writes the document with `first_id` as the half of its `/ID` that stays the same through its versions.
pub(super) fn save(doc: &Document, first_id: &[u8]) -> Result<Vec<u8>, PdfError> {
    // Object streams came with PDF 1.5.
    if doc.version.as_str() < "1.5" {
        return xref::save(doc, first_id);
    }
    let mut streams: Vec<(ObjectId, &lopdf::Stream)> = Vec::new();
    let mut others: Vec<(ObjectId, &Object)> = Vec::new();
    for (id, object) in &doc.objects {
        match object {
            Object::Stream(stream) => streams.push((*id, stream)),
            other => others.push((*id, other)),
        }
    }
    let numbers: BTreeMap<ObjectId, u32> = streams
        .iter()
        .map(|(id, _)| *id)
        .chain(others.iter().map(|(id, _)| *id))
        .zip(1..)
        .collect();
    let number = |id: ObjectId| numbers.get(&id).copied();

    let mut out = header(doc);
    let mut places = vec![Place::At(0)];
    for (_, stream) in &streams {
        let number_here = places.len();
        places.push(Place::At(out.len()));
        push_stream(
            &mut out,
            number_here,
            &stream.dict,
            &stream.content,
            &number,
        );
    }
    let packed: Vec<(Vec<u8>, usize)> = others
        .par_chunks(OBJECTS_PER_STREAM)
        .map(|chunk| pack(chunk, &number))
        .collect();
    let first_container = places.len() + others.len();
    for index in 0..others.len() {
        let container = first_container + index / OBJECTS_PER_STREAM;
        places.push(Place::In(
            u32::try_from(container).map_err(|_| PdfError::TooLarge)?,
            index % OBJECTS_PER_STREAM,
        ));
    }
    let counts = others.chunks(OBJECTS_PER_STREAM).map(<[_]>::len);
    for ((content, first), count) in packed.into_iter().zip(counts) {
        let number_here = places.len();
        places.push(Place::At(out.len()));
        let dict = dict! {
            "Type" => name("ObjStm"),
            "N" => count as i64,
            "First" => first as i64,
            "Filter" => name("FlateDecode"),
        };
        push_stream(&mut out, number_here, &dict, &content, &number);
    }
    push_xref(&mut out, places, doc, first_id, &number)?;
    Ok(out)
}

/// One object stream's content, compressed, and the offset of its first object.
fn pack(
    chunk: &[(ObjectId, &Object)],
    number: &impl Fn(ObjectId) -> Option<u32>,
) -> (Vec<u8>, usize) {
    let mut header = Vec::new();
    let mut body = Vec::new();
    for (id, object) in chunk {
        push_int(&mut header, i64::from(number(*id).unwrap_or_default()));
        header.push(b' ');
        push_int(&mut header, body.len() as i64);
        header.push(b' ');
        push_object(&mut body, object, number);
        body.push(b'\n');
    }
    let first = header.len();
    header.append(&mut body);
    (deflate(&header), first)
}

/// Writes the cross-reference stream, which is the trailer too, and the end of the file.
fn push_xref(
    out: &mut Vec<u8>,
    mut places: Vec<Place>,
    doc: &Document,
    first_id: &[u8],
    number: &impl Fn(ObjectId) -> Option<u32>,
) -> Result<(), PdfError> {
    let start = out.len();
    let number_here = places.len();
    places.push(Place::At(start));
    let offset_width = if u32::try_from(start).is_err() {
        return Err(PdfError::TooLarge);
    } else if start >= 1 << 24 {
        4
    } else {
        3
    };
    let columns = 1 + offset_width + 2;
    // Each row with PNG's filter "up", which makes rows of small differences.
    let mut rows = Vec::with_capacity(places.len() * (columns + 1));
    let mut above = vec![0u8; columns];
    for (index, place) in places.iter().enumerate() {
        let (kind, first, second) = match place {
            Place::At(_) if index == 0 => (0u8, 0, 0xFFFF),
            Place::At(offset) => (1, *offset as u32, 0),
            Place::In(container, index) => (2, *container, *index as u16),
        };
        let mut row = vec![kind];
        row.extend_from_slice(
            first
                .to_be_bytes()
                .get(4 - offset_width..)
                .unwrap_or_default(),
        );
        row.extend_from_slice(&second.to_be_bytes());
        rows.push(2);
        rows.extend(row.iter().zip(&above).map(|(a, b)| a.wrapping_sub(*b)));
        above = row;
    }
    let mut dict = dict! {
        "Type" => name("XRef"),
        "Size" => places.len() as i64,
        "W" => Object::Array(vec![1.into(), (offset_width as i64).into(), 2.into()]),
        "ID" => file_id(first_id, out),
        "Filter" => name("FlateDecode"),
        "DecodeParms" => dict! { "Predictor" => 12, "Columns" => columns as i64 },
    };
    for key in ["Root", "Info"] {
        if let Ok(value) = doc.trailer.get(key.as_bytes()) {
            dict.set(key, value.clone());
        }
    }
    push_stream(out, number_here, &dict, &deflate(&rows), number);
    out.extend_from_slice(b"startxref\n");
    push_int(out, start as i64);
    out.extend_from_slice(b"\n%%EOF\n");
    Ok(())
}
