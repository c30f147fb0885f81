//! HTML and XHTML as one normal form: one line of tags and text in which only what Markdown says is
//! left. Ids, classes, roles and boxes of ours are gone, quotes and dashes are typed ones, and HTML that
//! Bindery does not take over is gone from both.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::render::LINKS;
use crate::trust::streams::parse;

/// The elements that stand for something in both.
const KEPT: &[&str] = &[
    "a",
    "blockquote",
    "br",
    "code",
    "dd",
    "dl",
    "dt",
    "em",
    "h",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];
/// Those around which white space means nothing.
const BLOCKS: &[&str] = &[
    "blockquote",
    "br",
    "dd",
    "dl",
    "dt",
    "h",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];
const VOID: &[&str] = &["br", "hr", "img", "input"];
const DROPPED: &[&str] = &[
    "script",
    "style",
    "textarea",
    "title",
    "figcaption",
    "caption",
];
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "ftp", "irc"];

/// Writes the normal form.
#[derive(Default)]
struct Form {
    out: String,
    /// The elements that are open, by their normal names; `None` for one that is left out.
    open: Vec<(String, Option<String>)>,
    dropped: usize,
    pre: usize,
}

impl Form {
    fn start(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        if DROPPED.contains(&name) || attribute("class").as_deref() == Some("article-opening") {
            self.dropped += 1;
            self.open.push((name.to_owned(), None));
            return;
        }
        let class = attribute("class").unwrap_or_default();
        let normal = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "h",
            "p" if class == "heading" => "h",
            "del" | "strike" => "s",
            "ins" => "u",
            "b" => "strong",
            "i" => "em",
            "figure" => "p",
            name => name,
        };
        if name == "p" || BLOCKS.contains(&normal) && normal != "br" {
            // No block stands in a paragraph.
            while matches!(self.open.last(), Some((open, _)) if open == "p") {
                self.end("p");
            }
        } else if KEPT.contains(&normal) {
            self.make_paragraph();
        }
        if normal == "tr" && self.innermost() == Some("table") {
            self.start("tbody", &|_| None);
        }
        let mut shown = KEPT.contains(&normal).then(|| normal.to_owned());
        let mut attributes = String::new();
        let mut add = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                attributes += &format!(" {key}={}", typed(&value));
            }
        };
        match normal {
            "a" => {
                let href = attribute("href").map(|href| decoded(&href));
                match href {
                    Some(href) if allowed(&href) => {
                        add("href", Some(href));
                        add("title", attribute("title"));
                    }
                    _ => shown = None,
                }
            }
            "img" => {
                add("src", attribute("src").map(|src| percent_decoded(&src)));
                add("alt", Some(squeezed(&attribute("alt").unwrap_or_default())));
            }
            "ol" => add("start", attribute("start")),
            "code" if self.pre > 0 => {
                let class = class
                    .split(' ')
                    .find(|class| class.starts_with("language-"));
                add("class", class.map(str::to_lowercase));
            }
            _ => {}
        }
        if self.dropped == 0
            && let Some(shown) = &shown
        {
            self.out += &format!("<{shown}{attributes}>");
        }
        if normal == "pre" {
            self.pre += 1;
        }
        if !VOID.contains(&name) {
            self.open.push((name.to_owned(), shown));
        }
    }

    /// The innermost block that is open.
    fn innermost(&self) -> Option<&str> {
        let shown = self
            .open
            .iter()
            .rev()
            .filter_map(|(_, shown)| shown.as_deref());
        shown.into_iter().find(|name| BLOCKS.contains(name))
    }

    /// Text and its marks stand in a paragraph where they stand in nothing else.
    fn make_paragraph(&mut self) {
        if self.dropped == 0 && matches!(self.innermost(), None | Some("blockquote")) {
            self.out += "<p>";
            self.open.push(("p".to_owned(), Some("p".to_owned())));
        }
    }

    fn end(&mut self, name: &str) {
        let Some(index) = self.open.iter().rposition(|(open, _)| open == name) else {
            return;
        };
        while self.open.len() > index {
            if let Some((name, shown)) = self.open.pop() {
                self.close(&name, shown);
            }
        }
    }

    fn close(&mut self, name: &str, shown: Option<String>) {
        if name == "pre" {
            self.pre = self.pre.saturating_sub(1);
        }
        match shown {
            Some(shown) if self.dropped == 0 => self.out += &format!("</{shown}>"),
            None if DROPPED.contains(&name) || name == "header" => {
                self.dropped = self.dropped.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.dropped > 0 {
            return;
        }
        let text = text.replace('<', "&lt;");
        if self.pre > 0 {
            let text = text.replace('\n', "⏎").replace(' ', "␠").replace('\t', "⇥");
            self.out += &text;
        } else {
            if !text.trim().is_empty() {
                self.make_paragraph();
            }
            self.out += &typed(&text);
        }
    }

    fn finish(mut self) -> String {
        while let Some((name, shown)) = self.open.pop() {
            self.close(&name, shown);
        }
        let mut text = squeezed(&self.out);
        for name in BLOCKS {
            for tag in [format!("<{name}"), format!("</{name}")] {
                text = text.replace(&format!(" {tag}>"), &format!("{tag}>"));
                text = text.replace(&format!(" {tag} "), &format!("{tag} "));
            }
            text = text.replace(&format!("<{name}> "), &format!("<{name}>"));
            text = text.replace(&format!("</{name}> "), &format!("</{name}>"));
        }
        for tag in ["a", "em", "strong", "s"] {
            text = text.replace(&format!(" </{tag}></p>"), &format!("</{tag}></p>"));
        }
        for empty in [
            "<s></s>",
            "<p></p>",
            "<em></em>",
            "<strong></strong>",
            "<h></h>",
        ] {
            text = text.replace(empty, "");
        }
        text.trim().to_owned()
    }
}

/// Quotes, dashes and spaces as they are typed.
fn typed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '“' | '”' | '„' => out.push('"'),
            '‘' | '’' | '‚' => out.push('\''),
            '–' => out += "--",
            '—' => out += "---",
            '…' => out += "...",
            '\u{a0}' | '\u{202f}' | '\u{2009}' => out.push(' '),
            '\u{ad}' | '\u{2060}' | '\u{200b}' => {}
            c => out.push(c),
        }
    }
    out
}

fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in typed(text).chars() {
        match c {
            ' ' | '\n' | '\t' | '\r' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}

fn allowed(href: &str) -> bool {
    match href.split_once(':') {
        Some((scheme, _))
            if scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) =>
        {
            SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
        }
        _ => true,
    }
}

/// A link's address as the author wrote it.
fn decoded(href: &str) -> String {
    let written = href.strip_prefix(LINKS).and_then(|hex| {
        let bytes: Option<Vec<u8>> = (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok())
            .collect();
        String::from_utf8(bytes?).ok()
    });
    percent_decoded(&written.unwrap_or_else(|| href.to_owned()))
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let pair = text.get(at + 1..at + 3);
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The normal form of a piece of HTML.
pub(super) fn of_html(html: &str) -> String {
    let mut form = Form::default();
    // The last line of code ends in HTML, and is over in ours.
    let html = html.replace("\n</code></pre>", "</code></pre>");
    for token in tokens(&without_instructions(&html)) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                form.start(&name, &|key| {
                    let value = tag.attributes.get(key.as_bytes())?;
                    Some(String::from_utf8_lossy(&value.value).into_owned())
                });
                if tag.self_closing && !VOID.contains(&name.as_str()) {
                    form.end(&name);
                }
            }
            Token::EndTag(tag) => form.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => form.text(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
    }
    form.finish()
}

/// HTML without processing instructions and the like, which end otherwise in HTML than in Markdown.
fn without_instructions(html: &str) -> String {
    let mut html = html.to_owned();
    for (open, close) in [("<?", "?>"), ("<![CDATA[", "]]>")] {
        while let Some(start) = html.find(open)
            && let Some(length) = html[start..].find(close)
        {
            html.replace_range(start..start + length + close.len(), "");
        }
    }
    html
}

/// The levels of the headings of a piece of HTML.
pub(super) fn heading_levels(html: &str) -> Vec<u8> {
    tokens(html)
        .into_iter()
        .filter_map(|token| match token {
            Token::StartTag(tag) => match tag.name.as_slice() {
                [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

fn tokens(html: &str) -> Vec<Token<()>> {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let Ok(tokens) = Tokenizer::new_with_emitter(html, emitter)
        .collect::<Result<Vec<Token<()>>, std::convert::Infallible>>();
    tokens
}

/// The normal form of the bodies of XHTML files. Pictures get the destinations that they had.
pub(super) fn of_xhtml(files: &[String], destinations: &[String]) -> String {
    let mut form = Form::default();
    let mut destinations = destinations.iter();
    for file in files {
        let document = parse(file);
        let body = document
            .descendants()
            .find(|node| node.tag_name().name() == "body")
            .expect("a body");
        for child in body.children() {
            node(child, &mut form, &mut destinations);
        }
    }
    form.finish()
}

fn node<'d>(
    node_: roxmltree::Node<'_, '_>,
    form: &mut Form,
    destinations: &mut impl Iterator<Item = &'d String>,
) {
    if node_.is_text() {
        form.text(node_.text().unwrap_or_default());
        return;
    }
    if !node_.is_element() {
        return;
    }
    let name = node_.tag_name().name();
    let source = (name == "img")
        .then(|| destinations.next().cloned())
        .flatten();
    form.start(name, &|key| match key {
        "src" => source.clone(),
        key => node_.attribute(key).map(str::to_owned),
    });
    for child in node_.children() {
        node(child, form, destinations);
    }
    if !VOID.contains(&name) {
        form.end(name);
    }
}
