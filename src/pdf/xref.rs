//! The file in the manner of PDF 1.4: every object by itself, and a table of where each is
//! (ISO 32000-1, 7.5.4 and 7.5.5).

use std::collections::BTreeMap;
use std::io::Write as _;

use lopdf::{Document, Object, ObjectId};

use super::error::PdfError;
use super::file::{file_id, header, push_stream};
use super::number::push_int;
use super::object::{dict, push_dict, push_object};

/// Offsets have ten digits in the table.
const MAX_SIZE: usize = 9_999_999_999;

/// Writes the document. See [`super::save::save`].
pub(super) fn save(doc: &Document, first_id: &[u8]) -> Result<Vec<u8>, PdfError> {
    let numbers: BTreeMap<ObjectId, u32> = doc.objects.keys().copied().zip(1..).collect();
    let number = |id: ObjectId| numbers.get(&id).copied();
    let mut out = header(doc);
    let mut offsets = Vec::with_capacity(doc.objects.len());
    for (here, object) in (1usize..).zip(doc.objects.values()) {
        offsets.push(out.len());
        if let Object::Stream(stream) = object {
            push_stream(&mut out, here, &stream.dict, &stream.content, &number);
        } else {
            push_int(&mut out, here as i64);
            out.extend_from_slice(b" 0 obj\n");
            push_object(&mut out, object, &number);
            out.extend_from_slice(b"\nendobj\n");
        }
    }
    let start = out.len();
    if start > MAX_SIZE {
        return Err(PdfError::TooLarge);
    }
    let mut trailer = dict! {
        "Size" => (offsets.len() + 1) as i64,
        "ID" => file_id(first_id, &out),
    };
    for key in ["Root", "Info"] {
        if let Ok(value) = doc.trailer.get(key.as_bytes()) {
            trailer.set(key, value.clone());
        }
    }
    // Each entry takes twenty bytes, the end of its line among them. Writing to memory does not fail.
    let _ = write!(out, "xref\n0 {}\n", offsets.len() + 1);
    out.extend_from_slice(b"0000000000 65535 f \n");
    for offset in offsets {
        let _ = writeln!(out, "{offset:010} 00000 n ");
    }
    out.extend_from_slice(b"trailer\n");
    push_dict(&mut out, &trailer, &number);
    let _ = write!(out, "\nstartxref\n{start}\n%%EOF\n");
    Ok(out)
}
