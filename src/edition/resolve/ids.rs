//! Ids: unique over the edition and ASCII XML names, whatever the author wrote; and an index by
//! which links find them under the names that authors use.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{
    AnchorId, Block, BlockKind, Document, InlineKind, NumberSeries, OBJECT, plain_text,
    visit_blocks, visit_blocks_mut, visit_inlines_mut,
};
use crate::edition::{Edition, NoteUse};
use crate::source::Span;

use super::slug::{github_slug, is_name, slug};

/// What links can be written to.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By chapter and name; the chapter's own names come first.
    own: Vec<HashMap<String, AnchorId>>,
    /// For each chapter, the work it belongs to, of a volume.
    works: Vec<Option<usize>>,
    /// By work and name, the first of the work.
    all: HashMap<Option<usize>, HashMap<String, AnchorId>>,
    /// All names as an author would write them, in reading order, each with its work, for hints.
    written: Vec<(Option<usize>, String)>,
}

impl Names {
    /// The anchor that a name means in a chapter: one of the chapter, else one of another chapter of
    /// the same work.
    pub(super) fn find(&self, chapter: usize, name: &str) -> Option<&AnchorId> {
        self.find_own(chapter, name).or_else(|| {
            let all = self.all.get(&self.work(chapter))?;
            all.get(name).or_else(|| all.get(&name.to_lowercase()))
        })
    }

    fn work(&self, chapter: usize) -> Option<usize> {
        self.works.get(chapter).copied().flatten()
    }

    /// The anchor that a name means among those of one chapter.
    pub(super) fn find_own(&self, chapter: usize, name: &str) -> Option<&AnchorId> {
        let own = self.own.get(chapter)?;
        own.get(name).or_else(|| own.get(&name.to_lowercase()))
    }

    /// All names of a chapter's work as an author would write them.
    pub(super) fn written(&self, chapter: usize) -> impl Iterator<Item = &str> {
        let own = self.work(chapter);
        let names = self.written.iter().filter(move |(work, _)| *work == own);
        names.map(|(_, name)| name.as_str())
    }

    fn wrote(&mut self, chapter: usize, name: String) {
        self.written.push((self.work(chapter), name));
    }

    fn add(&mut self, chapter: usize, name: &str, id: &AnchorId) {
        if self.own.len() <= chapter {
            self.own.resize_with(chapter + 1, HashMap::new);
        }
        if let Some(own) = self.own.get_mut(chapter) {
            own.entry(name.to_owned()).or_insert_with(|| id.clone());
        }
        let all = self.all.entry(self.work(chapter)).or_default();
        all.entry(name.to_owned()).or_insert_with(|| id.clone());
    }
}

/// Gives every heading, figure and table an id, and makes those written by the author valid and unique.
pub(super) fn assign(
    document: &mut Document,
    notes: &[NoteUse],
    diagnostics: &mut Diagnostics,
) -> Names {
    let mut pool = Pool::default();
    // The ids of chapters and notes are fixed by their numbers.
    for chapter in 0..document.chapters.len() {
        pool.taken
            .insert(Edition::chapter_anchor(chapter).to_string());
    }
    for note in notes {
        pool.taken.insert(note.id.to_string());
        pool.taken.extend(note.refs.iter().map(ToString::to_string));
    }

    let mut names = Names {
        works: document
            .chapters
            .iter()
            .map(|chapter| chapter.placement.work)
            .collect(),
        ..Names::default()
    };
    // GitHub's names come from the text alone and are collected first: they are needed even where
    // the author gave another id, and after this pass ids tell nothing of who wrote them.
    let github = github_names(document);
    each_text(document, |chapter, blocks| {
        explicit(chapter, blocks, &mut pool, &mut names, diagnostics);
    });
    each_text(document, |_, blocks| automatic(blocks, &mut pool));
    index_headings(document, &github, &mut names);
    names
}

/// Calls `visit` with the blocks of each chapter and each note, and the chapter they were written in.
fn each_text(document: &mut Document, mut visit: impl FnMut(usize, &mut Vec<Block>)) {
    for (index, chapter) in document.chapters.iter_mut().enumerate() {
        visit(index, &mut chapter.blocks);
    }
    for note in &mut document.notes {
        visit(note.chapter, &mut note.blocks);
    }
}

/// Ids that are in use.
#[derive(Debug, Default)]
struct Pool {
    taken: HashSet<String>,
    /// For a name that was asked for again: the next number to try.
    next: HashMap<String, u32>,
}

