//! Themes: every number of design. Both backends derive their looks from the theme, so that the two
//! formats look alike.

mod builtin;
mod check;
mod geometry;
mod scale;
mod style;

pub use builtin::ThemeError;
pub use geometry::{Geometry, PageLayout, Scales};
pub use style::{
    Align, BlockStyle, FamilyRole, Figures, FolioPlace, HeadPlace, Margins, TextStyle, Theme,
};
