//! Files of a [`Book`] → trees of XHTML elements, with what was seen on the way.

mod block;
mod front;
mod inline;
mod math;
mod note;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use super::marks::{Mark, Marks, PageTarget};
use super::picture::Pictures;
use super::split::{Book, Chunk, ChunkKind};
use super::tree::{Builder, Element, Tag};
use crate::diag::Diagnostics;
use crate::document::{
    AssetId, Attr, Inline, InlineKind, Lang, NoteId, OBJECT, TextDirection, plain_text,
    visit_inlines,
};
use crate::edition::PageMap;
use crate::locale::Locale;

/// All XHTML files of a book.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// The files, in the order of [`Book::chunks`].
    pub(super) pages: Vec<Page>,
    /// The page breaks that stand in them.
    pub(super) targets: Vec<PageTarget>,
    /// What the text has.
    pub(super) usage: Usage,
}

/// One XHTML file.
#[derive(Debug)]
pub(super) struct Page {
    /// Its name.
    pub(super) file: String,
    /// Its title.
    pub(super) title: String,
    /// Its content, the `html` element.
    pub(super) root: Element,
    /// Whether there is MathML in it.
    pub(super) math: bool,
}

/// What the text has; the accessibility metadata are derived from it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Usage {
    /// The pictures that stand in the text.
    pub(super) assets: BTreeSet<AssetId>,
    /// How many pictures have no alternative text.
    pub(super) without_alt: usize,
    /// How many formulas are MathML with alternative text.
    pub(super) formulas: usize,
    /// How many formulas could not be made MathML.
    pub(super) failed_formulas: usize,
    /// How many headings there are.
    pub(super) headings: usize,
    /// How many notes there are.
    pub(super) notes: usize,
    /// The languages of text that is not in the main language.
    pub(super) languages: BTreeSet<Lang>,
}

/// Writes all files.
pub(super) fn write(
    book: &Book<'_>,
    pictures: &Pictures,
    pages: Option<&PageMap>,
    diagnostics: &mut Diagnostics,
) -> Text {
    let mut text = Text::default();
    let mut shared = Shared {
        marks: Marks::new(pages, book.edition),
        note_refs: BTreeMap::new(),
        targets: Vec::new(),
        usage: Usage::default(),
        diagnostics: Diagnostics::new(),
        outline: Outline::default(),
    };
    for chunk in &book.chunks {
        let page = Writer::new(book, pictures, chunk, &mut shared).page(chunk);
        text.pages.push(page);
    }
    text.targets = shared.targets;
    text.usage = shared.usage;
    diagnostics.extend(shared.diagnostics);
    text
}

/// What goes on from file to file.
struct Shared {
    marks: Marks,
    /// How often each note was referred to so far.
    note_refs: BTreeMap<NoteId, usize>,
    targets: Vec<PageTarget>,
    usage: Usage,
    diagnostics: Diagnostics,
    outline: Outline,
}

/// What holds for a stretch of text.
#[derive(Debug, Clone)]
struct Scope {
    lang: Lang,
    dir: TextDirection,
    /// Within a link, where no other link may stand.
    in_link: bool,
    /// At the top of the text or in a group, where headings are those of the text.
    in_outline: bool,
}

/// Writes one file.
struct Writer<'a, 's> {
    book: &'a Book<'a>,
    pictures: &'a Pictures,
    shared: &'s mut Shared,
    locale: &'static Locale,
    file: &'a str,
    scope: Scope,
    m: Builder,
    math: bool,
}

impl<'a, 's> Writer<'a, 's> {
    fn new(
        book: &'a Book<'a>,
        pictures: &'a Pictures,
        chunk: &'a Chunk,
        shared: &'s mut Shared,
    ) -> Self {
        let document = &book.edition.document;
        let lang = match chunk.kind {
            ChunkKind::Text { chapter, .. } => document
                .chapters
                .get(chapter)
                .and_then(|chapter| chapter.lang.clone()),
            _ => None,
        };
        let lang = lang.unwrap_or_else(|| document.meta.lang.clone());
        if lang != document.meta.lang {
            shared.usage.languages.insert(lang.clone());
        }
        Self {
            book,
            pictures,
            shared,
            locale: Locale::of(&document.meta.lang),
            file: &chunk.file,
            scope: Scope {
                dir: lang.direction(),
                lang,
                in_link: false,
                in_outline: true,
            },
            m: Builder::new(),
            math: false,
        }
    }

