//! Numbers of figures and tables: those with a caption are counted through the whole edition, or
//! through each work of a volume, figures and tables each for themselves.

use std::collections::BTreeMap;

use crate::document::{Block, Document, Number, NumberSeries, visit_blocks_mut};

/// Numbers figures and tables in reading order, those of the notes last.
pub(super) fn number(document: &mut Document) {
    let mut counters: BTreeMap<(Option<usize>, NumberSeries), u32> = BTreeMap::new();
    let mut count = |blocks: &mut Vec<Block>, work: Option<usize>| {
        visit_blocks_mut(blocks, &mut |block| {
            let Some((caption, series)) = block.caption() else {
                return;
            };
            if caption.is_empty() || block.flags.unnumbered {
                return;
            }
            let counter = counters.entry((work, series)).or_default();
            *counter += 1;
            block.number = Some(Number::plain(series, vec![*counter]));
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
    use crate::document::{Block, BlockKind, Caption, FigurePlacement, Image, Table};
    use crate::edition::resolve::testing::{block, document, resolved, text, unnumbered};

    fn figure(caption: &str) -> Block {
        block(BlockKind::Figure {
            image: Image {
                asset: None,
                destination: "a.png".to_owned(),
                alt: "a".to_owned(),
            },
            caption: Caption::new(if caption.is_empty() {
                Vec::new()
            } else {
                vec![text(caption)]
            }),
            placement: FigurePlacement::InText,
        })
    }

    fn table() -> Block {
        block(BlockKind::Table(Box::new(Table {
            columns: Vec::new(),
            head: Vec::new(),
            body: Vec::new(),
            caption: Caption::new(vec![text("t")]),
        })))
    }

    #[test]
    fn captions_are_counted_by_kind() {
        let quote = block(BlockKind::Quote(vec![figure("b")]));
        let edition = resolved(document(vec![
            vec![figure("a"), figure(""), quote, table()],
            vec![unnumbered(figure("c")), figure("d")],
        ]))
        .value;
        let mut numbers = Vec::new();
        for chapter in &edition.document.chapters {
            crate::document::visit_blocks(&chapter.blocks, &mut |block| {
                if let Some((caption, _)) = block.caption() {
                    let label = caption.label.as_deref().unwrap_or("-");
                    numbers.push(label.replace('\u{a0}', " "));
                }
            });
        }
        assert_eq!(
            numbers,
            ["Figure 1.", "-", "Figure 2.", "Table 1.", "-", "Figure 3."]
        );
    }
}
