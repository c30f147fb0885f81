//! Paragraphs, and the figures and formulas that some of them are.

use super::{Builder, Frame, FrameKind, Origin, tidy};
use crate::document::{
    Attr, Block, BlockKind, Caption, FigurePlacement, Image, Inline, InlineKind,
};
use crate::reader::{attributes, parse};
use crate::source::Span;

impl Builder<'_, '_, '_> {
    /// A paragraph, or the figure or the formulas that it is.
    pub(super) fn paragraph(&mut self, inlines: Vec<Inline>, attr: Attr, span: Span) -> Vec<Block> {
        if let [
            Inline {
                kind: InlineKind::Image(_),
                ..
            },
        ] = inlines.as_slice()
        {
            let mut inlines = inlines;
            if let Some(Inline {
                kind: InlineKind::Image(image),
                attr: own,
                span: at,
                ..
            }) = inlines.pop()
            {
                return vec![self.figure(image, own, attr, at)];
            }
            return Vec::new();
        }
        tidy::formulas(inlines, attr, span)
    }

    fn figure(&mut self, image: Image, own: Attr, outer: Attr, span: Span) -> Block {
        let mut attr = outer;
        attributes::merge(&mut attr, own);
        let caption = Caption::new(
            match attr.pairs.iter().position(|(key, _)| key == "title") {
                Some(at) => {
                    let (_, title) = attr.pairs.remove(at);
                    self.caption(&title, span)
                }
                None => Vec::new(),
            },
        );
        Block::with_attr(
            BlockKind::Figure {
                image,
                caption,
                placement: FigurePlacement::InText,
            },
            attr,
            span,
        )
    }

    /// The title of a picture, read as Markdown.
    fn caption(&mut self, title: &str, span: Span) -> Vec<Inline> {
        let range = self.range(span);
        // Where the title stands in the source as it is, places are exact.
        let at = self
            .text
            .get(range.clone())
            .and_then(|source| source.rfind(title))
            .map(|at| range.start + at);
        let events: Vec<_> = pulldown_cmark::Parser::new_ext(title, parse::options())
            .into_offset_iter()
            .collect();
        let depth = self.frames.len();
        self.frames.push(Frame::new(
            FrameKind::Paragraph,
            Attr::default(),
            Origin::Markdown,
            span,
        ));
        let starts = std::mem::take(&mut self.starts);
        for (event, local) in events {
            use pulldown_cmark::{Event, Tag, TagEnd};
            let block_tag = matches!(
                event,
                Event::Start(
                    Tag::Paragraph
                        | Tag::Heading { .. }
                        | Tag::BlockQuote(_)
                        | Tag::CodeBlock(_)
                        | Tag::List(_)
                        | Tag::Item
                        | Tag::HtmlBlock
                        | Tag::FootnoteDefinition(_)
                        | Tag::Table(_)
                        | Tag::TableHead
                        | Tag::TableRow
                        | Tag::TableCell
                        | Tag::DefinitionList
                        | Tag::DefinitionListTitle
                        | Tag::DefinitionListDefinition
                        | Tag::MetadataBlock(_)
                ) | Event::End(
                    TagEnd::Paragraph
                        | TagEnd::Heading(_)
                        | TagEnd::BlockQuote(_)
                        | TagEnd::CodeBlock
                        | TagEnd::List(_)
                        | TagEnd::Item
                        | TagEnd::HtmlBlock
                        | TagEnd::FootnoteDefinition
                        | TagEnd::Table
                        | TagEnd::TableHead
                        | TagEnd::TableRow
                        | TagEnd::TableCell
                        | TagEnd::DefinitionList
                        | TagEnd::DefinitionListTitle
                        | TagEnd::DefinitionListDefinition
                        | TagEnd::MetadataBlock(_)
                ) | Event::Rule
                    | Event::Html(_)
                    | Event::TaskListMarker(_)
            );
            if !block_tag {
                let range = match at {
                    Some(at) => at + local.start..at + local.end,
                    None => range.clone(),
                };
                self.event(event, range);
            }
        }
        self.starts = starts;
        while self.frames.len() > depth + 1 {
            self.close_top();
        }
        let pieces = self.frames.pop().map(|frame| frame.inlines);
        self.finish_inlines(pieces.unwrap_or_default(), false)
    }
}
