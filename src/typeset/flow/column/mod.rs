//! Building the column: space and places to break are held back until the next box comes.

mod since;

use std::sync::Arc;

use crate::document::AnchorId;
use crate::style::PageLayout;
use crate::typeset::galley::{Frame, Galley, Item, Part, VBox};
use crate::typeset::paginate::{FloatPlace, VBreak, VFloat, VSpace};
use crate::units::Length;

/// Whether a page may end before the next box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Keep {
    /// It may, at the cost that is pending.
    #[default]
    Free,
    /// It may not.
    Together,
}

/// What waits for the next box.
#[derive(Debug, Clone, Default)]
struct Pending {
    space: VSpace,
    keep: Keep,
    cost: i32,
    turn_cost: i32,
    forced: bool,
    repeat: Option<Arc<VBox>>,
    anchors: Vec<AnchorId>,
}

/// The column that is being made: where boxes go.
pub(crate) struct Column {
    pub(crate) galley: Galley,
    layout: PageLayout,
    pending: Pending,
    /// What is set beside the next box.
    marker: Vec<Part>,
    /// How many columns are put aside.
    asides: usize,
}

/// A column put aside while another is made.
pub(crate) struct Aside {
    items: Vec<Item>,
    pending: Pending,
    marker: Vec<Part>,
}

impl Column {
    /// An empty column of a page.
    pub(crate) fn new(layout: PageLayout) -> Self {
        Self {
            galley: Galley::default(),
            layout,
            pending: Pending::default(),
            marker: Vec::new(),
            asides: 0,
        }
    }

    /// The galley made so far; a new one is begun.
    pub(crate) fn take_galley(&mut self) -> Galley {
        self.pending = Pending::default();
        self.marker.clear();
        std::mem::take(&mut self.galley)
    }

    /// Adds a frame and returns its place.
    pub(crate) fn add_frame(&mut self, frame: Frame) -> usize {
        self.galley.frames.push(frame);
        self.galley.frames.len() - 1
    }

    /// True while a column is made beside that of the text.
    pub(crate) fn is_aside(&self) -> bool {
        self.asides > 0
    }

    /// Takes the notes set since `first` out of the galley, in lines.
    pub(crate) fn take_notes(&mut self, first: usize) -> Vec<VBox> {
        let notes = &mut self.galley.notes;
        let taken = notes.split_off(first.min(notes.len()));
        taken.into_iter().flat_map(|note| note.lines).collect()
    }

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
    pub(crate) fn len(&self) -> usize {
        self.galley.items.len()
    }
}
