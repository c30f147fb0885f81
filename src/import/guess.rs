//! The language of a text that does not say it: by the small words that are frequent in it.

/// Languages and words that are frequent in them and rare in the others.
const WORDS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "and", "of", "to", "that", "is", "was", "with", "for", "it", "which", "not",
            "are", "this", "have",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "nicht", "ist", "ein", "eine", "den", "mit", "sich", "auf",
            "dem", "von", "auch",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "et", "est", "une", "dans", "qui", "pour", "pas", "du", "au",
            "sur", "plus", "avec",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "que", "una", "por", "con", "para", "del", "como", "pero",
            "su", "lo", "más",
        ],
    ),
    (
        "it",
        &[
            "il", "di", "che", "è", "una", "per", "non", "della", "sono", "con", "gli", "del",
            "nel", "anche", "alla",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "não", "uma", "que", "para", "com", "do", "da", "em", "dos", "mais", "ao",
            "pelo", "é",
        ],
    ),
    (
        "nl",
        &[
            "het", "een", "van", "en", "niet", "dat", "zijn", "met", "voor", "op", "te", "aan",
            "ook", "maar", "wordt",
        ],
    ),
    (
        "sv",
        &[
            "och", "att", "det", "som", "en", "är", "av", "för", "inte", "med", "till", "den",
            "har", "ett", "om",
        ],
    ),
    (
        "pl",
        &[
            "i", "w", "na", "nie", "się", "z", "do", "że", "jest", "to", "jak", "ale", "od",
            "przez", "po",
        ],
    ),
    (
        "ru",
        &[
            "и", "в", "не", "на", "что", "с", "как", "это", "по", "из", "но", "его", "был", "для",
            "от",
        ],
    ),
    (
        "fa",
        &[
            "و", "در", "به", "از", "که", "این", "است", "را", "با", "برای", "آن", "یک", "های", "می",
            "بود",
        ],
    ),
    (
        "ar",
        &[
            "في", "من", "على", "إلى", "أن", "هذا", "التي", "الذي", "عن", "مع", "كان", "هذه", "ما",
            "لا", "بين",
        ],
    ),
];

/// How many words are looked at.
const MAX_WORDS: usize = 4_000;
/// How many of a hundred words must be of a language's small words, and how many times as many as of the next.
const LEAST: usize = 8;

/// The language of a text, as a BCP 47 tag; `None` where it is not clear.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let mut counts = vec![0_usize; WORDS.len()];
    let mut all = 0;
    let (mut hangul, mut kana, mut han) = (0, 0, 0);
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
    {
        all += 1;
        for c in word.chars().take(200) {
            match c {
                '\u{AC00}'..='\u{D7A3}' => hangul += 1,
                '\u{3040}'..='\u{30FF}' => kana += 1,
                '\u{4E00}'..='\u{9FFF}' => han += 1,
                _ => {}
            }
        }
        let word = word.to_lowercase();
        for (count, (_, words)) in counts.iter_mut().zip(WORDS) {
            if words.contains(&word.as_str()) {
                *count += 1;
            }
        }
    }
    if hangul > all {
        return Some("ko");
    }
    if kana > 20 && kana * 4 > han {
        return Some("ja");
    }
    let best = counts
        .iter()
        .copied()
        .enumerate()
        .max_by_key(|(_, count)| *count)?;
    let next = counts
        .iter()
        .copied()
        .enumerate()
        .filter(|(at, _)| *at != best.0)
        .map(|(_, count)| count)
        .max()?;
    let clear = all >= 25 && best.1 * 100 >= all * LEAST && best.1 * 2 >= next * 3;
    clear
        .then(|| WORDS.get(best.0).map(|(tag, _)| *tag))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart_where_they_can_be() {
        let cases = [
            (
                Some("en"),
                "Nobody remembers who dug it. The oldest map shows a square by the shore, and the clerk wrote a word beside it that two schools of scholars have since read in two ways.",
            ),
            (
                Some("de"),
                "Niemand weiß, wer das Becken gegraben hat. Die älteste Karte zeigt ein Viereck am Ufer, und der Schreiber hat ein Wort daneben gesetzt, das man auf zwei Arten lesen kann; auch das ist nicht sicher.",
            ),
            (
                Some("fr"),
                "Personne ne sait qui a creusé le bassin. La plus ancienne carte montre un carré sur la rive, et le clerc a écrit un mot que les savants lisent de deux façons, ce qui est une gêne pour les juges.",
            ),
            (None, "Salt. Pan. Sea. 1871."),
        ];
        for (wanted, text) in cases {
            assert_eq!(language(text), wanted, "{text}");
        }
    }
}
