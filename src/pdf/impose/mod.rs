//! Imposition: the pages of a finished PDF laid side by side on larger sheets, to be printed at home,
//! folded and sewn.
//!
//! Each page becomes a form (ISO 32000-1, 8.10), so nothing of it changes. What leads from page to page,
//! such as links, and what tells of the order of reading is left out: the sheets are for paper.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use sha2::{Digest, Sha256};

use super::error::PdfError;
use super::number::push_real;
use super::object::{deflated, dict};
use super::string::name;
use super::{pagetree, save};
use crate::units::Length;

mod marks;
mod scheme;

pub use scheme::{ParseSchemeError, Scheme};

use scheme::{Opening, Side, sides};

/// How sheets are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Imposition {
    /// How pages are laid on them.
    pub scheme: Scheme,
    /// The thickness of a sheet, unfolded. The sheets within a signature stand out at the fore-edge by the thickness
    /// of those around them, so their pages are moved towards the fold by as much (creep).
    pub thickness: Length,
    /// What is printed beside the pages.
    pub marks: SheetMarks,
}

/// What is printed beside the pages of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum SheetMarks {
    /// Nothing; the sheet is as large as its pages.
    #[default]
    None,
    /// Where to cut and where to fold, and on the back of each signature a bar that stands lower from one to the
    /// next, so that a signature out of order is seen.
    Fold,
}

impl Imposition {
    /// Pages laid by a scheme, on sheets without thickness and without marks.
    pub const fn new(scheme: Scheme) -> Self {
        Self {
            scheme,
            thickness: Length::ZERO,
            marks: SheetMarks::None,
        }
    }

    /// On sheets of a thickness.
    #[must_use]
    pub const fn with_thickness(mut self, thickness: Length) -> Self {
        self.thickness = thickness;
        self
    }

    /// With marks beside the pages.
    #[must_use]
    pub const fn with_marks(mut self, marks: SheetMarks) -> Self {
        self.marks = marks;
        self
    }
}

impl From<Scheme> for Imposition {
    fn from(scheme: Scheme) -> Self {
        Self::new(scheme)
    }
}

/// Lays the pages of a PDF on sheets.
///
/// # Errors
/// When the bytes are no PDF, or the outcome is too large.
pub fn impose(pdf: &[u8], imposition: Imposition) -> Result<Vec<u8>, PdfError> {
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
    let paper = Paper {
        cell: cell.map(f64::from),
        margin: match imposition.marks {
            SheetMarks::None => 0.0,
            SheetMarks::Fold => marks::MARGIN,
        },
    };
    let tree = doc.new_object_id();
    let mut kids = Vec::new();
    for side in sides(forms.len(), imposition.scheme, opening) {
        let creep = imposition.thickness.to_pt() * f64::from(side.depth);
        let (mut content, used) = paper.content(side, &forms, creep);
        if imposition.marks == SheetMarks::Fold {
            marks::draw(&mut content, &paper, side.outside_of);
        }
        let content = doc.add_object(deflated(Dictionary::new(), &content));
        let [width, height] = paper.size().map(|side| Object::Real(side as f32));
        let sheet = dict! {
            "Type" => name("Page"),
            "Parent" => Object::Reference(tree),
            "MediaBox" => Object::Array(vec![0.into(), 0.into(), width, height]),
            "Resources" => dict! { "XObject" => used },
            "Contents" => Object::Reference(content),
        };
        kids.push(doc.add_object(sheet));
    }
    let references = kids.iter().map(|id| Object::Reference(*id)).collect();
    doc.set_object(
        tree,
        dict! {
            "Type" => name("Pages"),
            "Kids" => Object::Array(references),
            "Count" => kids.len() as i64,
        },
    );
    let catalog = doc.add_object(dict! {
        "Type" => name("Catalog"),
        "Pages" => Object::Reference(tree),
    });
    doc.trailer.set("Root", Object::Reference(catalog));
    "1.7".clone_into(&mut doc.version);
    doc.prune_objects();
    pagetree::balance(&mut doc, &kids);
    save::save(&doc, &Sha256::digest(pdf))
}

/// A sheet of two cells side by side, in points.
struct Paper {
    /// The width and the height of a cell.
    cell: [f64; 2],
    /// What is left around them.
    margin: f64,
}

impl Paper {
    fn size(&self) -> [f64; 2] {
        let [width, height] = self.cell;
        [width * 2.0 + self.margin * 2.0, height + self.margin * 2.0]
    }

    /// Draws the pages of a side, moved towards the fold by `creep`.
    fn content(
        &self,
        side: Side,
        forms: &[(ObjectId, [f32; 2])],
        creep: f64,
    ) -> (Vec<u8>, Dictionary) {
        let (mut content, mut used) = (Vec::new(), Dictionary::new());
        let [cell_width, cell_height] = self.cell;
        for (place, number) in side.pages.into_iter().enumerate() {
            let Some((form, size)) = number.and_then(|number| forms.get(number)) else {
                continue;
            };
            let [width, height] = size.map(f64::from);
            let left = self.margin + if place == 0 { 0.0 } else { cell_width };
            // At the fold, and in the middle of the height.
            let x = match place {
                0 => left + cell_width - width + creep,
                _ => left - creep,
            };
            let y = self.margin + (cell_height - height) / 2.0;
            content.extend_from_slice(b"q ");
            if creep > 0.0 {
                // What is moved over the fold is not to be seen beyond it.
                numbers(&mut content, &[left, self.margin, cell_width, cell_height]);
                content.extend_from_slice(b"re W n ");
            }
            numbers(&mut content, &[1.0, 0.0, 0.0, 1.0, x, y]);
            content.extend_from_slice(format!("cm /P{place} Do Q\n").as_bytes());
            used.set(format!("P{place}"), Object::Reference(*form));
        }
        (content, used)
    }
}

/// Writes numbers, a space after each.
fn numbers(out: &mut Vec<u8>, numbers: &[f64]) {
    for number in numbers {
        push_real(out, *number, 3);
        out.push(b' ');
    }
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

    #[test]
    fn pages_of_inner_sheets_move_towards_the_fold() {
        let paper = Paper {
            cell: [100.0, 200.0],
            margin: 10.0,
        };
        let forms = [((1, 0), [100.0, 200.0]), ((2, 0), [90.0, 200.0])];
        let side = Side {
            pages: [Some(0), Some(1)],
            depth: 1,
            outside_of: None,
        };
        let (content, used) = paper.content(side, &forms, 1.5);
        insta::assert_snapshot!(String::from_utf8_lossy(&content), @r"
        q 10 10 100 200 re W n 1 0 0 1 11.5 10 cm /P0 Do Q
        q 110 10 100 200 re W n 1 0 0 1 108.5 10 cm /P1 Do Q
        ");
        assert_eq!(used.len(), 2);
        assert_eq!(paper.size(), [220.0, 220.0]);
    }
}