impl Pool {
    /// The name itself, or with the lowest number behind it that makes it unique.
    fn unique(&mut self, name: &str) -> String {
        if self.taken.insert(name.to_owned()) {
            return name.to_owned();
        }
        let next = self.next.entry(name.to_owned()).or_insert(2);
        loop {
            let candidate = format!("{name}-{next}");
            *next += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// Makes the ids written by the author valid and unique.
fn explicit(
    chapter: usize,
    blocks: &mut [Block],
    pool: &mut Pool,
    names: &mut Names,
    diagnostics: &mut Diagnostics,
) {
    let mut first: HashMap<String, Span> = HashMap::new();
    let mut settle = |id: &mut Option<String>, span: Span| {
        let Some(written) = id.take() else {
            return;
        };
        if let Some(&earlier) = first.get(&written) {
            diagnostics.push(
                Diagnostic::warning(
                    Code::DuplicateId,
                    format!("the id `{written}` is used twice"),
                )
                .at(span)
                .related(earlier, "first used here")
                .help("give one of them another id; links lead to the first"),
            );
        } else {
            first.insert(written.clone(), span);
        }
        let base = if is_name(&written) {
            written.clone()
        } else {
            match slug(&written) {
                name if name.is_empty() => "id".to_owned(),
                name => name,
            }
        };
        let name = pool.unique(&base);
        let anchor = AnchorId::new(name.as_str());
        names.add(chapter, &written, &anchor);
        names.wrote(chapter, written);
        *id = Some(name);
    };
    visit_blocks_mut(blocks, &mut |block| {
        settle(&mut block.attr.id, block.span);
        if let Some(inlines) = block.inlines_mut() {
            visit_inlines_mut(inlines, &mut |inline| {
                if !matches!(inline.kind, InlineKind::NoteRef(_)) {
                    settle(&mut inline.attr.id, inline.span);
                }
            });
        }
    });
}

/// Gives an id to headings, figures and tables that have none.
fn automatic(blocks: &mut [Block], pool: &mut Pool) {
    visit_blocks_mut(blocks, &mut |block| {
        if block.attr.id.is_some() {
            return;
        }
        let base = match (&block.kind, block.caption()) {
            (BlockKind::Heading { content, .. }, _) => match slug(&plain_text(content)) {
                name if name.is_empty() => "section".to_owned(),
                name => name,
            },
            (_, Some((_, NumberSeries::Table))) => numbered("table", block),
            (_, Some(_)) => numbered("figure", block),
            (_, None) => return,
        };
        block.attr.id = Some(pool.unique(&base));
    });
}

fn numbered(word: &str, block: &Block) -> String {
    let number = block.number.as_ref().and_then(|number| number.parts.last());
    number.map_or_else(|| word.to_owned(), |n| format!("{word}-{n}"))
}

/// The names that GitHub gives to the headings of each chapter, in reading order.
fn github_names(document: &Document) -> Vec<Vec<String>> {
    document
        .chapters
        .iter()
        .map(|chapter| {
            let mut count: HashMap<String, u32> = HashMap::new();
            let mut found = Vec::new();
            visit_blocks(&chapter.blocks, &mut |block| {
                if let BlockKind::Heading { content, .. } = &block.kind {
                    let text: String = plain_text(content).replace(OBJECT, "");
                    let name = github_slug(&text);
                    let earlier = count.entry(name.clone()).or_insert(0);
                    found.push(match *earlier {
                        0 => name,
                        n => format!("{name}-{n}"),
                    });
                    *earlier += 1;
                }
            });
            found
        })
        .collect()
}

/// Lets headings be found by GitHub's names and by our own, after all ids that authors wrote.
fn index_headings(document: &Document, github: &[Vec<String>], names: &mut Names) {
    for (index, (chapter, github)) in document.chapters.iter().zip(github).enumerate() {
        let mut github = github.iter();
        visit_blocks(&chapter.blocks, &mut |block| {
            if !matches!(block.kind, BlockKind::Heading { .. }) {
                return;
            }
            if let (Some(name), Some(id)) = (github.next(), &block.attr.id)
                && !name.is_empty()
            {
                names.add(index, name, &AnchorId::new(id.as_str()));
                names.wrote(index, name.clone());
            }
        });
    }
    for (index, chapter) in document.chapters.iter().enumerate() {
        visit_blocks(&chapter.blocks, &mut |block| {
            if let Some(id) = &block.attr.id {
                names.add(index, id, &AnchorId::new(id.as_str()));
            }
        });
        names.add(
            index,
            Edition::chapter_anchor(index).as_str(),
            &Edition::chapter_anchor(index),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::Code;
    use crate::document::visit_blocks;
    use crate::edition::Edition;
    use crate::edition::resolve::testing::{document, heading, paragraph, resolved, text, with_id};

    fn ids(edition: &Edition) -> Vec<String> {
        let mut ids = Vec::new();
        for chapter in &edition.document.chapters {
            visit_blocks(&chapter.blocks, &mut |block| {
                ids.extend(block.attr.id.clone());
            });
        }
        ids
    }

    #[test]
    fn ids_are_valid_and_unique_and_explicit_ones_come_first() {
        let resolved = resolved(document(vec![
            vec![
                heading(1, "Chapter 1"),
                heading(2, "Intro"),
                heading(2, "Intro"),
                with_id("größe", paragraph(vec![text("x")])),
            ],
            vec![
                with_id("intro", heading(1, "Whatever")),
                heading(2, "Intro"),
                heading(2, "!"),
            ],
        ]));
        assert_eq!(
            ids(&resolved.value),
            [
                "chapter-1-2",
                "intro-2",
                "intro-3",
                "grosse",
                "intro",
                "intro-4",
                "section"
            ]
        );
        assert!(resolved.diagnostics.is_empty());
    }

    #[test]
    fn the_same_id_twice_in_a_chapter_is_reported_with_both_places() {
        let resolved = resolved(document(vec![vec![
            with_id("a", paragraph(vec![text("x")])),
            with_id("a", paragraph(vec![text("y")])),
        ]]));
        assert_eq!(ids(&resolved.value), ["a", "a-2"]);
        let found: Vec<_> = resolved.diagnostics.iter().collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, Code::DuplicateId);
        assert_eq!(found[0].related.len(), 1);
    }
}
