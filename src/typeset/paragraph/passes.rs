//! From a text to its lines: several passes of line breaking, each more lenient than the one before.

use super::assemble::LineSpan;
use super::build::Words;
use super::item::{Breakpoint, Item};
use super::knuth_plass::{Bounds, Breaking, best};
use super::line::{Line, ParagraphShape};
use super::rivers;
use super::settings::{Force, LineWidths, Settings};
use crate::style::Align;
use crate::typeset::text::{Paragraph, RichText, TextEngine, Widths};
use crate::units::Length;

/// One way to look for breaks.
struct Pass {
    words: Words,
    /// The loosest line that is good enough.
    tolerance: f64,
    /// Stretch added to each line, as a share of the measure in thousandths.
    emergency: i64,
    force: Force,
}

/// Without hyphens first; then with them; at last at any price. The space of a book face is narrow: a line at
/// ratio 1.4 has spaces of less than half an em, and is better than one with a hyphen.
const JUSTIFIED: &[Pass] = &[
    Pass {
        words: Words::Whole,
        tolerance: 1.4,
        emergency: 0,
        force: Force::No,
    },
    Pass {
        words: Words::Hyphenated,
        tolerance: 1.6,
        emergency: 0,
        force: Force::No,
    },
    Pass {
        words: Words::Hyphenated,
        tolerance: 2.2,
        emergency: 0,
        force: Force::No,
    },
    // Without emergency stretch, so that the loosest line of a difficult paragraph is as little loose as can be.
    Pass {
        words: Words::Hyphenated,
        tolerance: 3.6,
        emergency: 0,
        force: Force::No,
    },
    Pass {
        words: Words::Hyphenated,
        tolerance: 4.0,
        emergency: 60,
        force: Force::No,
    },
    Pass {
        words: Words::Torn,
        tolerance: f64::INFINITY,
        emergency: 100,
        force: Force::Yes,
    },
];

/// For lines of their natural width, where a line that falls short by three em counts as loose.
const RAGGED: &[Pass] = &[
    Pass {
        words: Words::Whole,
        tolerance: 2.0,
        emergency: 0,
        force: Force::No,
    },
    Pass {
        words: Words::Hyphenated,
        tolerance: 3.0,
        emergency: 0,
        force: Force::No,
    },
    Pass {
        words: Words::Torn,
        tolerance: f64::INFINITY,
        emergency: 0,
        force: Force::Yes,
    },
];

