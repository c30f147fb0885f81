//! Typography by language: quotes, apostrophes, dashes, ellipses and the spaces that belong to them.
//!
//! Works on the text of a block as a whole, so that `"*Never*," she said` is understood whatever
//! inlines cut it. Code, formulas, addresses and escaped characters are left as they are; marks that
//! the author typed are kept (in French they get their spaces).

mod chars;
mod convert;
mod outlook;
mod quotes;
mod scan;
mod spaces;
#[cfg(test)]
mod tests;

use crate::document::{Block, Document, Inline, Lang, Metadata};

use scan::Text;

/// Gives all texts of a document the marks of their languages.
pub(super) fn apply(document: &mut Document) {
    let main = document.meta.lang.clone();
    metadata(&mut document.meta);
    let langs: Vec<Option<Lang>> = document.chapters.iter().map(|c| c.lang.clone()).collect();
    for chapter in &mut document.chapters {
        let lang = chapter.lang.as_ref().unwrap_or(&main);
        inlines(&mut chapter.title, lang);
        blocks(&mut chapter.blocks, lang);
    }
    for note in &mut document.notes {
        let lang = langs.get(note.chapter).and_then(Option::as_ref);
        blocks(&mut note.blocks, lang.unwrap_or(&main));
    }
}

fn blocks(list: &mut [Block], lang: &Lang) {
    for block in list {
        one_block(block, lang);
    }
}

fn one_block(block: &mut Block, around: &Lang) {
    let own = block.attr.lang.clone();
    let lang = own.as_ref().unwrap_or(around);
    if let Some(content) = block.inlines_mut() {
        inlines(content, lang);
    }
    for child in block.children_mut() {
        one_block(child, lang);
    }
}

/// Converts the inlines of one block.
fn inlines(content: &mut [Inline], lang: &Lang) {
    let text = Text::collect(content, lang);
    if let Some(converted) = convert::convert(&text) {
        scan::write_back(content, &mut converted.into_iter());
    }
}

/// Converts plain text.
fn plain(content: &mut String, lang: &Lang) {
    let text = Text::plain(content, lang);
    if let Some(converted) = convert::convert(&text) {
        *content = converted.concat();
    }
}

/// Converts what of the metadata is shown to readers.
fn metadata(meta: &mut Metadata) {
    let lang = meta.lang.clone();
    plain(&mut meta.title, &lang);
    let optional = [
        meta.subtitle.as_mut(),
        meta.description.as_mut(),
        meta.publisher.as_mut(),
        meta.rights.as_mut(),
        meta.series.as_mut().map(|series| &mut series.name),
    ];
    for text in optional.into_iter().flatten() {
        plain(text, &lang);
    }
    if let Some(source) = &mut meta.source {
        plain(&mut source.title, &lang);
        for text in [source.author.as_mut(), source.publication.as_mut()]
            .into_iter()
            .flatten()
        {
            plain(text, &lang);
        }
    }
    for contributor in &mut meta.contributors {
        plain(&mut contributor.name, &lang);
        if let Some(file_as) = &mut contributor.file_as {
            plain(file_as, &lang);
        }
    }
}
