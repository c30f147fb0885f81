//! From a galley to its pages: chosen once as the text is set, and where some are not as they should be, once more with
//! paragraphs that are a line longer or shorter.

use std::collections::BTreeMap;
use std::ops::Range;

use super::galley::{Galley, apply, offers};
use super::paginate::{Flex, FlexBy, PagePlan, PageSpec, paginate, paginate_flexible};
use super::paragraph::TextEngine;
use super::tally::Tally;

/// The pages of a galley, some paragraphs of which are set again.
pub(crate) fn spreads(
    engine: &mut TextEngine<'_>,
    tally: &mut Tally,
    galley: &mut Galley,
    spec: &PageSpec,
) -> Vec<PagePlan> {
    let notes = galley.note_measures();
    let plans = paginate(&galley.measures(), &notes, spec);
    let mut offered = Vec::new();
    for items in doubtful(&plans, spec) {
        offered.extend(offers(engine, galley, &items));
    }
    if offered.is_empty() {
        return plans;
    }
    let flexes: Vec<Flex> = offered.iter().map(|offer| offer.flex(galley)).collect();
    let flexible = paginate_flexible(&galley.measures(), &notes, spec, &flexes);
    let wanted: BTreeMap<usize, FlexBy> = flexible.iter().filter_map(|plan| plan.flex).collect();
    if wanted.is_empty() {
        return plans;
    }
    let wanted = offered
        .into_iter()
        .enumerate()
        .filter_map(|(index, offer)| Some((offer, *wanted.get(&index)?)))
        .collect();
    apply(tally, galley, wanted);
    galley.paragraphs.clear();
    paginate(&galley.measures(), &notes, spec)
}

/// A last page with so few lines looks like an oversight.
const MEAGRE_LINES: i64 = 5;
/// So many pages can give up a line each so that there is no such page.
const PAGES_BEFORE_END: usize = 4;

/// The items of pages that run short or hardly begin, and of those before them; none twice.
fn doubtful(plans: &[PagePlan], spec: &PageSpec) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, plan) in plans.iter().enumerate() {
        let meagre = index + 1 == plans.len() && plan.depth < spec.grid * MEAGRE_LINES;
        if plan.short == 0 && !meagre {
            continue;
        }
        let before = if meagre { PAGES_BEFORE_END } else { 1 };
        for near in index.saturating_sub(before)..=index {
            let items = plans.get(near).map(|plan| plan.items.clone());
            let last = found.last().map_or(0, |last| last.end);
            found.extend(items.filter(|items| last <= items.start));
        }
    }
    found
}
