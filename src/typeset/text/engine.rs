//! The engine that sets text.

use unicode_script::Script;

use super::analyse::{Analysis, Atom};
use super::breaks::Breaker;
use super::hyphen::HyphenCache;
use super::rich::RichText;
use super::shaper::Shaper;
use super::style::{StyleId, Styles, strong_script};
use super::words::{WordId, Words};
use crate::document::Lang;
use crate::font::{FontBook, FontId};
use crate::typeset::glyphs::Glyph;
use crate::typeset::paragraph::{Layout, Line, ParagraphShape, Part, Rivers};
use crate::units::Length;

/// Sets text in lines. It keeps what it has shaped, so one engine should set a whole edition. Its results do
/// not depend on what it set before.
pub struct TextEngine<'f> {
    pub(super) book: &'f FontBook,
    pub(super) shaper: Shaper,
    pub(super) styles: Styles,
    pub(in crate::typeset) words: Words,
    pub(super) breaker: Breaker,
    pub(in crate::typeset) analysis: Analysis,
    pub(in crate::typeset) language: Option<Lang>,
    pub(in crate::typeset) layout: Layout,
    pub(in crate::typeset) line_em: Length,
    pub(in crate::typeset) rivers: Rivers,
    pub(in crate::typeset) river_count: u32,
    pub(in crate::typeset) parts: Vec<Part>,
    pub(in crate::typeset) glyphs: Vec<Glyph>,
    hyphens: HyphenCache,
}

/// A paragraph that was set.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// Its lines.
    pub lines: Vec<Line>,
    /// The characters that no font has. They are shown as U+FFFD.
    pub missing: Vec<Missing>,
    /// The rivers of word spaces in it, where it is justified.
    pub rivers: u32,
}

/// A character that no font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// Its offset in [`RichText::text`].
    pub offset: usize,
    /// The character.
    pub char: char,
}

/// How wide a text can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths {
    /// The longest piece that cannot be broken.
    pub min: Length,
    /// The whole on one line.
    pub max: Length,
}

impl<'f> TextEngine<'f> {
    /// An engine that uses these fonts.
    pub fn new(fonts: &'f FontBook) -> Self {
        Self {
            book: fonts,
            shaper: Shaper::new(fonts),
            styles: Styles::default(),
            words: Words::default(),
            breaker: Breaker::new(),
            analysis: Analysis::default(),
            language: None,
            layout: Layout::default(),
            line_em: Length::ZERO,
            rivers: Rivers::default(),
            river_count: 0,
            parts: Vec::new(),
            glyphs: Vec::new(),
            hyphens: HyphenCache::default(),
        }
    }

    /// The edition's language: glyph runs in it carry no language of their own.
    pub fn set_language(&mut self, lang: Lang) {
        self.language = Some(lang);
    }

    /// The fonts.
    pub fn fonts(&self) -> &'f FontBook {
        self.book
    }

    /// Sets a text in lines.
    pub fn set(&mut self, text: &RichText, shape: &ParagraphShape) -> Paragraph {
        self.start();
        self.analyse(text);
        self.river_count = 0;
        let lines = self.break_and_assemble(text, shape);
        Paragraph {
            lines,
            missing: std::mem::take(&mut self.analysis.missing),
            rivers: self.river_count,
        }
    }

    /// Sets a text in each of these numbers of lines, as good as can be with no line looser than a ratio, where that
    /// can be.
    pub fn set_in(
        &mut self,
        text: &RichText,
        shape: &ParagraphShape,
        counts: [Option<usize>; 2],
        loosest: f64,
    ) -> [Option<Paragraph>; 2] {
        self.start();
        self.analyse(text);
        self.break_into(text, shape, counts, loosest)
    }

    fn start(&mut self) {
        if self.words.trim() {
            self.hyphens = HyphenCache::default();
        }
    }

    /// The offsets in a word at which it may be hyphenated.
    pub(in crate::typeset) fn hyphen_points(
        &mut self,
        word: WordId,
        lang: &Lang,
        text: &str,
        out: &mut Vec<u32>,
    ) {
        self.hyphens.points(word.index(), lang, text, out);
    }

    /// The hyphen that goes with an atom's style, and its width.
    pub(in crate::typeset) fn hyphen(&mut self, atom: &Atom, size: Length) -> (WordId, Length) {
        let style = self
            .analysis
            .styles
            .get(atom.run as usize)
            .copied()
            .unwrap_or(StyleId(0));
        let font = self.styles.get(style).map_or(FontId(0), |s| s.primary);
        let hyphen = if self.book.get(font).has('\u{2010}') {
            "\u{2010}"
        } else {
            "-"
        };
        let word = self.shape_word(style, Script::Latin, atom.level % 2 == 1, hyphen);
        (word, self.words.width(word, size, Length::ZERO))
    }

    /// A part of a word, shaped by itself.
    pub(in crate::typeset) fn reshape(&mut self, run: usize, rtl: bool, part: &str) -> WordId {
        let style = self.analysis.styles.get(run).copied().unwrap_or(StyleId(0));
        let script = part
            .chars()
            .find_map(strong_script)
            .unwrap_or(Script::Latin);
        self.shape_word(style, script, rtl, part)
    }

    /// The font of a run's own family.
    pub(in crate::typeset) fn primary_font(&self, run: usize) -> FontId {
        self.analysis
            .styles
            .get(run)
            .and_then(|style| self.styles.get(*style))
            .map_or(FontId(0), |style| style.primary)
    }

    /// How narrow a text can be set and how wide it is on one line.
    pub fn widths(&mut self, text: &RichText) -> Widths {
        self.start();
        self.analyse(text);
        self.measure(text)
    }
}
