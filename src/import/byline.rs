//! Names and dates as bylines have them.

use crate::document::Date;

/// The names of a byline: `Ida Holm, Per Lund and Ann Lee`.
pub(super) fn byline(names: &str) -> Vec<String> {
    let names = names.trim();
    let names = ["By ", "by ", "BY ", "Von ", "Par ", "Por "]
        .iter()
        .find_map(|word| names.strip_prefix(word))
        .unwrap_or(names);
    names
        .split([',', '&', ';', '|', '\n', '/'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" und "))
        .map(|name| name.trim().trim_start_matches("and ").trim().to_owned())
        .filter(|name| !name.is_empty() && name.chars().count() <= 80)
        .collect()
}

/// `By Ida Holm`: the start of a byline.
pub(super) fn is_byline(text: &str) -> bool {
    let start = text
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("by "));
    start && text.chars().nth(3).is_some_and(char::is_uppercase) && !text.ends_with('.')
}

/// A date as programs write it: `2026-11-24T08:00:00Z`, `2026-11`, `2026`.
pub(super) fn iso_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let mut parts = day.split('-');
    let number = |part: Option<&str>| -> Option<i16> {
        part.filter(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|p| p.parse().ok())
    };
    let year_text = parts.next()?;
    if year_text.len() != 4 {
        return None;
    }
    let year = number(Some(year_text)).filter(|y| *y > 0)?;
    let month = number(parts.next()).and_then(|n| i8::try_from(n).ok());
    let day = number(parts.next()).and_then(|n| i8::try_from(n).ok());
    let month = month.filter(|m| (1..=12).contains(m));
    let day = day.filter(|d| month.is_some_and(|m| jiff::civil::Date::new(year, m, *d).is_ok()));
    Some(Date { year, month, day })
}

/// A date on a line of its own: `24 November 2026`, `November 24, 2026`, `2026-11-24`.
pub(super) fn date(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.trim();
    let text = text
        .trim_start_matches("Published ")
        .trim_start_matches("on ");
    if let Ok(date) = text.parse::<jiff::civil::Date>() {
        return Some(full(date));
    }
    let parts: Vec<&str> = text
        .split([' ', ',', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let month = |name: &str| {
        let name = name.to_lowercase();
        MONTHS
            .iter()
            .position(|m| *m == name || (name.len() >= 3 && m.starts_with(name.as_str())))
    };
    let (day, month) = match (month(first), month(second)) {
        (Some(m), None) => (second, m),
        (None, Some(m)) => (first, m),
        _ => return None,
    };
    let day: i8 = day
        .trim_end_matches(|c: char| c.is_alphabetic())
        .parse()
        .ok()?;
    let month = i8::try_from(month + 1).ok()?;
    jiff::civil::Date::new(year.parse().ok()?, month, day)
        .ok()
        .map(full)
}

fn full(date: jiff::civil::Date) -> Date {
    Date {
        year: date.year(),
        month: Some(date.month()),
        day: Some(date.day()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_people_and_programs() {
        let show = |date: Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
        assert_eq!(show(date("Published on 3rd May 2021")), "2021-05-03");
        assert_eq!(show(date("Nov. 24, 2026")), "2026-11-24");
        assert_eq!(show(date("Nothing of it, 2026")), "");
        assert_eq!(show(iso_date("2026-11-24T08:00:00+01:00")), "2026-11-24");
        assert_eq!(show(iso_date("2026-02-31")), "2026-02");
        assert_eq!(show(iso_date("2026")), "2026");
        assert_eq!(show(iso_date("26-1-1")), "");
    }

    #[test]
    fn names_are_parted() {
        assert_eq!(
            byline("By Ida Holm, Per Lund and Ann Lee"),
            ["Ida Holm", "Per Lund", "Ann Lee"]
        );
        assert_eq!(byline("Ida Holm"), ["Ida Holm"]);
        assert!(byline("").is_empty());
    }
}
