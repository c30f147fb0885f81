//! The parts of program text that are told apart when it is shown: comments, keywords, strings and so
//! on. Knows no output format; a backend gives each part its look.
//!
//! The grammars are those of Sublime Text's packages that come with `syntect`. They are loaded when the
//! first code in a known language is met, once.

use std::ops::Range;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Text longer than this is left as it is.
const LONGEST_TEXT: usize = 128 << 10;
/// Text with a longer line is no program that people read; grammars take very long over such lines.
const LONGEST_LINE: usize = 2_000;

/// What a part of a program is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Token {
    /// A remark for people.
    Comment,
    /// A word of the language, or the name of a tag.
    Keyword,
    /// Text in quotation marks.
    String,
    /// A number.
    Number,
    /// The name of a type.
    Type,
    /// The name of a function where it is defined or called.
    Function,
}

impl Token {
    /// Its name, as a class: `comment`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Keyword => "keyword",
            Self::String => "string",
            Self::Number => "number",
            Self::Type => "type",
            Self::Function => "function",
        }
    }

    /// True for what is set in bold, in both formats.
    pub const fn is_bold(self) -> bool {
        matches!(self, Self::Keyword)
    }

    /// True for what is set in italics, in both formats.
    pub const fn is_italic(self) -> bool {
        matches!(self, Self::Comment)
    }
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub token: Token,
}

/// The parts of a program text in their order; they do not overlap, and what is none of them lies
/// between. Empty for a language that is not known and for text beyond the limits.
pub fn parts(language: &str, text: &str) -> Vec<Part> {
    let name = language_name(language);
    if name.is_empty()
        || text.len() > LONGEST_TEXT
        || text.lines().any(|line| line.len() > LONGEST_LINE)
    {
        return Vec::new();
    }
    match GRAMMARS.find(&name) {
        Some(grammar) => GRAMMARS.parse(grammar, text).unwrap_or_default(),
        None => Vec::new(),
    }
}

/// The name of a language in the first words of a code block: `rust,ignore` is `rust`.
fn language_name(language: &str) -> String {
    let end = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | ';' | ':');
    let name = language
        .split(end)
        .next()
        .unwrap_or_default()
        .to_lowercase();
    // Names that the grammars do not have, and the nearest one that they have.
    match name.as_str() {
        "text" | "txt" | "plain" | "plaintext" | "none" | "output" => String::new(),
        "typescript" | "ts" | "tsx" | "jsx" | "mjs" => "js".to_owned(),
        "shell" | "console" | "zsh" | "shell-session" => "sh".to_owned(),
        "jsonc" | "json5" => "json".to_owned(),
        "svg" | "xhtml" => "xml".to_owned(),
        "csharp" => "cs".to_owned(),
        "golang" => "go".to_owned(),
        _ => name,
    }
}

static GRAMMARS: LazyLock<Grammars> = LazyLock::new(Grammars::load);

/// All grammars, and what their scopes mean to us.
struct Grammars {
    syntaxes: SyntaxSet,
    /// Prefixes of scopes; the first that fits decides. `None` is plain text.
    meanings: Vec<(Scope, Option<Token>)>,
}

impl Grammars {
    fn load() -> Self {
        const MEANINGS: [(&str, Option<Token>); 22] = [
            ("comment", Some(Token::Comment)),
            ("meta.interpolation", None),
            ("string", Some(Token::String)),
            ("constant.character", Some(Token::String)),
            ("constant.numeric", Some(Token::Number)),
            ("constant.language", Some(Token::Keyword)),
            ("keyword.operator.word", Some(Token::Keyword)),
            ("keyword.operator.logical.python", Some(Token::Keyword)),
            ("keyword.operator", None),
            ("keyword", Some(Token::Keyword)),
            ("storage.type.numeric", Some(Token::Number)),
            ("storage", Some(Token::Keyword)),
            ("entity.name.tag", Some(Token::Keyword)),
            ("entity.name.function", Some(Token::Function)),
            ("support.function", Some(Token::Function)),
            ("variable.function", Some(Token::Function)),
            ("variable.language", Some(Token::Keyword)),
            ("entity.name", Some(Token::Type)),
            ("entity.other.inherited-class", Some(Token::Type)),
            ("support.type", Some(Token::Type)),
            ("support.class", Some(Token::Type)),
            ("source", None),
        ];
        let meanings = MEANINGS
            .iter()
            .filter_map(|(scope, token)| Some((Scope::new(scope).ok()?, *token)))
            .collect();
        Self {
            syntaxes: SyntaxSet::load_defaults_newlines(),
            meanings,
        }
    }

