//! The typesetter: an edition becomes pages.
//!
//! ```text
//! Edition ─style─▶ RichText, blocks ─text─▶ glyph runs ─paragraph─▶ Lines ─flow─▶ Galley ─paginate─▶ Pages
//! ```

mod flow;
mod galley;
pub mod page;
pub mod paginate;
pub mod paragraph;
pub mod report;
pub mod structure;
mod style;
mod terms;
pub mod text;
