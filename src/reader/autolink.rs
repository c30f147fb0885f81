//! Web and mail addresses in running text (GFM, section 6.9, extended autolinks).

use std::ops::Range;

/// An address found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Where it leads.
    pub(super) target: String,
}

/// The longest local part of a mail address.
const MAX_LOCAL: usize = 64;

/// All addresses of a text, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..) {
        // All addresses hold one of these.
        let Some(step) = rest
            .iter()
            .position(|byte| matches!(byte, b':' | b'@' | b'w' | b'W'))
        else {
            break;
        };
        at += step;
        let free_from = found.last().map_or(0, |last| last.range.end);
        let address = match bytes.get(at) {
            Some(b':') => with_scheme(text, at, free_from),
            Some(b'@') => mail(text, at, free_from),
            _ => www(text, at),
        };
        match address {
            Some(address) => {
                at = address.range.end;
                found.push(address);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether an address may start at `at`.
fn boundary(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || "*_~(\"'“‘«[—–/،。、，（「".contains(c))
}

fn with_scheme(text: &str, colon: usize, free_from: usize) -> Option<Found> {
    if !text[colon..].starts_with("://") {
        return None;
    }
    let start = ["https", "http", "ftp"].iter().find_map(|scheme| {
        let start = colon.checked_sub(scheme.len())?;
        let found = text.get(start..colon)?.eq_ignore_ascii_case(scheme);
        (found && start >= free_from && boundary(text, start)).then_some(start)
    })?;
    let end = address_end(text, colon + 3, 1)?;
    Some(Found {
        range: start..end,
        target: text[start..end].to_owned(),
    })
}

fn www(text: &str, start: usize) -> Option<Found> {
    let head = text.get(start..start + 4)?;
    if !head.eq_ignore_ascii_case("www.") || !boundary(text, start) {
        return None;
    }
    let end = address_end(text, start, 2)?;
    Some(Found {
        range: start..end,
        target: format!("http://{}", &text[start..end]),
    })
}

/// The end of an address whose domain starts at `start` and has at least so many parts.
fn address_end(text: &str, start: usize, min_parts: usize) -> Option<usize> {
    let rest = &text[start..];
    let domain_end = rest
        .find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)))
        .unwrap_or(rest.len());
    let domain = rest[..domain_end].trim_end_matches('.');
    let mut parts = 0;
    for (index, part) in domain.rsplit('.').enumerate() {
        if part.is_empty() || (index < 2 && part.contains('_')) {
            return None;
        }
        parts += 1;
    }
    if parts < min_parts {
        return None;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || c == '<' || is_wide_stop(c))
        .unwrap_or(rest.len());
    Some(start + trim_end(&rest[..end]))
}

/// Punctuation of East Asian text, which never belongs to an address.
fn is_wide_stop(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3020}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}')
}

/// The length of an address without the punctuation of the sentence around it.
fn trim_end(address: &str) -> usize {
    let mut end = address.len();
    let mut open = address.bytes().filter(|b| *b == b'(').count();
    let mut closed = address.bytes().filter(|b| *b == b')').count();
    while let Some(last) = address[..end].chars().next_back() {
        match last {
            ')' if closed > open => closed -= 1,
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | ';' | '”' | '’' | '»'
            | ']' | '،' => {}
            _ => break,
        }
        end -= last.len_utf8();
        open = open.min(address.len());
    }
    end
}

fn mail(text: &str, at_sign: usize, free_from: usize) -> Option<Found> {
    let local = text[free_from..at_sign]
        .bytes()
        .rev()
        .take(MAX_LOCAL + 1)
        .take_while(|b| b.is_ascii_alphanumeric() || b".-_+".contains(b))
        .count();
    if local == 0 || local > MAX_LOCAL {
        return None;
    }
    let rest = &text[at_sign + 1..];
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)))
        .unwrap_or(rest.len());
    let domain = rest[..end].trim_end_matches('.');
    if !domain.contains('.') || domain.split('.').any(str::is_empty) || domain.ends_with(['-', '_'])
    {
        return None;
    }
    let range = at_sign - local..at_sign + 1 + domain.len();
    Some(Found {
        target: format!("mailto:{}", &text[range.clone()]),
        range,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|f| format!("{} -> {}", &text[f.range], f.target))
            .collect()
    }

    #[test]
    fn finds_addresses() {
        assert_eq!(
            shown("See https://example.org/a(b)?q=1. (www.x.org) or me.x+y@b.example.org, ok"),
            [
                "https://example.org/a(b)?q=1 -> https://example.org/a(b)?q=1",
                "www.x.org -> http://www.x.org",
                "me.x+y@b.example.org -> mailto:me.x+y@b.example.org",
            ]
        );
        assert_eq!(
            shown("(see http://a.b/c))"),
            ["http://a.b/c -> http://a.b/c"]
        );
        assert_eq!(
            shown("見る https://例え.jp/道。次"),
            ["https://例え.jp/道 -> https://例え.jp/道"]
        );
    }

    #[test]
    fn leaves_other_text() {
        for text in [
            "xhttp://a.b",
            "http://",
            "www",
            "www.",
            "a@b",
            "@b.c",
            "a:b",
            "time: 10",
            "http:///x",
            "www.a_b.c",
            "wwwww",
        ] {
            assert_eq!(shown(text), Vec::<String>::new(), "{text}");
        }
    }
}
