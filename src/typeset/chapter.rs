//! The galley of a chapter, and the opening of an article.

use crate::document::{
    Attr, Block, BlockKind, Chapter, Inline, Metadata, Number, OBJECT, Role, plain_text,
};
use crate::edition::Edition;
use crate::locale::Locale;
use crate::source::Span;
use crate::style::{Align, BlockStyle, Theme};
use crate::units::Length;

use super::flow::{Ctx, Flow, LineSet, MainText, Opening, Place, opening_style};
use super::galley::VBox;
use super::structure::{StructId, Tag};
use super::style::{Collector, TextSpec};
use super::text::RunKind;

/// How many lines lower a part title stands than a chapter's.
const PART_SINK: i64 = 4;

impl<'a> Flow<'a> {
    /// A chapter of a book: its title below the head of the page, then its blocks.
    pub(crate) fn chapter(&mut self, index: usize, chapter: &Chapter, root: StructId) {
        let (ctx, _) = self.section(chapter, root);
        self.anchor(Some(Edition::chapter_anchor(index).as_str()));
        let (plates, blocks) = plates_first(&chapter.blocks);
        self.blocks(plates, &ctx);
        if chapter.placement.is_part {
            self.push(VBox::empty(self.layout.leading * PART_SINK));
            self.keep();
        }
        let mut titled = true;
        let blocks = match blocks.split_first() {
            Some((
                Block {
                    kind:
                        BlockKind::Heading {
                            level: 1, content, ..
                        },
                    number,
                    attr,
                    node,
                    span,
                    ..
                },
                rest,
            )) => {
                let place = Place {
                    node: *node,
                    span: Some(*span),
                };
                self.chapter_title((number.as_ref(), content), attr, &ctx, place);
                rest
            }
            _ if chapter.has_title_apart() => {
                let place = Place::outside(chapter.title.first().map(|inline| inline.span));
                self.chapter_title((None, &chapter.title), &Attr::default(), &ctx, place);
                blocks
            }
            _ => {
                titled = false;
                blocks
            }
        };
        let lines = opening_lines(self.theme, blocks);
        let title = match lines {
            0 => self.theme.headings.first(),
            _ => Some(&self.theme.title),
        };
        if let Some(style) = title.filter(|_| titled) {
            self.space(style.below, Length::ZERO);
            self.keep();
        }
        let (lines, blocks) = blocks.split_at(lines);
        self.opening_lines(lines, &ctx);
        self.open(Opening::Chapter);
        self.blocks(blocks, &ctx);
    }

    /// What [`opening_lines`] counts.
    fn opening_lines(&mut self, lines: &[Block], ctx: &Ctx<'_>) {
        let theme = self.theme;
        for line in lines {
            let Some(style) = opening_style(theme, line) else {
                continue;
            };
            self.space(style.above, Length::ZERO);
            self.blocks(std::slice::from_ref(line), ctx);
            self.space(style.below, Length::ZERO);
            self.keep();
        }
        if !lines.is_empty() {
            let below = theme.standfirst.below.max(self.layout.leading);
            self.space(below, self.layout.leading);
            self.keep();
        }
    }

    /// A file that goes on with the chapter before it.
    pub(crate) fn continuation(&mut self, index: usize, chapter: &Chapter, root: StructId) {
        let (ctx, _) = self.section(chapter, root);
        self.anchor(Some(Edition::chapter_anchor(index).as_str()));
        self.blocks(&chapter.blocks, &ctx);
    }

    /// The section of a chapter in the structure, and the context of its blocks.
    pub(crate) fn section(&mut self, chapter: &Chapter, root: StructId) -> (Ctx<'a>, StructId) {
        let section = self.structure.add(Some(root), Tag::Sect);
        let main = &self.edition.document.meta.lang;
        let lang = chapter.lang.as_ref().unwrap_or(main);
        if lang != main {
            self.structure.get_mut(section).lang = Some(lang.clone());
        }
        (self.context(section, lang), section)
    }

