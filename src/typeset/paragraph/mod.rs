//! Paragraphs become lines.
//!
//! [`TextEngine::set`] is the way of a text:
//!
//! ```text
//! RichText ─analyse─▶ Analysis ─build─▶ ItemList ─search─▶ Breakpoints ─assemble─▶ Lines
//! ```
//!
//! Each arrow is a function of its input: `analyse` in [`text`](super::text), the others in this module. What the engine
//! keeps between two texts are caches and memory to work in.

mod assemble;
mod build;
mod dump;
mod emit;
mod fit;
mod grid;
mod input;
mod item;
mod knuth_plass;
mod line;
mod list;
mod part;
mod passes;
mod placed;
mod protrude;
mod rivers;
mod search;
mod settings;
mod widths;
mod word;

#[cfg(test)]
pub(in crate::typeset) mod sample;
#[cfg(test)]
mod tests;

pub use dump::{dump_glyphs, dump_lines};
pub use item::{Breakpoint, Item};
pub use knuth_plass::break_lines;
pub use line::{Line, LineItem, LinkPart, ParagraphShape};
pub use settings::{Force, LineWidths, Settings};
pub use widths::Widths;

pub(crate) use placed::{LinkTo, Object, PlacedLine, RubyText, Shown, TextRefs};

use crate::document::Lang;
use crate::font::FontBook;

use super::text::{Analysis, Missing, RichText, Shaper, analyse};
use assemble::{LineBuffers, assemble};
use build::CutBuffers;
use input::Input;
use list::ItemList;
use rivers::Rivers;

/// Sets text in lines. It keeps what it has shaped, so one engine should set a whole edition. Its results do
/// not depend on what it set before.
pub struct TextEngine<'f> {
    shaper: Shaper<'f>,
    /// The language whose glyph runs carry none of their own.
    language: Option<Lang>,
    scratch: Scratch,
}

/// Memory to work in, which is empty to each that begins to use it. It is kept so that it is not asked for anew for
/// each paragraph.
#[derive(Default)]
struct Scratch {
    items: ItemList,
    cuts: CutBuffers,
    rivers: Rivers,
    line: LineBuffers,
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

impl<'f> TextEngine<'f> {
    /// An engine that uses these fonts.
    pub fn new(fonts: &'f FontBook) -> Self {
        Self {
            shaper: Shaper::new(fonts),
            language: None,
            scratch: Scratch::default(),
        }
    }

    /// The edition's language: glyph runs in it carry no language of their own.
    pub fn set_language(&mut self, lang: Lang) {
        self.language = Some(lang);
    }

    /// The fonts.
    pub fn fonts(&self) -> &'f FontBook {
        self.shaper.fonts()
    }

    /// Sets a text in lines.
    pub fn set(&mut self, text: &RichText, shape: &ParagraphShape) -> Paragraph {
        let analysis = self.analyse(text);
        self.set_analysed(text, &analysis, shape)
    }

    /// Takes a text apart, for all that is done with it: see [`analyse`].
    pub fn analyse(&mut self, text: &RichText) -> Analysis {
        analyse(&mut self.shaper, text)
    }

    /// Sets a text that was analysed.
    pub fn set_analysed(
        &mut self,
        text: &RichText,
        analysis: &Analysis,
        shape: &ParagraphShape,
    ) -> Paragraph {
        if text.text.is_empty() {
            return Paragraph::default();
        }
        let renewed = self.renewed(text, analysis);
        let analysis = renewed.as_ref().unwrap_or(analysis);
        let input = Input::new(text, analysis, shape);
        let (shaper, scratch) = (&mut self.shaper, &mut self.scratch);
        // Boxes, glue and penalties are made of the atoms, and the best breaks are looked for: first without hyphens,
        // then with them, at last at any price. The items of the pass that found breaks are left in the scratch.
        let found = search::search(&input, shaper, scratch);
        // What stands in each line is fitted to its width and becomes glyph runs at their places.
        let lines = assemble(
            &input,
            &scratch.items,
            &found.breaks,
            shaper,
            self.language.as_ref(),
            &mut scratch.line,
        );
        Paragraph {
            lines,
            missing: analysis.missing.clone(),
            rivers: found.rivers,
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
        let analysis = self.analyse(text);
        let input = Input::new(text, &analysis, shape);
        let language = self.language.as_ref();
        search::search_counts(
            &input,
            counts,
            loosest,
            &mut self.shaper,
            &mut self.scratch,
            |found, items, shaper, buffers| Paragraph {
                lines: assemble(&input, items, &found.breaks, shaper, language, buffers),
                missing: Vec::new(),
                rivers: found.rivers,
            },
        )
    }

    /// The items that a text is broken at, and the breaks that were chosen, as text: for tests, and to see why lines end
    /// where they do.
    pub fn dump_items(&mut self, text: &RichText, shape: &ParagraphShape) -> String {
        let analysis = self.analyse(text);
        let input = Input::new(text, &analysis, shape);
        let found = search::search(&input, &mut self.shaper, &mut self.scratch);
        dump::dump_items(&input, &self.scratch.items, &found.breaks)
    }

    /// How narrow a text can be set and how wide it is on one line.
    pub fn widths(&mut self, text: &RichText) -> Widths {
        let analysis = self.analyse(text);
        widths::widths(text, &analysis, &mut self.shaper, &mut self.scratch)
    }

    /// Another analysis of a text, where the words of this one are no longer kept.
    fn renewed(&mut self, text: &RichText, analysis: &Analysis) -> Option<Analysis> {
        (!self.shaper.holds(analysis)).then(|| self.analyse(text))
    }
}
