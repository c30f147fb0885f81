//! The line that a place stands in, as it is shown.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Origin, Snippet};

use crate::source::{SourceMap, Span};

/// The longest line that is shown as it is, in bytes; of a longer one, the part around the place.
const MAX_WHOLE: usize = 2_000;
/// How much of such a line is shown before the start of a place and after it, in bytes.
const BEFORE: usize = 60;
const AFTER: usize = 100;

/// A part of a source's line around a place. A whole file may be one line, so a line is cut.
pub(super) struct Excerpt {
    name: String,
    line: usize,
    column: usize,
    text: String,
    mark: Range<usize>,
    /// Whether the text starts within its line.
    cut: bool,
}

impl Excerpt {
    /// The excerpt for a span; its file's name is shown after `base`. None for a span in no source of the
    /// map.
    pub(super) fn new(span: Span, sources: &SourceMap, base: &str) -> Option<Self> {
        let source = sources.get(span.source)?;
        let text: &str = source.text();
        let place = source.location(span.start);
        let start = floor(text, span.start as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..]
            .find(['\n', '\r'])
            .map_or(text.len(), |at| start + at);
        // A place of several lines is marked on its first.
        let end = floor(text, span.end as usize).clamp(start, line_end);

        let whole = line_end - line_start <= MAX_WHOLE;
        let from = if whole {
            line_start
        } else {
            ceil(text, line_start.max(start.saturating_sub(BEFORE)))
        };
        let to = if whole {
            line_end
        } else {
            floor(text, line_end.min(start + AFTER)).max(start)
        };
        let lead = if from > line_start { "…" } else { "" };
        let trail = if to < line_end { "…" } else { "" };
        let shift = |at: usize| at.min(to) - from + lead.len();
        Some(Self {
            name: format!("{base}{}", source.name()),
            line: place.line as usize,
            column: place.column as usize,
            cut: from > line_start,
            mark: shift(start)..shift(end),
            text: format!("{lead}{}{trail}", &text[from..to]),
        })
    }

    /// What is shown of it: its file and place, and the line with a mark.
    pub(super) fn elements(&self) -> Vec<Element<'_>> {
        let snippet = Snippet::source(self.text.as_str())
            .line_start(self.line)
            .annotation(AnnotationKind::Primary.span(self.mark.clone()));
        if !self.cut {
            return vec![snippet.path(self.name.as_str()).into()];
        }
        // The renderer counts columns from the start of what it is given.
        let origin = Origin::path(self.name.as_str())
            .line(self.line)
            .char_column(self.column);
        vec![origin.into(), snippet.into()]
    }
}

/// The last boundary of characters that is not after an offset.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first boundary of characters that is not before an offset.
fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
