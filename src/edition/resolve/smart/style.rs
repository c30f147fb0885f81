//! The typographic habits of languages: quotation marks, spaces, what an apostrophe does.
//!
//! The marks are those of Unicode's CLDR 48 (`delimiters`), save where books are set otherwise:
//! - `es` has « » (Real Academia Española, Ortografía 2010), `es-419` and American regions CLDR's “ ”;
//! - `de-CH`, `de-LI` have « » ‹ ›, as Swiss books have, `it-CH`, `fr-CH` too;
//! - `fr` has “ ” within « », and `fr-CA` too, so that the two levels can be told apart;
//! - `nl` has “ ” ‘ ’, CLDR's older choice, since it gives the same mark to both levels now;
//! - `ar` has « » outside and ” “ within, the order of frequency in books;
//! - `hr` has „ ”, `bg` ‚ ‘ and `hy` ‹ › within.

use crate::document::Lang;

/// The habits of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Style {
    /// Opening and closing marks of the outer level, then of the inner.
    pub(super) marks: [[char; 2]; 2],
    /// How the space beside marks and high punctuation is set.
    pub(super) french: French,
    /// Which words lose letters at their start, so that an apostrophe stands there.
    pub(super) clipped: &'static [&'static str],
    /// Words end in an apostrophe before the next: `l'homme`, `l'“ami”`.
    pub(super) elision: bool,
    /// A word of one letter stays with the next.
    pub(super) short_words: bool,
    /// A dash stays with the word before it.
    pub(super) dash_stays: bool,
    /// `"` and `'` in words are gershayim and geresh.
    pub(super) hebrew: bool,
    /// Dash and ellipsis are two characters wide.
    pub(super) chinese: bool,
    /// Letters of an abbreviation are held together by a narrow space.
    pub(super) narrow_abbreviations: bool,
}

/// How the space beside guillemets and before `; : ! ?` is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum French {
    /// None is.
    No,
    /// A narrow space within guillemets and before `; ! ?`, a word space before `:` (Lexique des
    /// règles typographiques en usage à l'Imprimerie nationale).
    France,
    /// A narrow space in all these places.
    Switzerland,
    /// A space within guillemets and before `:`; none before the others (Office québécois de la
    /// langue française).
    Canada,
}

const LOW_HIGH: [[char; 2]; 2] = [['„', '“'], ['‚', '‘']];
const ENGLISH: [[char; 2]; 2] = [['“', '”'], ['‘', '’']];
const GUILLEMETS: [[char; 2]; 2] = [['«', '»'], ['‹', '›']];
const GUILLEMETS_HIGH: [[char; 2]; 2] = [['«', '»'], ['“', '”']];
const GUILLEMETS_LOW: [[char; 2]; 2] = [['«', '»'], ['„', '“']];
const CORNERS: [[char; 2]; 2] = [['「', '」'], ['『', '』']];
const SAME: [[char; 2]; 2] = [['”', '”'], ['’', '’']];

/// The marks of a language.
fn marks(lang: &Lang) -> [[char; 2]; 2] {
    let region = lang.region();
    let traditional = lang.script() == Some("Hant")
        || lang.script().is_none() && matches!(region, Some("TW" | "HK" | "MO"));
    match lang.primary() {
        "de" | "it" | "rm" if matches!(region, Some("CH" | "LI")) => GUILLEMETS,
        "gsw" | "rm" | "fa" | "prs" | "am" | "jgo" | "hy" | "sdh" => GUILLEMETS,
        "fr" if region == Some("CH") => GUILLEMETS,
        "es" if region.is_none_or(|region| region == "ES") => GUILLEMETS_HIGH,
        "pt" if !matches!(region, None | Some("BR")) => GUILLEMETS_HIGH,
        "fr" | "it" | "el" | "ca" | "eu" | "ast" | "br" | "oc" | "lij" | "sc" | "kk" | "mg"
        | "kab" => GUILLEMETS_HIGH,
        "ru" | "uk" | "be" | "ky" | "sah" | "os" | "bua" => GUILLEMETS_LOW,
        "nb" | "nn" | "no" => [['«', '»'], ['‘', '’']],
        "de" | "cs" | "sk" | "sl" | "et" | "is" | "dsb" | "hsb" | "lb" | "mk" | "nds" | "bg"
        | "lt" => LOW_HIGH,
        "hr" | "bs" | "sr" => [['„', '”'], ['‚', '’']],
        "ka" => [['„', '“'], ['«', '»']],
        "pl" | "ro" => [['„', '”'], ['«', '»']],
        "hu" => [['„', '”'], ['»', '«']],
        "fi" | "sv" | "se" | "smn" | "he" | "yi" => SAME,
        "ar" => [['«', '»'], ['”', '“']],
        "ur" | "syr" => [['”', '“'], ['’', '‘']],
        "ug" => [['»', '«'], ['›', '‹']],
        "eo" => [['“', '”'], ['«', '»']],
        "ja" | "yue" => CORNERS,
        "zh" if traditional => CORNERS,
        _ => ENGLISH,
    }
}

const CLIPPED_ENGLISH: &[&str] = &[
    "tis", "twas", "twere", "twill", "twould", "twon", "em", "cause", "cos", "coz", "cuz", "bout",
    "til", "till", "round", "nuff", "tween", "twixt", "neath", "fraid", "nother", "ere", "ello",
    "gainst", "n",
];
const CLIPPED_DUTCH: &[&str] = &["s", "t", "n", "k", "m", "r", "ns"];
const CLIPPED_GERMAN: &[&str] = &[
    "s", "n", "ne", "nem", "nen", "ner", "nes", "rum", "rein", "raus", "ran", "rauf", "runter",
    "rüber", "ne", "mal",
];

impl Style {
    /// The habits of a language.
    pub(super) fn of(lang: &Lang) -> Self {
        let primary = lang.primary();
        let french = match (primary, lang.region()) {
            ("fr", Some("CA")) => French::Canada,
            ("fr", Some("CH")) => French::Switzerland,
            ("fr", _) => French::France,
            _ => French::No,
        };
        Self {
            marks: marks(lang),
            french,
            clipped: match primary {
                "en" => CLIPPED_ENGLISH,
                "nl" | "af" => CLIPPED_DUTCH,
                "de" => CLIPPED_GERMAN,
                _ => &[],
            },
            elision: matches!(
                primary,
                "fr" | "it" | "ca" | "oc" | "br" | "lij" | "sc" | "fur"
            ),
            short_words: matches!(primary, "cs" | "sk" | "pl" | "ru" | "uk" | "be"),
            dash_stays: matches!(primary, "ru" | "uk" | "be" | "bg"),
            hebrew: matches!(primary, "he" | "yi"),
            chinese: primary == "zh",
            narrow_abbreviations: primary == "de",
        }
    }
}
