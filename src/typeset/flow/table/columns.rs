//! The widths of columns, from the least and the greatest width of their cells, as CSS's automatic table layout has it
//! (CSS 2.1, 17.5.2.2). How columns share what is left is our own: by a power of what they want, the one that makes the
//! lowest table. Numbers only.

use crate::units::Length;

/// What a column's cells need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Need {
    /// The longest piece that cannot be broken.
    pub(super) min: Length,
    /// Everything on one line.
    pub(super) max: Length,
}

/// How much more a longer column gets of the room that is shared: powers of what it wants, the
/// first of which is taken where none makes the table lower.
const POWERS: [f64; 5] = [0.5, 0.65, 0.8, 1.0, 0.35];

/// What words that do not fill their lines add to the length of a text.
const RAGGED: f64 = 1.08;

/// The widths of columns within `room`, or `None` when even the least widths do not fit. `rows` holds
/// what each cell wants on one line, by which the lines of the table are estimated.
pub(super) fn widths(needs: &[Need], room: Length, rows: &[Vec<Length>]) -> Option<Vec<Length>> {
    POWERS
        .iter()
        .filter_map(|power| shared(needs, room, *power))
        .min_by_key(|widths| lines(rows, widths))
}

/// The lines that the rows of a table take in columns of these widths, as estimated.
pub(super) fn lines(rows: &[Vec<Length>], widths: &[Length]) -> i64 {
    let of_cell = |(cell, width): (&Length, &Length)| {
        let ratio = cell.ratio((*width).max(Length::pt(1.0)));
        if ratio <= 1.0 {
            1
        } else {
            (ratio * RAGGED).ceil() as i64
        }
    };
    let of_row = |row: &Vec<Length>| row.iter().zip(widths).map(of_cell).max();
    rows.iter().filter_map(of_row).sum()
}

/// Settles the width of a column.
fn fix(fixed: &mut [Option<Length>], at: usize, width: Length) {
    if let Some(slot) = fixed.get_mut(at) {
        *slot = Some(width);
    }
}

/// The widths where columns that are content with a fair share get all they want, and the others share
/// the rest by a power of what they want, so that a long column becomes wider, but not at the others'
/// cost alone.
fn shared(needs: &[Need], room: Length, power: f64) -> Option<Vec<Length>> {
    let least: Length = needs.iter().map(|need| need.min).sum();
    if least > room {
        return None;
    }
    let most: Length = needs.iter().map(|need| need.max.max(need.min)).sum();
    if most <= room {
        return Some(needs.iter().map(|need| need.max.max(need.min)).collect());
    }
    let weight = |need: &Need| libm::pow(need.max.max(need.min).to_pt().max(1.0), power);
    let mut fixed: Vec<Option<Length>> = vec![None; needs.len()];
    // Each round fixes a column at least, at its greatest or its least width.
    for _ in 0..needs.len() {
        let used: Length = fixed.iter().flatten().copied().sum();
        let open: f64 = open(needs, &fixed).map(|(_, need)| weight(need)).sum();
        let left = room - used;
        let share = |need: &Need| left.scale(weight(need) / open.max(f64::EPSILON));
        let least_of = |at: usize| {
            needs
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at && fixed.get(*other) == Some(&None))
                .map(|(_, need)| need.min)
                .sum::<Length>()
        };
        // First those that want less than a fair share, where the others can spare it.
        let unset = open_list(needs, &fixed);
        let count = i64::try_from(unset.len()).unwrap_or(1).max(1);
        let content = unset.into_iter().find(|(at, need)| {
            let fair = share(need).max(left / count);
            need.max <= fair && left - need.max >= least_of(*at)
        });
        if let Some((at, need)) = content {
            fix(&mut fixed, at, need.max.max(need.min));
            continue;
        }
        // Then those whose share is too little.
        let short = open_list(needs, &fixed)
            .into_iter()
            .find(|(_, need)| share(need) < need.min);
        if let Some((at, need)) = short {
            fix(&mut fixed, at, need.min);
            continue;
        }
        break;
    }
    let used: Length = fixed.iter().flatten().copied().sum();
    let open: f64 = open(needs, &fixed).map(|(_, need)| weight(need)).sum();
    Some(
        needs
            .iter()
            .zip(&fixed)
            .map(|(need, fixed)| {
                fixed.unwrap_or_else(|| (room - used).scale(weight(need) / open.max(f64::EPSILON)))
            })
            .collect(),
    )
}

fn open<'n>(
    needs: &'n [Need],
    fixed: &'n [Option<Length>],
) -> impl Iterator<Item = (usize, &'n Need)> {
    needs
        .iter()
        .enumerate()
        .filter(|(at, _)| fixed.get(*at) == Some(&None))
}

fn open_list(needs: &[Need], fixed: &[Option<Length>]) -> Vec<(usize, Need)> {
    open(needs, fixed).map(|(at, need)| (at, *need)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(min: f64, max: f64) -> Need {
        Need {
            min: Length::pt(min),
            max: Length::pt(max),
        }
    }

    fn points(needs: &[Need], room: f64) -> Option<Vec<f64>> {
        widths(needs, Length::pt(room), &[])
            .map(|widths| widths.iter().map(|w| w.to_pt().round()).collect())
    }

    #[test]
    fn natural_widths_where_there_is_room() {
        let needs = [need(10.0, 50.0), need(20.0, 100.0)];
        assert_eq!(points(&needs, 200.0), Some(vec![50.0, 100.0]));
    }

    #[test]
    fn short_columns_are_not_broken_for_long_ones() {
        let needs = [need(20.0, 40.0), need(30.0, 900.0)];
        assert_eq!(points(&needs, 200.0), Some(vec![40.0, 160.0]));
    }

    #[test]
    fn long_columns_share_by_square_root() {
        let needs = [need(20.0, 400.0), need(20.0, 1600.0)];
        assert_eq!(points(&needs, 300.0), Some(vec![100.0, 200.0]));
    }

    #[test]
    fn of_several_widths_the_lowest_table_is_taken() {
        let needs = [need(20.0, 400.0), need(20.0, 1600.0)];
        // Where both cells of a row are long, each gets room in proportion.
        let row = vec![Length::pt(400.0), Length::pt(1600.0)];
        let found = widths(&needs, Length::pt(300.0), &[row]).expect("they fit");
        assert!(found[0] < Length::pt(80.0), "{found:?}");
    }

    #[test]
    fn the_least_width_is_kept() {
        let needs = [need(90.0, 400.0), need(20.0, 1600.0)];
        assert_eq!(points(&needs, 150.0), Some(vec![90.0, 60.0]));
        assert_eq!(points(&needs, 100.0), None);
    }

    #[test]
    fn the_sum_never_exceeds_the_room() {
        let needs: Vec<Need> = (1..9)
            .map(|i| need(f64::from(i * 3), f64::from(i * i * 17)))
            .collect();
        for room in [110.0, 200.0, 333.0, 1000.0] {
            let sum: Length = widths(&needs, Length::pt(room), &[])
                .expect("it fits")
                .into_iter()
                .sum();
            assert!(sum <= Length::pt(room + 0.01), "{room}: {sum}");
        }
    }
}
