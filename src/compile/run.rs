//! A manuscript on its way from stage to stage.

use std::sync::Arc;

use super::options::{EpubFonts, Options, PageList, PdfCover};
use crate::cover;
use crate::diag::{Code, Diagnostic, Diagnostics, Warned};
use crate::document::{Asset, AssetFormat, AssetId, Cover, Document};
use crate::edition::Edition;
use crate::edition::resolve;
use crate::epub;
use crate::manuscript::{self, Entry};
use crate::pdf;
use crate::reader;
use crate::source::SourceMap;
use crate::style::Theme;
use crate::typeset::{self, page::Pages};
use crate::world::Files;

/// There was an error. It is among the diagnostics, so nothing more is to be reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reported;

/// A cover that was drawn, or could not be.
pub(super) type Drawing = Result<Option<cover::CoverArt>, cover::CoverError>;

/// A manuscript on its way through the stages. Each stage gives nothing when an error before it makes
/// its output useless.
pub(super) struct Run<'a> {
    pub(super) options: &'a Options,
    pub(super) diagnostics: Diagnostics,
    pub(super) sources: Arc<SourceMap>,
    /// The manuscript's folder.
    pub(super) root: String,
}

impl<'a> Run<'a> {
    /// A run that has not begun.
    pub(super) fn new(options: &'a Options) -> Self {
        Self {
            options,
            diagnostics: Diagnostics::new(),
            sources: Arc::default(),
            root: String::new(),
        }
    }

    /// A value, after what was noticed while it was made is added to the diagnostics.
    pub(super) fn gather<T>(&mut self, warned: Warned<T>) -> T {
        self.diagnostics.extend(warned.diagnostics);
        warned.value
    }

    /// A value that is of use only where there was no error so far.
    pub(super) fn unless_errors<T>(&self, value: T) -> Option<T> {
        (!self.diagnostics.has_errors()).then_some(value)
    }

    /// The text as read; errors do not stop it, so that as many as possible are found at once.
    pub(super) fn document(&mut self, files: &dyn Files, entry: &Entry) -> Option<Document> {
        let options = self.options;
        let defaults = options.defaults.as_deref();
        let loaded = manuscript::load_within(files, entry, &options.limits, defaults);
        self.diagnostics.extend(loaded.diagnostics);
        self.sources = loaded.sources;
        let mut manuscript = loaded.manuscript?;
        self.root.clone_from(&manuscript.root);
        if let Some(page) = self.options.page {
            manuscript.meta.page = page;
        }
        if let Some(theme) = &self.options.theme {
            manuscript.meta.theme = Some(theme.clone());
            manuscript.meta.places.theme = None;
        }
        Some(self.gather(reader::read_within(
            &manuscript,
            files,
            &self.options.limits,
        )))
    }

    /// The text with its references resolved.
    pub(super) fn edition(&mut self, files: &dyn Files, entry: &Entry) -> Option<Edition> {
        let document = self.document(files, entry)?;
        let warned = resolve(document, Arc::clone(&self.sources));
        Some(self.gather(warned))
    }

    /// Sets the pages.
    pub(super) fn set_pages(
        &mut self,
        edition: &Edition,
        theme: &Theme,
    ) -> Result<Pages, Reported> {
        let warned = typeset::typeset(edition, theme, &self.options.fonts);
        let pages = self.gather(warned);
        let most = self.options.limits.pages;
        if pages.pages.len() > most {
            let message = format!("there are {} pages; the limit is {most}", pages.pages.len());
            self.diagnostics.push(
                Diagnostic::error(Code::LimitExceeded, message)
                    .help("divide the manuscript into volumes"),
            );
        }
        self.unless_errors(pages).ok_or(Reported)
    }

    /// Writes the EPUB, with a cover that was drawn for it where it brings none.
    pub(super) fn epub(
        &mut self,
        edition: &mut Edition,
        drawn: Option<Drawing>,
        pages: Option<&Pages>,
        theme: &Theme,
    ) -> Option<Vec<u8>> {
        let document = &mut edition.document;
        let own_assets = document.assets.len();
        if let Some(drawn) = drawn {
            self.add_cover(document, drawn);
        }
        let added = document.assets.len() > own_assets;
        let options = epub::Options {
            source_date_epoch: self.options.source_date_epoch,
            fonts: match self.options.epub_fonts {
                EpubFonts::Embedded => Some(&self.options.fonts),
                EpubFonts::None => None,
            },
        };
        let listed = self.options.page_list == PageList::Printed;
        let pages = pages.filter(|_| listed).map(|pages| &pages.page_map);
        let written = epub::write_with(edition, pages, theme, options);
        if added {
            // No other output shows this cover.
            edition.document.assets.truncate(own_assets);
            edition.document.meta.cover = None;
        }
        match written {
            Ok(warned) => Some(self.gather(warned)),
            Err(error) => self.epub_fault(&error),
        }
    }

    /// Writes the PDF for screens.
    pub(super) fn pdf(
        &mut self,
        edition: &Edition,
        pages: &Pages,
        theme: &Theme,
    ) -> Option<Vec<u8>> {
        let fonts = &self.options.fonts;
        let written = match self.options.pdf_cover {
            PdfCover::None => pdf::write(pages, edition, fonts),
            PdfCover::First => {
                let mut pages = pages.clone();
                cover::front(&mut pages, &edition.document, theme, fonts);
                pdf::write(&pages, edition, fonts)
            }
        };
        match written {
            Ok(bytes) => Some(bytes),
            Err(error) => self.pdf_fault("PDF", &error, edition),
        }
    }

    /// Gives a manuscript the cover that was drawn for it.
    fn add_cover(&mut self, document: &mut Document, drawn: Drawing) {
        match drawn {
            Ok(None) => self.diagnostics.push(
                Diagnostic::info(
                    Code::MissingGlyph,
                    "no cover is drawn: the title has characters that are in no font",
                )
                .at(document.meta.places.title)
                .help("name a picture as `cover`, or put a font for its script into `fonts`"),
            ),
            Ok(Some(art)) => {
                let asset = AssetId(u32::try_from(document.assets.len()).unwrap_or(u32::MAX));
                document.assets.push(Asset {
                    path: "cover".to_owned(),
                    format: AssetFormat::Png,
                    bytes: art.png.into(),
                    width: cover::WIDTH,
                    height: cover::HEIGHT,
                    lang: None,
                });
                document.meta.cover = Some(Cover {
                    asset,
                    alt: art.alt,
                });
            }
            Err(error) => {
                self.fault("cover", &error);
            }
        }
    }

    /// Lays the pages of the PDF on sheets.
    pub(super) fn impose(&mut self, pdf: &[u8]) -> Option<Vec<u8>> {
        match pdf::impose(pdf, self.options.imposition) {
            Ok(bytes) => Some(bytes),
            Err(error) => self.fault("PDF of sheets", &error),
        }
    }
}
