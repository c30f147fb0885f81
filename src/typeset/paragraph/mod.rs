//! Paragraphs become lines.

mod assemble;
mod build;
mod emit;
mod item;
pub mod knuth_plass;
mod line;
mod passes;
mod protrude;

pub use item::{Breakpoint, Item};
pub use line::{Line, LineItem, LinkPart, ParagraphShape};

pub(in crate::typeset) use assemble::Part;
pub(in crate::typeset) use build::Layout;
