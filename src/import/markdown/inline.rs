//! Inlines as Markdown.
//!
//! Stress is written with asterisks wherever CommonMark reads them as such (0.31.2, 6.2: left- and
//! right-flanking delimiter runs), and as a tag where it would not.

use super::attr::{braces, tag};
use super::escape::{destination, escape_start, escaped, title};
use crate::document::{Image, Inline, InlineKind, InlineRole, LinkTarget, Note, plain_text};
use crate::text::escape_attribute;

/// Where inlines stand, which decides on what a line's end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph, which may have several lines.
    Paragraph,
    /// A heading, a table's cell, a caption: one line.
    Line,
}

/// Writes inlines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writer<'n> {
    pub(super) notes: &'n [Note],
    pub(super) place: Place,
    in_link: bool,
}

impl<'n> Writer<'n> {
    pub(super) fn new(notes: &'n [Note], place: Place) -> Self {
        Self {
            notes,
            place,
            in_link: false,
        }
    }

    /// Inlines as the text of a block.
    pub(super) fn text(&self, inlines: &[Inline]) -> String {
        let mut out = self.run(inlines, None, None);
        while out.ends_with(' ') {
            out.pop();
        }
        // A line's end that ends the paragraph is none.
        while out.ends_with("\\\n") {
            out.truncate(out.len() - 2);
            while out.ends_with(' ') {
                out.pop();
            }
        }
        let mut lines: Vec<String> = out
            .split('\n')
            .map(|l| l.trim_start_matches(' ').to_owned())
            .collect();
        for line in &mut lines {
            escape_start(line);
        }
        lines.join("\n")
    }

    /// Inlines between two characters.
    pub(super) fn run(
        &self,
        inlines: &[Inline],
        before: Option<char>,
        after: Option<char>,
    ) -> String {
        let mut out = String::new();
        for (at, inline) in inlines.iter().enumerate() {
            let before = out.chars().next_back().or(before);
            let rest = inlines.get(at + 1..).unwrap_or_default();
            let after = first_char(rest).or(after);
            let piece = self.one(inline, before, after);
            // White space is one space.
            let piece = match out.ends_with([' ', '\n']) {
                true => piece.trim_start_matches(' '),
                false => &piece,
            };
            out.push_str(piece);
        }
        out
    }

    /// As deep as inlines nest, which importers bound.
    fn one(&self, inline: &Inline, before: Option<char>, after: Option<char>) -> String {
        let own = &*inline.attr_with_classes();
        match &inline.kind {
            InlineKind::Text(text) => squeezed(&escaped(text, before, after)),
            InlineKind::SoftBreak => " ".to_owned(),
            InlineKind::LineBreak => match self.place {
                Place::Paragraph => "\\\n".to_owned(),
                Place::Line => "<br>".to_owned(),
            },
            InlineKind::Emph(inner) if !own.is_empty() => self.tagged(inner, "em", own),
            InlineKind::Emph(inner) if only_strong(inner).is_some() => {
                let inner = only_strong(inner).unwrap_or_default();
                self.stress(inner, "***", "em><strong", (before, after))
            }
            InlineKind::Emph(inner) => self.stress(inner, "*", "em", (before, after)),
            InlineKind::Strong(inner) if !own.is_empty() => self.tagged(inner, "strong", own),
            InlineKind::Strong(inner) => self.stress(inner, "**", "strong", (before, after)),
            InlineKind::Strike(inner) if !own.is_empty() => self.tagged(inner, "s", own),
            InlineKind::Strike(inner) => self.stress(inner, "~~", "s", (before, after)),
            InlineKind::Superscript(inner) => self.raised(inner, ("^", "sup"), before, after),
            InlineKind::Subscript(inner) => self.raised(inner, ("~", "sub"), before, after),
            InlineKind::Underline(inner) => self.tagged(inner, "u", own),
            InlineKind::Mark(inner) => self.tagged(inner, "mark", own),
            InlineKind::Span(inner) => {
                if inline.role == Some(InlineRole::Literal) {
                    return literal(&plain_text(inner));
                }
                let braces = braces(own);
                if braces.is_empty() {
                    return self.run(inner, before, after);
                }
                if inner.is_empty() {
                    return format!("<span{}></span>", tag(own));
                }
                spaced(&self.run(inner, Some('['), Some(']')), |text| {
                    format!("[{text}]{braces}")
                })
            }
            InlineKind::Code(text) => format!("{}{}", code(text), braces(own)),
            InlineKind::Ruby { base, reading } => {
                let run = |inlines| self.run(inlines, Some('>'), Some('<'));
                format!(
                    "<ruby{}>{}<rt>{}</rt></ruby>",
                    tag(own),
                    run(base),
                    run(reading)
                )
            }
            InlineKind::Link {
                target,
                title,
                content,
            } => self.link(target, title, content, inline, (before, after)),
            InlineKind::Image(image) => self.image(image, "", &braces(own)),
            InlineKind::Math(math) => format!("${}$", math.tex.replace('\n', " ").trim()),
            InlineKind::NoteRef(id) => self
                .notes
                .get(id.0 as usize)
                .map_or_else(String::new, |note| format!("[^{}]", note.label)),
        }
    }

