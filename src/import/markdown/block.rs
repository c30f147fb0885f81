//! Blocks as Markdown.

use super::attr::{braces, tag};
use super::inline::{self, Place};
use crate::document::{
    Alert, Attr, Block, BlockKind, Inline, ListItem, Note, NumberDelim, OrderedList,
};

/// Writes blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writer<'n> {
    pub(super) notes: &'n [Note],
}

impl<'n> Writer<'n> {
    pub(super) fn inlines(&self, place: Place) -> inline::Writer<'n> {
        inline::Writer::new(self.notes, place)
    }

    /// Blocks, an empty line between each and the next.
    pub(super) fn blocks(&self, blocks: &[Block]) -> String {
        let mut out = String::new();
        let mut before: Option<&Block> = None;
        for block in blocks {
            let text = self.block(block);
            if text.trim().is_empty() {
                continue;
            }
            if let Some(before) = before {
                out.push('\n');
                if would_join(before, block) {
                    out.push_str("<!-- -->\n\n");
                }
            }
            out.push_str(text.trim_end_matches('\n'));
            out.push('\n');
            before = Some(block);
        }
        out
    }

    /// As deep as blocks nest, which importers bound.
    pub(super) fn block(&self, block: &Block) -> String {
        let attr = &*block.attr_with_classes();
        match &block.kind {
            BlockKind::Heading { level, content, .. } => self.heading(*level, content, attr),
            BlockKind::Paragraph(content) => {
                let text = self.inlines(Place::Paragraph).text(content);
                // A picture alone would be a figure.
                led(attr, &text)
            }
            BlockKind::Plain(content) => self.inlines(Place::Paragraph).text(content),
            BlockKind::Quote(inner) => led(attr, &prefixed(&self.blocks(inner), "> ", ">")),
            BlockKind::Alert { alert, blocks, .. } => {
                let text = format!("[!{}]\n{}", alert_name(*alert), self.blocks(blocks));
                led(attr, &prefixed(&text, "> ", ">"))
            }
            BlockKind::List {
                ordered,
                tight,
                items,
            } => led(attr, &self.list(*ordered, *tight, items)),
            BlockKind::Definitions(items) => {
                let mut out = String::new();
                for item in items {
                    if !out.is_empty() {
                        out.push('\n');
                    }
                    for term in &item.terms {
                        out.push_str(&self.inlines(Place::Line).text(term.inlines()));
                        out.push('\n');
                    }
                    for definition in &item.definitions {
                        if matches!(
                            definition.first().map(|b| &b.kind),
                            Some(BlockKind::Paragraph(_))
                        ) {
                            out.push('\n');
                        }
                        out.push_str(&hung(&self.blocks(definition), ": ", "  "));
                    }
                }
                led(attr, &out)
            }
            BlockKind::Code { language, text } => code(language.as_deref(), text, attr),
            BlockKind::Table(table) => self.table(table, attr),
            BlockKind::Figure { image, caption, .. } => {
                let line = self.inlines(Place::Line);
                let caption = line.run(&caption.content, None, None);
                line.image(image, caption.trim(), &braces(attr))
            }
            BlockKind::Math(math) => led(
                attr,
                &format!(
                    "$$ {} $$",
                    math.tex.split_whitespace().collect::<Vec<_>>().join(" ")
                ),
            ),
            BlockKind::Break => led(attr, "* * *"),
            BlockKind::Group(inner) => {
                let tag = tag(attr);
                let text = self.blocks(inner);
                if tag.is_empty() || text.is_empty() {
                    return text;
                }
                format!("<div{tag}>\n\n{text}\n</div>")
            }
        }
    }

    fn heading(&self, level: u8, content: &[Inline], attr: &Attr) -> String {
        let mut text = self
            .inlines(Place::Line)
            .run(content, Some(' '), None)
            .trim()
            .to_owned();
        // Signs at the end would be taken for the heading's own.
        let signs = text.len() - text.trim_end_matches('#').len();
        if signs > 0 {
            text.insert(text.len() - signs, '\\');
        }
        if text.is_empty() {
            return String::new();
        }
        let braces = braces(attr);
        let space = if braces.is_empty() { "" } else { " " };
        format!(
            "{} {text}{space}{braces}",
            "#".repeat(usize::from(level.clamp(1, 6)))
        )
    }

    fn list(&self, ordered: Option<OrderedList>, tight: bool, items: &[ListItem]) -> String {
        let mut out = String::new();
        for (at, item) in items.iter().enumerate() {
            let mut sign = match ordered {
                None => "- ".to_owned(),
                Some(list) => {
                    let number = list.start.saturating_add(at as u64).min(999_999_999);
                    let delim = match list.delim {
                        NumberDelim::Period => '.',
                        NumberDelim::Paren => ')',
                    };
                    format!("{number}{delim} ")
                }
            };
            let indent = " ".repeat(sign.len());
            if let Some(done) = item.task {
                sign.push_str(if done { "[x] " } else { "[ ] " });
            }
            if at > 0 && !tight {
                out.push('\n');
            }
            let text = if tight {
                self.tight(&item.blocks)
            } else {
                self.blocks(&item.blocks)
            };
            out.push_str(&hung(&text, &sign, &indent));
        }
        out
    }

    /// The blocks of an item without empty lines between them, so far as that can be.
    fn tight(&self, blocks: &[Block]) -> String {
        let simple = blocks
            .iter()
            .enumerate()
            .all(|(at, block)| match &block.kind {
                BlockKind::Plain(_) => at == 0,
                BlockKind::List { .. } => at > 0 && block.is_bare(),
                _ => false,
            });
        let mut pairs = blocks.iter().zip(blocks.iter().skip(1));
        let twice = pairs.any(|(block, next)| would_join(block, next));
        if !simple || twice {
            return self.blocks(blocks);
        }
        blocks
            .iter()
            .map(|block| format!("{}\n", self.block(block).trim_end_matches('\n')))
            .collect()
    }

    /// A note with its text, lines after the first indented.
    pub(super) fn note(&self, note: &Note) -> String {
        let text = self.blocks(&note.blocks);
        let text = if text.trim().is_empty() {
            "\\\n"
        } else {
            &text
        };
        hung(text, &format!("[^{}]: ", note.label), "    ")
    }
}

