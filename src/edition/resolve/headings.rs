//! Headings: checks of their levels and text, and their numbers.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{
    Block, BlockKind, Document, InlineKind, Kind, Number, NumberSeries, OBJECT, plain_text,
    visit_inlines,
};
use crate::text::shorten;

/// Warns of headings that skip a level and of those without text.
pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    for chapter in &document.chapters {
        // The title of the work or of the chapter stands for level 1, whether or not it is in the text.
        let mut last = 1;
        for_outline(&chapter.blocks, &mut |block| {
            let BlockKind::Heading { level, content, .. } = &block.kind else {
                return;
            };
            if is_empty(block) {
                diagnostics.push(
                    Diagnostic::warning(Code::EmptyHeading, "this heading has no text")
                        .at(block.span)
                        .help("give it text, or remove it; lists of contents leave it out"),
                );
            }
            if *level > last + 1 {
                let message = format!(
                    "a heading of level {level} follows one of level {last}: {}",
                    shortened(&plain_text(content))
                );
                diagnostics.push(
                    Diagnostic::warning(Code::HeadingJump, message)
                        .at(block.span)
                        .help(format!(
                            "make it a heading of level {} (`{}`)",
                            last + 1,
                            "#".repeat(usize::from(last) + 1)
                        )),
                );
            }
            last = *level;
        });
    }
}

/// True for a heading that has neither text nor a picture with a description.
pub(super) fn is_empty(heading: &Block) -> bool {
    let mut empty = true;
    visit_inlines(heading.inlines(), &mut |inline| {
        empty &= match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => text.trim().is_empty(),
            InlineKind::Image(image) => image.alt.trim().is_empty(),
            InlineKind::Math(_) => false,
            // Filled later, unless it leads nowhere.
            InlineKind::Link { .. } => false,
            // What holds text is as empty as that is.
            InlineKind::Emph(_)
            | InlineKind::Strong(_)
            | InlineKind::Strike(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Underline(_)
            | InlineKind::Mark(_)
            | InlineKind::Span(_)
            | InlineKind::Ruby { .. }
            | InlineKind::NoteRef(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak => true,
        };
    });
    empty
}

fn shortened(text: &str) -> String {
    const LIMIT: usize = 40;
    let text: String = text
        .chars()
        .filter(|&c| c != OBJECT)
        .map(|c| if c == '\n' { ' ' } else { c })
        .take(LIMIT + 1)
        .collect();
    format!("“{}”", shorten(&text, LIMIT))
}

/// Calls `visit` for the blocks of the outline in order: those at the top and in groups. Headings
/// in quotations, lists and tables belong to what is quoted, not to the text's outline.
pub(super) fn for_outline<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        if let BlockKind::Group(inner) = &block.kind {
            for_outline(inner, visit);
        }
    }
}

fn for_outline_mut(blocks: &mut [Block], visit: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        if let BlockKind::Group(inner) = &mut block.kind {
            for_outline_mut(inner, visit);
        }
    }
}

/// Numbers the headings if the metadata ask for it, and returns the numbers of chapters whose
/// title is not in their text.
pub(super) fn number(document: &mut Document) -> Vec<Option<Number>> {
    let mut chapter_numbers = vec![None; document.chapters.len()];
    if !document.meta.number_headings {
        return chapter_numbers;
    }
    let kind = document.meta.kind;
    let title = if kind == Kind::Article {
        article_title(document)
    } else {
        None
    };
    let mut counter = Counter::default();
    let mut seen = 0;
    for (chapter, own) in document.chapters.iter_mut().zip(&mut chapter_numbers) {
        if chapter.placement.is_part {
            continue;
        }
        if kind == Kind::Book && chapter.has_title_apart() {
            *own = Some(counter.next(1));
        }
        for_outline_mut(&mut chapter.blocks, &mut |block| {
            let unnumbered = block.flags.unnumbered;
            if let BlockKind::Heading { level, .. } = block.kind {
                block.number = if unnumbered {
                    counter.skip(level);
                    None
                } else if title == Some(seen) {
                    None
                } else {
                    counter.number(level)
                };
                seen += 1;
            }
        });
    }
    chapter_numbers
}

