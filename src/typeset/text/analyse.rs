//! A text becomes atoms: words that are shaped as one, spaces and objects.

use std::ops::Range;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_script::Script as ScriptName;

use super::breaks::{BreakAt, find_verbatim};
use super::engine::{Missing, TextEngine};
use super::rich::{RichText, RunKind, TextRun};
use super::split::is_cjk;
use super::style::{RunStyle, StyleId, strong_script};
use super::words::{ShapeContext, WordId, WordQuery};
use crate::document::TextDirection;
use crate::font::is_invisible;

/// A piece of a text, in reading order.
#[derive(Debug, Clone, Copy)]
pub(in crate::typeset) struct Atom {
    /// What it is.
    pub(in crate::typeset) kind: AtomKind,
    /// Where it starts in the text.
    pub(in crate::typeset) start: u32,
    /// Where it ends.
    pub(in crate::typeset) end: u32,
    /// The place of its run.
    pub(in crate::typeset) run: u32,
    /// Its bidirectional level: odd for right to left.
    pub(in crate::typeset) level: u8,
}

/// What an atom is.
#[derive(Debug, Clone, Copy)]
pub(in crate::typeset) enum AtomKind {
    /// Shaped text.
    Word {
        /// Its glyphs.
        word: WordId,
    },
    /// A space.
    Space {
        /// Its glyph.
        word: WordId,
        /// How it is set.
        width: SpaceWidth,
    },
    /// An object of [`RunKind::Object`].
    Object,
    /// A fill of [`RunKind::Fill`].
    Fill,
    /// The end of a line that the author wants.
    Break {
        /// The glyph of the space that it is read as.
        word: WordId,
    },
}

/// How wide a space is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::typeset) enum SpaceWidth {
    /// A word space: it can stretch and shrink.
    Word,
    /// As wide as it is.
    Fixed,
    /// That of code: it gives way less than a word space.
    Code,
    /// Half of a word space, as French wants it before high punctuation.
    Thin,
}

/// A text taken apart.
#[derive(Default)]
pub(in crate::typeset) struct Analysis {
    /// The pieces.
    pub(in crate::typeset) atoms: Vec<Atom>,
    /// Where lines may end.
    pub(in crate::typeset) breaks: Vec<BreakAt>,
    /// The style of each run.
    pub(super) styles: Vec<StyleId>,
    /// The level of the paragraph.
    pub(in crate::typeset) base_level: u8,
    /// Characters without a glyph.
    pub(super) missing: Vec<Missing>,
    levels: Vec<Level>,
    verbatim: Vec<Range<usize>>,
}

/// Longer words are cut, which only text that is not made of words can notice.
pub(in crate::typeset) const MAX_WORD: usize = 1024;

