//! How manuscripts are compiled.

use std::sync::Arc;

use crate::document::PageSize;
use crate::font::{FontBook, FontError};
use crate::limits::Limits;
use crate::manuscript::project::Defaults;
use crate::output::Targets;
use crate::pdf::{Imposition, Scheme};
use crate::preflight::Store;

/// How manuscripts are compiled. All options are hashed, so that what is up to date by its key was made with the same.
#[derive(Debug, Clone, Hash)]
#[non_exhaustive]
pub struct Options {
    /// What is made.
    pub targets: Targets,
    /// The page, where it is not to be that of the metadata.
    pub page: Option<PageSize>,
    /// The theme, where it is not to be that of the metadata.
    pub theme: Option<String>,
    /// How the PDF's pages are laid on sheets, where [`Target::Sheets`](crate::output::Target::Sheets) is asked for.
    pub imposition: Imposition,
    /// When the work was last changed, in seconds since 1970, for a manuscript without a date.
    pub source_date_epoch: Option<i64>,
    /// The fonts that may be used.
    pub fonts: Arc<FontBook>,
    /// What the metadata have in common with those of other manuscripts.
    pub defaults: Option<Arc<Defaults>>,
    /// The stores and printers whose rules are checked.
    pub stores: Vec<Store>,
    /// Bounds on what a manuscript may take.
    pub limits: Limits,
    /// Whether the EPUB lists the pages of the printed edition.
    pub page_list: PageList,
    /// Whether fonts are put into the EPUB.
    pub epub_fonts: EpubFonts,
    /// Whether an EPUB whose manuscript brings no cover is given one.
    pub epub_cover: EpubCover,
    /// Whether the PDF for screens begins with the cover.
    pub pdf_cover: PdfCover,
}

/// Whether an EPUB whose manuscript brings no cover is given one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum EpubCover {
    /// One is drawn from the metadata.
    #[default]
    Drawn,
    /// It has none.
    None,
}

/// Whether the PDF for screens begins with the cover. Those for a press never do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum PdfCover {
    /// It does not.
    #[default]
    None,
    /// It does: with the manuscript's picture, or with one that is drawn.
    First,
}

/// Whether an EPUB lists the pages of the printed edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum PageList {
    /// It does; the pages are set for it even where no PDF is asked for.
    #[default]
    Printed,
    /// It does not.
    None,
}

/// Whether fonts are put into an EPUB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum EpubFonts {
    /// Those of the theme, reduced to what the text uses.
    #[default]
    Embedded,
    /// None; readers show their own.
    None,
}

impl Options {
    /// The EPUB and the PDF, as the metadata ask for them, with the fonts in the binary.
    ///
    /// # Errors
    /// When a font cannot be read.
    pub fn new() -> Result<Self, FontError> {
        Ok(Self {
            targets: Targets::for_readers(),
            page: None,
            theme: None,
            imposition: Scheme::Booklet.into(),
            source_date_epoch: None,
            fonts: Arc::new(FontBook::bundled()?),
            defaults: None,
            stores: Vec::new(),
            page_list: PageList::default(),
            epub_fonts: EpubFonts::default(),
            epub_cover: EpubCover::default(),
            pdf_cover: PdfCover::default(),
            limits: Limits::default(),
        })
    }
}
