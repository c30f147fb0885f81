//! The lines of a text become boxes.

use std::sync::Arc;

use super::{Parts, VBox};
use crate::document::NodeId;
use crate::edition::TextPosition;
use crate::style::TextStyle;
use crate::typeset::paragraph::{Line, LineItem, Object, PlacedLine, TextRefs};
use crate::typeset::style::StyledText;
use crate::typeset::text::{RunKind, TextRun};
use crate::units::Length;

/// A page should not end in a hyphen; where the leaf is turned, it must not if it can be helped.
pub(crate) const HYPHEN_COST: i32 = 25;
pub(crate) const HYPHEN_TURN_COST: i32 = 400;

/// Makes boxes of the lines of one text.
#[derive(Debug, Clone)]
pub(crate) struct LineBoxes {
    height: Length,
    baseline: Length,
    left: Length,
    frame: Option<usize>,
    node: Option<NodeId>,
}

impl LineBoxes {
    /// The height of a line.
    pub(crate) fn height(&self) -> Length {
        self.height
    }

    /// How lines of a style stand, with their measure's left edge at `left`. `node` is the block that they are the
    /// text of, where places in it count for the page list.
    pub(crate) fn new(
        style: &TextStyle,
        left: Length,
        frame: Option<usize>,
        node: Option<NodeId>,
    ) -> Self {
        Self {
            height: style.leading,
            baseline: style.baseline(),
            left,
            frame,
            node,
        }
    }

    /// The box of a line of the text.
    pub(crate) fn line(&self, text: &StyledText, line: Line, refs: Option<Arc<TextRefs>>) -> VBox {
        let position = self.node.map(|node| TextPosition {
            node,
            offset: source_at(&text.rich.runs, line.range.start),
        });
        let (grow, sink) = self.object_growth(text, &line);
        VBox {
            height: self.height + grow + sink,
            parts: Parts::Line(PlacedLine {
                x: self.left,
                y: self.baseline + grow,
                line,
                refs,
            }),
            position,
            frame: self.frame,
            ..VBox::default()
        }
    }

    /// How much higher and deeper the line is for a picture or a formula in it. What reaches a
    /// little into the space between lines does not drive them apart.
    fn object_growth(&self, text: &StyledText, line: &Line) -> (Length, Length) {
        let mut growth = (Length::ZERO, Length::ZERO);
        if text.objects.is_empty() {
            return growth;
        }
        let slack = self.height.scale(0.12);
        for item in &line.items {
            let LineItem::Object { run, .. } = item else {
                continue;
            };
            let run = text.rich.runs.get(*run);
            if let Some(RunKind::Object { height, depth, .. }) = run.map(|run| run.kind) {
                growth.0 = growth.0.max(height - self.baseline - slack);
                growth.1 = growth.1.max(depth - (self.height - self.baseline) - slack);
            }
        }
        growth
    }
}

/// The links and pictures of a text, where it has any.
pub(crate) fn refs_of(text: &StyledText) -> Option<TextRefs> {
    if text.links.is_empty() && text.objects.is_empty() {
        return None;
    }
    let objects = text
        .objects
        .iter()
        .filter_map(|(run, shown)| match text.rich.runs.get(*run)?.kind {
            RunKind::Object {
                width,
                height,
                depth,
            } => Some(Object {
                run: *run,
                shown: shown.clone(),
                width,
                height,
                depth,
            }),
            _ => None,
        })
        .collect();
    Some(TextRefs {
        links: text.links.clone(),
        objects,
    })
}

/// The place in the block's plain text of an offset into the styled text.
fn source_at(runs: &[TextRun], offset: usize) -> u32 {
    let from = runs.partition_point(|run| run.range.end <= offset);
    runs.iter()
        .skip(from)
        .find_map(|run| {
            let source = run.source?;
            let into = offset.saturating_sub(run.range.start);
            Some(source.saturating_add(u32::try_from(into).unwrap_or(u32::MAX)))
        })
        .unwrap_or_default()
}
