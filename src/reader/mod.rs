//! Reads Markdown into the document model. Nothing downstream knows that it was Markdown.
//!
//! ```text
//! text ─parse─▶ events ─build─▶ frames ─▶ blocks and inlines
//!                 └─ html ─▶ tags ┘
//! ```

mod attributes;
mod autolink;
mod build;
mod clean;
mod html;
mod inline;
mod parse;
mod picture;
#[cfg(test)]
mod tests;

use crate::diag::{Diagnostics, Warned};
use crate::document::{Block, BlockKind, Chapter, Cover, Document, Inline, Kind};
use crate::limits::Limits;
use crate::manuscript::{ChapterSource, Manuscript};
use crate::source::Span;
use crate::text::stem;
use crate::world::Files;
use build::Builder;
use picture::Pictures;

/// Reads the Markdown and the pictures of a manuscript.
///
/// Quotes, dashes and spaces stay as typed: the resolve stage makes them those of their language.
/// A quote, dash or dot escaped with a backslash is text within a span of the role
/// [`Literal`](crate::document::InlineRole::Literal), which that stage leaves alone.
pub fn read(manuscript: &Manuscript, files: &dyn Files) -> Warned<Document> {
    read_within(manuscript, files, &Limits::default())
}

/// [`read`] within limits.
pub fn read_within(
    manuscript: &Manuscript,
    files: &dyn Files,
    limits: &Limits,
) -> Warned<Document> {
    let mut diagnostics = Diagnostics::new();
    let mut pictures = Pictures::new(files, &manuscript.root, limits);
    let mut document = Document {
        meta: manuscript.meta.clone(),
        works: manuscript.works.clone(),
        ..Document::default()
    };
    if let Some(cover) = &manuscript.cover {
        let mut report = Diagnostics::default();
        let asset = pictures.find("", &cover.path, cover.span, &mut report);
        document.meta.cover = asset.map(|asset| Cover {
            asset,
            alt: if cover.alt.trim().is_empty() {
                document.meta.title.clone()
            } else {
                cover.alt.clone()
            },
        });
        diagnostics.extend(report);
    }
    // Whether a chapter with a title of its own was read.
    let mut running = false;
    let mut last_work = None;
    for (index, source) in manuscript.chapters.iter().enumerate() {
        let Some(file) = manuscript.sources.get(source.source) else {
            continue;
        };
        let Some(text) = file.text().get(source.body.range()) else {
            continue;
        };
        let place = build::Place {
            source: source.source,
            base: source.body.start as usize,
            chapter: index,
            first_note: document.notes.len(),
            depth: limits.depth,
            folder: source
                .path
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder),
        };
        let mut built = Builder::build(text, place, &mut pictures);
        let number = source.placement.work;
        if source.placement.is_part
            && let Some(title) = &source.title
        {
            built.blocks.insert(0, part_title(source, title));
        }
        let work = number.and_then(|number| manuscript.works.get(number));
        let opens_work = std::mem::replace(&mut last_work, number) != number;
        if opens_work {
            running = false;
        }
        let title = match own_title(source, &built.blocks) {
            // The resolve stage makes the title of the work its heading.
            _ if opens_work && work.is_some_and(|work| work.kind == Kind::Article) => {
                running = true;
                Vec::new()
            }
            Some(title) => {
                running = true;
                title
            }
            None if manuscript.meta.kind == Kind::Article => Vec::new(),
            // The file goes on with the chapter before it.
            None if running && starts_with_section(&built.blocks) => Vec::new(),
            None => made_title(source, file_title(&source.path), None),
        };
        document.chapters.push(Chapter {
            source: source.source,
            path: source.path.clone(),
            title,
            lang: source
                .lang
                .clone()
                .filter(|lang| *lang != manuscript.meta.lang),
            blocks: built.blocks,
            placement: source.placement,
        });
        document.notes.extend(built.notes);
        diagnostics.extend(built.report);
    }
    document.assets = pictures.finish();
    Warned {
        value: document,
        diagnostics,
    }
}

/// The first heading of level 1, else the title of the front matter.
fn own_title(source: &ChapterSource, blocks: &[Block]) -> Option<Vec<Inline>> {
    let heading = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading {
            level: 1, content, ..
        } if !content.is_empty() => Some(content.clone()),
        _ => None,
    });
    heading.or_else(|| Some(made_title(source, source.title.clone()?, source.title_span)))
}

/// True for a text that begins with a heading, which is not of level 1.
fn starts_with_section(blocks: &[Block]) -> bool {
    matches!(
        blocks.first().map(|block| &block.kind),
        Some(BlockKind::Heading { level: 2.., .. })
    )
}

/// The name of a file without its number.
fn file_title(path: &str) -> String {
    let name = stem(path.rsplit('/').next().unwrap_or(path));
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit() || "-_. ".contains(c));
    let bare = if bare.is_empty() { name } else { bare };
    let spaced = bare.replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The title of a part as the heading of its text, which has nothing else.
fn part_title(source: &ChapterSource, title: &str) -> Block {
    let content = made_title(source, title.to_owned(), source.title_span);
    let span = content.first().map(|text| text.span).unwrap_or_default();
    Block::new(BlockKind::Heading { level: 1, content }, span)
}

/// A title that is no heading of the text, with the place where it was written, if it was.
fn made_title(source: &ChapterSource, text: String, span: Option<Span>) -> Vec<Inline> {
    let start = Span {
        end: source.body.start,
        ..source.body
    };
    vec![Inline::text(text, span.unwrap_or(start))]
}
