//! Formulas of HTML, by their source in TeX.

use super::convert::Convert;
use super::tree::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::document::{Inline, InlineKind, InlineRole, Math};
use crate::import::make::{inline, text};

impl Convert<'_> {
    /// MathML with its source in TeX, or what can be read of it.
    pub(super) fn math(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        let tree = self.tree();
        let source = tree
            .below(id)
            .find(|&node| {
                tree.name(node) == "annotation"
                    && tree
                        .attr(node, "encoding")
                        .is_some_and(|e| e.contains("tex"))
            })
            .map(|node| tree.raw_text(node))
            .or_else(|| tree.attr(id, "alttext").map(str::to_owned));
        let span = self.span(id);
        match source {
            Some(tex) => {
                let tex = tex.trim();
                let tex = tex
                    .strip_prefix("{\\displaystyle")
                    .and_then(|rest| rest.strip_suffix('}'))
                    .unwrap_or(tex)
                    .trim();
                let tex = tex.split_whitespace().collect::<Vec<_>>().join(" ");
                let display = self.attr(id, "display").as_deref() == Some("block");
                if !tex.is_empty() {
                    let mut math = inline(InlineKind::Math(Math { tex }), span);
                    if display {
                        math.role = Some(InlineRole::Display);
                    }
                    out.push(math);
                }
            }
            None => {
                let shown = tree.text(id);
                self.diagnostics.push(
                    Diagnostic::warning(
                        Code::ImportLeftOut,
                        "this formula has no source in TeX; only its letters and signs were taken",
                    )
                    .at(span),
                );
                out.push(text(shown, span));
            }
        }
    }

    /// A formula that a script in the page would have shown: TeX between its signs, and whether it is on lines of its own.
    pub(super) fn tex(&self, id: NodeId) -> Option<(String, bool)> {
        let tree = self.tree();
        if !tree.has_word(id, "class", &["math", "MathJax", "arithmatex"])
            || tree.children(id).len() != 1
        {
            return None;
        }
        let text = tree.raw_text(id);
        let text = text.trim();
        let between = |open: &str, close: &str| {
            text.strip_prefix(open)
                .and_then(|rest| rest.strip_suffix(close))
        };
        let display = between("\\[", "\\]").or_else(|| between("$$", "$$"));
        let tex = display
            .or_else(|| between("\\(", "\\)"))
            .or_else(|| between("$", "$"))?;
        let tex = tex.split_whitespace().collect::<Vec<_>>().join(" ");
        (!tex.is_empty()).then_some((tex, display.is_some()))
    }
}
