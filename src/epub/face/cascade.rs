//! Which font the stylesheet gives to an element: the part of its rules that decides on it.

use super::{Cut, Role};
use crate::highlight::Token;
use crate::style::{BlockStyle, TextStyle, Theme};

/// The text of an element: its font, and whether it is shown in capitals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) cut: Cut,
    pub(super) uppercase: bool,
    /// Within a heading, whose text stands in the list of contents too.
    pub(super) heading: bool,
}

impl Style {
    /// Running text.
    pub(super) fn body() -> Self {
        Self {
            cut: Cut {
                role: Role::Body,
                bold: false,
                italic: false,
            },
            uppercase: false,
            heading: false,
        }
    }

    /// The style of an element within one of this style.
    pub(super) fn enter(mut self, name: &str, classes: &str, theme: &Theme) -> Self {
        let has = |class: &str| classes.split(' ').any(|other| other == class);
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.heading = true;
                let level = usize::from(name.as_bytes().get(1).map_or(0, |c| c - b'1'));
                if name == "h1" && has("title") {
                    self.block(&theme.title, theme);
                } else if let Some(style) = theme.headings.get(level) {
                    self.block(style, theme);
                }
            }
            "p" if has("subtitle") => self.block(&theme.subtitle, theme),
            "p" if has("author") || has("publisher") => self.block(&theme.author, theme),
            "p" if has("standfirst") || has("lead") => self.block(&theme.standfirst, theme),
            "p" if has("verse") => self.block(&theme.verse, theme),
            "p" if has("heading") || has("alert-label") => self.cut.bold = true,
            "blockquote" if has("epigraph") => self.block(&theme.epigraph, theme),
            "blockquote" if has("verse") => self.block(&theme.verse, theme),
            "blockquote" => self.block(&theme.quote, theme),
            "pre" => self.block(&theme.code, theme),
            "code" | "kbd" => self.cut.role = Role::Mono,
            "div" if has("table") => self.block(&theme.table, theme),
            "thead" | "th" => self.text(&theme.table_head.text, theme),
            "figcaption" | "caption" => self.block(&theme.caption, theme),
            "aside" => self.text(&theme.note.text, theme),
            "section" if has("imprint") => self.text(&theme.imprint.text, theme),
            "dt" => self.block(&theme.term, theme),
            "em" | "i" | "cite" | "dfn" | "var" => self.cut.italic = true,
            "strong" | "b" => self.cut.bold = true,
            "span" if has("missing") => self.cut.italic = true,
            "span" if self.cut.role == Role::Mono => {
                self.cut.bold |= has(Token::Keyword.name());
                self.cut.italic |= has(Token::Comment.name());
            }
            _ => {}
        }
        self
    }

    fn block(&mut self, style: &BlockStyle, theme: &Theme) {
        self.text(&style.text, theme);
    }

    fn text(&mut self, style: &TextStyle, theme: &Theme) {
        // The stylesheet names no family where the theme has that of running text.
        let role = Role::of(style.family, theme);
        if role != Role::Body {
            self.cut.role = role;
        }
        self.cut.bold = style.bold;
        self.cut.italic = style.italic;
        self.uppercase = style.uppercase;
    }
}
