//! Addresses as pages and books write them.

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// A page or file of another host: an absolute address.
    Remote(String),
    /// Bytes within the address (RFC 2397).
    Data(String),
    /// A file by its path, with what stands behind `#`.
    Local(String, String),
    /// What leads nowhere on paper: `javascript:` and the like.
    None,
}

/// Reads an address; a relative one is that of a file unless `base` says where the page was.
pub(super) fn read(address: &str, base: Option<&str>) -> Address {
    let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    let scheme = address
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase())
        .filter(|s| s.len() > 1 && s.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter(|s| {
            s.chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        });
    match scheme.as_deref() {
        Some("http" | "https" | "mailto" | "tel" | "ftp" | "doi") => {
            return Address::Remote(encoded(&address));
        }
        Some("data") => return Address::Data(address),
        Some("javascript" | "about" | "blob" | "file" | "vbscript" | "chrome" | "cid") => {
            return Address::None;
        }
        Some(_) if address.contains("://") => return Address::None,
        _ => {}
    }
    if let Some(rest) = address.strip_prefix("//") {
        return Address::Remote(encoded(&format!("https://{rest}")));
    }
    let (path, fragment) = address.split_once('#').unwrap_or((&address, ""));
    if let Some(base) = base
        && !path.is_empty()
        && let Some(url) = joined(base, &address)
    {
        return Address::Remote(encoded(&url));
    }
    let path = path.split('?').next().unwrap_or(path);
    Address::Local(decoded(path), decoded(fragment))
}

/// A relative address against that of its page (RFC 3986, 5.2, without its rarer cases).
fn joined(base: &str, address: &str) -> Option<String> {
    let (scheme, rest) = base.split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, folder) = match rest.split_once('/') {
        Some((host, path)) => (host, path.rsplit_once('/').map_or("", |(folder, _)| folder)),
        None => (rest, ""),
    };
    let mut parts: Vec<&str> = Vec::new();
    let path = match address.strip_prefix('/') {
        Some(path) => path,
        None => {
            parts.extend(folder.split('/').filter(|part| !part.is_empty()));
            address
        }
    };
    let (path, query) = match path.find(['?', '#']) {
        Some(at) => path.split_at(at),
        None => (path, ""),
    };
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(format!("{scheme}://{host}/{}{query}", parts.join("/")))
}

/// Spaces and what else may not stand in an address, as `%XX`.
fn encoded(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '"' => out.push_str("%22"),
            '\\' => out.push_str("%5C"),
            c => out.push(c),
        }
    }
    out
}

/// `%XX` as bytes.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = text
            .get(at + 1..at + 3)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(code) if byte == b'%' => {
                out.push(code);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A path relative to the folder of another file, with `.` and `..` resolved; `None` where it leads out.
pub(super) fn beside(file: &str, path: &str) -> Option<String> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let full = match path.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{path}"),
    };
    crate::world::normalize(full.trim_start_matches('/')).ok()
}

/// The bytes of a `data:` address.
pub(super) fn data(address: &str) -> Option<Vec<u8>> {
    let (head, body) = address.strip_prefix("data:")?.split_once(',')?;
    if !head.ends_with(";base64") {
        return Some(decoded(body).into_bytes());
    }
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in body.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' | b' ' | b'\n' | b'\t' => continue,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from((bits >> count) & 0xFF).unwrap_or(0));
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        let base = Some("https://x.org/a/b.html?q");
        let remote = |url: &str| Address::Remote(url.to_owned());
        assert_eq!(read("c d.html", base), remote("https://x.org/a/c%20d.html"));
        assert_eq!(read("../e?x=1#y", base), remote("https://x.org/e?x=1#y"));
        assert_eq!(read("/f", base), remote("https://x.org/f"));
        assert_eq!(read("//y.org/z", None), remote("https://y.org/z"));
        assert_eq!(
            read("a%20b.html#c", None),
            Address::Local("a b.html".into(), "c".into())
        );
        assert_eq!(read("#c", base), Address::Local(String::new(), "c".into()));
        assert_eq!(read("JavaScript:alert(1)", None), Address::None);
        assert_eq!(
            beside("OPS/text/a.xhtml", "../img/x.png").as_deref(),
            Some("OPS/img/x.png")
        );
        assert_eq!(beside("a.xhtml", "../../x.png"), None);
        assert_eq!(
            data("data:text/plain;base64,SGk=").as_deref(),
            Some(b"Hi".as_slice())
        );
    }
}
