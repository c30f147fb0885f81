//! Edition → files: which part of the text goes into which file, and in which file each id ends up.
//!
//! Nothing is written here; the result can be dumped and compared.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::document::{
    AnchorId, Block, BlockKind, InlineKind, Kind, NoteId, text_len, visit_blocks, visit_inlines,
};
use crate::edition::Edition;

/// A chapter is split before its next heading once a file holds this many bytes of text: e-ink
/// readers take seconds to lay out more (Adobe's engine once gave up at 300 kB).
const SPLIT_AT_HEADING: usize = 100_000;
/// It is split before any next block once a file holds this many.
const SPLIT_ANYWHERE: usize = 200_000;

/// An edition laid out in files.
#[derive(Debug)]
pub(super) struct Book<'a> {
    /// The edition.
    pub(super) edition: &'a Edition,
    /// The files in reading order.
    pub(super) chunks: Vec<Chunk>,
    /// For each id that is written: its file, as a place in [`Book::chunks`].
    places: BTreeMap<AnchorId, usize>,
}

/// One XHTML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its name, of plain ASCII.
    pub(super) file: String,
    /// What it holds.
    pub(super) kind: ChunkKind,
    /// The notes at its end, in order of their first reference.
    pub(super) notes: Vec<NoteId>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ChunkKind {
    /// The picture of the cover.
    Cover,
    /// The title page of a book.
    Title,
    /// The imprint of a book.
    Imprint,
    /// Text of a chapter.
    Text {
        /// The chapter: its place in [`Document::chapters`](crate::document::Document::chapters).
        chapter: usize,
        /// Which of the chapter's files this is, from 0.
        part: usize,
        /// The blocks of the chapter that it holds.
        blocks: Range<usize>,
    },
}

impl Book<'_> {
    /// The blocks of a file.
    pub(super) fn blocks(&self, chunk: &Chunk) -> &[Block] {
        let ChunkKind::Text {
            chapter, blocks, ..
        } = &chunk.kind
        else {
            return &[];
        };
        let chapters = &self.edition.document.chapters;
        chapters
            .get(*chapter)
            .and_then(|chapter| chapter.blocks.get(blocks.clone()))
            .unwrap_or_default()
    }

    /// The file that holds an id.
    pub(super) fn file_of(&self, id: &AnchorId) -> Option<&str> {
        let chunk = self.chunks.get(*self.places.get(id)?)?;
        Some(&chunk.file)
    }

    /// The address of an id, as seen from a file of this book.
    pub(super) fn href(&self, id: &AnchorId, from: &str) -> Option<String> {
        let file = self.file_of(id)?;
        Some(if file == from {
            format!("#{id}")
        } else {
            format!("{file}#{id}")
        })
    }

    /// A stable text form, for tests.
    #[cfg(test)]
    pub(super) fn dump(&self) -> String {
        use std::fmt::Write as _;

        let mut out = String::new();
        for (index, chunk) in self.chunks.iter().enumerate() {
            let _ = write!(out, "{} {:?}", chunk.file, chunk.kind);
            if !chunk.notes.is_empty() {
                let notes: Vec<String> = chunk.notes.iter().map(|n| n.0.to_string()).collect();
                let _ = write!(out, " notes {}", notes.join(" "));
            }
            out.push('\n');
            for (id, _) in self.places.iter().filter(|(_, place)| **place == index) {
                let _ = writeln!(out, "  {id:?}");
            }
        }
        out
    }
}

/// The heading of a chapter's title among its blocks: the first of level 1 at the top.
pub(super) fn title_block(blocks: &[Block]) -> Option<usize> {
    blocks
        .iter()
        .position(|block| matches!(block.kind, BlockKind::Heading { level: 1, .. }))
}

/// Lays an edition out in files.
pub(super) fn split(edition: &Edition) -> Book<'_> {
    let document = &edition.document;
    let meta = &document.meta;
    let front = |file: &str, kind| Chunk {
        file: file.to_owned(),
        kind,
        notes: Vec::new(),
    };
    let mut chunks = Vec::new();
    if meta.cover.is_some() {
        chunks.push(front("cover.xhtml", ChunkKind::Cover));
    }
    if meta.kind == Kind::Book {
        chunks.push(front("title.xhtml", ChunkKind::Title));
        chunks.push(front("imprint.xhtml", ChunkKind::Imprint));
    }
    let digits = document.chapters.len().to_string().len();
    for (chapter, content) in document.chapters.iter().enumerate() {
        for (part, blocks) in parts(&content.blocks).into_iter().enumerate() {
            let number = chapter + 1;
            let name = match meta.kind {
                Kind::Article if document.chapters.len() == 1 => "article".to_owned(),
                _ => format!("chapter-{number:0digits$}"),
            };
            let suffix = if part == 0 {
                String::new()
            } else {
                format!("-part-{}", part + 1)
            };
            chunks.push(Chunk {
                file: format!("{name}{suffix}.xhtml"),
                kind: ChunkKind::Text {
                    chapter,
                    part,
                    blocks,
                },
                notes: Vec::new(),
            });
        }
    }
    let mut book = Book {
        edition,
        chunks,
        places: BTreeMap::new(),
    };
    place(&mut book);
    book
}

