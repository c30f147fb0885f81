//! The themes in the binary, and themes from TOML.

use std::sync::LazyLock;

use serde::Deserialize;
use toml::{Table, Value};

use super::Theme;

/// The sources of the themes in the binary; one that extends another stands after it.
const SOURCES: [(&str, &str); 3] = [
    ("literary", include_str!("literary.toml")),
    ("modern", include_str!("modern.toml")),
    ("academic", include_str!("academic.toml")),
];

static THEMES: LazyLock<Vec<Theme>> = LazyLock::new(|| {
    SOURCES
        .iter()
        .filter_map(|(_, source)| Theme::from_toml(source).ok())
        .collect()
});

/// Why a theme cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ThemeError {
    /// It is no TOML, or not of a theme's form.
    #[error("not a theme: {0}")]
    Malformed(String),
    /// It extends a theme that does not exist.
    #[error("there is no theme `{0}` to extend; there are literary, modern and academic")]
    UnknownBase(String),
    /// A value that no page can be set with.
    #[error("out of bounds: {0}")]
    OutOfBounds(String),
}

impl Theme {
    /// The names of the themes in the binary, the default first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SOURCES.iter().map(|(name, _)| *name)
    }

    /// The theme in the binary of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        THEMES.iter().find(|theme| theme.name == name)
    }

    /// A theme from TOML. It states every value, or `extends = "literary"` and only what differs.
    ///
    /// # Errors
    /// When the text is no TOML, a value is missing, unknown or of the wrong type, or the theme
    /// that it extends does not exist.
    pub fn from_toml(source: &str) -> Result<Self, ThemeError> {
        let table = merged(source)?;
        Self::deserialize(Value::Table(table))
            .map_err(|e| ThemeError::Malformed(one_line(&e.to_string())))?
            .checked()
    }
}

/// What is wrong and, on a line of its own, in which key, as one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The table of a theme over that of the theme it extends. Only themes in the binary can be
/// extended, each of which extends only those before it, so the recursion ends.
fn merged(source: &str) -> Result<Table, ThemeError> {
    let mut table: Table =
        toml::from_str(source).map_err(|e| ThemeError::Malformed(e.to_string()))?;
    let Some(base) = table.remove("extends") else {
        return Ok(table);
    };
    let name = base.as_str().unwrap_or_default();
    let (_, base) = SOURCES
        .iter()
        .find(|(known, text)| *known == name && *text != source)
        .ok_or_else(|| ThemeError::UnknownBase(name.to_owned()))?;
    let mut under = merged(base)?;
    overlay(&mut under, table);
    Ok(under)
}

/// Lays one table over another; tables are merged, everything else is replaced.
fn overlay(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => overlay(below, above),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_in_the_binary_can_be_read() {
        for (name, source) in SOURCES {
            let theme = Theme::from_toml(source).expect(name);
            assert_eq!(theme.name, name);
            assert_eq!(theme.headings.len(), 6, "{name}");
            assert!(Theme::named(name).is_some());
        }
    }

    #[test]
    fn a_theme_says_only_what_differs() {
        let theme =
            Theme::from_toml("extends = 'literary'\nname = 'mine'\n[body]\nsize = '11pt'\n")
                .expect("a theme");
        let base = Theme::named("literary").expect("the default");
        assert_eq!(theme.body.size.to_string(), "11pt");
        assert_eq!(theme.body.leading, base.body.leading);
        assert_eq!(theme.headings, base.headings);
    }

    #[test]
    fn unknown_keys_and_bases_are_refused() {
        let unknown = Theme::from_toml("extends = 'literary'\ncolour = 'red'\n");
        assert!(matches!(unknown, Err(ThemeError::Malformed(m)) if m.contains("colour")));
        let base = Theme::from_toml("extends = 'baroque'\n");
        assert_eq!(base, Err(ThemeError::UnknownBase("baroque".to_owned())));
    }
}
