//! Blocks of HTML.

use super::convert::Convert;
use super::tree::NodeId;
use crate::document::{
    Attr, Block, BlockKind, Caption, Inline, InlineKind, InlineRole, Lang, LinkTarget,
};
use crate::import::make::{block, inline, is_blank, seen, text};
use crate::source::Span;

/// How deep blocks may nest: what lies deeper is taken as if it stood at this depth.
const MAX_DEPTH: usize = 24;

impl Convert<'_> {
    /// The blocks below a node. As deep as blocks nest, which is bounded with the tree's depth.
    pub(super) fn blocks(&mut self, parent: NodeId) -> Vec<Block> {
        let mut out = Vec::new();
        let children = self.children(parent);
        self.blocks_of(&children, &mut out);
        out
    }

    pub(super) fn blocks_of(&mut self, nodes: &[NodeId], out: &mut Vec<Block>) {
        let mut run: Vec<NodeId> = Vec::new();
        for &node in nodes {
            if self.this().is_some_and(|doc| doc.is_block(node)) {
                self.run(&std::mem::take(&mut run), out);
                self.block(node, out);
            } else {
                run.push(node);
            }
        }
        self.run(&run, out);
    }

    /// Inlines that stand between blocks: paragraphs, parted where two line ends follow each other.
    pub(super) fn run(&mut self, nodes: &[NodeId], out: &mut Vec<Block>) {
        let Some(&first) = nodes.first() else { return };
        let mut inlines = Vec::new();
        for &node in nodes {
            self.inline(node, &mut inlines);
        }
        let span = self.span(first);
        for part in parted(inlines) {
            self.paragraph(part, span, out);
        }
    }

    /// A paragraph, or the figures that it is.
    fn paragraph(&mut self, inlines: Vec<Inline>, span: Span, out: &mut Vec<Block>) {
        if is_blank(&inlines) {
            return;
        }
        let (formulas, rest): (Vec<Inline>, Vec<Inline>) = inlines
            .iter()
            .cloned()
            .partition(|i| i.role == Some(InlineRole::Display));
        if !formulas.is_empty() && is_blank(&rest) {
            for formula in formulas {
                if let InlineKind::Math(math) = formula.kind {
                    let mut math = block(BlockKind::Math(math), span);
                    self.give_id(&mut math);
                    out.push(math);
                }
            }
            return;
        }
        if is_stars(&seen(&inlines)) {
            if !matches!(out.last().map(|b| &b.kind), Some(BlockKind::Break)) {
                out.push(block(BlockKind::Break, span));
            }
            return;
        }
        if is_pictures(&inlines) {
            for inline in inlines {
                for (image, attr) in pictures(inline) {
                    let mut figure = block(
                        BlockKind::Figure {
                            image,
                            caption: Caption::default(),
                            placement: crate::document::FigurePlacement::InText,
                        },
                        span,
                    );
                    figure.attr = attr;
                    self.give_id(&mut figure);
                    out.push(figure);
                }
            }
            return;
        }
        let mut paragraph = block(BlockKind::Paragraph(inlines), span);
        self.give_id(&mut paragraph);
        out.push(paragraph);
    }

    /// Gives a block the ids that wait: one as its own, others as anchors in its text.
    pub(super) fn give_id(&mut self, block: &mut Block) {
        let ids = std::mem::take(&mut self.pending);
        self.give_ids(block, ids);
    }

    pub(super) fn give_ids(&mut self, block: &mut Block, ids: Vec<String>) {
        let mut ids = ids.into_iter();
        if block.attr.id.is_none() {
            block.attr.id = ids.next();
        }
        let span = block.span;
        for id in ids {
            let anchor = anchor(id, span);
            match block.inlines_mut() {
                Some(inlines) if !matches!(block_kind(inlines), Some(InlineKind::Image(_))) => {
                    inlines.insert(0, anchor);
                }
                // Links to the other ids of one place are led to the first.
                _ => {}
            }
        }
    }

    /// Notes the id of an element, if a link leads to it.
    pub(super) fn note_id(&mut self, id: NodeId) {
        for key in ["id", "name"] {
            let Some(name) = self.attr(id, key) else {
                continue;
            };
            if let Some(name) = self.wanted.get(&(self.doc, name))
                && !self.pending.contains(name)
            {
                self.pending.push(name.clone());
            }
        }
    }

    /// The language of an element where it is another than the surrounding text's.
    pub(super) fn other_lang(&self, id: NodeId) -> Option<Lang> {
        let tag = self
            .attr(id, "lang")
            .or_else(|| self.attr(id, "xml:lang"))?;
        let lang = Lang::new(tag.trim()).ok()?;
        (self.lang.as_ref() != Some(&lang)).then_some(lang)
    }

    /// One block. Its language holds for what it holds.
    fn block(&mut self, id: NodeId, out: &mut Vec<Block>) {
        let lang = self.other_lang(id);
        let before = self.lang.clone();
        if lang.is_some() {
            self.lang.clone_from(&lang);
        }
        let start = out.len();
        self.depth += 1;
        self.block_in_lang(id, out);
        self.depth -= 1;
        self.lang = before;
        if let Some(lang) = lang {
            for block in out.iter_mut().skip(start) {
                if block.attr.lang.is_none() {
                    block.attr.lang = Some(lang.clone());
                }
            }
        }
    }

    fn block_in_lang(&mut self, id: NodeId, out: &mut Vec<Block>) {
        self.note_id(id);
        let span = self.span(id);
        let deep = self.depth > MAX_DEPTH;
        match self.name(id).as_str() {
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                let level = name
                    .as_bytes()
                    .get(1)
                    .map_or(2, |digit| digit.saturating_sub(b'0'));
                self.heading(id, level, out);
            }
            "blockquote" if !deep => {
                let ids = std::mem::take(&mut self.pending);
                let inner = self.blocks(id);
                if !inner.is_empty() {
                    let mut quote = block(BlockKind::Quote(inner), span);
                    quote.attr.classes = self.known_classes(id);
                    quote.read_classes();
                    self.give_ids(&mut quote, ids);
                    out.push(quote);
                }
            }
            "ul" | "ol" | "menu" if !deep => self.list(id, out),
            "dl" if !deep => self.definitions(id, out),
            "pre" => self.code(id, out),
            "table" => self.table(id, out),
            "figure" => self.figure(id, out),
            "hr" => {
                if !matches!(out.last().map(|b| &b.kind), Some(BlockKind::Break)) {
                    out.push(block(BlockKind::Break, span));
                }
            }
            _ if self.tex(id).is_some() => self.run(&[id], out),
            _ if !deep && self.alert(id).is_some() => self.alert_box(id, out),
            _ if self.is_captioned(id) => self.figure(id, out),
            _ if self.is_group(id) && !deep => {
                let ids = std::mem::take(&mut self.pending);
                let inner = self.blocks(id);
                if !inner.is_empty() {
                    let mut group = block(BlockKind::Group(inner), span);
                    group.attr.classes = self.known_classes(id);
                    group.read_classes();
                    self.give_ids(&mut group, ids);
                    out.push(group);
                }
            }
            _ => {
                let start = out.len();
                let inner = self.blocks(id);
                out.extend(inner);
                let classes = self.known_classes(id);
                if !classes.is_empty() && self.name(id) == "p" {
                    for block in out.iter_mut().skip(start) {
                        block.attr.classes.extend(classes.iter().cloned());
                        block.read_classes();
                    }
                }
            }
        }
    }

    fn heading(&mut self, id: NodeId, level: u8, out: &mut Vec<Block>) {
        let ids = std::mem::take(&mut self.pending);
        let mut content = Vec::new();
        for child in self.children(id) {
            self.inline(child, &mut content);
        }
        let mut ids = ids;
        ids.append(&mut self.pending);
        let span = self.span(id);
        if is_blank(&content) {
            self.pending = ids;
            return;
        }
        if is_pictures(&content) {
            self.pending = ids;
            self.paragraph(content, span, out);
            return;
        }
        let mut content: Vec<Inline> = content.into_iter().map(without_break).collect();
        // A heading that is a link to itself is text.
        if let [
            Inline {
                kind:
                    InlineKind::Link {
                        target: LinkTarget::Unresolved(target),
                        content: inner,
                        ..
                    },
                ..
            },
        ] = content.as_mut_slice()
            && target.starts_with('#')
        {
            content = std::mem::take(inner);
        }
        // Headings are bold by their kind.
        if let [
            Inline {
                kind: InlineKind::Strong(inner),
                ..
            },
        ] = content.as_mut_slice()
        {
            content = std::mem::take(inner);
        }
        let kind = BlockKind::Heading { level, content };
        let mut heading = block(kind, span);
        self.give_ids(&mut heading, ids);
        out.push(heading);
    }
}

