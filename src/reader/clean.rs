//! Characters that no XML 1.0 document may hold.

use std::borrow::Cow;

pub(super) use crate::manuscript::is_xml_char;

/// The text without what XML does not allow.
pub(super) fn clean(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.chars().all(is_xml_char) {
        text
    } else {
        Cow::Owned(text.chars().filter(|c| is_xml_char(*c)).collect())
    }
}

/// Percent escapes resolved; `None` when what they stand for is not UTF-8. Bad escapes stay as they are.
pub(super) fn percent_decode(text: &str) -> Option<String> {
    let hex = |byte: Option<&u8>| byte.and_then(|b| char::from(*b).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = hex(bytes.get(at + 1)).zip(hex(bytes.get(at + 2)));
        match escape {
            Some((high, low)) if byte == b'%' => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

/// The scheme of a URL in lower case, if it has one. White space and control characters, which
/// browsers skip, are skipped, so that `java\tscript:` is known for what it is.
pub(super) fn scheme(url: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in url
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
    {
        match c {
            ':' if !scheme.is_empty() => return Some(scheme),
            _ if c.is_ascii_alphabetic() => scheme.push(c.to_ascii_lowercase()),
            _ if !scheme.is_empty() && (c.is_ascii_digit() || "+-.".contains(c)) => scheme.push(c),
            _ => return None,
        }
        if scheme.len() > 40 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_schemes() {
        assert_eq!(scheme(" JavaScript:x").as_deref(), Some("javascript"));
        assert_eq!(scheme("java\tscript:x").as_deref(), Some("javascript"));
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("#a:b"), None);
        assert_eq!(scheme("02-next.md"), None);
    }

    #[test]
    fn decodes_percents() {
        assert_eq!(percent_decode("a%20b%zz%").as_deref(), Some("a b%zz%"));
        assert_eq!(percent_decode("%ED%95%9C").as_deref(), Some("한"));
        assert_eq!(percent_decode("%FF"), None);
    }
}
