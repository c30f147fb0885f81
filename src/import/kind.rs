//! What kind of file it is: by its content, and by its name where the content does not say.

use crate::diag::{Code, Diagnostic};

/// A kind of file that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// A Word document (ECMA-376).
    Docx,
    /// An EPUB.
    Epub,
}

impl FileKind {
    /// The kind as people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Html => "HTML",
            Self::Docx => "DOCX",
            Self::Epub => "EPUB",
        }
    }

    /// True for what is read as text.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Html)
    }

    /// The kind of a file.
    ///
    /// # Errors
    /// When it is none that can be imported.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        let extension = name
            .rsplit_once('.')
            .map_or("", |(_, e)| e)
            .to_ascii_lowercase();
        if bytes.starts_with(b"PK\x03\x04") {
            // The first entry of an EPUB is its type, stored (OCF 3.3, 4.2.2).
            let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
            let has = |text: &[u8]| head.windows(text.len()).any(|window| window == text);
            if has(b"application/epub+zip") || extension == "epub" {
                return Ok(Self::Epub);
            }
            if has(b"word/")
                || has(b"[Content_Types].xml") && extension != "odt"
                || extension == "docx"
            {
                return Ok(Self::Docx);
            }
        }
        let other = |what: &str, help: &str| {
            Err(Box::new(
                Diagnostic::error(
                    Code::ImportUnknown,
                    format!("`{name}` is {what}, which cannot be imported"),
                )
                .help(help.to_owned()),
            ))
        };
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return other("a document of an old Word", "open it and save it as .docx");
        }
        if bytes.starts_with(b"%PDF") {
            return other("a PDF", "import the document that it was made of");
        }
        if bytes.starts_with(b"{\\rtf") {
            return other(
                "a document in Rich Text Format",
                "open it and save it as .docx",
            );
        }
        if bytes.starts_with(b"PK\x03\x04") || matches!(extension.as_str(), "docx" | "epub") {
            return other(
                "no EPUB and no Word document",
                "plain text, HTML, DOCX and EPUB can be imported",
            );
        }
        let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
        let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
        if head.contains(&0) && !utf16 {
            return other("no text", "plain text, HTML, DOCX and EPUB can be imported");
        }
        if matches!(extension.as_str(), "md" | "markdown") {
            return other("Markdown", "put it into the folder of manuscripts as it is");
        }
        let head: String = super::charset::decode(head).text.to_ascii_lowercase();
        let page = [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<article",
            "<p>",
            "<div",
            "<?xml",
            "<h1",
        ];
        let start = head.trim_start();
        let html = matches!(extension.as_str(), "html" | "htm" | "xhtml" | "xht")
            || (start.starts_with('<') && page.iter().any(|tag| head.contains(tag)))
            || head.contains("<!doctype html");
        Ok(if html { Self::Html } else { Self::Text })
    }
}
