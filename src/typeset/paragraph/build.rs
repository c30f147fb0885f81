//! Atoms become boxes, glue and penalties.

use super::grid::{self, Edge, Gap};
use super::input::Input;
use super::item::Item;
use super::list::{ItemList, Source, SourceKind};
use crate::locale::Locale;
use crate::style::Align;
use crate::typeset::text::{
    Atom, AtomKind, BreakAt, MAX_WORD, RunKind, Shaper, SpaceWidth, WordId,
};
use crate::units::Length;

/// How words are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WordBreaks {
    /// Between words only, and where the author allows.
    Whole,
    /// With hyphens by the patterns of their language.
    Hyphenated,
    /// Words that are wider than a line also anywhere.
    Torn,
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

/// Memory for the parts of a word.
#[derive(Default)]
pub(super) struct CutBuffers {
    pub(super) cuts: Vec<Cut>,
    /// The offsets in the word at which its parts end.
    pub(super) offsets: Vec<u32>,
    /// The widths of the word up to them.
    pub(super) widths: Vec<Length>,
}

/// The shares of a word space by which it stretches and shrinks, in thousandths.
const STRETCH: i64 = 600;
const SHRINK: i64 = 240;
/// As much as that makes half an em of the quarter of one (JLREQ 3.8.4).
const STRETCH_IN_SQUARES: i64 = 1000;
/// How much the glyphs of a line may be scaled, in thousandths.
const ELASTIC: i64 = 20;

/// The price of tearing a word.
pub(super) const TEAR_COST: i32 = 2_000;

/// Makes the items of a text: `list` holds them afterwards.
pub(super) fn build(
    input: &Input<'_>,
    word_breaks: WordBreaks,
    shaper: &mut Shaper<'_>,
    buffers: &mut CutBuffers,
    list: &mut ItemList,
) {
    list.clear();
    // Ideographs stand in squares: the space between them gives way, not they.
    let first = input.text.runs.first();
    let squares = first.is_some_and(|run| Locale::of(&run.lang).has_squares());
    list.elastic = if squares { 0 } else { ELASTIC };
    let builder = Builder {
        input,
        word_breaks,
        shaper,
        buffers,
        list,
        next_break: 0,
        spaces: (0, false),
    };
    builder.build();
}

/// A list of items while it is made.
pub(super) struct Builder<'a, 'f> {
    pub(super) input: &'a Input<'a>,
    pub(super) word_breaks: WordBreaks,
    pub(super) shaper: &'a mut Shaper<'f>,
    pub(super) buffers: &'a mut CutBuffers,
    pub(super) list: &'a mut ItemList,
    /// The first of the places to break that was not passed yet.
    pub(super) next_break: usize,
    /// The atom after the last run of spaces that was looked at, and whether a line may end there.
    spaces: (usize, bool),
}

