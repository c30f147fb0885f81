//! Which files of an EPUB make which chapters.

use std::collections::HashSet;

use super::contents::Titles;
use crate::import::html::convert::Doc;
use crate::manuscript::Entry;

/// A chapter as planned.
#[derive(Debug, Clone, Default)]
pub(super) struct Chapter {
    /// Its docs, in order.
    pub(super) docs: Vec<usize>,
    /// Its title by the list of contents.
    pub(super) title: Option<String>,
    /// The name of its file.
    pub(super) file: String,
    /// What part of the book it is.
    pub(super) part: Option<&'static str>,
}

/// The parts of a book, as EPUB and as Bindery name them (EPUB 3 Structural Semantics Vocabulary).
const PARTS: [(&str, &str); 19] = [
    ("dedication", "dedication"),
    ("epigraph", "epigraph"),
    ("foreword", "foreword"),
    ("preface", "preface"),
    ("acknowledgments", "acknowledgments"),
    ("acknowledgements", "acknowledgments"),
    ("introduction", "introduction"),
    ("prologue", "prologue"),
    ("part", "part"),
    ("chapter", "chapter"),
    ("conclusion", "conclusion"),
    ("epilogue", "epilogue"),
    ("afterword", "afterword"),
    ("appendix", "appendix"),
    ("endnotes", "notes"),
    ("glossary", "glossary"),
    ("bibliography", "bibliography"),
    ("index", "index"),
    ("colophon", "colophon"),
];

/// The chapters in order. A file that no entry of the contents leads to, and that begins without a heading, goes on with
/// the file before it.
pub(super) fn chapters(docs: &[Doc], paths: &[String], titles: &Titles) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for (at, doc) in docs.iter().enumerate() {
        let body = doc.tree.first(0, "body").unwrap_or(0);
        let pictured = doc
            .tree
            .below(body)
            .any(|node| matches!(doc.tree.name(node), "img" | "image"));
        if doc.is_dropped(body) || (doc.text(body).is_empty() && !pictured) {
            continue;
        }
        let title = paths.get(at).and_then(|path| titles.get(path)).cloned();
        let begins = title.is_some() || titles.is_empty() || begins_with_heading(doc, body);
        match chapters.last_mut() {
            Some(last) if !begins => last.docs.push(at),
            _ => chapters.push(Chapter {
                docs: vec![at],
                title,
                part: part(doc, body),
                ..Chapter::default()
            }),
        }
    }
    let width = chapters.len().to_string().len().max(2);
    let mut used = HashSet::new();
    for (at, chapter) in chapters.iter_mut().enumerate() {
        let heading = chapter
            .docs
            .first()
            .and_then(|&doc| docs.get(doc))
            .and_then(|doc| {
                let body = doc.tree.first(0, "body").unwrap_or(0);
                let heading = doc
                    .tree
                    .below(body)
                    .find(|&node| is_heading(doc.tree.name(node)))?;
                Some(doc.text(heading))
            });
        let name = chapter
            .title
            .clone()
            .or(heading)
            .unwrap_or_else(|| "chapter".to_owned());
        let slug = Entry::Folder(name).slug();
        let slug: String = slug.chars().take(40).collect();
        let slug = slug.trim_end_matches('-');
        chapter.file = format!("{:0width$}-{slug}.md", at + 1);
        used.insert(chapter.file.clone());
    }
    chapters
}

/// The file that each doc goes to; empty for those that go to none.
pub(super) fn files_of(chapters: &[Chapter], count: usize) -> Vec<String> {
    let mut files = vec![String::new(); count];
    for chapter in chapters {
        for &doc in &chapter.docs {
            if let Some(file) = files.get_mut(doc) {
                file.clone_from(&chapter.file);
            }
        }
    }
    files
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether a heading of the first two levels comes before any text.
fn begins_with_heading(doc: &Doc, body: usize) -> bool {
    for node in doc.tree.below(body) {
        if matches!(doc.tree.name(node), "h1" | "h2") {
            return true;
        }
        if doc
            .tree
            .text_node(node)
            .is_some_and(|text| !text.trim().is_empty())
        {
            return false;
        }
    }
    false
}

/// What part of the book a file is, by the type of its body or of the section that holds all.
fn part(doc: &Doc, body: usize) -> Option<&'static str> {
    let mut node = body;
    for _ in 0..4 {
        for (key, prefix) in [("epub:type", ""), ("role", "doc-")] {
            for word in doc
                .tree
                .attr(node, key)
                .unwrap_or_default()
                .split_whitespace()
            {
                let word = word.strip_prefix(prefix).unwrap_or(word);
                if let Some((_, part)) = PARTS.iter().find(|(name, _)| *name == word) {
                    // A chapter is what a file is anyway.
                    return (*part != "chapter").then_some(part);
                }
            }
        }
        let children: Vec<usize> = doc
            .tree
            .children(node)
            .iter()
            .copied()
            .filter(|&c| !doc.tree.name(c).is_empty())
            .collect();
        match children.as_slice() {
            [only] if matches!(doc.tree.name(*only), "section" | "div" | "article") => node = *only,
            _ => break,
        }
    }
    None
}
