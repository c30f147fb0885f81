//! The search for the best breaks of a paragraph: pass by pass, and once more where word spaces make rivers.

use super::assemble::LineBuffers;
use super::build::{WordBreaks, build};
use super::input::Input;
use super::item::Breakpoint;
use super::knuth_plass::{Bounds, Breaking, best};
use super::line::ParagraphShape;
use super::list::ItemList;
use super::passes::{line_widths, passes};
use super::rivers::{self, River, Rivers};
use super::settings::{LineWidths, Settings};
use super::{Paragraph, Scratch};
use crate::style::Align;
use crate::typeset::text::Shaper;

/// Where the lines of a paragraph end.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Found {
    pub(super) breaks: Vec<Breakpoint>,
    /// The rivers in it.
    pub(super) rivers: u32,
}

/// The breaks of the first pass that finds any. Its items are those in the scratch.
pub(super) fn search(input: &Input<'_>, shaper: &mut Shaper<'_>, scratch: &mut Scratch) -> Found {
    let widths = line_widths(input.shape);
    let mut built = None;
    for pass in passes(input.shape) {
        build_once(&mut built, pass.word_breaks, input, shaper, scratch);
        let settings = pass.settings(input);
        let items = &scratch.items;
        let Some(found) = best(&items.items, &widths, &settings, &Bounds::default()) else {
            continue;
        };
        if has_rivers(input.shape, items, found.breaks.len()) {
            return without_rivers(found, items, &widths, &settings, &mut scratch.rivers);
        }
        return Found {
            breaks: found.breaks,
            rivers: 0,
        };
    }
    Found::default()
}

/// The breaks for each of these numbers of lines, where no line needs to be looser than that. `set` sets what was found
/// with the items it was found among.
pub(super) fn search_counts(
    input: &Input<'_>,
    counts: [Option<usize>; 2],
    loosest: f64,
    shaper: &mut Shaper<'_>,
    scratch: &mut Scratch,
    mut set: impl FnMut(&Found, &ItemList, &mut Shaper<'_>, &mut LineBuffers) -> Paragraph,
) -> [Option<Paragraph>; 2] {
    let widths = line_widths(input.shape);
    let mut paragraphs = [None, None];
    let mut built = None;
    for pass in passes(input.shape) {
        build_once(&mut built, pass.word_breaks, input, shaper, scratch);
        let items = &scratch.items;
        for (count, paragraph) in counts.iter().zip(&mut paragraphs) {
            if count.is_none() || paragraph.is_some() {
                continue;
            }
            let settings = Settings {
                tolerance: pass.tolerance.min(loosest),
                lines: *count,
                ..pass.settings(input)
            };
            let Some(way) = best(&items.items, &widths, &settings, &Bounds::default()) else {
                continue;
            };
            let mut rivers = 0;
            if has_rivers(input.shape, items, way.breaks.len()) {
                scratch.rivers.find(&items.items, &way.breaks, &widths);
                rivers = scratch.rivers.count();
            }
            let found = Found {
                breaks: way.breaks,
                rivers,
            };
            *paragraph = Some(set(&found, items, shaper, &mut scratch.line));
        }
        let done =
            |(count, found): (&Option<usize>, &Option<_>)| count.is_none() || found.is_some();
        if pass.tolerance >= loosest || counts.iter().zip(&paragraphs).all(done) {
            break;
        }
    }
    paragraphs
}

/// Makes the items of a pass, unless the pass before had the same.
fn build_once(
    built: &mut Option<WordBreaks>,
    word_breaks: WordBreaks,
    input: &Input<'_>,
    shaper: &mut Shaper<'_>,
    scratch: &mut Scratch,
) {
    if *built != Some(word_breaks) {
        let (buffers, items) = (&mut scratch.cuts, &mut scratch.items);
        build(input, word_breaks, shaper, buffers, items);
        *built = Some(word_breaks);
    }
}

/// Whether rivers are looked for: between ideographs there are no word spaces.
fn has_rivers(shape: &ParagraphShape, items: &ItemList, lines: usize) -> bool {
    shape.align == Align::Justify && items.elastic > 0 && rivers::is_worth_a_look(lines)
}

/// The breaks of a way of nearly the same demerits and as many lines that has fewer rivers, if there is one.
fn without_rivers(
    mut found: Breaking,
    items: &ItemList,
    widths: &LineWidths,
    settings: &Settings,
    rivers: &mut Rivers,
) -> Found {
    let items = &items.items;
    rivers.find(items, &found.breaks, widths);
    let mut count = rivers.count();
    let worth = rivers.worth();
    let most = found.demerits + rivers::allowance(found.demerits, worth);
    for line in rivers.longest().into_iter().flat_map(River::breaks) {
        let Some(at) = found.breaks.get(line).map(|at| at.item) else {
            continue;
        };
        let bounds = Bounds { avoid: &[at], most };
        let Some(other) = best(items, widths, settings, &bounds)
            .filter(|other| other.breaks.len() == found.breaks.len())
        else {
            continue;
        };
        rivers.find(items, &other.breaks, widths);
        let rid = worth - rivers.worth();
        if other.demerits <= found.demerits + rivers::allowance(found.demerits, rid) {
            count = rivers.count();
            found = other;
            break;
        }
    }
    Found {
        breaks: found.breaks,
        rivers: count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::paragraph::TextEngine;
    use crate::typeset::paragraph::sample::{fonts, plain, shape};

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
            let analysis = engine.analyse(&text);
            let set = engine.set_analysed(&text, &analysis, &shape);
            let input = Input::new(&text, &analysis, &shape);
            let settings = Settings {
                tolerance: 1.4,
                last_line_min: input.em * 2,
                ..Settings::default()
            };
            let widths = line_widths(&shape);
            let mut scratch = Scratch::default();
            let (buffers, items) = (&mut scratch.cuts, &mut scratch.items);
            build(
                &input,
                WordBreaks::Whole,
                &mut engine.shaper,
                buffers,
                items,
            );
            let items = &items.items;
            let Some(first) = best(items, &widths, &settings, &Bounds::default()) else {
                continue;
            };
            scratch.rivers.find(items, &first.breaks, &widths);
            before += scratch.rivers.count();
            after += set.rivers;
            assert!(set.rivers <= scratch.rivers.count());
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
