//! Characters that no XML 1.0 document may hold.

use std::borrow::Cow;

pub(super) use crate::text::is_xml_char;

/// The text without what XML does not allow.
pub(super) fn clean(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.chars().all(is_xml_char) {
        text
    } else {
        Cow::Owned(text.chars().filter(|c| is_xml_char(*c)).collect())
    }
}
