//! Pictures that a document uses.

use std::sync::Arc;

use super::Lang;

/// Identifies an [`Asset`]: its place in [`Document::assets`](super::Document::assets).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub u32);

/// The kinds of picture file that both backends can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssetFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// Scalable Vector Graphics.
    Svg,
}

/// A picture file, checked: its bytes are of its format and its dimensions are within the limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// The path relative to the manuscript, with `/`.
    pub path: String,
    /// The kind of file, by its content.
    pub format: AssetFormat,
    /// The file's bytes. An SVG is as it was read: a backend makes it safe for itself.
    pub bytes: Arc<[u8]>,
    /// Width in pixels (CSS pixels, 1/96 inch, for an SVG).
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The language of text in the picture, where known.
    pub lang: Option<Lang>,
}