/// Signs that stand for a break between scenes.
fn is_stars(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(signs.as_slice(), ['⁂' | '❦' | '❧' | '☙'])
        || (signs.len() >= 3
            && signs
                .iter()
                .all(|c| matches!(c, '*' | '•' | '·' | '⁂' | '—' | '_' | '~' | '#' | '✻')))
}

fn block_kind(inlines: &[Inline]) -> Option<&InlineKind> {
    inlines.first().map(|inline| &inline.kind)
}

/// A place in a text that a link leads to.
pub(super) fn anchor(id: String, span: Span) -> Inline {
    let mut anchor = inline(InlineKind::Span(Vec::new()), span);
    anchor.attr.id = Some(id);
    anchor
}

/// True when all that is seen is pictures.
fn is_pictures(inlines: &[Inline]) -> bool {
    let mut any = false;
    for inline in inlines {
        match &inline.kind {
            InlineKind::Image(_) => any = true,
            InlineKind::Link { content, .. } if is_pictures(content) => any = true,
            InlineKind::Span(content) if inline.attr.id.is_none() && is_pictures(content) => {
                any = true
            }
            InlineKind::Text(text) if text.trim().is_empty() => {}
            InlineKind::LineBreak | InlineKind::SoftBreak => {}
            _ => return false,
        }
    }
    any
}

