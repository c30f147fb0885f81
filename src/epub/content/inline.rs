//! Inlines.

use super::math::Style;
use super::{Scope, Writer};
use crate::diag::{Code, Diagnostic};
use crate::document::{Attr, Image, Inline, InlineKind, InlineRole, LinkTarget, NoteId, OBJECT};
use crate::epub::href;
use crate::epub::marks::Cursor;
use crate::source::Span;

impl<'a> Writer<'a, '_> {
    pub(super) fn inlines(&mut self, inlines: &'a [Inline], at: &mut Cursor) {
        for inline in inlines {
            self.inline(inline, at);
        }
    }

    fn inline(&mut self, inline: &'a Inline, at: &mut Cursor) {
        let attr = &*inline.attr_with_classes();
        match &inline.kind {
            InlineKind::Text(text) if attr.is_empty() => self.text(text, at),
            InlineKind::Text(text) => {
                let outer = self.start("span", attr, "");
                self.text(text, at);
                self.leave(outer);
            }
            InlineKind::Emph(content) => self.wrap("em", attr, content, at),
            InlineKind::Strong(content) => self.wrap("strong", attr, content, at),
            InlineKind::Strike(content) => self.wrap("s", attr, content, at),
            InlineKind::Superscript(content) => self.wrap("sup", attr, content, at),
            InlineKind::Subscript(content) => self.wrap("sub", attr, content, at),
            InlineKind::Underline(content) => self.wrap("u", attr, content, at),
            InlineKind::Mark(content) => self.wrap("mark", attr, content, at),
            InlineKind::Span(content) if attr.is_empty() => self.inlines(content, at),
            InlineKind::Span(content) => self.wrap("span", attr, content, at),
            InlineKind::Code(text) => {
                let name = match inline.role {
                    Some(InlineRole::Keyboard) => "kbd",
                    _ => "code",
                };
                let outer = self.start(name, attr, "");
                self.text(text, at);
                self.leave(outer);
            }
            InlineKind::Ruby { base, reading } => self.ruby(attr, base, reading, at),
            InlineKind::Link {
                target,
                title,
                content,
            } => {
                let href = self.link_href(target, inline.span);
                self.link(href.as_deref(), attr, title, content, at);
            }
            InlineKind::Image(image) => {
                self.object(at);
                self.picture(image, attr, inline.span);
            }
            InlineKind::Math(math) => {
                self.object(at);
                if attr.is_empty() {
                    self.math(math, Style::Inline, inline.span);
                } else {
                    let outer = self.start("span", attr, "");
                    self.math(math, Style::Inline, inline.span);
                    self.leave(outer);
                }
            }
            InlineKind::NoteRef(note) => {
                self.object(at);
                self.note_ref(*note);
            }
            InlineKind::SoftBreak => self.text("\n", at),
            InlineKind::LineBreak => {
                self.marks_within(1, at);
                at.advance(1);
                self.m.tag("br").empty();
                self.m.line();
            }
        }
    }

    fn wrap(&mut self, name: &'static str, attr: &Attr, content: &'a [Inline], at: &mut Cursor) {
        let outer = self.start(name, attr, "");
        self.inlines(content, at);
        self.leave(outer);
    }

    /// Closes an inline element.
    fn leave(&mut self, outer: Scope) {
        self.m.close();
        self.scope = outer;
    }

    /// Text, with the page breaks that fall into it.
    pub(super) fn text(&mut self, text: &str, at: &mut Cursor) {
        let mut rest = text;
        while let Some((ahead, mark)) = at.next_within(rest.len()) {
            // A place within a character can only come of a page map of another edition.
            let cut = (0..=ahead.min(rest.len()))
                .rev()
                .find(|cut| rest.is_char_boundary(*cut))
                .unwrap_or(0);
            let (before, after) = rest.split_at(cut);
            self.m.text(before);
            at.advance(before.len());
            self.inline_mark(mark);
            rest = after;
        }
        self.m.text(rest);
        at.advance(rest.len());
    }

    /// The page breaks before something that is `len` bytes long in flattened text and can't be divided.
    fn marks_within(&mut self, len: usize, at: &mut Cursor) {
        while let Some((_, mark)) = at.next_within(len) {
            self.inline_mark(mark);
        }
    }

    /// The page breaks before a picture, a formula or a note reference.
    fn object(&mut self, at: &mut Cursor) {
        self.marks_within(OBJECT.len_utf8(), at);
        at.advance(OBJECT.len_utf8());
    }

    fn ruby(&mut self, attr: &Attr, base: &'a [Inline], reading: &'a [Inline], at: &mut Cursor) {
        let outer = self.start("ruby", attr, "");
        self.inlines(base, at);
        self.m.open("rt");
        self.inlines(reading, at);
        self.m.close();
        self.leave(outer);
    }

    fn link_href(&mut self, target: &LinkTarget, span: Span) -> Option<String> {
        match target {
            LinkTarget::Internal(id) => self.book.href(id, self.file),
            LinkTarget::External(address) => {
                let href = href::external(address);
                if href.is_none() {
                    self.shared.diagnostics.push(
                        Diagnostic::warning(
                            Code::DeadLink,
                            format!("`{address}` is not a web address; its text is kept, without the link"),
                        )
                        .at(span)
                        .help("write the whole address, such as `https://example.org/page`"),
                    );
                }
                href
            }
            LinkTarget::Unresolved(_) | LinkTarget::Dead => None,
        }
    }

    fn link(
        &mut self,
        href: Option<&str>,
        attr: &Attr,
        title: &str,
        content: &'a [Inline],
        at: &mut Cursor,
    ) {
        // No link may stand in a link.
        let href = href.filter(|_| !self.scope.in_link);
        let Some(href) = href else {
            if attr.is_empty() {
                self.inlines(content, at);
            } else {
                self.wrap("span", attr, content, at);
            }
            return;
        };
        let mut more = vec![("href", href)];
        if !title.is_empty() {
            more.push(("title", title));
        }
        let outer = self.start_with("a", attr, "", &more);
        self.scope.in_link = true;
        self.inlines(content, at);
        self.leave(outer);
    }

    /// A reference to a note. Nothing but the number may stand in the link: Apple Books opens no
    /// pop-up otherwise.
    fn note_ref(&mut self, note: NoteId) {
        let Some(used) = self.book.edition.notes.get(note.0 as usize) else {
            return;
        };
        let count = self.shared.note_refs.entry(note).or_default();
        let id = used.refs.get(*count).map(crate::document::AnchorId::as_str);
        *count += 1;
        let href = self
            .book
            .href(&used.id, self.file)
            .filter(|_| !self.scope.in_link);
        let sup = self.m.tag("sup");
        if let Some(href) = href {
            sup.open();
            self.m
                .tag("a")
                .maybe("id", id)
                .attr("href", &href)
                .attr("class", "noteref")
                .attr("epub:type", "noteref")
                .attr("role", "doc-noteref")
                .open();
            self.m.text(&used.label);
            self.m.close();
        } else {
            sup.maybe("id", id).attr("class", "noteref").open();
            self.m.text(&used.label);
        }
        self.m.close();
    }

    /// A picture; its alternative text where there is none. An id, a class and a language belong to
    /// the figure around it, if there is one.
    pub(super) fn picture(&mut self, image: &Image, attr: &Attr, span: Span) {
        let in_figure = self.m.innermost() == Some("figure");
        let own = Attr::default();
        let shown = if in_figure { &own } else { attr };
        let file = image.asset.and_then(|id| self.pictures.file(id));
        let (Some(file), Some(asset)) = (file, image.asset) else {
            let outer = self.start("span", shown, "missing");
            self.m.text(&image.alt);
            self.leave(outer);
            return;
        };
        self.shared.usage.assets.insert(asset);
        if image.alt.trim().is_empty() {
            self.shared.usage.without_alt += 1;
        }
        let width = attr.get("width").and_then(width_style);
        if width.is_none() && attr.get("width").is_some() {
            self.shared.diagnostics.push(
                Diagnostic::warning(Code::BadAttributes, "this width is not used in the EPUB")
                    .at(span)
                    .help("give it in per cent of the line: `{width=60%}`"),
            );
        }
        let class = if in_figure { "" } else { "inline" };
        super::attributes(self.m.tag("img"), shown, class, &self.scope)
            .attr("src", file)
            .attr("alt", &image.alt)
            .maybe("style", width.as_deref())
            .empty();
    }
}

/// A picture's width as a style: only parts of the line's width, which hold on every screen.
fn width_style(width: &str) -> Option<String> {
    let percent: f64 = width.trim().strip_suffix('%')?.trim().parse().ok()?;
    (percent > 0.0 && percent <= 100.0).then(|| format!("width: {percent}%"))
}
