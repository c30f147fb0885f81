//! Import: a pasted article, a web page, a Word document or an EPUB becomes a manuscript.
//!
//! `bytes ──read by kind──▶ Draft (metadata, chapters in the document model) ──write──▶ Markdown with front matter`
//!
//! What is left out (teasers of other articles, repeated bylines) is said with its place; nothing is
//! dropped in silence, and nothing is fetched.

mod address;
mod archive;
mod byline;
mod charset;
mod docx;
mod draft;
mod epub;
mod guess;
mod headings;
mod html;
mod kind;
mod lines;
mod make;
mod markdown;
mod pictures;
mod plain;
mod tail;
pub mod write;
mod xml;

pub use draft::{Draft, DraftChapter, DraftMeta, DraftSource, Person};
pub use kind::FileKind;

use crate::diag::{Code, Diagnostic, Diagnostics, Warned};
use crate::manuscript::Entry;
use crate::source::{Source, SourceId, SourceMap, Span};
use crate::world::{Files, MemoryFiles};

/// The largest file that is imported, in bytes.
pub const LIMIT: u64 = 256 * 1024 * 1024;

/// What is imported.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The name of the file, which decides on its kind where its content does not, and is shown in messages.
    pub name: &'a str,
    /// The name of the manuscript; from the file's name where there is none.
    pub slug: Option<&'a str>,
}

impl Request<'_> {
    /// The name of the manuscript's file or folder.
    pub fn slug(&self) -> String {
        match self.slug {
            Some(slug) => slug.to_owned(),
            None => Entry::File(self.name.to_owned()).slug(),
        }
    }

    /// The folder of an article's pictures.
    fn picture_folder(&self) -> String {
        format!("{}-images", self.slug())
    }
}

/// An imported manuscript.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// The Markdown of each file and the pictures, with the names that they should have.
    pub files: Vec<ImportedFile>,
    /// The sources that diagnostics point into.
    pub sources: SourceMap,
    /// What was found.
    pub found: Found,
}

/// One file of an imported manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFile {
    /// Its path relative to the folder of manuscripts.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What was found in a file, in short.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The kind of file.
    pub kind: Option<FileKind>,
    /// The title.
    pub title: String,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The language, where it is said.
    pub language: Option<String>,
    /// Chapters of a book, else sections of an article: the text before the first heading is one.
    pub sections: usize,
    /// Notes.
    pub notes: usize,
    /// Pictures.
    pub pictures: usize,
}

/// Imports a file. Pictures beside a page are read through `files`, relative to the page.
pub fn import(request: &Request<'_>, bytes: &[u8], files: &dyn Files) -> Warned<Imported> {
    let mut sources = SourceMap::default();
    let kind = match FileKind::of(request.name, bytes) {
        Ok(kind) => kind,
        Err(diagnostic) => {
            sources.add(Source::new(request.name, ""));
            return refused(sources, *diagnostic);
        }
    };
    if kind.is_text() {
        let decoded = charset::decode(bytes);
        let id = sources.add(Source::new(request.name, decoded.text.as_str()));
        let mut warned = match kind {
            FileKind::Html => html::read(&decoded.text, id, request, files),
            _ => plain::read(&decoded.text, id),
        };
        if decoded.damaged {
            let name = decoded.encoding.unwrap_or("UTF-8");
            warned.diagnostics.push(
                Diagnostic::warning(
                    Code::NotUtf8,
                    format!(
                        "`{}` was read as {name}, but some bytes mean nothing in it",
                        request.name
                    ),
                )
                .at(Span::new(id, 0..0))
                .help("save the file as UTF-8"),
            );
        }
        return finished(request, kind, warned, sources);
    }
    if kind == FileKind::Docx {
        let warned = docx::read(request, bytes, &mut sources);
        return finished(request, kind, warned, sources);
    }
    let warned = epub::read(request, bytes, &mut sources);
    finished(request, kind, warned, sources)
}

/// Imports a plain text under a name (`article.txt`).
pub fn import_text(name: &str, text: &str) -> Warned<Imported> {
    let request = Request { name, slug: None };
    let mut sources = SourceMap::default();
    let id = sources.add(Source::new(name, text));
    finished(&request, FileKind::Text, plain::read(text, id), sources)
}

/// Imports a page that has no files beside it.
pub fn import_page(name: &str, page: &str) -> Warned<Imported> {
    import(
        &Request { name, slug: None },
        page.as_bytes(),
        &MemoryFiles::default(),
    )
}

fn refused(sources: SourceMap, diagnostic: Diagnostic) -> Warned<Imported> {
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(diagnostic);
    Warned {
        value: Imported {
            sources,
            ..Imported::default()
        },
        diagnostics,
    }
}

/// The empty draft of a file that cannot be read, with the reason.
fn unreadable(request: &Request<'_>, message: &str) -> Warned<Draft> {
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::error(
        Code::ImportUnknown,
        format!("`{}` cannot be read: {message}", request.name),
    ));
    Warned {
        value: Draft::default(),
        diagnostics,
    }
}

