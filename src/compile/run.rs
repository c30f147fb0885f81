//! A manuscript on its way from stage to stage.

use std::sync::Arc;

use super::{EpubCover, EpubFonts, Formats, Options, PageList, PdfCover};
use crate::cover;
use crate::diag::{Code, Diagnostic, Diagnostics, Warned};
use crate::document::{Asset, AssetFormat, AssetId, Cover, Document};
use crate::edition::Edition;
use crate::edition::resolve;
use crate::epub;
use crate::manuscript::{self, Entry};
use crate::pdf;
use crate::preflight;
use crate::reader;
use crate::source::SourceMap;
use crate::style::Theme;
use crate::typeset::{self, page::Pages};
use crate::world::Files;

/// What is made for paper.
pub(super) struct Paper {
    /// The pages, where they are needed.
    pub(super) pages: Option<Pages>,
    pub(super) pdf: Option<Vec<u8>>,
    pub(super) imposed: Option<Vec<u8>>,
}

/// A cover that was drawn, or could not be.
pub(super) type Drawing = Result<Option<cover::CoverArt>, cover::CoverError>;

/// Draws a cover for the e-book of a manuscript that brings none.
pub(super) fn cover_art(options: &Options, edition: &Edition, theme: &Theme) -> Option<Drawing> {
    let meta = &edition.document.meta;
    let wanted = options.formats.epub() && options.epub_cover != EpubCover::None;
    (wanted && meta.cover.is_none()).then(|| cover::draw(meta, theme, &options.fonts))
}

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
    pub(super) fn start(options: &'a Options) -> Self {
        Self {
            options,
            diagnostics: Diagnostics::new(),
            sources: Arc::default(),
            root: String::new(),
        }
    }

    pub(super) fn take<T>(&mut self, warned: Warned<T>) -> T {
        self.diagnostics.extend(warned.diagnostics);
        warned.value
    }

    pub(super) fn sound<T>(&self, value: T) -> Option<T> {
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
        }
        Some(self.take(reader::read_within(
            &manuscript,
            files,
            &self.options.limits,
        )))
    }

    pub(super) fn edition(&mut self, files: &dyn Files, entry: &Entry) -> Option<Edition> {
        let document = self.document(files, entry)?;
        let warned = resolve(document, Arc::clone(&self.sources));
        Some(self.take(warned))
    }

    /// The pages, and the PDFs that are asked for.
    pub(super) fn paper(&mut self, edition: &Edition, theme: &Theme) -> Option<Paper> {
        let options = self.options;
        let pages = self.pages(edition, theme)?;
        if let Some(pages) = &pages {
            for &store in &options.stores {
                let found = preflight::check(edition, &pages.report, theme, store);
                self.diagnostics.extend(found);
            }
        }
        let pdf = pages.as_ref().filter(|_| options.formats.pdf());
        let pdf = pdf.and_then(|pages| self.pdf(edition, pages, theme));
        let imposed = options.impose.zip(pdf.as_deref());
        let imposed = imposed.and_then(|(how, pdf)| self.impose(pdf, how));
        Some(Paper {
            pages,
            pdf,
            imposed,
        })
    }

    /// The pages, if anything is made from them.
    pub(super) fn pages(&mut self, edition: &Edition, theme: &Theme) -> Option<Option<Pages>> {
        let unprinted = self.options.formats == Formats::Epub;
        if unprinted && self.options.page_list == PageList::None {
            return Some(None);
        }
        let warned = typeset::typeset(edition, theme, &self.options.fonts);
        let pages = self.take(warned);
        let most = self.options.limits.pages;
        if pages.pages.len() > most {
            let message = format!("there are {} pages; the limit is {most}", pages.pages.len());
            self.diagnostics.push(
                Diagnostic::error(Code::LimitExceeded, message)
                    .help("divide the manuscript into volumes"),
            );
        }
        self.sound(Some(pages))
    }

    pub(super) fn epub(
        &mut self,
        mut edition: Edition,
        art: Option<Drawing>,
        pages: Option<&Pages>,
        theme: &Theme,
    ) -> Option<Vec<u8>> {
        if let Some(art) = art {
            self.cover(&mut edition, art);
        }
        let options = epub::Options {
            source_date_epoch: self.options.source_date_epoch,
            fonts: match self.options.epub_fonts {
                EpubFonts::Embedded => Some(&self.options.fonts),
                EpubFonts::None => None,
            },
        };
        let listed = self.options.page_list == PageList::Printed;
        let pages = pages.filter(|_| listed).map(|pages| &pages.page_map);
        match epub::write_with(&edition, pages, theme, options) {
            Ok(warned) => Some(self.take(warned)),
            Err(error) => self.fault("EPUB", &error),
        }
    }

    fn pdf(&mut self, edition: &Edition, pages: &Pages, theme: &Theme) -> Option<Vec<u8>> {
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
            Err(error) => self.fault("PDF", &error),
        }
    }

    /// Gives a manuscript the cover that was drawn for it.
    fn cover(&mut self, edition: &mut Edition, art: Drawing) {
        let document = &mut edition.document;
        match art {
            Ok(None) => self.diagnostics.push(
                Diagnostic::info(
                    Code::MissingGlyph,
                    "no cover is drawn: the title has characters that are in no font",
                )
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

    fn impose(&mut self, pdf: &[u8], imposition: pdf::Imposition) -> Option<Vec<u8>> {
        match pdf::impose(pdf, imposition) {
            Ok(bytes) => Some(bytes),
            Err(error) => self.fault("PDF of sheets", &error),
        }
    }

    pub(super) fn fault(
        &mut self,
        format: &str,
        error: &impl std::fmt::Display,
    ) -> Option<Vec<u8>> {
        let message = format!("the {format} could not be written: {error}");
        self.diagnostics
            .push(Diagnostic::error(Code::Internal, message));
        None
    }
}
