//! Words become boxes, with penalties where they may be broken.

use super::build::{Cut, Layout, Source, SourceKind, Words};
use super::item::Item;
use super::line::ParagraphShape;
use super::protrude;
use crate::style::Align;
use crate::typeset::text::{Atom, Edges, RichText, RunKind, TextEngine, WordId};
use crate::units::Length;

/// The price of a hyphen by patterns, of one that the author marked, and of tearing a word.
const HYPHEN_COST: i32 = 120;
const SOFT_HYPHEN_COST: i32 = 30;
pub(super) const TEAR_COST: i32 = 2_000;

impl TextEngine<'_> {
    /// The boxes of a word, with penalties where it may be broken.
    pub(super) fn word_items(
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
            let (hyphen, width) = self.hyphen(atom, size);
            (width, size * i64::from(self.words.edges(hyphen).end) / 1000)
        } else {
            (Length::ZERO, Length::ZERO)
        };
        let whole = self.words.edges(word);
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
            let edges = if hang {
                self.piece_edges(word, piece, whole, (from == atom.start, to == atom.end))
            } else {
                Edges::default()
            };
            layout.push(
                Item::Box {
                    width: part,
                    elastic: if shape.align == Align::Justify {
                        part * layout.elastic / 1000
                    } else {
                        zero
                    },
                    protrude_start: if hang {
                        protrude::at_start(piece, edges, size, part)
                    } else {
                        zero
                    },
                    protrude_end: if hang {
                        protrude::at_end(piece, edges, size, part)
                    } else {
                        zero
                    },
                },
                source,
            );
            if let Some(cut) = layout.cuts.get(at).copied() {
                layout.push(
                    Item::Penalty {
                        width: if cut.hyphen { hyphen.0 } else { zero },
                        protrude_end: if hang && cut.hyphen { hyphen.1 } else { zero },
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

    /// How far a piece of a word may hang into the margins, where the word as a whole may so far.
    fn piece_edges(
        &mut self,
        word: WordId,
        piece: &str,
        whole: Edges,
        (starts, ends): (bool, bool),
    ) -> Edges {
        if starts && ends {
            return whole;
        }
        let (Some(first), Some(last)) = (piece.chars().next(), piece.chars().next_back()) else {
            return Edges::default();
        };
        let book = self.fonts();
        let own = self.words.edges_of(book, word, (first, last));
        Edges {
            start: if starts { whole.start } else { own.start },
            end: if ends { whole.end } else { own.end },
        }
    }
}

/// True when a letter stands directly before or after an atom: then it is a part of a word only.
pub(super) fn touches_letters(text: &RichText, atom: &Atom) -> bool {
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
