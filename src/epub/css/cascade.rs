//! The rules of a stylesheet applied to the element tree, as a reading system applies them (CSS Cascading 3): which
//! font each element is set in, at what size.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::selector::{Selector, Specificity};
use super::{Declaration, Stylesheet};
use crate::epub::tree::{Element, Node};
use crate::style::FamilyRole;

/// What reading systems do by themselves, as far as it decides on a font or a size.
static READER: LazyLock<Stylesheet> =
    LazyLock::new(|| Stylesheet::parse(include_str!("reader.css")));

/// How the text of an element is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::epub) struct Computed {
    /// The role of its family.
    pub(in crate::epub) family: FamilyRole,
    /// Whether it is bold.
    pub(in crate::epub) bold: bool,
    /// Whether it is italic.
    pub(in crate::epub) italic: bool,
    /// Whether it is shown in capitals.
    pub(in crate::epub) uppercase: bool,
    /// Its size, relative to running text.
    pub(in crate::epub) size: f64,
}

impl Default for Computed {
    /// Running text.
    fn default() -> Self {
        Self {
            family: FamilyRole::Body,
            bold: false,
            italic: false,
            uppercase: false,
            size: 1.0,
        }
    }
}

/// The rules of a stylesheet that decide on fonts and sizes, ready to be applied.
pub(in crate::epub) struct Cascade<'s> {
    /// By a name or class without which a selector matches no element.
    candidates: HashMap<Option<&'s str>, Vec<Candidate<'s>>>,
}

/// A selector and what is set for the elements that it matches.
struct Candidate<'s> {
    selector: Selector<'s>,
    rank: Rank,
    settings: Vec<Setting>,
}

/// What decides between settings: those of the book over those of the reading system, then the more specific, then
/// the later.
type Rank = (Origin, Specificity, usize);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Reader,
    Book,
}

/// A declaration that decides on a font or a size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Setting {
    Family(FamilyRole),
    /// `None` for that of the element around.
    Bold(Option<bool>),
    Italic(bool),
    Uppercase(bool),
    /// Relative to that of the element around.
    Size(f64),
}

/// What is called for each text and formula: how text is shown there, and the elements that it stands in, the
/// outermost first.
pub(in crate::epub) type Visit<'v> = dyn FnMut(&Node, &Computed, &[&Element]) + 'v;

impl<'s> Cascade<'s> {
    /// The rules of a stylesheet over those of reading systems.
    pub(in crate::epub) fn new(sheet: &'s Stylesheet) -> Self {
        let mut candidates: HashMap<_, Vec<Candidate<'s>>> = HashMap::new();
        for (origin, sheet) in [(Origin::Reader, &*READER), (Origin::Book, sheet)] {
            for (index, rule) in sheet.rules().enumerate() {
                let settings: Vec<Setting> =
                    rule.declarations.iter().filter_map(Setting::of).collect();
                if settings.is_empty() {
                    continue;
                }
                let selectors = rule.selectors.split(',').map(str::trim);
                for selector in selectors.filter_map(Selector::parse) {
                    let rank = (origin, selector.specificity(), index);
                    candidates
                        .entry(selector.key())
                        .or_default()
                        .push(Candidate {
                            selector,
                            rank,
                            settings: settings.clone(),
                        });
                }
            }
        }
        Self { candidates }
    }

    /// Visits the content of a file, in reading order.
    pub(in crate::epub) fn walk(&self, root: &Element, visit: &mut Visit<'_>) {
        self.enter(root, &Computed::default(), &mut Vec::new(), visit);
    }

    /// Text is nested no deeper than [`limits`](crate::epub::limits) allows, so the recursion ends.
    fn enter<'e>(
        &self,
        element: &'e Element,
        outer: &Computed,
        path: &mut Vec<&'e Element>,
        visit: &mut Visit<'_>,
    ) {
        if element.name() == "head" {
            return;
        }
        path.push(element);
        let computed = self.compute(path, outer);
        for child in element.children() {
            match child {
                Node::Element(inner) => self.enter(inner, &computed, path, visit),
                Node::Text(_) | Node::Formula(_) => visit(child, &computed, path),
            }
        }
        path.pop();
    }

    /// How the text of the last of these elements is shown, within the others.
    fn compute(&self, path: &[&Element], outer: &Computed) -> Computed {
        let mut computed = *outer;
        let Some(element) = path.last() else {
            return computed;
        };
        let keys = [None, Some(element.name())].into_iter();
        let mut matching: Vec<&Candidate<'_>> = keys
            .chain(element.classes().map(Some))
            .filter_map(|key| self.candidates.get(&key))
            .flatten()
            .filter(|candidate| candidate.selector.matches(path))
            .collect();
        matching.sort_by_key(|candidate| candidate.rank);
        for setting in matching.iter().flat_map(|candidate| &candidate.settings) {
            match *setting {
                Setting::Family(role) => computed.family = role,
                Setting::Bold(bold) => computed.bold = bold.unwrap_or(outer.bold),
                Setting::Italic(italic) => computed.italic = italic,
                Setting::Uppercase(uppercase) => computed.uppercase = uppercase,
                Setting::Size(size) => computed.size = outer.size * size,
            }
        }
        computed
    }
}

impl Setting {
    /// What a declaration decides on, if that are fonts or sizes.
    pub(super) fn of(declaration: &Declaration) -> Option<Self> {
        let text = match declaration {
            Declaration::Family(role) => return Some(Self::Family(*role)),
            // Formulas are no elements of ours.
            Declaration::MathFamily => return None,
            Declaration::Text(text) => text,
        };
        Some(match text.split_once(": ")? {
            ("font-weight", "bold") => Self::Bold(Some(true)),
            ("font-weight", "normal") => Self::Bold(Some(false)),
            ("font-weight", "inherit") => Self::Bold(None),
            ("font-style", value) => Self::Italic(value == "italic"),
            ("text-transform", value) => Self::Uppercase(value == "uppercase"),
            ("font-size", value) => Self::Size(value.strip_suffix("em")?.parse().ok()?),
            _ => return None,
        })
    }
}
