//! Markdown events to frames.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag,
};

use super::{Builder, FrameKind, Holds, Origin, TableFrame};
use crate::diag::{Code, Diagnostic};
use crate::document::{
    Alert, Attr, BlockKind, ColumnAlign, Inline, InlineKind, InlineRole, LinkTarget, Math, NoteId,
    NumberDelim, OrderedList,
};
use crate::reader::attributes::{self, RawAttr};
use crate::reader::clean::clean;
use crate::reader::{inline, parse};
use crate::text::{is_link_scheme, scheme};

impl Builder<'_, '_, '_> {
    /// Gives each label that has a definition its number; a second definition is reported.
    pub(super) fn collect_labels(&mut self, events: &[parse::Spanned<'_>]) {
        let mut places = Vec::new();
        for (event, range) in events {
            let Event::Start(Tag::FootnoteDefinition(label)) = event else {
                continue;
            };
            let key = inline::note_key(label);
            let span = self.span(range.clone());
            if let Some(first) = self.labels.get(&key) {
                let first = places
                    .get((first.0 as usize).saturating_sub(self.place.first_note))
                    .copied()
                    .unwrap_or(span);
                self.report.push(
                    Diagnostic::warning(
                        Code::DuplicateNote,
                        format!("the note `{label}` is defined twice; the first is used"),
                    )
                    .at(span)
                    .related(first, "first defined here"),
                );
                continue;
            }
            let number = u32::try_from(self.place.first_note + places.len()).unwrap_or(u32::MAX);
            self.labels.insert(key, NoteId(number));
            places.push(span);
        }
        self.notes.resize_with(places.len(), || None);
    }

    /// Takes one event.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                let opened = self.start(tag, &range);
                self.starts.push(opened);
            }
            Event::End(tag) => {
                if matches!(tag, pulldown_cmark::TagEnd::HtmlBlock) {
                    self.flush_html();
                }
                if self.starts.pop() == Some(true) {
                    self.close_markdown();
                }
            }
            Event::Text(text) => self.text(text, range.clone()),
            Event::Code(text) => {
                let text = self.clean(Cow::Borrowed(&text), &range);
                self.push_inline(InlineKind::Code(text), Attr::default(), range.clone());
            }
            Event::InlineMath(tex) => {
                let tex = self.clean(Cow::Borrowed(&tex), &range);
                self.push_inline(
                    InlineKind::Math(Math { tex }),
                    Attr::default(),
                    range.clone(),
                );
            }
            Event::DisplayMath(tex) => {
                let tex = self.clean(Cow::Borrowed(&tex), &range);
                let kind = InlineKind::Math(Math { tex });
                self.push_role(kind, InlineRole::Display, range.clone());
            }
            Event::Html(line) => self.html_line(&line, &range),
            Event::InlineHtml(tag) => self.inline_html(&tag, range.clone()),
            Event::FootnoteReference(label) => match self.note_id(&label) {
                Some(note) => {
                    self.push_inline(InlineKind::NoteRef(note), Attr::default(), range.clone());
                }
                None => self.text(label, range.clone()),
            },
            Event::SoftBreak => {
                self.push_inline(InlineKind::SoftBreak, Attr::default(), range.clone());
            }
            Event::HardBreak => {
                self.push_inline(InlineKind::LineBreak, Attr::default(), range.clone());
            }
            Event::Rule => self.push_block(BlockKind::Break, Attr::default(), range.clone()),
            Event::TaskListMarker(done) => {
                for frame in self.frames.iter_mut().rev() {
                    if let FrameKind::Item { task } = &mut frame.kind {
                        *task = Some(done);
                        break;
                    }
                }
            }
        }
        self.last_end = range.end;
    }

    /// Text; where it starts with an escaped sign of punctuation that the resolve stage would
    /// change, that sign is set apart as literal.
    fn text(&mut self, text: CowStr<'_>, range: Range<usize>) {
        let in_code = self.top_holds() == Holds::Raw;
        let escaped = !in_code
            && range.start > 0
            && self.last_end != range.start
            && self.text.as_bytes().get(range.start - 1) == Some(&b'\\')
            && self.text.get(range.clone()) == Some(&*text);
        let text = self.clean(Cow::Borrowed(&text), &range);
        if !escaped {
            self.push_inline(InlineKind::Text(text), Attr::default(), range);
            return;
        }
        self.escapes.push(range.start);
        let Some(rest) = text.strip_prefix(['"', '\'', '-', '.']) else {
            self.push_inline(InlineKind::Text(text), Attr::default(), range);
            return;
        };
        let middle = range.start + 1;
        let sign = text[..1].to_owned();
        let sign = Inline::text(sign, self.span(range.start..middle));
        let kind = InlineKind::Span(vec![sign]);
        self.push_role(kind, InlineRole::Literal, range.start..middle);
        if !rest.is_empty() {
            let rest = InlineKind::Text(rest.to_owned());
            self.push_inline(rest, Attr::default(), middle..range.end);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) -> bool {
        let mut attr = Attr::default();
        let kind = match tag {
            Tag::Paragraph => {
                if let Some(FrameKind::Item { .. }) = self.frames.last().map(|f| &f.kind) {
                    self.mark_loose();
                }
                FrameKind::Paragraph
            }
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let raw = RawAttr {
                    id: id.map(|id| id.to_string()),
                    classes: classes.iter().map(ToString::to_string).collect(),
                    pairs: attrs
                        .iter()
                        .map(|(key, value)| {
                            let value = value.as_deref().unwrap_or("");
                            let bare = value.trim_matches(['"', '\'']);
                            (key.to_string(), bare.to_owned())
                        })
                        .collect(),
                };
                let span = self.span(range.clone());
                attr = attributes::check(raw, span, &mut self.report);
                FrameKind::Heading(heading_level(level))
            }
            Tag::BlockQuote(kind) => match kind {
                None => FrameKind::Quote,
                Some(kind) => FrameKind::Alert(match kind {
                    BlockQuoteKind::Note => Alert::Note,
                    BlockQuoteKind::Tip => Alert::Tip,
                    BlockQuoteKind::Important => Alert::Important,
                    BlockQuoteKind::Warning => Alert::Warning,
                    BlockQuoteKind::Caution => Alert::Caution,
                }),
            },
            Tag::CodeBlock(CodeBlockKind::Indented) => FrameKind::Code {
                language: None,
                text: String::new(),
            },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let (language, own) = self.fence(&info, range);
                attr = own;
                FrameKind::Code {
                    language,
                    text: String::new(),
                }
            }
            Tag::HtmlBlock => {
                self.html = Some((String::new(), Vec::new()));
                return false;
            }
            Tag::List(start) => FrameKind::List {
                ordered: start.map(|start| OrderedList {
                    start,
                    delim: self.delimiter(range),
                }),
                loose: false,
                items: Vec::new(),
            },
            Tag::Item => FrameKind::Item { task: None },
            Tag::FootnoteDefinition(label) => FrameKind::Note {
                label: label.to_string(),
            },
            Tag::DefinitionList => FrameKind::Definitions { items: Vec::new() },
            Tag::DefinitionListTitle => FrameKind::Term,
            Tag::DefinitionListDefinition => FrameKind::Definition,
            Tag::Table(columns) => FrameKind::Table(Box::new(TableFrame {
                columns: columns.iter().map(|column| align(*column)).collect(),
                ..TableFrame::default()
            })),
            Tag::TableHead => FrameKind::Row {
                cells: Vec::new(),
                head: true,
            },
            Tag::TableRow => FrameKind::Row {
                cells: Vec::new(),
                head: false,
            },
            Tag::TableCell => FrameKind::Cell {
                head: matches!(
                    self.frames.last().map(|f| &f.kind),
                    Some(FrameKind::Row { head: true, .. })
                ),
            },
            Tag::Emphasis => FrameKind::Emph,
            Tag::Strong => FrameKind::Strong,
            Tag::Strikethrough => FrameKind::Strike,
            Tag::Superscript => FrameKind::Superscript,
            Tag::Subscript => FrameKind::Subscript,
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => FrameKind::Link {
                target: self.target(&dest_url, link_type, range),
                title: clean(Cow::Borrowed(&title)).into_owned(),
            },
            Tag::Image {
                dest_url, title, ..
            } => FrameKind::Image {
                destination: clean(Cow::Borrowed(&dest_url)).into_owned(),
                title: clean(Cow::Borrowed(&title)).into_owned(),
            },
            // Not switched on; front matter was taken off before.
            Tag::MetadataBlock(_) => return false,
        };
        // The parts of a list or table that was not opened for its depth are joined to what is around.
        let parent = self.frames.last().map(|frame| &frame.kind);
        let has_place = match &kind {
            FrameKind::Item { .. } => matches!(parent, Some(FrameKind::List { .. })),
            FrameKind::Term | FrameKind::Definition => {
                matches!(parent, Some(FrameKind::Definitions { .. }))
            }
            FrameKind::Row { .. } => matches!(parent, Some(FrameKind::Table(_))),
            FrameKind::Cell { .. } => matches!(parent, Some(FrameKind::Row { .. })),
            _ => true,
        };
        has_place && self.open(kind, attr, Origin::Markdown, range.clone())
    }

    /// Notes that the list around the item on top has a paragraph of its own.
    fn mark_loose(&mut self) {
        for frame in self.frames.iter_mut().rev() {
            if let FrameKind::List { loose, .. } = &mut frame.kind {
                *loose = true;
                return;
            }
        }
    }

    /// What follows the number of a list's first item.
    fn delimiter(&self, range: &Range<usize>) -> NumberDelim {
        let source = self.text.get(range.clone()).unwrap_or_default();
        let after = source
            .trim_start()
            .trim_start_matches(|c: char| c.is_ascii_digit());
        if after.starts_with(')') {
            NumberDelim::Paren
        } else {
            NumberDelim::Period
        }
    }

    /// The language and the attributes of a fence: `rust`, `rust {.numbered}`, `{.rust #id}`, `rust,ignore`.
    fn fence(&mut self, info: &str, range: &Range<usize>) -> (Option<String>, Attr) {
        let (words, mut attr) = match info.find('{') {
            Some(brace) => match attributes::parse(&info[brace..]) {
                Some((raw, _)) => {
                    let first_line = self
                        .text
                        .get(range.clone())
                        .and_then(|code| code.find('\n'))
                        .map_or(range.end, |end| range.start + end);
                    let span = self.span(range.start..first_line);
                    let attr = attributes::check(raw, span, &mut self.report);
                    (&info[..brace], attr)
                }
                None => (&info[..brace], Attr::default()),
            },
            None => (info, Attr::default()),
        };
        let word = words.split([' ', '\t', ',']).next().unwrap_or_default();
        let plain = word.len() <= 40
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || "+-#._/".contains(c));
        let mut language = if plain {
            word.to_owned()
        } else {
            String::new()
        };
        if language.is_empty() && !attr.classes.is_empty() {
            language = attr.classes.remove(0);
        }
        ((!language.is_empty()).then_some(language), attr)
    }

    /// Where a link leads; one of a scheme that is not allowed leads nowhere.
    pub(in crate::reader) fn target(
        &mut self,
        destination: &str,
        link_type: LinkType,
        range: &Range<usize>,
    ) -> LinkTarget {
        let destination = clean(Cow::Borrowed(destination));
        if link_type == LinkType::Email && !destination.starts_with("mailto:") {
            return LinkTarget::Unresolved(format!("mailto:{destination}"));
        }
        match scheme(&destination) {
            Some(scheme) if !is_link_scheme(&scheme) => {
                let span = self.span(range.clone());
                self.report.push(
                    Diagnostic::warning(
                        Code::UnsafeLink,
                        format!("links of the scheme `{scheme}:` are not allowed"),
                    )
                    .at(span)
                    .help("only the link's text is kept"),
                );
                LinkTarget::Dead
            }
            _ => LinkTarget::Unresolved(destination.into_owned()),
        }
    }
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn align(alignment: Alignment) -> ColumnAlign {
    match alignment {
        Alignment::None => ColumnAlign::Start,
        Alignment::Left => ColumnAlign::Left,
        Alignment::Center => ColumnAlign::Center,
        Alignment::Right => ColumnAlign::Right,
    }
}
