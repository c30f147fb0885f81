//! A text becomes atoms: words that are shaped as one, spaces and objects.
//!
//! The steps: the bidirectional levels (UAX #9), the places where lines may end (UAX #14, see [`super::breaks`]), and
//! run by run the words, each of one style and level, looked up in the cache of shaped words.

use std::ops::Range;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_script::Script as ScriptName;

use super::analysis::{Analysis, Atom, AtomKind, MAX_WORD, Missing, SpaceWidth};
use super::breaks::find_verbatim;
use super::chars::{
    CharKind, Solid, char_kind, is_full_quote, is_grid, is_rtl, is_square, may_be_rtl,
};
use super::rich::{RichText, RunKind, TextRun};
use super::shaper::Shaper;
use super::style::{RunStyle, StyleId, strong_script};
use crate::document::TextDirection;
use crate::font::is_invisible;
use crate::locale::{Locale, Spacing};

/// Takes a text apart: its words are shaped, and the places found where lines may end. The result depends on the text
/// and on the shaper's fonts alone.
pub fn analyse(shaper: &mut Shaper<'_>, text: &RichText) -> Analysis {
    shaper.trim();
    let base_level = u8::from(text.direction == TextDirection::Rtl);
    let mut levels = Vec::new();
    if base_level == 1 || text.text.chars().any(may_be_rtl) {
        let base = Level::new(base_level).unwrap_or_else(|_| Level::ltr());
        levels = ParagraphBidiInfo::new(&text.text, Some(base)).levels;
    }
    // A word with its space takes six bytes in the mean, an ideograph three: two atoms and one.
    let expected = text.text.len() / 3 + 4;
    let mut out = Analysis {
        atoms: Vec::with_capacity(expected),
        breaks: Vec::with_capacity(expected / 2),
        styles: Vec::with_capacity(text.runs.len()),
        base_level,
        missing: Vec::new(),
        epoch: shaper.epoch,
    };
    shaper
        .breaker
        .find(&text.text, &verbatim_ranges(text), &mut out.breaks);
    let mut analyser = Analyser {
        scan: Scan::new(&text.text, !levels.is_empty()),
        shaper,
        text,
        levels,
        out,
    };
    for (index, run) in text.runs.iter().enumerate() {
        analyser.run(index, run);
    }
    analyser.out
}

/// The parts of a text that are broken as code and addresses are.
fn verbatim_ranges(text: &RichText) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for run in &text.runs {
        let slice = text.text.get(run.range.clone()).unwrap_or_default();
        if run.kind == RunKind::Verbatim {
            ranges.push(run.range.clone());
        } else if run.kind == RunKind::Text {
            let foreign = Locale::of(&run.lang).east_asian.is_some();
            find_verbatim(slice, run.range.start, foreign, &mut ranges);
        }
    }
    ranges
}

/// A text while it is taken apart.
struct Analyser<'a, 'f> {
    shaper: &'a mut Shaper<'f>,
    text: &'a RichText,
    /// The level of each byte; empty where all of the text runs left to right.
    levels: Vec<Level>,
    scan: Scan,
    out: Analysis,
}

/// A part of a run that has one level.
#[derive(Clone, Copy)]
struct Place {
    run: usize,
    level: u8,
}

impl Analyser<'_, '_> {
    fn level(&self, at: usize) -> u8 {
        self.levels
            .get(at)
            .map_or(self.out.base_level, |level| level.number())
    }

    fn push(&mut self, kind: AtomKind, range: &Range<usize>, place: Place) {
        self.out.atoms.push(Atom {
            kind,
            start: range.start as u32,
            end: range.end as u32,
            run: place.run as u32,
            level: place.level,
        });
    }

    /// Takes a run apart.
    fn run(&mut self, index: usize, run: &TextRun) {
        let style = self.shaper.intern(&RunStyle {
            style: &run.style,
            lang: &run.lang,
            text: self.text.text.get(run.range.clone()).unwrap_or_default(),
            verbatim: run.kind == RunKind::Verbatim,
        });
        self.out.styles.push(style);
        let place = Place {
            run: index,
            level: self.level(run.range.start),
        };
        match run.kind {
            RunKind::Object { .. } => self.push(AtomKind::Object, &run.range, place),
            RunKind::Fill => self.push(AtomKind::Fill, &run.range, place),
            RunKind::Text | RunKind::Verbatim => self.words_and_spaces(run, place),
        }
    }