/// A draft as files, with what was found in it.
fn finished(
    request: &Request<'_>,
    kind: FileKind,
    warned: Warned<Draft>,
    sources: SourceMap,
) -> Warned<Imported> {
    let Warned {
        value: mut draft,
        mut diagnostics,
    } = warned;
    let start = Span::new(SourceId(0), 0..0);
    let empty = draft
        .chapters
        .iter()
        .all(|chapter| chapter.blocks.is_empty());
    if empty && !diagnostics.has_errors() {
        diagnostics.push(no_text(request, &draft.meta.title).at(start));
    }
    if diagnostics.has_errors() {
        return Warned {
            value: Imported {
                sources,
                ..Imported::default()
            },
            diagnostics,
        };
    }
    if draft.meta.title.trim().is_empty() {
        draft.meta.title = title_of(request.name);
        diagnostics.push(
            Diagnostic::warning(
                Code::MissingMetadata,
                format!(
                    "no title was found; it is `{}` after the file's name",
                    draft.meta.title
                ),
            )
            .at(start),
        );
    }
    if draft.meta.language.is_none() {
        guess_language(&mut draft, &mut diagnostics, start);
    }
    diagnostics.sort();
    let found = Found {
        kind: Some(kind),
        title: draft.meta.title.clone(),
        authors: draft
            .meta
            .authors
            .iter()
            .map(|author| author.name.clone())
            .collect(),
        language: draft.meta.language.clone(),
        sections: match draft.chapters.as_slice() {
            // The standfirst of a pasted text is its first section.
            [only] if kind == FileKind::Text => {
                sections(only) + usize::from(draft.meta.description.is_some())
            }
            [only] if kind != FileKind::Epub => sections(only),
            all => all.len(),
        },
        notes: draft
            .chapters
            .iter()
            .map(|chapter| chapter.notes.len())
            .sum(),
        pictures: draft.pictures.len(),
    };
    let slug = match (request.slug, request.name) {
        // What came without a name is named by its title.
        (None, "-") => Entry::Folder(found.title.clone()).slug(),
        _ => request.slug(),
    };
    let mut files = match kind {
        FileKind::Epub => {
            let mut files = draft.to_files();
            files.append(&mut draft.pictures);
            for file in &mut files {
                file.path = format!("{slug}/{}", file.path);
            }
            files
        }
        _ => vec![ImportedFile {
            path: format!("{slug}.md"),
            bytes: draft.to_markdown().into_bytes(),
        }],
    };
    files.append(&mut draft.pictures);
    // What is in the file may be nothing that can be written: control characters alone.
    if !files.iter().any(shows_text) {
        diagnostics.push(no_text(request, &found.title).at(start));
        return Warned {
            value: Imported {
                sources,
                ..Imported::default()
            },
            diagnostics,
        };
    }
    Warned {
        value: Imported {
            files,
            sources,
            found,
        },
        diagnostics,
    }
}

/// True for a Markdown file with anything behind its front matter.
fn shows_text(file: &ImportedFile) -> bool {
    let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
    let body = match text.strip_prefix("---\n") {
        Some(front) => front.split_once("\n---\n").map_or("", |(_, body)| body),
        None => text,
    };
    file.path.ends_with(".md") && !body.trim().is_empty()
}

fn no_text(request: &Request<'_>, title: &str) -> Diagnostic {
    let but = match title.trim() {
        "" => String::new(),
        title => format!(" but its title, “{title}”"),
    };
    let message = format!("there is no text in `{}`{but}", request.name);
    Diagnostic::error(Code::EmptyManuscript, message)
}

/// Takes the language from the words of the text, or says that it is not known.
fn guess_language(draft: &mut Draft, diagnostics: &mut Diagnostics, start: Span) {
    let mut text = String::new();
    for block in draft.chapters.iter().flat_map(|chapter| &chapter.blocks) {
        crate::document::visit_blocks(std::slice::from_ref(block), &mut |block| {
            if text.len() < 40_000 {
                text.push_str(&make::seen(block.inlines()));
                text.push(' ');
            }
        });
    }
    draft.meta.language = guess::language(&text).map(str::to_owned);
    diagnostics.push(match &draft.meta.language {
        Some(tag) => Diagnostic::info(
            Code::ImportLeftOut,
            format!("no language was named; by its words the text is taken for `{tag}`"),
        )
        .at(start),
        None => Diagnostic::warning(
            Code::MissingMetadata,
            "no language was named, and the text does not show it",
        )
        .at(start)
        .help("write `language:` in the metadata, or the text is hyphenated as English"),
    });
}

/// The sections of an article: one for each heading of the second level, and one for the text before them.
fn sections(chapter: &DraftChapter) -> usize {
    use crate::document::BlockKind;
    let first = chapter.blocks.first().map(|block| &block.kind);
    let before = !matches!(first, None | Some(BlockKind::Heading { .. }));
    headings::count(&chapter.blocks, 2) + usize::from(before)
}

/// A title of a file's name: `on-margins.html` is `On margins`.
fn title_of(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = stem.replace(['-', '_'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Untitled".to_owned(),
    }
}

#[cfg(test)]
mod tests;
