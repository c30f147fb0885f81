//! Figures: pictures, tables, code or quotations with a caption.

use super::convert::Convert;
use super::tree::NodeId;
use crate::document::{Block, BlockKind, Inline, InlineKind};
use crate::import::make::{block, is_blank};

impl Convert<'_> {
    /// A figure, or a block that is one by its class.
    pub(super) fn figure(&mut self, id: NodeId, out: &mut Vec<Block>) {
        let caption_node = self.caption_node(id);
        let mut caption: Vec<Inline> = Vec::new();
        let mut more: Vec<Block> = Vec::new();
        if let Some(node) = caption_node {
            let pending = std::mem::take(&mut self.pending);
            if self
                .this()
                .is_some_and(|doc| doc.tree.children(node).iter().any(|&c| doc.is_block(c)))
            {
                // A caption of several paragraphs is one, with spaces between.
                let mut blocks = self.blocks(node);
                for (at, block) in blocks.iter_mut().enumerate() {
                    match &mut block.kind {
                        BlockKind::Paragraph(content) => {
                            if at > 0 {
                                caption.push(crate::import::make::text(" ", block.span));
                            }
                            caption.append(content);
                        }
                        _ => more.push(block.clone()),
                    }
                }
            } else {
                for child in self.children(node) {
                    self.inline(child, &mut caption);
                }
            }
            self.pending = pending;
            if let Some(doc) = self.docs.get_mut(self.doc) {
                doc.drop(node);
            }
        }
        let caption = crate::import::make::without_label(joined(caption), false);
        let start = out.len();
        let mut inner = self.blocks(id);
        let span = self.span(id);
        if is_blank(&caption) {
            out.append(&mut inner);
            out.append(&mut more);
            return;
        }
        // The caption goes to the last picture or table.
        let place = inner.iter_mut().rev().find(|block| {
            matches!(&block.kind, BlockKind::Figure { caption, .. } if caption.is_empty())
                || matches!(&block.kind, BlockKind::Table(table) if table.caption.is_empty())
        });
        match place.map(|block| &mut block.kind) {
            Some(BlockKind::Figure { caption: place, .. }) => place.content = caption,
            Some(BlockKind::Table(table)) => table.caption.content = caption,
            _ => match inner.last_mut().map(|last| &mut last.kind) {
                // The source of a quotation is its last paragraph.
                Some(BlockKind::Quote(blocks)) => {
                    blocks.push(block(BlockKind::Paragraph(caption), span))
                }
                _ => inner.push(block(BlockKind::Paragraph(caption), span)),
            },
        }
        out.append(&mut inner);
        out.append(&mut more);
        if let Some(first) = out.get_mut(start) {
            self.give_id(first);
        }
    }

    /// The caption of a figure.
    fn caption_node(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.tree();
        tree.below(id).find(|&node| {
            tree.name(node) == "figcaption"
                || (matches!(tree.name(node), "p" | "div" | "span" | "dd")
                    && tree.attr(node, "class").is_some_and(|class| {
                        class.split_whitespace().any(|c| {
                            matches!(
                                c,
                                "wp-caption-text"
                                    | "caption"
                                    | "thumbcaption"
                                    | "image-caption"
                                    | "figcaption"
                                    | "media-caption"
                                    | "figure-caption"
                                    | "caption-text"
                            )
                        })
                    })
                    && !self.is_skipped(node))
        })
    }

    /// A block with one picture and a caption by its class.
    pub(super) fn is_captioned(&self, id: NodeId) -> bool {
        let tree = self.tree();
        if !matches!(tree.name(id), "div" | "dl" | "section") || tree.below(id).len() > 40 {
            return false;
        }
        let pictures = tree
            .below(id)
            .filter(|&node| tree.name(node) == "img")
            .count();
        pictures == 1
            && self.caption_node(id).is_some()
            && tree.first(id, "figure").is_none()
            // The picture and its caption are all that there is.
            && {
                let all = tree.text(id).len();
                self.caption_node(id).is_some_and(|node| tree.text(node).len() + 8 >= all)
            }
    }
}

/// Texts next to each other as one.
pub(super) fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in inlines {
        if let (InlineKind::Text(text), Some(InlineKind::Text(last))) =
            (&inline.kind, out.last_mut().map(|last| &mut last.kind))
            && inline.is_bare()
        {
            last.push_str(text);
            continue;
        }
        out.push(inline);
    }
    out
}
