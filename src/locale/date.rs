//! Dates, and how languages write them.

use std::fmt;

use serde::Deserialize;

use super::Digits;

/// A day, a month or a year of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, from 1 to 9999.
    pub year: i16,
    /// The month, from 1.
    pub month: Option<i8>,
    /// The day, from 1; only with a month.
    pub day: Option<i8>,
}

/// ISO 8601: `2026-11-24`, `2026-11`, `2026`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// The months of a language and the order of a date, with `{day}`, `{month}` and `{year}` in their places.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatePatterns {
    /// The months as they stand in a date with a day: in the genitive where the language has one.
    pub(super) months: Vec<String>,
    /// The months without a day, where they differ.
    #[serde(default)]
    pub(super) months_alone: Vec<String>,
    /// Day, month and year.
    pub(super) day: String,
    /// Month and year.
    pub(super) month: String,
    /// The year.
    pub(super) year: Option<String>,
    /// The first day of a month, where it is no plain number.
    pub(super) first: Option<String>,
}

impl DatePatterns {
    /// A date in words, with the digits of the language.
    pub(super) fn write(&self, date: Date, digits: Digits) -> String {
        let number = |number: i16| digits.write(u64::from(number.unsigned_abs()));
        let name = |months: &[String]| {
            let index = usize::try_from(date.month?).ok()?.checked_sub(1)?;
            months.get(index).cloned()
        };
        let alone = if self.months_alone.is_empty() {
            &self.months
        } else {
            &self.months_alone
        };
        let year = number(date.year);
        if let (Some(day), Some(month)) = (date.day, name(&self.months)) {
            let day = match &self.first {
                Some(first) if day == 1 => first.clone(),
                _ => number(day.into()),
            };
            return self
                .day
                .replace("{day}", &day)
                .replace("{month}", &month)
                .replace("{year}", &year);
        }
        if let Some(month) = name(alone) {
            return self
                .month
                .replace("{month}", &month)
                .replace("{year}", &year);
        }
        match &self.year {
            Some(pattern) => pattern.replace("{year}", &year),
            None => year,
        }
    }
}
