//! What a backend could not write: reported as what it is where the author can mend it, and as a fault of
//! Bindery's own elsewhere.

use std::fmt::Display;

use super::run::Run;
use crate::diag::{Code, Diagnostic};
use crate::edition::Edition;
use crate::epub::EpubError;
use crate::font::FontData;
use crate::pdf::PdfError;

impl Run<'_> {
    /// Reports why a PDF of an edition could not be written. There is none then.
    pub(super) fn pdf_fault(
        &mut self,
        what: &str,
        error: &PdfError,
        edition: &Edition,
    ) -> Option<Vec<u8>> {
        let diagnostic = match error {
            PdfError::Image {
                asset,
                path,
                reason,
            } => {
                let message = format!("`{path}` cannot be shown in the {what}: {reason}");
                let places = edition.document.shown_pictures();
                Diagnostic::error(Code::BadImage, message)
                    .at(places.get(asset).copied().flatten())
                    .help("open it in a program for pictures and save it again, simpler if it is a drawing")
            }
            PdfError::Font { id, name, reason }
                if matches!(self.options.fonts.get(*id).data(), FontData::Owned(_)) =>
            {
                let message = format!("your font `{name}` cannot be used in the {what}: {reason}");
                Diagnostic::error(Code::BadFont, message).help(
                    "take its file out of the folder of fonts, or put a whole copy in its place",
                )
            }
            PdfError::Profile(reason) => {
                let message = format!("the profile of the press cannot be used: {reason}");
                let profile = edition.document.meta.print.profile.as_ref();
                Diagnostic::error(Code::BadMetadata, message)
                    .at(profile.map(|profile| profile.span))
                    .help(
                        "name an ICC profile of a printing device as `profile`, or write `standard: x-1a`",
                    )
            }
            PdfError::TooLarge => Diagnostic::error(Code::LimitExceeded, error.to_string())
                .help("make the pictures smaller, or divide the manuscript into volumes"),
            error => return self.fault(what, error),
        };
        self.diagnostics.push(diagnostic);
        None
    }

    /// Reports why an EPUB could not be written. There is none then.
    pub(super) fn epub_fault(&mut self, error: &EpubError) -> Option<Vec<u8>> {
        let code = match error {
            EpubError::TooDeep(_) => Code::LimitExceeded,
            EpubError::NoText => Code::EmptyManuscript,
            error => return self.fault("EPUB", error),
        };
        let message = format!("the EPUB could not be written: {error}");
        self.diagnostics.push(Diagnostic::error(code, message));
        None
    }

    /// Reports a fault of Bindery's own.
    pub(super) fn fault(&mut self, what: &str, error: &impl Display) -> Option<Vec<u8>> {
        let message = format!("the {what} could not be written: {error}");
        self.diagnostics.push(
            Diagnostic::error(Code::Internal, message)
                .help("please report it, with the manuscript if you can"),
        );
        None
    }
}