/// Which heading of an article is its title: the first, if it is the only one of level 1.
fn article_title(document: &Document) -> Option<usize> {
    let mut levels = Vec::new();
    for chapter in &document.chapters {
        for_outline(&chapter.blocks, &mut |block| {
            if let BlockKind::Heading { level, .. } = block.kind {
                levels.push(level);
            }
        });
    }
    let ones = levels.iter().filter(|&&level| level == 1).count();
    (ones == 1 && levels.first() == Some(&1)).then_some(0)
}

/// Counts headings by their depth, not by their level, so that a text whose highest level is 2 starts
/// at 1, and a skipped level makes no zero.
#[derive(Debug, Default)]
struct Counter {
    /// Level and number of each heading that the current place lies in.
    open: Vec<(u8, u32)>,
    /// The level of the unnumbered heading that the current place lies in.
    unnumbered: Option<u8>,
}

impl Counter {
    /// The number of a heading, or none where it lies below an unnumbered one.
    fn number(&mut self, level: u8) -> Option<Number> {
        if self.unnumbered.is_some_and(|above| level > above) {
            return None;
        }
        Some(self.next(level))
    }

    fn next(&mut self, level: u8) -> Number {
        self.unnumbered = None;
        let mut last = 0;
        while let Some(&(open, number)) = self.open.last()
            && open >= level
        {
            last = number;
            self.open.pop();
        }
        self.open.push((level, last + 1));
        let parts = self.open.iter().map(|(_, number)| *number).collect();
        Number::plain(NumberSeries::Heading, parts)
    }

    /// Passes over an unnumbered heading.
    fn skip(&mut self, level: u8) {
        if self.unnumbered.is_none_or(|above| level <= above) {
            self.unnumbered = Some(level);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::Code;
    use crate::document::{Block, BlockKind, Document, Kind};
    use crate::edition::resolve::testing::{block, document, heading, resolved, unnumbered};

    fn numbers(mut doc: Document, kind: Kind) -> Vec<String> {
        doc.meta.kind = kind;
        doc.meta.number_headings = true;
        let mut found = Vec::new();
        for chapter in &resolved(doc).value.document.chapters {
            super::for_outline(&chapter.blocks, &mut |block| {
                if let BlockKind::Heading { .. } = &block.kind {
                    let number = block.number.as_ref();
                    found.push(number.map_or("-", |number| &number.label).to_owned());
                }
            });
        }
        found
    }

    fn levels(levels: &[u8]) -> Vec<Block> {
        levels.iter().map(|&level| heading(level, "x")).collect()
    }

    #[test]
    fn a_book_counts_its_chapters() {
        let mut preface = levels(&[1, 2]);
        preface[0] = unnumbered(preface[0].clone());
        let doc = document(vec![preface, levels(&[1, 2, 3, 2]), levels(&[1, 3, 2])]);
        assert_eq!(
            numbers(doc, Kind::Book),
            ["-", "-", "1", "1.1", "1.1.1", "1.2", "2", "2.1", "2.2"]
        );
    }

    #[test]
    fn an_article_counts_its_sections_not_its_title() {
        let doc = document(vec![levels(&[1, 2, 3, 2])]);
        assert_eq!(numbers(doc, Kind::Article), ["-", "1", "1.1", "2"]);
        let doc = document(vec![levels(&[2, 2, 3])]);
        assert_eq!(numbers(doc, Kind::Article), ["1", "2", "2.1"]);
        let doc = document(vec![levels(&[1, 1, 2])]);
        assert_eq!(numbers(doc, Kind::Article), ["1", "2", "2.1"]);
    }

    #[test]
    fn jumps_and_empty_headings_are_found() {
        let quoted = block(BlockKind::Quote(vec![heading(5, "not of the outline")]));
        let mut blocks = levels(&[2, 4]);
        blocks.push(heading(1, "  "));
        blocks.push(quoted);
        blocks.push(heading(3, "y"));
        let codes: Vec<Code> = resolved(document(vec![blocks]))
            .diagnostics
            .iter()
            .map(|d| d.code)
            .collect();
        assert_eq!(
            codes,
            [Code::HeadingJump, Code::EmptyHeading, Code::HeadingJump]
        );
    }
}
