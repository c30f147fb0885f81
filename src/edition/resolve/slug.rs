//! Names made of text: ids of anchors, and the names that GitHub gives to headings.

use crate::document::OBJECT;

/// The longest id that is made of a text, in bytes.
const MAX_LEN: usize = 64;

/// An ASCII XML name made of a text by transliteration: `§ 2: Größe` → `ss-2-grosse`.
/// Empty when nothing of the text can be written so.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    let mut push = |c: char| -> bool {
        if c.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push(c.to_ascii_lowercase());
        } else if c != '\'' && c != '\u{2019}' {
            gap = true;
        }
        out.len() < MAX_LEN
    };
    'text: for c in text.chars() {
        if c == OBJECT {
            continue;
        }
        if c.is_ascii() || c == '\u{2019}' || !c.is_alphanumeric() {
            if !push(c) {
                break;
            }
            continue;
        }
        for c in deunicode::deunicode_char(c).unwrap_or("-").chars() {
            if !push(c) {
                break 'text;
            }
        }
    }
    name_start(out)
}

/// An id as its author wrote it, where it can be an ASCII XML name with nothing changed.
pub(super) fn is_name(id: &str) -> bool {
    let start = |b: u8| b.is_ascii_alphabetic() || b == b'_';
    let rest = |b: u8| start(b) || b.is_ascii_digit() || matches!(b, b'-' | b'.');
    id.len() <= 4 * MAX_LEN && id.bytes().next().is_some_and(start) && id.bytes().all(rest)
}

/// A name may not start with a digit.
fn name_start(name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("s-{name}")
    } else {
        name
    }
}

/// The name that GitHub gives to a heading: lower case, without punctuation, hyphens for spaces.
/// Links in existing manuscripts are written for it.
pub(super) fn github_slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.trim().chars() {
        if c.is_alphanumeric() || matches!(c, '_' | '-') || is_mark(c) {
            out.extend(c.to_lowercase());
        } else if c == ' ' || c == '\n' {
            out.push('-');
        }
    }
    out
}

/// Combining marks are parts of words in many scripts, but not alphanumeric to the standard library.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{DFF}' | '\u{E31}' | '\u{E34}'..='\u{E4E}' | '\u{200C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_ascii_names() {
        for (text, expected) in [
            ("The Dog's Breakfast", "the-dogs-breakfast"),
            ("The Dog\u{2019}s Breakfast", "the-dogs-breakfast"),
            ("  Größe & Maß  ", "grosse-mass"),
            ("평양", "pyeongyang"),
            ("2024 in review", "s-2024-in-review"),
            ("A -- B", "a-b"),
            ("C++ / Rust", "c-rust"),
            ("!?", ""),
            ("", ""),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
        assert!(slug(&"word ".repeat(1000)).len() <= MAX_LEN + 2);
        assert!(is_name(&slug("x\u{0}y")));
    }

    #[test]
    fn names_are_told_from_others() {
        for (id, valid) in [
            ("tab-dates", true),
            ("_a.b", true),
            ("1a", false),
            ("größe", false),
            ("a b", false),
            ("a:b", false),
            ("", false),
        ] {
            assert_eq!(is_name(id), valid, "{id}");
        }
    }

    #[test]
    fn github_slugs_are_as_there() {
        assert_eq!(github_slug("What's new? (v2.0)"), "whats-new-v20");
        assert_eq!(github_slug("A -- B"), "a----b");
        assert_eq!(github_slug("Größe"), "größe");
        assert_eq!(github_slug("snake_case & co"), "snake_case--co");
    }
}
