//! Characters of XML, and its escapes.

/// Where an escaped text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum XmlPlace {
    /// Between tags.
    Text,
    /// Within double quotes in a tag.
    Attribute,
}

/// Whether a character may stand in an XML 1.0 document (production 2, `Char`).
pub(crate) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether a character is written to XML: those that it allows, less the ones that it asks authors to avoid (controls
/// and noncharacters, in the note to production 2).
fn is_written(c: char) -> bool {
    matches!(c, '\t' | '\n' | ' '..='\u{7E}' | '\u{85}' | '\u{A0}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}')
        || (c >= '\u{10000}' && (u32::from(c) & 0xFFFE) != 0xFFFE)
}

/// The text without what is not written to XML.
pub(crate) fn without_unwritten(text: &str) -> String {
    text.chars().filter(|&c| is_written(c)).collect()
}

/// Adds a text to XML or HTML, with escapes for what would be markup. What is not written to XML is left out; so are
/// carriage returns, which a parser would make line feeds.
pub(crate) fn escape_into(out: &mut String, text: &str, place: XmlPlace) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if place == XmlPlace::Attribute => out.push_str("&quot;"),
            // A parser makes spaces of them.
            '\n' | '\t' if place == XmlPlace::Attribute => out.push(' '),
            c if is_written(c) => out.push(c),
            _ => {}
        }
    }
}

/// A text as content of an element, see [`escape_into`].
pub(crate) fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text, XmlPlace::Text);
    out
}

/// A text as the value of an attribute in double quotes, see [`escape_into`].
pub(crate) fn escape_attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text, XmlPlace::Attribute);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_would_be_markup() {
        let text = "a<b> & \"c\"\n'd'";
        assert_eq!(escape_text(text), "a&lt;b&gt; &amp; \"c\"\n'd'");
        assert_eq!(escape_attribute(text), "a&lt;b&gt; &amp; &quot;c&quot; 'd'");
    }

    #[test]
    fn leaves_out_what_xml_cannot_hold_or_should_not() {
        let text = "a\u{0}\u{B}\u{80}\u{9F}\u{FDD0}\u{FFFE}\u{1FFFF}\r\u{85}é한😀";
        assert_eq!(without_unwritten(text), "a\u{85}é한😀");
        assert_eq!(escape_text(text), "a\u{85}é한😀");
        assert!(is_xml_char('\u{80}') && !is_xml_char('\u{B}') && !is_xml_char('\u{FFFE}'));
    }
}
