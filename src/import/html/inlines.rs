//! Inlines of HTML.

use super::blocks::anchor;
use super::convert::{Convert, Picture};
use super::tree::{NodeId, Tree};
use crate::diag::{Code, Diagnostic};
use crate::document::{Image, Inline, InlineKind, LinkTarget, Math};
use crate::import::make::{inline, is_blank, text};

/// The class of a formula that stands on lines of its own.
pub(super) const DISPLAY: &str = "display";

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
            && only.attr.is_empty()
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
                math.attr.classes.push(DISPLAY.to_owned());
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
            literal.attr.classes.push("literal".to_owned());
            out.push(literal);
            return;
        }
        if look.small_caps {
            let mut caps = inline(InlineKind::Span(content), span);
            caps.attr.classes.push("smallcaps".to_owned());
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

    fn image(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        let tree = self.tree();
        let class = tree.attr(id, "class").unwrap_or_default();
        if class.contains("mwe-math-fallback") {
            return;
        }
        let tiny = |key| {
            matches!(
                tree.attr(id, key).map(str::trim),
                Some("0" | "1" | "1px" | "0px")
            )
        };
        if tiny("width") && tiny("height") {
            return;
        }
        // Pages that load pictures late name them elsewhere.
        let source = tree
            .attr(id, "src")
            .filter(|src| !src.is_empty() && !is_placeholder(src));
        let late = [
            "data-src",
            "data-original",
            "data-lazy-src",
            "xlink:href",
            "href",
        ];
        let late = late
            .iter()
            .find_map(|key| tree.attr(id, key))
            .filter(|src| !src.is_empty());
        let listed = ["srcset", "data-srcset"]
            .iter()
            .find_map(|key| tree.attr(id, key))
            .and_then(largest);
        let Some(address) = source
            .map(str::to_owned)
            .or(late.map(str::to_owned))
            .or(listed)
        else {
            return;
        };
        let alt = tree
            .attr(id, "alt")
            .map(|alt| alt.split_whitespace().collect::<Vec<_>>().join(" "));
        let width = tree
            .attr(id, "width")
            .filter(|w| w.ends_with('%'))
            .map(str::to_owned);
        let span = self.span(id);
        let (picture, diagnostic) = self.outside.picture(self.doc, address.trim(), span);
        if let Some(diagnostic) = diagnostic {
            self.diagnostics.push(diagnostic);
        }
        let alt_text = alt.clone().unwrap_or_default();
        match picture {
            Picture::Taken(destination) => {
                let image = Image {
                    asset: None,
                    destination,
                    alt: alt_text,
                };
                let mut picture = inline(InlineKind::Image(image), span);
                if alt.as_deref() == Some("") {
                    picture
                        .attr
                        .pairs
                        .push(("role".to_owned(), "presentation".to_owned()));
                }
                if let Some(width) = width {
                    picture.attr.pairs.push(("width".to_owned(), width));
                }
                out.push(picture);
            }
            Picture::Remote(url) => {
                let shown = match alt_text.is_empty() {
                    true => url.rsplit('/').next().unwrap_or(&url).to_owned(),
                    false => alt_text,
                };
                out.push(inline(
                    InlineKind::Link {
                        target: LinkTarget::Unresolved(url),
                        title: String::new(),
                        content: vec![text(shown, span)],
                    },
                    span,
                ));
            }
            Picture::Missing => {}
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

    /// MathML with its source in TeX, or what can be read of it.
    fn math(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        let tree = self.tree();
        let source = tree
            .below(id)
            .find(|&node| {
                tree.name(node) == "annotation"
                    && tree
                        .attr(node, "encoding")
                        .is_some_and(|e| e.contains("tex"))
            })
            .map(|node| tree.raw_text(node))
            .or_else(|| tree.attr(id, "alttext").map(str::to_owned));
        let span = self.span(id);
        match source {
            Some(tex) => {
                let tex = tex.trim();
                let tex = tex
                    .strip_prefix("{\\displaystyle")
                    .and_then(|rest| rest.strip_suffix('}'))
                    .unwrap_or(tex)
                    .trim();
                let tex = tex.split_whitespace().collect::<Vec<_>>().join(" ");
                let display = self.attr(id, "display").as_deref() == Some("block");
                if !tex.is_empty() {
                    let mut math = inline(InlineKind::Math(Math { tex }), span);
                    if display {
                        math.attr.classes.push(DISPLAY.to_owned());
                    }
                    out.push(math);
                }
            }
            None => {
                let shown = tree.text(id);
                self.diagnostics.push(
                    Diagnostic::warning(
                        Code::ImportLeftOut,
                        "this formula has no source in TeX; only its letters and signs were taken",
                    )
                    .at(span),
                );
                out.push(text(shown, span));
            }
        }
    }

    /// A formula that a script in the page would have shown: TeX between its signs, and whether it is on lines of its own.
    pub(super) fn tex(&self, id: NodeId) -> Option<(String, bool)> {
        let tree = self.tree();
        if !tree.has_word(id, "class", &["math", "MathJax", "arithmatex"])
            || tree.children(id).len() != 1
        {
            return None;
        }
        let text = tree.raw_text(id);
        let text = text.trim();
        let between = |open: &str, close: &str| {
            text.strip_prefix(open)
                .and_then(|rest| rest.strip_suffix(close))
        };
        let display = between("\\[", "\\]").or_else(|| between("$$", "$$"));
        let tex = display
            .or_else(|| between("\\(", "\\)"))
            .or_else(|| between("$", "$"))?;
        let tex = tex.split_whitespace().collect::<Vec<_>>().join(" ");
        (!tex.is_empty()).then_some((tex, display.is_some()))
    }

    /// Film and sound: a link leads to it.
    fn medium(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        let tree = self.tree();
        let address = ["src", "data"]
            .iter()
            .find_map(|key| tree.attr(id, key))
            .or_else(|| {
                tree.first(id, "source")
                    .and_then(|source| tree.attr(source, "src"))
            })
            .unwrap_or_default()
            .to_owned();
        let title = tree
            .attr(id, "title")
            .or_else(|| tree.attr(id, "aria-label"))
            .map(str::to_owned);
        let span = self.span(id);
        let kind = match self.name(id).as_str() {
            "video" => "a film",
            "audio" => "a sound",
            "iframe" => "a page within the page",
            _ => "an embedded object",
        };
        let url = self
            .outside
            .link(&address)
            .filter(|url| url.starts_with("http"));
        self.diagnostics.push(
            Diagnostic::info(
                Code::ImportLeftOut,
                match &url {
                    Some(url) => format!("{kind} was left out; a link leads to {url}"),
                    None => format!("{kind} was left out"),
                },
            )
            .at(span),
        );
        if let Some(url) = url {
            let shown = title
                .filter(|t| !t.trim().is_empty())
                .unwrap_or_else(|| url.clone());
            out.push(inline(
                InlineKind::Link {
                    target: LinkTarget::Unresolved(url),
                    title: String::new(),
                    content: vec![text(shown, span)],
                },
                span,
            ));
        }
    }
}

/// A script that holds a formula.
pub(super) fn is_tex_script(tree: &Tree, id: NodeId) -> bool {
    tree.name(id) == "script"
        && tree
            .attr(id, "type")
            .is_some_and(|kind| kind.starts_with("math/tex"))
}

fn is_placeholder(src: &str) -> bool {
    // An inline picture of a few bytes stands in for one that comes late.
    src.starts_with("data:") && src.len() < 200
}

/// The address of the largest picture of a list of such.
fn largest(list: &str) -> Option<String> {
    list.split(", ")
        .filter_map(|entry| {
            let mut parts = entry.split_whitespace();
            let address = parts.next()?;
            let size = parts
                .next()
                .and_then(|s| s.trim_end_matches(['w', 'x', ',']).parse::<f64>().ok());
            Some((size.unwrap_or(1.0), address))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, address)| address.to_owned())
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
