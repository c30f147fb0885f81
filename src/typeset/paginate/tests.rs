//! Pagination on lists of numbers.

use super::*;

const LINE: i64 = 10;

fn pt(points: i64) -> Length {
    Length::pt(points as f64)
}

fn spec(lines: i64) -> PageSpec {
    PageSpec {
        height: pt(lines * LINE),
        grid: pt(LINE),
        note_gap: pt(10),
        first: Side::Recto,
    }
}

fn line() -> VItem {
    VItem::Box {
        height: pt(LINE),
        notes: 0,
    }
}

fn free() -> VItem {
    VItem::Break(VBreak::at_cost(0))
}

/// A paragraph of so many lines whose first and last cannot be parted from their neighbours.
fn paragraph(lines: usize) -> Vec<VItem> {
    let mut items = Vec::new();
    for at in 0..lines {
        items.push(line());
        if at + 1 == lines || (at >= 1 && at + 2 < lines) {
            items.push(free());
        }
    }
    items
}

fn boxes(plan: &PagePlan, items: &[VItem]) -> usize {
    items[plan.items.clone()]
        .iter()
        .filter(|item| matches!(item, VItem::Box { .. }))
        .count()
}

fn shape(plans: &[PagePlan], items: &[VItem]) -> Vec<usize> {
    plans.iter().map(|plan| boxes(plan, items)).collect()
}

#[test]
fn full_pages_where_nothing_hinders() {
    let items: Vec<VItem> = (0..25).flat_map(|_| [line(), free()]).collect();
    let plans = paginate(&items, &[], &spec(10));
    assert_eq!(shape(&plans, &items), [10, 10, 5]);
    assert!(plans.iter().all(|plan| !plan.forced));
}

#[test]
fn no_widow_and_no_orphan() {
    // 9 lines, then a paragraph of 4: its second line would end the page of 11 lines, its first that of 10.
    let mut items = paragraph(9);
    items.extend(paragraph(4));
    items.extend(paragraph(9));
    let plans = paginate(&items, &[], &spec(10));
    assert_eq!(shape(&plans, &items), [9, 9, 4]);
}

#[test]
fn facing_pages_run_short_together() {
    // Page 1 is a recto; pages 2 and 3 face each other. After 10 + 10 lines comes a paragraph that
    // lets page 3 hold 9 lines only, so page 2 gives up a line as well where it can.
    let mut items: Vec<VItem> = (0..19).flat_map(|_| [line(), free()]).collect();
    items.extend(paragraph(8));
    items.extend(paragraph(3));
    items.extend((0..12).flat_map(|_| [line(), free()]));
    let plans = paginate(&items, &[], &spec(10));
    let found = shape(&plans, &items);
    assert_eq!(found[1], found[2], "{found:?}");
}

#[test]
fn space_vanishes_at_the_head_of_a_page() {
    let space = VItem::Space(VSpace {
        natural: pt(15),
        ..VSpace::default()
    });
    let items = [line(), free(), space, line(), free(), space, line()];
    let plans = paginate(&items, &[], &spec(2));
    assert_eq!(shape(&plans, &items), [1, 1, 1]);
    assert_eq!(plans[1].items.start, 3);
}

#[test]
fn snapping_returns_to_the_grid() {
    let space = |natural| VSpace {
        natural: pt(natural),
        stretch: Length::ZERO,
        snap: Some(Length::ZERO),
    };
    assert_eq!(advance(pt(13), space(0), pt(10)), pt(20));
    assert_eq!(advance(pt(10), space(0), pt(10)), pt(10));
    assert_eq!(advance(pt(10), space(6), pt(10)), pt(20));
    let half = VSpace {
        snap: Some(pt(5)),
        ..space(5)
    };
    assert_eq!(advance(pt(10), half, pt(10)), pt(15));
    assert_eq!(advance(pt(12), half, pt(10)), pt(25));
    let nearly = pt(20) + Length::from_sp(40);
    assert_eq!(advance(nearly, space(0), pt(10)), pt(20));
}

#[test]
fn a_heading_goes_with_its_text() {
    // Nine lines, a heading that may not be parted from the two lines after it.
    let mut items: Vec<VItem> = (0..9).flat_map(|_| [line(), free()]).collect();
    items.extend([line(), line(), line(), free()]);
    items.extend((0..5).flat_map(|_| [line(), free()]));
    let plans = paginate(&items, &[], &spec(10));
    assert_eq!(shape(&plans, &items), [9, 8]);
}

#[test]
fn spaces_grow_to_fill_a_page() {
    let mut items: Vec<VItem> = (0..4).flat_map(|_| [line(), free()]).collect();
    items.push(VItem::Space(VSpace {
        natural: pt(10),
        stretch: pt(10),
        snap: None,
    }));
    items.extend((0..4).flat_map(|_| [line(), free()]));
    items.extend([line(), line(), free()]);
    items.extend((0..4).flat_map(|_| [line(), free()]));
    let plans = paginate(&items, &[], &spec(10));
    assert_eq!(plans[0].stretch, pt(10));
    assert_eq!(boxes(&plans[0], &items), 8);
}

