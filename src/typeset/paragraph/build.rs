//! Atoms become boxes, glue and penalties.

use super::item::Item;
use super::line::ParagraphShape;
use super::protrude;
use crate::theme::Align;
use crate::typeset::text::{Atom, AtomKind, RichText, RunKind, SpaceWidth, TextEngine, WordId};
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
    cuts: Vec<Cut>,
    offsets: Vec<u32>,
    widths: Vec<Length>,
    next_break: usize,
}

/// A place within a word at which it may be broken.
#[derive(Debug, Clone, Copy)]
struct Cut {
    at: u32,
    cost: i32,
    flagged: bool,
    hyphen: bool,
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
const STRETCH: i64 = 500;
const SHRINK: i64 = 300;
/// How much the glyphs of a line may be scaled, in thousandths.
pub(super) const ELASTIC: i64 = 20;
/// The price of a hyphen by patterns, of one that the author marked, and of tearing a word.
const HYPHEN_COST: i32 = 60;
const SOFT_HYPHEN_COST: i32 = 30;
const TEAR_COST: i32 = 2_000;

impl Layout {
    fn push(&mut self, item: Item, source: Source) {
        self.items.push(item);
        self.sources.push(source);
    }
}

impl TextEngine<'_> {
    /// Makes the items of the text that was analysed last.
    pub(super) fn build(&mut self, text: &RichText, shape: &ParagraphShape, mode: Words) {
        let mut layout = std::mem::take(&mut self.layout);
        layout.items.clear();
        layout.sources.clear();
        layout.next_break = 0;
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
                AtomKind::Break => {
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
                    self.boundary(&mut layout, atom, next, source);
                }
                AtomKind::Space { word, width } => {
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
                    let glue = self.space_glue(text, shape, (atom, word, width));
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
                    self.boundary(&mut layout, atom, next, source);
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
            .is_some_and(|a| matches!(a.kind, AtomKind::Break))
        {
            end_line(&mut layout, end, filled, empty);
        }
        self.analysis.atoms = atoms;
        self.layout = layout;
    }

    /// Whether a line may end at the spaces that an atom belongs to.
    fn space_breaks(&self, layout: &mut Layout, atoms: &[Atom], index: usize) -> bool {
        let mut end = 0;
        for atom in atoms.iter().skip(index) {
            match atom.kind {
                AtomKind::Space {
                    width: SpaceWidth::Thin,
                    ..
                } => return false,
                AtomKind::Space { .. } => end = atom.end,
                _ => break,
            }
        }
        self.break_at(layout, end).is_some()
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
        text: &RichText,
        shape: &ParagraphShape,
        (atom, word, kind): (&Atom, WordId, SpaceWidth),
    ) -> Item {
        let style = text.runs.get(atom.run as usize).map(|r| &r.style);
        let (size, letter_space) =
            style.map_or((Length::ZERO, Length::ZERO), |s| (s.size, s.letter_space));
        let mut width = self.words.width(word, size, letter_space);
        let mut elastic = shape.align == Align::Justify;
        match kind {
            SpaceWidth::Word => {}
            SpaceWidth::Fixed => elastic = false,
            SpaceWidth::Thin => {
                width = width / 2;
                elastic = false;
            }
        }
        let share = |thousandths: i64| {
            if elastic {
                width * thousandths / 1000
            } else {
                Length::ZERO
            }
        };
        Item::Glue {
            width,
            stretch: share(STRETCH),
            shrink: share(SHRINK),
            fill: false,
        }
    }

    /// What stands between an atom that is no space and the next.
    fn boundary(&self, layout: &mut Layout, atom: &Atom, next: Option<&Atom>, source: Source) {
        let Some(next) = next else { return };
        if matches!(
            next.kind,
            AtomKind::Space { .. } | AtomKind::Break | AtomKind::Fill
        ) {
            return;
        }
        let found = self.break_at(layout, atom.end);
        let gap = matches!(atom.kind, AtomKind::Word { cjk: true, .. });
        let marker = marker(source);
        match (found, gap) {
            (Some(_), true) => layout.push(
                grid_glue(self.line_em),
                Source {
                    kind: SourceKind::Gap,
                    ..source
                },
            ),
            (None, true) => {
                layout.push(FORBIDDEN, marker);
                layout.push(
                    grid_glue(self.line_em),
                    Source {
                        kind: SourceKind::Gap,
                        ..source
                    },
                );
            }
            (Some(found), false) => layout.push(
                Item::Penalty {
                    width: Length::ZERO,
                    protrude_end: Length::ZERO,
                    cost: i32::from(found.cost),
                    flagged: found.hyphen,
                },
                marker,
            ),
            (None, false) => {}
        }
    }

    /// The boxes of a word, with penalties where it may be broken.
    fn word_items(
        &mut self,
        layout: &mut Layout,
        (text, shape): (&RichText, &ParagraphShape),
        (index, atom, word): (usize, &Atom, WordId),
        (mode, alone): (Words, bool),
    ) {
        let Some(run) = text.runs.get(atom.run as usize) else {
            return;
        };
        let slice = text
            .text
            .get(atom.start as usize..atom.end as usize)
            .unwrap_or_default();
        let (size, letter_space) = (run.style.size, run.style.letter_space);
        let width = self.words.width(word, size, letter_space);
        layout.cuts.clear();
        while let Some(found) = self.analysis.breaks.get(layout.next_break) {
            if found.at >= atom.end {
                break;
            }
            if found.at > atom.start {
                let soft = slice
                    .get(..(found.at - atom.start) as usize)
                    .is_some_and(|s| s.ends_with('\u{AD}'));
                layout.cuts.push(Cut {
                    at: found.at,
                    cost: if soft {
                        SOFT_HYPHEN_COST
                    } else {
                        i32::from(found.cost)
                    },
                    flagged: found.hyphen || soft,
                    hyphen: soft,
                });
            }
            layout.next_break += 1;
        }
        if mode >= Words::Hyphenated && shape.hyphenate && alone && run.kind == RunKind::Text {
            layout.offsets.clear();
            self.hyphen_points(word, &run.lang, slice, &mut layout.offsets);
            for at in &layout.offsets {
                layout.cuts.push(Cut {
                    at: atom.start + at,
                    cost: HYPHEN_COST,
                    flagged: true,
                    hyphen: true,
                });
            }
        }
        if mode == Words::Torn && width > shape.measure - shape.drop_indent.1 - shape.first_indent {
            let torn = slice.char_indices().skip(1).filter(|(_, c)| !is_joined(*c));
            layout.cuts.extend(torn.map(|(at, _)| Cut {
                at: atom.start + at as u32,
                cost: TEAR_COST,
                flagged: false,
                hyphen: false,
            }));
        }
        layout.cuts.sort_by_key(|c| (c.at, c.cost));
        layout.cuts.dedup_by_key(|c| c.at);
        layout.offsets.clear();
        layout
            .offsets
            .extend(layout.cuts.iter().map(|c| c.at - atom.start));
        layout.offsets.push(atom.end - atom.start);
        layout.widths.clear();
        if layout.cuts.is_empty() {
            layout.widths.push(width);
        } else {
            self.words.prefix_widths(
                word,
                &layout.offsets,
                (size, letter_space),
                &mut layout.widths,
            );
        }
        let hang = shape.protrude;
        let hyphen = if layout.cuts.iter().any(|c| c.hyphen) {
            self.hyphen(atom, size).1
        } else {
            Length::ZERO
        };
        let (mut from, mut done) = (atom.start, Length::ZERO);
        for at in 0..layout.offsets.len() {
            let to = atom.start + layout.offsets.get(at).copied().unwrap_or(0);
            let upto = layout.widths.get(at).copied().unwrap_or(width);
            let piece = text
                .text
                .get(from as usize..to as usize)
                .unwrap_or_default();
            let part = upto - done;
            let source = Source {
                atom: index as u32,
                from,
                to,
                kind: SourceKind::Part,
            };
            let zero = Length::ZERO;
            layout.push(
                Item::Box {
                    width: part,
                    elastic: if shape.align == Align::Justify {
                        part * ELASTIC / 1000
                    } else {
                        zero
                    },
                    protrude_start: if hang {
                        protrude::at_start(piece, size)
                    } else {
                        zero
                    },
                    protrude_end: if hang {
                        protrude::at_end(piece, size)
                    } else {
                        zero
                    },
                },
                source,
            );
            if let Some(cut) = layout.cuts.get(at).copied() {
                layout.push(
                    Item::Penalty {
                        width: if cut.hyphen { hyphen } else { zero },
                        protrude_end: if hang && cut.hyphen {
                            protrude::at_end("-", size)
                        } else {
                            zero
                        },
                        cost: cut.cost,
                        flagged: cut.flagged,
                    },
                    Source {
                        kind: if cut.hyphen {
                            SourceKind::Hyphen
                        } else {
                            SourceKind::Penalty
                        },
                        ..source
                    },
                );
            }
            from = to;
            done = upto;
        }
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

fn grid_glue(em: Length) -> Item {
    Item::Glue {
        width: Length::ZERO,
        stretch: em * 60 / 1000,
        shrink: Length::ZERO,
        fill: false,
    }
}

/// Ends a line by force. What is left of its width is filled, unless a fill in the text does so.
fn end_line(layout: &mut Layout, source: Source, filled: bool, empty: bool) {
    let source = marker(source);
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

/// True when a letter stands directly before or after an atom: then it is a part of a word only.
fn touches_letters(text: &RichText, atom: &Atom) -> bool {
    let before = text
        .text
        .get(..atom.start as usize)
        .and_then(|t| t.chars().next_back());
    let after = text
        .text
        .get(atom.end as usize..)
        .and_then(|t| t.chars().next());
    before.is_some_and(char::is_alphabetic) || after.is_some_and(char::is_alphabetic)
}

/// Characters that cannot be parted from the one before them.
fn is_joined(c: char) -> bool {
    use unicode_script::{Script, UnicodeScript};
    c.script() == Script::Inherited || crate::font::is_invisible(c)
}
