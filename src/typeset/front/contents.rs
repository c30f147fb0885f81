//! The list of contents: titles, leaders and page numbers, every line a link.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{AnchorId, Inline, TextDirection, plain_text};
use crate::edition::{Edition, TocEntry};
use crate::style::{Align, BlockStyle};
use crate::typeset::flow::{Ctx, Flow, MainText, plain_shape, set_rubies};
use crate::typeset::galley::{Parts, VBox, refs_of};
use crate::typeset::glyphs::{Glyph, GlyphRun, Mark};
use crate::typeset::page::{LinkDest, PageLabel};
use crate::typeset::paragraph::{
    Line, LineItem, LinkPart, LinkTo, ParagraphShape, PlacedLine, TextEngine, TextRefs,
};
use crate::typeset::structure::{StructId, Tag};
use crate::typeset::style::{Collector, Look, TextSpec};
use crate::typeset::text::{LinkId, RunKind};
use crate::units::Length;

/// The page numbers of anchors, as printed.
pub(crate) type Numbers = BTreeMap<AnchorId, PageLabel>;

/// The levels of headings that a printed list of contents shows.
const LEVELS: usize = 3;

/// How the lines of a list of contents are set.
struct List<'s> {
    ctx: Ctx<'s>,
    style: &'s BlockStyle,
    numbers: &'s Numbers,
    /// Levels shown.
    levels: usize,
    /// Whether it is that of a volume: its parts and works are shown, not the works' sections.
    is_volume: bool,
}

/// Sets the lines of a list of contents. The first two levels are shown, and the third where the
/// first has one entry only.
pub(crate) fn contents(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    entries: &[TocEntry],
    numbers: &Numbers,
) {
    let style = &ctx.theme.contents;
    let is_volume = !ctx.edition.document.works.is_empty();
    let toc = flow.structure.add(Some(ctx.element), Tag::Toc);
    let list = List {
        ctx: Ctx {
            main: MainText::No,
            ..ctx.clone()
        },
        style,
        numbers,
        levels: LEVELS - 1,
        is_volume,
    };
    set_entries(flow, entries, &list, toc, 0);
}

impl List<'_> {
    /// The entries that are shown below another. Those of one are parts and works, or sections, not both.
    fn below<'e>(&self, entry: &'e TocEntry, depth: usize) -> &'e [TocEntry] {
        let children = entry.children.as_slice();
        let shown = if self.is_volume {
            children.first().is_some_and(|child| child.level == 1)
        } else {
            depth + 1 < self.levels
        };
        if shown { children } else { &[] }
    }
}

fn set_entries(
    flow: &mut Flow<'_>,
    entries: &[TocEntry],
    list: &List<'_>,
    toc: StructId,
    depth: usize,
) {
    for entry in entries {
        let children = list.below(entry, depth);
        let item = flow.structure.add(Some(toc), Tag::Toci);
        // The leading is that of the lines of an entry; between chapters there is more.
        let above = if depth == 0 && !children.is_empty() {
            list.style.text.leading / 3
        } else {
            Length::ZERO
        };
        flow.column.space(above, Length::ZERO);
        set_entry(flow, entry, list, item, depth);
        if !children.is_empty() {
            flow.column.keep();
            let inner = flow.structure.add(Some(item), Tag::Toc);
            set_entries(flow, children, list, inner, depth + 1);
        }
    }
}

fn set_entry(flow: &mut Flow<'_>, entry: &TocEntry, list: &List<'_>, item: StructId, depth: usize) {
    let ctx = &list.ctx;
    let mut text_style = list.style.text.clone();
    if depth > 0 {
        text_style.leading = ctx.body.text.leading;
        text_style.size = text_style.size.scale(0.95);
    }
    let reference = flow.structure.add(Some(item), Tag::Reference);
    let link = flow.structure.add(Some(reference), Tag::Link);
    let indent = list.style.indent_start * i64::try_from(depth).unwrap_or_default();
    let spec = TextSpec {
        style: &text_style,
        lang: &ctx.lang,
        element: link,
        measure: ctx.measure,
    };
    let look = Collector::look(ctx.theme, &spec);
    let inner = ctx.indented(indent, Length::ZERO);
    let mut collector = Collector::new(ctx.direction);
    if let Some(number) = &entry.number {
        let label = format!("{}\u{2002}", number.label);
        collector.push(&label, &look, RunKind::Text, None);
    }
    let title = without_links(&entry.title);
    flow.styling(ctx).append(&mut collector, &title, &spec);
    if let Some(authors) = authors_of_work(ctx.edition, entry) {
        let mut style = text_style.clone();
        style.italic = !style.italic;
        style.small_caps = false;
        let spec = TextSpec {
            style: &style,
            ..spec
        };
        let look = Collector::look(ctx.theme, &spec);
        collector.push(&format!("\u{2003}{authors}"), &look, RunKind::Text, None);
    }
    let mut text = collector.finish();
    set_rubies(&mut flow.engine, &mut text);
    let shape = plain_shape(inner.measure - list.style.indent_end);
    let paragraph = flow.engine.set(&text.rich, &shape);
    // What is missing is missing in the text as well, where it has a place.
    flow.findings.missing.add(&paragraph.missing, None);
    let refs = Arc::new(TextRefs {
        links: vec![LinkTo {
            dest: LinkDest::Anchor(entry.target.clone()),
            element: link,
            contents: Arc::from(plain_text(&title)),
        }],
        objects: refs_of(&text).map_or_else(Vec::new, |refs| refs.objects),
    });
    let rtl = ctx.direction == TextDirection::Rtl;
    // The lines of a right to left text are ranged right within their own measure.
    let shift = if rtl {
        list.style.indent_end
    } else {
        Length::ZERO
    };
    let count = paragraph.lines.len();
    for (index, mut line) in paragraph.lines.into_iter().enumerate() {
        line.x += shift;
        line.links = vec![LinkPart {
            link: LinkId(0),
            x: line.x,
            width: line.width,
        }];
        for item in &mut line.items {
            if let LineItem::Glyphs(run) = item {
                run.origin.x += shift;
            }
        }
        if index + 1 == count {
            let label = list.numbers.get(&entry.target).copied();
            finish_line(&mut flow.engine, &mut line, label, &look, inner.measure);
        }
        if index > 0 {
            flow.column.keep();
        }
        flow.column.push(VBox {
            height: text_style.leading,
            parts: Parts::Line(PlacedLine {
                x: inner.left,
                y: text_style.baseline(),
                line,
                refs: Some(refs.clone()),
            }),
            ..VBox::default()
        });
    }
}

