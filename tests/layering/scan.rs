//! The words of a source file: identifiers and signs, without comments, texts, and what is compiled for tests alone.
//!
//! A scanner of our own: a parser (`syn`) would have to be built with all of its features for these few questions.

/// A word of a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'s> {
    /// An identifier or a keyword.
    Word(&'s str),
    /// A sign.
    Sign(char),
    /// `::`.
    Path,
}

/// The tokens of a source without what is marked `#[cfg(test)]`, and the names of the modules that are so marked.
pub(super) struct Scanned<'s> {
    pub(super) tokens: Vec<Token<'s>>,
    /// The modules that are files of tests: `#[cfg(test)] mod tests;`.
    pub(super) test_modules: Vec<&'s str>,
}

/// Scans a source.
pub(super) fn scan(source: &str) -> Scanned<'_> {
    without_tests(tokens(source))
}

/// All tokens of a source.
fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = text(rest) {
            length
        } else if first == '\'' {
            character(rest)
        } else if is_word(first) {
            let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            if !first.is_ascii_digit() {
                out.push(Token::Word(&rest[..length]));
            }
            length
        } else if rest.starts_with("::") {
            out.push(Token::Path);
            2
        } else {
            if !first.is_whitespace() {
                out.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of a comment in `/* */`, which may hold others.
fn block_comment(source: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// The length of a text that a source begins with: `""`, `b""`, `c""`, `r""`, `r#""#` ....
fn text(source: &str) -> Option<usize> {
    let prefix = source.find(|c: char| !matches!(c, 'b' | 'c' | 'r'))?;
    let after = &source[prefix..];
    if source[..prefix].contains('r') {
        let hashes = after.find(|c| c != '#')?;
        let end = format!("\"{}", &after[..hashes]);
        let body = after[hashes..].strip_prefix('"')?;
        let length = body.find(&end).unwrap_or(body.len());
        return Some((prefix + hashes + 1 + length + end.len()).min(source.len()));
    }
    let body = after.strip_prefix('"')?;
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        match c {
            '"' if !escaped => return Some(prefix + 1 + at + 1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    Some(source.len())
}

/// The length of a character or of a lifetime.
fn character(source: &str) -> usize {
    let body = &source[1..];
    if let Some(escape) = body.strip_prefix('\\') {
        let first = escape.chars().next().map_or(0, char::len_utf8);
        return 2 + first + escape[first..].find('\'').map_or(0, |at| at + 1);
    }
    let first = body.chars().next().map_or(0, char::len_utf8);
    if body[first..].starts_with('\'') {
        1 + first + 1
    } else {
        // A lifetime is of no interest.
        1 + body.find(|c| !is_word(c)).unwrap_or(body.len())
    }
}

/// Takes out the items that are marked `#[cfg(test)]`.
fn without_tests(tokens: Vec<Token<'_>>) -> Scanned<'_> {
    use Token::{Sign, Word};
    let mark = [
        Sign('#'),
        Sign('['),
        Word("cfg"),
        Sign('('),
        Word("test"),
        Sign(')'),
        Sign(']'),
    ];
    let mut out = Scanned {
        tokens: Vec::with_capacity(tokens.len()),
        test_modules: Vec::new(),
    };
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at..].starts_with(&mark) {
            out.tokens.push(tokens[at]);
            at += 1;
            continue;
        }
        let start = at + mark.len();
        at = item_end(&tokens, start);
        let module = tokens[start..at].windows(3).find_map(|three| match three {
            [Word("mod"), Word(name), Sign(';')] => Some(*name),
            _ => None,
        });
        out.test_modules.extend(module);
    }
    out
}

/// Where an item ends that starts at a place: after its first block, or its `;`.
fn item_end(tokens: &[Token<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token {
            Token::Sign('{' | '(' | '[') => depth += 1,
            Token::Sign(close @ ('}' | ')' | ']')) => {
                depth = depth.saturating_sub(1);
                if depth == 0 && *close == '}' {
                    return at + 1;
                }
            }
            Token::Sign(';') if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

#[test]
fn what_is_no_code_is_left_out() {
    let source = r##"
        // crate::a
        /* crate::b /* crate::c */ crate::d */
        const T: (&str, &[u8], &str) = ("crate::e\" crate::f", b"crate::g", r#"crate::h" "#);
        fn f<'a>(c: char) -> bool { c == '"' || c == '\'' || c == '\u{27}' || crate::i }
        #[cfg(test)]
        mod tests { use crate::j; }
        #[cfg(test)]
        use crate::k;
        #[cfg(test)]
        pub(crate) mod sample;
        #[cfg(test)]
        #[test]
        fn g() { crate::l(); }
        crate::m
    "##;
    let scanned = scan(source);
    let paths: Vec<Token<'_>> = scanned
        .tokens
        .windows(3)
        .filter(|three| three[0] == Token::Word("crate"))
        .map(|three| three[2])
        .collect();
    assert_eq!(paths, [Token::Word("i"), Token::Word("m")]);
    assert_eq!(scanned.test_modules, ["sample"]);
}
