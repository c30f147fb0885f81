//! Web addresses in the form that EPUBCheck accepts.

/// The address of a link out of the book as a valid URL (RFC 3986), or `None` when there is no way
/// to make one of it. Characters that a URL may not hold are percent-encoded.
pub(super) fn external(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let scheme_ok = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if !scheme_ok || rest.is_empty() {
        return None;
    }
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https" | "ftp") {
        return Some(format!("{scheme}:{}", encode(rest)));
    }
    let rest = rest.strip_prefix("//")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    is_authority(authority).then(|| format!("{scheme}://{authority}{}", encode(path)))
}

/// Whether a text can stand between `//` and the path. A name with letters outside of ASCII is left
/// to the reading system, as in an IRI (RFC 3987).
fn is_authority(authority: &str) -> bool {
    let host_port = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let bracketed = host_port.starts_with('[');
    let (host, port) = if bracketed {
        let Some((host, after)) = host_port.split_once(']') else {
            return false;
        };
        (
            host.trim_start_matches('['),
            after.strip_prefix(':').unwrap_or(after),
        )
    } else {
        host_port.split_once(':').unwrap_or((host_port, ""))
    };
    let host_ok = if bracketed {
        !host.is_empty()
            && host
                .chars()
                .all(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.'))
    } else {
        !host.is_empty()
            && host.chars().all(|c| {
                c.is_ascii_alphanumeric()
                    || matches!(c, '-' | '.' | '_' | '~')
                    || (!c.is_ascii() && c.is_alphanumeric())
            })
    };
    let user = authority.len() - host_port.len();
    let user_ok = authority.get(..user).is_some_and(|user| {
        user.chars()
            .all(|c| c.is_ascii_graphic() && !is_forbidden(c))
    });
    host_ok && user_ok && port.len() <= 5 && port.chars().all(|c| c.is_ascii_digit())
}

fn is_forbidden(c: char) -> bool {
    matches!(
        c,
        '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']'
    )
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_fragment = false;
    for (at, c) in text.char_indices() {
        let escape = text.get(at + 1..at + 3);
        let keep = match c {
            '%' => escape.is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit())),
            '#' => !std::mem::replace(&mut in_fragment, true),
            _ => c.is_ascii_graphic() && !is_forbidden(c),
        };
        if keep {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::external;

    #[test]
    fn makes_valid_addresses() {
        let cases = [
            (
                "https://example.org/a b?q=<é>#x#y",
                "https://example.org/a%20b?q=%3C%C3%A9%3E#x%23y",
            ),
            ("HTTP://example.org", "http://example.org"),
            (
                "https://example.org:8080/100%",
                "https://example.org:8080/100%25",
            ),
            ("https://[::1]/", "https://[::1]/"),
            ("https://пример.рф/я", "https://пример.рф/%D1%8F"),
            ("mailto:a@b.org", "mailto:a@b.org"),
        ];
        for (address, expected) in cases {
            assert_eq!(external(address).as_deref(), Some(expected), "{address}");
        }
        for address in [
            "https://",
            "http:///x",
            "https://a b/",
            "https://[zz]/",
            "no address",
            "https:x",
            "https://a:b/",
        ] {
            assert_eq!(external(address), None, "{address}");
        }
    }
}
