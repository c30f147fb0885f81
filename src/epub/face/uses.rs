//! Which characters a book shows in which font.

use std::collections::{BTreeMap, BTreeSet};

use super::Cut;
use crate::epub::css::{Cascade, Computed, Stylesheet};
use crate::epub::tree::{Element, Node};
use crate::style::{FamilyRole, Theme};

/// Beside text there are always: spaces, the hyphens of words that are divided, and the signs and numbers
/// of lists.
const ALWAYS: &str = " -\u{2010}\u{2022}.0123456789";

/// The characters for each cut.
#[derive(Debug, Default)]
pub(in crate::epub) struct Uses {
    chars: BTreeMap<Cut, BTreeSet<char>>,
    /// What formulas show.
    math: BTreeSet<char>,
}

impl Uses {
    /// What the XHTML files of a book show under a stylesheet, and the theme's own signs.
    pub(in crate::epub) fn of<'a>(
        pages: impl Iterator<Item = &'a Element>,
        sheet: &Stylesheet,
        theme: &Theme,
    ) -> Self {
        let mut uses = Self::default();
        let cascade = Cascade::new(sheet);
        for page in pages {
            cascade.walk(page, &mut |content, computed, _| match content {
                Node::Text(text) => uses.text(text, computed),
                Node::Formula(formula) => {
                    let shown = |c: &char| !c.is_control() && !c.is_whitespace();
                    uses.math.extend(formula.text.chars().filter(shown));
                }
                Node::Element(_) => {}
            });
        }
        uses.text(&theme.scene_break, &Computed::default());
        for (cut, chars) in &mut uses.chars {
            if cut.role != FamilyRole::Mono {
                chars.extend(ALWAYS.chars());
            }
        }
        uses
    }

    /// What formulas show; nothing where there are none.
    pub(super) fn math(&self) -> &BTreeSet<char> {
        &self.math
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Cut, &BTreeSet<char>)> {
        self.chars.iter()
    }

    fn text(&mut self, text: &str, shown: &Computed) {
        let cut = Cut {
            role: shown.family,
            bold: shown.bold,
            italic: shown.italic,
        };
        let chars = self.chars.entry(cut).or_default();
        let visible = text.chars().filter(|c| !c.is_control());
        if shown.uppercase {
            chars.extend(visible.flat_map(char::to_uppercase));
        } else {
            chars.extend(visible);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::epub::tree::{Builder, Formula};

    #[test]
    fn characters_are_found_where_the_stylesheet_sets_them() {
        let theme = Theme::named("literary").expect("built in");
        let mut m = Builder::new();
        m.open("html");
        m.open("head");
        m.element_line("title", "Z");
        m.close();
        m.open("body");
        m.line();
        m.open("p");
        m.text("a & b");
        m.tag("br").empty();
        m.open("em");
        m.text("c");
        m.open("strong");
        m.text("d");
        m.close();
        m.close();
        m.text(" e");
        m.close();
        m.open("pre");
        m.open("code");
        m.text("f <");
        m.close();
        m.close();
        m.formula(Formula {
            mathml: "<math><mi>g</mi></math>".to_owned(),
            text: "g".to_owned(),
        });
        let page = m.finish();
        let uses = Uses::of([&page].into_iter(), &Stylesheet::new(theme), theme);
        let shown: Vec<String> = uses
            .iter()
            .map(|(cut, chars)| {
                let chars: String = chars.iter().filter(|c| !ALWAYS.contains(**c)).collect();
                let kind = [("bold ", cut.bold), ("italic ", cut.italic)];
                let kind: String = kind.iter().filter(|k| k.1).map(|k| k.0).collect();
                format!("{:?} {kind}{chars}", cut.role)
            })
            .collect();
        assert_eq!(uses.math().iter().collect::<String>(), "g");
        insta::assert_snapshot!(shown.join("\n"), @r"
        Body &*abe
        Body italic c
        Body bold italic d
        Mono <f
        ");
    }
}
