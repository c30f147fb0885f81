//! The files of a package.

use super::content::Text;
use super::face::Faces;
use super::picture::Pictures;

/// The files of a package.
pub(super) struct Files<'a> {
    pub(super) text: &'a Text,
    pub(super) pictures: &'a Pictures,
    pub(super) faces: &'a Faces,
    pub(super) stylesheet: String,
}
