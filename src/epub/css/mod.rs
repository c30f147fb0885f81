//! The stylesheet as data: written as CSS into the EPUB, and applied to the element tree to learn in which font
//! and at what size a reading system shows each character. What is embedded thus follows from what is written.
//!
//! ```text
//! Theme ─theme, nested─▶ Stylesheet ─write─▶ CSS
//!                            └─────cascade─▶ Computed style of each element
//! ```

mod cascade;
mod nested;
mod selector;
mod theme;
mod value;
mod write;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::style::{FamilyRole, Theme};

pub(super) use cascade::{Cascade, Computed};

/// What holds for every theme.
const BASE: &str = include_str!("base.css");

/// A stylesheet.
#[derive(Debug, Clone)]
pub(super) struct Stylesheet {
    items: Vec<Item>,
}

/// An item of a stylesheet.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    /// A line for the reader of the file.
    Comment(Cow<'static, str>),
    /// The place of the embedded fonts.
    FontFaces,
    /// A rule.
    Rule(Rule),
}

/// What is declared for the elements that a list of selectors matches.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    selectors: Cow<'static, str>,
    declarations: Vec<Declaration>,
}

/// A declaration. Families stand for themselves: their names are known when the fonts are chosen, which in turn
/// need the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Declaration {
    /// The families of a role.
    Family(FamilyRole),
    /// The families of formulas.
    MathFamily,
    /// A declaration as it is written, such as `font-weight: bold`.
    Text(Cow<'static, str>),
}

impl Stylesheet {
    /// The stylesheet of a theme.
    pub(super) fn new(theme: &Theme) -> Self {
        let mut sheet = Self::parse(BASE);
        theme::add_fonts(theme, &mut sheet);
        sheet.comment("Smaller text within smaller text.");
        nested::add(theme, &mut sheet);
        theme::add_spaces(theme, &mut sheet);
        sheet
    }

    /// Reads rules of our own making: one a line, as `selectors { property: value; … }`, and comments of a line.
    fn parse(css: &'static str) -> Self {
        let items = css.lines().filter_map(|line| {
            if let Some(comment) = line.strip_prefix("/* ") {
                return Some(Item::Comment(comment.trim_end_matches(" */").into()));
            }
            let (selectors, rest) = line.split_once(" { ")?;
            let declarations = rest.trim_end_matches('}').split(';').map(str::trim);
            let declarations = declarations.filter(|text| !text.is_empty());
            Some(Item::Rule(Rule {
                selectors: selectors.into(),
                declarations: declarations
                    .map(|text| Declaration::Text(text.into()))
                    .collect(),
            }))
        });
        Self {
            items: items.collect(),
        }
    }

    fn comment(&mut self, text: &'static str) {
        self.items.push(Item::Comment(text.into()));
    }

    fn rule(&mut self, selectors: impl Into<Cow<'static, str>>, declarations: Vec<Declaration>) {
        self.items.push(Item::Rule(Rule {
            selectors: selectors.into(),
            declarations,
        }));
    }

    /// A rule of declarations as they are written.
    fn text_rule(
        &mut self,
        selectors: impl Into<Cow<'static, str>>,
        declarations: &[&'static str],
    ) {
        let declarations = declarations.iter().copied().map(declare).collect();
        self.rule(selectors, declarations);
    }

    fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.items.iter().filter_map(|item| match item {
            Item::Rule(rule) => Some(rule),
            _ => None,
        })
    }
}

/// A declaration as it is written.
fn declare(text: impl Into<Cow<'static, str>>) -> Declaration {
    Declaration::Text(text.into())
}
