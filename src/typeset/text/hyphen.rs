//! Hyphenation by language, with patterns after F. M. Liang, *Word Hy-phen-a-tion by Com-put-er* (Stanford, 1983).

use hypher::Lang as Patterns;

use crate::document::Lang;
use crate::locale::Locale;

/// Longer words are not looked at: they are no words.
const MAX_WORD: usize = 120;

/// The breaks of words that were looked up before, by the word's place in the word cache.
#[derive(Default)]
pub(super) struct HyphenCache {
    /// Start and length in `points`; a length of `u16::MAX` for words not yet looked up.
    words: Vec<(u32, u16)>,
    points: Vec<u32>,
    found: Vec<u32>,
}

impl HyphenCache {
    /// Adds the offsets at which a word may be hyphenated.
    pub(super) fn points(&mut self, word: usize, lang: &Lang, text: &str, out: &mut Vec<u32>) {
        if word >= self.words.len() {
            self.words.resize(word + 1, (0, u16::MAX));
        }
        let Some(slot) = self.words.get_mut(word) else {
            return;
        };
        if slot.1 == u16::MAX {
            self.found.clear();
            if let Some(rules) = Rules::of(lang).or_else(|| Rules::of_latin(lang, text)) {
                points(text, &rules, &mut self.found);
            }
            *slot = (self.points.len() as u32, self.found.len() as u16);
            self.points.append(&mut self.found);
        }
        let start = slot.0 as usize;
        out.extend_from_slice(
            self.points
                .get(start..start + usize::from(slot.1))
                .unwrap_or_default(),
        );
    }
}

/// How the words of a language are hyphenated.
struct Rules {
    patterns: Patterns,
    /// How many letters stay before and after a hyphen.
    minima: [usize; 2],
    /// Words whose breaks the patterns get wrong, with the right breaks as hyphens.
    exceptions: &'static [String],
}

impl Rules {
    /// Those of a language; `None` where there are no patterns.
    fn of(lang: &Lang) -> Option<Self> {
        let hyphens = &Locale::of(lang).hyphens;
        let code = hyphens.patterns.as_deref().unwrap_or(lang.primary());
        let patterns = Patterns::from_iso(code.as_bytes().try_into().ok()?)?;
        let (before, after) = patterns.bounds();
        Some(Self {
            patterns,
            minima: hyphens.minima.unwrap_or([before.max(2), after.max(2)]),
            exceptions: &hyphens.exceptions,
        })
    }

    /// Those of a Latin word among ideographs, where it is most often English.
    fn of_latin(lang: &Lang, word: &str) -> Option<Self> {
        let latin = Locale::of(lang).hyphens.latin_words.as_deref()?;
        if !word.is_ascii() {
            return None;
        }
        Self::of(&Lang::new(latin).ok()?)
    }
}

/// The offsets in a word at which it may be hyphenated. The word may have punctuation around it.
fn points(word: &str, rules: &Rules, out: &mut Vec<u32>) {
    if word.len() > MAX_WORD || word.chars().any(char::is_numeric) || word.contains('\u{AD}') {
        return;
    }
    let joined = word
        .chars()
        .any(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '/'));
    let mut rest = word;
    while let Some(start) = rest.find(char::is_alphabetic) {
        let tail = rest.get(start..).unwrap_or_default();
        let len = tail
            .find(|c: char| !c.is_alphabetic() && !is_mark(c))
            .unwrap_or(tail.len());
        let part = tail.get(..len).unwrap_or_default();
        let base = word.len() - tail.len();
        let after = tail.get(len..).unwrap_or_default();
        // A compound with a hyphen is broken at that hyphen only, unless its parts are long.
        let short = joined && part.chars().count() < 9;
        if !short && !is_capitals(part) {
            letters(
                part,
                base,
                after.starts_with(['\'', '\u{2019}']),
                rules,
                out,
            );
        }
        rest = after;
    }
}

fn letters(part: &str, base: usize, elided: bool, rules: &Rules, out: &mut Vec<u32>) {
    let [left, right] = rules.minima;
    let right = right.max(if elided { 3 } else { 2 });
    if part.chars().count() < (left + right).max(5) {
        return;
    }
    let exception = rules.exceptions.iter().find(|e| same_letters(e, part));
    if let Some(exception) = exception {
        let mut at = 0;
        for c in exception.chars() {
            if c == '-' {
                out.push((base + at) as u32);
            } else {
                at += c.len_utf8();
            }
        }
        return;
    }
    let mut at = 0;
    for syllable in hypher::hyphenate_bounded(part, rules.patterns, left, right) {
        at += syllable.len();
        if at < part.len() {
            out.push((base + at) as u32);
        }
    }
}

/// True when a word equals an exception but for its hyphens and its case.
fn same_letters(exception: &str, word: &str) -> bool {
    let mut a = exception.bytes().filter(|b| *b != b'-');
    let mut b = word.bytes();
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x == y.to_ascii_lowercase() => {}
            _ => return false,
        }
    }
}

/// True for acronyms and words in capitals.
fn is_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1
}

fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36F | 0x200C..=0x200D)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hyphenated(tag: &str, word: &str) -> String {
        let lang = Lang::new(tag).expect("a language");
        let mut at = Vec::new();
        HyphenCache::default().points(0, &lang, word, &mut at);
        let mut out = String::new();
        for (index, c) in word.char_indices() {
            if at.contains(&(index as u32)) {
                out.push('-');
            }
            out.push(c);
        }
        out
    }

    /// The letters that stay before and after a hyphen, as the patterns of each language ask (hyph-utf8).
    #[test]
    fn enough_letters_stay_on_both_sides() {
        let cases = [
            ("en", 2, 3),
            ("de", 2, 2),
            ("fr", 2, 2),
            ("es", 2, 2),
            ("it", 2, 2),
            ("ru", 2, 2),
            ("nl", 2, 2),
            ("sv", 2, 2),
            ("pl", 2, 2),
            ("cs", 2, 2),
            ("tr", 2, 2),
            ("uk", 2, 2),
            ("pt", 2, 3),
            ("fi", 2, 2),
            ("hu", 2, 2),
            ("da", 2, 2),
            ("nb", 2, 2),
            ("el", 2, 2),
        ];
        for (tag, left, right) in cases {
            let rules = Rules::of(&Lang::new(tag).expect("a language")).expect(tag);
            assert_eq!(rules.minima, [left, right], "{tag}");
        }
    }

    #[test]
    fn words_break_by_language() {
        for (tag, word) in [
            ("en", "hy-phen-ation"),
            ("en", "ta-ble"),
            // Not `a-bout`, `on-ly`, `ap-ple’s`.
            ("en", "about"),
            ("en", "only"),
            ("en-GB", "data-base,"),
            // Acronyms, numbers and compounds with a hyphen of their own are left.
            ("en", "UNESCO"),
            ("en", "well-known"),
            ("en", "B2B-things"),
            ("de", "Sil-ben-tren-nung"),
            ("ru", "гу-вер-нант-кой"),
            ("ru", "это"),
            // A Latin word among ideographs is taken for English.
            ("ja", "hy-phen-ation"),
            // There are no patterns for Arabic.
            ("ar", "الكتاب"),
        ] {
            let keeps = matches!(word, "well-known" | "B2B-things");
            let plain = if keeps {
                word.to_owned()
            } else {
                word.replace('-', "")
            };
            assert_eq!(hyphenated(tag, &plain), word, "{tag}");
        }
    }
}
