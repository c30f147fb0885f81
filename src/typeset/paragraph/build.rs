//! Atoms become boxes, glue and penalties.

use super::grid::{self, Edge, Gap, Stops};
use super::item::Item;
use super::line::ParagraphShape;
use super::word::{TEAR_COST, touches_letters};
use crate::style::Align;
use crate::typeset::text::{
    Atom, AtomKind, MAX_WORD, RichText, RunKind, SpaceWidth, TextEngine, WordId,
};
use crate::units::Length;

/// What an item stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::typeset) struct Source {
    /// The place of its atom.
    pub(super) atom: u32,
    /// The bytes of the text.
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) kind: SourceKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SourceKind {
    /// An atom or a part of it.
    Part,
    /// Space that is not in the text, between ideographs.
    Gap,
    /// A place to break.
    Penalty,
    /// A place to break with a hyphen.
    Hyphen,
}

/// The items of a paragraph with what they stand for.
#[derive(Default)]
pub(in crate::typeset) struct Layout {
    pub(super) items: Vec<Item>,
    pub(super) sources: Vec<Source>,
    pub(super) cuts: Vec<Cut>,
    pub(super) offsets: Vec<u32>,
    pub(super) widths: Vec<Length>,
    pub(super) next_break: usize,
    /// How much glyphs may be scaled, in thousandths.
    pub(super) elastic: i64,
    /// The atom after the last run of spaces that was looked at, and whether a line may end there.
    spaces: (usize, bool),
}

/// A place within a word at which it may be broken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    pub(super) at: u32,
    pub(super) cost: i32,
    pub(super) flagged: bool,
    /// True where a hyphen is added.
    pub(super) hyphen: bool,
}

/// How words are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Words {
    /// Between words only, and where the author allows.
    Whole,
    /// With hyphens by the patterns of their language.
    Hyphenated,
    /// Words that are wider than a line also anywhere.
    Torn,
}

/// The shares of a word space by which it stretches and shrinks, in thousandths.
const STRETCH: i64 = 600;
const SHRINK: i64 = 240;
/// As much as that makes half an em of the quarter of one (JLREQ 3.8.4).
const STRETCH_IN_SQUARES: i64 = 1000;
/// How much the glyphs of a line may be scaled, in thousandths.
const ELASTIC: i64 = 20;

impl Layout {
    pub(super) fn push(&mut self, item: Item, source: Source) {
        self.items.push(item);
        self.sources.push(source);
    }

    /// Takes back the spaces at the end of a line.
    fn drop_spaces(&mut self) {
        while let (Some(item), Some(source)) = (self.items.last(), self.sources.last()) {
            let space = matches!(item, Item::Glue { fill: false, .. });
            let forbids = matches!(item, Item::Penalty { cost, .. } if *cost >= Item::FORBIDDEN);
            if !(space && source.kind == SourceKind::Part || forbids) {
                break;
            }
            self.items.pop();
            self.sources.pop();
        }
    }
}

