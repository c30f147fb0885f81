//! The files of a package.

use super::face::Faces;
use super::picture::Pictures;
use super::xhtml::Text;

/// The files of a package.
pub(super) struct Files<'a> {
    pub(super) text: &'a Text,
    pub(super) pictures: &'a Pictures,
    pub(super) faces: &'a Faces,
    pub(super) stylesheet: String,
}
