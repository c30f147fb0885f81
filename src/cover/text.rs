//! Lines of text for the back and the spine.

use std::sync::Arc;

use crate::document::Lang;
use crate::font::FontBook;
use crate::style::{Align, Figures};
use crate::typeset::page::{Color, Mark, PageItem};
use crate::typeset::paragraph::{Line, LineItem, ParagraphShape, TextEngine};
use crate::typeset::text::{CharStyle, RichText, RunKind, Script, TextRun};
use crate::units::Length;

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) family: &'a str,
    pub(super) size: Length,
    pub(super) color: Color,
    pub(super) align: Align,
}

/// Sets texts of one language.
pub(super) struct Composer<'f> {
    engine: TextEngine<'f>,
    lang: Lang,
}

impl<'f> Composer<'f> {
    pub(super) fn new(lang: &Lang, fonts: &'f FontBook) -> Self {
        let mut engine = TextEngine::new(fonts);
        engine.set_language(lang.clone());
        Self {
            engine,
            lang: lang.clone(),
        }
    }

    /// The lines of a paragraph.
    pub(super) fn lines(&mut self, text: &str, look: Look<'_>, measure: Length) -> Vec<Line> {
        let shape = ParagraphShape {
            measure,
            first_indent: Length::ZERO,
            drop_indent: (0, Length::ZERO),
            align: look.align,
            hyphenate: look.align == Align::Justify,
            protrude: false,
        };
        let rich = self.rich(text, look);
        self.engine.set(&rich, &shape).lines
    }

    /// How wide a text is on one line.
    pub(super) fn width(&mut self, text: &str, look: Look<'_>) -> Length {
        let rich = self.rich(text, look);
        self.engine.widths(&rich).max
    }

    fn rich(&self, text: &str, look: Look<'_>) -> RichText {
        let style = CharStyle {
            family: Arc::from(look.family),
            size: look.size,
            bold: false,
            italic: false,
            small_caps: false,
            figures: Figures::Lining,
            script: Script::Normal,
            letter_space: Length::ZERO,
            rise: Length::ZERO,
            color: look.color,
            underline: false,
            strike: false,
            highlight: false,
        };
        plain(text, style, &self.lang)
    }
}

/// A text in one style and language; a space stands for an empty one.
pub(super) fn plain(text: &str, style: CharStyle, lang: &Lang) -> RichText {
    let text = if text.is_empty() { " " } else { text };
    RichText {
        text: text.to_owned(),
        runs: vec![TextRun {
            range: 0..text.len(),
            style: Arc::new(style),
            lang: lang.clone(),
            mark: Mark::Artifact,
            link: None,
            kind: RunKind::Text,
            source: None,
        }],
        direction: lang.direction(),
    }
}

/// A line's glyphs, with the left end of its measure at `x`.
pub(super) fn place(line: Line, x: Length, baseline: Length) -> impl Iterator<Item = PageItem> {
    line.items.into_iter().filter_map(move |item| match item {
        LineItem::Glyphs(mut run) => {
            run.origin.x += x;
            run.origin.y += baseline;
            Some(PageItem::Glyphs(run))
        }
        _ => None,
    })
}