/// The pictures of an inline.
pub(in crate::import) fn pictures(inline: Inline) -> Vec<(crate::document::Image, Attr)> {
    match inline.kind {
        InlineKind::Image(image) => vec![(image, inline.attr)],
        InlineKind::Link { content, .. } | InlineKind::Span(content) => {
            content.into_iter().flat_map(pictures).collect()
        }
        _ => Vec::new(),
    }
}

/// Parts inlines where two line ends follow each other.
fn parted(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut parts = vec![Vec::new()];
    let mut breaks = 0;
    for inline in inlines {
        let blank = matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty());
        match &inline.kind {
            InlineKind::LineBreak => {
                breaks += 1;
                continue;
            }
            _ if breaks > 0 && blank => continue,
            _ => {}
        }
        if let Some(part) = parts.last_mut()
            && breaks == 1
            && !part.is_empty()
        {
            part.push(crate::import::make::inline(
                InlineKind::LineBreak,
                inline.span,
            ));
        } else if breaks > 1 {
            parts.push(Vec::new());
        }
        breaks = 0;
        if let Some(part) = parts.last_mut() {
            part.push(inline);
        }
    }
    parts
}

fn without_break(mut inline: Inline) -> Inline {
    if inline.kind == InlineKind::LineBreak {
        return text(" ", inline.span);
    }
    for content in inline.children_mut() {
        let inner = std::mem::take(content);
        *content = inner.into_iter().map(without_break).collect();
    }
    inline
}
