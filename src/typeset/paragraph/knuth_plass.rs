//! Total-fit line breaking: of all ways to break a paragraph, the one with the fewest demerits.
//!
//! The algorithm is that of Knuth and Plass, *Breaking Paragraphs into Lines* (Software: Practice and
//! Experience 11, 1981), with the demerits that TeX uses (Knuth, *Digital Typography*, chapter 3,
//! addendum). Added are: margin kerning as part of a line's width, a limit to hyphens in a row, a
//! last line that is not too short, and lines that are not justified.

#![allow(
    clippy::indexing_slicing,
    reason = "the inner loop; `active` holds numbers of `nodes`, which only grow, and a class is below CLASSES"
)]

mod node;

use self::node::{Candidate, Node, Place, Totals, first_box_protrusion, fitness};
use super::item::{Breakpoint, Item};
use super::settings::{Force, LineWidths, Settings};

/// The most breaks that may be waiting at once. A line rarely has a tenth of them; more come only
/// from text without width.
const MAX_ACTIVE: usize = 400;

/// The number of hyphens in a row that are told apart.
const HYPHEN_CLASSES: usize = 4;
const CLASSES: usize = 4 * HYPHEN_CLASSES;

/// Breaks a paragraph, whose last item must be a forced break. Gives the end of each line, or `None` when no
/// way keeps all lines within the tolerance.
pub fn break_lines(
    items: &[Item],
    widths: &LineWidths,
    settings: &Settings,
) -> Option<Vec<Breakpoint>> {
    best(items, widths, settings, &Bounds::default()).map(|breaking| breaking.breaks)
}

/// A way to break a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Breaking {
    /// The end of each line.
    pub(super) breaks: Vec<Breakpoint>,
    /// What it costs.
    pub(super) demerits: f64,
}

/// What a way to break a paragraph may not do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds<'a> {
    /// Break at these items.
    pub(super) avoid: &'a [usize],
    /// Cost more.
    pub(super) most: f64,
}

impl Default for Bounds<'_> {
    fn default() -> Self {
        Self {
            avoid: &[],
            most: f64::INFINITY,
        }
    }
}

/// The best way to break a paragraph within bounds.
pub(super) fn best(
    items: &[Item],
    widths: &LineWidths,
    settings: &Settings,
    bounds: &Bounds<'_>,
) -> Option<Breaking> {
    let mut search = Search::new(items, widths, settings);
    search.most = bounds.most;
    let mut protrude_end = 0;
    let mut after_box = false;
    for (at, item) in items.iter().enumerate() {
        let place = match *item {
            Item::Box {
                width,
                elastic,
                protrude_end: hang,
                ..
            } => {
                search.totals.width += width.to_sp();
                search.totals.elastic += elastic.to_sp();
                protrude_end = hang.to_sp();
                after_box = true;
                continue;
            }
            Item::Glue { .. } => after_box.then_some(Place {
                item: at,
                width: 0,
                protrude: protrude_end,
                cost: 0,
                flagged: false,
                forced: false,
                last: false,
            }),
            Item::Penalty {
                width,
                protrude_end: hang,
                cost,
                flagged,
            } => (cost < Item::FORBIDDEN).then_some(Place {
                item: at,
                width: width.to_sp(),
                protrude: if width.is_zero() {
                    protrude_end
                } else {
                    hang.to_sp()
                },
                cost,
                flagged,
                forced: cost <= Item::FORCED,
                last: at + 1 == items.len(),
            }),
        };
        if let Some(place) = place.filter(|place| !bounds.avoid.contains(&place.item)) {
            search.consider(&place);
            if search.active.is_empty() {
                return None;
            }
        }
        if let Item::Glue {
            width,
            stretch,
            shrink,
            fill,
        } = *item
        {
            search.totals.width += width.to_sp();
            search.totals.stretch += stretch.to_sp();
            search.totals.shrink += shrink.to_sp();
            search.totals.fills += u32::from(fill);
        }
        // A penalty keeps what was before it: no break at glue after a forbidden one.
        after_box = false;
    }
    search.finish()
}

struct Search<'a> {
    items: &'a [Item],
    widths: &'a LineWidths,
    settings: &'a Settings,
    nodes: Vec<Node>,
    active: Vec<usize>,
    added: Vec<usize>,
    totals: Totals,
    /// From this line on, all are of one width and need not be told apart.
    easy_line: usize,
    best: [Option<Candidate>; CLASSES],
    /// The most that a way may cost.
    most: f64,
    /// The farthest that any item hangs into the margin at a line's end.
    most_hang: i64,
}

