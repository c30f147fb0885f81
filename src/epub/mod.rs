//! The EPUB backend: an [`Edition`] becomes the bytes of an EPUB 3.3 file.
//!
//! ```text
//! Edition ─split─▶ Book (files, ids) ─content─▶ Pages (trees) ─package─▶ Package (OPF, nav, NCX) ─write─▶ bytes
//!                                       ├─▶ Usage (what the content has: pictures, math, page breaks)
//!                                       └─face─▶ Faces (fonts with the characters of the trees)
//! ```
//!
//! `epub-builder` assembles the files; the last stage puts our package documents in place of its
//! drafts and writes the archive.

mod content;
mod css;
mod face;
mod files;
mod href;
mod limits;
mod marks;
mod markup;
mod names;
mod package;
mod picture;
#[cfg(test)]
mod sample;
mod split;
#[cfg(test)]
mod tests;
mod tree;
mod write;

use crate::diag::{Diagnostics, Warned};
use crate::edition::{Edition, PageMap};
use crate::font::FontBook;
use crate::style::Theme;
use face::{Faces, Uses};

/// Why no EPUB can be made; nothing that the author could mend at one place of the text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EpubError {
    /// The text is nested too deeply.
    #[error("the text is nested deeper than {0} levels")]
    TooDeep(usize),
    /// There is no text.
    #[error("the manuscript has no chapter")]
    NoText,
    /// The files cannot be assembled.
    #[error("the EPUB cannot be assembled: {0}")]
    Assemble(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The archive cannot be written.
    #[error("the EPUB's archive cannot be written: {0}")]
    Archive(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Choices that a build may make.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// When the edition was last modified, in seconds since 1970-01-01T00:00:00Z, for a manuscript
    /// without a date: the value of `SOURCE_DATE_EPOCH`. Without either, the EPUB says 1980-01-01, the
    /// time stamp of the files within it.
    pub source_date_epoch: Option<i64>,
    /// The fonts to embed from, each reduced to what the text uses; without, none are embedded and
    /// readers show their own.
    pub fonts: Option<&'a FontBook>,
}

/// Writes an edition as an EPUB, with the page breaks of its printed edition if they are known.
///
/// # Errors
/// When there is no text, or it is nested too deeply.
pub fn write(
    edition: &Edition,
    pages: Option<&PageMap>,
    theme: &Theme,
) -> Result<Warned<Vec<u8>>, EpubError> {
    write_with(edition, pages, theme, Options::default())
}

/// [`write()`] with [`Options`].
///
/// # Errors
/// When there is no text, or it is nested too deeply.
pub fn write_with(
    edition: &Edition,
    pages: Option<&PageMap>,
    theme: &Theme,
    options: Options<'_>,
) -> Result<Warned<Vec<u8>>, EpubError> {
    limits::check_depth(edition)?;
    if edition.document.chapters.is_empty() {
        return Err(EpubError::NoText);
    }
    let mut diagnostics = Diagnostics::new();
    let book = split::split(edition);
    let pictures = picture::prepare(edition, &mut diagnostics);
    let text = content::write(&book, &pictures, pages, &mut diagnostics);
    let nav = package::nav(&book, &text);
    let sheet = css::Stylesheet::new(theme);
    let faces = options.fonts.map_or_else(Faces::default, |fonts| {
        let pages = text.pages.iter().map(|page| &page.root);
        let uses = Uses::of(pages.chain([&nav]), &sheet, theme);
        Faces::new(
            &uses,
            &edition.document.meta.lang,
            theme,
            fonts,
            &mut diagnostics,
        )
    });
    let files = files::Files {
        text: &text,
        pictures: &pictures,
        faces: &faces,
        stylesheet: sheet.to_css(theme, &faces),
    };
    let package = package::Package::new(&book, &files, &nav, options.source_date_epoch);
    let value = write::archive(&package, &files, &edition.document.meta)?;
    Ok(Warned { value, diagnostics })
}