    fn chapter_title(
        &mut self,
        (number, content): (Option<&Number>, &[Inline]),
        attr: &Attr,
        ctx: &Ctx<'_>,
        place: Place,
    ) {
        let theme = self.theme;
        let Some(style) = theme.headings.first() else {
            return;
        };
        let element = self.structure.add(Some(ctx.element), Tag::H(1));
        self.push(VBox::empty(theme.chapter_sink));
        self.keep();
        // A centred title has its number on a line above it.
        let own_line = number.filter(|_| style.align == Align::Center);
        if let Some(number) = own_line {
            let mut small = style.clone();
            small.text.size = style.text.size.scale(0.7);
            small.text.leading = self.layout.leading * 2;
            self.line_of((&number.label, place.span), (ctx, &small), element);
            self.keep();
        }
        let inline = number.filter(|_| own_line.is_none());
        self.heading_lines((inline, content), attr, (ctx, style), (element, place));
    }

    /// Lines of a text that is not in the manuscript's blocks, with the place where it was written, if it
    /// was.
    pub(crate) fn line_of(
        &mut self,
        (text, span): (&str, Option<Span>),
        (ctx, style): (&Ctx<'_>, &BlockStyle),
        element: StructId,
    ) {
        let inner = ctx.indented(style.indent_start, style.indent_end);
        let spec = TextSpec {
            style: &style.text,
            lang: &ctx.lang,
            element,
            measure: inner.measure,
        };
        let look = Collector::look(self.theme, &spec);
        let mut collector = Collector::new(ctx.direction);
        let clean: String = text.chars().filter(|c| *c != OBJECT).collect();
        collector.push(&clean, &look, RunKind::Text, None);
        let shape = Self::shape(&inner, style);
        let quiet = Ctx {
            main: MainText::No,
            ..inner
        };
        self.lines(
            collector.finish(),
            &shape,
            (&quiet, style),
            LineSet::Together,
            Place::outside(span),
        );
    }

    /// A paragraph of its own for such a text.
    pub(crate) fn text_of(
        &mut self,
        text: (&str, Option<Span>),
        ctx: &Ctx<'_>,
        style: &BlockStyle,
        tag: Tag,
    ) {
        let element = self.structure.add(Some(ctx.element), tag);
        self.space(style.above, Length::ZERO);
        self.line_of(text, (ctx, style), element);
        self.space(style.below, Length::ZERO);
    }

    /// An article: its opening, its text, and where it comes from.
    pub(crate) fn article(&mut self, root: StructId, contents: impl FnOnce(&mut Self, &Ctx<'a>)) {
        let edition = self.edition;
        let mut contents = Some(contents);
        for (index, chapter) in edition.document.chapters.iter().enumerate() {
            let (ctx, _) = self.section(chapter, root);
            self.anchor(Some(Edition::chapter_anchor(index).as_str()));
            let mut blocks = chapter.blocks.as_slice();
            if index == 0 {
                // The heading that repeats the title is the title.
                if let Some((first, rest)) = blocks.split_first()
                    && let BlockKind::Heading {
                        level: 1, content, ..
                    } = &first.kind
                    && same_title(content, &edition.document.meta.title)
                {
                    self.anchor(first.attr.id.as_deref());
                    blocks = rest;
                }
                self.opening(&ctx);
                if let Some(contents) = contents.take() {
                    contents(self, &ctx);
                }
                self.open(Opening::Article);
            }
            self.blocks(blocks, &ctx);
            if index + 1 == edition.document.chapters.len() {
                self.credit(&ctx);
            }
        }
    }

    fn opening(&mut self, ctx: &Ctx<'_>) {
        let theme = self.theme;
        let meta = &self.edition.document.meta;
        let places = &meta.places;
        let start = self.mark();
        let sink = theme.chapter_sink / 3;
        self.push(VBox::empty(sink));
        self.keep();
        let title = (meta.title.as_str(), places.title);
        self.text_of(title, ctx, &theme.title, Tag::H(0));
        self.keep();
        if let Some(subtitle) = &meta.subtitle {
            let subtitle = (subtitle.as_str(), places.subtitle);
            self.text_of(subtitle, ctx, &theme.subtitle, Tag::P);
            self.keep();
        }
        let lang = &meta.lang;
        if let Some(authors) = authors_line(meta) {
            let authors = (authors.as_str(), places.authors);
            self.text_of(authors, ctx, &theme.author, Tag::P);
            self.keep();
        }
        if let Some(date) = meta.date {
            let mut style = theme.author.clone();
            style.text.small_caps = false;
            style.text.bold = false;
            style.text.letter_space = 0.0;
            style.text.size = theme.caption.text.size;
            style.above = Length::ZERO;
            let date = Locale::of(lang).date(date);
            self.text_of((&date, places.date), ctx, &style, Tag::P);
            self.keep();
        }
        if let Some(standfirst) = &meta.description {
            let standfirst = (standfirst.as_str(), places.description);
            self.text_of(standfirst, ctx, &theme.standfirst, Tag::P);
            self.keep();
        }
        let below = theme.standfirst.below;
        self.end_on_grid(start, below);
        // An opening takes what the page leaves, rather than that the page runs short.
        self.space(below, self.layout.leading * 3);
        self.keep();
    }

    /// Makes what was pushed since `start`, with the space below, end on the grid at the head of a page.
    fn end_on_grid(&mut self, start: usize, below: Length) {
        let grid = self.layout.leading.to_sp().max(1);
        let over = (self.height_since(start) + below).to_sp().rem_euclid(grid);
        if over > 0 {
            self.space(below + Length::from_sp(grid - over), Length::ZERO);
        }
    }

    /// The work that an article adapts, at its end.
    fn credit(&mut self, ctx: &Ctx<'_>) {
        let meta = &self.edition.document.meta;
        let lines = [
            meta.source
                .as_ref()
                .map(|s| (s.sentence(Locale::of(&meta.lang)), meta.places.source)),
            meta.rights
                .as_ref()
                .map(|rights| (rights.clone(), meta.places.rights)),
        ];
        let mut style = self.theme.note.clone();
        style.text.italic = true;
        style.align = Align::Start;
        let leading = self.layout.leading;
        self.space(leading, leading);
        for (index, (line, span)) in lines.into_iter().flatten().enumerate() {
            if index > 0 {
                self.keep();
            }
            let element = self.structure.add(Some(ctx.element), Tag::P);
            self.line_of((&line, span), (ctx, &style), element);
        }
    }
}

/// The pictures that fill pages before the heading of a chapter's title, and the rest.
fn plates_first(blocks: &[Block]) -> (&[Block], &[Block]) {
    let plates = blocks.iter().take_while(|b| b.is_full_bleed()).count();
    let titled = matches!(
        blocks.get(plates).map(|block| &block.kind),
        Some(BlockKind::Heading { level: 1, .. })
    );
    blocks.split_at(if titled { plates } else { 0 })
}

/// How many blocks are the subtitle, the authors and the standfirst of a work in a volume, where a chapter
/// begins with such. A standfirst alone is a paragraph of the chapter.
fn opening_lines(theme: &Theme, blocks: &[Block]) -> usize {
    let bare = |block: &Block| block.role == Some(Role::Lead);
    let lines = blocks
        .iter()
        .take_while(|b| opening_style(theme, b).is_some());
    match blocks.first() {
        Some(first) if !bare(first) => lines.count(),
        _ => 0,
    }
}

/// The authors' names in a row.
pub(crate) fn authors_line(meta: &Metadata) -> Option<String> {
    let names: Vec<&str> = meta.authors().map(|author| author.name.as_str()).collect();
    let line = Locale::of(&meta.lang).join_names(&names);
    (!line.is_empty()).then_some(line)
}

fn same_title(content: &[Inline], title: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    letters(&plain_text(content)) == letters(title)
}
