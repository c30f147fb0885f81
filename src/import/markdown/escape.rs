//! Characters that would mean something in Markdown.

/// Text in which no character has a meaning in Bindery's Markdown: escaped only where it would have one.
/// `before` is the character that stands before the text on its line, and `after` the one behind it.
pub(super) fn escaped(text: &str, before: Option<char>, after: Option<char>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut last = before;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().or(after);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '$' | '~' | '^' | '{' | '|' => true,
            // Within a word it is no emphasis.
            '_' => !(word(last) && word(next)),
            '<' => next.is_none_or(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            // Only with its semicolon is it a sign by its name.
            '&' => next.is_none() || is_entity(chars.clone()),
            // Before a link it would make a picture of it.
            '!' => next.is_none_or(|n| n == '['),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}' => out.push(' '),
            c => out.push(c),
        }
        last = Some(c);
    }
    out
}

/// Whether what stands behind `&` makes it a sign by its name or number (CommonMark, 2.5).
fn is_entity(rest: impl Iterator<Item = char>) -> bool {
    for (length, c) in rest.take(40).enumerate() {
        match c {
            ';' => return length > 0,
            '#' if length == 0 => {}
            c if c.is_ascii_alphanumeric() => {}
            _ => return false,
        }
    }
    false
}

/// Escapes what would open a block at the start of a line.
pub(super) fn escape_start(line: &mut String) {
    let mut chars = line.chars();
    let first = chars.next();
    let second = chars.next();
    let space = second.is_none_or(char::is_whitespace);
    let opens = match first {
        Some('#' | '>' | '=' | ':') => true,
        // A list's sign has a space behind it, a rule has more of itself.
        Some('+') => space,
        Some('-') => space || line.chars().all(|c| matches!(c, '-' | ' ')),
        _ => false,
    };
    if opens {
        line.insert(0, '\\');
        return;
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits)
        && matches!(line.as_bytes().get(digits), Some(b'.' | b')'))
        && line.as_bytes().get(digits + 1).is_none_or(|b| *b == b' ')
    {
        line.insert(digits, '\\');
    }
    if line.starts_with("Table:") {
        // The caption of a table begins so.
        line.insert("Table".len(), '\\');
    }
}

/// The target of a link or picture.
pub(super) fn destination(target: &str) -> String {
    let clean: String = target
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if c == '\u{2028}' { ' ' } else { c })
        .collect();
    let entity = |at: usize| is_entity(clean.get(at + 1..).unwrap_or_default().chars());
    let plain = !clean.is_empty()
        && !clean.match_indices('&').any(|(at, _)| entity(at))
        && !clean.contains(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '\\' | '"')
        });
    if plain {
        return clean;
    }
    let mut out = String::from("<");
    for (at, c) in clean.char_indices() {
        if matches!(c, '<' | '>' | '\\') || (c == '&' && entity(at)) {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('>');
    out
}

/// The title of a link or picture, in quotation marks.
pub(super) fn title(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_a_meaning_is_escaped() {
        let all = |text: &str| escaped(text, None, None);
        assert_eq!(
            all("a_b is 2 * 3 < 4 & 5; fine!"),
            "a_b is 2 \\* 3 < 4 & 5; fine\\!"
        );
        assert_eq!(all("fish &amp; <chips>"), "fish \\&amp; \\<chips>");
        assert_eq!(all("_x_ [y] $5 {z}"), "\\_x\\_ \\[y\\] \\$5 \\{z}");
        let start = |text: &str| {
            let mut text = text.to_owned();
            escape_start(&mut text);
            text
        };
        assert_eq!(start("1984. A year"), "1984\\. A year");
        assert_eq!(start("3.14 is no item"), "3.14 is no item");
        assert_eq!(start("- no item"), "\\- no item");
        assert_eq!(start("-5 degrees"), "-5 degrees");
        assert_eq!(start("Table: no caption"), "Table\\: no caption");
    }

    #[test]
    fn targets_are_plain_where_they_can_be() {
        assert_eq!(destination("https://x.org/a?b=c"), "https://x.org/a?b=c");
        assert_eq!(destination("a b(c).png"), "<a b(c).png>");
        assert_eq!(destination("x.org/?a=1&copy=2"), "x.org/?a=1&copy=2");
        assert_eq!(destination("x.org/?a&copy;"), "<x.org/?a\\&copy;>");
        assert_eq!(title("a \"b\" & c"), "\"a \\\"b\\\" &amp; c\"");
    }
}
