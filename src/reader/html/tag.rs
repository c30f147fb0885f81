//! What each tag becomes.

use std::borrow::Cow;
use std::ops::Range;

use html5gum::StartTag;
use pulldown_cmark::LinkType;

use super::attribute::Own;
use super::names::{KNOWN, WITH_CONTENT, is_block};
use crate::document::{Attr, BlockKind, Image, InlineKind, NumberDelim, OrderedList};
use crate::reader::build::{Builder, FrameKind, Holds, Origin};
use crate::reader::clean::clean;

impl Builder<'_, '_, '_> {
    /// Takes a start tag.
    pub(super) fn start_tag(&mut self, tag: &StartTag<usize>, range: Range<usize>) {
        let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
        if self.top_holds() == Holds::Nothing {
            return;
        }
        let Some(name) = KNOWN.iter().find(|known| **known == name).copied() else {
            return self.unknown_tag(&name, range, tag.self_closing);
        };
        let in_text = self.in_text();
        if in_text && is_block(name) {
            return self.block_in_text(name, tag, range);
        }
        let (attr, own) = self.attributes(name, tag, &range);
        match name {
            "br" => self.push_inline(InlineKind::LineBreak, attr, range),
            "hr" => self.push_block(BlockKind::Break, attr, range),
            "img" => self.image(attr, own, range),
            "rp" => {
                // The parentheses are for readers without ruby; there are none here.
                self.open(FrameKind::Dropped, attr, Origin::Html("rp"), range);
            }
            _ => {
                self.imply_ends(name);
                if let Some(kind) = self.frame_kind(name, &attr, own, &range) {
                    self.open_tag(kind, attr, name, range);
                }
            }
        }
    }

    fn open_tag(&mut self, kind: FrameKind, attr: Attr, name: &'static str, range: Range<usize>) {
        let is = |frame: &crate::reader::build::Frame, wanted: &str| match &frame.kind {
            FrameKind::List { .. } => wanted == "list",
            FrameKind::Definitions { .. } => wanted == "definitions",
            FrameKind::Table(_) => wanted == "table",
            FrameKind::Row { .. } => wanted == "row",
            FrameKind::Figure => wanted == "figure",
            _ => false,
        };
        if matches!(
            kind,
            FrameKind::Item { .. }
                | FrameKind::Term
                | FrameKind::Definition
                | FrameKind::Row { .. }
                | FrameKind::Cell { .. }
                | FrameKind::Caption
        ) {
            self.close_open_text();
        }
        let top_is =
            |builder: &Self, wanted| builder.frames.last().is_some_and(|frame| is(frame, wanted));
        // Parts without their whole get one.
        match &kind {
            FrameKind::Item { .. } if !top_is(self, "list") => {
                let list = FrameKind::List {
                    ordered: None,
                    loose: false,
                    items: Vec::new(),
                };
                if !self.open(list, Attr::default(), Origin::Implied, range.clone()) {
                    return;
                }
            }
            FrameKind::Term | FrameKind::Definition if !top_is(self, "definitions") => {
                let list = FrameKind::Definitions { items: Vec::new() };
                if !self.open(list, Attr::default(), Origin::Implied, range.clone()) {
                    return;
                }
            }
            FrameKind::Row { .. } if !top_is(self, "table") => {
                let table = FrameKind::Table(Box::default());
                if !self.open(table, Attr::default(), Origin::Implied, range.clone()) {
                    return;
                }
            }
            FrameKind::Cell { head } if !top_is(self, "row") => {
                let head = *head;
                if !top_is(self, "table") {
                    let table = FrameKind::Table(Box::default());
                    if !self.open(table, Attr::default(), Origin::Implied, range.clone()) {
                        return;
                    }
                }
                let row = FrameKind::Row {
                    cells: Vec::new(),
                    head,
                };
                self.open(row, Attr::default(), Origin::Implied, range.clone());
            }
            FrameKind::Caption if !top_is(self, "figure") && !top_is(self, "table") => {
                self.open(FrameKind::Paragraph, attr, Origin::Html(name), range);
                return;
            }
            // A row is of the head only when all its cells are.
            FrameKind::Cell { head: false } => {
                if let Some(FrameKind::Row { head, .. }) =
                    self.frames.last_mut().map(|frame| &mut frame.kind)
                {
                    *head = false;
                }
            }
            _ => {}
        }
        self.open(kind, attr, Origin::Html(name), range);
    }

    /// Closes paragraphs and inlines that no Markdown opened, down to what holds blocks or parts.
    fn close_open_text(&mut self) {
        while self.frames.last().is_some_and(|frame| {
            frame.origin != Origin::Markdown
                && matches!(
                    frame.kind.holds(),
                    Holds::Text | Holds::Inlines | Holds::Raw
                )
        }) {
            self.close_top();
        }
    }

    /// Takes an end tag.
    pub(super) fn end_tag(&mut self, name: &str, range: Range<usize>) {
        if name == "p" && !self.frames.iter().any(|f| f.origin == Origin::Html("p")) {
            return;
        }
        if name == "br" {
            self.push_inline(InlineKind::LineBreak, Attr::default(), range);
            return;
        }
        let cell_border = |kind: &FrameKind| {
            !matches!(name, "table" | "tr" | "tbody" | "thead" | "tfoot")
                && matches!(kind, FrameKind::Cell { .. })
        };
        let end = self.span(range).end;
        if let Some(frame) = self
            .frames
            .iter_mut()
            .rev()
            .find(|frame| matches!(frame.origin, Origin::Html(open) if open == name))
        {
            frame.span.end = frame.span.end.max(end);
            frame.ended = true;
        }
        self.close_html(
            |frame| matches!(frame.origin, Origin::Html(open) if open == name),
            cell_border,
        );
    }

    /// Closes what ends where this tag starts, by HTML's rules of optional tags.
    fn imply_ends(&mut self, name: &str) {
        match name {
            "li" => {
                self.close_html(
                    |frame| matches!(frame.kind, FrameKind::Item { .. }),
                    |kind| matches!(kind, FrameKind::List { .. }),
                );
            }
            "dt" | "dd" => {
                self.close_html(
                    |frame| matches!(frame.kind, FrameKind::Term | FrameKind::Definition),
                    |kind| matches!(kind, FrameKind::Definitions { .. }),
                );
            }
            "tr" | "thead" | "tbody" | "tfoot" => {
                self.close_html(
                    |frame| matches!(frame.kind, FrameKind::Row { .. }),
                    |kind| matches!(kind, FrameKind::Table(_)),
                );
            }
            "td" | "th" => {
                self.close_html(
                    |frame| matches!(frame.kind, FrameKind::Cell { .. }),
                    |kind| matches!(kind, FrameKind::Row { .. } | FrameKind::Table(_)),
                );
            }
            "rt" => {
                self.close_html(
                    |frame| matches!(frame.kind, FrameKind::Reading),
                    |kind| matches!(kind, FrameKind::Ruby { .. }),
                );
            }
            _ => {}
        }
    }

    fn frame_kind(
        &mut self,
        name: &'static str,
        attr: &Attr,
        own: Own,
        range: &Range<usize>,
    ) -> Option<FrameKind> {
        Some(match name {
            "b" | "strong" => FrameKind::Strong,
            "i" | "em" | "cite" | "dfn" | "var" => FrameKind::Emph,
            "u" | "ins" => FrameKind::Underline,
            "s" | "del" | "strike" => FrameKind::Strike,
            "sub" => FrameKind::Subscript,
            "sup" => FrameKind::Superscript,
            "mark" => FrameKind::Mark,
            "code" | "kbd" | "samp" | "tt" => {
                if self.top_holds() == Holds::Raw {
                    self.code_language(attr);
                    return None;
                }
                FrameKind::InlineCode
            }
            "q" => FrameKind::Quotation,
            "small" | "abbr" | "span" | "bdi" | "time" => FrameKind::Span,
            "a" => match own.href {
                Some(href) => FrameKind::Link {
                    target: self.target(&href, LinkType::Inline, range),
                    title: own.title.unwrap_or_default(),
                },
                None => FrameKind::Span,
            },
            "ruby" => FrameKind::Ruby {
                base: Vec::new(),
                reading: Vec::new(),
            },
            "rt" => {
                if !matches!(
                    self.frames.last().map(|f| &f.kind),
                    Some(FrameKind::Ruby { .. })
                ) {
                    return None;
                }
                FrameKind::Reading
            }
            "p" => FrameKind::Paragraph,
            "div" | "section" | "aside" | "article" | "header" | "footer" | "main" | "center" => {
                FrameKind::Group
            }
            "blockquote" => FrameKind::Quote,
            "figure" => FrameKind::Figure,
            "figcaption" | "caption" => FrameKind::Caption,
            "pre" => FrameKind::Code {
                language: None,
                text: String::new(),
            },
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                FrameKind::Heading(name.as_bytes().get(1).map_or(1, |digit| digit - b'0'))
            }
            "ul" => FrameKind::List {
                ordered: None,
                loose: false,
                items: Vec::new(),
            },
            "ol" => FrameKind::List {
                ordered: Some(OrderedList {
                    start: own.start.unwrap_or(1),
                    delim: NumberDelim::Period,
                }),
                loose: false,
                items: Vec::new(),
            },
            "li" => FrameKind::Item { task: None },
            "dl" => FrameKind::Definitions { items: Vec::new() },
            "dt" => FrameKind::Term,
            "dd" => FrameKind::Definition,
            "table" => FrameKind::Table(Box::default()),
            "tr" => FrameKind::Row {
                cells: Vec::new(),
                head: true,
            },
            "td" => FrameKind::Cell { head: false },
            "th" => FrameKind::Cell { head: true },
            // Rows know by their cells whether they head the table.
            _ => return None,
        })
    }

    /// `<pre><code class="language-x">`: the language goes to the block.
    fn code_language(&mut self, attr: &Attr) {
        let named = attr.classes.iter().find_map(|class| {
            class
                .strip_prefix("language-")
                .or_else(|| class.strip_prefix("lang-"))
        });
        if let Some(FrameKind::Code { language, text }) =
            self.frames.last_mut().map(|frame| &mut frame.kind)
            && text.trim().is_empty()
            && let Some(named) = named
        {
            *language = Some(named.to_owned());
        }
    }

    fn image(&mut self, mut attr: Attr, own: Own, range: Range<usize>) {
        let span = self.span(range.clone());
        let Some(src) = own.src.filter(|src| !src.is_empty()) else {
            self.dropped("this `<img>` names no picture", range);
            return;
        };
        let asset = self.find_picture(&src, span);
        if let Some(title) = own.title {
            attr.pairs.push(("title".to_owned(), title));
        }
        if own.alt.as_deref() == Some("") && attr.get("role").is_none() {
            // In HTML an empty alternative text says that the picture is an ornament.
            attr.pairs
                .push(("role".to_owned(), "presentation".to_owned()));
        }
        let image = Image {
            asset,
            destination: src,
            alt: own.alt.unwrap_or_default(),
        };
        self.push_inline(InlineKind::Image(image), attr, range);
    }

    /// A tag of a block within a paragraph: a span for those that only carry attributes.
    fn block_in_text(&mut self, name: &'static str, tag: &StartTag<usize>, range: Range<usize>) {
        if matches!(name, "div" | "section" | "aside" | "p") {
            let (attr, _) = self.attributes(name, tag, &range);
            self.open(FrameKind::Span, attr, Origin::Html(name), range);
        } else {
            self.dropped(
                format!("`<{name}>` can't stand within a paragraph, so the tag was left out"),
                range,
            );
        }
    }

    fn unknown_tag(&mut self, name: &str, range: Range<usize>, self_closing: bool) {
        let shown: String = clean(Cow::Borrowed(name)).chars().take(40).collect();
        match WITH_CONTENT.iter().find(|known| **known == name) {
            Some(known) if !self_closing || matches!(*known, "script" | "style") => {
                self.dropped(
                    format!("`<{shown}>` is not allowed and was left out with what it holds"),
                    range.clone(),
                );
                self.open(
                    FrameKind::Dropped,
                    Attr::default(),
                    Origin::Html(known),
                    range,
                );
            }
            _ => self.dropped(
                format!("`<{shown}>` is not allowed, so the tag was left out"),
                range,
            ),
        }
    }
}
