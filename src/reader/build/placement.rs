//! Pictures that fill a page of their own: where that can be done, and a word to the author where it cannot.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{
    Attr, Block, BlockKind, FULL_BLEED, FigurePlacement, InlineKind, visit_blocks_mut,
    visit_inlines_mut,
};
use crate::source::Span;

/// Gives the figures of a chapter their placement. Groups, such as a `section` of HTML, are no hindrance.
pub(super) fn settle(blocks: &mut [Block], report: &mut Diagnostics) {
    for block in blocks {
        let asks = block.attr.has_class(FULL_BLEED);
        match &mut block.kind {
            BlockKind::Figure { placement, .. } if asks => {
                *placement = FigurePlacement::FullBleed;
                block.attr.take_class(FULL_BLEED);
                drop_width(&mut block.attr, block.span, report);
                refuse_inlines(block, report);
            }
            // As deep as blocks nest, which is bounded.
            BlockKind::Group(inner) if !asks => settle(inner, report),
            _ => refuse_in(std::slice::from_mut(block), report),
        }
    }
}

/// Takes the class off all blocks, and off what is in them.
pub(super) fn refuse_in(blocks: &mut [Block], report: &mut Diagnostics) {
    visit_blocks_mut(blocks, &mut |block| {
        if block.attr.take_class(FULL_BLEED) {
            report.push(match block.kind {
                BlockKind::Figure { .. } => refusal(
                    "a picture in a list, a table, a quotation or a note cannot fill a page",
                    "put it into a paragraph of its own, outside of what it stands in",
                    block.span,
                ),
                _ => refusal(
                    "only a picture can fill a page",
                    "write `{.full-bleed}` right after a picture that is alone in its paragraph",
                    block.span,
                ),
            });
        }
        refuse_inlines(block, report);
    });
}

fn refuse_inlines(block: &mut Block, report: &mut Diagnostics) {
    let Some(inlines) = block.inlines_mut() else {
        return;
    };
    visit_inlines_mut(inlines, &mut |inline| {
        if inline.attr.take_class(FULL_BLEED) {
            report.push(match inline.kind {
                InlineKind::Image(_) => refusal(
                    "a picture in a line of text cannot fill a page",
                    "put it alone into a paragraph of the text itself, with a blank line above and below",
                    inline.span,
                ),
                _ => refusal(
                    "only a picture can fill a page",
                    "write `{.full-bleed}` right after a picture that is alone in its paragraph",
                    inline.span,
                ),
            });
        }
    });
}

fn refusal(message: &str, help: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(Code::MisplacedPicture, message)
        .at(span)
        .help(help)
}

/// What fills a page has no width of its own.
fn drop_width(attr: &mut Attr, span: Span, report: &mut Diagnostics) {
    let before = attr.pairs.len();
    attr.pairs.retain(|(key, _)| key != "width");
    if attr.pairs.len() < before {
        report.push(
            Diagnostic::warning(
                Code::MisplacedPicture,
                "a picture that fills its page takes no width",
            )
            .at(span)
            .help("leave out `width`, or leave out `.full-bleed`"),
        );
    }
}
