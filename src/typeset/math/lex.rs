//! A formula as tokens of TeX, without comments.

/// One token with the byte it starts at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// The byte of the formula.
    pub(super) at: u32,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// `\name`, or `\` and one other character.
    Control(String),
    /// Any other character; all white space is one space.
    Char(char),
    /// `#1` to `#9`: the index from 0.
    Param(u8),
}

impl Token {
    pub(super) fn is(&self, c: char) -> bool {
        self.kind == Kind::Char(c)
    }

    pub(super) fn control(&self) -> Option<&str> {
        match &self.kind {
            Kind::Control(name) => Some(name),
            _ => None,
        }
    }
}

/// The tokens of a formula.
pub(super) fn tokens(tex: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = tex.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let kind = match c {
            '\\' => {
                let mut name = String::new();
                while let Some((_, letter)) = chars.next_if(|(_, c)| c.is_ascii_alphabetic()) {
                    name.push(letter);
                }
                if name.is_empty() {
                    match chars.next() {
                        Some((_, c)) if c.is_whitespace() => name.push(' '),
                        Some((_, c)) => name.push(c),
                        None => {}
                    }
                } else {
                    while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                }
                Kind::Control(name)
            }
            '%' => {
                while chars.next_if(|(_, c)| *c != '\n').is_some() {}
                chars.next();
                continue;
            }
            '#' => match chars.next_if(|(_, c)| matches!(c, '1'..='9')) {
                Some((_, digit)) => Kind::Param(digit as u8 - b'1'),
                None => Kind::Char('#'),
            },
            // A no-break space is a tie.
            '\u{a0}' => Kind::Char('~'),
            c if c.is_whitespace() || c.is_control() => {
                while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                Kind::Char(' ')
            }
            c => Kind::Char(c),
        };
        tokens.push(Token { kind, at });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skips_comments_and_spaces_after_words() {
        let found: Vec<(u32, Kind)> = tokens("\\a  b% no\n\\{ #2")
            .into_iter()
            .map(|t| (t.at, t.kind))
            .collect();
        assert_eq!(
            found,
            [
                (0, Kind::Control("a".to_owned())),
                (4, Kind::Char('b')),
                (10, Kind::Control("{".to_owned())),
                (12, Kind::Char(' ')),
                (13, Kind::Param(1)),
            ]
        );
    }
}
