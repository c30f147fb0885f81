//! The names of files that others refer to.

/// The stylesheet's name.
pub(super) const STYLESHEET: &str = "stylesheet.css";
/// The navigation document's name, which is `epub-builder`'s.
pub(super) const NAV: &str = "nav.xhtml";
/// The NCX's name, which is `epub-builder`'s.
pub(super) const NCX: &str = "toc.ncx";
