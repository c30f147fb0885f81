//! Paragraphs become lines.

mod assemble;
mod build;
mod emit;
mod fit;
mod grid;
mod item;
mod knuth_plass;
mod line;
mod passes;
mod placed;
mod protrude;
mod rivers;
mod settings;
mod word;

pub use item::{Breakpoint, Item};
pub use knuth_plass::break_lines;
pub use line::{Line, LineItem, LinkPart, ParagraphShape};
pub use settings::{Force, LineWidths, Settings};

pub(in crate::typeset) use assemble::Part;
pub(in crate::typeset) use build::Layout;
pub(crate) use placed::{LinkTo, Object, PlacedLine, RubyText, Shown, TextRefs};
pub(in crate::typeset) use rivers::Rivers;