#[test]
fn notes_stand_on_the_page_of_their_reference() {
    let mut items = Vec::new();
    for at in 0..25 {
        items.push(VItem::Box {
            height: pt(LINE),
            notes: u32::from(at == 6),
        });
        items.push(free());
    }
    let plans = paginate(&items, &[vec![pt(5), pt(5)]], &spec(10));
    // Seven lines, the gap and the two lines of the note fill 90; one more line fits.
    assert_eq!(shape(&plans, &items)[0], 8);
    assert_eq!(
        plans[0].notes,
        [NotePart {
            note: 0,
            lines: 0..2
        }]
    );
    assert!(plans[1].notes.is_empty());
}

#[test]
fn text_after_a_reference_does_not_drive_its_note_away() {
    let mut items = Vec::new();
    for at in 0..40 {
        items.push(VItem::Box {
            height: pt(LINE),
            notes: u32::from(at == 2 || at == 3),
        });
        items.push(free());
    }
    let plans = paginate(&items, &[vec![pt(5); 4], vec![pt(5); 4]], &spec(10));
    let lines: usize = plans[0].notes.iter().map(|part| part.lines.len()).sum();
    assert_eq!(lines, 8);
    assert_eq!(shape(&plans, &items)[0], 5);
}

#[test]
fn a_long_note_is_continued() {
    let mut items = Vec::new();
    for at in 0..20 {
        items.push(VItem::Box {
            height: pt(LINE),
            notes: u32::from(at == 4),
        });
        items.push(free());
    }
    let plans = paginate(&items, &[vec![pt(5); 30]], &spec(10));
    let lines: Vec<_> = plans.iter().flat_map(|p| p.notes.clone()).collect();
    assert!(lines.len() >= 2, "{lines:?}");
    assert_eq!(lines[0].lines.start, 0);
    assert_eq!(lines.last().map(|p| p.lines.end), Some(30));
    for pair in lines.windows(2) {
        assert_eq!(pair[0].lines.end, pair[1].lines.start);
    }
}

#[test]
fn a_note_at_the_end_is_poured_out() {
    let items = [VItem::Box {
        height: pt(LINE),
        notes: 1,
    }];
    let plans = paginate(&items, &[vec![pt(5); 60]], &spec(10));
    let last = plans.last().and_then(|p| p.notes.last());
    assert_eq!(last.map(|part| part.lines.end), Some(60));
}

#[test]
fn forced_breaks_end_pages() {
    let forced = VItem::Break(VBreak::at_cost(VBreak::FORCED));
    let items = [line(), forced, line(), forced, forced, line()];
    let plans = paginate(&items, &[], &spec(10));
    assert_eq!(shape(&plans, &items), [1, 1, 1]);
}

#[test]
fn boxes_taller_than_the_page_and_long_keeps_do_not_hang() {
    let tall = VItem::Box {
        height: pt(500),
        notes: 0,
    };
    let mut items = vec![line(), free(), tall, free()];
    items.extend((0..35).map(|_| line()));
    let plans = paginate(&items, &[], &spec(10));
    assert_eq!(shape(&plans, &items).iter().sum::<usize>(), 37);
    assert!(plans.iter().any(|plan| plan.forced));
}

#[test]
fn a_picture_that_does_not_fit_goes_to_the_next_page_and_the_text_goes_on() {
    let mut items: Vec<VItem> = (0..8).flat_map(|_| [line(), free()]).collect();
    items.push(VItem::Float(VFloat {
        inline: pt(50),
        top: pt(40),
        ..VFloat::default()
    }));
    items.push(free());
    items.extend((0..15).flat_map(|_| [line(), free()]));
    let plans = paginate(&items, &[], &spec(10));
    assert_eq!(shape(&plans, &items), [10, 6, 7]);
    assert_eq!(plans[0].float_limit, 0);
    assert_eq!(plans[1].top_floats, 0..1);
}

#[test]
fn a_picture_that_fits_stays() {
    let mut items: Vec<VItem> = (0..3).flat_map(|_| [line(), free()]).collect();
    items.push(VItem::Float(VFloat {
        inline: pt(50),
        top: pt(40),
        ..VFloat::default()
    }));
    items.push(free());
    items.extend((0..12).flat_map(|_| [line(), free()]));
    let plans = paginate(&items, &[], &spec(10));
    assert_eq!(shape(&plans, &items), [5, 10]);
    assert!(plans.iter().all(|plan| plan.top_floats.is_empty()));
}

#[test]
fn pictures_at_the_end_get_pages_of_their_own() {
    let float = VItem::Float(VFloat {
        inline: pt(90),
        top: pt(80),
        ..VFloat::default()
    });
    let mut items: Vec<VItem> = (0..5).flat_map(|_| [line(), free()]).collect();
    items.extend([float, free(), float, free(), float]);
    let plans = paginate(&items, &[], &spec(10));
    let tops: Vec<_> = plans.iter().flat_map(|p| p.top_floats.clone()).collect();
    assert_eq!(tops, [0, 1, 2]);
}