    fn page(mut self, chunk: &'a Chunk) -> Page {
        let title = self.title(chunk);
        start_page(&mut self.m, &title, &self.scope.lang);
        match &chunk.kind {
            ChunkKind::Cover => self.cover(),
            ChunkKind::Title => self.title_page(),
            ChunkKind::Imprint => self.imprint_page(),
            ChunkKind::Text { chapter, part, .. } => self.chapter(chunk, *chapter, *part),
        }
        Page {
            file: chunk.file.clone(),
            title,
            root: self.m.finish(),
            math: self.math,
        }
    }

    fn title(&self, chunk: &Chunk) -> String {
        let document = &self.book.edition.document;
        let title = match chunk.kind {
            ChunkKind::Cover => self.locale.terms.cover.clone(),
            ChunkKind::Imprint => self.locale.terms.copyright_page.clone(),
            ChunkKind::Title => document.meta.title.clone(),
            ChunkKind::Text { chapter, .. } => document
                .chapters
                .get(chapter)
                .map(|chapter| label(&chapter.title))
                .unwrap_or_default(),
        };
        if title.trim().is_empty() {
            document.meta.title.clone()
        } else {
            title
        }
    }

    /// A page break between blocks.
    fn block_mark(&mut self, mark: Mark) {
        self.mark("div", mark);
        self.m.line();
    }

    /// A page break in the line.
    fn inline_mark(&mut self, mark: Mark) {
        self.mark("span", mark);
    }

    fn mark(&mut self, name: &'static str, mark: Mark) {
        self.m
            .tag(name)
            .attr("id", &mark.id)
            .attr("class", "page")
            .attr("epub:type", "pagebreak")
            .attr("role", "doc-pagebreak")
            .attr("aria-label", &mark.label)
            .empty();
        self.shared.targets.push(PageTarget {
            label: mark.label,
            file: self.file.to_owned(),
            id: mark.id,
        });
    }

    /// Opens an element and enters its language and direction; gives back those around it.
    #[must_use = "the scope must be left"]
    fn start(&mut self, name: &'static str, attr: &Attr, class: &str) -> Scope {
        self.start_with(name, attr, class, &[])
    }

    /// [`Self::start`] with further attributes.
    #[must_use = "the scope must be left"]
    fn start_with(
        &mut self,
        name: &'static str,
        attr: &Attr,
        class: &str,
        more: &[(&'static str, &str)],
    ) -> Scope {
        let mut tag = attributes(self.m.tag(name), attr, class, &self.scope);
        for (name, value) in more {
            tag = tag.attr(name, value);
        }
        tag.open();
        let outer = self.scope.clone();
        self.scope.dir = direction(attr, &outer);
        if let Some(lang) = &attr.lang {
            if *lang != self.book.edition.document.meta.lang {
                self.shared.usage.languages.insert(lang.clone());
            }
            self.scope.lang = lang.clone();
        }
        outer
    }

    /// Closes the element opened last, ends the line and goes back to the scope around it.
    fn end(&mut self, outer: Scope) {
        self.m.close_line();
        self.scope = outer;
    }
}

/// The direction of text with these attributes.
fn direction(attr: &Attr, outer: &Scope) -> TextDirection {
    match (attr.get("dir"), &attr.lang) {
        (Some("rtl"), _) => TextDirection::Rtl,
        (Some("ltr"), _) => TextDirection::Ltr,
        (_, Some(lang)) => lang.direction(),
        _ => outer.dir,
    }
}

/// Writes id, classes, language and direction; `class` is the class that the element has for our stylesheet.
fn attributes<'m>(tag: Tag<'m>, attr: &Attr, class: &str, outer: &Scope) -> Tag<'m> {
    let mut classes: Vec<&str> = class.split(' ').filter(|class| !class.is_empty()).collect();
    for class in &attr.classes {
        if !classes.contains(&class.as_str()) {
            classes.push(class);
        }
    }
    let classes = classes.join(" ");
    let tag = tag
        .maybe("id", attr.id.as_deref())
        .maybe("class", (!classes.is_empty()).then_some(&classes));
    language(tag, attr, outer)
}

