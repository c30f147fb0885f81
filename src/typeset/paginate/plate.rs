//! Floats that have a page for themselves: pictures that fill it.
//!
//! One that is met within the text waits for the next page, like a float that does not fit, and is all that stands on
//! it, as it is as high as a page. So only what stands at the head of a page, where no text comes before it, is a case
//! of its own.

use super::fill::{Candidate, Carry, Fill};
use super::{FloatPlace, VItem};
use crate::units::Length;

impl Fill<'_> {
    /// The page of a float that has one for itself, where it is what comes next.
    pub(super) fn plate(&self, start: usize, carry: Carry) -> Option<Candidate> {
        let Some(VItem::Float(float)) = self.items.get(start) else {
            return None;
        };
        if float.place != FloatPlace::OwnPage || carry.floats.0 < carry.floats.1 {
            return None;
        }
        let at = self.floats_before.get(start).copied().unwrap_or_default() as usize;
        Some(Candidate {
            start,
            end: start,
            next: start + 1,
            depth: float.top,
            stretch: Length::ZERO,
            // Notes that run over go on after it.
            note_lines: (0, 0),
            notes_height: Length::ZERO,
            top_floats: (at, at + 1),
            float_limit: usize::MAX,
            carry,
            cost: 0,
            turn_cost: 0,
            last: true,
            late_note: false,
            flex: None,
            forced: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::typeset::paginate::{
        PagePlan, PageSpec, Side, VBreak, VFloat, VItem, VSpace, paginate,
    };
    use crate::units::Length;

    fn pt(points: i64) -> Length {
        Length::pt(points as f64)
    }

    fn line(notes: u32) -> VItem {
        VItem::Box {
            height: pt(10),
            notes,
        }
    }

    fn free() -> VItem {
        VItem::Break(VBreak::at_cost(0))
    }

    fn lines(count: usize) -> Vec<VItem> {
        (0..count).flat_map(|_| [line(0), free()]).collect()
    }

    /// A picture for a page of ten lines.
    fn plate() -> VItem {
        VItem::Float(VFloat::page(pt(100)))
    }

    fn pages(items: &[VItem], notes: &[Vec<Length>]) -> Vec<PagePlan> {
        let spec = PageSpec {
            height: pt(100),
            grid: pt(10),
            note_gap: pt(10),
            first: Side::Recto,
        };
        paginate(items, notes, &spec)
    }

    /// For each page its lines, or `P` and the number of the picture that it shows.
    fn shown(plans: &[PagePlan], items: &[VItem]) -> String {
        let page = |plan: &PagePlan| {
            let lines = items[plan.items.clone()]
                .iter()
                .filter(|item| matches!(item, VItem::Box { .. }))
                .count();
            let plates = plan.top_floats.clone().map(|at| format!("P{at}"));
            let plates: String = plates.collect();
            if lines == 0 && plan.notes.is_empty() && !plates.is_empty() {
                plates
            } else {
                format!("{plates}{lines}")
            }
        };
        plans.iter().map(page).collect::<Vec<_>>().join(" ")
    }

    fn layout(parts: &[&[VItem]]) -> String {
        let items: Vec<VItem> = parts.concat();
        shown(&pages(&items, &[]), &items)
    }

    #[test]
    fn the_text_fills_the_page_before_it() {
        let (a, b) = (lines(4), lines(21));
        assert_eq!(layout(&[&a, &[plate()], &b]), "10 P0 10 5");
    }

    #[test]
    fn several_follow_each_other_in_their_order() {
        let (a, b, c) = (lines(4), lines(2), lines(9));
        let two = [plate(), plate()];
        assert_eq!(layout(&[&a, &two, &b, &[plate()], &c]), "10 P0 P1 P2 5");
    }

    #[test]
    fn one_stands_where_nothing_comes_before_it() {
        let forced = VItem::Break(VBreak::at_cost(VBreak::FORCED));
        let (a, b) = (lines(3), lines(4));
        assert_eq!(layout(&[&[plate(), free()], &a]), "P0 3");
        assert_eq!(layout(&[&[plate(), plate(), free()], &a]), "P0 P1 3");
        // Where a new page is asked for before it, it waits for no text.
        assert_eq!(layout(&[&a, &[forced, plate(), free()], &b]), "3 P0 4");
        // Nor does it wait for text beyond the next page that is asked for.
        assert_eq!(layout(&[&a, &[plate(), forced], &b]), "3 P0 4");
    }

    #[test]
    fn one_at_the_end_has_the_last_page() {
        let a = lines(17);
        assert_eq!(layout(&[&a, &[plate()]]), "10 7 P0");
        assert_eq!(layout(&[&[plate()]]), "P0");
    }

    #[test]
    fn a_picture_in_the_text_keeps_its_turn() {
        let small = VItem::Float(VFloat {
            inline: pt(50),
            top: pt(40),
            ..VFloat::default()
        });
        let (a, b) = (lines(4), lines(20));
        // The smaller one would fit, but comes after.
        let both = [plate(), free(), small, free()];
        assert_eq!(layout(&[&a, &both, &b]), "10 P0 P16 8");
    }

    #[test]
    fn notes_that_run_over_go_on_after_it() {
        let mut items = lines(7);
        items.extend([line(1), plate(), free()]);
        items.extend(lines(20));
        // More than fits on one page.
        let notes = vec![vec![pt(10); 12]];
        let plans = pages(&items, &notes);
        let on = |plans: &[PagePlan]| -> usize {
            let parts = plans.iter().flat_map(|plan| &plan.notes);
            parts.map(|part| part.lines.len()).sum()
        };
        let at = plans.iter().position(|plan| !plan.top_floats.is_empty());
        let at = at.expect("a page for the picture");
        assert!(on(&plans[..at]) > 0 && on(&plans[at + 1..]) > 0);
        assert_eq!(on(&plans[at..=at]), 0);
        assert_eq!(on(&plans), 12);
    }

    #[test]
    fn each_is_set_once_and_alone() {
        let mut seed = 11u64;
        let mut next = move |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for _ in 0..300 {
            let mut items = Vec::new();
            let mut notes = Vec::new();
            for _ in 0..next(90) {
                match next(9) {
                    0 => items.push(plate()),
                    1 => items.push(VItem::Float(VFloat {
                        inline: pt(30),
                        top: pt(20),
                        ..VFloat::default()
                    })),
                    2 => items.push(VItem::Break(VBreak::at_cost(VBreak::FORCED))),
                    3 => items.push(VItem::Space(VSpace {
                        natural: pt(next(20) as i64),
                        ..VSpace::default()
                    })),
                    4 => {
                        items.push(line(1));
                        notes.push(vec![pt(5); 1 + next(9) as usize]);
                    }
                    _ => items.extend([line(0), free()]),
                }
            }
            let floats: Vec<VFloat> = items
                .iter()
                .filter_map(|item| match item {
                    VItem::Float(float) => Some(*float),
                    _ => None,
                })
                .collect();
            let mut set = vec![0; floats.len()];
            let mut texts = 0;
            for plan in pages(&items, &notes) {
                let own = |at: &usize| floats[*at] == VFloat::page(pt(100));
                for at in plan.top_floats.clone() {
                    set[at] += 1;
                    if own(&at) {
                        assert_eq!(plan.top_floats.len(), 1);
                        assert!(plan.items.is_empty() && plan.notes.is_empty());
                    }
                }
                let before = |end: usize| {
                    let floats = items[..end].iter();
                    floats.filter(|i| matches!(i, VItem::Float(_))).count()
                };
                let (first, end) = (before(plan.items.start), before(plan.items.end));
                for (at, times) in set.iter_mut().enumerate().take(end).skip(first) {
                    if at < plan.float_limit {
                        assert!(!own(&at), "a page holds text and picture {at}");
                        *times += 1;
                    }
                }
                let within = items[plan.items].iter();
                texts += within.filter(|i| matches!(i, VItem::Box { .. })).count();
            }
            assert!(set.iter().all(|times| *times == 1), "{set:?}");
            let all = items.iter().filter(|i| matches!(i, VItem::Box { .. }));
            assert_eq!(texts, all.count());
        }
    }
}
