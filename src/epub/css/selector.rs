//! Selectors: those of element names and classes, in one another. No rule that decides on a font has others.

use crate::epub::tree::Element;

/// A selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Selector<'s> {
    /// From the outermost to the element itself; each with how it stands in the one before it.
    parts: Vec<(Within, Compound<'s>)>,
}

/// How an element stands in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// At any depth.
    Anywhere,
    /// As a child.
    Child,
}

/// What is asked of one element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Compound<'s> {
    name: Option<&'s str>,
    classes: Vec<&'s str>,
}

/// How specific a selector is: its classes, then its names (CSS Selectors 3, section 9).
pub(super) type Specificity = (usize, usize);

impl<'s> Selector<'s> {
    /// Reads a selector; `None` for those that ask for more than names and classes.
    pub(super) fn parse(text: &'s str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut within = Within::Anywhere;
        for word in text.split_whitespace() {
            if word == ">" {
                within = Within::Child;
                continue;
            }
            parts.push((within, Compound::parse(word)?));
            within = Within::Anywhere;
        }
        (!parts.is_empty()).then_some(Self { parts })
    }

    /// How specific it is.
    pub(super) fn specificity(&self) -> Specificity {
        let classes = self.parts.iter().map(|(_, part)| part.classes.len()).sum();
        let names = self.parts.iter().filter(|(_, part)| part.name.is_some());
        (classes, names.count())
    }

    /// A name or class without which it matches no element; `None` for `*`.
    pub(super) fn key(&self) -> Option<&'s str> {
        let (_, last) = self.parts.last()?;
        last.classes.first().copied().or(last.name)
    }

    /// True when it matches the last of these elements, each of which is the child of the one before it.
    pub(super) fn matches(&self, path: &[&Element]) -> bool {
        let (Some(((_, last), before)), Some((element, around))) =
            (self.parts.split_last(), path.split_last())
        else {
            return false;
        };
        let within = self
            .parts
            .last()
            .map_or(Within::Anywhere, |(within, _)| *within);
        last.matches(element) && found(before, within, around)
    }
}

/// True when the parts of a selector match the last of some elements, or one before it.
fn found(parts: &[(Within, Compound<'_>)], within: Within, path: &[&Element]) -> bool {
    let Some(((outer, last), before)) = parts.split_last() else {
        return true;
    };
    let mut around = path;
    while let Some((element, rest)) = around.split_last() {
        if last.matches(element) && found(before, *outer, rest) {
            return true;
        }
        if within == Within::Child {
            return false;
        }
        around = rest;
    }
    false
}

impl<'s> Compound<'s> {
    fn parse(text: &'s str) -> Option<Self> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '*');
        if !text.chars().all(plain) {
            return None;
        }
        let mut words = text.split('.');
        let name = words.next().filter(|name| !name.is_empty() && *name != "*");
        Some(Self {
            name,
            classes: words.collect(),
        })
    }

    fn matches(&self, element: &Element) -> bool {
        self.name.is_none_or(|name| name == element.name())
            && self
                .classes
                .iter()
                .all(|class| element.classes().any(|own| own == *class))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::epub::tree::{Builder, Node};

    /// `div.table.wide > table > th`.
    fn table() -> Element {
        let mut m = Builder::new();
        m.tag("div").attr("class", "table wide").open();
        m.open("table");
        m.open("th");
        m.finish()
    }

    #[test]
    fn selectors_match_names_and_classes_in_one_another() {
        let outer = table();
        let child = |element: &Element| match element.children() {
            [Node::Element(child)] => child.clone(),
            other => panic!("{other:?}"),
        };
        let (inner, head) = (child(&outer), child(&child(&outer)));
        let path = [&outer, &inner, &head];
        for (selector, expected, specificity) in [
            ("th", true, (0, 1)),
            ("*", true, (0, 0)),
            ("td", false, (0, 1)),
            ("div th", true, (0, 2)),
            (".wide.table th", true, (2, 1)),
            ("div.table > table > th", true, (1, 3)),
            ("div.table > th", false, (1, 2)),
            ("div > table th", true, (0, 3)),
            ("table div", false, (0, 2)),
            ("table", false, (0, 1)),
        ] {
            let parsed = Selector::parse(selector).expect(selector);
            assert_eq!(parsed.matches(&path), expected, "{selector}");
            assert_eq!(parsed.specificity(), specificity, "{selector}");
        }
        for selector in ["p + p", "p ~ p", "a:first-child", "p::before", "a[href]"] {
            assert_eq!(Selector::parse(selector), None, "{selector}");
        }
    }
}
