//! What can keep a PDF from being written.

use crate::document::AssetId;
use crate::font::FontId;
use crate::typeset::structure::StructId;

/// Why a PDF was not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// A font cannot be cut down to the glyphs in use.
    #[error("the font `{name}` cannot be embedded: {reason}")]
    Font {
        /// Its place in the font book.
        id: FontId,
        /// Its PostScript name.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A picture cannot be decoded.
    #[error("the picture `{path}` cannot be read: {reason}")]
    Image {
        /// Its place in the document.
        asset: AssetId,
        /// Its path in the manuscript.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A page names a font that the font book does not hold.
    #[error("a page uses font {}, which is not in the font book", .0.0)]
    UnknownFont(FontId),
    /// A page names a picture that the document does not hold.
    #[error("a page shows picture {}, which the document does not hold", .0.0)]
    UnknownAsset(AssetId),
    /// A page names a structure element that does not exist, or the elements are no tree.
    #[error("structure element {} does not exist or stands before its parent", .0.0)]
    UnknownElement(StructId),
    /// The profile of a press is none, or not of use.
    #[error("the profile of the press cannot be used: {0}")]
    Profile(String),
    /// A PDF cannot be read.
    #[error("the PDF cannot be read: {0}")]
    Unreadable(String),
    /// The file would exceed what its cross-reference table can address.
    #[error("the PDF would be larger than 4 GB")]
    TooLarge,
}
