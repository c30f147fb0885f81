//! Styles (ECMA-376-1, 17.7): what a paragraph is by the name of its style, and how its letters look.

use std::collections::HashMap;

use roxmltree::Node;

use crate::import::xml::{attr, child, is_on, val};

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Subtitle,
    Author,
    Date,
    Abstract,
    Heading(u8),
    Quote,
    Epigraph,
    Verse,
    Code,
    Caption,
    Contents,
    Term,
    Definition,
    /// The label over an abstract.
    Label,
    /// A paragraph that goes on with the item of a list above it.
    Continued,
    Body,
}

/// How letters look; `None` where it is not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RunLook {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) small_caps: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) lowered: Option<bool>,
    pub(super) code: Option<bool>,
    pub(super) lang: Option<String>,
}

impl RunLook {
    /// The properties of a run or of a style.
    pub(super) fn read(properties: Node<'_, '_>) -> Self {
        let on = |name| is_on(properties, name);
        let align = val(properties, "vertAlign");
        let font = child(properties, "rFonts")
            .and_then(|fonts| attr(fonts, "ascii").or_else(|| attr(fonts, "hAnsi")));
        Self {
            bold: on("b"),
            italic: on("i"),
            underline: val(properties, "u").map(|kind| kind != "none"),
            strike: on("strike").or_else(|| on("dstrike")),
            small_caps: on("smallCaps"),
            hidden: on("vanish"),
            raised: align.map(|align| align == "superscript"),
            lowered: align.map(|align| align == "subscript"),
            code: font.map(is_monospaced),
            lang: child(properties, "lang")
                .and_then(|lang| attr(lang, "val"))
                .map(str::to_owned),
        }
    }

    /// What is said here, else what is said there.
    pub(super) fn over(self, other: &Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            underline: self.underline.or(other.underline),
            strike: self.strike.or(other.strike),
            small_caps: self.small_caps.or(other.small_caps),
            hidden: self.hidden.or(other.hidden),
            raised: self.raised.or(other.raised),
            lowered: self.lowered.or(other.lowered),
            code: self.code.or(other.code),
            lang: self.lang.or_else(|| other.lang.clone()),
        }
    }
}

fn is_monospaced(font: &str) -> bool {
    let font = font.to_ascii_lowercase();
    [
        "courier",
        "consolas",
        "mono",
        "menlo",
        "monaco",
        "lucida console",
        "source code",
        "fira code",
        "cascadia",
    ]
    .iter()
    .any(|name| font.contains(name))
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<(String, u8)>,
    look: RunLook,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    /// The language of text that names none.
    pub(super) lang: Option<String>,
}

impl Styles {
    pub(super) fn read(root: Node<'_, '_>) -> Self {
        let mut styles = Self {
            lang: child(root, "docDefaults")
                .and_then(|node| crate::import::xml::below(node, "lang"))
                .and_then(|lang| attr(lang, "val"))
                .map(str::to_owned),
            ..Self::default()
        };
        for node in root
            .children()
            .filter(|node| node.tag_name().name() == "style")
        {
            let Some(id) = attr(node, "styleId") else {
                continue;
            };
            let paragraph = child(node, "pPr");
            let list = paragraph.and_then(|p| child(p, "numPr")).and_then(|list| {
                let level = val(list, "ilvl")
                    .and_then(|level| level.parse().ok())
                    .unwrap_or(0);
                Some((val(list, "numId")?.to_owned(), level))
            });
            if attr(node, "type") == Some("paragraph")
                && matches!(attr(node, "default"), Some("1" | "true"))
            {
                styles.default = Some(id.to_owned());
            }
            styles.styles.insert(
                id.to_owned(),
                Style {
                    name: val(node, "name").unwrap_or(id).to_lowercase(),
                    based_on: val(node, "basedOn").map(str::to_owned),
                    outline: paragraph
                        .and_then(|p| val(p, "outlineLvl"))
                        .and_then(|level| level.parse().ok()),
                    list,
                    look: child(node, "rPr").map(RunLook::read).unwrap_or_default(),
                },
            );
        }
        styles
    }

