//! Bounds on what one manuscript may take, so that an untrusted one can't take all.

/// The bounds. What is larger is refused with [`Code::LimitExceeded`](crate::diag::Code::LimitExceeded).
///
/// The defaults are far above any book; lower ones suit a server that builds for strangers. Some bounds
/// can't be raised: those on nesting and on single files, which keep the stack and memory safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of all text and metadata files together.
    pub input: usize,
    /// Chapters.
    pub chapters: usize,
    /// Bytes of all pictures together.
    pub pictures: u64,
    /// Pixels of one picture on its longer side.
    pub picture_side: u32,
    /// Pixels of one picture in all.
    pub picture_pixels: u64,
    /// How deep blocks may nest; no more than 64 in any case.
    pub depth: usize,
    /// Pages of the PDF.
    pub pages: usize,
}

/// How deep blocks may nest at the most, whatever is asked for: each level takes room on the stack.
pub const MAX_DEPTH: usize = 64;

impl Default for Limits {
    fn default() -> Self {
        Self {
            input: 256 << 20,
            chapters: 5_000,
            pictures: 1 << 30,
            picture_side: 20_000,
            picture_pixels: 100_000_000,
            depth: MAX_DEPTH,
            pages: 20_000,
        }
    }
}
