//! Language tags.

use std::fmt;
use std::sync::Arc;

use super::Locale;

/// A well-formed language tag of BCP 47 in its usual case: `en`, `pt-BR`, `zh-Hant`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

/// A text that is no well-formed language tag, with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LangError(String);

/// Which way text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TextDirection {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

impl Lang {
    /// A tag, normalised to the case that BCP 47 recommends (RFC 5646, section 2.1.1).
    ///
    /// # Errors
    /// When the tag is not well formed.
    pub fn new(tag: &str) -> Result<Self, LangError> {
        let parsed = oxilangtag::LanguageTag::parse_and_normalize(tag)
            .map_err(|error| LangError(error.to_string()))?;
        Ok(Self(parsed.into_inner().into()))
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The script, where the tag names one: `Hant` of `zh-Hant-TW`.
    pub fn script(&self) -> Option<&str> {
        self.subtags()
            .find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
    }

    /// The region, where the tag names one: `BR` of `pt-BR`, `419` (Latin America) of `es-419`.
    pub fn region(&self) -> Option<&str> {
        self.subtags().find(|part| {
            part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase())
                || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
        })
    }

    /// The subtags after the first, without extensions and private ones.
    fn subtags(&self) -> impl Iterator<Item = &str> {
        self.0.split('-').skip(1).take_while(|part| part.len() > 1)
    }

    /// The script that text in this language is written in: the one that the tag names, else the language's usual one.
    pub fn likely_script(&self) -> &str {
        match self.script() {
            Some(script) => script,
            None => Locale::of(self).script.as_str(),
        }
    }

    /// The direction of text in this language, by its script.
    pub fn direction(&self) -> TextDirection {
        const RTL_SCRIPTS: &[&str] = &[
            "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr", "Mand", "Mend",
        ];
        if RTL_SCRIPTS.contains(&self.likely_script()) {
            TextDirection::Rtl
        } else {
            TextDirection::Ltr
        }
    }
}

impl Default for Lang {
    /// English.
    fn default() -> Self {
        Self("en".into())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lang({})", self.0)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalises_and_splits() {
        let tag = Lang::new("ZH-hant-tw").expect("well formed");
        assert_eq!(tag.as_str(), "zh-Hant-TW");
        assert_eq!(tag.primary(), "zh");
        assert_eq!(tag.script(), Some("Hant"));
        assert_eq!(tag.region(), Some("TW"));
        let american = Lang::new("es-419").expect("well formed");
        assert_eq!((american.script(), american.region()), (None, Some("419")));
        assert!(Lang::new("not a tag").is_err());
    }

    #[test]
    fn knows_directions() {
        for (tag, direction) in [
            ("fa", TextDirection::Rtl),
            ("he-IL", TextDirection::Rtl),
            ("ckb", TextDirection::Rtl),
            ("uz-Arab", TextDirection::Rtl),
            ("fa-Latn", TextDirection::Ltr),
            ("ko", TextDirection::Ltr),
            ("tlh", TextDirection::Ltr),
        ] {
            let lang = Lang::new(tag).expect("well formed");
            assert_eq!(lang.direction(), direction, "{tag}");
        }
    }
}
