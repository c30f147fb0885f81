//! A text taken apart: words that are shaped, spaces and objects, and the places where lines may end.

use super::breaks::BreakAt;
use super::style::StyleId;
use super::words::WordId;

/// A text taken apart by [`analyse`](super::analyse()). It is a value: it says all that breaking the
/// text into lines needs to know of it, and nothing that is done with it changes it.
///
/// The glyphs of its words are in the cache of the shaper that made it. A cache that has grown too large is emptied;
/// [`Shaper::holds`](super::Shaper::holds) tells whether that happened since.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// The pieces in the order of reading, without a gap.
    pub(in crate::typeset) atoms: Vec<Atom>,
    /// Where lines may end, by offset.
    pub(in crate::typeset) breaks: Vec<BreakAt>,
    /// The style of each run of the text.
    pub(super) styles: Vec<StyleId>,
    /// The bidirectional level of the paragraph: 1 where it runs right to left, else 0.
    pub(in crate::typeset) base_level: u8,
    /// Characters that no font has.
    pub(in crate::typeset) missing: Vec<Missing>,
    /// The state of the cache that its words are in.
    pub(super) epoch: u32,
}

/// A character that no font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// Its offset in [`RichText::text`](super::RichText::text).
    pub offset: usize,
    /// The character.
    pub char: char,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy)]
pub(in crate::typeset) struct Atom {
    /// What it is.
    pub(in crate::typeset) kind: AtomKind,
    /// The offset in the text at which it starts, in bytes.
    pub(in crate::typeset) start: u32,
    /// The offset at which it ends.
    pub(in crate::typeset) end: u32,
    /// The place of its run in [`RichText::runs`](super::RichText::runs).
    pub(in crate::typeset) run: u32,
    /// Its bidirectional level: odd for right to left (UAX #9).
    pub(in crate::typeset) level: u8,
}

/// What an atom is.
#[derive(Debug, Clone, Copy)]
pub(in crate::typeset) enum AtomKind {
    /// Shaped text.
    Word {
        /// Its glyphs.
        word: WordId,
    },
    /// A space.
    Space {
        /// Its glyph.
        word: WordId,
        /// How it is set.
        width: SpaceWidth,
    },
    /// An object of [`RunKind::Object`](super::RunKind::Object).
    Object,
    /// A fill of [`RunKind::Fill`](super::RunKind::Fill).
    Fill,
    /// The end of a line that the author wants.
    Break {
        /// The glyph of the space that it is read as.
        word: WordId,
    },
}

/// How wide a space is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::typeset) enum SpaceWidth {
    /// A word space: it can stretch and shrink.
    Word,
    /// As wide as it is.
    Fixed,
    /// That of code: it gives way less than a word space.
    Code,
    /// Half of a word space, as French wants it before high punctuation.
    Thin,
}

/// Longer words are cut, in bytes; only text that is not made of words can notice.
pub(in crate::typeset) const MAX_WORD: usize = 1024;

impl Analysis {
    /// The style of a run.
    pub(in crate::typeset) fn style(&self, run: usize) -> StyleId {
        self.styles.get(run).copied().unwrap_or(StyleId(0))
    }
}