impl TextEngine<'_> {
    /// Breaks the text that was analysed last and sets its lines.
    pub(in crate::typeset) fn break_and_assemble(
        &mut self,
        text: &RichText,
        shape: &ParagraphShape,
    ) -> Vec<Line> {
        if text.text.is_empty() {
            return Vec::new();
        }
        self.line_em = text.runs.first().map_or(Length::ZERO, |r| r.style.size);
        let widths = line_widths(shape);
        let breaks = self.search(text, shape, &widths);
        self.assemble_all(text, shape, &widths, &breaks)
    }

    /// Sets the text that was analysed last in each of these numbers of lines, where no line needs to be looser than
    /// that.
    pub(in crate::typeset) fn break_into(
        &mut self,
        text: &RichText,
        shape: &ParagraphShape,
        counts: [Option<usize>; 2],
        loosest: f64,
    ) -> [Option<Paragraph>; 2] {
        let mut found = [None, None];
        self.line_em = text.runs.first().map_or(Length::ZERO, |r| r.style.size);
        let widths = line_widths(shape);
        let mut built = None;
        for pass in passes(shape) {
            if built != Some(pass.words) {
                self.build(text, shape, pass.words);
                built = Some(pass.words);
            }
            for (count, found) in counts.iter().zip(&mut found) {
                if count.is_none() || found.is_some() {
                    continue;
                }
                let settings = Settings {
                    tolerance: pass.tolerance.min(loosest),
                    lines: *count,
                    ..self.settings(shape, pass)
                };
                let items = &self.layout.items;
                let Some(way) = best(items, &widths, &settings, &Bounds::default()) else {
                    continue;
                };
                let mut rivers = 0;
                if self.has_rivers(shape, way.breaks.len()) {
                    self.rivers.find(items, &way.breaks, &widths);
                    rivers = self.rivers.count();
                }
                *found = Some(Paragraph {
                    rivers,
                    missing: Vec::new(),
                    lines: self.assemble_all(text, shape, &widths, &way.breaks),
                });
            }
            let done =
                |(count, found): (&Option<usize>, &Option<_>)| count.is_none() || found.is_some();
            if pass.tolerance >= loosest || counts.iter().zip(&found).all(done) {
                break;
            }
        }
        found
    }

    fn assemble_all(
        &mut self,
        text: &RichText,
        shape: &ParagraphShape,
        widths: &LineWidths,
        breaks: &[Breakpoint],
    ) -> Vec<Line> {
        let mut lines = Vec::with_capacity(breaks.len());
        let mut start = 0;
        for (number, at) in breaks.iter().enumerate() {
            let span = LineSpan {
                start,
                end: at.item,
                width: widths.get(number),
            };
            lines.push(self.assemble(text, shape, &span));
            start = self.next_start(at.item);
        }
        lines
    }

    /// Whether rivers are looked for: between ideographs there are no word spaces.
    fn has_rivers(&self, shape: &ParagraphShape, lines: usize) -> bool {
        shape.align == Align::Justify && self.layout.elastic > 0 && rivers::is_worth_a_look(lines)
    }

    fn settings(&self, shape: &ParagraphShape, pass: &Pass) -> Settings {
        let justified = shape.align == Align::Justify;
        Settings {
            tolerance: pass.tolerance,
            emergency: shape.measure * pass.emergency / 1000,
            ragged: (!justified).then_some(self.line_em * 3),
            last_line_min: shape.first_indent.max(self.line_em * 2),
            force: pass.force,
            ..Settings::default()
        }
    }

    /// The breaks of the first pass that finds any.
    fn search(
        &mut self,
        text: &RichText,
        shape: &ParagraphShape,
        widths: &LineWidths,
    ) -> Vec<Breakpoint> {
        let mut built = None;
        for pass in passes(shape) {
            if built != Some(pass.words) {
                self.build(text, shape, pass.words);
                built = Some(pass.words);
            }
            let settings = self.settings(shape, pass);
            if let Some(found) = best(&self.layout.items, widths, &settings, &Bounds::default()) {
                return if self.has_rivers(shape, found.breaks.len()) {
                    self.without_rivers(found, widths, &settings)
                } else {
                    found.breaks
                };
            }
        }
        Vec::new()
    }

    /// The breaks of a way of nearly the same demerits and as many lines that has fewer rivers, if there is one.
    fn without_rivers(
        &mut self,
        mut found: Breaking,
        widths: &LineWidths,
        settings: &Settings,
    ) -> Vec<Breakpoint> {
        let items = &self.layout.items;
        self.rivers.find(items, &found.breaks, widths);
        self.river_count = self.rivers.count();
        let Some(river) = self.rivers.longest() else {
            return found.breaks;
        };
        let worth = self.rivers.worth();
        let most = found.demerits + rivers::allowance(found.demerits, worth);
        for line in river.breaks() {
            let Some(at) = found.breaks.get(line).map(|at| at.item) else {
                continue;
            };
            let bounds = Bounds { avoid: &[at], most };
            let Some(other) = best(items, widths, settings, &bounds)
                .filter(|other| other.breaks.len() == found.breaks.len())
            else {
                continue;
            };
            self.rivers.find(items, &other.breaks, widths);
            let rid = worth - self.rivers.worth();
            if other.demerits <= found.demerits + rivers::allowance(found.demerits, rid) {
                self.river_count = self.rivers.count();
                found = other;
                break;
            }
        }
        found.breaks
    }

    /// The widths of the text that was analysed last.
    pub(in crate::typeset) fn measure(&mut self, text: &RichText) -> Widths {
        let shape = ParagraphShape {
            measure: Length::MAX,
            first_indent: Length::ZERO,
            drop_indent: (0, Length::ZERO),
            align: Align::Start,
            hyphenate: false,
            protrude: false,
        };
        self.line_em = text.runs.first().map_or(Length::ZERO, |r| r.style.size);
        self.build(text, &shape, Words::Whole);
        let mut widths = Widths::default();
        let (mut piece, mut line) = (Length::ZERO, Length::ZERO);
        let mut after_box = false;
        for item in &self.layout.items {
            match item {
                Item::Box { width, .. } => {
                    piece += *width;
                    line += *width;
                    after_box = true;
                }
                Item::Glue { width, .. } => {
                    if after_box {
                        widths.min = widths.min.max(piece);
                        piece = Length::ZERO;
                    } else {
                        piece += *width;
                    }
                    line += *width;
                    after_box = false;
                }
                Item::Penalty { width, cost, .. } => {
                    if *cost < Item::FORBIDDEN {
                        widths.min = widths.min.max(piece + *width);
                        piece = Length::ZERO;
                    }
                    if *cost <= Item::FORCED {
                        widths.max = widths.max.max(line);
                        line = Length::ZERO;
                    }
                    after_box = false;
                }
            }
        }
        widths
    }
}

