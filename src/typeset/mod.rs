//! The typesetter: an edition becomes pages.
//!
//! ```text
//! Edition ─style─▶ RichText, blocks ─text─▶ glyph runs ─paragraph─▶ Lines ─flow─▶ Galley ─paginate─▶ Pages
//! ```

pub mod math;
pub mod page;
pub mod paragraph;
pub mod report;
pub mod structure;
pub mod text;