    fn stress(
        &self,
        inner: &[Inline],
        sign: &str,
        name: &str,
        around: (Option<char>, Option<char>),
    ) -> String {
        let (before, after) = around;
        let edge = sign.chars().next();
        let all = self.run(inner, edge, edge);
        let blank = |c: char| matches!(c, ' ' | '\n');
        // Spaces at the ends go out, so that they stand around the signs.
        let before = if all.starts_with(blank) {
            Some(' ')
        } else {
            before
        };
        let after = if all.ends_with(blank) {
            Some(' ')
        } else {
            after
        };
        spaced(&all, |text| {
            let (first, last) = (text.chars().next(), text.chars().next_back());
            let opens = first.is_some_and(char::is_alphanumeric) || is_border(before);
            let closes = last.is_some_and(char::is_alphanumeric) || is_border(after);
            let touches = before == edge || after == edge || first == edge || last == edge;
            if opens && closes && !touches && !text.contains("\\\n") {
                format!("{sign}{text}{sign}")
            } else if sign == "*"
                && is_border(before)
                && is_border(after)
                && first != Some('_')
                && last != Some('_')
            {
                format!("_{text}_")
            } else {
                let end = match name.split_once("><") {
                    Some((outer, inner)) => format!("{inner}></{outer}"),
                    None => name.to_owned(),
                };
                format!("<{name}>{text}</{end}>")
            }
        })
    }

    fn raised(
        &self,
        inner: &[Inline],
        (sign, name): (&str, &str),
        before: Option<char>,
        after: Option<char>,
    ) -> String {
        if let [
            Inline {
                kind: InlineKind::Text(text),
                ..
            },
        ] = inner
            && !text.is_empty()
            && text.chars().all(char::is_alphanumeric)
            && after != sign.chars().next()
            // `[^` would begin a reference to a note.
            && before != Some('[')
            && before != sign.chars().next()
        {
            return format!("{sign}{text}{sign}");
        }
        self.tagged(inner, name, &crate::document::Attr::default())
    }

    fn tagged(&self, inner: &[Inline], name: &str, attr: &crate::document::Attr) -> String {
        spaced(&self.run(inner, Some('>'), Some('<')), |text| {
            format!("<{name}{}>{text}</{name}>", tag(attr))
        })
    }

    fn link(
        &self,
        target: &LinkTarget,
        tip: &str,
        content: &[Inline],
        inline: &Inline,
        around: (Option<char>, Option<char>),
    ) -> String {
        let (LinkTarget::Unresolved(url) | LinkTarget::External(url)) = target else {
            return self.run(content, around.0, around.1);
        };
        if self.in_link {
            return self.run(content, around.0, around.1);
        }
        let within = Self {
            in_link: true,
            ..*self
        };
        let inner = within.run(content, Some('['), Some(']'));
        let tip = if tip.is_empty() {
            String::new()
        } else {
            format!(" {}", title(tip))
        };
        let braces = braces(&inline.attr_with_classes());
        let target = destination(url);
        if inner.trim().is_empty() {
            return format!("[]({target}{tip}){braces}");
        }
        spaced(&inner, |text| format!("[{text}]({target}{tip}){braces}"))
    }