    /// A style and those it is based on, as far as that goes.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let mut next = id.or(self.default.as_deref());
        std::iter::from_fn(move || {
            let style = self.styles.get(next?)?;
            next = style.based_on.as_deref();
            Some(style)
        })
        .take(20)
    }

    /// What a paragraph of a style is. Built-in styles have English names in documents of any language.
    pub(super) fn role(&self, id: Option<&str>, outline: Option<u8>) -> Role {
        if let Some(role) = self.chain(id).find_map(|style| role_of(&style.name)) {
            return role;
        }
        // A style that is not defined is known by its id.
        if let Some(role) = id
            .filter(|id| !self.styles.contains_key(*id))
            .and_then(|id| role_of(&spaced(id)))
        {
            return role;
        }
        let outline = outline.or_else(|| self.chain(id).find_map(|style| style.outline));
        match outline {
            Some(level) if level < 9 => Role::Heading(level + 1),
            _ => Role::Body,
        }
    }

    /// How many lists deep Word's styles "List Bullet 2", "List Number 3" and their like stand, although each has a
    /// list of its own, of one level.
    pub(super) fn depth(&self, id: Option<&str>) -> u8 {
        self.chain(id)
            .find_map(|style| list_depth(&style.name))
            .unwrap_or(0)
    }

    /// The list that a style belongs to: the list's number and the level.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(String, u8)> {
        self.chain(id).find_map(|style| style.list.clone())
    }

    /// How a style of letters looks.
    pub(super) fn look(&self, id: &str) -> RunLook {
        let mut look = RunLook::default();
        if !self.styles.contains_key(id) {
            let name = spaced(id);
            look.italic = (name == "emphasis").then_some(true);
            look.bold = (name == "strong").then_some(true);
            look.code = name.contains("code").then_some(true);
            return look;
        }
        // The style of paragraphs is no base of a style of letters.
        for style in self.chain(Some(id)) {
            look = look.over(&style.look);
            let is_code = [
                "verbatim char",
                "code",
                "source text",
                "html code",
                "inline code",
                "html typewriter",
            ]
            .iter()
            .any(|name| style.name.contains(name));
            if is_code {
                look.code = Some(true);
            }
        }
        look
    }
}

/// `Heading1` is `heading 1`.
fn spaced(id: &str) -> String {
    let mut out = String::new();
    for c in id.chars() {
        if (c.is_uppercase() || c.is_ascii_digit()) && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

fn list_depth(name: &str) -> Option<u8> {
    let rest = name.strip_prefix("list ")?;
    let number = rest
        .strip_prefix("bullet ")
        .or(rest.strip_prefix("number "))
        .unwrap_or(rest);
    let number = number.parse::<u8>().ok()?;
    (2..=9).contains(&number).then(|| number - 1)
}

fn role_of(name: &str) -> Option<Role> {
    if let Some(level) = [
        "heading ",
        "überschrift ",
        "titre ",
        "título ",
        "titolo ",
        "заголовок ",
        "kop ",
        "rubrik ",
    ]
    .iter()
    .find_map(|word| name.strip_prefix(word))
    .and_then(|level| level.trim().parse::<u8>().ok())
    {
        return (1..=9).contains(&level).then_some(Role::Heading(level));
    }
    Some(match name {
        "title" | "titel" | "titre" | "book title page" => Role::Title,
        "subtitle" | "untertitel" | "sous-titre" => Role::Subtitle,
        "author" | "authors" | "byline" | "autor" => Role::Author,
        "date" | "datum" => Role::Date,
        "abstract" | "standfirst" | "lead" => Role::Abstract,
        "quote" | "intense quote" | "block text" | "block quote" | "blockquote" | "quotations"
        | "block quotation" | "zitat" | "quotation" | "citation" => Role::Quote,
        "abstract title" => Role::Label,
        "definition term" => Role::Term,
        "definition" => Role::Definition,
        "epigraph" => Role::Epigraph,
        "verse" | "poem" | "poetry" => Role::Verse,
        "code" | "source code" | "preformatted text" | "html preformatted" | "code block"
        | "macro text" | "macro" => Role::Code,
        "caption" | "figure" | "illustration" | "table caption" | "image caption" | "drawing"
        | "beschriftung" => Role::Caption,
        "toc heading" | "table of figures" | "contents heading" => Role::Contents,
        _ if name.starts_with("toc ")
            || name.starts_with("contents ")
            || name.starts_with("index ") =>
        {
            Role::Contents
        }
        _ if name.starts_with("list continue") => Role::Continued,
        _ => return None,
    })
}
