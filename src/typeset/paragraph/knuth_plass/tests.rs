//! The published example, and all small paragraphs against all their breakings.

use proptest::prelude::*;

use super::{break_lines, fitness};
use crate::typeset::paragraph::{Breakpoint, Force, Item, LineWidths, Settings};
use crate::units::Length;

/// The paragraph of the paper with its hyphenation points (`·`), in units of 1/18 quad as the paper has it.
const FROG_KING: &str = "In olden times when wish·ing still helped one, there lived a king whose daugh·ters \
were all beau·ti·ful; and the young·est was so beau·ti·ful that the sun it·self, which has seen so much, was \
aston·ished when·ever it shone in her face. Close by the king's castle lay a great dark for·est, and un·der \
an old lime-tree in the for·est was a well, and when the day was very warm, the king's child went out into \
the for·est and sat down by the side of the cool foun·tain; and when she was bored she took a golden ball, \
and threw it up on high and caught it; and this ball was her favor·ite play·thing.";

/// Widths of `a` to `z` (*Digital Typography*, p. 75).
const LETTERS: [i64; 26] = [
    9, 10, 8, 10, 8, 6, 9, 10, 5, 6, 10, 5, 15, 10, 9, 10, 10, 7, 7, 7, 10, 9, 13, 10, 10, 8,
];

fn sp(units: i64) -> Length {
    Length::from_sp(units)
}

fn width(c: char) -> i64 {
    match c {
        'a'..='z' => LETTERS[c as usize - 'a' as usize],
        'C' => 13,
        'I' | '-' => 6,
        ',' | ';' | '.' | '\'' => 5,
        _ => panic!("the example has no {c:?}"),
    }
}

fn boxed(units: i64) -> Item {
    Item::Box {
        width: sp(units),
        elastic: Length::ZERO,
        protrude_start: Length::ZERO,
        protrude_end: Length::ZERO,
    }
}

fn glue(width: i64, stretch: i64, shrink: i64) -> Item {
    Item::Glue {
        width: sp(width),
        stretch: sp(stretch),
        shrink: sp(shrink),
        fill: false,
    }
}

fn penalty(width: i64, cost: i32, flagged: bool) -> Item {
    Item::Penalty {
        width: sp(width),
        protrude_end: Length::ZERO,
        cost,
        flagged,
    }
}

fn finish(items: &mut Vec<Item>) {
    items.push(penalty(0, Item::FORBIDDEN, false));
    items.push(Item::Glue {
        width: Length::ZERO,
        stretch: Length::ZERO,
        shrink: Length::ZERO,
        fill: true,
    });
    items.push(penalty(0, Item::FORCED, false));
}

/// The items of the example and, for each, what it shows.
fn frog_king() -> (Vec<Item>, Vec<char>) {
    let mut items = vec![boxed(18)];
    let mut shown = vec![' '];
    let mut before = ' ';
    for c in FROG_KING.chars() {
        let item = match (c, before) {
            (' ', ',') => glue(6, 4, 2),
            (' ', ';') => glue(6, 4, 1),
            (' ', '.') => glue(8, 6, 1),
            (' ', _) => glue(6, 3, 2),
            ('·', _) => penalty(6, 50, true),
            _ => boxed(width(c)),
        };
        items.push(item);
        shown.push(c);
        if c == '-' {
            items.push(penalty(0, 50, true));
            shown.push('·');
        }
        before = c;
    }
    finish(&mut items);
    shown.resize(items.len(), ' ');
    (items, shown)
}

/// Each line with its ratio as the paper prints it.
fn lines(breaks: &[Breakpoint], items: &[Item], shown: &[char]) -> String {
    let mut out = String::new();
    let mut start = 0;
    for at in breaks {
        let text: String = shown[start..at.item]
            .iter()
            .filter(|c| **c != '·')
            .collect();
        let hyphen = matches!(items[at.item], Item::Penalty { flagged: true, width, .. } if width > Length::ZERO);
        out.push_str(&format!(
            "{:6.3} {}{}\n",
            at.ratio,
            text.trim(),
            if hyphen { "-" } else { "" }
        ));
        start = at.item + 1;
    }
    out
}

