//! Why a formula cannot be set.

/// Why a formula cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct MathError {
    /// What is wrong.
    pub kind: MathErrorKind,
    /// The byte of the formula at which it is, where that is known.
    pub at: Option<u32>,
}

/// What is wrong with a formula.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MathErrorKind {
    /// A command that nobody defined.
    #[error("`\\{0}` is not a known command")]
    UnknownCommand(String),
    /// A command that TeX knows and Bindery does not carry out.
    #[error("`\\{0}` is not supported in formulas")]
    Unsupported(String),
    /// Braces, `\left` and `\right`, or `\begin` and `\end` that do not pair.
    #[error("{0}")]
    Unbalanced(String),
    /// Anything else that breaks the grammar.
    #[error("{0}")]
    Syntax(String),
    /// A macro that never ends, or makes too much.
    #[error("the macros of the formula expand without end")]
    EndlessMacro,
    /// Groups in groups in groups.
    #[error("the formula is nested too deeply (more than {0} levels)")]
    TooDeep(usize),
    /// Too many symbols.
    #[error("the formula is too long (more than {0} symbols)")]
    TooLong(usize),
    /// The font book has no font with a MATH table.
    #[error("no font for formulas is there")]
    NoFont,
}

impl MathError {
    pub(super) fn new(kind: MathErrorKind) -> Self {
        Self { kind, at: None }
    }

    pub(super) fn at(kind: MathErrorKind, at: u32) -> Self {
        Self { kind, at: Some(at) }
    }

    pub(super) fn syntax(message: &str, at: u32) -> Self {
        Self::at(MathErrorKind::Syntax(message.to_owned()), at)
    }
}
