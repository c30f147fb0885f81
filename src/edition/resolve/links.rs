//! Links: where each leads, and the text of those that have none.

use std::collections::{BTreeSet, HashMap};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{
    AnchorId, Block, Document, InlineKind, LinkTarget, visit_blocks_mut, visit_inlines_mut,
};
use crate::edition::Edition;
use crate::source::Span;
use crate::text::{nearest, shorten};
use crate::world::normalize;

use super::fill::{self, is_blank, text};
use super::ids::Names;
use super::uri::{Form, classify};

/// How many dead links get a hint: each costs a comparison with every id.
const MAX_HINTS: usize = 50;

/// Settles where each link leads, and fills those without text.
pub(super) fn resolve(document: &mut Document, names: &Names, diagnostics: &mut Diagnostics) {
    let paths = document
        .chapters
        .iter()
        .enumerate()
        .map(|(index, chapter)| (chapter.path.clone(), index))
        .collect();
    let mut links = Links {
        names,
        paths,
        folders: document
            .chapters
            .iter()
            .map(|chapter| {
                let folder = chapter
                    .path
                    .rsplit_once('/')
                    .map_or("", |(folder, _)| folder);
                folder.to_owned()
            })
            .collect(),
        hints: 0,
        wanted: BTreeSet::new(),
        diagnostics,
    };
    for (index, chapter) in document.chapters.iter_mut().enumerate() {
        links.blocks(&mut chapter.blocks, index);
    }
    for note in &mut document.notes {
        links.blocks(&mut note.blocks, note.chapter);
    }
    let wanted = links.wanted;
    fill::fill(document, &wanted);
}

struct Links<'a> {
    names: &'a Names,
    /// Chapters by the paths of their files.
    paths: HashMap<String, usize>,
    /// The folder of each chapter's file.
    folders: Vec<String>,
    hints: usize,
    /// Targets whose text is needed.
    wanted: BTreeSet<AnchorId>,
    diagnostics: &'a mut Diagnostics,
}