/// A block with its attributes on a line before it.
fn led(attr: &Attr, text: &str) -> String {
    match braces(attr) {
        braces if braces.is_empty() || text.is_empty() => text.to_owned(),
        braces => format!("{braces}\n{text}"),
    }
}

/// Each line with a prefix.
fn prefixed(text: &str, prefix: &str, empty: &str) -> String {
    let mut out = String::new();
    for line in text.trim_end_matches('\n').split('\n') {
        out.push_str(if line.is_empty() { empty } else { prefix });
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// The first line behind a sign, the others indented.
pub(super) fn hung(text: &str, sign: &str, indent: &str) -> String {
    let mut out = String::from(sign);
    for (at, line) in text.trim_end_matches('\n').split('\n').enumerate() {
        if at > 0 && !line.is_empty() {
            out.push_str(indent);
        }
        out.push_str(line);
        if at == 0 && line.is_empty() {
            let length = out.trim_end().len();
            out.truncate(length);
        }
        out.push('\n');
    }
    out
}

/// Two lists, or two quotations, one after the other, would be one.
fn would_join(first: &Block, second: &Block) -> bool {
    if !second.is_bare() {
        return false;
    }
    match (&first.kind, &second.kind) {
        (BlockKind::List { ordered: a, .. }, BlockKind::List { ordered: b, .. }) => {
            a.map(|list| list.delim) == b.map(|list| list.delim)
        }
        // A definition's list goes on after an empty line.
        (BlockKind::Definitions(_), BlockKind::Definitions(_)) => true,
        _ => false,
    }
}

fn alert_name(kind: Alert) -> &'static str {
    match kind {
        Alert::Note => "NOTE",
        Alert::Tip => "TIP",
        Alert::Important => "IMPORTANT",
        Alert::Warning => "WARNING",
        Alert::Caution => "CAUTION",
    }
}

fn code(language: Option<&str>, text: &str, attr: &Attr) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let language: String = language
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '#' | '_' | '.'))
        .collect();
    let braces = braces(attr);
    let space = if braces.is_empty() { "" } else { " " };
    let end = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{fence}{language}{space}{braces}\n{text}{end}{fence}")
}
