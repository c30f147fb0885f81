//! Building the column: space and places to break are held back until the next box comes.

use std::sync::Arc;

use super::{Flow, Place};
use crate::diag::{Code, Diagnostic};
use crate::document::AnchorId;
use crate::typeset::galley::{Galley, Item, Part, VBox, height_of};
use crate::typeset::paginate::{FloatPlace, VBreak, VFloat, VSpace};
use crate::units::Length;

/// Whether a page may end before the next box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Keep {
    /// It may, at the cost that is pending.
    #[default]
    Free,
    /// It may not.
    Together,
}

/// What waits for the next box.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pending {
    space: VSpace,
    keep: Keep,
    cost: i32,
    turn_cost: i32,
    forced: bool,
    repeat: Option<Arc<VBox>>,
    anchors: Vec<AnchorId>,
}

/// A column put aside while another is made.
pub(crate) struct Aside {
    items: Vec<Item>,
    pending: Pending,
    marker: Vec<Part>,
}

impl Flow<'_> {
    /// Asks for space before the next box. Of several, the largest counts.
    pub(crate) fn space(&mut self, natural: Length, stretch: Length) {
        let space = &mut self.pending.space;
        space.natural = space.natural.max(natural);
        space.stretch = space.stretch.max(stretch);
    }

    /// Puts the next box so far below a line of the grid.
    pub(crate) fn snap(&mut self, offset: Length) {
        self.pending.space.snap = Some(offset);
    }

    /// Keeps the next box on the page of the one before it.
    pub(crate) fn keep(&mut self) {
        self.pending.keep = Keep::Together;
    }

    /// Makes a break before the next box cost something. Costs add up.
    pub(crate) fn cost(&mut self, cost: i32, turn_cost: i32) {
        self.pending.cost += cost;
        self.pending.turn_cost += turn_cost;
    }

    /// Begins a new page before the next box.
    pub(crate) fn new_page(&mut self) {
        self.pending.forced = true;
    }

    /// Repeats a box at the head of the page if it begins with the next box.
    pub(crate) fn repeat(&mut self, head: Arc<VBox>) {
        self.pending.repeat = Some(head);
    }

    /// Puts an anchor at the next box.
    pub(crate) fn anchor(&mut self, id: Option<&str>) {
        if let Some(id) = id {
            self.pending.anchors.push(AnchorId::new(id));
        }
    }

    /// Sets something beside the next box: the bullet of an item.
    pub(crate) fn beside(&mut self, part: Part) {
        self.marker.push(part);
    }

    /// Adds a box.
    pub(crate) fn push(&mut self, mut next: VBox) {
        let mut pending = std::mem::take(&mut self.pending);
        let items = &mut self.galley.items;
        if !items.is_empty() {
            if pending.forced {
                items.push(Item::Break(VBreak::at_cost(VBreak::FORCED), None));
            } else if pending.keep == Keep::Free {
                let lead_in = pending.repeat.as_ref().map_or(Length::ZERO, |r| r.height);
                let at = VBreak {
                    cost: pending.cost.clamp(-5_000, 9_000),
                    turn_cost: pending.turn_cost,
                    lead_in,
                };
                items.push(Item::Break(at, pending.repeat));
            }
            if pending.space != VSpace::default() {
                items.push(Item::Space(pending.space));
            }
        }
        for part in self.marker.drain(..).rev() {
            next.prepend(part);
        }
        next.anchors.append(&mut pending.anchors);
        self.galley.items.push(Item::Box(next));
    }

    /// Adds a picture that may move to the next page, with the space around it.
    pub(crate) fn push_float(&mut self, next: VBox, around: Length) {
        let grid = self.layout.leading;
        let whole = |height: Length| {
            let lines = (height.to_sp() + grid.to_sp() - 1) / grid.to_sp().max(1);
            grid * lines
        };
        let natural = around * 2 + next.height;
        let float = VFloat {
            inline: whole(natural),
            top: whole(next.height + around),
            place: FloatPlace::InText,
        };
        let offset = around + (float.inline - natural) / 2;
        let mut next = next;
        next.anchors.append(&mut self.pending.anchors);
        let items = &mut self.galley.items;
        if !items.is_empty() && self.pending.keep == Keep::Free {
            let mut pending = std::mem::take(&mut self.pending);
            if pending.forced {
                items.push(Item::Break(VBreak::at_cost(VBreak::FORCED), None));
            } else {
                items.push(Item::Break(VBreak::at_cost(pending.cost), None));
            }
            pending.space.snap = Some(Length::ZERO);
            items.push(Item::Space(pending.space));
        }
        self.galley.items.push(Item::Float(float, next, offset));
    }

    /// Adds what has a page for itself. The text goes on as if it were not there; notes that it refers to stand
    /// on the page on which it is met, for there is no room for them on its own.
    pub(crate) fn push_plate(&mut self, mut plate: VBox) {
        plate.anchors.append(&mut self.pending.anchors);
        let notes = std::mem::take(&mut plate.notes);
        let notes = (notes > 0).then(|| {
            Item::Box(VBox {
                notes,
                ..VBox::default()
            })
        });
        let height = self.layout.height();
        let items = &mut self.galley.items;
        let begins = items.len() == self.galley.plates_first;
        self.galley.plates_first += usize::from(begins);
        if !begins {
            items.extend(notes.clone());
            if std::mem::take(&mut self.pending.forced) {
                items.push(Item::Break(VBreak::at_cost(VBreak::FORCED), None));
            }
        }
        items.push(Item::Float(VFloat::page(height), plate, Length::ZERO));
        if begins {
            items.extend(notes);
        }
    }

    /// Begins a column of its own; notes go on to be gathered.
    pub(crate) fn aside(&mut self) -> Aside {
        self.asides += 1;
        Aside {
            items: std::mem::take(&mut self.galley.items),
            pending: std::mem::take(&mut self.pending),
            marker: std::mem::take(&mut self.marker),
        }
    }

    /// Ends a column of its own, returns it and goes on with the one put aside.
    pub(crate) fn resume(&mut self, aside: Aside) -> Vec<Item> {
        self.asides = self.asides.saturating_sub(1);
        let items = std::mem::replace(&mut self.galley.items, aside.items);
        let mut late = std::mem::replace(&mut self.pending, aside.pending);
        self.pending.anchors.append(&mut late.anchors);
        self.marker = aside.marker;
        items
    }

    /// How many items there are: the start of what is pushed next.
    pub(crate) fn mark(&self) -> usize {
        self.galley.items.len()
    }

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
        let space = self.galley.items[start..]
            .iter_mut()
            .take(2)
            .find_map(|item| match item {
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

    /// Reports what is higher than the room that a page has for it.
    pub(crate) fn tall(&mut self, what: &str, (height, room): (Length, Length), place: Place) {
        if height <= room {
            return;
        }
        self.diagnostics.push(
            Diagnostic::warning(
                Code::TallBlock,
                format!("{what} is taller than a page and is torn or runs over its foot"),
            )
            .at(place.span)
            .help("make it shorter, or the edition's page larger"),
        );
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
    pub(crate) fn keep_low(&mut self, start: usize, (share, least): (f64, i32)) {
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

    /// The galley being made.
    pub(crate) fn galley_mut(&mut self) -> &mut Galley {
        &mut self.galley
    }
}
