//! Dates of the calendar.

use crate::document::Date;

/// Reads `2026-11-24`, `2026-11` or `2026`, and checks that the day exists.
pub(super) fn parse(text: &str) -> Result<Date, String> {
    let form = || "a date is written `2026-11-24`, `2026-11` or `2026`".to_owned();
    let mut parts = text.trim().split('-');
    let mut number = |digits: usize| -> Result<Option<i16>, String> {
        match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse().map(Some).map_err(|_| form())
            }
            Some(_) => Err(form()),
        }
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let year = year.ok_or_else(form)?;
    if parts.next().is_some() {
        return Err(form());
    }
    if year == 0 {
        return Err("there is no year 0".to_owned());
    }
    let small = |n: Option<i16>| n.and_then(|n| i8::try_from(n).ok());
    let (month, day) = (small(month), small(day));
    if let Some(month) = month {
        if !(1..=12).contains(&month) {
            return Err(format!("there is no month {month:02}"));
        }
        if let Some(day) = day
            && jiff::civil::Date::new(year, month, day).is_err()
        {
            return Err(format!("there is no day {day:02} in {year:04}-{month:02}"));
        }
    }
    Ok(Date { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_calendar() {
        for good in ["2026-11-24", "2026-11", "2026", "2024-02-29"] {
            assert_eq!(parse(good).map(|d| d.to_string()).as_deref(), Ok(good));
        }
        for bad in [
            "2026-02-29",
            "2026-13",
            "2026-11-31",
            "26-1-1",
            "2026-11-24-1",
            "0000",
            "",
            "2026-",
            "24 Nov 2026",
            "2026-00-10",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
