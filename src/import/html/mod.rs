//! Web pages: the article is found, the rest left out with a word on it, and the article's HTML becomes the
//! document model.
//!
//! `page ──scan──▶ marks ──measure──▶ tree, region ──clean, head──▶ article ──convert──▶ Draft`

mod blocks;
mod boxes;
mod clean;
mod code;
pub(super) mod convert;
mod figure;
mod head;
pub(super) mod ids;
mod inlines;
mod leftover;
mod lists;
mod look;
mod math;
mod media;
mod notes;
mod quotes;
mod region;
mod scan;
mod table;
pub(super) mod tree;

pub(super) use blocks::pictures;
use convert::{Convert, Doc, Outside, Picture};
pub(super) use lists::tighten;
pub(super) use look::Styles;

use super::address::{self, Address};
use super::draft::{Draft, DraftChapter};
use super::pictures::{MAX_PICTURE, Pictures};
use super::{Request, headings};
use crate::diag::{Code, Diagnostic, Diagnostics, Warned};
use crate::document::{Block, BlockKind, Image, Lang};
use crate::source::{SourceId, Span};
use crate::world::Files;

/// The longest page, in bytes.
const MAX_PAGE: usize = 16 << 20;

/// Reads a page.
pub(super) fn read(
    text: &str,
    source: SourceId,
    request: &Request<'_>,
    files: &dyn Files,
) -> Warned<Draft> {
    let mut diagnostics = Diagnostics::new();
    let mut draft = Draft::default();
    let whole = Span::new(source, 0..0);
    let refused = |message: String| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Diagnostic::error(Code::LimitExceeded, message).at(whole));
        Warned {
            value: Draft::default(),
            diagnostics,
        }
    };
    if text.len() > MAX_PAGE {
        return refused(format!("the page has more than {} MiB", MAX_PAGE >> 20));
    }
    let scanned = match scan::scan(text) {
        Ok(scanned) => scanned,
        Err(message) => return refused(message),
    };
    let measured = region::measure(scanned);
    let mut doc = Doc::new(measured.tree, source);
    add_styles(&mut doc);
    doc.drop_permalinks();
    let root = region::root(&doc, &measured.kept);
    let mut said = clean::Said::default();
    let head = head::read(&mut doc, root, measured.meta, &mut said);
    clean::clean(&mut doc, root, &measured.kept, &mut diagnostics);
    quotes::pull_quotes(&mut doc, root, &mut said);
    said.tell(&doc, &mut diagnostics);

    draft.meta = head.meta;
    draft.bio = head.bio;
    let base = draft
        .meta
        .source
        .as_ref()
        .and_then(|source| source.url.clone());
    let mut page = Page {
        base,
        files,
        pictures: Pictures::new(request.picture_folder()),
    };
    let lang = draft
        .meta
        .language
        .as_deref()
        .and_then(|tag| Lang::new(tag).ok());
    let mut docs = vec![doc];
    let mut convert = Convert::new(&mut docs, &mut page);
    convert.find_notes();
    convert.find_ids();
    let (mut blocks, notes) = convert.chapter(0, root, lang);
    diagnostics.extend(std::mem::take(&mut convert.diagnostics));
    drop(convert);
    if let Some(image) = head.image {
        page.lead(&image, &mut blocks, whole, &mut diagnostics);
    }
    while matches!(
        blocks.first().map(|block| &block.kind),
        Some(BlockKind::Break)
    ) {
        blocks.remove(0);
    }
    headings::settle(&mut blocks, 2);
    ids::drop_dead(&mut [(&mut blocks, "")]);
    draft.chapters.push(DraftChapter {
        blocks,
        notes,
        ..DraftChapter::default()
    });
    draft.pictures = page.pictures.into_files();
    Warned {
        value: draft,
        diagnostics,
    }
}

/// Adds the rules of the page's own style sheets.
fn add_styles(doc: &mut Doc) {
    let sheets: Vec<String> = doc
        .tree
        .below(0)
        .filter(|&node| doc.tree.name(node) == "style")
        .map(|node| doc.tree.raw_text(node))
        .collect();
    for sheet in sheets {
        doc.styles.add(&sheet);
    }
}

