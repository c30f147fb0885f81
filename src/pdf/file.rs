//! What files of either manner have: the first lines, streams, `/ID`.

use lopdf::{Dictionary, Document, Object, ObjectId};
use sha2::{Digest, Sha256};

use super::number::push_int;
use super::object::push_dict;
use super::string::bytes;

/// The file's first lines. The second marks the file as binary.
pub(super) fn header(doc: &Document) -> Vec<u8> {
    let mut out = format!("%PDF-{}\n%", doc.version).into_bytes();
    out.extend_from_slice(&[0xE2, 0xE3, 0xCF, 0xD3, b'\n']);
    out
}

/// The two halves of the file's `/ID`.
pub(super) fn file_id(first: &[u8], file: &[u8]) -> Object {
    let hash = Sha256::digest(file);
    let id = |half: &[u8]| bytes(half.get(..16).unwrap_or(half));
    Object::Array(vec![id(first), id(&hash)])
}

/// A stream as an object of a number.
pub(super) fn push_stream(
    out: &mut Vec<u8>,
    number_here: usize,
    dict: &Dictionary,
    content: &[u8],
    number: &impl Fn(ObjectId) -> Option<u32>,
) {
    let mut dict = dict.clone();
    dict.set("Length", content.len() as i64);
    push_int(out, number_here as i64);
    out.extend_from_slice(b" 0 obj\n");
    push_dict(out, &dict, number);
    out.extend_from_slice(b"\nstream\n");
    out.extend_from_slice(content);
    out.extend_from_slice(b"\nendstream\nendobj\n");
}
