//! Boxes beside the text, and the classes that Bindery knows.

use super::convert::Convert;
use super::tree::NodeId;
use crate::document::{Alert, Block, BlockKind, Role};
use crate::import::make::block;

impl Convert<'_> {
    /// The classes that Bindery knows.
    pub(super) fn known_classes(&self, id: NodeId) -> Vec<String> {
        let mut classes = Vec::new();
        let tree = self.tree();
        for role in [Role::Epigraph, Role::Verse, Role::Lead] {
            let class = role.class();
            if tree.has_word(id, "class", &[class]) || tree.has_word(id, "epub:type", &[class]) {
                classes.push(class.to_owned());
            }
        }
        let verse = Role::Verse.class();
        if tree.has_word(id, "class", &["poem", "poetry"])
            && !classes.iter().any(|class| class == verse)
        {
            classes.push(verse.to_owned());
        }
        if self.is_group(id) {
            classes.push(Role::Aside.class().to_owned());
        }
        classes
    }

    /// The kind of a box that warns or advises, by its classes.
    pub(super) fn alert(&self, id: NodeId) -> Option<Alert> {
        let tree = self.tree();
        if !matches!(tree.name(id), "div" | "aside" | "section")
            || !tree.has_word(
                id,
                "class",
                &["alert", "admonition", "callout", "markdown-alert"],
            )
        {
            return None;
        }
        let has = |words: &[&str]| tree.has_word(id, "class", words);
        Some(match () {
            () if has(&["tip", "hint", "markdown-alert-tip", "callout-tip"]) => Alert::Tip,
            () if has(&["important", "markdown-alert-important", "callout-important"]) => {
                Alert::Important
            }
            () if has(&[
                "warning",
                "attention",
                "markdown-alert-warning",
                "callout-warning",
            ]) =>
            {
                Alert::Warning
            }
            () if has(&[
                "caution",
                "danger",
                "error",
                "markdown-alert-caution",
                "callout-caution",
            ]) =>
            {
                Alert::Caution
            }
            () => Alert::Note,
        })
    }

    pub(super) fn alert_box(&mut self, id: NodeId, out: &mut Vec<Block>) {
        let Some(kind) = self.alert(id) else { return };
        // The label is made anew.
        let label = [
            "alert-label",
            "admonition-title",
            "markdown-alert-title",
            "callout-title",
        ];
        let tree = self.tree();
        let title = tree
            .below(id)
            .find(|&node| tree.has_word(node, "class", &label));
        if let (Some(title), Some(doc)) = (title, self.docs.get_mut(self.doc)) {
            doc.drop(title);
        }
        let ids = std::mem::take(&mut self.pending);
        let inner = self.blocks(id);
        if !inner.is_empty() {
            let alert = BlockKind::Alert {
                alert: kind,
                label: String::new(),
                blocks: inner,
            };
            let mut alert = block(alert, self.span(id));
            self.give_ids(&mut alert, ids);
            out.push(alert);
        }
    }

    /// A box beside the text.
    pub(super) fn is_group(&self, id: NodeId) -> bool {
        self.tree().name(id) == "aside"
    }
}
