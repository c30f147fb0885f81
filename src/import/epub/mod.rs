//! EPUBs (2 and 3): each file of the order of reading that begins a chapter becomes a file of the manuscript.
//!
//! `zip ──package──▶ metadata, spine ──plan──▶ chapters ──convert──▶ Draft`

mod contents;
mod package;
mod pages;
mod plan;

use std::collections::HashMap;

use super::address::{self, Address};
use super::archive::Archive;
use super::draft::{Draft, DraftChapter};
use super::html::convert::{Convert, Doc, Outside, Picture};
use super::html::ids;
use super::html::tree::{Syntax, Tree};
use super::pictures::{MAX_PICTURE, Pictures};
use super::{Request, unreadable};
use super::{headings, html, xml};
use crate::diag::{Code, Diagnostic, Diagnostics, Warned};
use crate::document::{Block, Lang};
use crate::source::{Source, SourceId, SourceMap, Span};
use package::Package;

/// The largest file of text, and the most of all together, in bytes.
const MAX_FILE: u64 = 32 << 20;
const MAX_ALL: usize = 256 << 20;
/// The largest style sheet that is looked into.
const MAX_SHEET: u64 = 2 << 20;

/// Reads a book.
pub(super) fn read(request: &Request<'_>, bytes: &[u8], sources: &mut SourceMap) -> Warned<Draft> {
    let id = sources.add(Source::new(request.name, ""));
    match attempt(request, bytes, sources, id) {
        Ok(warned) => warned,
        Err(message) => unreadable(request, &message),
    }
}

fn attempt(
    request: &Request<'_>,
    bytes: &[u8],
    sources: &mut SourceMap,
    whole: SourceId,
) -> Result<Warned<Draft>, String> {
    let start = Span::new(whole, 0..0);
    let mut archive = Archive::open(bytes)?;
    refuse_protected(&mut archive)?;
    let (package, titles) = open(&mut archive)?;
    let mut diagnostics = Diagnostics::new();
    if package.fixed {
        diagnostics.push(
            Diagnostic::warning(
                Code::ImportLeftOut,
                "the pages of this book are laid out as fixed; their text is taken, their layout is not",
            )
            .at(start),
        );
    }
    let mut docs: Vec<Doc> = Vec::new();
    let mut paths: Vec<String> = Vec::new();
    let mut size = 0;
    let mut styles = html::Styles::default();
    for file in package
        .files
        .values()
        .filter(|file| file.kind == "text/css")
    {
        if let Ok(Some(sheet)) = archive.read(&file.path, MAX_SHEET) {
            styles.add(&String::from_utf8_lossy(&sheet));
        }
    }
    for id in &package.spine {
        let Some(file) = package.files.get(id) else {
            continue;
        };
        let Some(bytes) = archive.read(&file.path, MAX_FILE)? else {
            diagnostics.push(
                Diagnostic::warning(
                    Code::MissingFile,
                    format!("`{}` is not in the book and was left out", file.path),
                )
                .at(start),
            );
            continue;
        };
        if file.kind.starts_with("image/") {
            diagnostics.push(
                Diagnostic::warning(
                    Code::ImportLeftOut,
                    format!("the page `{}` is a picture and was left out", file.path),
                )
                .at(start),
            );
            continue;
        }
        size += bytes.len();
        if size > MAX_ALL {
            return Err(format!("its text has more than {} MiB", MAX_ALL >> 20));
        }
        let decoded = super::charset::decode(&bytes);
        let source = sources.add(Source::new(
            format!("{}/{}", request.name, file.path),
            decoded.text.as_str(),
        ));
        let mut doc = Doc::new(Tree::new(&decoded.text, Syntax::Xml), source);
        doc.styles = styles.clone();
        docs.push(doc);
        paths.push(file.path.clone());
    }
    if docs.is_empty() {
        return Err("there is no text in its order of reading".to_owned());
    }
    for at in 0..docs.len() {
        pages::drop_generated(&mut docs, at, &paths, &package, &mut diagnostics);
    }
    let plan = plan::chapters(&docs, &paths, &titles);
    let mut book = Book {
        by_path: paths
            .iter()
            .enumerate()
            .map(|(at, path)| (path.clone(), at))
            .collect(),
        files: plan::files_of(&plan, docs.len()),
        paths,
        archive: &mut archive,
        pictures: Pictures::new("images"),
    };
    let mut draft = Draft {
        meta: package.meta.clone(),
        ..Draft::default()
    };
    if let Some(cover) = &package.cover {
        let (picture, diagnostic) = book.file(cover, start);
        if let Picture::Taken(path) = picture {
            draft.meta.cover = Some((path, String::new()));
        }
        if let Some(one) = diagnostic {
            diagnostics.push(one);
        }
    }
    let lang = draft
        .meta
        .language
        .as_deref()
        .and_then(|tag| Lang::new(tag).ok());
    let mut convert = Convert::new(&mut docs, &mut book);
    convert.find_notes();
    convert.find_ids();
    for chapter in plan {
        let (blocks, notes) = convert.chapter_of(&chapter.docs, lang.as_ref());
        if blocks.is_empty() {
            continue;
        }
        draft
            .chapters
            .push(made(chapter, blocks, notes, lang.as_ref(), &convert));
    }
    // One chapter of the book's own title is an article.
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    if let [only] = draft.chapters.as_mut_slice()
        && only
            .title
            .as_deref()
            .is_some_and(|title| letters(title) == letters(&draft.meta.title))
    {
        only.title = None;
        draft.meta.is_article = true;
    }
    diagnostics.extend(std::mem::take(&mut convert.diagnostics));
    drop(convert);
    let mut all: Vec<(&mut Vec<Block>, &str)> = Vec::new();
    for chapter in &mut draft.chapters {
        all.push((&mut chapter.blocks, chapter.path.as_str()));
    }
    ids::drop_dead(&mut all);
    draft.pictures = book.pictures.into_files();
    Ok(Warned {
        value: draft,
        diagnostics,
    })
}

