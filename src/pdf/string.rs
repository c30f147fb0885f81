//! Strings of text as PDF writes them.

use lopdf::{Object, StringFormat};

/// A text string (ISO 32000-1, 7.9.2.2) as an object: ASCII where that suffices, else UTF-16.
pub(super) fn text(text: &str) -> Object {
    Object::String(text_bytes(text), StringFormat::Literal)
}

/// PDF/A's longest string, in bytes (ISO 19005-2, 6.1.13).
const MAX_BYTES: usize = 32_767;

/// The bytes of a text string, cut off where PDF/A allows no more.
pub(super) fn text_bytes(text: &str) -> Vec<u8> {
    // Below 0x20 only tab and the line ends mean the same in PDFDocEncoding and ASCII.
    let plain = |b: u8| matches!(b, 0x20..=0x7E | b'\t' | b'\n' | b'\r');
    if text.bytes().all(plain) {
        return text.bytes().take(MAX_BYTES).collect();
    }
    let mut bytes = vec![0xFE, 0xFF];
    for c in text.chars() {
        if bytes.len() + 2 * c.len_utf16() > MAX_BYTES {
            break;
        }
        let mut units = [0; 2];
        let units = c.encode_utf16(&mut units);
        bytes.extend(units.iter().flat_map(|unit| unit.to_be_bytes()));
    }
    bytes
}

/// A byte string of ASCII.
pub(super) fn bytes(bytes: impl Into<Vec<u8>>) -> Object {
    Object::String(bytes.into(), StringFormat::Literal)
}

/// A name.
pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// Writes a literal string with its parentheses.
pub(super) fn push_literal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for &byte in bytes {
        push_escaped(out, byte);
    }
    out.push(b')');
}

/// Writes one byte of a literal string.
pub(super) fn push_escaped(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        // A bare carriage return would be read as a line feed.
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_would_end_a_string() {
        let mut out = Vec::new();
        push_literal(&mut out, b"a(b)\\\r\n");
        assert_eq!(out, b"(a\\(b\\)\\\\\\r\n)");
    }

    #[test]
    fn encodes_text() {
        assert_eq!(text_bytes("Plain"), b"Plain");
        assert_eq!(text_bytes("é"), [0xFE, 0xFF, 0, 0xE9]);
        assert_eq!(text_bytes("\u{1}"), [0xFE, 0xFF, 0, 1]);
        assert_eq!(text_bytes(&"a".repeat(40_000)).len(), MAX_BYTES);
        assert_eq!(text_bytes(&"😀".repeat(40_000)).len(), 32_766);
    }
}
