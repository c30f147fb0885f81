//! Imposition: the pages of a finished PDF laid side by side on larger sheets, to be printed at home,
//! folded and sewn.
//!
//! Each page becomes a form (ISO 32000-1, 8.10), so nothing of it changes. What leads from page to page,
//! such as links, and what tells of the order of reading is left out: the sheets are for paper.

use std::fmt;
use std::str::FromStr;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use sha2::{Digest, Sha256};

use super::error::PdfError;
use super::number::push_real;
use super::object::{deflated, dict};
use super::save;
use super::string::name;

/// The pages of the largest signature.
const MAX_SIGNATURE: u32 = 128;

/// How pages are laid on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Two to a side, in their order.
    TwoUp,
    /// Two to a side, such that all sheets together, printed on both sides and folded once, make a
    /// booklet.
    Booklet,
    /// Booklets of so many pages, a multiple of four, to be sewn together.
    Signature(u32),
}

/// A scheme that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no way to lay out sheets: write `2up`, `booklet`, or `signature:16` with a multiple of 4 up to {MAX_SIGNATURE}"
)]
pub struct ParseSchemeError(String);

impl FromStr for Scheme {
    type Err = ParseSchemeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let signature = |pages: &str| {
            let pages = pages.parse::<u32>().ok()?;
            let good = (4..=MAX_SIGNATURE).contains(&pages) && pages.is_multiple_of(4);
            good.then_some(Self::Signature(pages))
        };
        match text {
            "2up" => Some(Self::TwoUp),
            "booklet" => Some(Self::Booklet),
            _ => text.strip_prefix("signature:").and_then(signature),
        }
        .ok_or_else(|| ParseSchemeError(text.chars().take(60).collect()))
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TwoUp => f.write_str("2up"),
            Self::Booklet => f.write_str("booklet"),
            Self::Signature(pages) => write!(f, "signature:{pages}"),
        }
    }
}

/// Which way the text runs, and so on which side a book opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Left,
    Right,
}

/// The pages of each side of each sheet, from left to right: numbers from 0, `None` for a blank.
fn sides(pages: usize, scheme: Scheme, opening: Opening) -> Vec<[Option<usize>; 2]> {
    let page = |number: usize| (number < pages).then_some(number);
    let mut sides = Vec::new();
    let signature = match scheme {
        Scheme::TwoUp => {
            sides.extend((0..pages.div_ceil(2)).map(|side| [page(2 * side), page(2 * side + 1)]));
            0
        }
        Scheme::Booklet => pages.next_multiple_of(4),
        Scheme::Signature(signature) => (signature as usize).next_multiple_of(4),
    };
    if signature > 0 {
        let mut first = 0;
        while first < pages {
            // The last signature is no thicker than it must be.
            let size = signature.min((pages - first).next_multiple_of(4));
            for sheet in 0..size / 4 {
                let (front, back) = (first + 2 * sheet, first + size - 1 - 2 * sheet);
                sides.push([page(back), page(front)]);
                sides.push([page(front + 1), page(back - 1)]);
            }
            first += size;
        }
    }
    if opening == Opening::Right {
        sides.iter_mut().for_each(|side| side.reverse());
    }
    sides
}

/// Lays the pages of a PDF on sheets.
///
/// # Errors
/// When the bytes are no PDF, or the outcome is too large.
pub fn impose(pdf: &[u8], scheme: Scheme) -> Result<Vec<u8>, PdfError> {
    let unreadable = |e: lopdf::Error| PdfError::Unreadable(e.to_string());
    let mut doc = Document::load_mem(pdf).map_err(unreadable)?;
    let opening = opening(&doc);
    let pages: Vec<ObjectId> = doc.page_iter().collect();
    let forms: Vec<(ObjectId, [f32; 2])> = pages
        .iter()
        .map(|id| form(&mut doc, *id).map_err(unreadable))
        .collect::<Result<_, _>>()?;
    let cell = forms.iter().fold([0.0f32; 2], |cell, (_, size)| {
        [cell[0].max(size[0]), cell[1].max(size[1])]
    });
    let tree = doc.new_object_id();
    let mut kids = Vec::new();
    for side in sides(forms.len(), scheme, opening) {
        let (mut content, mut used) = (Vec::new(), Dictionary::new());
        for (place, number) in side.into_iter().enumerate() {
            let Some((form, size)) = number.and_then(|number| forms.get(number)) else {
                continue;
            };
            // At the fold, and in the middle of the height.
            let x = match place {
                0 => cell[0] - size[0],
                _ => cell[0],
            };
            content.extend_from_slice(b"q 1 0 0 1 ");
            push_real(&mut content, f64::from(x), 3);
            content.push(b' ');
            push_real(&mut content, f64::from((cell[1] - size[1]) / 2.0), 3);
            content.extend_from_slice(format!(" cm /P{place} Do Q\n").as_bytes());
            used.set(format!("P{place}"), Object::Reference(*form));
        }
        let content = doc.add_object(deflated(Dictionary::new(), &content));
        let sheet = dict! {
            "Type" => name("Page"),
            "Parent" => Object::Reference(tree),
            "MediaBox" => Object::Array(vec![
                0.into(), 0.into(), Object::Real(cell[0] * 2.0), Object::Real(cell[1]),
            ]),
            "Resources" => dict! { "XObject" => used },
            "Contents" => Object::Reference(content),
        };
        kids.push(Object::Reference(doc.add_object(sheet)));
    }
    let count = kids.len() as i64;
    doc.set_object(
        tree,
        dict! { "Type" => name("Pages"), "Kids" => Object::Array(kids), "Count" => count },
    );
    let catalog = doc.add_object(dict! {
        "Type" => name("Catalog"),
        "Pages" => Object::Reference(tree),
    });
    doc.trailer.set("Root", Object::Reference(catalog));
    "1.7".clone_into(&mut doc.version);
    doc.prune_objects();
    save::save(&doc, &Sha256::digest(pdf))
}

