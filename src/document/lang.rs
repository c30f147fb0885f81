//! Language tags.

use std::fmt;
use std::sync::Arc;

/// A well-formed language tag of BCP 47 in its usual case: `en`, `pt-BR`, `zh-Hant`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

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
    pub fn new(tag: &str) -> Result<Self, oxilangtag::LanguageTagParseError> {
        let parsed = oxilangtag::LanguageTag::parse_and_normalize(tag)?;
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
        self.0
            .split('-')
            .skip(1)
            .take_while(|part| part.len() > 1)
            .find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
    }

    /// The region, where the tag names one: `BR` of `pt-BR`.
    pub fn region(&self) -> Option<&str> {
        self.0
            .split('-')
            .skip(1)
            .take_while(|part| part.len() > 1)
            .find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase()))
    }

    /// The direction of text in this language: by its script where the tag names one, else by the
    /// script that the language is usually written in.
    pub fn direction(&self) -> TextDirection {
        const RTL_SCRIPTS: &[&str] = &[
            "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr", "Mand", "Mend",
        ];
        const RTL_LANGUAGES: &[&str] = &[
            "ar", "arc", "arz", "ary", "azb", "ckb", "dv", "fa", "glk", "he", "khw", "ks", "lrc",
            "mzn", "nqo", "pnb", "prs", "ps", "sd", "skr", "syr", "ug", "ur", "yi",
        ];
        let rtl = match self.script() {
            Some(script) => RTL_SCRIPTS.contains(&script),
            None => RTL_LANGUAGES.contains(&self.primary()),
        };
        if rtl {
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
        assert!(Lang::new("not a tag").is_err());
    }

    #[test]
    fn knows_directions() {
        let direction = |tag| Lang::new(tag).expect("well formed").direction();
        assert_eq!(direction("fa"), TextDirection::Rtl);
        assert_eq!(direction("he-IL"), TextDirection::Rtl);
        assert_eq!(direction("uz-Arab"), TextDirection::Rtl);
        assert_eq!(direction("fa-Latn"), TextDirection::Ltr);
        assert_eq!(direction("ko"), TextDirection::Ltr);
    }
}
