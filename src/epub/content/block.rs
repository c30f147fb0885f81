//! Blocks of text.

use super::math::Style;
use super::{Writer, attributes, heading_name, label};
use crate::document::{
    Alert, Attr, Block, BlockKind, Caption, DefinitionItem, Inline, ListItem, Math, Number,
    OrderedList, Role, TextDirection,
};
use crate::epub::marks::Cursor;
use crate::highlight;

impl<'a> Writer<'a, '_> {
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    pub(super) fn block(&mut self, block: &'a Block) {
        self.classed_block(block, "");
    }

    /// A block with a class of ours.
    pub(super) fn classed_block(&mut self, block: &'a Block, class: &str) {
        let mut at = self.shared.marks.take(block.node);
        let in_outline = self.scope.in_outline;
        let outline = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Group(_));
        self.scope.in_outline = in_outline && outline;
        let inside = matches!(
            block.kind,
            BlockKind::Paragraph(_) | BlockKind::Plain(_) | BlockKind::Code { .. }
        );
        if !inside {
            for mark in at.at_start() {
                self.block_mark(mark);
            }
        }
        self.kind(block, class, &mut at);
        self.scope.in_outline = in_outline;
        // A break in a block without text, or past its end.
        for mark in at.rest() {
            self.block_mark(mark);
        }
    }

    fn kind(&mut self, block: &'a Block, class: &str, at: &mut Cursor) {
        let attr = &*block.attr_with_classes();
        match &block.kind {
            BlockKind::Heading { level, content } => {
                if self.scope.in_outline {
                    let level = self.shared.outline.next(*level);
                    self.heading(level, attr, block.number.as_ref(), content, at);
                } else {
                    // A heading of something quoted or listed is none of the text.
                    let class = join(class, "heading");
                    let outer = self.start("p", attr, &class);
                    self.paragraph_end(content, at);
                    self.end(outer);
                }
            }
            BlockKind::Paragraph(content) => {
                let outer = self.start("p", attr, class);
                self.paragraph_end(content, at);
                self.end(outer);
            }
            BlockKind::Plain(content) => {
                if block.is_bare() && class.is_empty() {
                    self.paragraph_end(content, at);
                    self.m.line();
                } else {
                    let outer = self.start("div", attr, class);
                    self.paragraph_end(content, at);
                    self.end(outer);
                }
            }
            BlockKind::Quote(blocks) => self.quote(block, attr, class, blocks),
            BlockKind::Alert {
                alert,
                label,
                blocks,
            } => self.alert(*alert, label, attr, blocks),
            BlockKind::List {
                ordered,
                tight,
                items,
            } => {
                let class = join(class, if *tight { "tight" } else { "loose" });
                self.list(*ordered, attr, &class, items);
            }
            BlockKind::Definitions(items) => self.definitions(attr, class, items),
            BlockKind::Code { language, text } => {
                self.code(attr, language.as_deref(), text, at);
            }
            BlockKind::Table(table) => self.table(attr, table, at),
            BlockKind::Figure { image, caption, .. } => {
                let outer = self.start("figure", attr, class);
                self.m.line();
                self.picture(image, attr, block.span);
                self.m.line();
                self.caption("figcaption", caption, at);
                self.end(outer);
            }
            BlockKind::Math(math) => self.display_math(attr, math, block),
            BlockKind::Break => {
                attributes(self.m.tag("hr"), attr, &join(class, "scene"), &self.scope).empty();
                self.m.line();
            }
            BlockKind::Group(blocks) => {
                let outer = self.start("div", attr, class);
                self.m.line();
                self.blocks(blocks);
                self.end(outer);
            }
        }
    }

    /// The inlines of a paragraph, with the page breaks in them and at their end.
    pub(super) fn paragraph_end(&mut self, content: &'a [Inline], at: &mut Cursor) {
        self.inlines(content, at);
        for mark in at.rest() {
            self.inline_mark(mark);
        }
    }

    /// A heading of a level of this file.
    pub(super) fn heading(
        &mut self,
        level: u8,
        attr: &Attr,
        number: Option<&Number>,
        content: &'a [Inline],
        at: &mut Cursor,
    ) {
        if label(content).is_empty() && number.is_none() {
            // Nothing to read, but perhaps something to be led to.
            let outer = self.start("div", attr, "");
            self.paragraph_end(content, at);
            self.end(outer);
            return;
        }
        self.shared.usage.headings += 1;
        let outer = self.start(heading_name(level), attr, "");
        if let Some(number) = number {
            self.m.tag("span").attr("class", "number").open();
            self.m.text(&number.label);
            self.m.close();
            self.m.text(" ");
        }
        self.paragraph_end(content, at);
        self.end(outer);
    }

    fn quote(&mut self, quote: &Block, attr: &Attr, class: &str, blocks: &'a [Block]) {
        let roles: &[(&'static str, &str)] = if quote.role == Some(Role::Epigraph) {
            &[("epub:type", "epigraph"), ("role", "doc-epigraph")]
        } else {
            &[]
        };
        let outer = self.start_with("blockquote", attr, class, roles);
        self.m.line();
        self.blocks(blocks);
        self.end(outer);
    }

    fn alert(&mut self, alert: Alert, label: &str, attr: &Attr, blocks: &'a [Block]) {
        let (class, roles): (_, &[(&'static str, &str)]) = match alert {
            Alert::Note => ("alert note", &[("role", "note")]),
            Alert::Tip => ("alert tip", &[("epub:type", "tip"), ("role", "doc-tip")]),
            Alert::Important => (
                "alert important",
                &[("epub:type", "notice"), ("role", "doc-notice")],
            ),
            Alert::Warning => (
                "alert warning",
                &[("epub:type", "notice"), ("role", "doc-notice")],
            ),
            Alert::Caution => (
                "alert caution",
                &[("epub:type", "notice"), ("role", "doc-notice")],
            ),
        };
        let outer = self.start_with("div", attr, class, roles);
        self.m.line();
        self.m.tag("p").attr("class", "alert-label").open();
        self.m.text(label);
        self.m.close_line();
        self.blocks(blocks);
        self.end(outer);
    }

    fn list(
        &mut self,
        ordered: Option<OrderedList>,
        attr: &Attr,
        class: &str,
        items: &'a [ListItem],
    ) {
        let tasks = !items.is_empty() && items.iter().all(|item| item.task.is_some());
        let class = if tasks {
            join(class, "tasks")
        } else {
            class.to_owned()
        };
        let start = ordered
            .map(|ordered| ordered.start)
            .filter(|start| *start != 1)
            .map(|start| start.to_string());
        let more: Vec<(&'static str, &str)> = start
            .iter()
            .map(|start| ("start", start.as_str()))
            .collect();
        let name = if ordered.is_some() { "ol" } else { "ul" };
        let outer = self.start_with(name, attr, &class, &more);
        self.m.line();
        for item in items {
            self.m.open("li");
            if let Some(done) = item.task {
                self.task(done, item);
            } else {
                self.item_blocks(&item.blocks);
            }
            self.m.close_line();
        }
        self.end(outer);
    }

    /// The box of a task goes into its first paragraph, so that they stand on one line.
    fn task(&mut self, done: bool, item: &'a ListItem) {
        let sign = if done { "\u{2611}" } else { "\u{2610}" };
        let (first, rest) = match item.blocks.split_first() {
            Some((block, rest)) => (Some(block), rest),
            None => (None, &[][..]),
        };
        match first.map(|block| (block, &block.kind)) {
            Some((block, BlockKind::Paragraph(content) | BlockKind::Plain(content))) => {
                let wrapper = match block.kind {
                    BlockKind::Paragraph(_) => Some("p"),
                    _ if !block.is_bare() => Some("span"),
                    _ => None,
                };
                let outer = wrapper.map(|name| self.start(name, &block.attr_with_classes(), ""));
                self.task_box(sign);
                let mut at = self.shared.marks.take(block.node);
                self.paragraph_end(content, &mut at);
                if let Some(outer) = outer {
                    self.m.close();
                    self.scope = outer;
                }
            }
            Some((block, _)) => {
                self.task_box(sign);
                self.block(block);
            }
            None => self.task_box(sign),
        }
        self.item_blocks(rest);
    }

    /// The signs are named "ballot box" and "ballot box with check" by those who read them aloud.
    fn task_box(&mut self, sign: &str) {
        self.m.tag("span").attr("class", "box").open();
        self.m.text(sign);
        self.m.close();
        self.m.text(" ");
    }

    /// The blocks of a list item: the text of a tight one stands in the item itself.
    fn item_blocks(&mut self, blocks: &'a [Block]) {
        for (index, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Plain(content) if index == 0 && block.is_bare() => {
                    let mut at = self.shared.marks.take(block.node);
                    self.paragraph_end(content, &mut at);
                }
                BlockKind::Plain(_) => self.classed_block(block, "item"),
                _ => {
                    if index == 0 || blocks.len() > 1 {
                        self.m.line();
                    }
                    self.block(block);
                }
            }
        }
    }

    fn definitions(&mut self, attr: &Attr, class: &str, items: &'a [DefinitionItem]) {
        let outer = self.start("dl", attr, class);
        self.m.line();
        for item in items {
            for term in &item.terms {
                self.inline_block("dt", term, "", &[]);
            }
            for definition in &item.definitions {
                match definition.as_slice() {
                    [only] if matches!(only.kind, BlockKind::Plain(_)) => {
                        self.inline_block("dd", only, "", &[])
                    }
                    blocks => {
                        self.m.open("dd");
                        self.m.line();
                        self.blocks(blocks);
                        self.m.close_line();
                    }
                }
            }
        }
        self.end(outer);
    }

    /// A block of inlines as an element of this name.
    pub(super) fn inline_block(
        &mut self,
        name: &'static str,
        block: &'a Block,
        class: &str,
        more: &[(&'static str, &str)],
    ) {
        let mut at = self.shared.marks.take(block.node);
        let outer = self.start_with(name, &block.attr_with_classes(), class, more);
        self.paragraph_end(block.inlines(), &mut at);
        self.end(outer);
    }

    fn code(&mut self, attr: &Attr, language: Option<&str>, text: &'a str, at: &mut Cursor) {
        // Code runs from left to right everywhere.
        let turned = self.scope.dir != TextDirection::Ltr && attr.lang.is_none();
        let more: &[(&'static str, &str)] = if turned && attr.get("dir").is_none() {
            &[("dir", "ltr")]
        } else {
            &[]
        };
        let outer = self.start_with("pre", attr, "", more);
        let class = language.map(|language| format!("language-{}", language.to_lowercase()));
        self.m
            .tag("code")
            .maybe("class", class.as_deref())
            .attr("translate", "no")
            .open();
        let text = text.strip_suffix('\n').unwrap_or(text);
        self.program(language.unwrap_or_default(), text, at);
        for mark in at.rest() {
            self.inline_mark(mark);
        }
        self.m.close();
        self.end(outer);
    }

    /// Program text, with a span around each part that has a look of its own.
    fn program(&mut self, language: &str, text: &str, at: &mut Cursor) {
        let mut end = 0;
        for part in highlight::parts(language, text) {
            self.text(text.get(end..part.range.start).unwrap_or_default(), at);
            self.m.tag("span").attr("class", part.token.name()).open();
            self.text(text.get(part.range.clone()).unwrap_or_default(), at);
            self.m.close();
            end = part.range.end;
        }
        self.text(text.get(end..).unwrap_or_default(), at);
    }

    fn display_math(&mut self, attr: &Attr, math: &'a Math, block: &'a Block) {
        let outer = self.start("div", attr, "math");
        self.math(math, Style::Display, block.span);
        self.end(outer);
    }

    /// A caption with its label, if there is one.
    pub(super) fn caption(&mut self, name: &'static str, caption: &'a Caption, at: &mut Cursor) {
        if caption.is_empty() {
            return;
        }
        self.m.open(name);
        if let Some(label) = &caption.label {
            self.m.tag("span").attr("class", "label").open();
            self.m.text(label);
            self.m.close();
            self.m.text(" ");
        }
        self.paragraph_end(&caption.content, at);
        self.m.close_line();
    }
}

/// Two class lists in one.
pub(super) fn join(first: &str, second: &str) -> String {
    format!("{first} {second}").trim().to_owned()
}