impl TextEngine<'_> {
    /// Makes the items of the text that was analysed last.
    pub(super) fn build(&mut self, text: &RichText, shape: &ParagraphShape, mode: Words) {
        let mut layout = std::mem::take(&mut self.layout);
        layout.items.clear();
        layout.sources.clear();
        layout.next_break = 0;
        layout.spaces = (0, false);
        // Ideographs stand in squares: the space between them gives way, not they.
        let lang = text.runs.first().map_or("", |run| run.lang.primary());
        layout.elastic = if matches!(lang, "zh" | "ja" | "yue") {
            0
        } else {
            ELASTIC
        };
        let atoms = std::mem::take(&mut self.analysis.atoms);
        // After the last forced break: whether a fill has come, and whether anything has.
        let (mut filled, mut empty) = (false, true);
        for (index, atom) in atoms.iter().enumerate() {
            let source = Source {
                atom: index as u32,
                from: atom.start,
                to: atom.end,
                kind: SourceKind::Part,
            };
            let next = atoms.get(index + 1);
            match atom.kind {
                AtomKind::Break { .. } => {
                    end_line(&mut layout, source, filled, empty);
                    (filled, empty) = (false, true);
                    continue;
                }
                AtomKind::Fill => {
                    filled = true;
                    let glue = Item::Glue {
                        width: Length::ZERO,
                        stretch: Length::ZERO,
                        shrink: Length::ZERO,
                        fill: true,
                    };
                    layout.push(FORBIDDEN, marker(source));
                    layout.push(glue, source);
                }
                AtomKind::Object => {
                    let width = match text.runs.get(atom.run as usize).map(|r| r.kind) {
                        Some(RunKind::Object { width, .. }) => width,
                        _ => Length::ZERO,
                    };
                    layout.push(rigid(width), source);
                    self.boundary(&mut layout, (text, atom, next), mode, source);
                }
                AtomKind::Space { word, width } => {
                    let verbatim = text
                        .runs
                        .get(atom.run as usize)
                        .is_some_and(|r| r.kind == RunKind::Verbatim);
                    if empty && !verbatim {
                        continue;
                    }
                    if empty {
                        // Space at the start of a line that the author began is kept.
                        layout.push(
                            rigid(Length::ZERO),
                            Source {
                                to: atom.start,
                                ..source
                            },
                        );
                    }
                    let glue = self.space_glue(&layout, (text, shape), (atom, word, width));
                    if !self.space_breaks(&mut layout, &atoms, index) {
                        layout.push(FORBIDDEN, marker(source));
                    }
                    layout.push(glue, source);
                }
                AtomKind::Word { word, .. } => {
                    let alone = !touches_letters(text, atom);
                    self.word_items(
                        &mut layout,
                        (text, shape),
                        (index, atom, word),
                        (mode, alone),
                    );
                    self.boundary(&mut layout, (text, atom, next), mode, source);
                }
            }
            empty = false;
        }
        let end = Source {
            atom: atoms.len() as u32,
            from: text.text.len() as u32,
            to: text.text.len() as u32,
            kind: SourceKind::Penalty,
        };
        // A break at the very end ends the last line; it does not begin another.
        if !atoms
            .last()
            .is_some_and(|a| matches!(a.kind, AtomKind::Break { .. }))
        {
            end_line(&mut layout, end, filled, empty);
        }
        self.analysis.atoms = atoms;
        self.layout = layout;
    }

    /// Whether a line may end at the spaces that an atom belongs to.
    fn space_breaks(&self, layout: &mut Layout, atoms: &[Atom], index: usize) -> bool {
        if index < layout.spaces.0 {
            return layout.spaces.1;
        }
        let mut end = 0;
        let mut after = index;
        let mut thin = false;
        for atom in atoms.iter().skip(index) {
            let AtomKind::Space { width, .. } = atom.kind else {
                break;
            };
            thin |= width == SpaceWidth::Thin;
            end = atom.end;
            after += 1;
        }
        let breaks = !thin && self.break_at(layout, end).is_some();
        layout.spaces = (after, breaks);
        breaks
    }

    fn break_at(&self, layout: &mut Layout, at: u32) -> Option<crate::typeset::text::BreakAt> {
        let breaks = &self.analysis.breaks;
        while breaks.get(layout.next_break).is_some_and(|b| b.at < at) {
            layout.next_break += 1;
        }
        breaks
            .get(layout.next_break)
            .copied()
            .filter(|b| b.at == at)
    }

    fn space_glue(
        &self,
        layout: &Layout,
        (text, shape): (&RichText, &ParagraphShape),
        (atom, word, kind): (&Atom, WordId, SpaceWidth),
    ) -> Item {
        let style = text.runs.get(atom.run as usize).map(|r| &r.style);
        let (size, letter_space) =
            style.map_or((Length::ZERO, Length::ZERO), |s| (s.size, s.letter_space));
        let mut width = self.words.width(word, size, letter_space);
        let mut elastic = shape.align == Align::Justify;
        match kind {
            SpaceWidth::Word | SpaceWidth::Code => {}
            SpaceWidth::Fixed => elastic = false,
            SpaceWidth::Thin => {
                width = width / 2;
                elastic = false;
            }
        }
        let (stretch, shrink) = match kind {
            _ if !elastic => (0, 0),
            // Among ideographs, spaces give way before what stands in squares does.
            _ if layout.elastic == 0 => (STRETCH_IN_SQUARES, SHRINK),
            SpaceWidth::Code => (STRETCH * 400 / 1000, SHRINK * 400 / 1000),
            _ => (STRETCH, SHRINK),
        };
        Item::Glue {
            width,
            stretch: width * stretch / 1000,
            shrink: width * shrink / 1000,
            fill: false,
        }
    }

    /// What stands between an atom that is no space and the next.
    fn boundary(
        &self,
        layout: &mut Layout,
        (text, atom, next): (&RichText, &Atom, Option<&Atom>),
        mode: Words,
        source: Source,
    ) {
        let Some(next) = next else { return };
        if matches!(
            next.kind,
            AtomKind::Space { .. } | AtomKind::Break { .. } | AtomKind::Fill
        ) {
            return;
        }
        let found = self.break_at(layout, atom.end);
        let marker = marker(source);
        let gap = self.gap(text, atom, next);
        if let Some(gap) = gap {
            if found.is_none() {
                layout.push(FORBIDDEN, marker);
            }
            let glue = Item::Glue {
                width: gap.width,
                stretch: gap.stretch,
                shrink: gap.shrink,
                fill: false,
            };
            layout.push(
                glue,
                Source {
                    kind: SourceKind::Gap,
                    ..source
                },
            );
            return;
        }
        match found {
            Some(found) => layout.push(
                Item::Penalty {
                    width: Length::ZERO,
                    protrude_end: Length::ZERO,
                    cost: i32::from(found.cost),
                    flagged: found.hyphen,
                },
                marker,
            ),
            // A word so long that it was cut may be torn there too.
            None if mode == Words::Torn && (atom.end - atom.start) as usize >= MAX_WORD => {
                layout.push(
                    Item::Penalty {
                        width: Length::ZERO,
                        protrude_end: Length::ZERO,
                        cost: TEAR_COST,
                        flagged: false,
                    },
                    marker,
                );
            }
            None => {}
        }
    }
}

