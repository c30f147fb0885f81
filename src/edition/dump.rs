//! The text form of an edition.

use super::{Edition, TocEntry};
use crate::document::{Dumper, plain_text};

impl Edition {
    /// The text form of the edition: its document, then notes, contents and anchors.
    pub fn dump(&self) -> String {
        let mut dumper = Dumper::new(None);
        dumper.out = self.document.dump();
        for (index, note) in self.notes.iter().enumerate() {
            dumper.line(format_args!(
                "note-use {index} number={} {:?} chapter={} {:?} refs={:?}",
                note.number, note.label, note.chapter, note.id, note.refs
            ));
        }
        toc(&mut dumper, &self.toc);
        for (id, anchor) in &self.anchors {
            dumper.line(format_args!(
                "anchor {id:?} chapter={} {:?}",
                anchor.chapter, anchor.target
            ));
        }
        dumper.out
    }
}

fn toc(dumper: &mut Dumper<'_>, entries: &[TocEntry]) {
    for entry in entries {
        let number = entry.number.as_ref().map_or("", |number| &number.label);
        dumper.line(format_args!(
            "toc {} {number} {:?} -> {:?} chapter={}",
            entry.level,
            plain_text(&entry.title),
            entry.target,
            entry.chapter
        ));
        dumper.within(|dumper| toc(dumper, &entry.children));
    }
}