/// A chapter with its title and what part of the book it is.
fn made(
    chapter: plan::Chapter,
    mut blocks: Vec<Block>,
    notes: Vec<crate::document::Note>,
    lang: Option<&Lang>,
    convert: &Convert<'_>,
) -> DraftChapter {
    use crate::document::BlockKind;
    let first = matches!(
        blocks.first().map(|b| &b.kind),
        Some(BlockKind::Heading { .. })
    );
    let titled = first || chapter.title.is_none();
    headings::settle(&mut blocks, if titled { 1 } else { 2 });
    let own = chapter.docs.first().and_then(|&doc| convert.lang_of(doc));
    DraftChapter {
        path: chapter.file,
        title: chapter.title.filter(|_| !titled),
        language: own
            .filter(|own| Some(own) != lang)
            .map(|own| own.as_str().to_owned()),
        part: chapter.part,
        blocks,
        notes,
    }
}

/// A book whose files are encrypted cannot be read; fonts that are only obscured do not matter.
fn refuse_protected(archive: &mut Archive<'_>) -> Result<(), String> {
    let Some(bytes) = archive.read("META-INF/encryption.xml", MAX_SHEET)? else {
        return Ok(());
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let methods = text.matches("EncryptionMethod").count();
    let obscured = text.matches("idpf.org/2008/embedding").count()
        + text.matches("ns.adobe.com/pdf/enc#RC").count();
    match methods > 0 && obscured == 0 {
        true => Err("it is protected against copying".to_owned()),
        false => Ok(()),
    }
}

/// The package, and the titles of the list of contents.
fn open(archive: &mut Archive<'_>) -> Result<(Package, contents::Titles), String> {
    let mut text = |name: &str| -> Result<Option<String>, String> {
        Ok(archive
            .read(name, MAX_FILE)?
            .map(|bytes| super::charset::decode(&bytes).text))
    };
    let container = text("META-INF/container.xml")?.ok_or("it has no `META-INF/container.xml`")?;
    let tree = xml::parse(&container, "META-INF/container.xml")?;
    let path = xml::below(tree.root_element(), "rootfile")
        .and_then(|node| xml::attr(node, "full-path"))
        .ok_or("its container names no package")?;
    let path = crate::world::normalize(path).map_err(|error| error.to_string())?;
    let opf = text(&path)?.ok_or_else(|| format!("its package `{path}` is not there"))?;
    let tree = xml::parse(&opf, &path)?;
    let package = Package::read(tree.root_element(), &path)?;
    let mut titles = contents::Titles::new();
    let nav = package
        .files
        .values()
        .find(|file| file.properties.split_whitespace().any(|p| p == "nav"));
    if let Some(nav) = nav
        && let Some(page) = text(&nav.path)?
    {
        titles = contents::of_nav(&Tree::new(&page, Syntax::Xml), &nav.path);
    }
    if titles.is_empty()
        && let Some(path) = &package.ncx
        && let Some(list) = text(path)?
        && let Ok(tree) = xml::parse(&list, path)
    {
        titles = contents::of_ncx(tree.root_element(), path);
    }
    Ok((package, titles))
}

/// A book among its files.
struct Book<'a, 'b> {
    archive: &'a mut Archive<'b>,
    paths: Vec<String>,
    by_path: HashMap<String, usize>,
    /// The file of the manuscript that each doc goes to.
    files: Vec<String>,
    pictures: Pictures,
}

impl Book<'_, '_> {
    fn file(&mut self, path: &str, span: Span) -> (Picture, Option<Diagnostic>) {
        if let Some(known) = self.pictures.known(path) {
            return (known.map_or(Picture::Missing, Picture::Taken), None);
        }
        match self.archive.read(path, MAX_PICTURE) {
            Ok(Some(bytes)) => html::taken(self.pictures.take(path, bytes, span)),
            Ok(None) => {
                self.pictures.refuse(path);
                let message = format!("the picture `{path}` is not in the book");
                (
                    Picture::Missing,
                    Some(Diagnostic::warning(Code::MissingImage, message).at(span)),
                )
            }
            Err(message) => {
                self.pictures.refuse(path);
                (
                    Picture::Missing,
                    Some(Diagnostic::warning(Code::BadImage, message).at(span)),
                )
            }
        }
    }

    fn path(&self, doc: usize) -> &str {
        self.paths.get(doc).map_or("", String::as_str)
    }
}

impl Outside for Book<'_, '_> {
    fn picture(&mut self, doc: usize, address: &str, span: Span) -> (Picture, Option<Diagnostic>) {
        match address::read(address, None) {
            Address::Remote(url) => {
                let diagnostic = html::remote(&url, span);
                (Picture::Remote(url), Some(diagnostic))
            }
            Address::Data(data) => {
                let bytes = address::data(&data).unwrap_or_default();
                html::taken(self.pictures.take(address, bytes, span))
            }
            Address::Local(path, _) => match address::beside(self.path(doc), &path) {
                Some(path) => self.file(&path, span),
                None => (Picture::Missing, None),
            },
            Address::None => (Picture::Missing, None),
        }
    }

    fn link(&mut self, address: &str) -> Option<String> {
        match address::read(address, None) {
            Address::Remote(url) => Some(url),
            _ => None,
        }
    }

    fn place(&self, doc: usize, address: &str) -> Option<(usize, String)> {
        let Address::Local(path, fragment) = address::read(address, None) else {
            return None;
        };
        let target = match path.is_empty() {
            true => doc,
            false => *self.by_path.get(&address::beside(self.path(doc), &path)?)?,
        };
        Some((target, fragment))
    }

    fn chapter(&self, doc: usize) -> String {
        self.files.get(doc).cloned().unwrap_or_default()
    }
}
