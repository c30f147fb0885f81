//! Content streams: the items of a page as operators (ISO 32000-1, 8.2 and 14.6).

mod state;
mod text;
mod writer;

use std::collections::BTreeSet;
use std::sync::Arc;

use lopdf::Dictionary;

use self::writer::Writer;
use super::error::PdfError;
use super::font::FontSet;
use super::image::Pictures;
use super::ink::Inks;
use super::object::deflated;
use super::pagecontent::PageContent;
use super::tags::Tags;
use crate::document::AssetId;
use crate::font::FontId;
use crate::typeset::page::{Page, PageItem};
use crate::typeset::structure::StructId;
use crate::units::Length;

/// What content streams draw on.
pub(super) struct Resources<'a> {
    /// The fonts, cut down.
    pub(super) fonts: &'a FontSet,
    /// The structure that marked content belongs to; `None` for content without marks.
    pub(super) tags: Option<&'a Tags<'a>>,
    /// The pictures' own orientation.
    pub(super) pictures: &'a Pictures,
    /// What colours become.
    pub(super) inks: &'a Inks,
}

/// How far content that reaches an edge of the page goes on beyond it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Bleed {
    pub(super) left: Length,
    pub(super) top: Length,
    pub(super) right: Length,
    pub(super) bottom: Length,
}

/// Content before it is compressed.
#[derive(Default)]
pub(super) struct Drawn {
    /// The operators.
    pub(super) bytes: Vec<u8>,
    /// See [`PageContent::marks`].
    pub(super) marks: Vec<(StructId, u32)>,
    /// The fonts that it shows.
    pub(super) fonts: BTreeSet<FontId>,
    /// The pictures that it shows.
    pub(super) pictures: BTreeSet<AssetId>,
}

/// Writes a page's content.
pub(super) fn write(page: &Page, resources: &Resources<'_>) -> Result<PageContent, PdfError> {
    draw(page, resources, Bleed::default()).map(PageContent::from)
}

impl From<Drawn> for PageContent {
    fn from(drawn: Drawn) -> Self {
        Self {
            stream: deflated(Dictionary::new(), &drawn.bytes),
            marks: drawn.marks,
            fonts: drawn.fonts,
            pictures: drawn.pictures,
        }
    }
}

/// Writes a page's operators.
pub(super) fn draw(
    page: &Page,
    resources: &Resources<'_>,
    bleed: Bleed,
) -> Result<Drawn, PdfError> {
    let mut writer = Writer::new(resources, page.size, bleed);
    for (index, item) in (0u32..).zip(&page.items) {
        match item {
            PageItem::Glyphs(run) => {
                writer.enter_text(run.mark, run.lang.as_ref(), index)?;
                writer.run(run)?;
            }
            PageItem::Rule(rule) => {
                writer.enter_graphics(rule.mark, index)?;
                writer.rule(rule);
            }
            PageItem::Image(image) => {
                writer.enter_graphics(image.mark, index)?;
                writer.image(image)?;
            }
            // An annotation; nothing is drawn.
            PageItem::Link(_) => {}
            PageItem::Turned(about) => writer.turn(*about),
            PageItem::Upright => writer.upright(),
        }
    }
    Ok(writer.finish())
}

/// The text of a span that replaces that of its glyphs.
type Replacement = Option<Arc<str>>;