impl Links<'_> {
    fn blocks(&mut self, blocks: &mut [Block], chapter: usize) {
        visit_blocks_mut(blocks, &mut |block| {
            let Some(inlines) = block.inlines_mut() else {
                return;
            };
            visit_inlines_mut(inlines, &mut |inline| {
                let span = inline.span;
                if let InlineKind::Link {
                    target, content, ..
                } = &mut inline.kind
                    && let LinkTarget::Unresolved(written) = target
                {
                    let written = std::mem::take(written);
                    *target = self.target(&written, chapter, span);
                    if is_blank(content) {
                        match target {
                            LinkTarget::Internal(id) => {
                                self.wanted.insert(id.clone());
                            }
                            _ => *content = vec![text(written, span)],
                        }
                    }
                }
            });
        });
    }

    /// Where a link leads.
    fn target(&mut self, written: &str, chapter: usize, span: Span) -> LinkTarget {
        match classify(written) {
            Form::External(uri) => LinkTarget::External(uri),
            Form::Unsafe(scheme) => {
                let message = format!("a link may not use the scheme `{scheme}:`");
                self.report(
                    Diagnostic::warning(Code::UnsafeLink, message)
                        .help("only its text is set; use https, mailto or tel"),
                    span,
                )
            }
            Form::Malformed => {
                let message = format!("`{}` is not an address", cut(written));
                self.report(
                    Diagnostic::warning(Code::DeadLink, message).help(
                        "only its text is set; write an address such as https://example.org/",
                    ),
                    span,
                )
            }
            Form::Local { path, fragment } if path.is_empty() => {
                self.fragment(fragment.as_deref(), chapter, span)
            }
            Form::Local { path, fragment } => match self.chapter(&path, chapter) {
                Some(other) => match fragment.as_deref() {
                    None | Some("") => LinkTarget::Internal(Edition::chapter_anchor(other)),
                    Some(name) => match self.names.find_own(other, name) {
                        Some(id) => LinkTarget::Internal(id.clone()),
                        None => self.no_such_id(name, Some((&path, other)), chapter, span),
                    },
                },
                None => self.no_such_file(&path, span),
            },
        }
    }

    fn fragment(&mut self, fragment: Option<&str>, chapter: usize, span: Span) -> LinkTarget {
        match fragment {
            None => self.report(
                Diagnostic::warning(Code::DeadLink, "this link has no target")
                    .help("only its text is set; write the target in the parentheses"),
                span,
            ),
            Some("") => LinkTarget::Internal(Edition::chapter_anchor(chapter)),
            Some(name) => match self.names.find(chapter, name) {
                Some(id) => LinkTarget::Internal(id.clone()),
                // The start of the page, to browsers (HTML, 7.4.6.4).
                None if name.eq_ignore_ascii_case("top") => {
                    LinkTarget::Internal(Edition::chapter_anchor(chapter))
                }
                None => self.no_such_id(name, None, chapter, span),
            },
        }
    }

    /// The chapter that a path means, written in the file of another. A page of a web edition
    /// (`next.html`) means the chapter that it is made of.
    fn chapter(&self, path: &str, from: usize) -> Option<usize> {
        let relative = match path.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => match self.folders.get(from).map(String::as_str) {
                None | Some("") => path.to_owned(),
                Some(folder) => format!("{folder}/{path}"),
            },
        };
        let relative = normalize(&relative).ok()?;
        if let Some(&found) = self.paths.get(&relative) {
            return Some(found);
        }
        let stem = [".html", ".htm", ".xhtml"]
            .iter()
            .find_map(|end| relative.strip_suffix(end))
            .unwrap_or(&relative);
        [
            format!("{stem}.md"),
            format!("{stem}/index.md"),
            format!("{stem}/README.md"),
        ]
        .iter()
        .find_map(|candidate| self.paths.get(candidate).copied())
    }

    /// A link to an id that is not in a file, or not in the work of the chapter that the link stands in.
    fn no_such_id(
        &mut self,
        name: &str,
        file: Option<(&str, usize)>,
        from: usize,
        span: Span,
    ) -> LinkTarget {
        let place = file.map_or_else(
            || "the manuscript".to_owned(),
            |(path, _)| format!("`{path}`"),
        );
        let message = format!("there is no id `{}` in {place}", cut(name));
        let searched = file.map_or(from, |(_, chapter)| chapter);
        let near = self.nearest(name, self.names.written(searched));
        let help = near.map_or_else(
            || format!("give the place the id: {{#{}}}", cut(name)),
            |near| format!("did you mean `#{near}`?"),
        );
        self.report(Diagnostic::error(Code::DeadLink, message).help(help), span)
    }

    fn no_such_file(&mut self, path: &str, span: Span) -> LinkTarget {
        let shown = cut(path);
        if path.starts_with("www.") {
            let message = format!("`{shown}` is read as a file's name");
            return self.report(
                Diagnostic::warning(Code::DeadLink, message)
                    .help(format!("write https://{shown}; only its text is set")),
                span,
            );
        }
        if !path.to_ascii_lowercase().ends_with(".md") {
            let message = format!("`{shown}` is no chapter, and a book cannot link to other files");
            return self.report(
                Diagnostic::warning(Code::DeadLink, message)
                    .help("only its text is set; link to an address on the web instead"),
                span,
            );
        }
        let mut names: Vec<&str> = self.paths.keys().map(String::as_str).collect();
        names.sort_unstable();
        let near = self.nearest(path, names.into_iter());
        let help = near.map_or_else(
            || "a link to a file leads to a chapter of this manuscript".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        self.report(
            Diagnostic::error(
                Code::DeadLink,
                format!("there is no chapter `{shown}` in this manuscript"),
            )
            .help(help),
            span,
        )
    }

    /// The name that is most like another, if one is like enough and not too many were looked for.
    fn nearest<'n>(&self, name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        if self.hints >= MAX_HINTS {
            return None;
        }
        nearest(name, names)
    }

    fn report(&mut self, diagnostic: Diagnostic, span: Span) -> LinkTarget {
        self.hints += 1;
        self.diagnostics.push(diagnostic.at(span));
        LinkTarget::Dead
    }
}

/// A name short enough for a message.
fn cut(name: &str) -> String {
    const LIMIT: usize = 60;
    shorten(name, LIMIT)
}

#[cfg(test)]
mod tests {
    use crate::diag::{Code, Severity};
    use crate::document::{Block, BlockKind, Document, InlineKind, Table, plain_text};
    use crate::edition::resolve::testing::{
        block, document, emph, heading, link, note_ref, paragraph, resolved, text, with_id,
    };