/// The ranges of blocks that go into one file each; at least one, perhaps empty.
fn parts(blocks: &[Block]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut size = 0;
    for (index, block) in blocks.iter().enumerate() {
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        // A heading stays with what follows, so a file does not end in one.
        let after_heading = index
            .checked_sub(1)
            .and_then(|before| blocks.get(before))
            .is_some_and(|before| matches!(before.kind, BlockKind::Heading { .. }));
        if !after_heading && ((heading && size >= SPLIT_AT_HEADING) || size >= SPLIT_ANYWHERE) {
            parts.push(start..index);
            start = index;
            size = 0;
        }
        size += text_size(block);
    }
    parts.push(start..blocks.len());
    parts
}

fn text_size(block: &Block) -> usize {
    let mut size = 0;
    visit_blocks(std::slice::from_ref(block), &mut |block| {
        size += match &block.kind {
            BlockKind::Code { text, .. } => text.len(),
            BlockKind::Math(math) => math.tex.len() * 8,
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Plain(_)
            | BlockKind::Quote(_)
            | BlockKind::Alert { .. }
            | BlockKind::List { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Table(_)
            | BlockKind::Figure { .. }
            | BlockKind::Break
            | BlockKind::Group(_) => text_len(block.inlines()),
        };
    });
    size
}

/// Finds out where each id ends up and which file each note belongs to: that of its first reference.
fn place(book: &mut Book<'_>) {
    let edition = book.edition;
    let mut placed: BTreeSet<NoteId> = BTreeSet::new();
    let mut seen: BTreeMap<NoteId, usize> = BTreeMap::new();
    let mut places = BTreeMap::new();
    let mut notes_of = vec![Vec::new(); book.chunks.len()];
    for (index, chunk) in book.chunks.iter().enumerate() {
        let mut notes: Vec<NoteId> = Vec::new();
        let mut found = Found::default();
        found.search(book.blocks(chunk));
        if let ChunkKind::Text {
            chapter, part: 0, ..
        } = chunk.kind
        {
            found.ids.push(Edition::chapter_anchor(chapter));
        }
        let mut next = 0;
        loop {
            for note in found.notes.drain(..) {
                let count = seen.entry(note).or_default();
                let used = edition.notes.get(note.0 as usize);
                if let Some(id) = used.and_then(|used| used.refs.get(*count)) {
                    found.ids.push(id.clone());
                }
                *count += 1;
                if used.is_some() && placed.insert(note) {
                    notes.push(note);
                }
            }
            // Notes may refer to notes, which follow them.
            let Some(note) = notes.get(next) else { break };
            next += 1;
            if let Some(used) = edition.notes.get(note.0 as usize) {
                found.ids.push(used.id.clone());
            }
            if let Some(note) = edition.document.notes.get(note.0 as usize) {
                found.search(&note.blocks);
            }
        }
        for id in found.ids {
            places.entry(id).or_insert(index);
        }
        if let Some(slot) = notes_of.get_mut(index) {
            *slot = notes;
        }
    }
    for (chunk, notes) in book.chunks.iter_mut().zip(notes_of) {
        chunk.notes = notes;
    }
    book.places = places;
}

/// Ids and references to notes, in reading order.
#[derive(Default)]
struct Found {
    ids: Vec<AnchorId>,
    notes: Vec<NoteId>,
}

impl Found {
    fn search(&mut self, blocks: &[Block]) {
        visit_blocks(blocks, &mut |block| {
            self.ids.extend(block.attr.id.as_deref().map(AnchorId::new));
            visit_inlines(block.inlines(), &mut |inline| {
                self.ids
                    .extend(inline.attr.id.as_deref().map(AnchorId::new));
                if let InlineKind::NoteRef(note) = inline.kind {
                    self.notes.push(note);
                }
            });
        });
    }
}
