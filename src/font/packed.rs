//! Fonts that are deflated in the binary.

use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::ZlibDecoder;

/// A font that is deflated, since most books never ask for it.
#[derive(Debug)]
pub struct PackedFont {
    /// A font file with its small tables alone.
    card: &'static [u8],
    packed: &'static [u8],
    /// The whole file's size.
    size: usize,
    whole: OnceLock<Vec<u8>>,
}

impl PackedFont {
    pub(super) const fn new(card: &'static [u8], packed: &'static [u8], size: usize) -> Self {
        Self {
            card,
            packed,
            size,
            whole: OnceLock::new(),
        }
    }

    /// A font file with the tables that name the font, measure it and map its characters, and without any glyphs.
    pub(super) fn card(&self) -> &'static [u8] {
        self.card
    }

    /// The whole file's size in bytes.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// The whole file, inflated when it is first asked for.
    pub fn bytes(&'static self) -> &'static [u8] {
        self.whole.get_or_init(|| {
            let mut whole = Vec::with_capacity(self.size);
            let inflated = ZlibDecoder::new(self.packed).read_to_end(&mut whole);
            debug_assert!(inflated.is_ok_and(|size| size == self.size), "packed well");
            whole
        })
    }
}
