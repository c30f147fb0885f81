//! What the languages of East Asia differ in when their text is set.

use serde::Deserialize;

/// How text of a language of East Asia is set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EastAsian {
    /// Each character stands in a square of its own, and so do quotation marks, ellipses and dashes. Not so in
    /// Korean, whose words have spaces between them.
    pub squares: bool,
    /// Where stops stand in their squares.
    pub stops: Stops,
    /// The ends of the names of families that have the forms of ideographs that the language wants, the best first.
    pub forms: Vec<String>,
}

/// Where stops stand in their squares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stops {
    /// Commas and full stops in the first half, others in the middle: Japanese.
    #[default]
    Japanese,
    /// All in the first half: Chinese in simplified characters.
    Simplified,
    /// All in the middle: Chinese as written in Taiwan and Hong Kong.
    Centred,
}
