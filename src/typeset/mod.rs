//! The typesetter: an edition becomes pages.
//!
//! ```text
//! Edition ─style─▶ RichText, blocks ─text─▶ glyph runs ─paragraph─▶ Lines ─flow─▶ Galley ─paginate─▶ Pages
//! ```

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
