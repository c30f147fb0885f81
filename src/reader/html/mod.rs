//! Raw HTML: a safe subset becomes frames like those of Markdown, the rest is left out and
//! reported. Tags that are not closed, or closed in the wrong order, are mended.

mod attribute;
mod names;
mod tag;

use std::borrow::Cow;
use std::ops::Range;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::build::{Builder, Frame, FrameKind, Holds, Origin};
use crate::diag::{Code, Diagnostic};
use crate::document::{Attr, InlineKind};

/// Where pieces of a text stand in the chapter: offset there, offset in the chapter.
type Places = Vec<(usize, usize)>;

impl Builder<'_, '_, '_> {
    /// Takes a line of an HTML block; a line of block attributes comes in the same form.
    pub(super) fn html_line(&mut self, line: &str, range: &Range<usize>) {
        if self.take_attribute_line(range) {
            return;
        }
        let (text, places) = self.html.get_or_insert_default();
        places.push((text.len(), range.start));
        text.push_str(line);
    }

    /// Reads the lines of an HTML block that has ended.
    pub(super) fn flush_html(&mut self) {
        let Some((text, places)) = self.html.take() else {
            return;
        };
        if text.is_empty() {
            return;
        }
        // The text of a list item before the block is a paragraph of its own.
        while self.top_holds() == Holds::Text
            && self
                .frames
                .last()
                .is_some_and(|frame| frame.origin == Origin::Implied)
        {
            self.close_top();
        }
        self.in_html_block = true;
        self.html_tokens(&text, &places);
        self.in_html_block = false;
    }

    /// Takes a tag in running text.
    pub(super) fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        let places = vec![(0, range.start)];
        self.html_tokens(tag, &places);
    }

    fn html_tokens(&mut self, text: &str, places: &Places) {
        // To a tokenizer of HTML a processing instruction ends at the first `>`; to Markdown, at its
        // own end. What it holds is no text of the book.
        for (open, close) in [("<?", "?>"), ("<![CDATA[", "]]>")] {
            if let Some(after) = text.trim_start().strip_prefix(open) {
                let end = after.find(close).map(|at| at + close.len());
                let rest = end.and_then(|end| after.get(end..)).unwrap_or_default();
                let skipped = text.len() - rest.len();
                let places = places.iter().map(|&(at, place)| {
                    // A piece that starts in what is skipped goes on behind it.
                    (
                        at.saturating_sub(skipped),
                        place + skipped.saturating_sub(at),
                    )
                });
                let places: Places = places.collect();
                return self.html_tokens_of(rest, &places);
            }
        }
        self.html_tokens_of(text, places);
    }

    fn html_tokens_of(&mut self, text: &str, places: &Places) {
        let mut emitter = DefaultEmitter::new_with_span();
        emitter.naively_switch_states(true);
        let Ok(tokens) = Tokenizer::new_with_emitter(text, emitter)
            .collect::<Result<Vec<Token<usize>>, std::convert::Infallible>>();
        for token in tokens {
            match token {
                Token::StartTag(tag) => {
                    let range = chapter_range(places, tag.span.start..tag.span.end);
                    self.start_tag(&tag, range);
                }
                Token::EndTag(tag) => {
                    let range = chapter_range(places, tag.span.start..tag.span.end);
                    let name = String::from_utf8_lossy(&tag.name);
                    self.end_tag(&name, range);
                }
                Token::String(string) => {
                    let range = chapter_range(places, string.span.start..string.span.end);
                    let text = String::from_utf8_lossy(&string.value);
                    self.html_text(&text, range);
                }
                Token::Doctype(doctype) => {
                    let range = chapter_range(places, doctype.span.start..doctype.span.end);
                    self.dropped("a document type has no place here", range);
                }
                // Comments are for the author alone; processing instructions come as comments.
                Token::Comment(_) | Token::Error(_) => {}
            }
        }
    }

    /// Text of HTML, its white space as HTML has it.
    fn html_text(&mut self, text: &str, range: Range<usize>) {
        match self.top_holds() {
            Holds::Nothing => return,
            Holds::Raw => {
                let text = self.clean(Cow::Borrowed(text), &range);
                self.push_inline(InlineKind::Text(text), Attr::default(), range);
                return;
            }
            _ => {}
        }
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}');
        if matches!(self.top_holds(), Holds::Blocks | Holds::Parts)
            && text.trim_matches(blank).is_empty()
        {
            return;
        }
        let text = self.clean(Cow::Borrowed(text), &range);
        let exact = text.len() == range.len();
        let mut rest = text.as_str();
        let mut at = range.start;
        while !rest.is_empty() {
            let is_blank = rest.starts_with(blank);
            let length = rest.find(|c| blank(c) != is_blank).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(length);
            let place = if exact {
                at..at + length
            } else {
                range.clone()
            };
            let kind = if !is_blank {
                InlineKind::Text(piece.to_owned())
            } else if piece.contains('\n') {
                InlineKind::SoftBreak
            } else {
                InlineKind::Text(" ".to_owned())
            };
            self.push_inline(kind, Attr::default(), place);
            at += length;
            rest = after;
        }
    }

    /// Reports what is left out.
    fn dropped(&mut self, message: impl Into<String>, range: Range<usize>) {
        let span = self.span(range);
        self.report
            .push(Diagnostic::warning(Code::DroppedHtml, message).at(span));
    }

    /// True when a paragraph or heading is open in which no block may stand.
    fn in_text(&self) -> bool {
        self.frames
            .iter()
            .rev()
            .take_while(|frame| !matches!(frame.kind.holds(), Holds::Blocks | Holds::Parts))
            .any(|frame| {
                frame.kind.holds() == Holds::Text
                    && match frame.origin {
                        Origin::Markdown => true,
                        Origin::Implied => !self.in_html_block,
                        Origin::Html(_) => false,
                    }
            })
    }

    /// Closes the nearest frame that satisfies `wanted`, looking no further than what Markdown
    /// opened or what satisfies `border`.
    fn close_html(
        &mut self,
        wanted: impl Fn(&Frame) -> bool,
        border: impl Fn(&FrameKind) -> bool,
    ) -> bool {
        let found = self
            .frames
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, frame)| frame.origin != Origin::Markdown)
            .take_while(|(_, frame)| wanted(frame) || !border(&frame.kind))
            .find(|(_, frame)| wanted(frame))
            .map(|(index, _)| index);
        let Some(index) = found else {
            return false;
        };
        while self.frames.len() > index.max(1) {
            self.close_top();
        }
        true
    }
}

/// A range of a text of HTML as a range of the chapter.
fn chapter_range(places: &Places, range: Range<usize>) -> Range<usize> {
    let map = |offset: usize| {
        let index = places
            .partition_point(|(at, _)| *at <= offset)
            .saturating_sub(1);
        places
            .get(index)
            .map_or(offset, |(at, place)| place + (offset - (*at).min(offset)))
    };
    let start = map(range.start);
    // The end belongs to the line of the last character.
    let end = if range.end > range.start {
        map(range.end - 1) + 1
    } else {
        start
    };
    start..end.max(start)
}
