//! Words become boxes, with penalties where they may be broken.

use super::build::{Builder, Cut, TEAR_COST, WordBreaks};
use super::item::Item;
use super::list::{Source, SourceKind};
use super::protrude;
use crate::style::Align;
use crate::typeset::text::{Atom, Edges, RichText, RunKind, TextRun, WordId};
use crate::units::Length;

/// The price of a hyphen by patterns, and of one that the author marked.
const HYPHEN_COST: i32 = 120;
const SOFT_HYPHEN_COST: i32 = 30;

/// A word of the text.
#[derive(Clone, Copy)]
struct Word<'a> {
    id: WordId,
    atom: &'a Atom,
    run: &'a TextRun,
    text: &'a str,
    width: Length,
}

impl Builder<'_, '_> {
    /// Adds the boxes of a word, with penalties where it may be broken.
    pub(super) fn word(&mut self, index: usize, atom: &Atom, id: WordId) {
        let Some(run) = self.input.run(atom) else {
            return;
        };
        let (size, letter_space) = (run.style.size, run.style.letter_space);
        let word = Word {
            id,
            atom,
            run,
            text: self.input.slice(atom.start, atom.end),
            width: self.shaper.words().width(id, size, letter_space),
        };
        self.find_cuts(&word);
        self.measure_parts(&word);
        self.push_parts(index, &word);
    }

    /// Finds where a word may be broken: by the rules of Unicode, with hyphens, anywhere.
    fn find_cuts(&mut self, word: &Word<'_>) {
        let (atom, run) = (word.atom, word.run);
        let buffers = &mut *self.buffers;
        buffers.cuts.clear();
        while let Some(found) = self.input.analysis.breaks.get(self.next_break) {
            if found.at >= atom.end {
                break;
            }
            if found.at > atom.start {
                let soft = word
                    .text
                    .get(..(found.at - atom.start) as usize)
                    .is_some_and(|before| before.ends_with('\u{AD}'));
                buffers.cuts.push(Cut {
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
            self.next_break += 1;
        }
        let shape = self.input.shape;
        if self.word_breaks >= WordBreaks::Hyphenated
            && shape.hyphenate
            && run.kind == RunKind::Text
            && !touches_letters(self.input.text, atom)
        {
            buffers.offsets.clear();
            self.shaper
                .hyphen_points(word.id, &run.lang, word.text, &mut buffers.offsets);
            for at in &buffers.offsets {
                buffers.cuts.push(Cut {
                    at: atom.start + at,
                    cost: HYPHEN_COST,
                    flagged: true,
                    hyphen: true,
                });
            }
        }
        let narrowest = shape.measure - shape.drop_indent.1 - shape.first_indent;
        if self.word_breaks == WordBreaks::Torn && word.width > narrowest {
            let torn = word
                .text
                .char_indices()
                .skip(1)
                .filter(|(_, c)| !is_joined(*c));
            buffers.cuts.extend(torn.map(|(at, _)| Cut {
                at: atom.start + at as u32,
                cost: TEAR_COST,
                flagged: false,
                hyphen: false,
            }));
        }
        buffers.cuts.sort_by_key(|cut| (cut.at, cut.cost));
        buffers.cuts.dedup_by_key(|cut| cut.at);
    }

    /// Measures the word up to the end of each of its parts.
    fn measure_parts(&mut self, word: &Word<'_>) {
        let (atom, style) = (word.atom, &word.run.style);
        let buffers = &mut *self.buffers;
        buffers.offsets.clear();
        let cuts = buffers.cuts.iter();
        buffers.offsets.extend(cuts.map(|cut| cut.at - atom.start));
        buffers.offsets.push(atom.end - atom.start);
        buffers.widths.clear();
        if buffers.cuts.is_empty() {
            buffers.widths.push(word.width);
        } else {
            self.shaper.words().prefix_widths(
                word.id,
                &buffers.offsets,
                style.size,
                style.letter_space,
                &mut buffers.widths,
            );
        }
    }

    /// Adds the parts and the places between them.
    fn push_parts(&mut self, index: usize, word: &Word<'_>) {
        let (atom, size) = (word.atom, word.run.style.size);
        let zero = Length::ZERO;
        let hang = self.input.shape.protrude;
        // The width of the hyphen and how far it may hang.
        let mut hyphen = (zero, zero);
        if self.buffers.cuts.iter().any(|cut| cut.hyphen) {
            let style = self.input.style(atom);
            let sign = self.shaper.hyphen(style, atom.level % 2 == 1);
            let words = self.shaper.words();
            hyphen = (
                words.width(sign, size, zero),
                size * i64::from(words.edges(sign).end) / 1000,
            );
        }
        let whole = self.shaper.words().edges(word.id);
        let justify = self.input.shape.align == Align::Justify;
        let (mut from, mut done) = (atom.start, zero);
        for at in 0..self.buffers.offsets.len() {
            let to = atom.start + self.buffers.offsets.get(at).copied().unwrap_or(0);
            let upto = self.buffers.widths.get(at).copied().unwrap_or(word.width);
            let piece = self.input.slice(from, to);
            let width = upto - done;
            let source = Source {
                atom: index as u32,
                from,
                to,
                kind: SourceKind::Part,
            };
            let mut part = Item::Box {
                width,
                elastic: if justify {
                    width * self.list.elastic / 1000
                } else {
                    zero
                },
                protrude_start: zero,
                protrude_end: zero,
            };
            if hang
                && let Item::Box {
                    protrude_start,
                    protrude_end,
                    ..
                } = &mut part
            {
                let edges = match (from == atom.start, to == atom.end) {
                    (true, true) => whole,
                    (starts, ends) => self.piece_edges(word.id, piece, whole, starts, ends),
                };
                *protrude_start = protrude::at_start(piece, edges, size, width);
                *protrude_end = protrude::at_end(piece, edges, size, width);
            }
            self.list.push(part, source);
            if let Some(cut) = self.buffers.cuts.get(at).copied() {
                let (width, protrude_end) = match cut.hyphen {
                    true if hang => hyphen,
                    true => (hyphen.0, zero),
                    false => (zero, zero),
                };
                let kind = match cut.hyphen {
                    true => SourceKind::Hyphen,
                    false => SourceKind::Penalty,
                };
                let penalty = Item::Penalty {
                    width,
                    protrude_end,
                    cost: cut.cost,
                    flagged: cut.flagged,
                };
                self.list.push(penalty, Source { kind, ..source });
            }
            from = to;
            done = upto;
        }
    }

    /// How far a piece of a word may hang into the margins, where the word as a whole may so far. `starts` and `ends`
    /// tell whether the piece starts and ends as the word does.
    fn piece_edges(
        &mut self,
        word: WordId,
        piece: &str,
        whole: Edges,
        starts: bool,
        ends: bool,
    ) -> Edges {
        let (Some(first), Some(last)) = (piece.chars().next(), piece.chars().next_back()) else {
            return Edges::default();
        };
        let inner = self.shaper.part_edges(word, first, last);
        Edges {
            start: if starts { whole.start } else { inner.start },
            end: if ends { whole.end } else { inner.end },
        }
    }
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
