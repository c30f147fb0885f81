//! Files → the package: its document (OPF), its navigation (`nav.xhtml`, `toc.ncx`).

mod accessibility;
mod identifier;
mod metadata;
mod modified;
mod nav;
mod ncx;
mod opf;

use super::content::{Text, label};
use super::files::Files;
use super::marks::PageTarget;
use super::names::{NAV, NCX, STYLESHEET};
use super::picture::Pictures;
use super::split::{Book, ChunkKind};
use super::tree::{Element, to_xhtml};
use crate::document::Kind;
use crate::edition::{Edition, TocEntry};
use crate::locale::Locale;

/// The three package documents.
#[derive(Debug)]
pub(super) struct Package {
    /// `content.opf`.
    pub(super) opf: String,
    /// `nav.xhtml`.
    pub(super) nav: String,
    /// `toc.ncx`.
    pub(super) ncx: String,
}

/// What the package documents are made from.
struct Parts<'a> {
    book: &'a Book<'a>,
    text: &'a Text,
    pictures: &'a Pictures,
    locale: &'static Locale,
    items: Vec<Item>,
    toc: Vec<NavEntry>,
    source_date_epoch: Option<i64>,
}

/// A file as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    id: String,
    href: String,
    media_type: &'static str,
    properties: Vec<&'static str>,
    /// Whether it is read in the order of the book.
    in_spine: bool,
}

/// A line of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NavEntry {
    label: String,
    href: String,
    children: Vec<NavEntry>,
}

impl Package {
    /// Makes the package documents.
    pub(super) fn new(
        book: &Book<'_>,
        files: &Files<'_>,
        nav: &Element,
        source_date_epoch: Option<i64>,
    ) -> Self {
        let parts = Parts {
            book,
            text: files.text,
            pictures: files.pictures,
            locale: Locale::of(&book.edition.document.meta.lang),
            items: items(book, files),
            toc: toc(book),
            source_date_epoch,
        };
        Self {
            opf: opf::write(&parts),
            nav: to_xhtml(nav),
            ncx: ncx::write(&parts),
        }
    }
}

/// The navigation document, which is made first: its text needs fonts too.
pub(super) fn nav(book: &Book<'_>, text: &Text) -> Element {
    nav::write(&Parts {
        book,
        text,
        pictures: &Pictures::default(),
        locale: Locale::of(&book.edition.document.meta.lang),
        items: Vec::new(),
        toc: toc(book),
        source_date_epoch: None,
    })
}

impl<'a> Parts<'a> {
    fn edition(&self) -> &'a Edition {
        self.book.edition
    }

    fn targets(&self) -> &[PageTarget] {
        &self.text.targets
    }

    /// The file of the first chunk of a kind.
    fn file(&self, is: impl Fn(&ChunkKind) -> bool) -> Option<&'a str> {
        let chunk = self.book.chunks.iter().find(|chunk| is(&chunk.kind));
        chunk.map(|chunk| chunk.file.as_str())
    }
}

/// All files but the package document, in the order of the manifest; those of the spine in its order.
fn items(book: &Book<'_>, files: &Files<'_>) -> Vec<Item> {
    let Files {
        text,
        pictures,
        faces,
        ..
    } = files;
    let meta = &book.edition.document.meta;
    let nav_in_spine = meta.kind == Kind::Book && meta.contents;
    let nav = Item {
        id: "nav".into(),
        href: NAV.into(),
        media_type: "application/xhtml+xml",
        properties: vec!["nav"],
        in_spine: nav_in_spine,
    };
    let mut nav = Some(nav);
    let mut items = Vec::new();
    for (chunk, page) in book.chunks.iter().zip(&text.pages) {
        // The list of contents follows what stands before the text.
        if matches!(chunk.kind, ChunkKind::Text { .. }) {
            items.extend(nav.take());
        }
        items.push(Item {
            id: page.file.trim_end_matches(".xhtml").to_owned(),
            href: page.file.clone(),
            media_type: "application/xhtml+xml",
            properties: if page.math {
                vec!["mathml"]
            } else {
                Vec::new()
            },
            in_spine: true,
        });
    }
    items.extend(nav);
    let resource = |id: &str, href: &str, media_type| Item {
        id: id.into(),
        href: href.into(),
        media_type,
        properties: Vec::new(),
        in_spine: false,
    };
    items.push(resource("stylesheet", STYLESHEET, "text/css"));
    items.push(resource("ncx", NCX, "application/x-dtbncx+xml"));
    let cover = meta.cover.as_ref().map(|cover| cover.asset);
    for (asset, picture) in pictures.iter() {
        let number = asset.0 + 1;
        let mut item = resource(
            &format!("image-{number}"),
            &picture.file,
            picture.media_type,
        );
        if cover == Some(asset) {
            item.id = "cover-image".into();
            item.properties.push("cover-image");
        }
        items.push(item);
    }
    for (index, font) in faces.files.iter().enumerate() {
        let id = format!("font-{}", index + 1);
        items.push(resource(&id, &font.file, font.media_type));
    }
    items
}

/// The table of contents; never empty.
fn toc(book: &Book<'_>) -> Vec<NavEntry> {
    let edition = book.edition;
    let meta = &edition.document.meta;
    let mut entries: Vec<NavEntry> = edition
        .toc
        .iter()
        .map(|entry| nav_entry(book, entry))
        .collect();
    let first_text = book
        .chunks
        .iter()
        .find(|chunk| matches!(chunk.kind, ChunkKind::Text { .. }));
    let Some(first_text) = first_text else {
        return entries;
    };
    // The title of an article stands over its sections, but perhaps no heading of the text says so.
    let titled = edition.opening.heading.is_some();
    if entries.is_empty() || (meta.kind == Kind::Article && !titled) {
        entries = vec![NavEntry {
            label: meta.title.clone(),
            href: first_text.file.clone(),
            children: entries,
        }];
    }
    entries
}

fn nav_entry(book: &Book<'_>, entry: &TocEntry) -> NavEntry {
    let chapter_file = || {
        let first = book.chunks.iter().find(|chunk| {
            matches!(chunk.kind, ChunkKind::Text { chapter, .. } if chapter == entry.chapter)
        });
        first.or(book.chunks.last()).map(|chunk| chunk.file.clone())
    };
    let title = label(&entry.title);
    let label = match &entry.number {
        Some(number) => format!("{} {title}", number.label),
        None => title,
    };
    NavEntry {
        label: if label.trim().is_empty() {
            book.edition.document.meta.title.clone()
        } else {
            label
        },
        href: book
            .href(&entry.target, "")
            .or_else(chapter_file)
            .unwrap_or_default(),
        children: entry
            .children
            .iter()
            .map(|child| nav_entry(book, child))
            .collect(),
    }
}
