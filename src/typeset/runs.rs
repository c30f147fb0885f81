//! The chapters of a book become galleys, side by side where there are several cores. What one chapter is set like
//! does not depend on another, so that the outcome is the same for any number of them.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::edition::{ChapterStart, Edition};

use super::chapter::{set_chapter, set_continuation};
use super::flow::{Findings, Flow, Setup};
use super::galley::Galley;
use super::glyphs::Mark;
use super::page::{Page, PageItem};
use super::paginate::{PagePlan, PageSpec, Side};
use super::paragraph::TextEngine;
use super::spreads::spreads;
use super::structure::{StructId, StructTree};

/// A chapter with the files that go on with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Their places in the document.
    pub(crate) chapters: Range<usize>,
    /// Whether its title is on a recto in any case.
    pub(crate) recto: bool,
}

/// The chapters of a book with what goes on with them. A part title stands on a leaf of its own.
pub(crate) fn runs(edition: &Edition, chapters_recto: bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut after_part = false;
    for (index, chapter) in edition.document.chapters.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if *edition.start(index) == ChapterStart::Continued => {
                run.chapters.end = index + 1;
            }
            _ => {
                let part = chapter.placement.is_part;
                runs.push(Run {
                    chapters: index..index + 1,
                    recto: chapters_recto || index == 0 || after_part || part,
                });
                after_part = part;
            }
        }
    }
    runs
}

/// A run in a galley, with all that was made and found on the way.
pub(crate) struct SetRun {
    pub(crate) galley: Galley,
    /// Its pages and the side of the first, where it is known.
    pub(crate) plans: Option<(Side, Vec<PagePlan>)>,
    /// Its structure, whose root stands for that of the whole.
    pub(crate) structure: StructTree,
    pub(crate) findings: Findings,
}

/// Sets a run in a flow of its own, and gives the engine back.
pub(crate) fn set_run<'a>(
    setup: &Setup<'a>,
    engine: TextEngine<'a>,
    run: &Run,
    spec: impl Fn(Side) -> PageSpec,
) -> (SetRun, TextEngine<'a>) {
    let mut flow = Flow::new(setup, engine);
    let root = StructTree::ROOT;
    let chapters = &setup.edition.document.chapters;
    for index in run.chapters.clone() {
        match chapters.get(index) {
            Some(chapter) if index == run.chapters.start => {
                set_chapter(&mut flow, setup, index, chapter, root);
            }
            Some(chapter) => set_continuation(&mut flow, setup, index, chapter, root),
            None => {}
        }
    }
    let mut galley = flow.column.take_galley();
    let plans = run.recto.then(|| {
        let first = first_side(&galley);
        (
            first,
            spreads(
                &mut flow.engine,
                &mut flow.findings.tally,
                &mut galley,
                &spec(first),
            ),
        )
    });
    let set = SetRun {
        galley,
        plans,
        structure: flow.structure,
        findings: flow.findings,
    };
    (set, flow.engine)
}

/// The side on which a run begins whose title is on a recto: pictures that fill pages before it face it.
fn first_side(galley: &Galley) -> Side {
    if galley.plates_first.is_multiple_of(2) {
        Side::Recto
    } else {
        Side::Verso
    }
}

/// Sets the runs of a book on the cores that there are. An engine goes on to the next run with the words that it
/// has shaped, so that there are no more of them than cores.
pub(crate) fn set_runs<'a>(
    runs: &[Run],
    engine: impl Fn() -> TextEngine<'a> + Sync,
    set_one: impl Fn(TextEngine<'a>, &Run) -> (SetRun, TextEngine<'a>) + Sync,
) -> Vec<SetRun> {
    let idle = Mutex::new(Vec::new());
    // A list without its lock would do: whoever held it did nothing but put in or take out.
    let idle = || idle.lock().unwrap_or_else(PoisonError::into_inner);
    runs.par_iter()
        .map(|run| {
            let ready = idle().pop();
            let (set, used) = set_one(ready.unwrap_or_else(&engine), run);
            idle().push(used);
            set
        })
        .collect()
}

/// Adds to the ids of the structure's elements on pages.
pub(crate) fn shift_structure(pages: &mut [Page], by: u32) {
    let shift = |id: &mut StructId| id.0 = id.0.saturating_add(by);
    for item in pages.iter_mut().flat_map(|page| &mut page.items) {
        match item {
            PageItem::Link(link) => shift(&mut link.element),
            PageItem::Glyphs(run) => shift_mark(&mut run.mark, shift),
            PageItem::Rule(rule) => shift_mark(&mut rule.mark, shift),
            PageItem::Image(image) => shift_mark(&mut image.mark, shift),
            PageItem::Turned(_) | PageItem::Upright => {}
        }
    }
}

fn shift_mark(mark: &mut Mark, shift: impl Fn(&mut StructId)) {
    if let Mark::Content(id) = mark {
        shift(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Chapter, Document, Inline, Placement};
    use crate::source::{SourceId, Span};

    /// A book of chapters without text; one without a title goes on with the one before it.
    fn book(titles: &[&str]) -> Edition {
        let chapter = |title: &&str| Chapter {
            source: SourceId(0),
            path: String::new(),
            title: vec![Inline::text(*title, Span::default())],
            lang: None,
            blocks: Vec::new(),
            placement: Placement {
                is_part: title.starts_with("Part"),
                ..Placement::default()
            },
        };
        let start = |title: &&str| match *title {
            "" => ChapterStart::Continued,
            _ => ChapterStart::MadeTitle(None),
        };
        Edition {
            document: Document {
                chapters: titles.iter().map(chapter).collect(),
                ..Document::default()
            },
            starts: titles.iter().map(start).collect(),
            ..Edition::default()
        }
    }

    #[test]
    fn files_without_a_title_go_on_and_part_titles_have_a_leaf() {
        let edition = book(&["", "A", "", "", "Part", "B", "C"]);
        let found: Vec<_> = runs(&edition, false)
            .into_iter()
            .map(|run| (run.chapters, run.recto))
            .collect();
        let expected = [
            (0..1, true),
            (1..4, false),
            (4..5, true),
            (5..6, true),
            (6..7, false),
        ];
        assert_eq!(found, expected);
        assert!(runs(&edition, true).iter().all(|run| run.recto));
    }
}
