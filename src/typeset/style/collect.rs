//! Gathers runs of text.

use std::sync::Arc;

use super::{StyledText, TextSpec};
use crate::document::{Lang, TextDirection};
use crate::style::Theme;
use crate::typeset::glyphs::Mark;
use crate::typeset::text::{CharStyle, LinkId, RunKind, TextRun};

/// How the text that is pushed next is set.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    /// The style of its characters.
    pub(crate) style: Arc<CharStyle>,
    /// Its language.
    pub(crate) lang: Lang,
    /// What it is in the structure.
    pub(crate) mark: Mark,
    /// The link it belongs to.
    pub(crate) link: Option<LinkId>,
    /// All in capitals.
    pub(crate) uppercase: bool,
}

/// Gathers the runs of one text.
pub(crate) struct Collector {
    text: StyledText,
}

impl Collector {
    /// An empty text that runs in a direction.
    pub(crate) fn new(direction: TextDirection) -> Self {
        let mut text = StyledText::default();
        text.rich.direction = direction;
        Self { text }
    }

    /// The look of plain text of a spec.
    pub(crate) fn look(theme: &Theme, spec: &TextSpec<'_>) -> Look {
        Look {
            style: Arc::new(super::char_style(theme, spec.style)),
            lang: spec.lang.clone(),
            mark: Mark::Content(spec.element),
            link: None,
            uppercase: spec.style.uppercase,
        }
    }

    /// The text gathered so far, to add to its lists.
    pub(crate) fn text_mut(&mut self) -> &mut StyledText {
        &mut self.text
    }

    /// The length of the text gathered so far.
    pub(crate) fn len(&self) -> usize {
        self.text.rich.text.len()
    }

    /// The last character gathered.
    pub(crate) fn last_char(&self) -> Option<char> {
        self.text.rich.text.chars().next_back()
    }

    /// Adds text of a kind. Text that continues the run before it joins it.
    pub(crate) fn push(&mut self, text: &str, look: &Look, kind: RunKind, source: Option<u32>) {
        if text.is_empty() {
            return;
        }
        let rich = &mut self.text.rich;
        let start = rich.text.len();
        if look.uppercase && kind == RunKind::Text {
            rich.text.extend(text.chars().flat_map(char::to_uppercase));
        } else {
            rich.text.push_str(text);
        }
        let end = rich.text.len();
        if let Some(last) = rich.runs.last_mut() {
            let same_look = (Arc::ptr_eq(&last.style, &look.style) || last.style == look.style)
                && last.mark == look.mark
                && last.link == look.link
                && last.lang == look.lang;
            let same_kind = matches!(kind, RunKind::Text | RunKind::Verbatim) && last.kind == kind;
            let goes_on = match (last.source, source) {
                (Some(before), Some(here)) => before as usize + last.range.len() == here as usize,
                (None, None) => true,
                _ => false,
            };
            if same_look && same_kind && goes_on {
                last.range.end = end;
                return;
            }
        }
        rich.runs.push(TextRun {
            range: start..end,
            style: look.style.clone(),
            lang: look.lang.clone(),
            mark: look.mark,
            link: look.link,
            kind,
            source,
        });
    }

    /// The finished text.
    pub(crate) fn finish(self) -> StyledText {
        self.text
    }
}
