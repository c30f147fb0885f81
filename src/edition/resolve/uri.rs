//! Addresses out of the book: which are allowed, and how they are written.

use crate::text::{is_link_scheme, percent_decode};

/// What a written link target is, by its form alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// An address with an allowed scheme, percent-encoded so that it is plain ASCII.
    External(String),
    /// An address with a scheme that is not allowed.
    Unsafe(String),
    /// An address with an allowed scheme that is not well formed.
    Malformed,
    /// A path, decoded, and a fragment, decoded: one or both are there.
    Local {
        /// The path; empty for a place in the same file.
        path: String,
        /// What follows `#`.
        fragment: Option<String>,
    },
}

/// Schemes with a host.
const WITH_HOST: &[&str] = &["http", "https", "ftp", "ftps", "gopher", "gemini"];

/// Tells what a written target is.
pub(super) fn classify(written: &str) -> Form {
    let written = written.trim();
    if let Some(rest) = written.strip_prefix("//") {
        return external("https", &format!("//{rest}"));
    }
    if let Some((scheme, rest)) = split_scheme(written) {
        let scheme = scheme.to_ascii_lowercase();
        return if is_link_scheme(&scheme) {
            external(&scheme, rest)
        } else {
            Form::Unsafe(scheme)
        };
    }
    let (path, fragment) = match written.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (written, None),
    };
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    Form::Local {
        path: decode(path),
        fragment: fragment.map(decode),
    }
}

/// The scheme and what follows its colon (RFC 3986, section 3.1).
fn split_scheme(written: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = written.split_once(':')?;
    let mut bytes = scheme.bytes();
    let valid = bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    valid.then_some((scheme, rest))
}

fn external(scheme: &str, rest: &str) -> Form {
    if rest.is_empty() {
        return Form::Malformed;
    }
    if scheme == "doi" {
        // Readers know no such scheme; the resolver is where its address leads.
        let name = rest.trim_start_matches('/');
        return Form::External(format!("https://doi.org/{}", percent_encode(name)));
    }
    if !WITH_HOST.contains(&scheme) {
        return Form::External(format!("{scheme}:{}", percent_encode(rest)));
    }
    let Some(rest) = rest.strip_prefix("//") else {
        return Form::Malformed;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    if !is_authority(authority) {
        return Form::Malformed;
    }
    let authority = if authority.contains('[') {
        authority.to_owned()
    } else {
        percent_encode(authority)
    };
    Form::External(format!("{scheme}://{authority}{}", percent_encode(tail)))
}

/// True for `user@host:port` whose host has no character that a host may not have
/// (WHATWG URL, forbidden host code points).
fn is_authority(authority: &str) -> bool {
    let host_port = authority.rsplit_once('@').map_or(authority, |(_, h)| h);
    if let Some(rest) = host_port.strip_prefix('[') {
        let Some((address, port)) = rest.split_once(']') else {
            return false;
        };
        return address.parse::<std::net::Ipv6Addr>().is_ok()
            && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
    }
    let (host, port) = match host_port.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (host_port, None),
    };
    let forbidden =
        |c: char| c.is_control() || c.is_whitespace() || "<>\"\\^`{|}[]%!$&'()*+,;=".contains(c);
    !host.is_empty()
        && !host.starts_with('.')
        && !host.contains("..")
        && !host.contains(forbidden)
        && port.is_none_or(is_port)
}

fn is_port(port: &str) -> bool {
    port.is_empty() || port.parse::<u16>().is_ok() && port.bytes().all(|b| b.is_ascii_digit())
}

/// Encodes what may not stand in an address as it is, and leaves what is encoded already.
fn percent_encode(text: &str) -> String {
    use std::fmt::Write as _;
    let bytes = text.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut out = String::with_capacity(text.len());
    let mut fragment = false;
    for (at, &byte) in bytes.iter().enumerate() {
        let kept = match byte {
            b'%' => is_hex(at + 1) && is_hex(at + 2),
            b'#' => !std::mem::replace(&mut fragment, true),
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'[' | b']' => false,
            _ => byte.is_ascii_graphic(),
        };
        if kept {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Decodes `%41`; what is no UTF-8 afterwards is left as written.
pub(super) fn decode(text: &str) -> String {
    percent_decode(text).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn external(written: &str) -> Option<String> {
        match classify(written) {
            Form::External(uri) => Some(uri),
            _ => None,
        }
    }

    #[test]
    fn addresses_become_plain_ascii() {
        for (written, expected) in [
            ("https://a.org/b?c=d#e", "https://a.org/b?c=d#e"),
            ("HTTP://a.org", "http://a.org"),
            ("//a.org/x", "https://a.org/x"),
            ("https://a.org/Größe x", "https://a.org/Gr%C3%B6%C3%9Fe%20x"),
            ("https://a.org/%20%zz#a#b", "https://a.org/%20%25zz#a%23b"),
            ("https://[::1]:80/[x]", "https://[::1]:80/%5Bx%5D"),
            ("doi:10.1000/182", "https://doi.org/10.1000/182"),
            ("mailto:a@b.org", "mailto:a@b.org"),
            ("tel:+49-30-1", "tel:+49-30-1"),
            ("gemini://a.org/x", "gemini://a.org/x"),
        ] {
            assert_eq!(external(written).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn harmful_and_broken_addresses_are_told() {
        for written in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "C:\\x",
        ] {
            assert!(matches!(classify(written), Form::Unsafe(_)), "{written}");
        }
        // A control character within a scheme makes it no scheme, but a file that does not exist.
        assert!(matches!(classify("java\tscript:x"), Form::Local { .. }));
        for written in [
            "http://",
            "http:/x",
            "http://a b/",
            "http://a:x/",
            "https://[::/",
            "mailto:",
            "http://.x",
        ] {
            assert_eq!(classify(written), Form::Malformed, "{written}");
        }
    }

    #[test]
    fn local_targets_are_decoded() {
        let local = |path: &str, fragment: Option<&str>| Form::Local {
            path: path.to_owned(),
            fragment: fragment.map(ToOwned::to_owned),
        };
        assert_eq!(classify("#%EA%B0%80"), local("", Some("가")));
        assert_eq!(classify("a%20b.md?x#y"), local("a b.md", Some("y")));
        assert_eq!(classify("%ff%"), local("%ff%", None));
        assert_eq!(classify(""), local("", None));
    }
}
