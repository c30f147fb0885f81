use super::*;
use crate::document::{Alert, Caption, FigurePlacement, Image, InlineRole, Role};
use crate::edition::resolve::testing::{
    block, document, emph, heading, link, note, note_ref, paragraph, resolved, text,
};

/// An edition with something of everything that is promised.
fn edition() -> Edition {
    let figure = block(BlockKind::Figure {
        image: Image {
            asset: None,
            destination: "a.png".to_owned(),
            alt: "a".to_owned(),
        },
        caption: Caption::new(vec![text("a figure")]),
        placement: FigurePlacement::InText,
    });
    let alert = block(BlockKind::Alert {
        alert: Alert::Tip,
        label: String::new(),
        blocks: vec![paragraph(vec![text("x")])],
    });
    let mut doc = document(vec![
        vec![
            heading(1, "One"),
            paragraph(vec![link("#two", vec![text("on")]), note_ref(0)]),
            figure,
            alert,
        ],
        vec![
            heading(1, "Two"),
            paragraph(vec![emph(vec![note_ref(1)]), link("#one", Vec::new())]),
        ],
    ]);
    doc.notes = vec![note("a", vec![text("x")]), note("b", vec![text("y")])];
    doc.meta.number_headings = true;
    resolved(doc).value
}

fn violations(break_it: impl FnOnce(&mut Edition)) -> Vec<Violation> {
    let mut edition = edition();
    assert_eq!(edition.validate(), []);
    break_it(&mut edition);
    edition.validate()
}

fn block_of(edition: &mut Edition, chapter: usize, index: usize) -> &mut Block {
    &mut edition.document.chapters[chapter].blocks[index]
}

fn inline_of(edition: &mut Edition, chapter: usize, index: usize, inline: usize) -> &mut Inline {
    &mut block_of(edition, chapter, index)
        .inlines_mut()
        .expect("a paragraph")[inline]
}

#[test]
fn blocks_are_numbered_in_the_order_of_reading() {
    let found = violations(|edition| block_of(edition, 1, 0).node = NodeId(90));
    assert!(found.contains(&Violation::NodeOrder {
        expected: 6,
        found: 90
    }));
}

#[test]
fn ids_are_there_once_and_are_anchors() {
    let found = violations(|edition| block_of(edition, 0, 0).attr.id = None);
    assert_eq!(
        found,
        [
            Violation::MissingId(NodeId(1)),
            Violation::StrayAnchor(AnchorId::new("one"))
        ]
    );
    let found = violations(|edition| block_of(edition, 0, 1).attr.id = Some("two".to_owned()));
    assert!(found.contains(&Violation::UnknownId("two".to_owned())));
    assert!(found.contains(&Violation::DuplicateId("two".to_owned())));
}

#[test]
fn links_are_resolved_and_have_text() {
    let with_target = |target: LinkTarget| {
        violations(|edition| {
            let InlineKind::Link { target: slot, .. } = &mut inline_of(edition, 0, 1, 0).kind
            else {
                panic!("a link");
            };
            *slot = target;
        })
    };
    let unresolved = LinkTarget::Unresolved("x.md".to_owned());
    assert_eq!(
        with_target(unresolved),
        [Violation::UnresolvedLink("x.md".to_owned())]
    );
    let nowhere = AnchorId::new("nowhere");
    assert_eq!(
        with_target(LinkTarget::Internal(nowhere.clone())),
        [Violation::NoAnchor(nowhere)]
    );
    let found = violations(|edition| {
        if let InlineKind::Link { content, .. } = &mut inline_of(edition, 0, 1, 0).kind {
            content.clear();
        }
    });
    assert_eq!(found, [Violation::EmptyLink("two".to_owned())]);
}

#[test]
fn roles_fit_what_has_them() {
    let found = violations(|edition| block_of(edition, 0, 0).role = Some(Role::Verse));
    assert_eq!(found, [Violation::MisfitRole(NodeId(1))]);
    let found = violations(|edition| {
        inline_of(edition, 0, 1, 0).role = Some(InlineRole::Display);
    });
    assert_eq!(found, [Violation::MisfitRole(NodeId(2))]);
}

#[test]
fn numbers_follow_each_other() {
    let found = violations(|edition| {
        let one = block_of(edition, 0, 0).number.clone();
        block_of(edition, 1, 0).number = one;
    });
    assert!(matches!(
        found.as_slice(),
        [Violation::WrongNumber(NodeId(6), Some(_))]
    ));
    let found = violations(|edition| {
        let figure = block_of(edition, 0, 2);
        figure.number = Some(Number::plain(NumberSeries::Table, vec![1]));
    });
    assert!(matches!(
        found.as_slice(),
        [Violation::WrongNumber(NodeId(3), Some(_))]
    ));
}

#[test]
fn captions_and_alerts_have_their_words() {
    let found = violations(|edition| {
        if let BlockKind::Figure { caption, .. } = &mut block_of(edition, 0, 2).kind {
            caption.label = None;
        }
        if let BlockKind::Alert { label, .. } = &mut block_of(edition, 0, 3).kind {
            label.clear();
        }
    });
    assert_eq!(
        found,
        [
            Violation::MissingWords(NodeId(3)),
            Violation::MissingWords(NodeId(4))
        ]
    );
}

#[test]
fn notes_stand_in_the_order_of_their_references() {
    let found = violations(|edition| {
        edition.notes.swap(0, 1);
        edition.document.notes.swap(0, 1);
    });
    assert!(found.contains(&Violation::NoteOrder(NoteId(0))));
    let found = violations(|edition| edition.notes[1].refs.clear());
    assert_eq!(found, [Violation::NoteOrder(NoteId(1))]);
    let found = violations(|edition| edition.notes[1].number = 7);
    assert_eq!(found, [Violation::NoteOrder(NoteId(1))]);
}

#[test]
fn contents_lead_somewhere() {
    let found = violations(|edition| edition.toc[0].target = AnchorId::new("gone"));
    assert_eq!(found, [Violation::NoAnchor(AnchorId::new("gone"))]);
}

#[test]
fn an_opening_has_a_title_and_chapters_begin_somehow() {
    let found = violations(|edition| edition.opening.title.clear());
    assert_eq!(found, [Violation::Opening]);
    let found = violations(|edition| edition.opening.heading = Some(NodeId(2)));
    assert_eq!(found, [Violation::Opening]);
    let found = violations(|edition| edition.starts.truncate(1));
    assert_eq!(found, [Violation::Starts]);
}
