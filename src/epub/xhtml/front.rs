//! What stands around the text: cover, title page, imprint, the opening of an article, and the frame of
//! a chapter.

use super::Writer;
use super::block::join;
use crate::document::{
    Attr, Block, BlockKind, Kind, Lang, Role, SourceWork, TextDirection, initial, plain_text,
};
use crate::edition::{Edition, FrontPage};
use crate::epub::href;
use crate::epub::marks::Cursor;
use crate::epub::split::{Chunk, starts_with_title, title_block};
use crate::locale::Terms;

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
        let alt = if cover.alt.trim().is_empty() {
            format!("{}: {}", self.locale.terms.cover, document.meta.title)
        } else {
            cover.alt.clone()
        };
        if let Some(file) = self.pictures.file(cover.asset) {
            self.m
                .tag("img")
                .attr("src", file)
                .attr("alt", &alt)
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
        self.contributor_lines();
        if let Some(publisher) = &self.book.edition.document.meta.publisher {
            self.class_line("publisher", publisher);
        }
        self.m.close_line();
    }

    /// Title, subtitle and authors.
    fn title_lines(&mut self) {
        let meta = &self.book.edition.document.meta;
        self.m.tag("h1").attr("class", "title").open();
        self.m.text(&meta.title);
        self.m.close_line();
        self.after_title();
    }

    /// Subtitle and authors.
    fn after_title(&mut self) {
        let meta = &self.book.edition.document.meta;
        if let Some(subtitle) = &meta.subtitle {
            self.m
                .tag("p")
                .attr("class", "subtitle")
                .attr("epub:type", "subtitle")
                .attr("role", "doc-subtitle")
                .open();
            self.m.text(subtitle);
            self.m.close_line();
        }
        if let Some(authors) = self.author_line() {
            self.class_line("author", &authors);
        }
    }

    /// The authors' names.
    fn author_line(&self) -> Option<String> {
        let meta = &self.book.edition.document.meta;
        let names: Vec<&str> = meta.authors().map(|author| author.name.as_str()).collect();
        (!names.is_empty()).then(|| self.locale.join_names(&names))
    }

    /// Those who translated, edited and illustrated it.
    fn contributor_lines(&mut self) {
        let meta = &self.book.edition.document.meta;
        let terms = &self.locale.terms;
        let phrases = [
            ("trl", &terms.translated_by),
            ("edt", &terms.edited_by),
            ("ill", &terms.illustrated_by),
        ];
        for (code, phrase) in phrases {
            let people = meta.contributors.iter().filter(|c| c.role.code() == code);
            let names: Vec<&str> = people.map(|person| person.name.as_str()).collect();
            if !names.is_empty() {
                let names = self.locale.join_names(&names);
                self.class_line("contributor", &Terms::with_names(phrase, &names));
            }
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
        self.imprint_lines();
        self.m.close_line();
    }

    /// The start of a page of the printed edition.
    fn front_mark(&mut self, page: FrontPage) {
        if let Some(mark) = self.shared.marks.front(page) {
            self.block_mark(mark);
        }
    }

    fn imprint_lines(&mut self) {
        let meta = &self.book.edition.document.meta;
        if let Some(rights) = &meta.rights {
            self.class_line("rights", rights);
        }
        let published: Vec<String> = [
            meta.publisher.clone(),
            meta.date.map(|date| self.locale.date(date)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !published.is_empty() {
            self.class_line("published", &published.join(", "));
        }
        if let Some(source) = &meta.source {
            self.source_line(None, source);
        }
        self.works_lines();
        let ids = &meta.identifiers;
        if let Some(isbn) = ids.isbn_display.as_ref().or(ids.isbn.as_ref()) {
            self.class_line("isbn", &format!("ISBN {isbn}"));
        }
        if let Some(doi) = &ids.doi {
            self.class_line("doi", &format!("DOI {doi}"));
        }
    }

    /// Where the works of a volume come from, and who holds which rights in each.
    fn works_lines(&mut self) {
        let document = &self.book.edition.document;
        for work in &document.works {
            if let Some(source) = &work.source {
                self.source_line(Some(&work.title), source);
            }
            let rights = work.rights.as_ref();
            if let Some(rights) = rights.filter(|r| document.meta.rights.as_ref() != Some(*r)) {
                self.class_line("rights", &format!("{}. {rights}", work.title));
            }
        }
    }

    /// A work that the whole, or the work of a title in it, adapts; with a link to it where there is one.
    fn source_line(&mut self, title: Option<&str>, source: &SourceWork) {
        self.m.tag("p").attr("class", "source").open();
        if let Some(title) = title {
            self.m.text(&format!("{title}. "));
        }
        self.m.text(&self.locale.terms.adapted_from);
        self.m.text(": ");
        if let Some(author) = &source.author {
            self.m.text(author);
            self.m.text(", ");
        }
        let href = source.url.as_deref().and_then(href::external);
        if let Some(href) = &href {
            self.m.tag("a").attr("href", href).open();
        }
        self.m.open("cite");
        self.m.text(&source.title);
        self.m.close();
        if href.is_some() {
            self.m.close();
        }
        if let Some(publication) = &source.publication {
            self.m.text(", ");
            self.m.text(publication);
        }
        if let Some(date) = source.date {
            self.m.text(", ");
            self.m.text(&self.locale.date(date));
        }
        self.m.close_line();
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
        } else if part == 0 && self.book.makes_title(chapter) {
            let level = self.shared.outline.title();
            let number = edition
                .toc
                .iter()
                .find(|entry| entry.target == id)
                .and_then(|entry| entry.number.as_ref());
            if let Some(chapter) = edition.document.chapters.get(chapter) {
                let attr = Attr::default();
                self.heading(level, &attr, number, &chapter.title, &mut Cursor::default());
            }
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

    /// An article's title, subtitle, authors and standfirst; gives back the blocks that follow.
    fn article_opening(&mut self, blocks: &'a [Block]) -> &'a [Block] {
        let meta = &self.book.edition.document.meta;
        self.m.tag("header").attr("class", "article-opening").open();
        self.m.line();
        let level = self.shared.outline.title();
        let mut rest = blocks;
        match blocks.split_first() {
            Some((first, after)) if starts_with_title(self.book.edition) => {
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
        if let Some(description) = &meta.description {
            self.class_line("standfirst", description);
        }
        self.m.close_line();
        rest
    }

    /// What a book says in its imprint stands at the end of an article.
    fn article_end(&mut self) {
        let meta = &self.book.edition.document.meta;
        if meta.source.is_none()
            && meta.rights.is_none()
            && meta.publisher.is_none()
            && meta.identifiers.isbn.is_none()
            && meta.identifiers.doi.is_none()
        {
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
        self.imprint_lines();
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
