//! Fonts: those in the binary, and those a project adds. No font of the machine is ever used.

mod blank;
mod book;
mod bundled;
mod charmap;
mod coverage;
mod face;
mod fallback;
mod folder;
mod glyphs;
pub mod math;
mod outline;
mod packed;
mod subset;

pub use book::{FontBook, FontQuery};
pub use face::{Font, FontData, FontError, FontId, FontMetrics};
pub use fallback::{FallbackQuery, is_invisible};
pub use folder::{AddedFonts, FontFolder};
pub use glyphs::table;
pub use outline::{InkBox, Outline};
pub use packed::PackedFont;
pub use subset::SubsetError;