#[test]
fn breaks_the_frog_king_as_published() {
    let (items, shown) = frog_king();
    let settings = Settings {
        tolerance: 1.0,
        ..Settings::default()
    };
    let breaks = break_lines(&items, &LineWidths::all(sp(390)), &settings)
        .expect("the paper shows that there is a way");
    insta::assert_snapshot!(lines(&breaks, &items, &shown), @r#"
     0.857 In olden times when wishing still helped one,
     0.000 there lived a king whose daughters were all beau-
     0.280 tiful; and the youngest was so beautiful that the
     1.000 sun itself, which has seen so much, was aston-
     0.067 ished whenever it shone in her face. Close by the
    -0.278 king's castle lay a great dark forest, and under an
     0.536 old lime-tree in the forest was a well, and when
    -0.167 the day was very warm, the king's child went out
     0.700 into the forest and sat down by the side of the
    -0.176 cool fountain; and when she was bored she took a
     0.357 golden ball, and threw it up on high and caught
     0.000 it; and this ball was her favorite plaything.
    "#);
}

/// The items from which a line is set when the line before ended at `after`.
fn line_from(items: &[Item], after: Option<usize>) -> usize {
    let start = after.map_or(0, |a| a + 1);
    match after {
        None => 0,
        Some(_) => (start..items.len())
            .find(|at| {
                matches!(items[*at], Item::Box { .. })
                    || matches!(items[*at], Item::Penalty { cost, .. } if cost <= Item::FORCED)
            })
            .unwrap_or(items.len()),
    }
}

/// The ratio of a line, straight from the definition.
fn ratio(items: &[Item], from: usize, to: usize, width: Length) -> f64 {
    let (mut natural, mut stretch, mut shrink, mut fill) = (0, 0, 0, false);
    for item in &items[from..to] {
        match *item {
            Item::Box { width, elastic, .. } => {
                natural += width.to_sp();
                stretch += elastic.to_sp();
                shrink += elastic.to_sp();
            }
            Item::Glue {
                width,
                stretch: y,
                shrink: z,
                fill: f,
            } => {
                natural += width.to_sp();
                stretch += y.to_sp();
                shrink += z.to_sp();
                fill |= f;
            }
            Item::Penalty { .. } => {}
        }
    }
    let first = items[from..to].iter().find_map(|i| match i {
        Item::Box { protrude_start, .. } => Some(protrude_start.to_sp()),
        _ => None,
    });
    let mut last = items[from..to].iter().rev().find_map(|i| match i {
        Item::Box { protrude_end, .. } => Some(protrude_end.to_sp()),
        _ => None,
    });
    if let Item::Penalty {
        width,
        protrude_end,
        ..
    } = items[to]
        && width > Length::ZERO
    {
        natural += width.to_sp();
        last = Some(protrude_end.to_sp());
    }
    let gap = width.to_sp() - natural + first.unwrap_or(0) + last.unwrap_or(0);
    match gap {
        0 => 0.0,
        1.. if fill => 0.0,
        1.. if stretch > 0 => gap as f64 / stretch as f64,
        1.. => f64::INFINITY,
        _ if shrink > 0 => gap as f64 / shrink as f64,
        _ => f64::NEG_INFINITY,
    }
}

/// The demerits of a whole way, or `None` when a line is not within the tolerance.
fn demerits(
    items: &[Item],
    breaks: &[usize],
    widths: &LineWidths,
    settings: &Settings,
) -> Option<f64> {
    let mut total = 0.0;
    let (mut after, mut before_fitness, mut hyphens) = (None, 1, 0_u8);
    for (line, at) in breaks.iter().enumerate() {
        let from = line_from(items, after);
        let r = ratio(items, from, *at, widths.get(line));
        if !(-1.0..=settings.tolerance).contains(&r) {
            return None;
        }
        let own = settings.line_penalty + 100.0 * (r * r * r).abs();
        total += own * own;
        let (cost, flagged) = match items[*at] {
            Item::Penalty { cost, flagged, .. } => (cost, flagged),
            _ => (0, false),
        };
        let last = at + 1 == items.len();
        if !last {
            total += f64::from(cost) * f64::from(cost.abs());
        }
        if hyphens > 0 && flagged {
            total += settings.hyphens_demerits;
        } else if hyphens > 0 && last {
            total += settings.final_hyphen_demerits;
        }
        hyphens = if flagged { hyphens + 1 } else { 0 };
        if hyphens > settings.max_hyphens {
            return None;
        }
        if fitness(r).abs_diff(before_fitness) > 1 {
            total += settings.fitness_demerits;
        }
        before_fitness = fitness(r);
        after = Some(*at);
    }
    Some(total)
}

/// The best of all ways.
fn exhaustive(items: &[Item], widths: &LineWidths, settings: &Settings) -> Option<f64> {
    let legal: Vec<usize> = (0..items.len() - 1)
        .filter(|at| match items[*at] {
            Item::Glue { .. } => *at > 0 && matches!(items[at - 1], Item::Box { .. }),
            Item::Penalty { cost, .. } => cost < Item::FORBIDDEN,
            Item::Box { .. } => false,
        })
        .collect();
    (0_u32..1 << legal.len())
        .filter_map(|chosen| {
            let mut breaks: Vec<usize> = legal
                .iter()
                .enumerate()
                .filter(|(bit, _)| chosen >> bit & 1 == 1)
                .map(|(_, at)| *at)
                .collect();
            breaks.push(items.len() - 1);
            demerits(items, &breaks, widths, settings)
        })
        .min_by(f64::total_cmp)
}

/// A word of one or two boxes, with a place to hyphenate between them, and the space after it.
fn word() -> impl Strategy<Value = Vec<Item>> {
    let part = (8..24_i64, 0..4_i64, 0..8_i64, 0..8_i64).prop_map(|(w, e, s, t)| Item::Box {
        width: sp(w),
        elastic: sp(e),
        protrude_start: sp(s),
        protrude_end: sp(t),
    });
    let hyphen =
        (0..3_i64, 0..4_i64, 0..200_i32, any::<bool>()).prop_map(|(w, p, cost, flagged)| {
            Item::Penalty {
                width: sp(w * 3),
                protrude_end: sp(p),
                cost: cost - 50,
                flagged,
            }
        });
    (
        part.clone(),
        proptest::option::weighted(0.4, (hyphen, part)),
        8..15_i64,
        4..12_i64,
        3..8_i64,
    )
        .prop_map(|(first, rest, width, stretch, shrink)| {
            let mut items = vec![first];
            if let Some((hyphen, part)) = rest {
                items.extend([hyphen, part]);
            }
            items.push(glue(width, stretch, shrink));
            items
        })
}

fn paragraph() -> impl Strategy<Value = Vec<Item>> {
    proptest::collection::vec(word(), 5..11).prop_map(|words| {
        let mut items: Vec<Item> = words.into_iter().flatten().collect();
        items.pop();
        finish(&mut items);
        items
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn finds_the_best_of_all_ways(
        items in paragraph(),
        first in 50..120_i64,
        rest in 50..120_i64,
        tolerance in 1..8_i32,
        max_hyphens in 0..3_u8,
    ) {
        let widths = LineWidths { first: vec![sp(first)], rest: sp(rest) };
        let settings = Settings {
            tolerance: f64::from(tolerance) * 0.7,
            max_hyphens,
            ..Settings::default()
        };
        let best = exhaustive(&items, &widths, &settings);
        let found = break_lines(&items, &widths, &settings).map(|breaks| {
            let at: Vec<usize> = breaks.iter().map(|b| b.item).collect();
            demerits(&items, &at, &widths, &settings).expect("each line is within the tolerance")
        });
        match (found, best) {
            (Some(found), Some(best)) => prop_assert!(
                (found - best).abs() <= 1e-9 * best.abs().max(1.0),
                "found {found}, best {best}"
            ),
            (found, best) => prop_assert_eq!(found, best),
        }
    }

    #[test]
    fn always_breaks_when_forced(items in paragraph(), width in 1..200_i64) {
        let settings = Settings {
            tolerance: f64::INFINITY,
            force: Force::Yes,
            ..Settings::default()
        };
        let breaks = break_lines(&items, &LineWidths::all(sp(width)), &settings)
            .expect("force finds a way");
        prop_assert_eq!(breaks.last().map(|b| b.item), Some(items.len() - 1));
        prop_assert!(breaks.windows(2).all(|w| w[0].item < w[1].item));
    }
}

#[test]
fn gives_the_number_of_lines_that_is_wanted() {
    let (items, _) = frog_king();
    let count = |lines| {
        let settings = Settings {
            tolerance: 6.0,
            lines,
            ..Settings::default()
        };
        break_lines(&items, &LineWidths::all(sp(390)), &settings).map(|b| b.len())
    };
    assert_eq!(count(None), Some(12));
    assert_eq!(count(Some(13)), Some(13));
    assert_eq!(count(Some(14)), Some(14));
    assert_eq!(count(Some(11)), None, "no way has fewer lines");
}

#[test]
fn text_without_width_does_not_take_square_time() {
    let mut items = Vec::new();
    for _ in 0..50_000 {
        items.push(boxed(0));
        items.push(glue(0, 0, 0));
    }
    finish(&mut items);
    let breaks = break_lines(&items, &LineWidths::all(sp(100)), &Settings::default());
    assert_eq!(breaks.map(|b| b.len()), Some(1));
}
