//! Code of HTML, and its language.

use super::convert::Convert;
use super::tree::NodeId;
use crate::document::{Block, BlockKind};
use crate::import::make::block;

impl Convert<'_> {
    pub(super) fn code(&mut self, id: NodeId, out: &mut Vec<Block>) {
        let text = self.tree().raw_text(id);
        let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
        if text.trim().is_empty() {
            return;
        }
        let span = self.span(id);
        let kind = BlockKind::Code {
            language: self.code_language(id),
            text: format!("{text}\n"),
        };
        let mut code = block(kind, span);
        self.give_id(&mut code);
        out.push(code);
    }

    /// The language of code by the classes of its element, of that in it, or of those around it.
    pub(super) fn code_language(&self, id: NodeId) -> Option<String> {
        let tree = self.tree();
        let mut nodes = vec![id];
        nodes.extend(tree.first(id, "code"));
        let parent = tree.parent(id);
        nodes.extend([parent, tree.parent(parent)]);
        for node in nodes {
            for key in ["data-lang", "data-language"] {
                if let Some(value) = tree.attr(node, key).filter(|v| is_language(v)) {
                    return Some(value.to_owned());
                }
            }
            for class in tree
                .attr(node, "class")
                .unwrap_or_default()
                .split_whitespace()
            {
                for prefix in [
                    "language-",
                    "lang-",
                    "highlight-source-",
                    "highlight-",
                    "brush:",
                    "sourceCode-",
                ] {
                    if let Some(value) = class.strip_prefix(prefix).filter(|v| is_language(v)) {
                        return (!matches!(value, "none" | "plaintext" | "text" | "plain"))
                            .then(|| value.to_owned());
                    }
                }
            }
            // pandoc: `<pre class="sourceCode rust">`
            let classes = tree.attr(node, "class").unwrap_or_default();
            if let Some(rest) = classes.strip_prefix("sourceCode ")
                && is_language(rest)
            {
                return Some(rest.to_owned());
            }
        }
        None
    }
}

fn is_language(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 20
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-#_".contains(c))
}
