//! Texts cut to a length that a message can hold.

/// The first characters of a text, with an ellipsis where it is longer.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_by_characters() {
        assert_eq!(shorten("한국어", 3), "한국어");
        assert_eq!(shorten("한국어", 2), "한국…");
        assert_eq!(shorten("", 0), "");
    }
}
