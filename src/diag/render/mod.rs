//! Diagnostics rendered: as text for people ([`TextRenderer`]), as JSON for programs ([`json`]). Both are
//! pure: they take diagnostics and the sources that these point into, and give a text that the caller
//! prints.

mod excerpt;
mod group;
pub mod json;
mod text;

pub use text::{Look, TextRenderer};
