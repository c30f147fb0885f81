//! Lengths. Every measure in Bindery is a [`Length`], an integer count of scaled points, so that
//! layout is exact and gives the same result on every machine.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// A length in scaled points: 65,536 to the PostScript point (1/72 inch).
///
/// The unit is TeX's scaled point applied to the PostScript point, which is the PDF's unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i64);

const SP_PER_PT: i64 = 65_536;

impl Length {
    /// No length.
    pub const ZERO: Self = Self(0);
    /// Longer than any page; half of the range, so that sums of a few do not overflow.
    pub const MAX: Self = Self(i64::MAX / 4);

    /// A length from scaled points.
    pub const fn from_sp(sp: i64) -> Self {
        Self(sp)
    }

    /// This length in scaled points.
    pub const fn to_sp(self) -> i64 {
        self.0
    }

    /// A length from PostScript points, rounded to the nearest scaled point.
    pub fn pt(points: f64) -> Self {
        Self((points * SP_PER_PT as f64).round() as i64)
    }

    /// A length from millimetres.
    pub fn mm(millimetres: f64) -> Self {
        Self::pt(millimetres * 72.0 / 25.4)
    }

    /// A length from inches.
    pub fn inch(inches: f64) -> Self {
        Self::pt(inches * 72.0)
    }

    /// This length in PostScript points.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / SP_PER_PT as f64
    }

    /// This length in millimetres.
    pub fn to_mm(self) -> f64 {
        self.to_pt() * 25.4 / 72.0
    }

    /// The product of this length and a factor, rounded to the nearest scaled point.
    pub fn scale(self, factor: f64) -> Self {
        Self((self.0 as f64 * factor).round() as i64)
    }

    /// `font_units` of a font with `units_per_em`, at this size.
    pub fn font_units(self, font_units: i64, units_per_em: u16) -> Self {
        let upem = i64::from(units_per_em.max(1));
        let product = self.0 * font_units;
        // Rounds half away from zero, symmetric for negative offsets.
        let half = if product >= 0 { upem / 2 } else { -(upem / 2) };
        Self((product + half) / upem)
    }

    /// The ratio of this length to `other`; 0 when `other` is zero.
    pub fn ratio(self, other: Self) -> f64 {
        if other.0 == 0 {
            0.0
        } else {
            self.0 as f64 / other.0 as f64
        }
    }

    /// The length without its sign.
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// True for zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl schemars::JsonSchema for Length {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Length".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A length: a number with pt, mm, cm or in."
        })
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Points with at most three decimals: `12pt`, `10.5pt`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = (self.to_pt() * 1000.0).round() / 1000.0;
        // Avoids "-0pt" in dumps.
        let thousandths = if thousandths == 0.0 { 0.0 } else { thousandths };
        write!(f, "{thousandths}pt")
    }
}

/// Why a text is not a length.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a length: write a number and one of pt, mm, cm, in, such as `10.5pt`")]
pub struct ParseLengthError(String);

impl FromStr for Length {
    type Err = ParseLengthError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let err = || ParseLengthError(text.to_owned());
        let text_trimmed = text.trim();
        let unit_at = text_trimmed
            .find(|c: char| c.is_ascii_alphabetic())
            .ok_or_else(err)?;
        let (number, unit) = text_trimmed.split_at(unit_at);
        let number: f64 = number.trim().parse().map_err(|_| err())?;
        // Ten metres: larger than any sheet, small enough for exact sums.
        let length = match unit {
            "pt" => Self::pt(number),
            "mm" => Self::mm(number),
            "cm" => Self::mm(number * 10.0),
            "in" => Self::inch(number),
            _ => return Err(err()),
        };
        if !number.is_finite() || length.abs() > Self::mm(10_000.0) {
            return Err(err());
        }
        Ok(length)
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A point on a page. The origin is the top left corner of the page; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Point {
    /// Distance from the left edge.
    pub x: Length,
    /// Distance from the top edge.
    pub y: Length,
}

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Size {
    /// The width.
    pub width: Length,
    /// The height.
    pub height: Length,
}

/// A rectangle by its top left corner and its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rect {
    /// The top left corner.
    pub origin: Point,
    /// The extent to the right and downwards.
    pub size: Size,
}

impl Rect {
    /// A rectangle from its left and top edges, width and height.
    pub fn new(x: Length, y: Length, width: Length, height: Length) -> Self {
        Self {
            origin: Point { x, y },
            size: Size { width, height },
        }
    }

    /// The right edge.
    pub fn right(&self) -> Length {
        self.origin.x + self.size.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> Length {
        self.origin.y + self.size.height
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_units() {
        assert_eq!("72pt".parse(), Ok(Length::inch(1.0)));
        assert_eq!("25.4mm".parse(), Ok(Length::inch(1.0)));
        assert_eq!("2.54 cm".parse(), Ok(Length::inch(1.0)));
        assert!("12".parse::<Length>().is_err());
        assert!("1e9in".parse::<Length>().is_err());
        assert!("NaNpt".parse::<Length>().is_err());
    }

    #[test]
    fn rounds_font_units_symmetrically() {
        let size = Length::from_sp(10);
        assert_eq!(size.font_units(150, 1000), Length::from_sp(2));
        assert_eq!(size.font_units(-150, 1000), Length::from_sp(-2));
    }

    #[test]
    fn prints_points() {
        assert_eq!(Length::pt(10.5).to_string(), "10.5pt");
        assert_eq!(Length::from_sp(-1).to_string(), "0pt");
    }
}