impl TextEngine<'_> {
    /// The space between two words that no space parts, in scripts that are written so.
    fn gap(&self, text: &RichText, before: &Atom, after: &Atom) -> Option<Gap> {
        let (AtomKind::Word { word: first, .. }, AtomKind::Word { word: second, .. }) =
            (before.kind, after.kind)
        else {
            return None;
        };
        let slice = |atom: &Atom| text.text.get(atom.start as usize..atom.end as usize);
        let (a, b) = (slice(before)?, slice(after)?);
        let (last, next) = (a.chars().next_back()?, b.chars().next()?);
        if last.is_ascii() && next.is_ascii() {
            return None;
        }
        let edge = |atom: &Atom, word, c: char, whole: &str| {
            let run = text.runs.get(atom.run as usize)?;
            let size = run.style.size;
            let width = self.words.width(word, size, run.style.letter_space);
            Some(Edge {
                c,
                full: whole.len() == c.len_utf8() && width * 10 > size * 8,
                stops: Stops::of(&run.lang),
            })
        };
        grid::gap(
            edge(before, first, last, a)?,
            edge(after, second, next, b)?,
            self.line_em,
        )
    }
}

const FORBIDDEN: Item = Item::Penalty {
    width: Length::ZERO,
    protrude_end: Length::ZERO,
    cost: Item::FORBIDDEN,
    flagged: false,
};

fn marker(source: Source) -> Source {
    Source {
        kind: SourceKind::Penalty,
        ..source
    }
}

fn rigid(width: Length) -> Item {
    Item::Box {
        width,
        elastic: Length::ZERO,
        protrude_start: Length::ZERO,
        protrude_end: Length::ZERO,
    }
}

/// Ends a line by force. What is left of its width is filled, unless a fill in the text does so.
fn end_line(layout: &mut Layout, source: Source, filled: bool, empty: bool) {
    let source = marker(source);
    layout.drop_spaces();
    if empty {
        layout.push(rigid(Length::ZERO), source);
    }
    if !filled {
        layout.push(FORBIDDEN, source);
        layout.push(
            Item::Glue {
                width: Length::ZERO,
                stretch: Length::ZERO,
                shrink: Length::ZERO,
                fill: true,
            },
            source,
        );
    }
    layout.push(
        Item::Penalty {
            width: Length::ZERO,
            protrude_end: Length::ZERO,
            cost: Item::FORCED,
            flagged: false,
        },
        source,
    );
}
