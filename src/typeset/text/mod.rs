//! Text becomes glyphs: font choice per cluster, bidirectional order, shaping, hyphenation.
//!
//! [`RichText`] goes in, an [`Analysis`] comes out: see [`analyse`](analyse()).

mod analyse;
mod analysis;
mod breaks;
mod chars;
mod dump;
mod edges;
mod font_shaper;
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

pub use analyse::analyse;
pub use analysis::{Analysis, Missing};
pub use dump::dump_analysis;
pub use rich::{CharStyle, LinkId, RichText, RunKind, Script, TextRun};
pub use shaper::Shaper;

pub(in crate::typeset) use analysis::{Atom, AtomKind, MAX_WORD, SpaceWidth};
pub(in crate::typeset) use breaks::BreakAt;
pub(in crate::typeset) use edges::Edges;
pub(in crate::typeset) use style::StyleId;
pub(in crate::typeset) use words::{Segment, WordId};
