//! The pass before the parser: macros are expanded within a budget, a few commands that the parser does not know are
//! put in terms of those it does, and what would make it recurse too deeply or fail on its own checks is refused.
//! The text that comes out remembers where each part of it came from.

use std::collections::BTreeMap;

use super::error::{MathError, MathErrorKind};
use super::lex::{Kind, Token, tokens};

/// The most tokens that a formula may expand to.
const MAX_TOKENS: usize = 12_000;
/// The deepest nesting of braces, environments and `\left`.
pub(super) const MAX_DEPTH: usize = 64;
/// The longest chain of commands that take one another as unbraced arguments: `\sqrt\hat\bar x` is three.
const MAX_CHAIN: usize = 24;

/// A formula without macros.
#[derive(Debug, Default)]
pub(super) struct Expanded {
    /// What the parser reads.
    pub(super) text: String,
    /// Byte of the text, byte of the formula; ascending in the first.
    origins: Vec<(u32, u32)>,
    /// Whether a control word came last, which must be kept apart from a letter.
    after_word: bool,
}

impl Expanded {
    /// The byte of the formula that a byte of the text comes from.
    pub(super) fn origin(&self, byte: usize) -> u32 {
        let next = self
            .origins
            .partition_point(|(out, _)| *out as usize <= byte);
        next.checked_sub(1)
            .and_then(|i| self.origins.get(i))
            .map_or(0, |(_, source)| *source)
    }

    fn push(&mut self, token: &Token) {
        let out = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.origins.push((out, token.at));
        match &token.kind {
            Kind::Control(name) => {
                self.text.push('\\');
                self.text.push_str(name);
                self.after_word = name.ends_with(|c: char| c.is_ascii_alphabetic());
                return;
            }
            Kind::Char(c) => {
                if self.after_word && c.is_ascii_alphabetic() {
                    self.text.push(' ');
                }
                self.text.push(*c);
            }
            Kind::Param(n) => {
                self.text.push('#');
                self.text.push(char::from(b'1' + *n));
            }
        }
        self.after_word = false;
    }
}

/// A macro of the author's.
#[derive(Debug, Clone)]
pub(super) struct Macro {
    /// How many arguments it takes.
    pub(super) params: u8,
    /// The first of them where it is left out, if that may be.
    pub(super) default: Option<Vec<Token>>,
    /// What it stands for.
    pub(super) body: Vec<Token>,
}

pub(super) struct Expander {
    /// What is still to be read, last first.
    pub(super) input: Vec<Token>,
    pub(super) macros: BTreeMap<String, Macro>,
    pub(super) calls: usize,
    pub(super) pushed: usize,
    out: Expanded,
    written: usize,
    depth: usize,
    /// How many arguments each command of the open chain still wants.
    chain: Vec<u8>,
    saved_chains: Vec<Vec<u8>>,
    /// The depth of braces at which each open optional argument began, and the brackets open in it.
    optionals: Vec<(usize, usize)>,
}

/// Commands that begin like `\left` or `\right`.
const ARROWS: &[(&str, char)] = &[
    ("leftarrow", '←'),
    ("rightarrow", '→'),
    ("leftrightarrow", '↔'),
    ("leftharpoonup", '↼'),
    ("leftharpoondown", '↽'),
    ("rightharpoonup", '⇀'),
    ("rightharpoondown", '⇁'),
    ("rightleftharpoons", '⇌'),
    ("leftrightharpoons", '⇋'),
    ("leftarrowtail", '↢'),
    ("rightarrowtail", '↣'),
    ("leftleftarrows", '⇇'),
    ("rightrightarrows", '⇉'),
    ("leftrightarrows", '⇆'),
    ("rightleftarrows", '⇄'),
    ("leftrightsquigarrow", '↭'),
    ("rightsquigarrow", '⇝'),
    ("leftthreetimes", '⋋'),
    ("rightthreetimes", '⋌'),
];

/// Expands the macros of a formula.
pub(super) fn expand(tex: &str) -> Result<Expanded, MathError> {
    let mut input = tokens(tex);
    if input.len() > MAX_TOKENS {
        return Err(MathError::new(MathErrorKind::TooLong(MAX_TOKENS)));
    }
    input.reverse();
    let mut expander = Expander {
        input,
        macros: BTreeMap::new(),
        calls: 0,
        pushed: 0,
        out: Expanded::default(),
        written: 0,
        depth: 0,
        chain: Vec::new(),
        saved_chains: Vec::new(),
        optionals: Vec::new(),
    };
    while let Some(token) = expander.input.pop() {
        expander.token(token)?;
    }
    Ok(expander.out)
}