impl<'a> Search<'a> {
    fn new(items: &'a [Item], widths: &'a LineWidths, settings: &'a Settings) -> Self {
        let protrude = first_box_protrusion(items, 0);
        Self {
            items,
            widths,
            settings,
            nodes: vec![Node {
                item: 0,
                line: 0,
                fitness: 1,
                hyphens: 0,
                totals: Totals::default(),
                protrude,
                demerits: 0.0,
                ratio: 0.0,
                previous: usize::MAX,
            }],
            active: vec![0],
            added: Vec::new(),
            totals: Totals::default(),
            easy_line: if settings.lines.is_none() {
                widths.first.len()
            } else {
                usize::MAX
            },
            best: [None; CLASSES],
            most: f64::INFINITY,
            most_hang: items
                .iter()
                .map(|item| match item {
                    Item::Box { protrude_end, .. } | Item::Penalty { protrude_end, .. } => {
                        protrude_end.to_sp()
                    }
                    Item::Glue { .. } => 0,
                })
                .max()
                .unwrap_or(0),
        }
    }

    /// Extends all ways that can come to this place by a line that ends here.
    fn consider(&mut self, place: &Place) {
        let mut read = 0;
        let mut kept = 0;
        let count = self.active.len();
        let mut added = std::mem::take(&mut self.added);
        while read < count {
            let group = self.group(self.nodes[self.active[read]].line);
            let mut any = false;
            while read < count {
                let at = self.active[read];
                let node = self.nodes[at];
                if self.group(node.line) != group {
                    break;
                }
                read += 1;
                let ratio = self.ratio(&node, place);
                let too_long = ratio < -1.0;
                if !too_long && ratio <= self.settings.tolerance {
                    any |= self.offer(at, &node, place, ratio);
                }
                let dead = too_long && (self.settings.force == Force::Yes || self.is_beyond(&node));
                if dead || place.forced {
                    let only = read == count && kept == 0 && !any && added.is_empty();
                    if only && self.settings.force == Force::Yes {
                        any = true;
                        self.offer_forced(at, &node, place, ratio);
                    }
                } else {
                    self.active[kept] = at;
                    kept += 1;
                }
            }
            if any {
                self.add_best(place, &mut added);
            }
        }
        self.active.truncate(kept);
        if !added.is_empty() {
            self.active.append(&mut added);
            let (nodes, easy) = (&self.nodes, self.easy_line);
            self.active
                .sort_by_key(|at| nodes.get(*at).map_or(0, |n| n.line.min(easy)));
        }
        self.added = added;
        if self.active.len() > MAX_ACTIVE {
            self.active.drain(..self.active.len() - MAX_ACTIVE);
        }
    }

    /// Lines that need not be told apart have one number.
    fn group(&self, line: usize) -> usize {
        line.min(self.easy_line)
    }

    /// True when no later place can end a line from this node either. A line can become shorter
    /// from one place to the next only by a hyphen that it no longer ends with, or by what its
    /// last sign hangs into the margin.
    fn is_beyond(&self, node: &Node) -> bool {
        let mut least = self.totals.width - node.totals.width - node.protrude - self.most_hang;
        if self.settings.ragged.is_none() {
            least -=
                self.totals.shrink - node.totals.shrink + self.totals.elastic - node.totals.elastic;
        }
        least > self.widths.get(node.line).to_sp()
    }

    fn ratio(&self, node: &Node, place: &Place) -> f64 {
        let width =
            self.totals.width - node.totals.width + place.width - node.protrude - place.protrude;
        let gap = self.widths.get(node.line).to_sp() - width;
        let fills = self.totals.fills > node.totals.fills;
        if gap >= 0 {
            if fills || gap == 0 {
                return 0.0;
            }
            if let Some(ragged) = self.settings.ragged {
                return if place.forced {
                    0.0
                } else {
                    gap as f64 / ragged.to_sp().max(1) as f64
                };
            }
            let stretch = self.totals.stretch - node.totals.stretch + self.totals.elastic
                - node.totals.elastic
                + self.settings.emergency.to_sp();
            if stretch > 0 {
                gap as f64 / stretch as f64
            } else {
                f64::INFINITY
            }
        } else {
            let shrink =
                self.totals.shrink - node.totals.shrink + self.totals.elastic - node.totals.elastic;
            if shrink > 0 && self.settings.ragged.is_none() {
                gap as f64 / shrink as f64
            } else {
                f64::NEG_INFINITY
            }
        }
    }

    /// Notes a way to the place if it is the best of its class.
    fn offer(&mut self, from: usize, node: &Node, place: &Place, ratio: f64) -> bool {
        let hyphens = if place.flagged { node.hyphens + 1 } else { 0 };
        if hyphens > self.settings.max_hyphens {
            return false;
        }
        let demerits = node.demerits + self.demerits(node, place, ratio);
        if demerits > self.most {
            return false;
        }
        let class = usize::from(fitness(ratio)) * HYPHEN_CLASSES
            + usize::from(hyphens).min(HYPHEN_CLASSES - 1);
        let slot = &mut self.best[class];
        if slot.is_none_or(|best| demerits < best.demerits) {
            *slot = Some(Candidate {
                demerits,
                ratio,
                from,
                line: node.line,
            });
        }
        true
    }

