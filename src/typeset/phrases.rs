//! Phrases that the typesetter adds to a text, in the text's language where we know it.

use crate::document::{Date, Lang, SourceWork, Terms};

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A date as readers write it: `24 November 2026`; in languages whose names of months we do not
/// have, with figures.
pub(crate) fn date(date: Date, lang: &Lang) -> String {
    let (months, dot, first) = match lang.primary() {
        "en" => (&ENGLISH, "", ""),
        "de" => (&GERMAN, ".", "."),
        "fr" => (&FRENCH, "", "er"),
        "ko" | "ja" | "zh" => return east_asian(date, lang),
        _ => return date.to_string(),
    };
    let month = date
        .month
        .and_then(|m| months.get(usize::try_from(m).ok()?.checked_sub(1)?));
    match (month, date.day) {
        (Some(month), Some(1)) => format!("1{first} {month} {}", date.year),
        (Some(month), Some(day)) => format!("{day}{dot} {month} {}", date.year),
        (Some(month), None) => format!("{month} {}", date.year),
        (None, _) => date.year.to_string(),
    }
}

fn east_asian(date: Date, lang: &Lang) -> String {
    let korean = lang.primary() == "ko";
    let units = if korean {
        ["년 ", "월 ", "일"]
    } else {
        ["年", "月", "日"]
    };
    let mut text = format!("{}{}", date.year, units[0]);
    if let Some(month) = date.month {
        text.push_str(&format!("{month}{}", units[1]));
        if let Some(day) = date.day {
            text.push_str(&format!("{day}{}", units[2]));
        }
    }
    text.trim_end().to_owned()
}

/// `Adapted from Title by Author, Publication, date.`
pub(crate) fn adapted_from(source: &SourceWork, lang: &Lang) -> String {
    let terms = Terms::of(lang);
    let quotes = if lang.primary() == "en" {
        ("“", "”")
    } else {
        ("", "")
    };
    let mut line = format!(
        "{} {}{}{}",
        terms.adapted_from, quotes.0, source.title, quotes.1
    );
    if let Some(author) = &source.author {
        line.push(' ');
        line.push_str(&Terms::with_names(terms.by_names, author));
    }
    let parts = [
        source.publication.clone(),
        source.date.map(|d| date(d, lang)),
    ];
    for part in parts.into_iter().flatten() {
        line.push_str(", ");
        line.push_str(&part);
    }
    line.push('.');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::new(tag).expect("a language")
    }

    #[test]
    fn dates_are_in_the_language() {
        let day = Date {
            year: 2026,
            month: Some(11),
            day: Some(1),
        };
        assert_eq!(date(day, &lang("en-GB")), "1 November 2026");
        assert_eq!(date(day, &lang("de")), "1. November 2026");
        assert_eq!(date(day, &lang("fr")), "1er novembre 2026");
        assert_eq!(date(day, &lang("ko")), "2026년 11월 1일");
        assert_eq!(date(day, &lang("fi")), "2026-11-01");
    }
}
