//! Percent-encoded texts (RFC 3986, section 2.1).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is not unreserved in a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Escapes resolved; `None` when what they stand for is not UTF-8. What is no whole escape stays as it is.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

/// A path as a relative reference: what is not unreserved is encoded.
pub(crate) fn percent_encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes() {
        assert_eq!(percent_decode("a%20b%zz%").as_deref(), Some("a b%zz%"));
        assert_eq!(percent_decode("%ED%95%9C").as_deref(), Some("한"));
        assert_eq!(percent_decode("a+b%2fc").as_deref(), Some("a+b/c"));
        assert_eq!(percent_decode("%FF"), None);
    }

    #[test]
    fn encodes() {
        assert_eq!(
            percent_encode_path("a-b_c.d~e/f g(h)&한.epub"),
            "a-b_c.d~e/f%20g%28h%29%26%ED%95%9C.epub"
        );
    }
}