#[test]
fn a_lead_in_takes_room_on_the_next_page() {
    let row = VItem::Break(VBreak {
        lead_in: pt(10),
        ..VBreak::default()
    });
    let items: Vec<VItem> = (0..25).flat_map(|_| [line(), row]).collect();
    let plans = paginate(&items, &[], &spec(10));
    assert_eq!(shape(&plans, &items), [10, 9, 6]);
    assert_eq!(plans[0].lead_in, None);
    assert!(plans[1].lead_in.is_some());
}

#[test]
fn every_box_is_set_once() {
    // Lists made by a small generator of pseudo-random numbers.
    let mut seed = 7u64;
    let mut next = move |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for _ in 0..200 {
        let mut items = Vec::new();
        let mut notes = Vec::new();
        for _ in 0..next(120) {
            let with_note = next(8) == 0;
            items.push(VItem::Box {
                height: pt(4 + next(30) as i64),
                notes: u32::from(with_note),
            });
            if with_note {
                notes.push(vec![pt(5); 1 + next(12) as usize]);
            }
            if next(3) > 0 {
                items.push(free());
            }
            if next(4) == 0 {
                items.push(VItem::Space(VSpace {
                    natural: pt(next(20) as i64),
                    stretch: pt(next(5) as i64),
                    snap: (next(2) == 0).then_some(Length::ZERO),
                }));
            }
        }
        let plans = paginate(&items, &notes, &spec(10));
        let set: usize = shape(&plans, &items).iter().sum();
        let all = items
            .iter()
            .filter(|item| matches!(item, VItem::Box { .. }))
            .count();
        assert_eq!(set, all);
        let note_lines: usize = plans
            .iter()
            .flat_map(|plan| &plan.notes)
            .map(|part| part.lines.len())
            .sum();
        assert_eq!(note_lines, notes.iter().map(Vec::len).sum::<usize>());
    }
}

/// The items of the paragraph that starts at an item and has so many lines.
fn flex(start: usize, lines: usize, longer: Option<i32>, shorter: Option<i32>) -> Flex {
    let items = paragraph(lines).len() - 1;
    Flex {
        items: start..start + items,
        longer,
        shorter,
    }
}

/// 9 lines, a paragraph of 4, 9 lines: pages of 10 lines can't be filled without a widow or an orphan.
fn awkward() -> Vec<VItem> {
    [9, 4, 9].into_iter().flat_map(paragraph).collect()
}

#[test]
fn a_paragraph_a_line_longer_fills_its_page() {
    let items = awkward();
    let flexes = [flex(0, 9, Some(15), None)];
    let plans = paginate_flexible(&items, &[], &spec(10), &flexes);
    assert_eq!(plans[0].flex, Some((0, FlexBy::Longer)));
    assert_eq!((plans[0].depth, plans[0].short), (pt(100), 0));
    // It is not bought at a price higher than what it mends.
    let dear = [flex(0, 9, Some(5_000), None)];
    let plans = paginate_flexible(&items, &[], &spec(10), &dear);
    assert!(plans.iter().all(|plan| plan.flex.is_none()));
    assert_eq!(plans, paginate(&items, &[], &spec(10)));
}

#[test]
fn a_paragraph_a_line_shorter_makes_room() {
    // With a line less in the first paragraph, two lines of the next fit on its page.
    let items: Vec<VItem> = [9, 4, 16].into_iter().flat_map(paragraph).collect();
    let flexes = [flex(0, 9, None, Some(15))];
    let plans = paginate_flexible(&items, &[], &spec(10), &flexes);
    assert_eq!(plans[0].flex, Some((0, FlexBy::Shorter)));
    assert_eq!(boxes(&plans[0], &items), 11);
    assert_eq!((plans[0].depth, plans[0].short), (pt(100), 0));
}

#[test]
fn a_paragraph_that_goes_on_overleaf_is_left_alone() {
    let items: Vec<VItem> = [7, 30, 7].into_iter().flat_map(paragraph).collect();
    let start = paragraph(7).len();
    let flexes = [flex(start, 30, Some(0), Some(0))];
    let plans = paginate_flexible(&items, &[], &spec(10), &flexes);
    assert!(plans.iter().all(|plan| plan.flex.is_none()));
}

#[test]
fn notes_stay_with_a_page_whose_paragraph_is_shorter() {
    // The last line of the first page refers to a note of two lines.
    let mut items = awkward();
    let last = paragraph(9).len() - 2;
    items[last] = VItem::Box {
        height: pt(LINE),
        notes: 1,
    };
    let notes = vec![vec![pt(LINE); 2]];
    let flexes = [flex(0, 9, Some(1), Some(1))];
    let plans = paginate_flexible(&items, &notes, &spec(13), &flexes);
    for plan in &plans {
        let height: Length = plan
            .notes
            .iter()
            .map(|part| pt(LINE) * part.lines.len() as i64 + pt(10))
            .sum();
        assert!(plan.depth + height <= pt(13 * LINE), "{plan:?}");
    }
    assert_eq!(
        plans[0].notes,
        [NotePart {
            note: 0,
            lines: 0..2
        }]
    );
}
