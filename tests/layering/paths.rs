//! The paths that a source file names.

use super::scan::Token;

/// A path as it is written, with the inline modules that it is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// `["super", "line", "Line"]`. A `*` at the end is left out.
    pub(super) path: Vec<String>,
    /// The inline modules around it, the outermost first.
    pub(super) inline: Vec<String>,
}

/// All paths of several parts, and all that is used, `use` trees taken apart.
pub(super) fn paths(tokens: &[Token<'_>]) -> Vec<Named> {
    let mut walk = Walk {
        tokens,
        at: 0,
        depth: 0,
        inline: Vec::new(),
        out: Vec::new(),
    };
    walk.all();
    walk.out
}

/// The modules that are declared in a source and have files of their own.
pub(super) fn declared<'s>(tokens: &[Token<'s>]) -> Vec<&'s str> {
    tokens
        .windows(3)
        .filter_map(|three| match three {
            [Token::Word("mod"), Token::Word(name), Token::Sign(';')] => Some(*name),
            _ => None,
        })
        .collect()
}

struct Walk<'t, 's> {
    tokens: &'t [Token<'s>],
    at: usize,
    /// How many braces are open.
    depth: usize,
    /// The inline modules that are open, with the depth at which each ends.
    inline: Vec<(String, usize)>,
    out: Vec<Named>,
}

impl<'s> Walk<'_, 's> {
    fn peek(&self, ahead: usize) -> Option<Token<'s>> {
        self.tokens.get(self.at + ahead).copied()
    }

    fn all(&mut self) {
        while let Some(token) = self.peek(0) {
            self.at += 1;
            match token {
                Token::Sign('{') => self.depth += 1,
                Token::Sign('}') => {
                    self.depth = self.depth.saturating_sub(1);
                    if self
                        .inline
                        .last()
                        .is_some_and(|(_, end)| *end == self.depth)
                    {
                        self.inline.pop();
                    }
                }
                // The path of `pub(in crate::typeset)` names nothing.
                Token::Sign('(') if self.peek(0) == Some(Token::Word("in")) => {
                    while self.peek(0).is_some_and(|token| token != Token::Sign(')')) {
                        self.at += 1;
                    }
                }
                Token::Word("mod") => {
                    if let (Some(Token::Word(name)), Some(Token::Sign('{'))) =
                        (self.peek(0), self.peek(1))
                    {
                        self.inline.push((name.to_owned(), self.depth));
                        self.depth += 1;
                        self.at += 2;
                    }
                }
                // `impl Trait + use<'a>` is no import.
                Token::Word("use") if self.peek(0) != Some(Token::Sign('<')) => {
                    self.tree(&[]);
                }
                Token::Word(first) if self.peek(0) == Some(Token::Path) => self.path(first),
                _ => {}
            }
        }
    }

    /// A path in an expression or a type; its first word is taken already.
    fn path(&mut self, first: &str) {
        // What follows a path, as in `<T>::f` or `Vec::<T>::new`, is part of another.
        let starts = self.at < 2 || self.tokens.get(self.at - 2) != Some(&Token::Path);
        let mut path = vec![first.to_owned()];
        while let (Some(Token::Path), Some(Token::Word(next))) = (self.peek(0), self.peek(1)) {
            path.push(next.to_owned());
            self.at += 2;
        }
        if starts {
            self.push(path);
        }
    }

    /// A tree of a `use`, after the path that leads to it.
    fn tree(&mut self, before: &[String]) {
        let mut path = before.to_vec();
        loop {
            match self.peek(0) {
                Some(Token::Path) => self.at += 1,
                Some(Token::Word("as")) => {
                    // The new name.
                    self.at += 2;
                }
                Some(Token::Word("self")) if !path.is_empty() => self.at += 1,
                Some(Token::Word(word)) => {
                    path.push(word.to_owned());
                    self.at += 1;
                }
                Some(Token::Sign('*')) => self.at += 1,
                Some(Token::Sign('{')) => {
                    self.at += 1;
                    while self.peek(0).is_some_and(|token| token != Token::Sign('}')) {
                        self.tree(&path);
                        if self.peek(0) == Some(Token::Sign(',')) {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    return;
                }
                _ => {
                    self.push(path);
                    return;
                }
            }
        }
    }

    fn push(&mut self, path: Vec<String>) {
        let inline = self.inline.iter().map(|(name, _)| name.clone()).collect();
        self.out.push(Named { path, inline });
    }
}

#[test]
fn paths_are_found_however_they_are_written() {
    let source = "
        pub(in crate::a) use crate::{b, c::{self, D, e::*}, f as g};
        pub(crate) use super::{
            h::{I, J},
            k,
        };
        mod inner { use super::l; }
        fn m(n: &crate::o::P) -> self::q::R<super::s::T> { u::v(<W as x::Y>::z) }
        fn a() -> impl Iterator<Item = B> + use<'_> { Vec::<c::D>::new() }
    ";
    let scanned = super::scan::scan(source);
    let found: Vec<String> = paths(&scanned.tokens)
        .iter()
        .map(|named| {
            let mut text = named.path.join("::");
            if let [inline] = named.inline.as_slice() {
                text = format!("{inline}: {text}");
            }
            text
        })
        .collect();
    assert_eq!(
        found,
        [
            "crate::b",
            "crate::c",
            "crate::c::D",
            "crate::c::e",
            "crate::f",
            "super::h::I",
            "super::h::J",
            "super::k",
            "inner: super::l",
            "crate::o::P",
            "self::q::R",
            "super::s::T",
            "u::v",
            "x::Y",
            "Vec",
            "c::D",
        ]
    );
}
