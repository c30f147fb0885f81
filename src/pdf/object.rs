//! Objects as bytes, and streams.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::number::{push_int, push_real};
use super::string::push_literal;

/// How hard streams are compressed. With zlib-rs, 6 is 3 times as fast as 9 for 1 % more.
pub(super) const LEVEL: u8 = 6;

thread_local! {
    /// A file has some dozens of small streams, and to make a compressor takes as long as to compress one.
    static COMPRESSOR: RefCell<Compress> =
        RefCell::new(Compress::new(Compression::new(LEVEL.into()), true));
}

/// Compresses for `FlateDecode`.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let read = usize::try_from(compressor.total_in()).unwrap_or(usize::MAX);
            let rest = bytes.get(read..).unwrap_or_default();
            match compressor.compress_vec(rest, &mut out, FlushCompress::Finish) {
                Ok(Status::Ok | Status::BufError) => out.reserve(out.capacity().max(64)),
                // A stream that was just reset cannot be in a wrong state.
                Ok(Status::StreamEnd) | Err(_) => return out,
            }
        }
    })
}

/// A stream with its content compressed.
pub(super) fn deflated(mut dict: Dictionary, content: &[u8]) -> Stream {
    dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dict, deflate(content))
}

/// A dictionary from pairs of key and value.
macro_rules! dict {
    ($($key:expr => $value:expr),* $(,)?) => {{
        let mut dict = lopdf::Dictionary::new();
        $(dict.set($key, $value);)*
        dict
    }};
}
pub(super) use dict;

/// Writes an object; `number` gives the number that an indirect object has in the file.
pub(super) fn push_object(
    out: &mut Vec<u8>,
    object: &Object,
    number: &impl Fn(ObjectId) -> Option<u32>,
) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(true) => out.extend_from_slice(b"true"),
        Object::Boolean(false) => out.extend_from_slice(b"false"),
        Object::Integer(value) => push_int(out, *value),
        // Small numbers are mostly scales, which need their digits.
        Object::Real(value) if value.abs() < 0.1 => push_real(out, f64::from(*value), 9),
        Object::Real(value) => push_real(out, f64::from(*value), 5),
        Object::Name(name) => push_name(out, name),
        Object::String(text, _) => push_literal(out, text),
        Object::Array(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 && needs_space(item) {
                    out.push(b' ');
                }
                push_object(out, item, number);
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => push_dict(out, dict, number),
        // A stream is an indirect object of its own and never comes here; its dictionary alone is
        // the most that can be said in place.
        Object::Stream(stream) => push_dict(out, &stream.dict, number),
        Object::Reference(id) => match number(*id) {
            Some(id) => {
                push_int(out, i64::from(id));
                out.extend_from_slice(b" 0 R");
            }
            None => out.extend_from_slice(b"null"),
        },
    }
}

/// Writes a dictionary.
pub(super) fn push_dict(
    out: &mut Vec<u8>,
    dict: &Dictionary,
    number: &impl Fn(ObjectId) -> Option<u32>,
) {
    out.extend_from_slice(b"<<");
    for (key, value) in dict {
        push_name(out, key);
        if needs_space(value) {
            out.push(b' ');
        }
        push_object(out, value, number);
    }
    out.extend_from_slice(b">>");
}

/// True when the object must be parted from a regular character before it.
fn needs_space(object: &Object) -> bool {
    matches!(
        object,
        Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Reference(_)
    )
}

fn push_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use crate::pdf::string::{name, text};

    #[test]
    fn compresses_whatever_was_compressed_before() {
        let noise: Vec<u8> = (0u32..70_000)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for bytes in [
            &b""[..],
            b"words words words",
            &noise,
            b"words words words",
            b"",
        ] {
            let packed = deflate(bytes);
            let mut decoder = flate2::read::ZlibDecoder::new(packed.as_slice());
            let mut back = Vec::new();
            decoder
                .read_to_end(&mut back)
                .expect("what was written is read");
            assert_eq!(back, bytes);
        }
        assert_eq!(deflate(b"words"), deflate(b"words"));
    }

    #[test]
    fn writes_compactly() {
        let object = Object::Dictionary(dict! {
            "Type" => name("A b"),
            "K" => Object::Array(vec![1.into(), name("X"), 2.into(), text("(")]),
            "R" => Object::Reference((7, 0)),
            "N" => Object::Reference((8, 0)),
            "F" => Object::Real(0.5),
        });
        let mut out = Vec::new();
        push_object(&mut out, &object, &|(id, _)| (id == 7).then_some(1));
        insta::assert_snapshot!(
            String::from_utf8_lossy(&out),
            @r"<</Type/A#20b/K[1/X 2(\()]/R 1 0 R/N null/F .5>>"
        );
    }
}
