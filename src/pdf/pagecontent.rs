//! The content of a page, between the writer of content and the rest of the file.

use std::collections::BTreeSet;

use lopdf::Stream;

use crate::document::AssetId;
use crate::font::FontId;
use crate::typeset::structure::StructId;

/// A page's content with what the rest of the file must know of it.
pub(super) struct PageContent {
    /// The content stream, compressed.
    pub(super) stream: Stream,
    /// By marked-content id: the element, and the index of the page's item that it starts with.
    pub(super) marks: Vec<(StructId, u32)>,
    /// The fonts that it shows.
    pub(super) fonts: BTreeSet<FontId>,
    /// The pictures that it shows.
    pub(super) pictures: BTreeSet<AssetId>,
}
