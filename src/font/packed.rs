//! Fonts that are packed in the binary, by LZ4: it takes a quarter more room than Deflate, and is unpacked in a fifth of the time.

use std::sync::OnceLock;

use lz4_flex::block::decompress;

/// A font that is packed, since most books never ask for it.
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

    /// The whole file, unpacked when it is first asked for.
    pub fn bytes(&'static self) -> &'static [u8] {
        self.whole.get_or_init(|| {
            let whole = decompress(self.packed, self.size);
            debug_assert!(
                whole.as_ref().is_ok_and(|whole| whole.len() == self.size),
                "packed well"
            );
            whole.unwrap_or_default()
        })
    }
}
