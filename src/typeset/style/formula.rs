//! Formulas in the line: objects that may part after relations and binary signs.

use std::sync::Arc;

use super::Shown;
use super::collect::Look;
use super::inline::{Walk, restyle};
use crate::diag::{Code, Diagnostic};
use crate::document::{Math, OBJECT};
use crate::source::Span;
use crate::style::Figures;
use crate::typeset::glyphs::Mark;
use crate::typeset::math::{self, MathStyle};
use crate::typeset::structure::Tag;
use crate::typeset::text::{Missing, RunKind};

impl Walk<'_, '_, '_> {
    /// A formula; one that cannot be set stands as it is written, in italics.
    pub(super) fn math(&mut self, math: &Math, look: &Look, span: Span) {
        self.flush_space(math.tex.chars().next());
        let Mark::Content(element) = look.mark else {
            return;
        };
        let source = self.offset;
        self.advance(OBJECT.len_utf8());
        let mut look = self.within(look, element, Tag::Formula, |_| {});
        look.uppercase = false;
        if let Mark::Content(formula) = look.mark {
            self.styling.structure.get_mut(formula).alt = Some(Arc::from(math.tex.as_str()));
        }
        let style = MathStyle {
            size: look.style.size,
            display: false,
            color: look.style.color,
            text_family: &self.styling.theme.body_family,
        };
        match math::set_formula(&math.tex, style, self.styling.fonts) {
            Ok(set) => {
                let offset = self.out.len();
                let missing = set.missing.iter().map(|c| Missing { offset, char: *c });
                self.out.text_mut().missing.extend(missing);
                if self.out.last_char().is_some_and(|c| !c.is_whitespace()) {
                    self.out.push("\u{2060}", &look, RunKind::Text, None);
                }
                let mut source = Some(source);
                for (index, (piece, _)) in set.pieces().into_iter().enumerate() {
                    if index > 0 {
                        // A space of the text stands for the formula's own, so that it is even with those
                        // around it and vanishes where a line ends.
                        self.out.push(" ", &look, RunKind::Text, None);
                    }
                    let kind = RunKind::Object {
                        width: piece.width,
                        height: piece.height,
                        depth: piece.depth,
                    };
                    self.out
                        .push(&OBJECT.to_string(), &look, kind, source.take());
                    let text = self.out.text_mut();
                    let run = text.rich.runs.len().saturating_sub(1);
                    text.objects.push((run, Shown::Formula(Arc::new(piece))));
                }
            }
            Err(error) => {
                self.styling
                    .diagnostics
                    .push(Diagnostic::warning(Code::BadMath, error.to_string()).at(span));
                restyle(&mut look, |s| {
                    s.italic = true;
                    s.figures = Figures::Lining;
                });
                self.out.push(&math.tex, &look, RunKind::Verbatim, None);
            }
        }
    }
}
