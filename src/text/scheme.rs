//! Schemes of addresses (RFC 3986, section 3.1).

/// Schemes whose addresses can be followed and can do no harm. EPUBCheck 5.3 warns of `gemini`, `ircs` and `magnet`,
/// which were not on its list of registered schemes (HTM-025); the publication is valid all the same. Of `doi` an
/// address on the web is made.
const LINK_SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "doi", "urn", "geo", "xmpp", "irc",
    "ircs", "news", "nntp", "gopher", "gemini", "magnet", "info",
];

/// The longest scheme that is looked at.
const MAX_SCHEME: usize = 40;

/// Whether a link may have a scheme, which is given in lower case.
pub(crate) fn is_link_scheme(scheme: &str) -> bool {
    LINK_SCHEMES.contains(&scheme)
}

/// The scheme of an address in lower case, if it has one. White space and control characters, which
/// browsers skip, are skipped, so that `java\tscript:` is known for what it is.
pub(crate) fn scheme(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
    {
        match c {
            ':' if !scheme.is_empty() => return Some(scheme),
            _ if c.is_ascii_alphabetic() => scheme.push(c.to_ascii_lowercase()),
            _ if !scheme.is_empty() && (c.is_ascii_digit() || "+-.".contains(c)) => scheme.push(c),
            _ => return None,
        }
        if scheme.len() > MAX_SCHEME {
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
    fn links_have_no_scheme_that_runs_or_opens_files() {
        for harmful in [
            "javascript",
            "data",
            "file",
            "vbscript",
            "blob",
            "about",
            "c",
        ] {
            assert!(!is_link_scheme(harmful), "{harmful}");
        }
        assert!(is_link_scheme("gemini"));
    }
}
