//! Paragraphs become lines.

mod item;
mod line;

pub use item::{Breakpoint, Item};
pub use line::{Line, LineItem, LinkPart, ParagraphShape};
