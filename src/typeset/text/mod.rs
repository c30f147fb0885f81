//! Text becomes glyphs: font choice per cluster, bidirectional order, shaping, hyphenation.

mod analyse;
mod breaks;
mod dump;
mod edges;
mod engine;
mod hyphen;
mod rich;
mod shaper;
mod split;
mod style;
mod words;

#[cfg(test)]
pub(in crate::typeset) mod sample;
#[cfg(test)]
mod tests;

pub use dump::{dump_glyphs, dump_lines};
pub use engine::{Missing, Paragraph, TextEngine, Widths};
pub use rich::{CharStyle, LinkId, RichText, RunKind, Script, TextRun};

pub(in crate::typeset) use analyse::{Atom, AtomKind, MAX_WORD, SpaceWidth};
pub(in crate::typeset) use breaks::BreakAt;
pub(in crate::typeset) use edges::Edges;
pub(in crate::typeset) use words::{Segment, WordId};
