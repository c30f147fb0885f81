//! A tree of HTML to the document model: what both web pages and chapters of EPUBs need.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::look::Styles;
use super::tree::{NodeId, Tree, is_block};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{Block, BlockKind, Lang, Note};
use crate::import::make::start_of;
use crate::source::{SourceId, Span};

/// One page or chapter.
#[derive(Debug)]
pub(in crate::import) struct Doc {
    pub(in crate::import) tree: Tree,
    pub(in crate::import) source: SourceId,
    /// Which nodes are left out.
    pub(in crate::import) dropped: Vec<bool>,
    /// Which nodes hold a block.
    holds_block: Vec<bool>,
    /// Nodes by id.
    pub(in crate::import) ids: HashMap<String, NodeId>,
    /// Looks of classes.
    pub(in crate::import) styles: Styles,
}

impl Doc {
    pub(in crate::import) fn new(tree: Tree, source: SourceId) -> Self {
        let mut holds_block = vec![false; tree.len()];
        let mut ids = HashMap::new();
        for id in (1..tree.len()).rev() {
            let inner = holds_block.get(id).copied().unwrap_or(false);
            if (inner || is_block(tree.name(id)))
                && let Some(parent) = holds_block.get_mut(tree.parent(id))
            {
                *parent = true;
            }
            // The first of an id wins.
            for key in ["name", "id"] {
                if let Some(name) = tree.attr(id, key).filter(|name| !name.is_empty())
                    && (key == "id" || tree.name(id) == "a")
                {
                    ids.insert(name.to_owned(), id);
                }
            }
        }
        Self {
            dropped: vec![false; tree.len()],
            holds_block,
            ids,
            styles: Styles::default(),
            tree,
            source,
        }
    }

    /// True for blocks, and for inlines that hold one.
    pub(super) fn is_block(&self, id: NodeId) -> bool {
        is_block(self.tree.name(id)) || self.holds_block.get(id).copied().unwrap_or(false)
    }

    pub(in crate::import) fn is_dropped(&self, id: NodeId) -> bool {
        self.dropped.get(id).copied().unwrap_or(true)
    }

    pub(in crate::import) fn drop(&mut self, id: NodeId) {
        if let Some(dropped) = self.dropped.get_mut(id) {
            *dropped = true;
        }
    }

    /// The elements of a name, without what is left out.
    pub(super) fn kept(&self, name: &str) -> Vec<NodeId> {
        let mut out = Vec::new();
        let mut at = 1;
        while at < self.tree.len() {
            if self.is_dropped(at) {
                at = self.tree.below(at).end.max(at + 1);
                continue;
            }
            if self.tree.name(at) == name {
                out.push(at);
            }
            at += 1;
        }
        out
    }

    pub(in crate::import) fn span(&self, id: NodeId) -> Span {
        Span::new(self.source, self.tree.at(id))
    }

    /// Leaves out the signs by which a heading links to itself.
    pub(super) fn drop_permalinks(&mut self) {
        for link in self.kept("a") {
            let own = self.tree.has_word(
                link,
                "class",
                &[
                    "headerlink",
                    "anchorjs-link",
                    "heading-anchor",
                    "anchor-link",
                ],
            );
            let to_page = self
                .tree
                .attr(link, "href")
                .is_some_and(|href| href.starts_with('#'));
            if to_page && (own || matches!(self.tree.text(link).as_str(), "¶" | "#" | "§" | "🔗"))
            {
                self.drop(link);
            }
        }
    }

    /// The text of a node without what is left out.
    pub(in crate::import) fn text(&self, id: NodeId) -> String {
        self.tree.text_without(id, |node| self.is_dropped(node))
    }
}

/// A node of one of several docs.
pub(in crate::import) type Place = (usize, NodeId);

/// What becomes of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) enum Picture {
    /// It is taken, under this name.
    Taken(String),
    /// It is elsewhere: a link leads to it.
    Remote(String),
    /// It cannot be had.
    Missing,
}

/// What a converter asks of the file that it converts.
pub(in crate::import) trait Outside {
    /// A picture, by its address as written in a doc.
    fn picture(&mut self, doc: usize, address: &str, span: Span) -> (Picture, Option<Diagnostic>);
    /// The target of a link out of the text; `None` where it leads nowhere.
    fn link(&mut self, address: &str) -> Option<String>;
    /// The place in a doc that a link leads to: a doc, and an id in it.
    fn place(&self, doc: usize, address: &str) -> Option<(usize, String)>;
    /// How a link to an id of another chapter is written.
    fn chapter(&self, doc: usize) -> String;
}

/// Converts docs.
pub(in crate::import) struct Convert<'a> {
    pub(in crate::import) docs: &'a mut Vec<Doc>,
    pub(in crate::import) outside: &'a mut dyn Outside,
    pub(in crate::import) diagnostics: Diagnostics,
    /// The doc at work.
    pub(in crate::import) doc: usize,
    /// Notes of the chapter at work.
    pub(super) notes: Vec<Note>,
    /// Where the notes of the chapter at work stand: its number among [`Convert::notes`].
    pub(super) note_numbers: BTreeMap<Place, u32>,
    /// Links to notes: from the link to what holds the note.
    pub(super) note_links: HashMap<Place, Place>,
    /// The ids that links lead to, and their names in the manuscript.
    pub(super) wanted: HashMap<(usize, String), String>,
    /// Ids that wait for a block.
    pub(super) pending: Vec<String>,
    /// Links that lead back from a note.
    pub(super) back_links: HashSet<Place>,
    /// The language at work.
    pub(super) lang: Option<Lang>,
    /// How deep blocks nest.
    pub(super) depth: usize,
}