/// The passes for lines of a shape.
fn passes(shape: &ParagraphShape) -> impl Iterator<Item = &'static Pass> {
    let passes = match shape.align {
        Align::Justify => JUSTIFIED,
        Align::Start | Align::Center | Align::End => RAGGED,
    };
    let hyphenate = shape.hyphenate;
    passes
        .iter()
        .filter(move |pass| hyphenate || pass.words != Words::Hyphenated)
}

fn line_widths(shape: &ParagraphShape) -> LineWidths {
    let (lines, drop) = shape.drop_indent;
    let count = usize::from(lines).max(1);
    let first = (0..count)
        .map(|line| {
            let mut width = shape.measure;
            if line < usize::from(lines) {
                width -= drop;
            }
            if line == 0 {
                width -= shape.first_indent;
            }
            width.max(Length::ZERO)
        })
        .collect();
    LineWidths {
        first,
        rest: shape.measure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::text::sample::{fonts, plain, shape};

    const TIMES: &str = "It was the best of times, it was the worst of times, it was the age of wisdom, it was \
        the age of foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the \
        season of Light, it was the season of Darkness, it was the spring of hope, it was the winter of \
        despair, we had everything before us, we had nothing before us, we were all going direct to \
        Heaven, we were all going direct the other way.";

    /// A paragraph without hyphens at many widths: rivers before and after, and the demerits of both.
    #[test]
    fn rivers_give_way_to_breakings_of_nearly_the_same_cost() {
        let text = plain(TIMES, "en");
        let mut engine = TextEngine::new(fonts());
        let (mut before, mut after) = (0, 0);
        for width in 150..350 {
            let mut shape = shape(f64::from(width));
            shape.hyphenate = false;
            let set = engine.set(&text, &shape);
            let settings = Settings {
                tolerance: 1.4,
                last_line_min: engine.line_em * 2,
                ..Settings::default()
            };
            let widths = line_widths(&shape);
            let items = engine.layout.items.clone();
            let Some(first) = best(&items, &widths, &settings, &Bounds::default()) else {
                continue;
            };
            engine.rivers.find(&items, &first.breaks, &widths);
            before += engine.rivers.count();
            after += set.rivers;
            assert!(set.rivers <= engine.rivers.count());
            assert_eq!(set.lines.len(), first.breaks.len());
        }
        assert!(after > 0 && after * 10 < before * 9, "{before} {after}");
    }

    #[test]
    fn a_text_is_set_in_another_number_of_lines_where_that_is_good() {
        let text = plain(TIMES, "en");
        let mut engine = TextEngine::new(fonts());
        let mut longer = 0;
        for width in 150..350 {
            let shape = shape(f64::from(width));
            let best = engine.set(&text, &shape).lines.len();
            let counts = [Some(best + 1), Some(best / 2)];
            let [more, hopeless] = engine.set_in(&text, &shape, counts, 1.5);
            assert!(hopeless.is_none());
            if let Some(more) = more {
                longer += 1;
                assert_eq!(more.lines.len(), best + 1);
                assert!(more.lines.iter().all(|line| line.ratio < 1.52));
            }
            let [none, same] = engine.set_in(&text, &shape, [None, Some(best)], 4.0);
            assert!(none.is_none());
            assert!(same.is_none_or(|set| set.lines.len() == best));
        }
        assert!(longer > 20, "{longer}");
    }
}
