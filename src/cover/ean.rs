//! EAN-13 (ISO/IEC 15420): a number of thirteen digits as bars and spaces.

/// The modules of a symbol, bars and spaces together.
pub(super) const MODULES: usize = 95;

/// The left digits with odd parity, the first of seven modules in the highest bit. Those with even parity
/// are the right digits read backwards, and the right digits are these turned from light to dark.
const ODD: [u8; 10] = [
    0b000_1101, 0b001_1001, 0b001_0011, 0b011_1101, 0b010_0011, 0b011_0001, 0b010_1111, 0b011_1011,
    0b011_0111, 0b000_1011,
];

/// Which of the six left digits have even parity, by the first digit.
const EVEN: [u8; 10] = [
    0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101,
    0b01_0110, 0b01_1010,
];

/// A run of dark modules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bar {
    /// Its first module.
    pub(super) start: usize,
    /// How many modules it is wide.
    pub(super) width: usize,
    /// True for the guards, whose bars reach lower.
    pub(super) is_guard: bool,
}

/// The bars of a number; `None` if it is no EAN-13.
pub(super) fn bars(number: &str) -> Option<Vec<Bar>> {
    let modules = modules(number)?;
    let mut bars: Vec<Bar> = Vec::new();
    for (start, dark) in modules.iter().enumerate() {
        if !dark {
            continue;
        }
        let is_guard = matches!(start, 0..3 | 45..50 | 92..);
        match bars.last_mut() {
            Some(bar) if bar.start + bar.width == start && bar.is_guard == is_guard => {
                bar.width += 1
            }
            _ => bars.push(Bar {
                start,
                width: 1,
                is_guard,
            }),
        }
    }
    Some(bars)
}

fn modules(number: &str) -> Option<Vec<bool>> {
    let digits: Vec<usize> = number
        .chars()
        .map(|c| c.to_digit(10).map(|digit| digit as usize))
        .collect::<Option<_>>()?;
    let (first, rest) = digits.split_first()?;
    if rest.len() != 12 {
        return None;
    }
    let weighted = digits.iter().zip([1, 3].into_iter().cycle());
    if weighted
        .map(|(digit, weight)| digit * weight)
        .sum::<usize>()
        % 10
        != 0
    {
        return None;
    }
    let parities = EVEN.get(*first)?;
    let mut out = Vec::with_capacity(MODULES);
    out.extend([true, false, true]);
    for (place, digit) in rest.iter().enumerate() {
        if place == 6 {
            out.extend([false, true, false, true, false]);
        }
        let odd = *ODD.get(*digit)?;
        let right = !odd & 0x7F;
        let pattern = match place {
            0..6 if parities >> (5 - place) & 1 == 0 => odd,
            // Read backwards.
            0..6 => right.reverse_bits() >> 1,
            _ => right,
        };
        out.extend((0..7).rev().map(|bit| pattern >> bit & 1 == 1));
    }
    out.extend([true, false, true]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_symbol_of_a_number() {
        // The symbol of 4003994155486 as the standard's tables spell it.
        let modules = modules("4003994155486").expect("a number with its check digit");
        let text: String = modules
            .iter()
            .map(|dark| if *dark { '1' } else { '0' })
            .collect();
        assert_eq!(
            text,
            "10100011010100111011110100010110010111001110101010110011010011101001110101110010010001010000101"
        );
    }

    #[test]
    fn bars_fill_the_symbol() {
        let bars = bars("9783161484100").expect("an ISBN");
        assert_eq!(bars.len(), 30);
        let last = bars.last().expect("the guard");
        assert_eq!(last.start + last.width, MODULES);
        assert_eq!(bars.iter().filter(|bar| bar.is_guard).count(), 6);
    }

    #[test]
    fn what_is_no_number_has_none() {
        for number in ["", "978316148410", "9783161484101", "97831614841OO"] {
            assert!(bars(number).is_none(), "{number}");
        }
    }
}
