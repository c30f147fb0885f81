//! Which characters the texts of a book show in which font.

use std::collections::{BTreeMap, BTreeSet};

use super::cascade::Style;
use super::{Cut, Role};
use crate::style::Theme;

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
    /// What the texts of a book show, its XHTML files and the theme's own signs.
    pub(in crate::epub) fn of<'a>(texts: impl Iterator<Item = &'a str>, theme: &Theme) -> Self {
        let mut uses = Self::default();
        let body = Style::body().cut;
        for text in texts {
            uses.scan(text, theme);
        }
        let signs = theme.scene_break.chars();
        uses.chars.entry(body).or_default().extend(signs);
        for (cut, chars) in &mut uses.chars {
            if cut.role != Role::Mono {
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

    /// Reads XHTML of our own making, which is well formed.
    fn scan(&mut self, xhtml: &str, theme: &Theme) {
        let Some((_, mut rest)) = xhtml.split_once("<body>") else {
            return;
        };
        let mut open = vec![Style::body()];
        // Depth within formulas, which have fonts of their own.
        let mut math = 0_usize;
        while let Some((text, after)) = rest.split_once('<') {
            match open.last() {
                Some(style) if math == 0 => self.text(*style, text),
                _ => self.math.extend(signs(text)),
            }
            let Some((tag, after)) = after.split_once('>') else {
                break;
            };
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                math -= usize::from(name == "math" && math > 0);
                open.pop();
            } else if !tag.ends_with('/') && !tag.starts_with(['!', '?']) {
                let name = tag.split(' ').next().unwrap_or_default();
                math += usize::from(name == "math");
                let classes = tag
                    .split_once(" class=\"")
                    .and_then(|(_, after)| after.split('"').next());
                let outer = open.last().copied().unwrap_or_else(Style::body);
                open.push(outer.enter(name, classes.unwrap_or_default(), theme));
            }
        }
    }

    fn text(&mut self, style: Style, text: &str) {
        let mut text = text;
        while !text.is_empty() {
            let (plain, after) = text.split_at(text.find('&').unwrap_or(text.len()));
            self.chars(style, plain);
            text = after;
            if !after.is_empty() {
                let end = after.find(';').map_or(after.len(), |at| at + 1);
                let (entity, rest) = after.split_at(end);
                self.chars(style, decode(entity));
                text = rest;
            }
        }
    }

    fn chars(&mut self, style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        let chars = self.chars.entry(style.cut).or_default();
        let shown = text.chars().filter(|c| !c.is_control());
        if style.uppercase {
            chars.extend(shown.flat_map(char::to_uppercase));
        } else {
            chars.extend(shown);
        }
        if style.heading {
            self.chars(Style::body(), text);
        }
    }
}

/// The characters of a formula's text. Of an entity, the letters of its name are there besides.
fn signs(text: &str) -> impl Iterator<Item = char> {
    let entities = text.split('&').skip(1).flat_map(|after| {
        let end = after.find(';').map_or(0, |at| at + 1);
        let name = format!("&{}", after.get(..end).unwrap_or_default());
        decode(&name).chars().next()
    });
    text.chars()
        .chain(entities)
        .filter(|c| !c.is_control() && !c.is_whitespace())
}

/// The character of an entity that we write.
fn decode(entity: &str) -> &str {
    match entity {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_where_the_stylesheet_sets_them() {
        let theme = Theme::named("literary").expect("built in");
        let text = "<title>Z</title><body>\n<p>a &amp; b<br/><em>c<strong>d</strong></em> e</p>\
            <pre><code>f &lt;</code></pre><math><mi>g</mi></math></body>";
        let uses = Uses::of([text].into_iter(), theme);
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