    /// A picture; `caption` is Markdown.
    pub(super) fn image(&self, image: &Image, caption: &str, braces: &str) -> String {
        let alt = squeezed(&escaped(&image.alt, Some('['), Some(']')));
        let target = destination(&image.destination);
        let caption = if caption.is_empty() {
            String::new()
        } else {
            format!(" {}", title(caption))
        };
        format!("![{}]({target}{caption}){braces}", alt.trim())
    }

    /// Plain text as it stands in HTML, if the inlines are nothing else.
    pub(super) fn plain(inlines: &[Inline]) -> Option<String> {
        let mut out = String::new();
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => out.push_str(&escape_attribute(text)),
                InlineKind::SoftBreak => out.push(' '),
                _ => return None,
            }
        }
        Some(squeezed(&out).trim().to_owned())
    }
}

/// The content of what is strong and nothing else.
fn only_strong(inner: &[Inline]) -> Option<&[Inline]> {
    match inner {
        [
            only @ Inline {
                kind: InlineKind::Strong(content),
                ..
            },
        ] if only.is_bare() => Some(content),
        _ => None,
    }
}

/// Signs that stay as they are: each is escaped.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    squeezed(&out)
}

/// White space as one space; spaces that do not break stay.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !blank {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Wraps a text and leaves the spaces and line ends at its ends outside; of a blank one, these are left.
fn spaced(text: &str, wrap: impl Fn(String) -> String) -> String {
    let mut core = text.trim_matches([' ', '\n']);
    let mut tail = match text.ends_with(' ') {
        true => " ",
        false => "",
    };
    // The sign of a line's end goes out with it.
    while text.ends_with('\n') && core.ends_with('\\') {
        core = core.trim_end_matches('\\').trim_end_matches([' ', '\n']);
        tail = "\\\n";
    }
    let mut lead = match text.starts_with(' ') {
        true => " ",
        false => "",
    };
    while let Some(rest) = core.strip_prefix("\\\n") {
        core = rest.trim_start_matches([' ', '\n']);
        lead = "\\\n";
    }
    if core.is_empty() {
        return match (lead, tail) {
            ("", tail) => tail.to_owned(),
            (lead, _) => lead.to_owned(),
        };
    }
    format!("{lead}{}{tail}", wrap(core.to_owned()))
}

/// True where a sign may open or close whatever stands on its other side.
fn is_border(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace()
            || (c.is_ascii_punctuation() && !matches!(c, '*' | '_' | '~'))
            || "“”„‘’‚«»‹›—–…¡¿".contains(c)
    }) || c == Some('*')
}

/// The first character of what the inlines will be written as, so far as it matters.
fn first_char(inlines: &[Inline]) -> Option<char> {
    inlines.iter().find_map(|inline| match &inline.kind {
        InlineKind::Text(text) => text
            .chars()
            .next()
            .map(|c| if c.is_whitespace() { ' ' } else { c }),
        InlineKind::SoftBreak | InlineKind::LineBreak => Some(' '),
        InlineKind::Emph(inner) | InlineKind::Strong(inner) => match first_char(inner) {
            Some(' ') => Some(' '),
            _ => Some('*'),
        },
        InlineKind::Strike(_) | InlineKind::Subscript(_) => Some('~'),
        InlineKind::Superscript(_) => Some('^'),
        InlineKind::Span(inner) if inline.is_bare() => first_char(inner),
        InlineKind::Underline(_) | InlineKind::Mark(_) | InlineKind::Ruby { .. } => Some('<'),
        InlineKind::Code(_) => Some('`'),
        InlineKind::Math(_) => Some('$'),
        InlineKind::Image(_) => Some('!'),
        InlineKind::Span(_) | InlineKind::Link { .. } | InlineKind::NoteRef(_) => Some('['),
    })
}

/// Code in as many backticks as it needs.
fn code(text: &str) -> String {
    let text = squeezed_lines(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = text.starts_with('`')
        || text.ends_with('`')
        || (text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty());
    let space = if pad { " " } else { "" };
    if text.trim().is_empty() {
        return " ".to_owned();
    }
    format!("{ticks}{space}{text}{space}{ticks}")
}

fn squeezed_lines(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
