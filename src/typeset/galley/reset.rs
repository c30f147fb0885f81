//! Paragraphs that are set again in another number of lines, where that makes better pages.

use std::ops::Range;
use std::sync::Arc;

use super::lines::{HYPHEN_COST, HYPHEN_TURN_COST, LineBoxes, refs_of};
use super::{BoxRole, Galley, Item, Part, Parts, VBox};
use crate::document::AnchorId;
use crate::typeset::paginate::{Flex, FlexBy, VBreak};
use crate::typeset::paragraph::{Line, Paragraph, ParagraphShape, TextEngine};
use crate::typeset::style::StyledText;
use crate::typeset::tally::Tally;
use crate::units::Length;

/// A paragraph in the column with what it was made of.
#[derive(Debug, Clone)]
pub(crate) struct Resettable {
    /// Its items, from its first line to its last.
    pub(crate) items: Range<usize>,
    /// Its lines.
    pub(crate) count: usize,
    /// The rivers in them.
    pub(crate) rivers: u32,
    /// The offset of the reference for each note that was set with it.
    pub(crate) notes: Vec<usize>,
    /// What it is set in.
    pub(crate) shape: ParagraphShape,
    /// Its text.
    pub(crate) text: StyledText,
    /// How its lines become boxes.
    pub(crate) boxes: LineBoxes,
}

/// A paragraph of another number of lines.
#[derive(Debug)]
pub(crate) struct Offer {
    /// The paragraph, of those of its galley.
    paragraph: usize,
    longer: Option<Paragraph>,
    shorter: Option<Paragraph>,
}

/// A line looser than this is not worth a line more or less on a page; nor is one so much looser than what
/// the paragraph has anyway.
const LOOSEST: f64 = 1.5;
/// The price of any other setting, and of one whose worst line is stretched as far as it may.
const PRICE: f64 = 8.0;
const PRICE_OF_LOOSE: f64 = 10.0;
/// The price of each more hyphen.
const PRICE_OF_HYPHEN: f64 = 5.0;
/// So many paragraphs of a page are tried, those first that need least.
const TRIED: usize = 6;
/// What is not tried: hardly a paragraph whose lines had to give or take a larger share of the measure was found
/// to have a good setting, in two thousand of them.
const MOST_LONGER: f64 = 0.08;
const MOST_SHORTER: f64 = 0.03;
/// The least length of a last line, as a share of the measure.
const LEAST_LAST: f64 = 0.08;

/// How much each line of a paragraph must give or take for another number of lines, as a share of the measure.
struct Strain {
    longer: f64,
    shorter: f64,
}

impl Strain {
    fn least(&self) -> f64 {
        self.longer.min(self.shorter)
    }
}

/// Sets paragraphs that stand as a whole among these items in a line more and a line less.
pub(crate) fn offers(
    engine: &mut TextEngine<'_>,
    galley: &Galley,
    items: &Range<usize>,
) -> Vec<Offer> {
    let first = galley
        .paragraphs
        .partition_point(|p| p.items.start < items.start);
    let mut within: Vec<(usize, &Resettable, Strain)> = galley
        .paragraphs
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, p)| p.items.end <= items.end)
        .filter_map(|(index, p)| Some((index, p, p.strain(galley)?)))
        .filter(|(_, _, strain)| strain.longer < MOST_LONGER || strain.shorter < MOST_SHORTER)
        .collect();
    within.sort_by(|(_, _, a), (_, _, b)| a.least().total_cmp(&b.least()));
    within.truncate(TRIED);
    within.sort_by_key(|(index, _, _)| *index);
    let mut offers = Vec::with_capacity(within.len());
    for (index, paragraph, strain) in within {
        let (longer, shorter) = set_again(engine, paragraph, &strain);
        if longer.is_some() || shorter.is_some() {
            offers.push(Offer {
                paragraph: index,
                longer,
                shorter,
            });
        }
    }
    offers
}

/// A paragraph in a line more and a line less, where that is likely to be good and is.
fn set_again(
    engine: &mut TextEngine<'_>,
    paragraph: &Resettable,
    strain: &Strain,
) -> (Option<Paragraph>, Option<Paragraph>) {
    let counts = [
        (strain.longer < MOST_LONGER).then_some(paragraph.count + 1),
        (strain.shorter < MOST_SHORTER).then_some(paragraph.count - 1),
    ];
    let text = &paragraph.text.rich;
    let found = engine.set_in(text, &paragraph.shape, counts, LOOSEST);
    // Words that are broken have not quite the width that the search took them for.
    let good = |line: &Line| !line.overfull && line.ratio <= LOOSEST;
    let [longer, shorter] = found.map(|set| set.filter(|set| set.lines.iter().all(good)));
    (longer, shorter)
}

