//! How text looks by its style: italics, bold, small capitals, by an attribute or by simple rules of a style sheet.

use std::collections::HashMap;

use super::tree::{NodeId, Tree};

/// What a style says of letters; `None` where it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::import) struct Look {
    pub(in crate::import) italic: Option<bool>,
    pub(in crate::import) bold: Option<bool>,
    pub(in crate::import) small_caps: bool,
    pub(in crate::import) hidden: bool,
}

/// The most rules that are read of a style sheet.
const MAX_RULES: usize = 20_000;

/// The looks of classes.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Styles {
    classes: HashMap<String, Look>,
}

impl Styles {
    /// Adds the rules of a style sheet whose selector is one class, `.name` or `span.name`.
    pub(in crate::import) fn add(&mut self, sheet: &str) {
        for rule in sheet.split('}').take(MAX_RULES) {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else {
                continue;
            };
            let look = declared(declarations);
            if look == Look::default() {
                continue;
            }
            let selectors = selectors.rsplit("*/").next().unwrap_or(selectors);
            for selector in selectors.split(',') {
                let selector = selector.trim();
                let Some((element, class)) = selector.split_once('.') else {
                    continue;
                };
                let simple = |text: &str| {
                    text.chars()
                        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                };
                if simple(element) && simple(class) && !class.is_empty() {
                    self.classes.insert(class.to_owned(), look);
                }
            }
        }
    }

    /// The look of an element by its own style and its classes.
    pub(in crate::import) fn of(&self, tree: &Tree, id: NodeId) -> Look {
        let mut look = Look::default();
        let mut add = |other: Look| {
            look.italic = other.italic.or(look.italic);
            look.bold = other.bold.or(look.bold);
            look.small_caps |= other.small_caps;
            look.hidden |= other.hidden;
        };
        for class in tree
            .attr(id, "class")
            .unwrap_or_default()
            .split_whitespace()
        {
            if let Some(known) = self.classes.get(class) {
                add(*known);
            } else if matches!(
                class.to_ascii_lowercase().as_str(),
                "smallcaps" | "small-caps" | "smcap" | "smallcap" | "sc"
            ) {
                add(Look {
                    small_caps: true,
                    ..Look::default()
                });
            }
        }
        if let Some(style) = tree.attr(id, "style") {
            add(declared(style));
        }
        look
    }
}

fn declared(declarations: &str) -> Look {
    let mut look = Look::default();
    for declaration in declarations.split(';') {
        let Some((property, value)) = declaration.split_once(':') else {
            continue;
        };
        let value = value.trim().to_ascii_lowercase();
        let value = value.split('!').next().unwrap_or_default().trim();
        match property.trim().to_ascii_lowercase().as_str() {
            "font-style" => look.italic = Some(matches!(value, "italic" | "oblique")),
            "font-weight" => {
                let heavy = value.parse::<u32>().is_ok_and(|weight| weight >= 600);
                look.bold = Some(heavy || matches!(value, "bold" | "bolder"));
            }
            "font-variant" | "font-variant-caps" => look.small_caps = value.contains("small-caps"),
            "display" => look.hidden = value == "none",
            "visibility" => look.hidden |= value == "hidden",
            _ => {}
        }
    }
    look
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_one_class_are_read() {
        let mut styles = Styles::default();
        styles.add("/* x */ .it, span.x1 { font-style: italic !important } p .deep { font-weight: bold } .b{font-weight:700}");
        let tree = Tree::new(
            "<i class=\"it b\"></i><i class=\"deep\"></i><i style=\"font-variant: small-caps\"></i>",
            super::super::tree::Syntax::Html,
        );
        let looks: Vec<Look> = tree
            .children(0)
            .iter()
            .map(|id| styles.of(&tree, *id))
            .collect();
        assert_eq!((looks[0].italic, looks[0].bold), (Some(true), Some(true)));
        assert_eq!(looks[1], Look::default());
        assert!(looks[2].small_caps);
    }
}
