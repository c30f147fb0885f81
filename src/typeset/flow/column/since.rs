//! What was pushed since a place in the column: measured, kept together, evened, taken back.

use super::Column;
use crate::typeset::galley::{Item, height_of};
use crate::typeset::paginate::VBreak;
use crate::units::Length;

/// A block of at most so many lines is better not torn at all.
const SHORT_BLOCK: usize = 8;
/// The price of a blank line of a listing at the head of a page.
const BLANK_AT_HEAD: i32 = 500;

impl Column {
    /// Evens the space around what was pushed since `start`, so that with `below` it takes whole
    /// lines of the grid. Only where it stands on a page as a whole does that show.
    pub(crate) fn balance(&mut self, start: usize, below: Length) {
        let grid = self.layout.leading;
        let Some(since) = self.galley.items.get(start..) else {
            return;
        };
        let natural = height_of(since) + below;
        let over = natural.to_sp().rem_euclid(grid.to_sp().max(1));
        if over == 0 {
            return;
        }
        let half = (grid - Length::from_sp(over)) / 2;
        let since = self.galley.items.iter_mut().skip(start);
        let space = since.take(2).find_map(|item| match item {
            Item::Space(space) => Some(space),
            _ => None,
        });
        if let Some(space) = space {
            let offset = space.natural + half;
            space.snap = Some(Length::from_sp(offset.to_sp().rem_euclid(grid.to_sp())));
        }
    }

    /// The height of the boxes pushed since `start` and the spaces between them.
    pub(crate) fn height_since(&self, start: usize) -> Length {
        let since = self.galley.items.get(start..).unwrap_or_default();
        let first = since
            .iter()
            .position(|item| matches!(item, Item::Box(_)))
            .unwrap_or(since.len());
        height_of(since.get(first..).unwrap_or_default())
    }

    /// How many notes the boxes pushed since `start` refer to.
    pub(crate) fn notes_since(&self, start: usize) -> u32 {
        let since = self.galley.items.iter().skip(start);
        since
            .map(|item| match item {
                Item::Box(b) => b.notes,
                _ => 0,
            })
            .sum()
    }

    /// How many boxes were pushed since `start`.
    pub(crate) fn boxes_since(&self, start: usize) -> usize {
        let since = self.galley.items.iter().skip(start);
        since.filter(|item| matches!(item, Item::Box(_))).count()
    }

    /// Makes the place to break before the first box pushed since `start` cost more.
    pub(crate) fn raise_break(&mut self, start: usize, by: i32) {
        if let Some(Item::Break(at, _)) = self.galley.items.get_mut(start)
            && at.cost > VBreak::FORCED
        {
            at.cost = at.cost.saturating_add(by);
        }
    }

    /// Makes every place to break between the boxes pushed since `start` cost so much at least, where they are
    /// lower than a share of the page.
    pub(crate) fn keep_low(&mut self, start: usize, share: f64, least: i32) {
        if self.height_since(start) >= self.layout.height().scale(share) {
            return;
        }
        let items = self.galley.items.iter_mut().skip(start);
        let within = items.skip_while(|item| !matches!(item, Item::Box(_)));
        for item in within {
            if let Item::Break(at, _) = item
                && at.cost > VBreak::FORCED
            {
                at.cost = at.cost.max(least);
            }
        }
    }

    /// Takes the boxes pushed since `start` out of the column. What stands before the first of them,
    /// the place to break and the space, is asked for again.
    pub(crate) fn take_since(&mut self, start: usize) -> Vec<Item> {
        let mut items = self
            .galley
            .items
            .split_off(start.min(self.galley.items.len()));
        let first = items
            .iter()
            .position(|item| matches!(item, Item::Box(_)))
            .unwrap_or(items.len());
        let mut keep = start > 0;
        for item in items.drain(..first) {
            if let Item::Break(at, _) = item {
                keep = false;
                self.pending.cost += at.cost;
                self.pending.turn_cost += at.turn_cost;
            }
        }
        if keep {
            self.keep();
        }
        items
    }

    /// Makes the space before the first box pushed since `start` snap to the grid.
    pub(crate) fn snap_at(&mut self, start: usize, offset: Length) {
        let items = self.galley.items.iter_mut().skip(start).take(2);
        for item in items {
            if let Item::Space(space) = item {
                space.snap = Some(offset);
                return;
            }
        }
    }

    /// A listing is best parted after a blank line; a page should not begin with one.
    pub(crate) fn favour_blank_lines(&mut self, start: usize) {
        let items = &mut self.galley.items;
        let blank: Vec<Option<bool>> = items
            .get(start..)
            .unwrap_or_default()
            .iter()
            .map(|item| match item {
                Item::Box(b) => Some(b.is_blank()),
                _ => None,
            })
            .collect();
        let is_blank = |at: usize| blank.get(at).copied().flatten() == Some(true);
        for (at, item) in items.iter_mut().skip(start).enumerate().skip(1) {
            if let Item::Break(this, _) = item {
                if is_blank(at - 1) {
                    this.cost /= 3;
                } else if is_blank(at + 1) {
                    this.cost = this.cost.max(BLANK_AT_HEAD);
                }
            }
        }
    }

    /// Makes the first and the last break within what was pushed since `start` cost something; of what
    /// has few lines, every break.
    pub(crate) fn keep_ends(&mut self, start: usize, cost: i32) {
        let items = &mut self.galley.items;
        let breaks: Vec<usize> = (start..items.len())
            .filter(|&at| matches!(items.get(at), Some(Item::Break(..))))
            .collect();
        // The first of them stands before the block itself where there is text before it.
        let own = usize::from(start > 0 && breaks.first() == Some(&start));
        let inner = breaks.get(own..).unwrap_or_default();
        let mut torn: Vec<usize> = Vec::new();
        if inner.len() < SHORT_BLOCK {
            torn.extend(inner);
        } else if let Some(first) = inner.first() {
            torn.push(*first);
            torn.extend(inner.last());
        }
        for at in torn {
            if let Some(Item::Break(at, _)) = items.get_mut(at) {
                at.cost = at.cost.max(cost);
            }
        }
    }
}
