//! Pull quotes: words of the text that are shown once more, large.

use super::clean::{Said, words};
use super::convert::Doc;
use super::tree::NodeId;

/// Marks the pull quotes whose words stand in the text, too.
pub(super) fn pull_quotes(doc: &mut Doc, root: NodeId, said: &mut Said) {
    let candidates: Vec<NodeId> = doc
        .tree
        .below(root)
        .filter(|&node| {
            let name = doc.tree.name(node);
            matches!(
                name,
                "aside" | "blockquote" | "div" | "figure" | "p" | "section"
            ) && !doc.is_dropped(node)
                && {
                    let names = words(doc, node);
                    let is = |list: &[&str]| names.iter().any(|word| list.contains(&word.as_str()));
                    is(&["pullquote", "pullout", "blockpull"])
                        || (is(&["pull"]) && is(&["quote", "out"]))
                        || name == "aside"
                }
        })
        .collect();
    if candidates.is_empty() {
        return;
    }
    let of: Vec<String> = candidates
        .iter()
        .map(|&node| letters(&doc.tree.text(node)))
        .collect();
    let rest = letters(&doc.tree.text_without(root, |node| {
        doc.is_dropped(node) || candidates.contains(&node)
    }));
    for (node, words) in candidates.into_iter().zip(of) {
        if words.len() >= 12 && rest.contains(&words) {
            said.add(doc, node, "this quotation from the text itself");
            doc.drop(node);
        }
    }
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
