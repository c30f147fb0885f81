//! The whole typesetter: from an edition to its pages.

use std::collections::BTreeMap;

use crate::diag::Warned;
use crate::document::{Kind, Lang, OBJECT, plain_text};
use crate::edition::{ChapterStart, Edition, FrontPage, PageMap, TocEntry};
use crate::font::FontBook;
use crate::locale::Locale;
use crate::style::{BlockStyle, Theme};

use super::chapter::{set_article, set_chapter, set_continuation};
use super::compose::{Frame, Gathered, HeadLine, Heads, PageShows};
use super::flow::{Flow, Setup, body_block};
use super::front::{Numbers, contents, front_matter};
use super::galley::Galley;
use super::page::{LabelStyle, OutlineEntry, Page, PageLabel, Pages};
use super::paginate::{PagePlan, Side};
use super::paragraph::TextEngine;
use super::runs::{Run, runs, set_run, set_runs, shift_structure};
use super::spreads::spreads;
use super::structure::{StructId, StructTree, Tag};

/// How often an article with contents is set, until its page numbers stay as they are.
const ROUNDS: usize = 4;

/// Sets an edition in pages.
pub fn typeset(edition: &Edition, theme: &Theme, fonts: &FontBook) -> Warned<Pages> {
    let theme = theme.scaled(edition.document.meta.page);
    let body = body_block(&theme);
    match edition.document.meta.kind {
        Kind::Book => Setter::new(edition, &theme, &body, fonts).book(),
        Kind::Article => {
            let mut numbers = Numbers::new();
            let mut round = 1;
            loop {
                let setter = Setter::new(edition, &theme, &body, fonts);
                let (pages, found) = setter.article(&numbers);
                let settled = !edition.document.meta.contents || found == numbers;
                if settled || round == ROUNDS {
                    return pages;
                }
                numbers = found;
                round += 1;
            }
        }
    }
}

/// The galleys of an edition as text, one after the other: what is broken into pages.
pub fn dump_galleys(edition: &Edition, theme: &Theme, fonts: &FontBook) -> String {
    let theme = theme.scaled(edition.document.meta.page);
    let body = body_block(&theme);
    let setup = Setup::new(edition, &theme, &body);
    let mut flow = Flow::new(&setup, engine(fonts, &edition.document.meta.lang));
    let root = StructTree::ROOT;
    if edition.document.meta.kind == Kind::Article {
        set_article(&mut flow, &setup, root, |_, _| {});
        return flow.column.take_galley().dump();
    }
    let mut out = String::new();
    for (index, chapter) in edition.document.chapters.iter().enumerate() {
        if *edition.start(index) == ChapterStart::Continued {
            set_continuation(&mut flow, &setup, index, chapter, root);
        } else {
            set_chapter(&mut flow, &setup, index, chapter, root);
        }
        out.push_str(&format!(
            "chapter {}\n{}",
            index + 1,
            flow.column.take_galley().dump()
        ));
    }
    out
}

/// Everything that is needed while an edition is set.
struct Setter<'a> {
    setup: Setup<'a>,
    flow: Flow<'a>,
    frame: Frame,
    heads: Heads<'a>,
}

impl<'a> Setter<'a> {
    fn new(
        edition: &'a Edition,
        theme: &'a Theme,
        body: &'a BlockStyle,
        fonts: &'a FontBook,
    ) -> Self {
        let lang = &edition.document.meta.lang;
        let setup = Setup::new(edition, theme, body);
        let layout = setup.layout;
        let below = |style: &BlockStyle| style.text.leading - style.text.baseline();
        let frame = Frame {
            layout,
            direction: lang.direction(),
            note_gap: layout.leading.scale(1.2),
            note_drop: below(&theme.note) - below(body),
            rule: theme.rule,
        };
        Self {
            flow: Flow::new(&setup, engine(fonts, lang)),
            setup,
            frame,
            heads: Heads {
                theme,
                frame,
                lang: lang.clone(),
            },
        }
    }

    /// How the pages of the text are numbered.
    fn numerals(&self) -> LabelStyle {
        LabelStyle::of(Locale::of(&self.setup.edition.document.meta.lang).digits)
    }

    fn plans(&mut self, galley: &mut Galley, first: Side) -> Vec<PagePlan> {
        let flow = &mut self.flow;
        spreads(
            &mut flow.engine,
            &mut flow.findings.tally,
            galley,
            &self.frame.spec(first),
        )
    }

