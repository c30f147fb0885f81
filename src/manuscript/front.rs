//! The front matter at the head of a file.

use std::ops::Range;

/// A file's text divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Split {
    /// The YAML between the lines of three hyphens, if there are such.
    pub(super) front: Option<Range<usize>>,
    /// The Markdown after it.
    pub(super) body: Range<usize>,
    /// True when front matter seems to start but never ends.
    pub(super) unclosed: bool,
}

/// Divides a text into front matter and body. Front matter starts with `---` on the first line and
/// ends with the next line `---` or `...`; a first line `---` followed by a blank line is a break.
pub(super) fn split(text: &str) -> Split {
    let whole = Split {
        front: None,
        body: 0..text.len(),
        unclosed: false,
    };
    let mut lines = Lines { text, at: 0 };
    let Some(first) = lines.next() else {
        return whole;
    };
    if text[first].trim_end() != "---" {
        return whole;
    }
    let start = lines.at;
    let mut looks_like_keys = false;
    for (number, range) in lines.by_ref().enumerate() {
        let line = &text[range.clone()];
        if number == 0 {
            if line.trim().is_empty() {
                return whole;
            }
            looks_like_keys = line.contains(':') || line.trim_start().starts_with('#');
        }
        if matches!(line.trim_end(), "---" | "...") {
            let body = (range.end + 1).min(text.len())..text.len();
            return Split {
                front: Some(start..range.start),
                body,
                unclosed: false,
            };
        }
    }
    Split {
        unclosed: looks_like_keys,
        ..whole
    }
}

/// The lines of a text as ranges, without their ends.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let length = rest.find('\n').unwrap_or(rest.len());
        self.at = (start + length + 1).min(self.text.len());
        Some(start..start + length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divides() {
        let text = "---\ntitle: x\n---\n# H\n";
        let parts = split(text);
        assert_eq!(parts.front.map(|r| &text[r]), Some("title: x\n"));
        assert_eq!(&text[parts.body], "# H\n");
    }

    #[test]
    fn a_break_is_no_front_matter() {
        assert_eq!(split("---\n\ntext\n\n---\n").front, None);
        assert_eq!(split("text\n").front, None);
        assert_eq!(split("").front, None);
        assert!(split("---\ntitle: x\n").unclosed);
        assert!(!split("---\ntext\n").unclosed);
    }
}