    /// Takes the only way that is left, though the line is overfull or too loose.
    fn offer_forced(&mut self, from: usize, node: &Node, place: &Place, ratio: f64) {
        let class = usize::from(fitness(ratio)) * HYPHEN_CLASSES
            + usize::from(if place.flagged { node.hyphens + 1 } else { 0 }).min(HYPHEN_CLASSES - 1);
        self.best[class] = Some(Candidate {
            demerits: node.demerits,
            ratio: ratio.clamp(-1.0, 1_000.0),
            from,
            line: node.line,
        });
    }

    fn demerits(&self, node: &Node, place: &Place, ratio: f64) -> f64 {
        let settings = self.settings;
        let badness = (100.0 * ratio.abs() * ratio.abs() * ratio.abs()).min(1e7);
        let line = settings.line_penalty + badness;
        let mut demerits = line * line;
        if !place.forced {
            let cost = f64::from(place.cost);
            demerits += if cost >= 0.0 {
                cost * cost
            } else {
                -cost * cost
            };
        }
        if node.hyphens > 0 {
            if place.flagged {
                demerits += settings.hyphens_demerits;
            } else if place.last {
                demerits += settings.final_hyphen_demerits;
            }
        }
        if settings.ragged.is_none() && fitness(ratio).abs_diff(node.fitness) > 1 {
            demerits += settings.fitness_demerits;
        }
        if place.last && node.line > 0 {
            let width = self.totals.width - node.totals.width;
            if width < settings.last_line_min.to_sp() {
                demerits += settings.last_line_demerits;
            }
        }
        demerits
    }

    /// Makes the best ways of a group of lines active.
    fn add_best(&mut self, place: &Place, added: &mut Vec<usize>) {
        let start = self.line_start(place.item);
        let protrude = first_box_protrusion(self.items, start.0);
        let found = std::mem::replace(&mut self.best, [None; CLASSES]);
        for (class, best) in found.iter().enumerate() {
            let Some(best) = best else {
                continue;
            };
            // What follows can tell two ways apart by their fitness alone, unless the dearer one has
            // fewer hyphens in a row: then it may go on where the other may not.
            let rival = found
                .iter()
                .enumerate()
                .filter(|(other, _)| other % HYPHEN_CLASSES <= class % HYPHEN_CLASSES)
                .filter_map(|(_, rival)| rival.map(|r| r.demerits))
                .fold(f64::INFINITY, f64::min);
            if best.demerits > rival + self.settings.fitness_demerits {
                continue;
            }
            self.nodes.push(Node {
                item: place.item,
                line: best.line + 1,
                fitness: (class / HYPHEN_CLASSES) as u8,
                hyphens: (class % HYPHEN_CLASSES) as u8,
                totals: start.1,
                protrude,
                demerits: best.demerits,
                ratio: best.ratio,
                previous: best.from,
            });
            added.push(self.nodes.len() - 1);
        }
    }

    /// The first item of the line after a break, and the sums up to it: glue and penalties vanish.
    fn line_start(&self, from: usize) -> (usize, Totals) {
        let mut totals = self.totals;
        for (at, item) in self.items.iter().enumerate().skip(from) {
            match *item {
                Item::Box { .. } => return (at, totals),
                Item::Glue {
                    width,
                    stretch,
                    shrink,
                    fill,
                } => {
                    totals.width += width.to_sp();
                    totals.stretch += stretch.to_sp();
                    totals.shrink += shrink.to_sp();
                    totals.fills += u32::from(fill);
                }
                Item::Penalty { cost, .. } => {
                    if cost <= Item::FORCED && at > from {
                        return (at, totals);
                    }
                }
            }
        }
        (self.items.len(), totals)
    }

    fn finish(self) -> Option<Breaking> {
        let wanted = self.settings.lines;
        let mut at = self
            .active
            .iter()
            .copied()
            .filter(|at| wanted.is_none_or(|lines| self.nodes[*at].line == lines))
            .min_by(|a, b| self.nodes[*a].demerits.total_cmp(&self.nodes[*b].demerits))?;
        let demerits = self.nodes[at].demerits;
        let mut breaks = Vec::with_capacity(self.nodes[at].line);
        while at != 0 {
            let node = &self.nodes[at];
            breaks.push(Breakpoint {
                item: node.item,
                ratio: node.ratio,
            });
            at = node.previous;
        }
        breaks.reverse();
        Some(Breaking { breaks, demerits })
    }
}

#[cfg(test)]
mod tests;
