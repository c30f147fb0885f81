//! The typographic habits of languages: quotation marks, spaces, what an apostrophe does.
//!
//! The marks in the data are those of Unicode's CLDR 48 (`delimiters`), save where books are set otherwise:
//! - `es` has « » (Real Academia Española, Ortografía 2010), `es-419` and American regions CLDR's “ ”;
//! - `de-CH`, `de-LI` have « » ‹ ›, as Swiss books have, `it-CH`, `fr-CH` too;
//! - `fr` has “ ” within « », and `fr-CA` too, so that the two levels can be told apart;
//! - `nl` has “ ” ‘ ’, CLDR's older choice, since it gives the same mark to both levels now;
//! - `ar` has « » outside and ” “ within, the order of frequency in books;
//! - `hr` has „ ”, `bg` ‚ ‘ and `hy` ‹ › within.

use serde::Deserialize;

/// The habits of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Typography {
    /// The quotation marks.
    pub quotes: Quotes,
    /// How the space beside guillemets and high punctuation is set.
    pub spacing: Spacing,
    /// Words that have lost letters at their start, so that an apostrophe stands there: *’tis*.
    pub clipped: Vec<String>,
    /// Words end in an apostrophe before the next: `l'homme`, `l'“ami”`.
    pub elision: bool,
    /// A word of one letter stays with the next.
    pub short_words: bool,
    /// A dash stays with the word before it.
    pub dash_stays: bool,
    /// `"` and `'` in words are gershayim and geresh.
    pub gershayim: bool,
    /// Dash and ellipsis are two characters wide.
    pub double_dash: bool,
    /// Letters of an abbreviation are held together by a narrow space.
    pub narrow_abbreviations: bool,
    /// The title of a work that is named in a sentence stands in quotation marks.
    pub quoted_titles: bool,
}

/// Opening and closing quotation marks, those of the outer level first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "[String; 2]")]
pub struct Quotes([[char; 2]; 2]);

impl Quotes {
    /// The opening and the closing mark of a level of nesting: the even levels have the outer marks, the odd ones
    /// the inner.
    pub fn level(self, level: usize) -> [char; 2] {
        let [outer, inner] = self.0;
        if level.is_multiple_of(2) {
            outer
        } else {
            inner
        }
    }

    /// The marks of the outer level.
    pub fn outer(self) -> [char; 2] {
        self.level(0)
    }
}

impl Default for Quotes {
    /// “ ” and ‘ ’.
    fn default() -> Self {
        Self([['“', '”'], ['‘', '’']])
    }
}

impl TryFrom<[String; 2]> for Quotes {
    type Error = String;

    fn try_from(levels: [String; 2]) -> Result<Self, String> {
        let pair = |level: &String| {
            let mut marks = level.chars();
            match (marks.next(), marks.next(), marks.next()) {
                (Some(opening), Some(closing), None) => Ok([opening, closing]),
                _ => Err(format!("`{level}` is not an opening and a closing mark")),
            }
        };
        let [outer, inner] = &levels;
        Ok(Self([pair(outer)?, pair(inner)?]))
    }
}

/// How the space within guillemets and before `; : ! ?` is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Spacing {
    /// None is.
    #[default]
    None,
    /// A narrow space within guillemets and before `; ! ?`, a word space before `:` (Lexique des
    /// règles typographiques en usage à l'Imprimerie nationale).
    France,
    /// A narrow space in all these places.
    Switzerland,
    /// A space within guillemets and before `:`; none before the others (Office québécois de la
    /// langue française).
    Canada,
}