    /// Target and text of each link, and the messages.
    fn links(doc: Document) -> (Vec<String>, Vec<String>) {
        let resolved = resolved(doc);
        let mut found = Vec::new();
        for chapter in &resolved.value.document.chapters {
            crate::document::visit_blocks(&chapter.blocks, &mut |block| {
                crate::document::visit_inlines(block.inlines(), &mut |inline| {
                    if let InlineKind::Link {
                        target, content, ..
                    } = &inline.kind
                    {
                        found.push(format!("{target:?} {}", plain_text(content)));
                    }
                });
            });
        }
        let messages = resolved
            .diagnostics
            .iter()
            .map(|d| {
                let help = d.help.as_deref().unwrap_or_default();
                format!("{}: {} ({help})", d.severity, d.message)
            })
            .collect();
        (found, messages)
    }

    fn to(target: &str) -> Block {
        paragraph(vec![link(target, vec![text("t")])])
    }

    #[test]
    fn places_are_found_in_this_chapter_first() {
        let (found, messages) = links(document(vec![
            vec![
                to("#intro"),
                to("#what's-new"),
                to("#whats-new"),
                to("#Größe"),
                to("2.md"),
                to("./2.html#intro"),
                to("#"),
                with_id("intro", paragraph(vec![text("x")])),
                heading(2, "What's new?"),
                with_id("own", heading(2, "Größe")),
            ],
            vec![with_id("intro", paragraph(vec![text("y")])), to("#intro")],
        ]));
        assert_eq!(
            found,
            [
                "Internal(#intro) t",
                "Dead t",
                "Internal(#whats-new) t",
                "Internal(#own) t",
                "Internal(#chapter-2) t",
                "Internal(#intro-2) t",
                "Internal(#chapter-1) t",
                "Internal(#intro-2) t",
            ]
        );
        assert_eq!(
            messages,
            ["error: there is no id `what's-new` in the manuscript (did you mean `#whats-new`?)"]
        );
    }

    #[test]
    fn dead_links_are_reported() {
        let (found, messages) = links(document(vec![vec![
            to("3.md"),
            to("1.md#nowhere"),
            to("javascript:x"),
            to("data.csv"),
            to("www.example.org"),
            to("../../etc/x.md"),
            to(""),
            to("http://"),
        ]]));
        assert!(found.iter().all(|link| link == "Dead t"), "{found:?}");
        assert_eq!(messages.len(), 8);
        let errors = messages.iter().filter(|m| m.starts_with("error")).count();
        assert_eq!(errors, 3, "{messages:#?}");
    }

    #[test]
    fn empty_links_take_the_text_of_their_target() {
        let table = with_id(
            "tab",
            block(BlockKind::Table(Box::new(Table {
                columns: Vec::new(),
                head: Vec::new(),
                body: Vec::new(),
                caption: crate::document::Caption::new(vec![text("c")]),
            }))),
        );
        let mut title = heading(1, "A");
        title
            .inlines_mut()
            .expect("a heading")
            .extend([emph(vec![link("#tab", vec![text("b")])]), note_ref(0)]);
        let empty = |target: &str| paragraph(vec![link(target, Vec::new())]);
        let (found, messages) = links(document(vec![vec![
            with_id("top", title),
            table,
            empty("#top"),
            empty("#tab"),
            empty("https://a.org/"),
            empty("#nope"),
            empty("1.md"),
        ]]));
        assert_eq!(
            found,
            [
                "Internal(#tab) b",
                "Internal(#top) Ab",
                "Internal(#tab) Table\u{a0}1",
                "External(\"https://a.org/\") https://a.org/",
                "Dead #nope",
                "Internal(#chapter-1) Chapter\u{a0}1",
            ]
        );
        assert_eq!(messages.len(), 1);
    }

    #[test]
    fn only_what_the_book_should_hold_is_an_error() {
        let resolved = resolved(document(vec![vec![to("#x"), to("x.png")]]));
        let found: Vec<(Code, Severity)> = resolved
            .diagnostics
            .iter()
            .map(|d| (d.code, d.severity))
            .collect();
        assert_eq!(
            found,
            [
                (Code::DeadLink, Severity::Error),
                (Code::DeadLink, Severity::Warning)
            ]
        );
    }
}
