//! Notes: a link whose text is a number or a sign, and what it leads to.

use super::convert::{Convert, Place};
use super::tree::{NodeId, Tree};
use crate::document::{Block, BlockKind, Inline, InlineKind, Note, NoteId};
use crate::import::make::{is_blank, seen};

/// The longest sign of a note.
const MAX_SIGN: usize = 6;

impl Convert<'_> {
    /// Finds the notes of all docs: what links with the look of a note's sign lead to.
    pub(in crate::import) fn find_notes(&mut self) {
        let mut found: Vec<(Place, Place)> = Vec::new();
        for (at, doc) in self.docs.iter().enumerate() {
            let tree = &doc.tree;
            for link in doc.kept("a") {
                if !is_sign(tree, link) {
                    continue;
                }
                let Some(href) = tree.attr(link, "href") else {
                    continue;
                };
                let Some((target_doc, name)) = self.outside.place(at, href) else {
                    continue;
                };
                let Some(other) = self.docs.get(target_doc) else {
                    continue;
                };
                let Some(&target) = other.ids.get(&name) else {
                    continue;
                };
                if target_doc == at && tree.below(target).contains(&link) {
                    continue;
                }
                let Some(holder) = holder(&other.tree, target) else {
                    continue;
                };
                let named = is_note_link(tree, link);
                let placed = is_note_place(&other.tree, holder);
                let back = leads_back(&other.tree, holder, tree, link);
                // The same sign stands before the note.
                let sign = sign(tree, link);
                let same = other
                    .tree
                    .text(holder)
                    .trim_start_matches(['[', '('])
                    .strip_prefix(&sign)
                    .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
                // Links in both directions look alike; a note comes after what it belongs to.
                let later = (target_doc, target) > (at, link);
                let is_note = placed || back || same || (named && target_doc != at);
                if (later && is_note) || (named && placed) {
                    found.push(((at, link), (target_doc, holder)));
                }
            }
        }
        for (link, note) in found {
            self.note_links.insert(link, note);
            let (doc, holder) = note;
            if let Some(doc) = self.docs.get_mut(doc) {
                doc.drop(holder);
            }
        }
        // What leads from a note to where it is referred to is not wanted in print.
        let holders: Vec<Place> = self.note_links.values().copied().collect();
        for (at, holder) in holders {
            let Some(doc) = self.docs.get(at) else {
                continue;
            };
            let tree = &doc.tree;
            for link in tree.below(holder).filter(|&node| tree.name(node) == "a") {
                let Some(href) = tree.attr(link, "href") else {
                    continue;
                };
                let within = self.outside.place(at, href).is_some();
                if within && !self.note_links.contains_key(&(at, link)) && is_back_sign(tree, link)
                {
                    self.back_links.insert((at, link));
                }
            }
        }
    }

    /// The number of a note in the chapter at work.
    pub(super) fn note_number(&mut self, note: Place) -> NoteId {
        let next = u32::try_from(self.note_numbers.len()).unwrap_or(u32::MAX);
        NoteId(*self.note_numbers.entry(note).or_insert(next))
    }

    /// Converts the notes that the chapter at work refers to; a note may refer to others.
    pub(super) fn resolve_notes(&mut self) {
        let doc = self.doc;
        loop {
            let done = self.notes.len();
            let next = self
                .note_numbers
                .iter()
                .find(|(_, number)| **number as usize == done)
                .map(|(place, _)| *place);
            let Some((at, holder)) = next else { break };
            self.doc = at;
            let span = self.span(holder);
            self.pending.clear();
            let mut blocks = match self.name(holder).as_str() {
                "p" => {
                    let mut out = Vec::new();
                    let children = self.children(holder);
                    self.run(&children, &mut out);
                    out
                }
                _ => self.blocks(holder),
            };
            strip_sign(&mut blocks);
            self.notes.push(Note {
                label: (done + 1).to_string(),
                chapter: 0,
                blocks,
                span,
            });
        }
        self.doc = doc;
    }
}

