//! The text of a block as one row of characters, whatever emphasis, links and languages cut it, and
//! the way back into the inlines.

use std::collections::BTreeMap;

use crate::document::{Inline, InlineKind, InlineRole, Lang, LinkTarget};

use crate::locale::{Locale, Typography};

/// A character of a block's text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Char {
    /// The character; `x` stands for code, a formula or a picture, a space for a line end.
    pub(super) ch: char,
    /// The run that it lies in.
    pub(super) run: usize,
}

/// A stretch of text of one inline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Which of [`Text::styles`] it is set in.
    pub(super) style: usize,
    /// Whether it may be changed.
    pub(super) kind: RunKind,
}

/// Whether a run's characters may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunKind {
    /// Text.
    Text,
    /// Text that stays as it is: escaped by the author, or an address.
    Literal,
    /// No text: a character that stands for something else.
    Placeholder,
}

/// The text of a block.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// Its characters.
    pub(super) chars: Vec<Char>,
    /// Its runs.
    pub(super) runs: Vec<Run>,
    /// The habits of its languages.
    pub(super) styles: Vec<&'static Typography>,
    by_lang: BTreeMap<Lang, usize>,
}

impl Text {
    /// Collects the text of a block's inlines.
    pub(super) fn collect(inlines: &[Inline], lang: &Lang) -> Self {
        let mut text = Self::default();
        text.push_all(inlines, lang, RunKind::Text);
        text
    }

    /// Plain text as one run.
    pub(super) fn plain(content: &str, lang: &Lang) -> Self {
        let mut text = Self::default();
        text.push_run(content, lang, RunKind::Text);
        text
    }

    fn style(&mut self, lang: &Lang) -> usize {
        if let Some(&known) = self.by_lang.get(lang) {
            return known;
        }
        self.styles.push(&Locale::of(lang).typography);
        self.by_lang.insert(lang.clone(), self.styles.len() - 1);
        self.styles.len() - 1
    }

    fn push_run(&mut self, content: &str, lang: &Lang, kind: RunKind) {
        let style = self.style(lang);
        let run = self.runs.len();
        self.runs.push(Run { style, kind });
        self.chars
            .extend(content.chars().map(|ch| Char { ch, run }));
    }

    fn push_all(&mut self, inlines: &[Inline], lang: &Lang, kind: RunKind) {
        for inline in inlines {
            let lang = inline.attr.lang.as_ref().unwrap_or(lang);
            let kind = if is_literal(inline) {
                RunKind::Literal
            } else {
                kind
            };
            match &inline.kind {
                InlineKind::Text(content) => self.push_run(content, lang, kind),
                InlineKind::Code(_) | InlineKind::Math(_) | InlineKind::Image(_) => {
                    self.push_run("x", lang, RunKind::Placeholder);
                }
                // A reference is no letter: a quote before it closes.
                InlineKind::NoteRef(_) => self.push_run("*", lang, RunKind::Placeholder),
                InlineKind::SoftBreak | InlineKind::LineBreak => {
                    self.push_run(" ", lang, RunKind::Placeholder);
                }
                // Its text comes later, from its target.
                InlineKind::Link { content, .. } if content.is_empty() => {
                    self.push_run("x", lang, RunKind::Placeholder);
                }
                _ => {
                    for content in inline.children() {
                        self.push_all(content, lang, kind);
                    }
                }
            }
        }
    }
}

/// True for text that stays as it is: characters that the author escaped, keyboard input, and
/// addresses shown as they are.
fn is_literal(inline: &Inline) -> bool {
    if matches!(
        inline.role,
        Some(InlineRole::Literal | InlineRole::Keyboard)
    ) {
        return true;
    }
    let InlineKind::Link {
        target: LinkTarget::Unresolved(target),
        content,
        ..
    } = &inline.kind
    else {
        return false;
    };
    let [only] = content.as_slice() else {
        return false;
    };
    matches!(&only.kind, InlineKind::Text(shown) if !shown.is_empty() && target.ends_with(shown.as_str()) && target.contains(':'))
}

/// Puts the changed texts back; they come in the order of the runs.
pub(super) fn write_back(inlines: &mut [Inline], texts: &mut std::vec::IntoIter<String>) {
    for inline in inlines {
        match &mut inline.kind {
            InlineKind::Text(content) => {
                if let Some(text) = texts.next() {
                    *content = text;
                }
            }
            InlineKind::Code(_)
            | InlineKind::Math(_)
            | InlineKind::Image(_)
            | InlineKind::NoteRef(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak => {
                texts.next();
            }
            InlineKind::Link { content, .. } if content.is_empty() => {
                texts.next();
            }
            _ => {
                for content in inline.children_mut() {
                    write_back(content, texts);
                }
            }
        }
    }
}
