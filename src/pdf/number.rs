//! Numbers as PDF writes them, in as few bytes as they take.

/// Writes `value / 10^decimals` without trailing zeros and without a zero before the point: `-.5`, `12`, `3.25`.
pub(super) fn push_fixed(out: &mut Vec<u8>, value: i64, decimals: u32) {
    if value < 0 {
        out.push(b'-');
    }
    let scale = 10u64.pow(decimals);
    let magnitude = value.unsigned_abs();
    let (whole, mut fraction) = (magnitude / scale, magnitude % scale);
    if whole > 0 || fraction == 0 {
        push_digits(out, whole, 1);
    }
    if fraction > 0 {
        let mut width = decimals as usize;
        while fraction.is_multiple_of(10) {
            fraction /= 10;
            width -= 1;
        }
        out.push(b'.');
        push_digits(out, fraction, width);
    }
}

/// Writes a number rounded to so many decimals; 0 for one that is not finite.
pub(super) fn push_real(out: &mut Vec<u8>, value: f64, decimals: u32) {
    push_fixed(out, round_to(value, decimals), decimals);
}

/// The number times `10^decimals`, rounded; 0 for one that is not finite.
pub(super) fn round_to(value: f64, decimals: u32) -> i64 {
    // `as` saturates and takes NaN to 0.
    (value * power_of_ten(decimals)).round() as i64
}

/// `10^decimals`, exactly.
pub(super) fn power_of_ten(decimals: u32) -> f64 {
    10u64.pow(decimals) as f64
}

/// Writes a whole number.
pub(super) fn push_int(out: &mut Vec<u8>, value: i64) {
    push_fixed(out, value, 0);
}

fn push_digits(out: &mut Vec<u8>, mut value: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    while value > 0 || digits.len() - start < width {
        let Some(digit) = start.checked_sub(1) else {
            break;
        };
        start = digit;
        if let Some(place) = digits.get_mut(start) {
            *place = b'0' + (value % 10) as u8;
        }
        value /= 10;
    }
    out.extend_from_slice(digits.get(start..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(value: i64, decimals: u32) -> String {
        let mut out = Vec::new();
        push_fixed(&mut out, value, decimals);
        String::from_utf8(out).expect("digits are ASCII")
    }

    #[test]
    fn writes_as_few_bytes_as_it_takes() {
        assert_eq!(fixed(0, 3), "0");
        assert_eq!(fixed(-500, 3), "-.5");
        assert_eq!(fixed(12_000, 3), "12");
        assert_eq!(fixed(3_250, 3), "3.25");
        assert_eq!(fixed(1_005, 3), "1.005");
        assert_eq!(fixed(-7, 0), "-7");
        assert_eq!(fixed(i64::MIN, 0), "-9223372036854775808");
        assert_eq!(fixed(100, 0), "100");
    }

    #[test]
    fn takes_nonsense_to_zero() {
        assert_eq!(round_to(f64::NAN, 2), 0);
        assert_eq!(round_to(1.005, 2), 100);
        assert_eq!(round_to(-1.25, 1), -13);
    }
}