impl<'a> Convert<'a> {
    pub(in crate::import) fn new(docs: &'a mut Vec<Doc>, outside: &'a mut dyn Outside) -> Self {
        Self {
            docs,
            outside,
            diagnostics: Diagnostics::new(),
            doc: 0,
            notes: Vec::new(),
            note_numbers: BTreeMap::new(),
            note_links: HashMap::new(),
            wanted: HashMap::new(),
            pending: Vec::new(),
            back_links: HashSet::new(),
            lang: None,
            depth: 0,
        }
    }

    /// The blocks below a node of a doc, and the notes that they refer to.
    pub(in crate::import) fn chapter(
        &mut self,
        doc: usize,
        root: NodeId,
        lang: Option<Lang>,
    ) -> (Vec<Block>, Vec<Note>) {
        self.doc = doc;
        self.lang = lang;
        self.notes.clear();
        self.note_numbers.clear();
        self.pending.clear();
        let mut blocks = self.blocks(root);
        self.resolve_notes();
        if !self.notes.is_empty() {
            super::leftover::drop_notes_heading(&mut blocks);
        }
        (blocks, std::mem::take(&mut self.notes))
    }

    /// The blocks of a chapter of several docs, with the notes that they refer to.
    pub(in crate::import) fn chapter_of(
        &mut self,
        docs: &[usize],
        lang: Option<&Lang>,
    ) -> (Vec<Block>, Vec<Note>) {
        self.notes.clear();
        self.note_numbers.clear();
        let mut blocks = Vec::new();
        for &doc in docs {
            self.doc = doc;
            self.pending.clear();
            let own = self.lang_of(doc);
            self.lang = own.or_else(|| lang.cloned());
            let body = self.tree().first(0, "body").unwrap_or(0);
            if self.is_skipped(body) {
                continue;
            }
            blocks.append(&mut self.blocks(body));
        }
        self.resolve_notes();
        let held_notes = self.note_links.values().any(|(doc, _)| docs.contains(doc));
        if !self.notes.is_empty() || held_notes {
            super::leftover::drop_notes_heading(&mut blocks);
        }
        blocks.retain(
            |block| !matches!(&block.kind, BlockKind::Paragraph(content) if content.is_empty()),
        );
        (blocks, std::mem::take(&mut self.notes))
    }

    /// The language that a doc says of itself.
    pub(in crate::import) fn lang_of(&self, doc: usize) -> Option<Lang> {
        let tree = &self.docs.get(doc)?.tree;
        let root = tree.first(0, "html")?;
        let body = tree.first(0, "body")?;
        let tag = [body, root].iter().find_map(|&node| {
            tree.attr(node, "lang")
                .or_else(|| tree.attr(node, "xml:lang"))
        })?;
        Lang::new(tag.trim()).ok()
    }

    pub(super) fn this(&self) -> Option<&Doc> {
        self.docs.get(self.doc)
    }

    pub(super) fn tree(&self) -> &Tree {
        // There is always a doc at work; an empty tree stands for none.
        static NONE: std::sync::LazyLock<Tree> = std::sync::LazyLock::new(Tree::default);
        self.docs.get(self.doc).map_or(&NONE, |doc| &doc.tree)
    }

    pub(super) fn name(&self, id: NodeId) -> String {
        self.tree().name(id).to_owned()
    }

    pub(super) fn attr(&self, id: NodeId, key: &str) -> Option<String> {
        self.tree().attr(id, key).map(str::to_owned)
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        self.this().map_or_else(Span::default, |doc| doc.span(id))
    }

    pub(super) fn children(&self, id: NodeId) -> Vec<NodeId> {
        let children = self.tree().children(id).iter().copied();
        children.filter(|child| !self.is_skipped(*child)).collect()
    }

    /// True for what is not seen.
    pub(super) fn is_skipped(&self, id: NodeId) -> bool {
        let Some(doc) = self.this() else {
            return true;
        };
        let tree = &doc.tree;
        if doc.is_dropped(id) {
            return true;
        }
        if tree.text_node(id).is_some() {
            return false;
        }
        if tree.is_tex_script(id) {
            return false;
        }
        if matches!(
            tree.name(id),
            "script"
                | "style"
                | "template"
                | "noscript"
                | "head"
                | "link"
                | "meta"
                | "title"
                | "rp"
                | "map"
                | "area"
        ) {
            return true;
        }
        let hidden = tree.attr(id, "hidden").is_some()
            || tree.attr(id, "aria-hidden") == Some("true")
            || doc.styles.of(tree, id).hidden;
        hidden
            && tree.first(id, "math").is_none()
            && tree.name(id) != "math"
            && tree.name(id) != "img"
    }

    /// Says that something was left out.
    pub(super) fn left_out(&mut self, id: NodeId, what: &str) {
        let text = self.this().map_or_else(String::new, |doc| doc.text(id));
        let message = match text.is_empty() {
            true => format!("{what} was left out"),
            false => format!("`{}`: {what} was left out", start_of(&text)),
        };
        let span = self.span(id);
        self.diagnostics
            .push(Diagnostic::info(Code::ImportLeftOut, message).at(span));
    }
}

/// A name that can stand in braces.
pub(in crate::import) fn id_name(id: &str) -> String {
    let name: String = id
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.') {
                c
            } else {
                '-'
            }
        })
        .collect();
    match name.chars().next() {
        Some(c) if c.is_alphabetic() => name,
        _ => format!("id-{name}"),
    }
}