    fn article(mut self, numbers: &Numbers) -> (Warned<Pages>, Numbers) {
        let meta = &self.setup.edition.document.meta;
        let edition = self.setup.edition;
        let setup = self.setup;
        set_article(&mut self.flow, &setup, StructTree::ROOT, |flow, ctx| {
            if meta.contents && !edition.contents().is_empty() {
                contents(flow, ctx, edition.contents(), numbers);
                flow.column
                    .space(ctx.layout.leading * 2, ctx.layout.leading);
            }
        });
        let mut galley = self.flow.column.take_galley();
        let mut body = Gathered::default();
        let numerals = self.numerals();
        let plans = self.plans(&mut galley, Side::Recto);
        let (heads, engine) = (&self.heads, &mut self.flow.engine);
        body.compose(galley, &plans, &self.frame, Side::Recto, |at, page| {
            page.label = label(numerals, at.index);
            let head = match at.shows {
                PageShows::Opening => HeadLine::DropFolio,
                PageShows::Text => HeadLine::Running(&meta.title),
                PageShows::Plate => HeadLine::Bare,
            };
            heads.add_head(engine, page, at.side, head);
        });
        let found = numbers_of(&body);
        (self.finish(Gathered::default(), body), found)
    }

    fn book(mut self) -> Warned<Pages> {
        let edition = self.setup.edition;
        let meta = &edition.document.meta;
        let front_section = self.flow.structure.add(Some(StructTree::ROOT), Tag::Sect);
        let mut body = Gathered::default();
        let chapters = &edition.document.chapters;
        let runs = runs(edition, self.setup.theme.chapters_recto);
        let frame = self.frame;
        let setup = self.setup;
        let set_one = |engine, run: &Run| set_run(&setup, engine, run, |first| frame.spec(first));
        let (fonts, lang) = (self.flow.engine.fonts(), &meta.lang);
        let mut ready = if rayon::current_num_threads() > 1 {
            set_runs(&runs, || engine(fonts, lang), set_one)
        } else {
            Vec::new()
        }
        .into_iter();
        let mut spare = Some(engine(fonts, lang));
        for run in &runs {
            let Some(chapter) = chapters.get(run.chapters.start) else {
                continue;
            };
            let Some(mut set) = ready.next().or_else(|| {
                let (set, used) = set_one(spare.take()?, run);
                spare = Some(used);
                Some(set)
            }) else {
                continue;
            };
            let shift = self.flow.structure.append(StructTree::ROOT, set.structure);
            self.flow.findings.append(set.findings);
            let known = set.plans.as_ref().map(|(side, _)| *side);
            if known.is_some_and(|side| side != side_of(body.pages.len())) {
                body.pages.push(self.blank(body.pages.len()));
            }
            let first = side_of(body.pages.len());
            let title = bare_text(&plain_text(&chapter.title));
            let recto_head = if title.is_empty() {
                &meta.title
            } else {
                &title
            };
            let plans = match set.plans {
                Some((_, plans)) => plans,
                None => self.plans(&mut set.galley, first),
            };
            let before = body.pages.len();
            let numerals = self.numerals();
            let (heads, engine) = (&self.heads, &mut self.flow.engine);
            body.compose(set.galley, &plans, &self.frame, first, |at, page| {
                page.label = label(numerals, before + at.index);
                let head = match (at.shows, at.side) {
                    (PageShows::Plate, _) => HeadLine::Bare,
                    (PageShows::Opening, _) if chapter.placement.is_part => HeadLine::Bare,
                    (PageShows::Opening, _) => HeadLine::DropFolio,
                    (PageShows::Text, Side::Verso) => HeadLine::Running(&meta.title),
                    (PageShows::Text, Side::Recto) => HeadLine::Running(recto_head),
                };
                heads.add_head(engine, page, at.side, head);
            });
            shift_structure(body.pages.get_mut(before..).unwrap_or_default(), shift);
        }
        let numbers = numbers_of(&body);
        let (front, shared) = self.front(front_section, &numbers);
        let mut pages = self.finish(front, body);
        pages.value.page_map.front = shared;
        pages
    }

    fn blank(&self, index: usize) -> Page {
        self.frame.page(label(self.numerals(), index))
    }

