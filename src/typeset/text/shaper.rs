//! What shaping needs and keeps: the fonts, and what was made of them before.

use unicode_script::Script;

use super::analysis::Analysis;
use super::breaks::Breaker;
use super::edges::Edges;
use super::font_shaper::FontShaper;
use super::hyphen::HyphenCache;
use super::style::{RunStyle, StyleId, Styles, strong_script};
use super::words::{ShapeContext, WordId, WordQuery, Words};
use crate::document::Lang;
use crate::font::{FontBook, FontId};

/// Shapes text, and keeps what it has shaped, so that one shaper should serve a whole edition. All that it holds is a
/// cache: what it gives does not depend on what it was asked for before.
pub struct Shaper<'f> {
    book: &'f FontBook,
    fonts: FontShaper,
    styles: Styles,
    pub(super) words: Words,
    pub(super) breaker: Breaker,
    hyphens: HyphenCache,
    /// How often the words were forgotten.
    pub(super) epoch: u32,
}

impl<'f> Shaper<'f> {
    /// A shaper that uses these fonts.
    pub fn new(fonts: &'f FontBook) -> Self {
        Self {
            book: fonts,
            fonts: FontShaper::new(fonts),
            styles: Styles::default(),
            words: Words::default(),
            breaker: Breaker::new(),
            hyphens: HyphenCache::default(),
            epoch: 0,
        }
    }

    /// The fonts.
    pub fn fonts(&self) -> &'f FontBook {
        self.book
    }

    /// True while the words of an analysis are kept. Another is to be made of the text when they are not.
    pub fn holds(&self, analysis: &Analysis) -> bool {
        self.epoch == analysis.epoch
    }

    /// Empties the cache of words where it has grown too large.
    pub(super) fn trim(&mut self) {
        if self.words.is_full() {
            self.forget_words();
        }
    }

    /// Empties the cache of words.
    pub(in crate::typeset) fn forget_words(&mut self) {
        self.words = Words::default();
        self.hyphens = HyphenCache::default();
        self.epoch = self.epoch.wrapping_add(1);
    }

    /// The words that were shaped.
    pub(in crate::typeset) fn words(&self) -> &Words {
        &self.words
    }

    /// The style of a run as shaping sees it.
    pub(super) fn intern(&mut self, run: &RunStyle<'_>) -> StyleId {
        self.styles.intern(self.book, &mut self.fonts, run)
    }

    /// The shaped form of a word. `script` is that of characters before its first letter.
    pub(super) fn shape_word(
        &mut self,
        style: StyleId,
        script: Script,
        rtl: bool,
        text: &str,
    ) -> WordId {
        let mut context = ShapeContext {
            book: self.book,
            shaper: &mut self.fonts,
            styles: &mut self.styles,
        };
        self.words.get(
            &mut context,
            &WordQuery {
                style,
                script,
                rtl,
                text,
            },
        )
    }

    /// A part of a word, shaped by itself.
    pub(in crate::typeset) fn shape_part(
        &mut self,
        style: StyleId,
        rtl: bool,
        part: &str,
    ) -> WordId {
        let script = part
            .chars()
            .find_map(strong_script)
            .unwrap_or(Script::Latin);
        self.shape_word(style, script, rtl, part)
    }

    /// The hyphen of a style: U+2010 where its font has one.
    pub(in crate::typeset) fn hyphen(&mut self, style: StyleId, rtl: bool) -> WordId {
        let hyphen = if self.book.get(self.primary_font(style)).has('\u{2010}') {
            "\u{2010}"
        } else {
            "-"
        };
        self.shape_word(style, Script::Latin, rtl, hyphen)
    }

    /// Adds the offsets in a word at which it may be hyphenated by the patterns of a language.
    pub(in crate::typeset) fn hyphen_points(
        &mut self,
        word: WordId,
        lang: &Lang,
        text: &str,
        out: &mut Vec<u32>,
    ) {
        self.hyphens.points(word.index(), lang, text, out);
    }

    /// How far a part of a word that is not shaped by itself may hang into the margins.
    pub(in crate::typeset) fn part_edges(
        &mut self,
        word: WordId,
        first: char,
        last: char,
    ) -> Edges {
        self.words.part_edges(self.book, word, first, last)
    }

    /// The font of a style's own family.
    pub(in crate::typeset) fn primary_font(&self, style: StyleId) -> FontId {
        self.styles
            .get(style)
            .map_or(FontId(0), |style| style.primary)
    }

    /// True when a font of a style has a character.
    pub(super) fn has_glyph(&mut self, style: StyleId, script: Script, c: char) -> bool {
        let book = self.book;
        self.styles.get_mut(style).is_some_and(|style| {
            let fonts = style.fonts(book, script);
            fonts.iter().any(|id| book.get(*id).has(c))
        })
    }
}
