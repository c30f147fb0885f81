//! What stands around the text: cover, title page, imprint, the opening of an article, and the frame of
//! a chapter.

use super::Writer;
use super::block::join;
use crate::document::{
    Attr, Block, BlockKind, Kind, Lang, Role, TextDirection, initial, plain_text,
};
use crate::edition::{ChapterStart, Edition, FrontPage, Line, LineKind};
use crate::epub::marks::Cursor;
use crate::epub::split::{Chunk, title_block};

impl<'a> Writer<'a, '_> {
    pub(super) fn cover(&mut self) {
        let document = &self.book.edition.document;
        let Some(cover) = &document.meta.cover else {
            return;
        };
        self.m
            .tag("section")
            .attr("class", "cover")
            .attr("epub:type", "cover")
            .open();
        self.m.line();
        if let Some(file) = self.pictures.file(cover.asset) {
            self.m
                .tag("img")
                .attr("src", file)
                .attr("alt", &cover.alt)
                .attr("role", "doc-cover")
                .empty();
            self.m.line();
        }
        self.m.close_line();
    }

    pub(super) fn title_page(&mut self) {
        self.m
            .tag("section")
            .attr("class", "titlepage")
            .attr("epub:type", "titlepage")
            .open();
        self.m.line();
        self.front_mark(FrontPage::Title);
        self.title_lines();
        let front = &self.book.edition.front;
        for line in &front.contributors {
            self.class_line("contributor", &line.text);
        }
        if let Some(publisher) = &front.publisher {
            self.class_line("publisher", &publisher.text);
        }
        self.m.close_line();
    }

    /// Title, subtitle and authors.
    fn title_lines(&mut self) {
        self.m.tag("h1").attr("class", "title").open();
        let opening = &self.book.edition.opening;
        self.inlines(&opening.title, &mut Cursor::default());
        self.m.close_line();
        self.after_title();
    }

    /// Subtitle and authors.
    fn after_title(&mut self) {
        let opening = &self.book.edition.opening;
        if let Some(subtitle) = &opening.subtitle {
            self.m
                .tag("p")
                .attr("class", "subtitle")
                .attr("epub:type", "subtitle")
                .attr("role", "doc-subtitle")
                .open();
            self.m.text(&subtitle.text);
            self.m.close_line();
        }
        if let Some(byline) = &opening.byline {
            self.class_line("author", &byline.text);
        }
    }

    fn class_line(&mut self, class: &str, text: &str) {
        self.m.tag("p").attr("class", class).open();
        self.m.text(text);
        self.m.close_line();
    }

    pub(super) fn imprint_page(&mut self) {
        self.m
            .tag("section")
            .attr("class", "imprint")
            .attr("epub:type", "copyright-page")
            .open();
        self.m.line();
        self.front_mark(FrontPage::Imprint);
        self.lines(&self.book.edition.front.imprint);
        self.m.close_line();
    }

    /// The start of a page of the printed edition.
    fn front_mark(&mut self, page: FrontPage) {
        if let Some(mark) = self.shared.marks.front(page) {
            self.block_mark(mark);
        }
    }

    /// Lines of an imprint. Addresses are for paper only, where nothing can be followed.
    fn lines(&mut self, lines: &'a [Line]) {
        for line in lines {
            let class = match line.kind {
                LineKind::Rights => "rights",
                LineKind::Source => "source",
                LineKind::Series => "series",
                LineKind::Published => "published",
                LineKind::Isbn => "isbn",
                LineKind::Doi => "doi",
                LineKind::Address => continue,
            };
            self.m.tag("p").attr("class", class).open();
            self.inlines(&line.content, &mut Cursor::default());
            self.m.close_line();
        }
    }

    /// The text of one file of a chapter.
    pub(super) fn chapter(&mut self, chunk: &'a Chunk, chapter: usize, part: usize) {
        let edition = self.book.edition;
        let article = edition.document.meta.kind == Kind::Article && chapter == 0;
        let last_part = self
            .book
            .chunks
            .last()
            .is_some_and(|last| std::ptr::eq(last, chunk));
        let id = Edition::chapter_anchor(chapter);
        if part == 0 {
            self.shared.outline = super::Outline::default();
        }
        let tag = self.m.tag("section");
        let tag = tag.maybe("id", (part == 0).then(|| id.as_str()));
        let placed = edition.document.chapters.get(chapter);
        if edition.document.meta.kind == Kind::Article {
            tag.attr("class", "article").open();
        } else if placed.is_some_and(|chapter| chapter.placement.is_part) {
            tag.attr("class", "part")
                .attr("epub:type", "part")
                .attr("role", "doc-part")
                .open();
        } else {
            tag.attr("class", "chapter")
                .attr("epub:type", "chapter")
                .attr("role", "doc-chapter")
                .open();
        }
        self.m.line();
        let mut blocks = self.book.blocks(chunk);
        if article && part == 0 {
            blocks = self.article_opening(blocks);
        } else if part == 0
            && let ChapterStart::MadeTitle(number) = edition.start(chapter)
            && let Some(placed) = placed
        {
            let level = self.shared.outline.title();
            let (attr, mut at) = (Attr::default(), Cursor::default());
            self.heading(level, &attr, number.as_ref(), &placed.title, &mut at);
        }
        let opening = (part == 0).then(|| opening(blocks)).flatten();
        for (index, block) in blocks.iter().enumerate() {
            let class = if opening != Some(index) {
                ""
            } else if !article && self.has_initial(block) {
                "opening initial"
            } else {
                "opening"
            };
            self.classed_block(block, class);
        }
        self.notes(chunk);
        if last_part && edition.document.meta.kind == Kind::Article {
            self.article_end();
        }
        self.m.close_line();
    }

    /// True where a theme may set the first letter of a paragraph as a drop capital: by the rule of paper, where
    /// neither verse nor what runs from right to left has one. An article has none there at all, as its title stands
    /// close above its text.
    fn has_initial(&self, block: &Block) -> bool {
        let BlockKind::Paragraph(content) = &block.kind else {
            return false;
        };
        let lang = block.attr.lang.as_ref();
        let direction = match block.attr.get("dir") {
            Some("rtl") => TextDirection::Rtl,
            Some("ltr") => TextDirection::Ltr,
            _ => lang.map_or(self.scope.dir, Lang::direction),
        };
        direction == TextDirection::Ltr
            && block.role != Some(Role::Verse)
            && initial(&plain_text(content)).is_some()
    }

    /// An article's title, subtitle, authors, date and standfirst; gives back the blocks that follow.
    fn article_opening(&mut self, blocks: &'a [Block]) -> &'a [Block] {
        let opening = &self.book.edition.opening;
        self.m.tag("header").attr("class", "article-opening").open();
        self.m.line();
        let level = self.shared.outline.title();
        let mut rest = blocks;
        match blocks.split_first() {
            Some((first, after)) if opening.heading == Some(first.node) => {
                if let BlockKind::Heading { content, .. } = &first.kind {
                    let mut at = self.shared.marks.take(first.node);
                    for mark in at.at_start() {
                        self.block_mark(mark);
                    }
                    let mut attr = first.attr_with_classes().into_owned();
                    attr.classes = vec![join("title", &attr.classes.join(" "))];
                    self.heading(level, &attr, first.number.as_ref(), content, &mut at);
                }
                rest = after;
                self.after_title();
            }
            _ => self.title_lines(),
        }
        if let Some(date) = &opening.date {
            self.class_line("date", &date.text);
        }
        if let Some(standfirst) = &opening.standfirst {
            self.class_line("standfirst", &standfirst.text);
        }
        self.m.close_line();
        rest
    }

    /// The lines after an article: what a book says in its imprint.
    fn article_end(&mut self) {
        let back = &self.book.edition.back;
        if back.is_empty() {
            return;
        }
        self.m
            .tag("section")
            .attr("class", "imprint")
            .attr("epub:type", "colophon")
            .attr("role", "doc-colophon")
            .attr("aria-label", &self.locale.terms.copyright_page)
            .open();
        self.m.line();
        self.lines(back);
        self.m.close_line();
    }
}

/// The paragraph that opens a chapter: the first after its title, an epigraph and a lead.
fn opening(blocks: &[Block]) -> Option<usize> {
    let start = title_block(blocks).map_or(0, |title| title + 1);
    let is_before = |block: &Block| match block.kind {
        BlockKind::Quote(_) => block.role == Some(Role::Epigraph),
        BlockKind::Paragraph(_) => {
            matches!(block.role, Some(Role::Subtitle | Role::Byline | Role::Lead))
        }
        // On paper it has a page of its own, and the text goes on.
        BlockKind::Figure { .. } => block.is_full_bleed(),
        _ => false,
    };
    let after = blocks
        .iter()
        .skip(start)
        .take_while(|b| is_before(b))
        .count();
    let index = start + after;
    let block = blocks.get(index)?;
    matches!(block.kind, BlockKind::Paragraph(_)).then_some(index)
}
