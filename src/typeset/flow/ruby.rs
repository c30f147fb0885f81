//! Readings above their words: measured and set before the line they stand in.

use super::{Flow, plain_shape};
use crate::typeset::galley::PlacedLine;
use crate::typeset::style::{RubyText, Shown, StyledText};
use crate::typeset::text::RunKind;
use crate::units::Length;

/// How far above the baseline a reading stands, in ems of its word.
const RISE: f64 = 0.88;
/// The height that a line is given for it, likewise: a reading reaches into the space between lines,
/// so that it does not drive them off the grid.
const HEIGHT: f64 = 1.0;

impl Flow<'_> {
    /// Sets the words with readings of a text, whose widths are part of its lines.
    pub(crate) fn set_rubies(&mut self, text: &mut StyledText) {
        for (run, shown) in &mut text.objects {
            let Shown::RubyText(ruby) = shown else {
                continue;
            };
            let Some(run) = text.rich.runs.get_mut(*run) else {
                continue;
            };
            let (lines, width) = self.ruby(ruby);
            run.kind = RunKind::Object {
                width,
                height: ruby.size.scale(HEIGHT),
                depth: ruby.size.scale(0.2),
            };
            *shown = Shown::Ruby(lines.into());
        }
    }

    /// The lines of a word and of its reading, the narrower centred on the wider, and their width.
    fn ruby(&mut self, ruby: &RubyText) -> (Vec<PlacedLine>, Length) {
        let parts = [
            (&ruby.base, Length::ZERO),
            (&ruby.reading, -ruby.size.scale(RISE)),
        ];
        let widths = parts.map(|(text, _)| self.engine.widths(text).max);
        let width = widths.into_iter().max().unwrap_or_default();
        let mut lines = Vec::with_capacity(2);
        for ((text, y), own) in parts.into_iter().zip(widths) {
            let shape = plain_shape(own + Length::pt(1.0));
            let set = self.engine.set(text, &shape).lines;
            lines.extend(set.into_iter().next().map(|line| PlacedLine {
                x: (width - own) / 2,
                y,
                line,
                refs: None,
            }));
        }
        (lines, width)
    }
}
