//! Marks on sheets: for the knife at the corners, for the fold above and below, and bars that show whether signatures are
//! in order.

use super::{Paper, numbers};

/// What is left around the pages for marks, in points: 8 mm.
pub(super) const MARGIN: f64 = 22.677;
/// How far marks keep from the pages.
const OFFSET: f64 = 6.0;
/// The width of a bar that shows the order, and its height.
const BAR: [f64; 2] = [4.0, 14.0];
/// How many bars stand below each other before the first place is taken again.
const STEPS: u32 = 20;

/// Draws the marks of a side.
pub(super) fn draw(out: &mut Vec<u8>, paper: &Paper, outside_of: Option<u32>) {
    let [width, height] = paper.size();
    let fold = width / 2.0;
    let reach = MARGIN - OFFSET;
    out.extend_from_slice(b"q 0 G 0.25 w\n");
    for x in [MARGIN, width - MARGIN] {
        line(out, [x, 0.0], [x, reach]);
        line(out, [x, height - reach], [x, height]);
    }
    for y in [MARGIN, height - MARGIN] {
        line(out, [0.0, y], [reach, y]);
        line(out, [width - reach, y], [width, y]);
    }
    out.extend_from_slice(b"[3 2] 0 d\n");
    line(out, [fold, 0.0], [fold, reach]);
    line(out, [fold, height - reach], [fold, height]);
    out.extend_from_slice(b"Q\n");
    if let Some(number) = outside_of {
        let [bar_width, bar_height] = BAR;
        let room = paper.cell[1] - bar_height * 2.0;
        let step = f64::from(number % STEPS) * (room / f64::from(STEPS)).min(bar_height);
        let top = height - MARGIN - bar_height - step;
        out.extend_from_slice(b"q 0 g ");
        numbers(
            out,
            &[
                fold - bar_width / 2.0,
                top - bar_height,
                bar_width,
                bar_height,
            ],
        );
        out.extend_from_slice(b"re f Q\n");
    }
}

fn line(out: &mut Vec<u8>, from: [f64; 2], to: [f64; 2]) {
    numbers(out, &from);
    out.extend_from_slice(b"m ");
    numbers(out, &to);
    out.extend_from_slice(b"l S\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_lower_from_signature_to_signature() {
        let paper = Paper {
            cell: [100.0, 400.0],
            margin: MARGIN,
        };
        let top = |number: u32| {
            let mut out = Vec::new();
            draw(&mut out, &paper, Some(number));
            let text = String::from_utf8(out).expect("ASCII");
            let bar = text.lines().last().expect("a bar").to_owned();
            let y = bar.split(' ').nth(4).and_then(|y| y.parse::<f64>().ok());
            y.expect("a number")
        };
        for number in 1..STEPS {
            assert!(top(number) < top(number - 1), "{number}");
            assert!(top(number) > MARGIN);
        }
        assert_eq!(top(STEPS), top(0));
        let mut without = Vec::new();
        draw(&mut without, &paper, None);
        assert!(!without.ends_with(b"f Q\n"));
    }
}
