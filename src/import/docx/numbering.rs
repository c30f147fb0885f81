//! Lists (ECMA-376-1, 17.9): bullets or numbers by list and level.

use std::collections::HashMap;

use roxmltree::Node;

use crate::import::xml::{attr, child, val};

/// How the items of a level are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Level {
    /// True for numbers and letters.
    pub(super) ordered: bool,
    /// The first number.
    pub(super) start: u64,
    /// True where nothing is shown: the paragraph goes on with the item above it.
    pub(super) continues: bool,
    /// True where a bracket follows the number.
    pub(super) bracket: bool,
}

/// All lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// By the number of the list: its levels.
    lists: HashMap<String, HashMap<u8, Level>>,
}

impl Numbering {
    pub(super) fn read(root: Node<'_, '_>) -> Self {
        let named = |name: &'static str| {
            root.children()
                .filter(move |node| node.tag_name().name() == name)
        };
        let mut kinds: HashMap<&str, HashMap<u8, Level>> = HashMap::new();
        let mut links: HashMap<&str, &str> = HashMap::new();
        for node in named("abstractNum") {
            let Some(id) = attr(node, "abstractNumId") else {
                continue;
            };
            kinds.insert(id, levels(node));
            if let Some(style) = val(node, "styleLink") {
                links.insert(style, id);
            }
        }
        // A list may take its levels from the list of a style.
        for node in named("abstractNum") {
            if let (Some(id), Some(style)) =
                (attr(node, "abstractNumId"), val(node, "numStyleLink"))
                && let Some(levels) = links.get(style).and_then(|other| kinds.get(other)).cloned()
            {
                kinds.insert(id, levels);
            }
        }
        let mut lists = HashMap::new();
        for node in named("num") {
            let (Some(id), Some(kind)) = (attr(node, "numId"), val(node, "abstractNumId")) else {
                continue;
            };
            let mut own = kinds.get(kind).cloned().unwrap_or_default();
            for change in node
                .children()
                .filter(|n| n.tag_name().name() == "lvlOverride")
            {
                let Some(level) = attr(change, "ilvl").and_then(|l| l.parse::<u8>().ok()) else {
                    continue;
                };
                if let Some(new) = child(change, "lvl").and_then(read_level) {
                    own.insert(level, new);
                }
                if let Some(start) = val(change, "startOverride").and_then(|s| s.parse().ok())
                    && let Some(place) = own.get_mut(&level)
                {
                    place.start = start;
                }
            }
            lists.insert(id.to_owned(), own);
        }
        Self { lists }
    }

    /// A level of a list; `None` where it has no mark at all.
    pub(super) fn level(&self, list: &str, level: u8) -> Option<Level> {
        if list == "0" {
            return None;
        }
        let bullet = Level {
            ordered: false,
            continues: false,
            start: 1,
            bracket: false,
        };
        match self.lists.get(list) {
            // A list that is not defined has bullets, as word processors show it.
            None => Some(bullet),
            Some(levels) => levels.get(&level).copied(),
        }
    }
}

fn levels(node: Node<'_, '_>) -> HashMap<u8, Level> {
    node.children()
        .filter(|n| n.tag_name().name() == "lvl")
        .filter_map(|n| Some((attr(n, "ilvl")?.parse().ok()?, read_level(n)?)))
        .collect()
}

fn read_level(node: Node<'_, '_>) -> Option<Level> {
    let format = val(node, "numFmt").unwrap_or("decimal");
    let text = val(node, "lvlText").unwrap_or("");
    if format == "none" && text.trim().is_empty() {
        return None;
    }
    Some(Level {
        continues: format == "bullet" && text.trim().is_empty(),
        ordered: !matches!(format, "bullet" | "none"),
        start: val(node, "start").and_then(|s| s.parse().ok()).unwrap_or(1),
        bracket: text.ends_with(')'),
    })
}
