//! Numbers of what is counted: headings, figures, tables.

/// What is counted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Series {
    /// Headings, by level: `2.1`.
    Heading,
    /// Figures with a caption.
    Figure,
    /// Tables with a caption.
    Table,
}

/// The number of a block, set by the resolve stage.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number {
    /// What it counts.
    pub series: Series,
    /// Its parts, from the outermost: 2 and 1 of `2.1`.
    pub parts: Vec<u32>,
    /// The number as it is printed, in words where it has any: `2.1`, `Figure 2`.
    pub label: String,
}

impl Number {
    /// A number without words, its parts with stops between them.
    pub fn plain(series: Series, parts: Vec<u32>) -> Self {
        let shown: Vec<String> = parts.iter().map(u32::to_string).collect();
        Self {
            series,
            label: shown.join("."),
            parts,
        }
    }
}
