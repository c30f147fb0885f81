//! Numbers of figures and tables: those with a caption are counted through the whole edition, or
//! through each work of a volume, figures and tables each for themselves.

use crate::document::{Block, BlockKind, Document, visit_blocks_mut};

/// Numbers figures and tables in reading order, those of the notes last.
pub(super) fn number(document: &mut Document) {
    let mut figures = 0;
    let mut tables = 0;
    let mut last_work = None;
    let mut count = |blocks: &mut Vec<Block>, work: Option<usize>| {
        if last_work != work {
            last_work = work;
            (figures, tables) = (0, 0);
        }
        visit_blocks_mut(blocks, &mut |block| {
            let unnumbered = block.attr.has_class("unnumbered");
            let (caption, number, counter) = match &mut block.kind {
                BlockKind::Figure {
                    caption, number, ..
                } => (&*caption, number, &mut figures),
                BlockKind::Table(table) => (&table.caption, &mut table.number, &mut tables),
                _ => return,
            };
            *number = if caption.is_empty() || unnumbered {
                None
            } else {
                *counter += 1;
                Some(*counter)
            };
        });
    };
    for chapter in &mut document.chapters {
        count(&mut chapter.blocks, chapter.placement.work);
    }
    for note in &mut document.notes {
        let chapter = document.chapters.get(note.chapter);
        count(
            &mut note.blocks,
            chapter.and_then(|chapter| chapter.placement.work),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Block, BlockKind, FigurePlacement, Image, Table};
    use crate::edition::resolve::testing::{block, document, resolved, text, with_class};

    fn figure(caption: &str) -> Block {
        block(BlockKind::Figure {
            image: Image {
                asset: None,
                destination: "a.png".to_owned(),
                alt: "a".to_owned(),
            },
            caption: if caption.is_empty() {
                Vec::new()
            } else {
                vec![text(caption)]
            },
            number: None,
            placement: FigurePlacement::InText,
        })
    }

    fn table() -> Block {
        block(BlockKind::Table(Box::new(Table {
            columns: Vec::new(),
            head: Vec::new(),
            body: Vec::new(),
            caption: vec![text("t")],
            number: None,
        })))
    }

    #[test]
    fn captions_are_counted_by_kind() {
        let quote = block(BlockKind::Quote(vec![figure("b")]));
        let edition = resolved(document(vec![
            vec![figure("a"), figure(""), quote, table()],
            vec![with_class("unnumbered", figure("c")), figure("d")],
        ]))
        .value;
        let mut numbers = Vec::new();
        for chapter in &edition.document.chapters {
            crate::document::visit_blocks(&chapter.blocks, &mut |block| match &block.kind {
                BlockKind::Figure { number, .. } => numbers.push(*number),
                BlockKind::Table(table) => numbers.push(table.number),
                _ => {}
            });
        }
        assert_eq!(numbers, [Some(1), None, Some(2), Some(1), None, Some(3)]);
    }
}
