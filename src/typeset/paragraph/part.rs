//! The parts of a line: words, spaces, objects.

use crate::typeset::text::{Atom, WordId};
use crate::units::Length;

/// A part of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// The bytes of the text that it shows.
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) run: u32,
    pub(super) level: u8,
    /// Its natural width.
    pub(super) width: Length,
    pub(super) stretch: Length,
    pub(super) shrink: Length,
    /// Width added after it: stretched space, or space between ideographs.
    pub(super) extra: Length,
}

/// What a part of a line is.
#[derive(Debug, Clone, Copy)]
pub(super) enum PartKind {
    /// A word. `base` is where its text starts in the paragraph's, and `from..to` may be a part of it.
    Word { word: WordId, base: u32 },
    /// The hyphen that breaking adds.
    Hyphen { word: WordId },
    /// A space.
    Space { word: WordId },
    /// The space that the line ends at: it is in the text, but not in the line's width.
    Trailing { word: WordId },
    /// An object.
    Object,
    /// A fill.
    Fill,
}

impl Part {
    /// A part of an atom that shows the text between two offsets, and is rigid.
    pub(super) fn new(kind: PartKind, atom: &Atom, from: u32, to: u32, width: Length) -> Self {
        Self {
            kind,
            from,
            to,
            run: atom.run,
            level: atom.level,
            width,
            stretch: Length::ZERO,
            shrink: Length::ZERO,
            extra: Length::ZERO,
        }
    }

    /// Its width as set, before glyphs are scaled.
    pub(super) fn set_width(&self) -> Length {
        match self.kind {
            PartKind::Trailing { .. } => Length::ZERO,
            _ => self.width + self.extra,
        }
    }

    /// True for parts whose glyphs may be scaled.
    pub(super) fn is_elastic(&self) -> bool {
        matches!(self.kind, PartKind::Word { .. } | PartKind::Hyphen { .. })
    }
}
