//! PNG's filters (ISO/IEC 15948, clause 9), which PDF calls predictors.

/// Filters rows of bytes, each with the filter whose differences are smallest in sum, and puts the
/// filter's number before each row. `step` is how many bytes a pixel takes.
pub(super) fn filter(pixels: &[u8], row_bytes: usize, step: usize) -> Vec<u8> {
    let row_bytes = row_bytes.max(1);
    let rows = pixels.len().div_ceil(row_bytes);
    let mut out = Vec::with_capacity(pixels.len() + rows);
    // Rows with a pixel of zeros before them, so that a slice that starts there is the row moved to
    // the right by a pixel.
    let mut above = vec![0u8; step + row_bytes];
    let mut here = vec![0u8; step];
    let mut tries = [const { Vec::new() }; 5];
    for row in pixels.chunks(row_bytes) {
        here.truncate(step);
        here.extend_from_slice(row);
        let (up, row) = (above.get(step..), here.get(step..));
        let (up, row) = (up.unwrap_or_default(), row.unwrap_or_default());
        for (kind, filtered) in tries.iter_mut().enumerate() {
            filtered.clear();
            let around = row.iter().zip(&here).zip(up).zip(&above);
            let around = around.map(|(((here, left), up), corner)| [*here, *left, *up, *corner]);
            match kind {
                0 => filtered.extend_from_slice(row),
                1 => filtered.extend(around.map(|[here, left, ..]| here.wrapping_sub(left))),
                2 => filtered.extend(around.map(|[here, _, up, _]| here.wrapping_sub(up))),
                3 => filtered.extend(around.map(|[here, left, up, _]| {
                    here.wrapping_sub((u16::from(left).midpoint(u16::from(up))) as u8)
                })),
                _ => filtered
                    .extend(around.map(|[here, left, up, corner]| {
                        here.wrapping_sub(paeth(left, up, corner))
                    })),
            }
        }
        let best = (0u8..)
            .zip(&tries)
            .min_by_key(|(kind, filtered)| (cost(filtered), *kind));
        if let Some((kind, filtered)) = best {
            out.push(kind);
            out.extend_from_slice(filtered);
        }
        std::mem::swap(&mut above, &mut here);
    }
    out
}

/// The sum of the differences' sizes.
fn cost(filtered: &[u8]) -> u64 {
    let sizes = filtered
        .iter()
        .map(|byte| u64::from(byte.cast_signed().unsigned_abs()));
    sizes.sum()
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