    /// Splits the text of a run into words and spaces.
    fn words_and_spaces(&mut self, run: &TextRun, mut place: Place) {
        let text = self.text;
        let slice = text.text.get(run.range.clone()).unwrap_or_default();
        let has_levels = !self.levels.is_empty();
        let solid = Solid::of(&run.lang);
        let mut word_start = run.range.start;
        let mut previous = ' ';
        for (offset, c) in slice.char_indices() {
            let at = run.range.start + offset;
            if has_levels {
                let here = self.level(at);
                if here != place.level && !is_invisible(c) {
                    self.word(word_start..at, place);
                    word_start = at;
                    place.level = here;
                }
            }
            let breaks = &self.out.breaks;
            while breaks
                .get(self.scan.next_break)
                .is_some_and(|b| (b.at as usize) < at)
            {
                self.scan.next_break += 1;
            }
            let cut = at > word_start
                && (at - word_start >= MAX_WORD && !is_invisible(c)
                    || !(c.is_ascii() && previous.is_ascii())
                        && (solid.parts(previous, c, slice.get(offset..).unwrap_or_default())
                            || (is_grid(previous) || is_grid(c))
                                && breaks
                                    .get(self.scan.next_break)
                                    .is_some_and(|b| b.at as usize == at)));
            if cut {
                self.word(word_start..at, place);
                word_start = at;
            }
            let end = at + c.len_utf8();
            let kind = char_kind(c);
            if kind != CharKind::Letter {
                self.word(word_start..at, place);
                word_start = end;
                let kind = if kind == CharKind::Break {
                    let word = self.shape_space(place, " ");
                    AtomKind::Break { word }
                } else {
                    self.space(run, at..end, place)
                };
                self.push(kind, &(at..end), place);
            }
            previous = c;
        }
        self.word(word_start..run.range.end, place);
    }

    fn word(&mut self, range: Range<usize>, place: Place) {
        if range.is_empty() {
            return;
        }
        let text = self.text;
        let slice = text.text.get(range.clone()).unwrap_or_default();
        let first = slice.chars().find_map(strong_script);
        let script = first.unwrap_or_else(|| {
            let solid = text.runs.get(place.run);
            let solid = solid.map(|run| Solid::of(&run.lang));
            let sign = slice.chars().next().unwrap_or(' ');
            if is_square(sign) || is_full_quote(sign) && solid == Some(Solid::WithQuotes) {
                ScriptName::Han
            } else {
                self.scan.script(place.level)
            }
        });
        let style = self.out.style(place.run);
        let word = self
            .shaper
            .shape_word(style, script, place.level % 2 == 1, slice);
        if self.shaper.words.has_missing(word) {
            self.note_missing(style, slice, range.start);
        }
        if let Some(last) = slice.chars().rev().find_map(strong_script) {
            self.scan.saw(last);
        }
        self.push(AtomKind::Word { word }, &range, place);
    }

    /// The glyph of a space.
    fn shape_space(&mut self, place: Place, shown: &str) -> super::WordId {
        let style = self.out.style(place.run);
        let script = self.scan.script(place.level);
        self.shaper.shape_word(style, script, false, shown)
    }

    /// How a space is set.
    fn space(&mut self, run: &TextRun, range: Range<usize>, place: Place) -> AtomKind {
        let text = self.text;
        let slice = text.text.get(range.clone()).unwrap_or_default();
        let c = slice.chars().next().unwrap_or(' ');
        let word = self.shape_space(place, if c == '\t' { " " } else { slice });
        let width = if !matches!(c, ' ' | '\u{A0}') {
            SpaceWidth::Fixed
        } else if run.kind == RunKind::Verbatim {
            SpaceWidth::Code
        } else if french_space(text, &range)
            && Locale::of(&run.lang).typography.spacing != Spacing::None
        {
            match text.text.get(range.end..).and_then(|t| t.chars().next()) {
                Some(';' | '!' | '?') => SpaceWidth::Thin,
                _ => SpaceWidth::Fixed,
            }
        } else {
            SpaceWidth::Word
        };
        AtomKind::Space { word, width }
    }

    /// Notes the characters of a word that no font has.
    fn note_missing(&mut self, style: StyleId, slice: &str, start: usize) {
        for (at, c) in slice.char_indices() {
            if is_invisible(c) || c.is_whitespace() {
                continue;
            }
            let script = strong_script(c).unwrap_or(ScriptName::Common);
            if !self.shaper.has_glyph(style, script, c) {
                self.out.missing.push(Missing {
                    offset: start + at,
                    char: c,
                });
            }
        }
    }
}

/// Where a scan of a text has come.
struct Scan {
    /// The script of the last letter that runs left to right, and of the last that runs right to left: signs of
    /// no script go with the letters of their own direction.
    ltr: ScriptName,
    rtl: ScriptName,
    next_break: usize,
}

impl Scan {
    fn new(text: &str, has_levels: bool) -> Self {
        let first = |wanted: bool| {
            text.chars()
                .filter_map(strong_script)
                .find(|script| is_rtl(*script) == wanted)
        };
        Self {
            ltr: first(false).unwrap_or(ScriptName::Latin),
            rtl: has_levels
                .then(|| first(true))
                .flatten()
                .unwrap_or(ScriptName::Latin),
            next_break: 0,
        }
    }

    fn script(&self, level: u8) -> ScriptName {
        if level % 2 == 1 { self.rtl } else { self.ltr }
    }

    fn saw(&mut self, script: ScriptName) {
        if is_rtl(script) {
            self.rtl = script;
        } else {
            self.ltr = script;
        }
    }
}

/// True where French puts a space before high punctuation and inside guillemets.
fn french_space(text: &RichText, range: &Range<usize>) -> bool {
    let after = text.text.get(range.end..).and_then(|t| t.chars().next());
    let before = text
        .text
        .get(..range.start)
        .and_then(|t| t.chars().next_back());
    matches!(after, Some(';' | '!' | '?' | ':' | '»')) || before == Some('«')
}