/// Writes language and direction where they differ from those around.
fn language<'m>(tag: Tag<'m>, attr: &Attr, outer: &Scope) -> Tag<'m> {
    let lang = attr.lang.as_ref().filter(|lang| **lang != outer.lang);
    let lang = lang.map(Lang::as_str);
    let dir = direction(attr, outer);
    tag.maybe("lang", lang)
        .maybe("xml:lang", lang)
        .maybe("dir", (dir != outer.dir).then(|| dir_name(dir)))
}

/// The value of the `dir` attribute.
pub(super) fn dir_name(dir: TextDirection) -> &'static str {
    match dir {
        TextDirection::Ltr => "ltr",
        TextDirection::Rtl => "rtl",
    }
}

/// Starts an XHTML document; `html` and `body` stay open.
pub(super) fn start_page(m: &mut Builder, title: &str, lang: &Lang) {
    let dir = lang.direction();
    m.tag("html")
        .attr("xmlns", "http://www.w3.org/1999/xhtml")
        .attr("xmlns:epub", "http://www.idpf.org/2007/ops")
        .attr("lang", lang.as_str())
        .attr("xml:lang", lang.as_str())
        .maybe("dir", (dir != TextDirection::Ltr).then(|| dir_name(dir)))
        .open();
    m.line();
    m.open("head");
    m.line();
    m.element_line("title", title);
    m.tag("link")
        .attr("rel", "stylesheet")
        .attr("type", "text/css")
        .attr("href", super::names::STYLESHEET)
        .empty();
    m.line();
    m.close_line();
    m.open("body");
    m.line();
}

/// Inlines as one line of plain text, without references to notes: for titles and lists of contents.
pub(super) fn label(inlines: &[Inline]) -> String {
    let mut kept = String::new();
    let mut formulas = Vec::new();
    visit_inlines(inlines, &mut |inline| match &inline.kind {
        InlineKind::Math(math) => formulas.push(math.tex.as_str()),
        InlineKind::Image(image) => formulas.push(image.alt.as_str()),
        InlineKind::NoteRef(_) => formulas.push(""),
        _ => {}
    });
    let mut objects = formulas.into_iter();
    for c in plain_text(inlines).chars() {
        match c {
            // An object character of the author's own finds no object and vanishes.
            OBJECT => kept.push_str(objects.next().unwrap_or_default()),
            c => kept.push(c),
        }
    }
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Turns the author's heading levels into levels of one file that skip none and have one `h1`.
#[derive(Debug, Default, Clone)]
struct Outline {
    /// The author's levels of the headings that are open, from the outermost.
    open: Vec<u8>,
    /// Whether the title, `h1`, has been written.
    titled: bool,
}

impl Outline {
    /// The level of the title.
    fn title(&mut self) -> u8 {
        self.titled = true;
        self.open.clear();
        1
    }

    /// The level of the next heading.
    fn next(&mut self, level: u8) -> u8 {
        if !self.titled && level == 1 {
            return self.title();
        }
        while self.open.last().is_some_and(|open| *open >= level) {
            self.open.pop();
        }
        self.open.push(level);
        let depth = self.open.len() + 1;
        u8::try_from(depth).unwrap_or(6).min(6)
    }
}

/// The name of the heading element of a level.
fn heading_name(level: u8) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

#[cfg(test)]
mod tests {
    use super::Outline;

    #[test]
    fn no_level_is_skipped() {
        let mut outline = Outline::default();
        let levels: Vec<u8> = [1, 3, 4, 2, 1, 2, 6]
            .map(|level| outline.next(level))
            .into();
        assert_eq!(levels, [1, 2, 3, 2, 2, 3, 4]);
        let mut untitled = Outline::default();
        assert_eq!([2, 3, 1, 2].map(|level| untitled.next(level)), [2, 3, 1, 2]);
    }
}
