//! TeX math: a formula becomes a box of placed glyphs and rules.
mod accents;
mod alphabet;
mod build;
mod environment;
mod error;
mod expand;
mod fault;
mod lex;
mod tree;
mod words;

pub use error::{MathError, MathErrorKind};
