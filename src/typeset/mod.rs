//! The typesetter: an edition becomes pages.
//!
//! ```text
//! Edition ─style─▶ RichText ─text─▶ Analysis ─paragraph─▶ Lines ─flow─▶ Galley ─paginate─▶ PagePlans ─compose─▶ Pages
//! ```
//!
//! From the ground up, each module names only those before it (`tests/layering` sees to it that no files name each
//! other in a circle):
//!
//! - [`structure`], [`glyphs`], [`report`], [`page`]: what the stages hand to each other, and to the PDF writer;
//! - [`math`]: a formula becomes a box;
//! - [`text`]: words are shaped, places to break found;
//! - [`paragraph`]: lines are broken and put together;
//! - `style`: inlines with a theme become rich text; `tally` counts lines;
//! - [`paginate`]: where pages end, by numbers alone;
//! - `galley`: boxes in a column; `flow`: blocks become boxes;
//! - `chapter`, `front`: what chapters and the pages before them begin with;
//! - `spreads`, `compose`: a galley becomes pages;
//! - `runs`, `driver`: a book's chapters, side by side, and the whole.
//!
//! Every form between two stages has a dump as text: [`text::dump_analysis`],
//! [`TextEngine::dump_items`](paragraph::TextEngine::dump_items), [`paragraph::dump_lines`], [`dump_galleys`],
//! [`Pages::dump`](page::Pages::dump).

mod chapter;
mod compose;
mod driver;
mod dump;
mod flow;
mod front;
mod galley;
pub mod glyphs;
pub mod math;
pub mod page;
pub mod paginate;
pub mod paragraph;
pub mod report;
mod runs;
mod spreads;
pub mod structure;
mod style;
mod tally;
pub mod text;

pub use driver::{dump_galleys, typeset};
