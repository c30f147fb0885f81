//! Lists of names.

use serde::Deserialize;

/// What stands between names, as in CLDR's list patterns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamePatterns {
    /// Between two.
    pub(super) pair: String,
    /// Between three or more, but the last two.
    pub(super) middle: String,
    /// Between the last two of three or more.
    pub(super) last: String,
}

impl NamePatterns {
    /// The names in a row.
    pub(super) fn join(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [name] => (*name).to_owned(),
            [first, second] => format!("{first}{}{second}", self.pair),
            [rest @ .., last] => format!("{}{}{last}", rest.join(&self.middle), self.last),
        }
    }

    /// The same with `&` for *and*; scripts other than Latin have no such sign and keep the word.
    pub(super) fn with_ampersand(&self) -> Self {
        const END_OF_LATIN: char = '\u{250}';
        if self.last.chars().all(|c| c < END_OF_LATIN) {
            Self {
                pair: " & ".to_owned(),
                middle: self.middle.clone(),
                last: " & ".to_owned(),
            }
        } else {
            self.clone()
        }
    }
}