impl Expander {
    fn token(&mut self, token: Token) -> Result<(), MathError> {
        let Some(name) = token.control().map(str::to_owned) else {
            return self.write(&token);
        };
        if let Some(found) = self.macros.get(&name).cloned() {
            return self.call(&found, token.at);
        }
        let at = token.at;
        match name.as_str() {
            "" => Err(MathError::syntax("a backslash stands alone at the end", at)),
            "newcommand" | "renewcommand" | "providecommand" => self.new_command(&name, at),
            "def" | "gdef" => self.define(at),
            "DeclareMathOperator" => self.declare_operator(at),
            "let" | "futurelet" | "edef" | "xdef" | "char" | "sideset" | "genfrac" | "buildrel" => {
                Err(MathError::at(MathErrorKind::Unsupported(name), at))
            }
            "operatorname" if self.take_char('*') => self.write_control("mathop", at),
            // The parser takes a bare `\limits` only after an operator, which is TeX's rule too.
            "label" => self.group(at).map(|_| ()),
            "nonumber" | "notag" | "ensuremath" | "displaylimits" | "allowbreak" => Ok(()),
            "tag" => {
                self.take_char('*');
                let number = self.group(at)?;
                self.unread(")}", at);
                self.input.extend(number.into_iter().rev());
                self.unread(r"\qquad\text{(", at);
                Ok(())
            }
            "mbox" | "hbox" | "textnormal" | "textup" => self.write_control("text", at),
            "emph" => self.write_control("textit", at),
            "bm" | "pmb" => self.write_control("boldsymbol", at),
            "mathscr" => self.write_control("mathcal", at),
            "sqrt" | "xleftarrow" | "xrightarrow" => {
                self.write(&token)?;
                while self.take_char(' ') {}
                self.open_optional();
                Ok(())
            }
            "coloneq" => self.write_control("coloneqq", at),
            "hspace" => {
                self.take_char('*');
                self.write(&token)
            }
            "\\" => {
                self.take_char('*');
                self.write(&token)
            }
            "left" | "right" | "middle" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr"
            | "Bigl" | "Bigr" | "biggl" | "biggr" | "Biggl" | "Biggr" => {
                self.write(&token)?;
                while self.take_char(' ') {}
                if self.take_char('<') {
                    self.write_control("langle", at)
                } else if self.take_char('>') {
                    self.write_control("rangle", at)
                } else {
                    Ok(())
                }
            }
            "color" | "textcolor" | "colorbox" | "fcolorbox" => {
                self.check_group(at, |c| c.is_ascii_alphanumeric() || c == '#')?;
                self.write(&token)
            }
            "begin" => {
                let environment = self.peek_group(at)?;
                if environment.starts_with("alignat") || environment == "alignedat" {
                    let after = self
                        .input
                        .len()
                        .saturating_sub(environment.chars().count() + 2);
                    let rest = self.input.get(..after).unwrap_or_default();
                    let digits: String = group_text(rest).unwrap_or_default();
                    if digits.is_empty()
                        || digits.len() > 2
                        || !digits.chars().all(|c| c.is_ascii_digit())
                    {
                        return Err(MathError::syntax(
                            "the number of column pairs is missing",
                            at,
                        ));
                    }
                }
                self.write(&token)
            }
            // The parser would take `\rightarrow` for `\right`.
            name => match ARROWS.iter().find(|(command, _)| *command == name) {
                Some((_, c)) => self.write(&Token {
                    kind: Kind::Char(*c),
                    at,
                }),
                None => self.write(&token),
            },
        }
    }

    /// Writes a token out, and keeps account of depth and chains.
    fn write(&mut self, token: &Token) -> Result<(), MathError> {
        self.written += 1;
        if self.written > MAX_TOKENS {
            return Err(MathError::new(MathErrorKind::TooLong(MAX_TOKENS)));
        }
        match &token.kind {
            Kind::Char('{') => self.open(token.at)?,
            Kind::Char('}') => {
                self.depth = self.depth.saturating_sub(1);
                self.chain = self.saved_chains.pop().unwrap_or_default();
                self.argument_ends();
            }
            Kind::Char(' ') => {}
            Kind::Char('[') if self.in_optional() => {
                if let Some((_, brackets)) = self.optionals.last_mut() {
                    *brackets += 1;
                }
            }
            Kind::Char(']') if self.in_optional() => self.close_bracket(),
            Kind::Char('^' | '_') => self.chain_grows(1, token.at)?,
            Kind::Control(name) => match name.as_str() {
                "begin" | "left" | "begingroup" => {
                    self.depth += 1;
                    self.check_depth(token.at)?;
                }
                "end" | "right" | "endgroup" => self.depth = self.depth.saturating_sub(1),
                "limits" | "nolimits" => {}
                name => match arity(name) {
                    0 => self.argument_ends(),
                    n => self.chain_grows(n, token.at)?,
                },
            },
            Kind::Char(_) | Kind::Param(_) => self.argument_ends(),
        }
        self.out.push(token);
        Ok(())
    }

