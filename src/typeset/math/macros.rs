//! Macros of the author's: how they are defined and called.

use super::error::{MathError, MathErrorKind};
use super::expand::{Expander, Macro};
use super::lex::{Kind, Token};

/// The most macro calls.
const MAX_CALLS: usize = 4_000;
/// The most tokens that macros may push back, over all.
const MAX_PUSHED: usize = 60_000;

impl Expander {
    pub(super) fn call(&mut self, found: &Macro, at: u32) -> Result<(), MathError> {
        self.calls += 1;
        let mut arguments: Vec<Vec<Token>> = Vec::new();
        if let Some(default) = &found.default {
            let given = self.optional();
            arguments.push(given.unwrap_or_else(|| default.clone()));
        }
        while arguments.len() < usize::from(found.params) {
            arguments.push(self.argument(at)?);
        }
        let start = self.input.len();
        for token in found.body.iter().rev() {
            match token.kind {
                Kind::Param(n) => {
                    let argument = arguments.get(usize::from(n)).map_or(&[][..], Vec::as_slice);
                    self.input.extend(argument.iter().rev().cloned());
                }
                // What the body makes is the call's doing.
                _ => self.input.push(Token {
                    kind: token.kind.clone(),
                    at,
                }),
            }
            if self.pushed + self.input.len().saturating_sub(start) > MAX_PUSHED {
                return Err(MathError::at(MathErrorKind::EndlessMacro, at));
            }
        }
        self.pushed += self.input.len().saturating_sub(start);
        if self.calls > MAX_CALLS {
            return Err(MathError::at(MathErrorKind::EndlessMacro, at));
        }
        Ok(())
    }

    /// A group with its braces off, or one token.
    fn argument(&mut self, at: u32) -> Result<Vec<Token>, MathError> {
        while self.take_char(' ') {}
        match self.input.last() {
            Some(token) if token.is('{') => self.group(at),
            Some(_) => Ok(self.input.pop().into_iter().collect()),
            None => Err(MathError::syntax("a macro lacks an argument", at)),
        }
    }

    pub(super) fn group(&mut self, at: u32) -> Result<Vec<Token>, MathError> {
        while self.take_char(' ') {}
        if !self.take_char('{') {
            return Err(MathError::syntax("a `{` is missing", at));
        }
        let mut depth = 0_usize;
        let mut inside = Vec::new();
        while let Some(token) = self.input.pop() {
            match token.kind {
                Kind::Char('{') => depth += 1,
                Kind::Char('}') if depth == 0 => return Ok(inside),
                Kind::Char('}') => depth -= 1,
                _ => {}
            }
            inside.push(token);
        }
        Err(MathError::at(
            MathErrorKind::Unbalanced("a `}` is missing".to_owned()),
            at,
        ))
    }

    fn optional(&mut self) -> Option<Vec<Token>> {
        while self.take_char(' ') {}
        if !self.input.last()?.is('[') {
            return None;
        }
        let close = self.input.iter().rposition(|token| token.is(']'))?;
        let mut inside = self.input.split_off(close);
        inside.pop();
        inside.reverse();
        inside.pop();
        Some(inside)
    }

    /// The name in `{\name}` or `\name`.
    fn name(&mut self, at: u32) -> Result<String, MathError> {
        let found = self.argument(at)?;
        match found.as_slice() {
            [token] => token.control().map(str::to_owned),
            _ => None,
        }
        .ok_or_else(|| MathError::syntax("the name of the macro is missing", at))
    }

    pub(super) fn new_command(&mut self, command: &str, at: u32) -> Result<(), MathError> {
        self.take_char('*');
        let name = self.name(at)?;
        let params = match self.optional() {
            None => 0,
            Some(tokens) => match tokens.as_slice() {
                [
                    Token {
                        kind: Kind::Char(c),
                        ..
                    },
                ] => c.to_digit(10).unwrap_or(0) as u8,
                _ => return Err(MathError::syntax("a macro takes 0 to 9 arguments", at)),
            },
        };
        let default = if params > 0 { self.optional() } else { None };
        let body = self.argument(at)?;
        if command == "providecommand" && self.macros.contains_key(&name) {
            return Ok(());
        }
        self.macros.insert(
            name,
            Macro {
                params,
                default,
                body,
            },
        );
        Ok(())
    }

    pub(super) fn define(&mut self, at: u32) -> Result<(), MathError> {
        let name = self.name(at)?;
        let mut params = 0;
        while let Some(Token {
            kind: Kind::Param(n),
            ..
        }) = self.input.last()
        {
            if *n != params {
                return Err(MathError::syntax(
                    "the parameters of a macro are #1, #2 and so on",
                    at,
                ));
            }
            params += 1;
            self.input.pop();
        }
        if !self.input.last().is_some_and(|token| token.is('{')) {
            return Err(MathError::syntax(
                "macros with delimited parameters are not supported",
                at,
            ));
        }
        let body = self.group(at)?;
        let default = None;
        self.macros.insert(
            name,
            Macro {
                params,
                default,
                body,
            },
        );
        Ok(())
    }

    pub(super) fn declare_operator(&mut self, at: u32) -> Result<(), MathError> {
        let command = if self.take_char('*') {
            "mathop"
        } else {
            "operatorname"
        };
        let name = self.name(at)?;
        let inside = self.group(at)?;
        let token = |kind| Token { kind, at };
        let mut body = vec![
            token(Kind::Control(command.to_owned())),
            token(Kind::Char('{')),
        ];
        body.extend(inside);
        body.push(token(Kind::Char('}')));
        self.macros.insert(
            name,
            Macro {
                params: 0,
                default: None,
                body,
            },
        );
        Ok(())
    }
}
