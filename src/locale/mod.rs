//! What Bindery knows of languages: words, dates, lists of names, digits, quotation marks, hyphens.
//!
//! Each language is one file in `src/locale/data`, named by its tag in lower case. A file holds what the language
//! has of its own; the rest comes from the language that it `inherits`, and in the end from the defaults here. A
//! file without words of its own gets those of English, as does a language without a file. `[[variants]]` in a file
//! are for regions and scripts: the first that fits a tag applies.
//!
//! A file is read when its language is first asked for, once.

mod date;
mod east_asian;
mod lang;
mod load;
mod names;
mod terms;
mod typography;

#[cfg(test)]
mod tests;

use serde::Deserialize;

use date::DatePatterns;
use names::NamePatterns;

pub use date::Date;
pub use east_asian::{EastAsian, Stops};
pub use lang::{Lang, LangError, TextDirection};
pub use terms::{AccessibilityTerms, Terms};
pub use typography::{Quotes, Spacing, Typography};

/// What Bindery knows of one language, or of a language as it is used in a region or written in a script.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Locale {
    /// The language that the words are in: `nb` for Nynorsk, which has none of its own yet, `en` for a language
    /// that we have no words of.
    #[serde(skip)]
    pub words_in: Lang,
    /// The script that the language is written in unless its tag names another (ISO 15924).
    #[serde(default)]
    pub script: Script,
    /// The digits of numbers that Bindery sets.
    #[serde(default)]
    pub digits: Digits,
    /// The words.
    pub terms: Terms,
    /// The sentences of the accessibility summary.
    pub accessibility: AccessibilityTerms,
    /// Quotation marks and spaces.
    #[serde(default)]
    pub typography: Typography,
    /// Hyphenation.
    #[serde(default)]
    pub hyphens: Hyphens,
    /// How text is set, for the languages of East Asia.
    pub east_asian: Option<EastAsian>,
    /// The last line of an imprint, with `{}` for the names of the typefaces.
    pub colophon: Option<String>,
    names: NamePatterns,
    dates: Option<DatePatterns>,
}

/// The code of a script (ISO 15924): `Latn`, `Arab`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Script(String);

impl Script {
    /// The four letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Script {
    fn default() -> Self {
        Self("Latn".to_owned())
    }
}

/// The digits of a script, by the names that CLDR gives to systems of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
pub enum Digits {
    /// 0 1 2
    #[default]
    #[serde(rename = "latn")]
    European,
    /// ٠ ١ ٢
    #[serde(rename = "arab")]
    Arabic,
    /// ۰ ۱ ۲
    #[serde(rename = "arabext")]
    Persian,
}

impl Digits {
    /// A number in these digits.
    pub fn write(self, number: u64) -> String {
        let zero = match self {
            Self::European => return number.to_string(),
            Self::Arabic => '\u{660}',
            Self::Persian => '\u{6F0}',
        };
        number
            .to_string()
            .bytes()
            .filter_map(|digit| char::from_u32(u32::from(zero) + u32::from(digit - b'0')))
            .collect()
    }
}

/// Where words are hyphenated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Hyphens {
    /// How many letters stay before and after a hyphen, where the patterns do not say it right.
    pub minima: Option<[usize; 2]>,
    /// The code of the language (ISO 639-1) whose patterns are used, where it is not the language's own.
    pub patterns: Option<String>,
    /// The language that a Latin word among ideographs is taken for.
    pub latin_words: Option<String>,
    /// Words whose breaks the patterns get wrong, in lower case, with the right breaks as hyphens.
    pub exceptions: Vec<String>,
}

impl Locale {
    /// What is known of a language; for one that we have no file of, the words of English.
    pub fn of(lang: &Lang) -> &'static Self {
        load::find(lang)
    }

    /// A number in the digits of the language.
    pub fn number(&self, number: u64) -> String {
        self.digits.write(number)
    }

    /// `Chapter 2`, with a space that does not break.
    pub fn chapter_label(&self, number: u64) -> String {
        self.label(&self.terms.chapter_n, number)
    }

    /// `Part 2`, with a space that does not break.
    pub fn part_label(&self, number: u64) -> String {
        self.label(&self.terms.part_n, number)
    }

    /// `Figure 2`, with a space that does not break.
    pub fn figure_label(&self, number: u64) -> String {
        self.label(&self.terms.figure_n, number)
    }

    /// `Table 2`, with a space that does not break.
    pub fn table_label(&self, number: u64) -> String {
        self.label(&self.terms.table_n, number)
    }

    fn label(&self, pattern: &str, number: u64) -> String {
        pattern
            .replace(' ', "\u{a0}")
            .replace("{}", &self.number(number))
    }

    /// A date as its readers write it: `24 November 2026`, `24. marraskuuta 2026`; as in ISO 8601 where we do not
    /// know the language's names of months.
    pub fn date(&self, date: Date) -> String {
        match &self.dates {
            Some(patterns) => patterns.write(date, self.digits),
            None => date.to_string(),
        }
    }

    /// True for languages whose characters stand in squares.
    pub fn has_squares(&self) -> bool {
        self.east_asian.as_ref().is_some_and(|asian| asian.squares)
    }

    /// Where stops stand in their squares.
    pub fn stops(&self) -> Stops {
        self.east_asian
            .as_ref()
            .map(|asian| asian.stops)
            .unwrap_or_default()
    }

    /// Names in a row as the language joins them: `A`, `A and B`, `A, B and C`. Empty for no name.
    pub fn join_names(&self, names: &[&str]) -> String {
        self.names.join(names)
    }

    /// Names in a row with `&` before the last, in scripts that have the sign: `A, B & C`.
    pub fn join_names_with_ampersand(&self, names: &[&str]) -> String {
        self.names.with_ampersand().join(names)
    }
}
