//! The PDF: pages become a file that conforms to PDF/UA-1 (ISO 14289-1) and to PDF/A-2a (ISO 19005-2)
//! at once, in PDF 1.7 (ISO 32000-1).
//!
//! ```text
//! Pages ─glyphs, font─▶ subsets ─content─▶ content streams ─assemble─▶ printpdf ─finish─▶ lopdf ─save─▶ bytes
//! ```
//!
//! printpdf assembles the page tree, the images and the links' annotations; the finishing pass over
//! its object tree does what printpdf leaves out or leaves wrong:
//!
//! - the version (printpdf writes 1.3), and `/ID`, which printpdf takes from a counter: `save`;
//! - page boxes, which printpdf writes as corner and size, resources of each page's own, tab order
//!   and the key into the parent tree: `assemble`; a page tree that is balanced: `pagetree`;
//! - links as objects of their own with `F`, `Contents` and `StructParent`, to named destinations:
//!   `links`;
//! - fonts: subsets, widths, descriptors with their true values, mappings to text: `font`,
//!   `tounicode`;
//! - content streams with marked content: `content`;
//! - the structure tree and the parent tree: `tags`, `headers`;
//! - the document information in step with XMP, which printpdf does not escape: `metadata`;
//! - the output intent with `DestOutputProfile`, under its right name and with a profile that is free:
//!   `icc`;
//! - nested bookmarks, `PageMode` as a name, page labels, named destinations: `navigation`.

mod assemble;
mod attributes;
mod content;
mod dump;
mod error;
mod file;
mod fit;
mod font;
mod glyphs;
mod headers;
mod icc;
mod image;
mod impose;
mod ink;
mod links;
mod metadata;
mod navigation;
mod number;
mod object;
mod pagecontent;
mod pagetree;
mod press;
mod resolution;
mod roles;
mod save;
mod string;
mod tags;
mod tounicode;
mod tree;
mod xref;

pub use dump::dump;
pub use error::PdfError;
pub use impose::{Imposition, ParseSchemeError, Scheme, SheetMarks, impose};
pub use press::{Binding, Layer, Press, Sheet, write as write_press};
pub use resolution::{coarse_pictures, unbled_pictures};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::content::Resources;
use self::font::FontSet;
use self::image::Pictures;
use self::ink::Inks;
use self::pagecontent::PageContent;
use self::tags::Tags;
use crate::edition::Edition;
use crate::font::FontBook;
use crate::typeset::page::Pages;

/// Writes the file.
///
/// The bytes depend on nothing but the arguments: not on the clock, nor on the number of threads, nor
/// on what was written before.
///
/// # Errors
/// When a font cannot be cut down or a picture not decoded, or when the pages name a font, a picture or a
/// structure element that is not there.
pub fn write(pages: &Pages, edition: &Edition, fonts: &FontBook) -> Result<Vec<u8>, PdfError> {
    let meta = &edition.document.meta;
    let tags = Tags::new(&pages.structure, &meta.lang)?;
    let inks = Inks::Screen;
    let (font_set, pictures) = rayon::join(
        || FontSet::new(glyphs::collect(&pages.pages, fonts)?, fonts),
        || Pictures::load(&pages.pages, &edition.document, fonts, &inks),
    );
    let (font_set, pictures) = (font_set?, pictures?);
    let resources = Resources {
        fonts: &font_set,
        tags: Some(&tags),
        pictures: &pictures,
        inks: &inks,
    };
    let contents: Vec<PageContent> = pages
        .pages
        .par_iter()
        .map(|page| content::write(page, &resources))
        .collect::<Result<_, _>>()?;
    let drafts = pages.pages.iter().map(assemble::Draft::of);
    let skeleton = assemble::skeleton(drafts, pictures);
    let doc = assemble::finish(
        skeleton,
        assemble::Parts {
            pages,
            meta,
            contents,
            fonts: font_set,
            tags: &tags,
        },
        fonts,
    )?;
    let first_id = Sha256::digest(meta.identifiers.uuid.as_bytes());
    save::save(&doc, &first_id)
}