impl Builder<'_, '_> {
    fn build(mut self) {
        let atoms = self.input.analysis.atoms.as_slice();
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
                    self.list.end_line(source, filled, empty);
                    (filled, empty) = (false, true);
                    continue;
                }
                AtomKind::Fill => {
                    filled = true;
                    self.list.push_fill(source);
                }
                AtomKind::Object => {
                    let width = match self.input.run(atom).map(|run| run.kind) {
                        Some(RunKind::Object { width, .. }) => width,
                        _ => Length::ZERO,
                    };
                    self.list.push_rigid(width, source);
                    self.boundary(atom, next, source);
                }
                AtomKind::Space { word, width } => {
                    let run = self.input.run(atom);
                    let verbatim = run.is_some_and(|run| run.kind == RunKind::Verbatim);
                    if empty && !verbatim {
                        continue;
                    }
                    if empty {
                        // Space at the start of a line that the author began is kept.
                        let before = Source {
                            to: atom.start,
                            ..source
                        };
                        self.list.push_rigid(Length::ZERO, before);
                    }
                    let glue = self.space_glue(atom, word, width);
                    if !self.space_breaks(index) {
                        self.list.push_penalty(Item::FORBIDDEN, false, source);
                    }
                    self.list.push(glue, source);
                }
                AtomKind::Word { word } => {
                    self.word(index, atom, word);
                    self.boundary(atom, next, source);
                }
            }
            empty = false;
        }
        let length = self.input.text.text.len() as u32;
        let end = Source {
            atom: atoms.len() as u32,
            from: length,
            to: length,
            kind: SourceKind::Penalty,
        };
        // A break at the very end ends the last line; it does not begin another.
        let ended = atoms
            .last()
            .is_some_and(|atom| matches!(atom.kind, AtomKind::Break { .. }));
        if !ended {
            self.list.end_line(end, filled, empty);
        }
    }

    /// Whether a line may end at the spaces that an atom belongs to.
    fn space_breaks(&mut self, index: usize) -> bool {
        if index < self.spaces.0 {
            return self.spaces.1;
        }
        let mut end = 0;
        let mut after = index;
        let mut thin = false;
        for atom in self.input.analysis.atoms.iter().skip(index) {
            let AtomKind::Space { width, .. } = atom.kind else {
                break;
            };
            thin |= width == SpaceWidth::Thin;
            end = atom.end;
            after += 1;
        }
        let breaks = !thin && self.break_at(end).is_some();
        self.spaces = (after, breaks);
        breaks
    }

    /// The place to break at an offset, if there is one. Offsets come in their order.
    fn break_at(&mut self, at: u32) -> Option<BreakAt> {
        let breaks = &self.input.analysis.breaks;
        while breaks.get(self.next_break).is_some_and(|b| b.at < at) {
            self.next_break += 1;
        }
        breaks.get(self.next_break).copied().filter(|b| b.at == at)
    }

    fn space_glue(&self, atom: &Atom, word: WordId, kind: SpaceWidth) -> Item {
        let (size, letter_space) = self.input.size(atom);
        let mut width = self.shaper.words().width(word, size, letter_space);
        let mut elastic = self.input.shape.align == Align::Justify;
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
            _ if self.list.elastic == 0 => (STRETCH_IN_SQUARES, SHRINK),
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
    fn boundary(&mut self, atom: &Atom, next: Option<&Atom>, source: Source) {
        let Some(next) = next else { return };
        if matches!(
            next.kind,
            AtomKind::Space { .. } | AtomKind::Break { .. } | AtomKind::Fill
        ) {
            return;
        }
        let found = self.break_at(atom.end);
        if let Some(gap) = self.gap(atom, next) {
            if found.is_none() {
                self.list.push_penalty(Item::FORBIDDEN, false, source);
            }
            let glue = Item::Glue {
                width: gap.width,
                stretch: gap.stretch,
                shrink: gap.shrink,
                fill: false,
            };
            let source = Source {
                kind: SourceKind::Gap,
                ..source
            };
            self.list.push(glue, source);
            return;
        }
        let is_cut = (atom.end - atom.start) as usize >= MAX_WORD;
        match found {
            Some(found) => self
                .list
                .push_penalty(i32::from(found.cost), found.hyphen, source),
            // A word so long that it was cut may be torn there too.
            None if self.word_breaks == WordBreaks::Torn && is_cut => {
                self.list.push_penalty(TEAR_COST, false, source);
            }
            None => {}
        }
    }

    /// The space between two words that no space parts, in scripts that are written so.
    fn gap(&self, before: &Atom, after: &Atom) -> Option<Gap> {
        let (AtomKind::Word { word: first }, AtomKind::Word { word: second }) =
            (before.kind, after.kind)
        else {
            return None;
        };
        let (a, b) = (
            self.input.slice(before.start, before.end),
            self.input.slice(after.start, after.end),
        );
        let (last, next) = (a.chars().next_back()?, b.chars().next()?);
        if last.is_ascii() && next.is_ascii() {
            return None;
        }
        let edge = |atom: &Atom, word, c: char, whole: &str| {
            let run = self.input.run(atom)?;
            let size = run.style.size;
            let width = self
                .shaper
                .words()
                .width(word, size, run.style.letter_space);
            Some(Edge {
                c,
                full: whole.len() == c.len_utf8() && width * 10 > size * 8,
                stops: Locale::of(&run.lang).stops(),
            })
        };
        grid::gap(
            edge(before, first, last, a)?,
            edge(after, second, next, b)?,
            self.input.em,
        )
    }
}