/// The text of a link that may be a note's sign, without brackets.
fn sign(tree: &Tree, link: NodeId) -> String {
    tree.text(link)
        .trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | ' ' | '.'))
        .to_owned()
}

fn is_sign(tree: &Tree, link: NodeId) -> bool {
    let sign = sign(tree, link);
    if is_note_link(tree, link) {
        return true;
    }
    let short = !sign.is_empty() && sign.chars().count() <= MAX_SIGN;
    let number = sign.chars().all(|c| c.is_ascii_digit());
    let letters = sign
        .chars()
        .all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#'));
    let named = ["note ", "n ", "fn"]
        .iter()
        .any(|word| sign.starts_with(word));
    let single = sign.chars().count() == 1 && sign.chars().all(char::is_alphanumeric);
    short && (number || letters || named || single)
}

/// True when the link says that it leads to a note.
fn is_note_link(tree: &Tree, link: NodeId) -> bool {
    tree.has_word(link, "epub:type", &["noteref"])
        || tree.has_word(link, "role", &["doc-noteref"])
        || tree.has_word(
            link,
            "class",
            &[
                "footnote-ref",
                "noteref",
                "footnote",
                "footnote-anchor",
                "fn-ref",
            ],
        )
}

/// What holds a note whose id is somewhere in it.
fn holder(tree: &Tree, target: NodeId) -> Option<NodeId> {
    let mut node = target;
    loop {
        match tree.name(node) {
            "li" | "p" | "aside" | "dd" | "section" | "div" | "td" | "blockquote" => {
                // An id on the first paragraph of an item stands for the item.
                let parent = tree.parent(node);
                let first = tree
                    .children(parent)
                    .iter()
                    .find(|&&c| tree.text_node(c).is_none_or(|t| !t.trim().is_empty()));
                if tree.name(node) == "p"
                    && matches!(tree.name(parent), "li" | "aside")
                    && first == Some(&node)
                {
                    return Some(parent);
                }
                // A cell of a table of notes: the next holds the text.
                if tree.name(node) == "td" {
                    return None;
                }
                return Some(node);
            }
            "dt" => {
                let siblings = tree.children(tree.parent(node));
                let at = siblings.iter().position(|&s| s == node)?;
                return siblings
                    .iter()
                    .skip(at)
                    .copied()
                    .find(|&s| tree.name(s) == "dd");
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "body" | "table" | "figure" => return None,
            _ if node == 0 => return None,
            _ => node = tree.parent(node),
        }
    }
}

/// True when what holds it, or something around that, is named after notes.
fn is_note_place(tree: &Tree, holder: NodeId) -> bool {
    let mut node = holder;
    for _ in 0..5 {
        for key in ["class", "id", "role", "epub:type"] {
            let value = tree
                .attr(node, key)
                .unwrap_or_default()
                .to_ascii_lowercase();
            let words = value.split(|c: char| !c.is_alphanumeric());
            for word in words {
                if matches!(
                    word,
                    "footnote"
                        | "footnotes"
                        | "endnote"
                        | "endnotes"
                        | "rearnote"
                        | "rearnotes"
                        | "notes"
                        | "references"
                        | "reflist"
                        | "fn"
                        | "fns"
                        | "doc"
                        | "cite"
                ) && (word != "doc" || value.contains("note"))
                {
                    return true;
                }
            }
        }
        node = tree.parent(node);
        if node == 0 || matches!(tree.name(node), "body" | "article" | "main") {
            break;
        }
    }
    false
}

/// True when a link in the note leads to the sign, or to something around it.
fn leads_back(notes: &Tree, holder: NodeId, tree: &Tree, link: NodeId) -> bool {
    let mut names: Vec<&str> = Vec::new();
    let mut node = link;
    for _ in 0..3 {
        names.extend(["id", "name"].iter().filter_map(|key| tree.attr(node, key)));
        node = tree.parent(node);
    }
    // The anchor may stand empty before the link.
    for child in tree.below(link) {
        names.extend(tree.attr(child, "id"));
    }
    notes
        .below(holder)
        .filter(|&node| notes.name(node) == "a")
        .any(|node| {
            notes
                .attr(node, "href")
                .and_then(|href| href.rsplit_once('#'))
                .is_some_and(|(_, id)| names.contains(&id))
        })
}

/// True for the text of a link that leads back from a note.
fn is_back_sign(tree: &Tree, link: NodeId) -> bool {
    let text = tree.text(link);
    let backs = tree.has_word(link, "role", &["doc-backlink"])
        || tree.has_word(link, "epub:type", &["backlink"]);
    backs
        || text.chars().count() <= MAX_SIGN
        || text.chars().all(|c| !c.is_alphanumeric())
        || matches!(
            text.to_lowercase().as_str(),
            "back" | "return" | "jump up" | "zurück" | "retour"
        )
}

/// Takes the sign off that stands at the start of a note: `1. `, `[1]`, `^`, `↑`.
fn strip_sign(blocks: &mut Vec<Block>) {
    let Some(inlines) = blocks.first_mut().and_then(Block::inlines_mut) else {
        return;
    };
    for _ in 0..4 {
        match inlines.first_mut().map(|first| &mut first.kind) {
            Some(InlineKind::Text(text)) => {
                let trimmed = text.trim_start();
                let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
                let rest = match trimmed.get(digits..) {
                    Some(rest) if digits > 0 && rest.starts_with(['.', ')', ']']) => {
                        rest.get(1..).unwrap_or_default()
                    }
                    _ => trimmed,
                };
                let rest = rest.trim_start_matches(|c: char| {
                    c.is_whitespace()
                        || matches!(c, '^' | '↑' | '↩' | '[' | ']' | '.' | '*' | '†' | '‡')
                });
                // A bracket belongs to the text where it holds more than a sign.
                let keeps = trimmed.starts_with('[')
                    && !trimmed.starts_with("[]")
                    && digits == 0
                    && rest.len() + 1 == trimmed.len();
                if !keeps {
                    *text = rest.to_owned();
                }
                if !text.is_empty() {
                    break;
                }
                inlines.remove(0);
            }
            Some(InlineKind::Superscript(inner)) if is_mark(&seen(inner)) => {
                inlines.remove(0);
            }
            Some(InlineKind::Link { content, .. }) if is_mark(&seen(content)) => {
                inlines.remove(0);
            }
            Some(InlineKind::LineBreak | InlineKind::SoftBreak) => {
                inlines.remove(0);
            }
            _ => break,
        }
    }
    if is_blank(inlines) && blocks.len() > 1 {
        blocks.remove(0);
    }
    trim_end(blocks);
}

/// The links back at the end have left their spaces and commas.
fn trim_end(blocks: &mut Vec<Block>) {
    while blocks.len() > 1
        && blocks
            .last()
            .is_some_and(|b| matches!(b.kind, BlockKind::Paragraph(_)) && is_blank(b.inlines()))
    {
        blocks.pop();
    }
    if let Some(inlines) = blocks.last_mut().and_then(Block::inlines_mut) {
        while let Some(Inline {
            kind: InlineKind::Text(text),
            ..
        }) = inlines.last_mut()
        {
            let kept = text
                .trim_end_matches([' ', '\u{A0}', '↩', '\u{FE0E}', '\u{FE0F}', '⏎', '↑', '^'])
                .len();
            text.truncate(kept);
            if !text.is_empty() {
                break;
            }
            inlines.pop();
        }
    }
}

fn is_mark(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ' '));
    text.chars().count() <= 4 && text.chars().all(|c| !c.is_alphabetic())
        || (text.chars().count() == 1)
}
