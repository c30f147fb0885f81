//! What each step of setting a paragraph reads.

use super::line::ParagraphShape;
use crate::typeset::text::{Analysis, Atom, RichText, StyleId, TextRun};
use crate::units::Length;

/// A text with its analysis and the shape that it is set in.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    pub(super) text: &'a RichText,
    pub(super) analysis: &'a Analysis,
    pub(super) shape: &'a ParagraphShape,
    /// The size of the text it begins with, by which what is the same for all lines is measured.
    pub(super) em: Length,
}

impl<'a> Input<'a> {
    pub(super) fn new(
        text: &'a RichText,
        analysis: &'a Analysis,
        shape: &'a ParagraphShape,
    ) -> Self {
        Self {
            text,
            analysis,
            shape,
            em: text.runs.first().map_or(Length::ZERO, |run| run.style.size),
        }
    }

    /// The run of an atom.
    pub(super) fn run(&self, atom: &Atom) -> Option<&'a TextRun> {
        self.text.runs.get(atom.run as usize)
    }

    /// The style of an atom as shaping sees it.
    pub(super) fn style(&self, atom: &Atom) -> StyleId {
        self.analysis.style(atom.run as usize)
    }

    /// The size of an atom and the space added to each of its clusters.
    pub(super) fn size(&self, atom: &Atom) -> (Length, Length) {
        self.run(atom).map_or((Length::ZERO, Length::ZERO), |run| {
            (run.style.size, run.style.letter_space)
        })
    }

    /// A part of the text, in bytes.
    pub(super) fn slice(&self, from: u32, to: u32) -> &'a str {
        self.text
            .text
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }
}