impl TextEngine<'_> {
    /// Takes a text apart and shapes its words.
    pub(super) fn analyse(&mut self, text: &RichText) {
        let mut a = std::mem::take(&mut self.analysis);
        a.atoms.clear();
        a.styles.clear();
        a.missing.clear();
        a.verbatim.clear();
        a.levels.clear();
        a.base_level = u8::from(text.direction == TextDirection::Rtl);
        if a.base_level == 1 || text.text.chars().any(may_be_rtl) {
            let base = Level::new(a.base_level).unwrap_or_else(|_| Level::ltr());
            a.levels = ParagraphBidiInfo::new(&text.text, Some(base)).levels;
        }
        for run in &text.runs {
            let slice = text.text.get(run.range.clone()).unwrap_or_default();
            if run.kind == RunKind::Verbatim {
                a.verbatim.push(run.range.clone());
            } else if run.kind == RunKind::Text {
                let foreign = matches!(run.lang.primary(), "zh" | "ja" | "yue" | "ko");
                find_verbatim(slice, run.range.start, foreign, &mut a.verbatim);
            }
        }
        self.breaker.find(&text.text, &a.verbatim, &mut a.breaks);
        let mut scan = Scan::new(&text.text, !a.levels.is_empty());
        for (at, run) in text.runs.iter().enumerate() {
            let slice = text.text.get(run.range.clone()).unwrap_or_default();
            let style = self.styles.intern(
                self.book,
                &mut self.shaper,
                &RunStyle {
                    style: &run.style,
                    lang: &run.lang,
                    text: slice,
                    verbatim: run.kind == RunKind::Verbatim,
                },
            );
            a.styles.push(style);
            let level = a.level(run.range.start);
            let whole = |kind| Atom {
                kind,
                start: run.range.start as u32,
                end: run.range.end as u32,
                run: at as u32,
                level,
            };
            match run.kind {
                RunKind::Object { .. } => a.atoms.push(whole(AtomKind::Object)),
                RunKind::Fill => a.atoms.push(whole(AtomKind::Fill)),
                RunKind::Text | RunKind::Verbatim => {
                    self.scan_run(text, at, run, &mut scan, &mut a);
                }
            }
        }
        self.analysis = a;
    }

    /// Splits the text of a run into words and spaces.
    fn scan_run(
        &mut self,
        text: &RichText,
        index: usize,
        run: &TextRun,
        scan: &mut Scan,
        a: &mut Analysis,
    ) {
        let slice = text.text.get(run.range.clone()).unwrap_or_default();
        let has_levels = !a.levels.is_empty();
        let solid = Solid::new(run.lang.primary());
        let mut word_start = run.range.start;
        let mut level = a.level(word_start);
        let mut previous = ' ';
        for (offset, c) in slice.char_indices() {
            let at = run.range.start + offset;
            if has_levels {
                let here = a.level(at);
                if here != level && !is_invisible(c) {
                    self.word(text, index, word_start..at, level, scan, a);
                    word_start = at;
                    level = here;
                }
            }
            while a
                .breaks
                .get(scan.next_break)
                .is_some_and(|b| (b.at as usize) < at)
            {
                scan.next_break += 1;
            }
            let cut = at > word_start
                && (at - word_start >= MAX_WORD && !is_invisible(c)
                    || !(c.is_ascii() && previous.is_ascii())
                        && (solid.parts(previous, c, slice.get(offset..).unwrap_or_default())
                            || (is_grid(previous) || is_grid(c))
                                && a.breaks
                                    .get(scan.next_break)
                                    .is_some_and(|b| b.at as usize == at)));
            if cut {
                self.word(text, index, word_start..at, level, scan, a);
                word_start = at;
            }
            let end = at + c.len_utf8();
            let kind = space_kind(c);
            if kind != CharKind::Letter {
                self.word(text, index, word_start..at, level, scan, a);
                word_start = end;
                let kind = if kind == CharKind::Break {
                    let style = a.styles.get(index).copied().unwrap_or(StyleId(0));
                    let word = self.shape_word(style, scan.script(level), false, " ");
                    AtomKind::Break { word }
                } else {
                    self.space((text, run, index), at..end, scan.script(level), a)
                };
                a.atoms.push(Atom {
                    kind,
                    start: at as u32,
                    end: end as u32,
                    run: index as u32,
                    level,
                });
            }
            previous = c;
        }
        self.word(text, index, word_start..run.range.end, level, scan, a);
    }

    fn word(
        &mut self,
        text: &RichText,
        run: usize,
        range: Range<usize>,
        level: u8,
        scan: &mut Scan,
        a: &mut Analysis,
    ) {
        if range.is_empty() {
            return;
        }
        let slice = text.text.get(range.clone()).unwrap_or_default();
        let first = slice.chars().find_map(strong_script);
        let script = first.unwrap_or_else(|| {
            let solid = text.runs.get(run).map(|r| Solid::new(r.lang.primary()));
            let sign = slice.chars().next().unwrap_or(' ');
            if is_square(sign) || is_full_quote(sign) && solid == Some(Solid::WithQuotes) {
                ScriptName::Han
            } else {
                scan.script(level)
            }
        });
        let Some(style) = a.styles.get(run).copied() else {
            return;
        };
        let word = self.shape_word(style, script, level % 2 == 1, slice);
        if self.words.has_missing(word) {
            self.note_missing(style, slice, range.start, a);
        }
        if let Some(last) = slice.chars().rev().find_map(strong_script) {
            scan.saw(last);
        }
        a.atoms.push(Atom {
            kind: AtomKind::Word { word },
            start: range.start as u32,
            end: range.end as u32,
            run: run as u32,
            level,
        });
    }

    /// The shaped form of a word.
    pub(super) fn shape_word(
        &mut self,
        style: StyleId,
        script: ScriptName,
        rtl: bool,
        text: &str,
    ) -> WordId {
        let mut ctx = ShapeContext {
            book: self.book,
            shaper: &mut self.shaper,
            styles: &mut self.styles,
        };
        self.words.get(
            &mut ctx,
            &WordQuery {
                style,
                script,
                rtl,
                text,
            },
        )
    }

    /// How a space is set.
    fn space(
        &mut self,
        (text, run, index): (&RichText, &TextRun, usize),
        range: Range<usize>,
        script: ScriptName,
        a: &mut Analysis,
    ) -> AtomKind {
        let slice = text.text.get(range.clone()).unwrap_or_default();
        let c = slice.chars().next().unwrap_or(' ');
        let style = a.styles.get(index).copied().unwrap_or(StyleId(0));
        let shown = if c == '\t' { " " } else { slice };
        let word = self.shape_word(style, script, false, shown);
        let width = if !matches!(c, ' ' | '\u{A0}') {
            SpaceWidth::Fixed
        } else if run.kind == RunKind::Verbatim {
            SpaceWidth::Code
        } else if run.lang.primary() == "fr" && french_space(text, &range) {
            match text.text.get(range.end..).and_then(|t| t.chars().next()) {
                Some(';' | '!' | '?') => SpaceWidth::Thin,
                _ => SpaceWidth::Fixed,
            }
        } else {
            SpaceWidth::Word
        };
        AtomKind::Space { word, width }
    }

    fn note_missing(&mut self, style: StyleId, slice: &str, start: usize, a: &mut Analysis) {
        for (at, c) in slice.char_indices() {
            if is_invisible(c) || c.is_whitespace() {
                continue;
            }
            let script = strong_script(c).unwrap_or(ScriptName::Common);
            let known = self.styles.get_mut(style).is_some_and(|s| {
                s.fonts(self.book, script)
                    .iter()
                    .any(|id| self.book.get(*id).has(c))
            });
            if !known {
                a.missing.push(Missing {
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

fn is_rtl(script: ScriptName) -> bool {
    matches!(
        script,
        ScriptName::Hebrew
            | ScriptName::Arabic
            | ScriptName::Syriac
            | ScriptName::Thaana
            | ScriptName::Nko
            | ScriptName::Samaritan
            | ScriptName::Mandaic
            | ScriptName::Adlam
            | ScriptName::Hanifi_Rohingya
    )
}

impl Analysis {
    fn level(&self, at: usize) -> u8 {
        self.levels.get(at).map_or(self.base_level, |l| l.number())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CharKind {
    Letter,
    Space,
    Break,
}

fn space_kind(c: char) -> CharKind {
    match c {
        '\u{2028}' | '\u{2029}' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' => CharKind::Break,
        ' '
        | '\t'
        | '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{2006}'
        | '\u{2008}'..='\u{200A}'
        | '\u{205F}'
        | '\u{3000}' => CharKind::Space,
        _ => CharKind::Letter,
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

fn may_be_rtl(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF
        | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// Characters between which a line may end without a space: they are shaped one by one, or in the
/// words that a dictionary finds.
fn is_grid(c: char) -> bool {
    match u32::from(c) {
        0..=0xDFF => false,
        0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x19E0..=0x19FF => true,
        0x3000..=0x303F | 0xFF00..=0xFFEF | 0xFE30..=0xFE4F => true,
        _ => strong_script(c).is_some_and(is_cjk),
    }
}

/// Which characters are shaped one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Solid {
    /// Ideographs, kana and the signs that go with them.
    Ideographs,
    /// Quotation marks, ellipses and dashes too, which Chinese and Japanese set as wide as ideographs.
    WithQuotes,
}

impl Solid {
    fn new(language: &str) -> Self {
        match language {
            "zh" | "ja" | "yue" | "cmn" => Self::WithQuotes,
            _ => Self::Ideographs,
        }
    }

    /// True between two characters of which one is shaped by itself. `rest` starts with the second.
    fn parts(self, before: char, after: char, rest: &str) -> bool {
        use unicode_script::UnicodeScript;
        let quote = |c, apostrophe: bool| {
            self == Self::WithQuotes && is_full_quote(c) && !(c == '\u{2019}' && apostrophe)
        };
        // Between letters it is no quotation mark.
        let in_word =
            |c: Option<char>| c.is_some_and(|c| strong_script(c) == Some(ScriptName::Latin));
        let next = rest.chars().nth(1);
        (is_square(before)
            || is_square(after)
            || quote(before, in_word(Some(after)))
            || quote(after, in_word(Some(before)) && in_word(next)))
            && !is_invisible(after)
            && after.script() != ScriptName::Inherited
    }
}

/// Ideographs, kana and their signs.
fn is_square(c: char) -> bool {
    match u32::from(c) {
        0..=0x2E7F => false,
        0x3000..=0x303F | 0xFF00..=0xFFEF | 0xFE30..=0xFE4F => true,
        _ => strong_script(c).is_some_and(|s| is_cjk(s) && s != ScriptName::Hangul),
    }
}

/// Signs that are as wide as ideographs in Chinese and Japanese, and narrow elsewhere.
fn is_full_quote(c: char) -> bool {
    matches!(
        c,
        '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2026}'
    )
}