    fn open(&mut self, at: u32) -> Result<(), MathError> {
        self.depth += 1;
        self.saved_chains.push(std::mem::take(&mut self.chain));
        self.check_depth(at)
    }

    /// Begins the optional argument of a command where there is one: its tokens are none of the command's own arguments.
    fn open_optional(&mut self) {
        if let Some(token) = self.input.pop_if(|token| token.is('[')) {
            self.saved_chains.push(std::mem::take(&mut self.chain));
            self.optionals.push((self.depth, 0));
            // Braces, since the parser takes only the first atom of it for the degree of a root.
            self.out.push(&token);
            self.out.text.push('{');
        }
    }

    fn in_optional(&self) -> bool {
        self.optionals
            .last()
            .is_some_and(|(depth, _)| *depth == self.depth)
    }

    fn close_bracket(&mut self) {
        match self.optionals.last_mut() {
            Some((_, brackets)) if *brackets > 0 => *brackets -= 1,
            _ => {
                self.optionals.pop();
                self.out.text.push('}');
                self.chain = self.saved_chains.pop().unwrap_or_default();
            }
        }
    }

    fn check_depth(&self, at: u32) -> Result<(), MathError> {
        if self.depth > MAX_DEPTH {
            return Err(MathError::at(MathErrorKind::TooDeep(MAX_DEPTH), at));
        }
        Ok(())
    }

    fn chain_grows(&mut self, arguments: u8, at: u32) -> Result<(), MathError> {
        self.chain.push(arguments);
        if self.chain.len() > MAX_CHAIN {
            return Err(MathError::at(MathErrorKind::TooDeep(MAX_CHAIN), at));
        }
        Ok(())
    }

    /// A complete argument ends: the command that wants it may be complete by that, and be an argument itself.
    fn argument_ends(&mut self) {
        while let Some(wanted) = self.chain.last_mut() {
            *wanted = wanted.saturating_sub(1);
            if *wanted > 0 {
                break;
            }
            self.chain.pop();
        }
    }

    pub(super) fn write_control(&mut self, name: &str, at: u32) -> Result<(), MathError> {
        let kind = Kind::Control(name.to_owned());
        self.write(&Token { kind, at })
    }

    pub(super) fn take_char(&mut self, c: char) -> bool {
        let found = self.input.last().is_some_and(|token| token.is(c));
        if found {
            self.input.pop();
        }
        found
    }

    /// Puts tokens in front of what is still to be read.
    fn unread(&mut self, tex: &str, at: u32) {
        let found = tokens(tex).into_iter().rev();
        self.input.extend(found.map(|token| Token { at, ..token }));
    }

    fn peek_group(&self, at: u32) -> Result<String, MathError> {
        group_text(&self.input).ok_or_else(|| MathError::syntax("a `{` is missing", at))
    }

    fn check_group(&self, at: u32, allowed: impl Fn(char) -> bool) -> Result<(), MathError> {
        let text = self.peek_group(at)?;
        if text.chars().all(allowed) {
            return Ok(());
        }
        Err(MathError::syntax("colours are names or `#RRGGBB`", at))
    }
}

/// The characters of the group that comes next in a reversed list of tokens, without nested groups or commands.
fn group_text(input: &[Token]) -> Option<String> {
    let mut rest = input.iter().rev();
    if !rest.next()?.is('{') {
        return None;
    }
    let mut text = String::new();
    for token in rest {
        match token.kind {
            Kind::Char('}') => return Some(text),
            Kind::Char(c) if c != '{' => text.push(c),
            _ => return None,
        }
    }
    None
}

/// How many arguments the parser reads for a command, of those it may recurse into.
fn arity(name: &str) -> u8 {
    match name {
        "frac" | "dfrac" | "tfrac" | "cfrac" | "binom" | "dbinom" | "tbinom" | "overset"
        | "stackrel" | "underset" | "textcolor" => 2,
        "sqrt" | "not" | "cancel" | "pmod" | "xleftarrow" | "xrightarrow" | "bar" | "acute"
        | "breve" | "check" | "dot" | "ddot" | "grave" | "hat" | "tilde" | "vec" | "boldsymbol"
        | "Overrightarrow" => 1,
        name if [
            "math",
            "sym",
            "over",
            "under",
            "wide",
            "text",
            "operatorname",
        ]
        .iter()
        .any(|start| name.starts_with(start)) =>
        {
            1
        }
        _ => 0,
    }
}