/// Puts other settings of paragraphs, which are in the order of the column, in the places of those in it.
pub(crate) fn apply(tally: &mut Tally, galley: &mut Galley, offers: Vec<(Offer, FlexBy)>) {
    let mut changes = Vec::with_capacity(offers.len());
    for (offer, by) in offers {
        let set = match by {
            FlexBy::Longer => offer.longer,
            FlexBy::Shorter => offer.shorter,
        };
        let (Some(set), Some(paragraph)) = (set, galley.paragraphs.get(offer.paragraph)) else {
            continue;
        };
        let Some(old) = galley.items.get(paragraph.items.clone()) else {
            continue;
        };
        let align = paragraph.shape.align;
        for line in lines_of(old) {
            tally.remove_line(line, align);
        }
        for line in &set.lines {
            tally.add_line(line, align);
        }
        tally.add_reset(paragraph.rivers, set.rivers);
        changes.push((paragraph.items.clone(), paragraph.items(set.lines, old)));
    }
    let mut items = Vec::with_capacity(galley.items.len() + changes.len() * 2);
    let mut rest = std::mem::take(&mut galley.items).into_iter();
    let mut done = 0;
    for (place, new) in changes {
        items.extend(rest.by_ref().take(place.start - done));
        items.extend(new);
        rest.by_ref().take(place.len()).for_each(drop);
        done = place.end;
    }
    items.extend(rest);
    galley.items = items;
}

impl Offer {
    /// What it costs, for pagination.
    pub(crate) fn flex(&self, galley: &Galley) -> Flex {
        let paragraph = galley.paragraphs.get(self.paragraph);
        let items = paragraph.map_or(0..0, |p| p.items.clone());
        let old = galley.items.get(items.clone()).unwrap_or_default();
        let old: Vec<&Line> = lines_of(old).collect();
        let price = |set: &Paragraph| price(&old, &set.lines.iter().collect::<Vec<_>>());
        Flex {
            items,
            longer: self.longer.as_ref().map(price),
            shorter: self.shorter.as_ref().map(price),
        }
    }
}

fn price(old: &[&Line], new: &[&Line]) -> i32 {
    let worst = |lines: &[&Line]| lines.iter().map(|l| l.ratio.abs()).fold(0.0, f64::max);
    let hyphens = |lines: &[&Line]| lines.iter().filter(|l| l.hyphenated).count() as f64;
    let (new_worst, old_worst) = (worst(new), worst(old));
    let looser = new_worst * new_worst - old_worst * old_worst;
    let more = hyphens(new) - hyphens(old);
    let price = PRICE + PRICE_OF_LOOSE * looser.max(0.0) + PRICE_OF_HYPHEN * more.max(0.0);
    price.round() as i32
}

/// The lines of text among items. A number or a bullet beside a line stands before it.
fn lines_of(items: &[Item]) -> impl Iterator<Item = &Line> {
    items.iter().filter_map(|item| match item {
        Item::Box(VBox { parts, .. }) => match parts {
            Parts::Line(placed) => Some(&placed.line),
            Parts::Many(parts) => match parts.last() {
                Some(Part::Line(placed)) => Some(&placed.line),
                _ => None,
            },
            Parts::None => None,
        },
        _ => None,
    })
}

impl Resettable {
    /// Shorter paragraphs hardly ever have another good setting.
    pub(crate) const FEWEST_LINES: usize = 3;

    /// How near it is to a line more or less, by how full its last line is.
    fn strain(&self, galley: &Galley) -> Option<Strain> {
        let last = lines_of(galley.items.get(self.items.clone())?).last()?;
        let full = last.width.ratio(self.shape.measure);
        let count = self.count.max(1) as f64;
        Some(Strain {
            longer: (1.0 - full + LEAST_LAST) / count,
            shorter: full / count,
        })
    }

    /// The items of these lines, with what hung on the old ones.
    fn items(&self, lines: Vec<Line>, old: &[Item]) -> Vec<Item> {
        let refs = refs_of(&self.text).map(Arc::new);
        let count = lines.len();
        let mut notes = self.notes.iter().peekable();
        let mut anchors = self.text.anchors.iter().peekable();
        let mut items = Vec::with_capacity(count * 2);
        let mut hyphenated = false;
        for (index, line) in lines.into_iter().enumerate() {
            let last = index + 1 == count;
            let end = line.range.end;
            // As when it was first set: neither its first nor its last line is alone.
            if index > 1 && !last {
                items.push(Item::Break(
                    VBreak {
                        cost: if hyphenated { HYPHEN_COST } else { 0 },
                        turn_cost: if hyphenated { HYPHEN_TURN_COST } else { 0 },
                        lead_in: Length::ZERO,
                    },
                    None,
                ));
            }
            hyphenated = line.hyphenated;
            let mut next = self.boxes.line(&self.text, line, refs.clone());
            if index == 0
                && let Some(Item::Box(first)) = old.first()
            {
                let own =
                    |anchor: &AnchorId| self.text.anchors.iter().any(|(_, own)| own == anchor);
                let before = first.anchors.iter().filter(|anchor| !own(anchor));
                next.anchors.extend(before.cloned());
                // What stands beside its first line, stays there.
                if let Parts::Many(parts) = &first.parts {
                    let beside = parts.split_last().map_or(&[][..], |(_, beside)| beside);
                    for part in beside.iter().rev() {
                        next.prepend(part.clone());
                    }
                }
            }
            while let Some((_, anchor)) = anchors.next_if(|(at, _)| *at < end || last) {
                next.anchors.push(anchor.clone());
            }
            while notes.next_if(|at| **at < end || last).is_some() {
                next.notes += 1;
            }
            next.role = BoxRole::Line {
                first: index == 0,
                last,
            };
            items.push(Item::Box(next));
        }
        items
    }
}
