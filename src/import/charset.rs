//! Bytes to text, in the encoding that they are in.

use encoding_rs::Encoding;

/// How far a page is looked into for the name of its encoding (HTML, 13.2.3.2), in bytes.
const PRESCAN: usize = 4096;

/// A text, and what was noticed while it was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, its lines ended by line feeds.
    pub(super) text: String,
    /// The encoding, where it was not UTF-8.
    pub(super) encoding: Option<&'static str>,
    /// True when some bytes meant nothing.
    pub(super) damaged: bool,
}

/// Decodes by a byte order mark, else by what the page says, else as UTF-8, else as Windows-1252.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let named = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => Some(encoding),
        None => named(bytes),
    };
    let encoding = match named {
        Some(encoding) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8,
        None => encoding_rs::WINDOWS_1252,
    };
    let (text, used, damaged) = encoding.decode(bytes);
    // A page that says one thing and is another: what it is, goes before.
    if damaged && let Ok(text) = std::str::from_utf8(bytes) {
        return done(text, encoding_rs::UTF_8, false);
    }
    done(&text, used, damaged)
}

fn done(text: &str, encoding: &'static Encoding, damaged: bool) -> Decoded {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    Decoded {
        text: match text.contains('\r') {
            true => text.replace("\r\n", "\n").replace('\r', "\n"),
            false => text.to_owned(),
        },
        encoding: (encoding != encoding_rs::UTF_8).then(|| encoding.name()),
        damaged,
    }
}

/// The encoding that a page names: `<meta charset="x">`, `content="text/html; charset=x"`, `<?xml encoding="x"?>`.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes
        .get(..bytes.len().min(PRESCAN))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let after = |key: &str, within: &str| -> Option<&'static Encoding> {
        let rest = within
            .split_once(key)?
            .1
            .trim_start()
            .strip_prefix('=')?
            .trim_start();
        let label: String = rest
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
            .collect();
        Encoding::for_label(label.as_bytes())
    };
    if let Some(declaration) = head.trim_start().strip_prefix("<?xml")
        && let Some((declaration, _)) = declaration.split_once("?>")
        && let Some(encoding) = after("encoding", declaration)
    {
        return Some(encoding);
    }
    let found = head
        .split("<meta")
        .skip(1)
        .find_map(|tag| after("charset", tag.split('>').next().unwrap_or(tag)))?;
    // What could be read so far as to name UTF-16 is not in it (HTML, 13.2.3.2).
    Some(
        match found == encoding_rs::UTF_16LE || found == encoding_rs::UTF_16BE {
            true => encoding_rs::UTF_8,
            false => found,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found() {
        let text = |bytes: &[u8]| {
            let decoded = decode(bytes);
            (decoded.text, decoded.encoding)
        };
        assert_eq!(text(b"a\r\n\xC3\xA9"), ("a\n\u{e9}".into(), None));
        assert_eq!(
            text(b"\xFF\xFEa\0\xE9\0"),
            ("a\u{e9}".into(), Some("UTF-16LE"))
        );
        assert_eq!(
            text(b"caf\xE9 \x93x\x94"),
            ("café “x”".into(), Some("windows-1252"))
        );
        let (page, name) = text(b"<html><meta charset=koi8-r><p>\xD0\xD2\xC9");
        assert!(page.ends_with("при") && name == Some("KOI8-R"), "{page}");
        let (page, name) =
            text(b"<meta http-equiv=x content='text/html; charset=Shift_JIS'>\x93\xFA");
        assert!(page.ends_with('日') && name == Some("Shift_JIS"), "{page}");
        let (page, name) = text("<meta charset=latin1>é".as_bytes());
        assert!(page.ends_with("Ã©") && name.is_some(), "{page}");
    }
}
