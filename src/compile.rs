//! The pipeline as a whole: one manuscript becomes an EPUB and a PDF, in memory.

mod press;
mod run;
mod theme;

use std::sync::Arc;

use crate::diag::Diagnostics;
use crate::document::{Metadata, PagePreset};
use crate::font::{FontBook, FontError};
use crate::limits::Limits;
use crate::manuscript::{Entry, project::Defaults};
use crate::pdf;
use crate::preflight::Store;
use crate::source::SourceMap;
use crate::typeset;
use crate::typeset::report::Report;
use crate::world::Files;
use press::Part;
use run::{Run, cover_art};

/// The theme of a manuscript that names none.
const DEFAULT_THEME: &str = "literary";

/// What is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formats {
    /// The EPUB and the PDF.
    All,
    /// The EPUB alone; the pages are set all the same, for its page list.
    Epub,
    /// The PDF alone.
    Pdf,
    /// The inside pages for a press.
    Print,
    /// The cover for a press.
    Cover,
    /// Nothing: the manuscript is only checked, to the last stage.
    None,
}

impl Formats {
    const fn epub(self) -> bool {
        matches!(self, Self::All | Self::Epub)
    }

    const fn pdf(self) -> bool {
        matches!(self, Self::All | Self::Pdf)
    }

    const fn press(self) -> Option<Part> {
        match self {
            Self::Print => Some(Part::Inside),
            Self::Cover => Some(Part::Cover),
            _ => None,
        }
    }
}

/// How manuscripts are compiled.
#[derive(Debug, Clone)]
pub struct Options {
    /// What is made.
    pub formats: Formats,
    /// The page, where it is not to be that of the metadata.
    pub page: Option<PagePreset>,
    /// The theme, where it is not to be that of the metadata.
    pub theme: Option<String>,
    /// How the PDF's pages are laid on sheets, beside the PDF itself.
    pub impose: Option<pdf::Imposition>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EpubCover {
    /// One is drawn from the metadata.
    #[default]
    Drawn,
    /// It has none.
    None,
}

/// Whether the PDF for screens begins with the cover. Those for a press never do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PdfCover {
    /// It does not.
    #[default]
    None,
    /// It does: with the manuscript's picture, or with one that is drawn.
    First,
}

/// Whether an EPUB lists the pages of the printed edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageList {
    /// It does; the pages are set for it even where no PDF is asked for.
    #[default]
    Printed,
    /// It does not.
    None,
}

/// Whether fonts are put into an EPUB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EpubFonts {
    /// Those of the theme, reduced to what the text uses.
    #[default]
    Embedded,
    /// None; readers show their own.
    None,
}

impl Options {
    /// Both formats, as the metadata say, with the fonts in the binary.
    ///
    /// # Errors
    /// When a font cannot be read.
    pub fn new() -> Result<Self, FontError> {
        Ok(Self {
            formats: Formats::All,
            page: None,
            theme: None,
            impose: None,
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

/// What became of a manuscript.
#[derive(Debug, Clone, Default)]
pub struct Compiled {
    /// The short name of its outputs.
    pub slug: String,
    /// Its metadata, if its references were resolved.
    pub meta: Option<Metadata>,
    /// The EPUB, if it was asked for and there was no error.
    pub epub: Option<Vec<u8>>,
    /// The PDF, if it was asked for and there was no error.
    pub pdf: Option<Vec<u8>>,
    /// The PDF's pages on sheets, if they were asked for and there was no error.
    pub imposed: Option<Vec<u8>>,
    /// The inside pages for a press, if they were asked for and there was no error.
    pub print: Option<Vec<u8>>,
    /// The cover for a press, if it was asked for and there was no error.
    pub cover: Option<Vec<u8>>,
    /// Figures on the pages, if they were set.
    pub report: Option<Report>,
    /// What was noticed.
    pub diagnostics: Diagnostics,
    /// The sources that the diagnostics point into.
    pub sources: Arc<SourceMap>,
}

/// A form between two stages, for looking at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The text as read.
    Document,
    /// The text with its references resolved.
    Edition,
    /// What is broken into pages: lines, spaces, and the places where a page may end.
    Galley,
    /// The pages.
    Pages,
}

/// The text form of a stage.
#[derive(Debug, Clone)]
pub struct Dumped {
    /// The dump, if the stage was reached.
    pub text: Option<String>,
    /// What was noticed.
    pub diagnostics: Diagnostics,
    /// The sources that the diagnostics point into.
    pub sources: Arc<SourceMap>,
}

/// Compiles one manuscript. With an error among the diagnostics, there is no output.
pub fn compile(files: &dyn Files, entry: &Entry, options: &Options) -> Compiled {
    let mut run = Run::start(options);
    let mut compiled = Compiled {
        slug: entry.slug(),
        ..Compiled::default()
    };
    let edition = run.edition(files, entry);
    compiled.meta = edition.as_ref().map(|e| e.document.meta.clone());
    let found = edition.and_then(|edition| Some((run.theme(files, &edition)?, edition)));
    if let Some(part) = options.formats.press() {
        if let Some((theme, edition)) = found
            && let Some((pages, bytes)) = run.press(files, edition, &theme, part)
        {
            compiled.report = Some(pages.report);
            if !run.diagnostics.has_errors() {
                match part {
                    Part::Inside => compiled.print = Some(bytes),
                    Part::Cover => compiled.cover = Some(bytes),
                }
            }
        }
    } else if let Some((theme, edition)) = found {
        // The cover's picture takes about as long as the pages of an article.
        let (paper, art) = rayon::join(
            || run.paper(&edition, &theme),
            || cover_art(options, &edition, &theme),
        );
        if let Some(paper) = paper {
            compiled.report = paper.pages.as_ref().map(|pages| pages.report.clone());
            let epub = options.formats.epub();
            let epub = epub
                .then(|| run.epub(edition, art, paper.pages.as_ref(), &theme))
                .flatten();
            if !run.diagnostics.has_errors() {
                compiled.epub = epub;
                compiled.pdf = paper.pdf;
                compiled.imposed = paper.imposed;
            }
        }
    }
    compiled.diagnostics = run.diagnostics;
    compiled.sources = run.sources;
    compiled
}

/// Runs a manuscript up to a stage and gives that stage's text form.
pub fn dump(files: &dyn Files, entry: &Entry, options: &Options, stage: Stage) -> Dumped {
    let mut run = Run::start(options);
    let text = match stage {
        Stage::Document => run.document(files, entry).map(|document| document.dump()),
        Stage::Edition => run.edition(files, entry).map(|edition| edition.dump()),
        Stage::Galley => run.edition(files, entry).and_then(|edition| {
            let theme = run.theme(files, &edition)?;
            Some(typeset::dump_galleys(&edition, &theme, &options.fonts))
        }),
        Stage::Pages => run.edition(files, entry).and_then(|edition| {
            let theme = run.theme(files, &edition)?;
            let pages = typeset::typeset(&edition, &theme, &options.fonts);
            Some(run.take(pages).dump())
        }),
    };
    Dumped {
        text,
        diagnostics: run.diagnostics,
        sources: run.sources,
    }
}
