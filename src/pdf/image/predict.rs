//! PNG's filters (ISO/IEC 15948, clause 9), which PDF calls predictors.

/// Filters rows of bytes, each with the filter whose differences are smallest in sum, and puts the
/// filter's number before each row. `step` is how many bytes a pixel takes.
pub(super) fn filter(pixels: &[u8], row_bytes: usize, step: usize) -> Vec<u8> {
    let row_bytes = row_bytes.max(1);
    let rows = pixels.len().div_ceil(row_bytes);
    let mut out = Vec::with_capacity(pixels.len() + rows);
    let mut above = vec![0u8; row_bytes];
    let mut tries = [const { Vec::new() }; 5];
    for row in pixels.chunks(row_bytes) {
        for (kind, filtered) in tries.iter_mut().enumerate() {
            filtered.clear();
            filtered.extend((0..row.len()).map(|i| {
                let here = row.get(i).copied().unwrap_or_default();
                let before = |row: &[u8]| {
                    i.checked_sub(step)
                        .and_then(|i| row.get(i))
                        .copied()
                        .unwrap_or_default()
                };
                let up = above.get(i).copied().unwrap_or_default();
                let predicted = match kind {
                    0 => 0,
                    1 => before(row),
                    2 => up,
                    3 => (u16::from(before(row)).midpoint(u16::from(up))) as u8,
                    _ => paeth(before(row), up, before(&above)),
                };
                here.wrapping_sub(predicted)
            }));
        }
        let cost = |filtered: &[u8]| -> u64 {
            let sizes = filtered
                .iter()
                .map(|b| u64::from(b.cast_signed().unsigned_abs()));
            sizes.sum()
        };
        let best = (0u8..)
            .zip(&tries)
            .min_by_key(|(kind, filtered)| (cost(filtered), *kind));
        if let Some((kind, filtered)) = best {
            out.push(kind);
            out.extend_from_slice(filtered);
        }
        above.clear();
        above.extend_from_slice(row);
    }
    out
}

/// The neighbour that is nearest to `left + up - corner`.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let estimate = a + b - c;
    let [to_a, to_b, to_c] = [a, b, c].map(|value| (estimate - value).abs());
    if to_a <= to_b && to_a <= to_c {
        left
    } else if to_b <= to_c {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smooth_rows_become_small() {
        let rows: Vec<u8> = (0..4u8)
            .flat_map(|y| (0..8u8).map(move |x| 100 + 3 * x + y))
            .collect();
        let filtered = filter(&rows, 8, 1);
        assert_eq!(filtered.len(), 36);
        assert_eq!(filtered[0], 1, "the first row by its left neighbours");
        assert_eq!(filtered[9], 2, "the others by those above");
        assert!(filtered[10..18].iter().all(|b| *b == 1));
    }

    #[test]
    fn nothing_is_nothing() {
        assert!(filter(&[], 0, 3).is_empty());
    }
}
