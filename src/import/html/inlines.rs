//! Inlines of HTML.

use super::blocks::anchor;
use super::convert::Convert;
use super::tree::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::document::{Inline, InlineKind, InlineRole, LinkTarget, Math};
use crate::import::make::{inline, is_blank, text};

impl Convert<'_> {
    /// Adds what an inline element or a text is. As deep as the tree, which is bounded.
    pub(super) fn inline(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        if self.is_skipped(id) {
            return;
        }
        let span = self.span(id);
        if let Some(content) = self.tree().text_node(id) {
            if !content.is_empty() {
                out.push(text(squeezed(content), span));
            }
            return;
        }
        let lang = self.other_lang(id);
        let before = self.lang.clone();
        if lang.is_some() {
            self.lang.clone_from(&lang);
        }
        self.anchors(id, out);
        let start = out.len();
        self.element(id, out);
        self.lang = before;
        if let Some(lang) = lang {
            let content: Vec<Inline> = out.drain(start..).collect();
            if is_blank(&content) {
                out.extend(content);
            } else {
                let mut with_lang = inline(InlineKind::Span(content), span);
                with_lang.attr.lang = Some(lang);
                out.push(with_lang);
            }
        }
    }

    /// An id that a link leads to is an anchor, unless its block takes it.
    fn anchors(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        for key in ["id", "name"] {
            let Some(name) = self.attr(id, key) else {
                continue;
            };
            let Some(name) = self.wanted.get(&(self.doc, name)).cloned() else {
                continue;
            };
            let known =
                |inlines: &[Inline]| inlines.iter().any(|i| i.attr.id.as_ref() == Some(&name));
            if self.pending.contains(&name) || known(out) {
                continue;
            }
            if out.is_empty() {
                // At the start of a block it is the block's.
                self.pending.push(name);
            } else {
                let span = self.span(id);
                out.push(anchor(name, span));
            }
        }
    }

    fn inner(&mut self, id: NodeId) -> Vec<Inline> {
        let mut out = Vec::new();
        for child in self.children(id) {
            self.inline(child, &mut out);
        }
        out
    }

    fn wrapped(
        &mut self,
        id: NodeId,
        kind: impl Fn(Vec<Inline>) -> InlineKind,
        out: &mut Vec<Inline>,
    ) {
        let content = self.inner(id);
        let span = self.span(id);
        // Twice the same is once.
        if let [only] = content.as_slice()
            && only.is_bare()
            && std::mem::discriminant(&only.kind) == std::mem::discriminant(&kind(Vec::new()))
        {
            out.extend(content);
            return;
        }
        if is_blank(&content) && !content.iter().any(|i| i.attr.id.is_some()) {
            out.extend(content);
        } else {
            out.push(inline(kind(content), span));
        }
    }

    fn element(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        let span = self.span(id);
        let name = self.name(id);
        match name.as_str() {
            // A reference in full is no title, and has the title in italics in it.
            "cite"
                if ["i", "em"]
                    .iter()
                    .any(|name| self.tree().first(id, name).is_some()) =>
            {
                out.extend(self.inner(id));
            }
            "em" | "i" | "cite" | "dfn" | "var" | "address" => match self.look(id).italic {
                Some(false) => out.extend(self.inner(id)),
                _ => self.wrapped(id, InlineKind::Emph, out),
            },
            "strong" | "b" => match self.look(id).bold {
                Some(false) => out.extend(self.inner(id)),
                _ => self.wrapped(id, InlineKind::Strong, out),
            },
            "s" | "del" | "strike" => self.wrapped(id, InlineKind::Strike, out),
            "u" => self.wrapped(id, InlineKind::Underline, out),
            "mark" => self.wrapped(id, InlineKind::Mark, out),
            "sub" => self.wrapped(id, InlineKind::Subscript, out),
            "sup" => {
                let content = self.inner(id);
                // The sign of a note is raised by itself.
                let notes = |i: &Inline| match &i.kind {
                    InlineKind::NoteRef(_) => true,
                    InlineKind::Text(text) => text
                        .chars()
                        .all(|c| matches!(c, ' ' | ',' | '[' | ']' | '(' | ')')),
                    _ => false,
                };
                if content
                    .iter()
                    .any(|i| matches!(i.kind, InlineKind::NoteRef(_)))
                    && content.iter().all(notes)
                {
                    out.extend(
                        content
                            .into_iter()
                            .filter(|i| matches!(i.kind, InlineKind::NoteRef(_))),
                    );
                } else if is_blank(&content) {
                    out.extend(content);
                } else {
                    out.push(inline(InlineKind::Superscript(content), span));
                }
            }
            "code" | "kbd" | "samp" | "tt" => {
                let code = self.tree().text(id);
                if !code.is_empty() {
                    out.push(inline(InlineKind::Code(code), span));
                }
            }
            "q" => {
                out.push(text("\"", span));
                out.extend(self.inner(id));
                out.push(text("\"", span));
            }
            "br" => out.push(inline(InlineKind::LineBreak, span)),
            "a" => self.link(id, out),
            "img" | "image" => self.image(id, out),
            "ruby" => self.ruby(id, out),
            "math" => self.math(id, out),
            "script" => {
                let tex = self.tree().raw_text(id);
                out.push(inline(InlineKind::Math(Math { tex }), span));
            }
            "svg" => match self.tree().first(id, "image") {
                Some(image) => self.image(image, out),
                None => {
                    if !self.tree().text(id).is_empty() {
                        self.left_out(id, "this drawing");
                    }
                }
            },
            "iframe" | "video" | "audio" | "object" | "embed" | "canvas" => self.medium(id, out),
            "input" | "button" | "select" | "textarea" | "progress" | "meter" => {
                if self.attr(id, "type").as_deref() != Some("checkbox")
                    && !self.tree().text(id).is_empty()
                {
                    self.left_out(id, "a part of a form");
                }
            }
            _ => self.styled(id, out),
        }
    }

    fn look(&self, id: NodeId) -> super::look::Look {
        self.this()
            .map(|doc| doc.styles.of(&doc.tree, id))
            .unwrap_or_default()
    }

    /// An element that looks as its style says.
    fn styled(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        if let Some((tex, display)) = self.tex(id) {
            let mut math = inline(InlineKind::Math(Math { tex }), self.span(id));
            if display {
                math.role = Some(InlineRole::Display);
            }
            out.push(math);
            return;
        }
        let look = self.look(id);
        let mut content = self.inner(id);
        let span = self.span(id);
        if is_blank(&content) {
            out.extend(content);
            return;
        }
        let initial = self.tree().has_word(
            id,
            "class",
            &["dropcap", "drop-cap", "initial", "firstletter"],
        );
        if initial {
            out.extend(content);
            return;
        }
        // Quotation marks that the author wants straight.
        if self.tree().has_word(id, "class", &["literal"]) {
            let mut literal = inline(InlineKind::Span(content), span);
            literal.role = Some(InlineRole::Literal);
            out.push(literal);
            return;
        }
        if look.small_caps {
            let mut caps = inline(InlineKind::Span(content), span);
            caps.role = Some(InlineRole::SmallCaps);
            content = vec![caps];
        }
        if look.italic == Some(true) {
            content = vec![inline(InlineKind::Emph(content), span)];
        }
        if look.bold == Some(true) {
            content = vec![inline(InlineKind::Strong(content), span)];
        }
        out.extend(content);
    }

    fn link(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        let place = (self.doc, id);
        if self.back_links.contains(&place) {
            return;
        }
        if let Some(note) = self.note_links.get(&place).copied() {
            let span = self.span(id);
            let number = self.note_number(note);
            out.push(inline(InlineKind::NoteRef(number), span));
            return;
        }
        let content = self.inner(id);
        // A link on a picture leads to the picture, or away from the text.
        if self.tree().text(id).is_empty() && self.tree().first(id, "img").is_some() {
            out.extend(content);
            return;
        }
        let Some(href) = self.attr(id, "href").filter(|href| !href.trim().is_empty()) else {
            out.extend(content);
            return;
        };
        let href = href.trim();
        let span = self.span(id);
        let target = match self.outside.place(self.doc, href) {
            Some((doc, name)) if name.is_empty() => Some(self.outside.chapter(doc)),
            Some((doc, name)) => {
                let chapter = if doc == self.doc {
                    String::new()
                } else {
                    self.outside.chapter(doc)
                };
                self.wanted
                    .get(&(doc, name))
                    .map(|name| format!("{chapter}#{name}"))
            }
            None => self.outside.link(href),
        };
        match target {
            Some(target) if !is_blank(&content) => out.push(inline(
                InlineKind::Link {
                    target: LinkTarget::Unresolved(target),
                    title: String::new(),
                    content,
                },
                span,
            )),
            Some(_) => out.extend(content),
            None => {
                if !href.starts_with('#') && !is_blank(&content) {
                    let shown: String = href.chars().take(100).collect();
                    self.diagnostics.push(
                        Diagnostic::info(
                            Code::ImportLeftOut,
                            format!(
                                "the link to `{shown}` leads nowhere from here; its text stays"
                            ),
                        )
                        .at(span),
                    );
                }
                out.extend(content);
            }
        }
    }

    fn ruby(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        let span = self.span(id);
        let mut base = Vec::new();
        for child in self.children(id) {
            match self.name(child).as_str() {
                "rt" | "rtc" => {
                    let reading = self.inner(child);
                    let base = std::mem::take(&mut base);
                    out.push(inline(InlineKind::Ruby { base, reading }, span));
                }
                "rp" => {}
                _ => self.inline(child, &mut base),
            }
        }
        out.extend(base);
    }
}

/// White space as one space (CSS, `white-space: normal`); spaces that do not break stay.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{C}') {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}