/// Who wrote the work of a volume that begins at an entry.
fn authors_of_work(edition: &Edition, entry: &TocEntry) -> Option<String> {
    let document = &edition.document;
    let work = document.chapters.get(entry.chapter)?.placement.work?;
    let before = entry.chapter.checked_sub(1);
    let before = before.and_then(|index| document.chapters.get(index));
    let begins = before.is_none_or(|before| before.placement.work != Some(work));
    let first = begins && entry.level == 1;
    first.then(|| document.works.get(work)?.byline()).flatten()
}

/// Adds the page number at the end edge and the leaders before it.
fn finish_line(
    engine: &mut TextEngine<'_>,
    line: &mut Line,
    label: Option<PageLabel>,
    look: &Look,
    measure: Length,
) {
    let Some(label) = label else {
        return;
    };
    let mut number_look = look.clone();
    let mut style = (*look.style).clone();
    style.small_caps = false;
    style.italic = false;
    number_look.style = Arc::new(style);
    let direction = look.lang.direction();
    let mut collector = Collector::new(direction);
    collector.push(&label.to_string(), &number_look, RunKind::Text, None);
    let shape = ParagraphShape {
        measure,
        first_indent: Length::ZERO,
        drop_indent: (0, Length::ZERO),
        align: Align::End,
        hyphenate: false,
        protrude: false,
    };
    let set = engine.set(&collector.finish().rich, &shape);
    let Some(number) = set.lines.into_iter().next() else {
        return;
    };
    let gap = look.style.size.scale(0.5);
    let (from, to) = match direction {
        TextDirection::Ltr => (line.x + line.width + gap, number.x - gap),
        TextDirection::Rtl => (number.x + number.width + gap, line.x - gap),
    };
    if let Some(leader) = make_leader(engine, &number_look, from, to) {
        line.items.push(LineItem::Glyphs(leader));
    }
    line.links.push(LinkPart {
        link: LinkId(0),
        x: number.x,
        width: number.width,
    });
    line.items.extend(number.items);
}

/// Dots between two places, on a grid that all lines share.
fn make_leader(
    engine: &mut TextEngine<'_>,
    look: &Look,
    from: Length,
    to: Length,
) -> Option<GlyphRun> {
    let mut look = look.clone();
    look.mark = Mark::Artifact;
    let mut collector = Collector::new(TextDirection::Ltr);
    collector.push(".", &look, RunKind::Text, None);
    let shape = plain_shape(Length::pt(100.0));
    let line = engine
        .set(&collector.finish().rich, &shape)
        .lines
        .into_iter()
        .next()?;
    let mut run = line.items.into_iter().find_map(|item| match item {
        LineItem::Glyphs(run) => Some(run),
        _ => None,
    })?;
    let dot = *run.glyphs.first()?;
    let pitch = look.style.size.scale(0.55).max(Length::pt(1.0));
    let first = (from.to_sp() + pitch.to_sp() - 1).div_euclid(pitch.to_sp());
    let last = (to - dot.advance).to_sp().div_euclid(pitch.to_sp());
    let count = usize::try_from(last - first + 1).ok().filter(|n| *n >= 2)?;
    run.origin.x = pitch * first;
    run.text = Arc::from(".".repeat(count));
    run.mark = Mark::Artifact;
    run.glyphs = (0..count)
        .map(|at| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            Glyph {
                advance: pitch,
                text: (at, at.saturating_add(1)),
                ..dot
            }
        })
        .collect();
    Some(run)
}

/// The text of a title without links in it: the whole line is one.
fn without_links(title: &[Inline]) -> Vec<Inline> {
    use crate::document::InlineKind;
    title
        .iter()
        .cloned()
        .map(|mut inline| {
            inline.attr.id = None;
            if let InlineKind::Link { content, .. } = inline.kind {
                inline.kind = InlineKind::Span(content);
            }
            inline
        })
        .collect()
}
