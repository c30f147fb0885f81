//! The typesetter: an edition becomes pages.
//!
//! ```text
//! Edition ─style─▶ RichText, blocks ─text─▶ glyph runs ─paragraph─▶ Lines ─flow─▶ Galley ─paginate─▶ Pages
//! ```

pub mod page;
pub mod paginate;
pub mod paragraph;
pub mod report;
pub mod structure;
mod style;
pub mod text;