/// A page among its files.
struct Page<'f> {
    base: Option<String>,
    files: &'f dyn Files,
    pictures: Pictures,
}

impl Page<'_> {
    /// The page's own picture comes first, unless it is in the text.
    fn lead(
        &mut self,
        image: &str,
        blocks: &mut Vec<Block>,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) {
        let first = blocks
            .iter()
            .take(3)
            .any(|block| matches!(block.kind, BlockKind::Figure { .. }));
        let named = address::decoded(image.split(['?', '#']).next().unwrap_or(image));
        let stem = named.rsplit('/').next().unwrap_or(&named);
        if first || self.pictures.known(image).is_some() {
            return;
        }
        let (picture, diagnostic) = match address::read(image, None) {
            Address::Remote(url) => {
                let message = format!(
                    "the page's picture is at {url}; nothing is fetched, so it was left out"
                );
                let diagnostic = Diagnostic::info(Code::RemoteImage, message).at(span);
                (Picture::Missing, Some(diagnostic))
            }
            _ => self.picture(0, image, span),
        };
        diagnostics.extend(
            diagnostic
                .into_iter()
                .fold(Diagnostics::new(), |mut all, one| {
                    all.push(one);
                    all
                }),
        );
        if let Picture::Taken(destination) = picture
            && !stem.is_empty()
        {
            let kind = BlockKind::Figure {
                image: Image {
                    asset: None,
                    destination,
                    alt: String::new(),
                },
                caption: crate::document::Caption::default(),
                placement: crate::document::FigurePlacement::InText,
            };
            blocks.insert(0, super::make::block(kind, span));
        }
    }
}

impl Outside for Page<'_> {
    fn picture(&mut self, _doc: usize, address: &str, span: Span) -> (Picture, Option<Diagnostic>) {
        if let Some(known) = self.pictures.known(address) {
            return (known.map_or(Picture::Missing, Picture::Taken), None);
        }
        let path = match address::read(address, None) {
            Address::Remote(url) => {
                let diagnostic = remote(&url, span);
                return (Picture::Remote(url), Some(diagnostic));
            }
            Address::Data(data) => {
                let bytes = address::data(&data).unwrap_or_default();
                return taken(self.pictures.take(address, bytes, span));
            }
            Address::Local(path, _) => path,
            Address::None => return (Picture::Missing, None),
        };
        match self.files.read(&path, MAX_PICTURE) {
            Ok(bytes) => taken(self.pictures.take(address, bytes, span)),
            Err(error) => {
                // A page that was saved without its pictures names them by where they were.
                if let Address::Remote(url) = address::read(address, self.base.as_deref()) {
                    let diagnostic = remote(&url, span);
                    return (Picture::Remote(url), Some(diagnostic));
                }
                self.pictures.refuse(address);
                let diagnostic = Diagnostic::warning(Code::MissingImage, format!("{error}; the picture was left out"))
                    .at(span)
                    .help("save the page with its pictures, and import it from the folder that they are in");
                (Picture::Missing, Some(diagnostic))
            }
        }
    }

    fn link(&mut self, address: &str) -> Option<String> {
        match address::read(address, self.base.as_deref()) {
            Address::Remote(url) => Some(url),
            _ => None,
        }
    }

    fn place(&self, doc: usize, address: &str) -> Option<(usize, String)> {
        let address = match (address.split_once('#'), &self.base) {
            (Some((page, fragment)), Some(base)) if page == base => format!("#{fragment}"),
            _ => address.to_owned(),
        };
        match address::read(&address, None) {
            Address::Local(path, fragment) if path.is_empty() && !fragment.is_empty() => {
                Some((doc, fragment))
            }
            _ => None,
        }
    }

    fn chapter(&self, _doc: usize) -> String {
        String::new()
    }
}

pub(super) fn remote(url: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        Code::RemoteImage,
        format!("the picture is at {url}; nothing is fetched, so a link stands in its place"),
    )
    .at(span)
    .help("save the picture beside the manuscript and name it in the text")
}

pub(super) fn taken(result: Result<String, Box<Diagnostic>>) -> (Picture, Option<Diagnostic>) {
    match result {
        Ok(path) => (Picture::Taken(path), None),
        Err(diagnostic) => (Picture::Missing, Some(*diagnostic)),
    }
}
