//! Lists and definitions of HTML.

use super::convert::Convert;
use super::tree::NodeId;
use crate::document::{
    Block, BlockKind, DefinitionItem, InlineKind, ListItem, NumberDelim, OrderedList,
};
use crate::import::make::{block, inline, is_blank};

impl Convert<'_> {
    pub(super) fn list(&mut self, id: NodeId, out: &mut Vec<Block>) {
        let ids = std::mem::take(&mut self.pending);
        let span = self.span(id);
        let mut items: Vec<ListItem> = Vec::new();
        for child in self.children(id) {
            if self
                .tree()
                .text_node(child)
                .is_some_and(|text| text.trim().is_empty())
            {
                continue;
            }
            // A list directly in a list belongs to the item before it.
            if self.name(child) != "li"
                && let Some(last) = items.last_mut()
            {
                let mut inner = Vec::new();
                self.blocks_of(&[child], &mut inner);
                last.blocks.extend(inner);
                continue;
            }
            let span = self.span(child);
            self.note_id(child);
            let task = self.checkbox(child);
            let before = self.lang.clone();
            let lang = self.other_lang(child);
            if lang.is_some() {
                self.lang.clone_from(&lang);
            }
            let mut blocks = match self.name(child).as_str() {
                "li" => self.blocks(child),
                _ => {
                    let mut inner = Vec::new();
                    self.blocks_of(&[child], &mut inner);
                    inner
                }
            };
            self.lang = before;
            if let (Some(lang), Some(first)) = (lang, blocks.first_mut()) {
                first.attr.lang.get_or_insert(lang);
            }
            if blocks.is_empty() {
                continue;
            }
            items.push(ListItem { blocks, task, span });
        }
        if items.is_empty() {
            self.pending = ids;
            return;
        }
        let ordered = (self.name(id) == "ol").then(|| OrderedList {
            start: self
                .attr(id, "start")
                .and_then(|s| s.trim().parse().ok())
                .unwrap_or(1),
            delim: NumberDelim::Period,
        });
        let tight = tighten(&mut items);
        let mut list = block(
            BlockKind::List {
                ordered,
                tight,
                items,
            },
            span,
        );
        self.give_ids(&mut list, ids);
        out.push(list);
    }

    pub(super) fn checkbox(&mut self, item: NodeId) -> Option<bool> {
        let tree = self.tree();
        let first = tree
            .children(item)
            .iter()
            .copied()
            .find(|&c| tree.text_node(c).is_none_or(|t| !t.trim().is_empty()))?;
        let sign = tree.text(first);
        if tree.name(first) == "span" && matches!(sign.as_str(), "☐" | "☑" | "☒") {
            if let Some(doc) = self.docs.get_mut(self.doc) {
                doc.drop(first);
            }
            return Some(sign != "☐");
        }
        let input = tree
            .below(item)
            .take(4)
            .find(|&node| tree.name(node) == "input")?;
        (tree.attr(input, "type") == Some("checkbox"))
            .then(|| tree.attr(input, "checked").is_some())
    }

    pub(super) fn definitions(&mut self, id: NodeId, out: &mut Vec<Block>) {
        let ids = std::mem::take(&mut self.pending);
        let span = self.span(id);
        let mut items: Vec<DefinitionItem> = Vec::new();
        let mut nodes = self.children(id);
        // A group of a term and its definitions may stand in a div.
        nodes = nodes
            .into_iter()
            .flat_map(|node| {
                if self.name(node) == "div" {
                    self.children(node)
                } else {
                    vec![node]
                }
            })
            .collect();
        for node in nodes {
            match self.name(node).as_str() {
                "dt" => {
                    let mut content = Vec::new();
                    self.note_id(node);
                    for child in self.children(node) {
                        self.inline(child, &mut content);
                    }
                    if is_blank(&content) {
                        continue;
                    }
                    let mut term = block(BlockKind::Plain(content), self.span(node));
                    term.attr.id = None;
                    match items.last_mut() {
                        Some(item) if item.definitions.is_empty() => item.terms.push(term),
                        _ => items.push(DefinitionItem {
                            terms: vec![term],
                            definitions: Vec::new(),
                        }),
                    }
                }
                "dd" => {
                    let mut blocks = self.blocks(node);
                    if blocks.is_empty() {
                        continue;
                    }
                    match items.last_mut() {
                        Some(item) => {
                            plain_first(&mut blocks);
                            item.definitions.push(blocks);
                        }
                        // Definitions without a term are indented text.
                        None => out.extend(blocks),
                    }
                }
                _ => self.blocks_of(&[node], out),
            }
        }
        // Terms without a definition are paragraphs.
        let all = items.iter().all(|item| !item.definitions.is_empty());
        if items.is_empty() {
            self.pending.extend(ids);
            return;
        }
        if !all {
            for item in items {
                for term in item.terms {
                    if let BlockKind::Plain(content) = term.kind {
                        out.push(block(
                            BlockKind::Paragraph(vec![inline(InlineKind::Strong(content), span)]),
                            span,
                        ));
                    }
                }
                out.extend(item.definitions.into_iter().flatten().map(as_paragraph));
            }
            return;
        }
        let mut list = block(BlockKind::Definitions(items), span);
        self.give_ids(&mut list, ids);
        out.push(list);
    }
}

/// Makes a list tight if each item is one paragraph, with perhaps a list after it.
pub(in crate::import) fn tighten(items: &mut [ListItem]) -> bool {
    let tight = items.iter().all(|item| {
        item.blocks
            .iter()
            .enumerate()
            .all(|(at, block)| match &block.kind {
                BlockKind::Paragraph(_) => at == 0 && block.is_bare(),
                BlockKind::List { tight, .. } => at > 0 && *tight && block.is_bare(),
                _ => false,
            })
    });
    if tight {
        for item in items {
            plain_first(&mut item.blocks);
        }
    }
    tight
}

/// The first block, if it is a paragraph, as text of what it stands in.
fn plain_first(blocks: &mut [Block]) {
    if let Some(first) = blocks.first_mut().filter(|first| first.is_bare())
        && let BlockKind::Paragraph(content) = &mut first.kind
    {
        first.kind = BlockKind::Plain(std::mem::take(content));
    }
}

fn as_paragraph(mut block: Block) -> Block {
    if let BlockKind::Plain(content) = block.kind {
        block.kind = BlockKind::Paragraph(content);
    }
    block
}
