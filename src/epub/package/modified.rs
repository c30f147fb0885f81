//! When the publication was last modified: never the clock.

use crate::document::Date;

/// `dcterms:modified`: the manuscript's date, else the time given by the build, else 1980-01-01.
pub(super) fn modified(date: Option<Date>, source_date_epoch: Option<i64>) -> String {
    match (date, source_date_epoch) {
        (Some(date), _) => format!(
            "{:04}-{:02}-{:02}T00:00:00Z",
            date.year,
            date.month.unwrap_or(1),
            date.day.unwrap_or(1)
        ),
        (None, Some(seconds)) => from_epoch(seconds),
        (None, None) => "1980-01-01T00:00:00Z".to_owned(),
    }
}

/// Civil time of a count of seconds since 1970, by Howard Hinnant's `civil_from_days`.
fn from_epoch(seconds: i64) -> String {
    // Within the years 0001 to 9999, which the format can say.
    let seconds = seconds.clamp(-62_135_596_800, 253_402_300_799);
    let (days, time) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        time / 3_600,
        time / 60 % 60,
        time % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_asks_the_clock() {
        let date = Date {
            year: 2026,
            month: Some(11),
            day: None,
        };
        assert_eq!(modified(Some(date), Some(0)), "2026-11-01T00:00:00Z");
        assert_eq!(modified(None, Some(951_827_696)), "2000-02-29T12:34:56Z");
        assert_eq!(modified(None, Some(-1)), "1969-12-31T23:59:59Z");
        assert_eq!(modified(None, Some(i64::MAX)), "9999-12-31T23:59:59Z");
        assert_eq!(modified(None, None), "1980-01-01T00:00:00Z");
    }
}
