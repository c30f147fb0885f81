//! A file's objects as text, for tests that compare.

use std::fmt::Write as _;

use lopdf::{Document, Object, ObjectId};

use super::error::PdfError;
use super::object::push_object;

/// Streams that are longer are told by their length alone.
const MAX_STREAM: usize = 4096;

/// All objects of a PDF, each on a line of its own, with the content of streams where it is text.
///
/// # Errors
/// When the bytes are no PDF.
pub fn dump(pdf: &[u8]) -> Result<String, PdfError> {
    let doc = Document::load_mem(pdf).map_err(|e| PdfError::Unreadable(e.to_string()))?;
    let mut out = format!("%PDF-{}\n", doc.version);
    for (id, object) in &doc.objects {
        let _ = match object {
            Object::Stream(stream) if is_bookkeeping(stream) => continue,
            Object::Stream(stream) => {
                let mut dict = stream.dict.clone();
                dict.remove(b"Length");
                let dict = line(&Object::Dictionary(dict));
                let content = stream
                    .get_plain_content()
                    .unwrap_or_else(|_| stream.content.clone());
                match std::str::from_utf8(&content) {
                    Ok(text) if text.len() <= MAX_STREAM && is_text(text) => {
                        writeln!(out, "{} {dict} stream\n{}", id.0, text.trim_end())
                    }
                    _ => writeln!(out, "{} {dict} stream of {} bytes", id.0, content.len()),
                }
            }
            other => writeln!(out, "{} {}", id.0, line(other)),
        };
    }
    Ok(out)
}

fn line(object: &Object) -> String {
    let mut bytes = Vec::new();
    push_object(&mut bytes, object, &|(id, _): ObjectId| Some(id));
    String::from_utf8(bytes).unwrap_or_else(|e| e.into_bytes().escape_ascii().to_string())
}

fn is_bookkeeping(stream: &lopdf::Stream) -> bool {
    stream.dict.has_type(b"ObjStm") || stream.dict.has_type(b"XRef")
}

fn is_text(text: &str) -> bool {
    !text.contains(|c: char| c.is_control() && c != '\n')
}
