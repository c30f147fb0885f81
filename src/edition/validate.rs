//! What an edition promises, checked.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    AnchorId, Block, BlockKind, Document, Inline, InlineKind, LinkTarget, NodeId, NoteId, Number,
    NumberSeries, plain_text, visit_blocks, visit_inlines,
};

use super::resolve::reading_order;
use super::{AnchorTarget, Edition, TocEntry};

/// A promise of an edition that is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A block is not numbered in reading order.
    #[error("a block is number {found} where number {expected} is due")]
    NodeOrder {
        /// The number that it should have.
        expected: u32,
        /// The number that it has.
        found: u32,
    },
    /// A heading, a figure or a table has no id.
    #[error("block {0:?} has no id")]
    MissingId(NodeId),
    /// Two places have one id.
    #[error("the id `{0}` stands at two places")]
    DuplicateId(String),
    /// An id is not among the anchors, or these have something else for it.
    #[error("the id `{0}` is not that of its anchor")]
    UnknownId(String),
    /// An anchor leads to nothing.
    #[error("nothing stands at the anchor {0:?}")]
    StrayAnchor(AnchorId),
    /// A link was not resolved.
    #[error("the link to `{0}` is not resolved")]
    UnresolvedLink(String),
    /// A link has no text.
    #[error("the link to {0} has no text")]
    EmptyLink(String),
    /// A link or an entry of the contents leads to no anchor.
    #[error("there is no anchor {0:?}")]
    NoAnchor(AnchorId),
    /// A block or an inline has a role that its kind can't have.
    #[error("block {0:?} has a role that does not fit it, or holds such an inline")]
    MisfitRole(NodeId),
    /// A number does not fit its block, or does not follow the one before it.
    #[error("block {0:?} has the wrong number: {1:?}")]
    WrongNumber(NodeId, Option<Number>),
    /// A caption, an alert or a note has not the words that it should.
    #[error("block {0:?} lacks its words")]
    MissingWords(NodeId),
    /// A note is not where its first reference asks for it, or its number or its references are wrong.
    #[error("note {0:?} is out of order")]
    NoteOrder(NoteId),
    /// The opening has no title, or the heading that it names is not the first block.
    #[error("the opening has no title, or the heading that is it does not stand first")]
    Opening,
    /// Not every chapter is said to begin in some way.
    #[error("it is not said how each chapter begins")]
    Starts,
}

impl Edition {
    /// The promises that the edition does not keep; none, if it comes from the resolve stage.
    pub fn validate(&self) -> Vec<Violation> {
        let mut check = Check {
            edition: self,
            violations: Vec::new(),
            last_node: 0,
            ids: BTreeSet::new(),
            last_heading: Vec::new(),
            counted: BTreeMap::new(),
            references: vec![0; self.notes.len()],
        };
        check.document(&self.document);
        check.notes();
        check.toc(&self.toc);
        check.anchors();
        check.matter();
        check.violations
    }
}

/// What was seen so far.
struct Check<'a> {
    edition: &'a Edition,
    violations: Vec<Violation>,
    last_node: u32,
    ids: BTreeSet<AnchorId>,
    /// The parts of the last number of a heading.
    last_heading: Vec<u32>,
    /// The last number of each other series, by the work that it counts in.
    counted: BTreeMap<(Option<usize>, NumberSeries), u32>,
    /// How often each note was referred to.
    references: Vec<u32>,
}

impl<'a> Check<'a> {
    fn found(&mut self, violation: Violation) {
        self.violations.push(violation);
    }

    fn document(&mut self, document: &'a Document) {
        let work_of = |chapter: usize| {
            let chapter = document.chapters.get(chapter);
            chapter.and_then(|chapter| chapter.placement.work)
        };
        for (index, chapter) in document.chapters.iter().enumerate() {
            self.id(Edition::chapter_anchor(index), AnchorTarget::Chapter);
            self.blocks(&chapter.blocks, work_of(index));
        }
        for (index, note) in document.notes.iter().enumerate() {
            if let Some(used) = self.edition.notes.get(index) {
                self.id(used.id.clone(), AnchorTarget::Note(note_id(index)));
            }
            self.blocks(&note.blocks, work_of(note.chapter));
        }
    }

    fn blocks(&mut self, blocks: &'a [Block], work: Option<usize>) {
        visit_blocks(blocks, &mut |block| self.block(block, work));
    }

    fn block(&mut self, block: &'a Block, work: Option<usize>) {
        self.last_node = self.last_node.saturating_add(1);
        if block.node.0 != self.last_node {
            self.found(Violation::NodeOrder {
                expected: self.last_node,
                found: block.node.0,
            });
            self.last_node = block.node.0;
        }
        if block.role.is_some_and(|role| !role.fits(&block.kind)) {
            self.found(Violation::MisfitRole(block.node));
        }
        match &block.attr.id {
            Some(id) => self.id(AnchorId::new(id.as_str()), AnchorTarget::Block(block.node)),
            None if block.is_counted() => self.found(Violation::MissingId(block.node)),
            None => {}
        }
        self.number(block, work);
        self.words(block);
        visit_inlines(block.inlines(), &mut |inline| {
            self.inline(inline, block.node)
        });
    }

    fn id(&mut self, id: AnchorId, target: AnchorTarget) {
        let known = self.edition.anchors.get(&id).map(|anchor| anchor.target);
        if known != Some(target) {
            self.found(Violation::UnknownId(id.to_string()));
        }
        if !self.ids.insert(id.clone()) {
            self.found(Violation::DuplicateId(id.to_string()));
        }
    }