/// A book of a script that runs from right to left says so in its preferences.
fn opening(doc: &Document) -> Opening {
    let direction = doc
        .catalog()
        .and_then(|catalog| catalog.get_deref(b"ViewerPreferences", doc))
        .and_then(Object::as_dict)
        .and_then(|preferences| preferences.get(b"Direction"))
        .and_then(Object::as_name);
    match direction {
        Ok(b"R2L") => Opening::Right,
        _ => Opening::Left,
    }
}

/// Adds a form with all that is on a page, and says how large it is.
fn form(doc: &mut Document, page: ObjectId) -> Result<(ObjectId, [f32; 2]), lopdf::Error> {
    let dict = doc.get_dictionary(page)?;
    let sides: Vec<f32> = dict
        .get_deref(b"MediaBox", doc)?
        .as_array()?
        .iter()
        .map(Object::as_float)
        .collect::<Result<_, _>>()?;
    let [left, bottom, right, top] = <[f32; 4]>::try_from(sides).unwrap_or_default();
    let resources = dict.get_deref(b"Resources", doc)?.clone();
    let stream = dict.get(b"Contents")?.as_reference()?;
    let stream = doc.get_object(stream)?.as_stream()?;
    let mut form = dict! {
        "Type" => name("XObject"),
        "Subtype" => name("Form"),
        "BBox" => Object::Array([left, bottom, right, top].map(Object::Real).to_vec()),
        "Resources" => resources,
    };
    if left != 0.0 || bottom != 0.0 {
        let moved = [1.0, 0.0, 0.0, 1.0, -left, -bottom].map(Object::Real);
        form.set("Matrix", Object::Array(moved.to_vec()));
    }
    for key in ["Filter", "DecodeParms"] {
        if let Ok(value) = stream.dict.get(key.as_bytes()) {
            form.set(key, value.clone());
        }
    }
    let form = Stream::new(form, stream.content.clone());
    Ok((doc.add_object(form), [right - left, top - bottom]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints, folds and reads: the pages of a signature's sheets in the order of the bound book.
    fn bound(pages: usize, scheme: Scheme) -> Vec<Option<usize>> {
        let sides = sides(pages, scheme, Opening::Left);
        let size = match scheme {
            Scheme::Signature(size) => size as usize,
            _ => pages.next_multiple_of(4),
        };
        let mut book = Vec::new();
        for signature in sides.chunks((size / 2).max(1)) {
            let leaves: Vec<_> = signature.chunks(2).collect();
            // From the outside in, the right half of each front with the left half of its back …
            for leaf in &leaves {
                book.extend([leaf[0][1], leaf[1][0]]);
            }
            // … and out again, the right half of the back with the left half of the front.
            for leaf in leaves.iter().rev() {
                book.extend([leaf[1][1], leaf[0][0]]);
            }
        }
        book
    }

    #[test]
    fn folded_sheets_read_in_order() {
        for pages in 0..=70 {
            for scheme in [4, 8, 12, 16, 32].map(Scheme::Signature) {
                check(pages, scheme);
            }
            check(pages, Scheme::Booklet);
        }
    }

    fn check(pages: usize, scheme: Scheme) {
        let book = bound(pages, scheme);
        assert!(
            book.len() >= pages && book.len() < pages + 4,
            "{pages} {scheme}"
        );
        for (place, page) in book.into_iter().enumerate() {
            let expected = (place < pages).then_some(place);
            assert_eq!(page, expected, "place {place} of {pages}, {scheme}");
        }
    }

    #[test]
    fn two_up_is_in_order() {
        assert_eq!(
            sides(3, Scheme::TwoUp, Opening::Left),
            [[Some(0), Some(1)], [Some(2), None]]
        );
        assert_eq!(
            sides(4, Scheme::Booklet, Opening::Right),
            [[Some(0), Some(3)], [Some(2), Some(1)]]
        );
    }

    #[test]
    fn schemes_are_read() {
        for text in ["2up", "booklet", "signature:16"] {
            let scheme: Scheme = text.parse().expect("a scheme");
            assert_eq!(scheme.to_string(), text);
        }
        for text in ["", "3up", "signature:6", "signature:0", "signature:132"] {
            assert!(text.parse::<Scheme>().is_err(), "{text}");
        }
    }
}