    fn find(&self, name: &str) -> Option<&SyntaxReference> {
        self.syntaxes
            .find_syntax_by_token(name)
            .filter(|syntax| syntax.name != "Plain Text")
    }

    /// Nothing when the grammar fails on the text.
    fn parse(&self, grammar: &SyntaxReference, text: &str) -> Option<Vec<Part>> {
        let mut state = ParseState::new(grammar);
        let mut stack = ScopeStack::new();
        let mut parts: Vec<Part> = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let changes = state.parse_line(line, &self.syntaxes).ok()?;
            let mut from = 0;
            for (at, change) in changes {
                self.push(&mut parts, text, start + from..start + at, &stack);
                stack.apply(&change).ok()?;
                from = at;
            }
            self.push(&mut parts, text, start + from..start + line.len(), &stack);
            start += line.len();
        }
        Some(parts)
    }

    fn push(&self, parts: &mut Vec<Part>, text: &str, range: Range<usize>, stack: &ScopeStack) {
        let blank = text
            .get(range.clone())
            .is_none_or(|part| part.trim().is_empty());
        let Some(token) = self.token(stack).filter(|_| !range.is_empty()) else {
            return;
        };
        match parts.last_mut() {
            Some(last) if last.token == token && last.range.end == range.start => {
                last.range.end = range.end;
            }
            _ if blank => {}
            _ => parts.push(Part { range, token }),
        }
    }

    /// What the innermost scope that means anything means.
    fn token(&self, stack: &ScopeStack) -> Option<Token> {
        stack.as_slice().iter().rev().find_map(|scope| {
            let mut meanings = self.meanings.iter();
            let found = meanings.find(|(prefix, _)| prefix.is_prefix_of(*scope));
            found.map(|(_, token)| *token)
        })?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(language: &str, text: &str) -> String {
        let parts = parts(language, text);
        let shown: Vec<String> = parts
            .iter()
            .map(|part| {
                format!(
                    "{}:{}",
                    part.token.name(),
                    text[part.range.clone()].trim_end()
                )
            })
            .collect();
        shown.join(" | ")
    }

    #[test]
    fn parts_of_programs_are_told_apart() {
        let rust = "// a\nfn main() {\n    let x: Vec<u8> = f(\"s\\n\", 12);\n}\n";
        insta::assert_snapshot!(shown("rust,ignore", rust), @r#"comment:// a | keyword:fn | function:main | keyword:let | keyword:u8 | function:f | string:"s\n" | number:12"#);
        let python = "def f(x):\n    \"\"\"Doc.\"\"\"\n    return x and None  # why\n";
        insta::assert_snapshot!(shown("Python", python), @r#"keyword:def | function:f | comment:"""Doc.""" | keyword:return | keyword:and | keyword:None | comment:# why"#);
        insta::assert_snapshot!(shown("html", "<p class=\"a\">b</p>"), @r#"keyword:p | string:"a" | keyword:p"#);
        insta::assert_snapshot!(shown("sh", "echo \"$x\" # y\nif true; then exit 1; fi"), @r#"function:echo | string:"$x" | comment:# y | keyword:if | function:true | keyword:then | function:exit | function:fi"#);
    }

    #[test]
    fn what_is_not_known_or_too_long_is_left_alone() {
        assert!(parts("klingon", "let x = 1;").is_empty());
        assert!(parts("text", "let x = 1;").is_empty());
        assert!(parts("", "let x = 1;").is_empty());
        assert!(parts("rust", &"let x = 1; ".repeat(1_000)).is_empty());
        assert!(parts("rust", &"let x = 1;\n".repeat(20_000)).is_empty());
    }

    #[test]
    fn parts_are_in_order_and_on_characters() {
        let text = "x = 'é한' # ä\n\u{0}\r\n'''unclosed\n한";
        let mut end = 0;
        for part in parts("python", text) {
            assert!(part.range.start >= end && text.get(part.range.clone()).is_some());
            end = part.range.end;
        }
        assert_eq!(end, text.len());
    }
}
