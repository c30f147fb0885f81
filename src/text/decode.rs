//! Bytes of a file to text: UTF-8, without a byte order mark, lines ended by line feeds.

/// The place of the first byte that is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotUtf8 {
    /// Its offset in the file.
    pub(crate) offset: usize,
    /// Its line, from 1.
    pub(crate) line: usize,
}

/// The text of a file. `\r\n` and `\r` become `\n`: lines and columns stay those of the file.
pub(crate) fn decode_utf8(bytes: Vec<u8>) -> Result<String, NotUtf8> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..offset).unwrap_or_default();
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        NotUtf8 { offset, line }
    })?;
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    if body.contains('\r') {
        Ok(body.replace("\r\n", "\n").replace('\r', "\n"))
    } else if body.len() == text.len() {
        Ok(text)
    } else {
        Ok(body.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalises_line_ends() {
        let text = decode_utf8(b"\xEF\xBB\xBFa\r\nb\rc\n".to_vec());
        assert_eq!(text.as_deref(), Ok("a\nb\nc\n"));
    }

    #[test]
    fn names_the_bad_byte() {
        let bad = decode_utf8(b"a\nb\xFF".to_vec());
        assert_eq!(bad, Err(NotUtf8 { offset: 3, line: 2 }));
    }
}
