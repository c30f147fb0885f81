//! Pages with a paragraph that is set a line longer or shorter than is best for it (looseness, in the terms of
//! D. E. Knuth, *The TeXbook*, 1986, chapter 14), so that they end where they should.

use std::ops::Range;

use super::FlexBy;
use super::fill::{Candidate, Carry, Fill};
use crate::units::Length;

/// A paragraph that can be set in another number of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flex {
    /// Its items, from its first line to its last.
    pub items: Range<usize>,
    /// The price of a line more.
    pub longer: Option<i32>,
    /// The price of a line less.
    pub shorter: Option<i32>,
}

impl Flex {
    fn price(&self, by: FlexBy) -> Option<i32> {
        match by {
            FlexBy::Longer => self.longer,
            FlexBy::Shorter => self.shorter,
        }
    }
}

impl Fill<'_> {
    /// The pages that could start at an item, those with a paragraph of another length among them.
    pub(super) fn flexible(&self, start: usize, lead_in: Length, carry: Carry) -> Vec<Candidate> {
        let height = self.spec.height;
        let grid = self.spec.grid;
        let mut found = self.candidates(start, lead_in, carry, height);
        let first = self.flexes.partition_point(|f| f.items.start < start);
        let Some(next) = self.flexes.get(first) else {
            return found;
        };
        let reach = found.iter().map(|c| c.end).max().unwrap_or(start);
        if next.items.end > reach {
            return found;
        }
        let fits = |c: &Candidate| c.depth + c.notes_height + grid <= height + Length::pt(0.05);
        let longer: Vec<Candidate> = found
            .iter()
            .filter(|c| !c.last && !c.forced && fits(c))
            .filter_map(|c| self.flexed(c, first, FlexBy::Longer))
            .collect();
        let taller = self.candidates(start, lead_in, carry, height + grid);
        let shorter = taller
            .iter()
            .filter(|c| !c.forced && c.depth + c.notes_height > height)
            .filter_map(|c| self.flexed(c, first, FlexBy::Shorter));
        found.extend(shorter);
        found.extend(longer);
        found
    }

    /// A page with the cheapest of the paragraphs on it that allow this, from the `first` on.
    fn flexed(&self, page: &Candidate, first: usize, by: FlexBy) -> Option<Candidate> {
        let (price, index) = (first..)
            .zip(self.flexes.get(first..)?)
            .take_while(|(_, flex)| flex.items.end <= page.end)
            .filter_map(|(index, flex)| Some((flex.price(by)?, index)))
            .min()?;
        let line = self.spec.grid;
        Some(Candidate {
            depth: match by {
                FlexBy::Longer => page.depth + line,
                FlexBy::Shorter => page.depth - line,
            },
            cost: page.cost.saturating_add(price),
            flex: Some((index, by)),
            ..*page
        })
    }
}
