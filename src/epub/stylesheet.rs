//! Theme → stylesheet.

use crate::theme::Theme;

/// The stylesheet of a theme.
pub(super) fn write(_theme: &Theme) -> String {
    String::new()
}
