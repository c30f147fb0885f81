//! Text becomes glyphs: font choice per cluster, bidirectional order, shaping, hyphenation.

mod rich;

pub use rich::{CharStyle, LinkId, RichText, RunKind, Script, TextRun};
