//! Themes: every number of design. Both backends derive their looks from the theme, so that the two
//! formats look alike.

mod builtin;
mod style;

pub use style::{Align, BlockStyle, FamilyRole, Figures, Margins, TextStyle, Theme};
