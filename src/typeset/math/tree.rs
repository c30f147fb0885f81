//! A formula as a tree of atoms: the noads of TeX (The TeXbook, appendix G).

use crate::typeset::glyphs::Color;

/// What an atom is for the spacing around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Ord,
    Op,
    Bin,
    Rel,
    Open,
    Close,
    Punct,
    Inner,
}

/// Display, text, script and script of script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Style {
    Display,
    Text,
    Script,
    ScriptScript,
}

/// Where scripts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Beside.
    Side,
    /// Above and below.
    Limits,
    /// Above and below in display style, else beside.
    Movable,
}

/// A length in terms of the size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Measure {
    /// Ems of the current style.
    Em(f64),
    /// Heights of `x` of the current style.
    Ex(f64),
    /// PostScript points.
    Pt(f64),
}

/// A list of atoms.
pub(super) type List = Vec<Node>;

/// An atom, a space or a change of style.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// One character, in its mathematical alphabet.
    Symbol(Symbol),
    /// The name of a function, upright.
    Word(List),
    /// Words in the midst of a formula.
    Text(Text),
    /// A sum, an integral ...
    Operator(char, OperatorSize),
    /// Atoms in braces.
    Group(List),
    /// Delimiters that grow with what they enclose, which may hold [`Node::Middle`].
    Fenced {
        open: Option<char>,
        close: Option<char>,
        body: List,
    },
    /// A delimiter that grows with the fences around it.
    Middle(char),
    /// A delimiter of a given size in ems.
    Sized {
        delimiter: char,
        ems: f64,
        class: Class,
    },
    /// A fraction, or with a rule of no weight a binomial.
    Fraction {
        numerator: List,
        denominator: List,
        rule: Option<Measure>,
    },
    /// A root.
    Radical { radicand: List, degree: List },
    /// An accent over its base.
    Accent {
        base: List,
        accent: char,
        wide: bool,
    },
    /// A rule, brace, arrow ... as long as its base, over or under it.
    Stretched { base: List, mark: char, over: bool },
    /// Scripts. The base is one atom, or nothing.
    Scripts {
        base: List,
        sub: Option<List>,
        sup: Option<List>,
        place: Place,
    },
    /// A base struck through.
    Struck(List),
    /// Rows and columns.
    Table(Table),
    /// White space, or a strut.
    Space {
        width: Measure,
        height: Measure,
        depth: Measure,
    },
    /// From here on in this list.
    Style(Style),
    /// From here on in this list.
    Color(Color),
    /// A ground under the list from here on, and a frame around it.
    Box {
        ground: Option<Color>,
        frame: Option<Color>,
        body: List,
    },
}

/// One character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Symbol {
    /// As set: in its mathematical alphabet.
    pub(super) set: char,
    /// As read.
    pub(super) plain: char,
    pub(super) class: Class,
}

/// How large an operator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OperatorSize {
    /// Larger in display style.
    Growing,
    /// Always small.
    Small,
}

/// Words in a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    pub(super) columns: Vec<Align>,
    /// How columns beyond those listed are set.
    pub(super) rest: Rest,
    pub(super) kind: TableKind,
    pub(super) style: Option<Style>,
    /// Vertical rules: before which column.
    pub(super) rules: Vec<usize>,
    /// Horizontal rules above the first row.
    pub(super) rules_above: usize,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<List>,
    /// Space after it.
    pub(super) extra: Option<Measure>,
    /// Horizontal rules below it.
    pub(super) rules: usize,
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Align {
    Left,
    #[default]
    Center,
    Right,
}

/// The alignment of columns that are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Rest {
    /// All alike.
    Same(Align),
    /// Right and left in turn, as at a relation sign.
    #[default]
    Pairs,
}

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum TableKind {
    /// A matrix.
    #[default]
    Matrix,
    /// A matrix within a line.
    SmallMatrix,
    /// An array with a column before its first and after its last.
    Array,
    /// Cases after or before a brace.
    Cases,
    /// Equations aligned at their relation signs.
    Aligned,
    /// The lines of a limit.
    Stack,
    /// Lines, the first to the left and the last to the right.
    Multiline,
}