    fn number(&mut self, block: &Block, work: Option<usize>) {
        let Some(number) = &block.number else { return };
        let series = match &block.kind {
            BlockKind::Heading { .. } => Some(NumberSeries::Heading),
            _ => block.caption().map(|(_, series)| series),
        };
        let follows = match (number.series, number.parts.as_slice()) {
            (_, []) => false,
            (NumberSeries::Heading, parts) => {
                let last = std::mem::replace(&mut self.last_heading, parts.to_vec());
                last < self.last_heading
            }
            (series, parts) => {
                let last = self.counted.entry((work, series)).or_default();
                *last += 1;
                parts == [*last]
            }
        };
        if series != Some(number.series) || number.label.is_empty() || !follows {
            self.found(Violation::WrongNumber(block.node, block.number.clone()));
        }
    }

    fn words(&mut self, block: &Block) {
        let complete = match &block.kind {
            BlockKind::Alert { label, .. } => !label.is_empty(),
            _ => block.caption().is_none_or(|(caption, _)| {
                caption.label.is_some() == block.number.is_some()
                    && (block.number.is_none() || !caption.is_empty())
            }),
        };
        if !complete {
            self.found(Violation::MissingWords(block.node));
        }
    }

    fn inline(&mut self, inline: &Inline, node: NodeId) {
        if inline.role.is_some_and(|role| !role.fits(&inline.kind)) {
            self.found(Violation::MisfitRole(node));
        }
        let mut target = AnchorTarget::Inline(node);
        match &inline.kind {
            InlineKind::NoteRef(note) => match self.references.get_mut(note.0 as usize) {
                Some(count) => {
                    target = AnchorTarget::NoteRef(*note, *count);
                    *count += 1;
                }
                None => self.found(Violation::NoteOrder(*note)),
            },
            InlineKind::Link {
                target, content, ..
            } => self.link(target, content),
            InlineKind::Text(_)
            | InlineKind::Emph(_)
            | InlineKind::Strong(_)
            | InlineKind::Strike(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Underline(_)
            | InlineKind::Mark(_)
            | InlineKind::Span(_)
            | InlineKind::Code(_)
            | InlineKind::Ruby { .. }
            | InlineKind::Image(_)
            | InlineKind::Math(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak => {}
        }
        if let Some(id) = &inline.attr.id {
            self.id(AnchorId::new(id.as_str()), target);
        }
    }

    fn link(&mut self, target: &LinkTarget, content: &[Inline]) {
        let address = match target {
            LinkTarget::Unresolved(to) => return self.found(Violation::UnresolvedLink(to.clone())),
            LinkTarget::Dead => return,
            LinkTarget::Internal(id) => {
                if !self.edition.anchors.contains_key(id) {
                    self.found(Violation::NoAnchor(id.clone()));
                }
                id.as_str()
            }
            LinkTarget::External(address) => address,
        };
        if plain_text(content).trim().is_empty() {
            self.found(Violation::EmptyLink(address.to_owned()));
        }
    }

    /// Each note stands where it is first referred to, is numbered from there, and knows its references.
    fn notes(&mut self) {
        let edition = self.edition;
        let order = reading_order(&edition.document);
        let count = edition.notes.len().max(edition.document.notes.len());
        let mut last = None;
        for index in 0..count {
            let (Some(used), Some(_)) =
                (edition.notes.get(index), edition.document.notes.get(index))
            else {
                self.found(Violation::NoteOrder(note_id(index)));
                continue;
            };
            let is_book = edition.document.meta.kind == crate::document::Kind::Book;
            let number = match last.replace((used.chapter, used.number)) {
                Some((chapter, number)) if !is_book || chapter == used.chapter => number + 1,
                _ => 1,
            };
            let references = self.references.get(index).copied().unwrap_or_default();
            let kept = order.get(index) == Some(&(index, used.chapter))
                && used.number == number
                && !used.label.is_empty()
                && references > 0
                && used.refs.len() == references as usize;
            if !kept {
                self.found(Violation::NoteOrder(note_id(index)));
            }
        }
    }

    fn toc(&mut self, entries: &[TocEntry]) {
        for entry in entries {
            if !self.edition.anchors.contains_key(&entry.target) {
                self.found(Violation::NoAnchor(entry.target.clone()));
            }
            self.toc(&entry.children);
        }
    }

    /// Nothing is among the anchors but what stands in the text.
    fn anchors(&mut self) {
        let stray = self
            .edition
            .anchors
            .keys()
            .filter(|id| !self.ids.contains(*id));
        let stray: Vec<Violation> = stray.cloned().map(Violation::StrayAnchor).collect();
        self.violations.extend(stray);
    }

    fn matter(&mut self) {
        let Edition {
            document,
            opening,
            starts,
            ..
        } = self.edition;
        let first = document.chapters.first().and_then(|c| c.blocks.first());
        let heading_is_first = match opening.heading {
            Some(heading) => first.is_some_and(|block| {
                block.node == heading && matches!(block.kind, BlockKind::Heading { .. })
            }),
            None => true,
        };
        if plain_text(&opening.title).trim().is_empty() || !heading_is_first {
            self.found(Violation::Opening);
        }
        if starts.len() != document.chapters.len() {
            self.found(Violation::Starts);
        }
    }
}

fn note_id(index: usize) -> NoteId {
    NoteId(u32::try_from(index).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