    /// The pages before the text, and the folios of those that electronic editions have, too.
    fn front(
        &mut self,
        section: StructId,
        numbers: &Numbers,
    ) -> (Gathered, Vec<(FrontPage, String)>) {
        let mut front = Gathered::default();
        let mut shared = Vec::new();
        let parts = front_matter(&mut self.flow, &self.setup, section, numbers);
        for mut part in parts {
            if part.recto && front.pages.len() % 2 == 1 {
                front.pages.push(self.frame.page(roman(front.pages.len())));
            }
            let first = side_of(front.pages.len());
            let plans = self.plans(&mut part.galley, first);
            let before = front.pages.len();
            if let Some(page) = part.shared {
                shared.push((page, roman(before).to_string()));
            }
            let (heads, engine) = (&self.heads, &mut self.flow.engine);
            let running = self.setup.edition.document.meta.title.as_str();
            front.compose(part.galley, &plans, &self.frame, first, |at, page| {
                page.label = roman(before + at.index);
                let head = match (part.folios, at.shows) {
                    (false, _) | (_, PageShows::Plate) => HeadLine::Bare,
                    (true, PageShows::Opening) => HeadLine::DropFolio,
                    (true, PageShows::Text) => HeadLine::Running(running),
                };
                heads.add_head(engine, page, at.side, head);
            });
        }
        // The text begins on a recto.
        if front.pages.len() % 2 == 1 {
            front.pages.push(self.frame.page(roman(front.pages.len())));
        }
        (front, shared)
    }

    fn finish(mut self, front: Gathered, body: Gathered) -> Warned<Pages> {
        self.flow.structure.level_headings();
        let mut report = self.flow.findings.tally.report();
        report.widows = body.faults.widows;
        report.orphans = body.faults.orphans;
        report.stranded_headings = body.faults.stranded_headings;
        report.short_pages = body.faults.short;
        let shift = front.next_page();
        let mut breaks = body.breaks();
        for at in &mut breaks {
            at.page += shift;
        }
        let mut anchors = front.anchors;
        anchors.extend(
            body.anchors
                .into_iter()
                .map(|(anchor, page, point)| (anchor, page + shift, point)),
        );
        // The first place of an anchor counts.
        anchors.sort_by(|a, b| a.0.cmp(&b.0));
        anchors.dedup_by(|later, first| later.0 == first.0);
        let mut pages = front.pages;
        pages.extend(body.pages);
        report.pages = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        let diagnostics = self.flow.findings.into_diagnostics();
        Warned {
            value: Pages {
                pages,
                structure: self.flow.structure,
                outline: outline(&self.setup.edition.toc, 0),
                anchors,
                page_map: PageMap {
                    front: Vec::new(),
                    breaks,
                },
                report,
            },
            diagnostics,
        }
    }
}

/// An engine for text of a language.
fn engine<'f>(fonts: &'f FontBook, lang: &Lang) -> TextEngine<'f> {
    let mut engine = TextEngine::new(fonts);
    engine.set_language(lang.clone());
    engine
}

fn roman(index: usize) -> PageLabel {
    label(LabelStyle::LowerRoman, index)
}

fn label(style: LabelStyle, index: usize) -> PageLabel {
    PageLabel {
        style,
        number: u32::try_from(index + 1).unwrap_or(u32::MAX),
    }
}

/// The side of the page after so many.
fn side_of(pages: usize) -> Side {
    if pages.is_multiple_of(2) {
        Side::Recto
    } else {
        Side::Verso
    }
}

fn numbers_of(body: &Gathered) -> Numbers {
    let mut numbers = BTreeMap::new();
    for (anchor, page, _) in &body.anchors {
        if let Some(page) = body.pages.get(*page as usize) {
            numbers.entry(anchor.clone()).or_insert(page.label);
        }
    }
    numbers
}

/// Bookmarks nested deeper than this are left out.
const OUTLINE_DEPTH: usize = 8;

fn outline(entries: &[TocEntry], depth: usize) -> Vec<OutlineEntry> {
    if depth >= OUTLINE_DEPTH {
        return Vec::new();
    }
    entries
        .iter()
        .map(|entry| {
            let title = bare_text(&plain_text(&entry.title));
            OutlineEntry {
                title: match &entry.number {
                    Some(number) => format!("{} {title}", number.label),
                    None => title,
                },
                target: entry.target.clone(),
                children: outline(&entry.children, depth + 1),
            }
        })
        .collect()
}

/// Text without pictures, formulas and line ends.
fn bare_text(text: &str) -> String {
    text.chars()
        .filter(|c| *c != OBJECT)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect::<String>()
        .trim()
        .to_owned()
}
