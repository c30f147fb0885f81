//! The galley as stable text, for snapshots.

use std::fmt::Write as _;

use super::{Galley, Item, Part, Parts, VBox};
use crate::typeset::paginate::VBreak;
use crate::typeset::paragraph::{LineItem, PlacedLine};

impl Galley {
    /// One line of text for each item, notes at the end.
    pub(crate) fn dump(&self) -> String {
        let mut out = String::new();
        for item in &self.items {
            match item {
                Item::Box(b) => dump_box(&mut out, b, ""),
                Item::Space(space) => {
                    let _ = write!(out, "space {}", space.natural);
                    if !space.stretch.is_zero() {
                        let _ = write!(out, " plus {}", space.stretch);
                    }
                    if let Some(offset) = space.snap {
                        let _ = write!(out, " to grid+{offset}");
                    }
                    out.push('\n');
                }
                Item::Float(float, b, _) => {
                    let _ = write!(out, "float {} top {}: ", float.inline, float.top);
                    dump_box(&mut out, b, "");
                }
                Item::Break(at, repeat) => {
                    if at.cost <= VBreak::FORCED {
                        out.push_str("new page");
                    } else {
                        let _ = write!(out, "break {}", at.cost);
                    }
                    if at.turn_cost != 0 {
                        let _ = write!(out, " turn {}", at.turn_cost);
                    }
                    if repeat.is_some() {
                        let _ = write!(out, " lead-in {}", at.lead_in);
                    }
                    out.push('\n');
                }
            }
        }
        for (index, note) in self.notes.iter().enumerate() {
            let _ = writeln!(out, "note {index}");
            for line in &note.lines {
                dump_box(&mut out, line, "  ");
            }
        }
        out
    }
}

fn dump_box(out: &mut String, b: &VBox, indent: &str) {
    let _ = write!(out, "{indent}box {}", b.height);
    if let Some(position) = b.position {
        let _ = write!(out, " @{}:{}", position.node.0, position.offset);
    }
    if b.notes > 0 {
        let _ = write!(out, " notes {}", b.notes);
    }
    if let Some(frame) = b.frame {
        let _ = write!(out, " frame {frame}");
    }
    for anchor in &b.anchors {
        let _ = write!(out, " #{anchor}");
    }
    match &b.parts {
        Parts::None => {}
        Parts::Line(line) => dump_line(out, line),
        Parts::Many(parts) => {
            for part in parts {
                dump_part(out, part);
            }
        }
    }
    out.push('\n');
}

fn dump_part(out: &mut String, part: &Part) {
    match part {
        Part::Line(line) => dump_line(out, line),
        Part::Rule(rule) => {
            let rect = rule.rect;
            let _ = write!(
                out,
                " rule({} {} {}×{})",
                rect.origin.x, rect.origin.y, rect.size.width, rect.size.height
            );
        }
        Part::Formula(set, ..) => {
            let _ = write!(out, " formula({:?})", set.text);
        }
        Part::Image(image) => {
            let size = image.rect.size;
            let _ = write!(out, " image({}×{})", size.width, size.height);
        }
        Part::Turned(turned) => {
            let _ = write!(out, " turned({} {}", turned.about.x, turned.about.y);
            for part in &turned.parts {
                dump_part(out, part);
            }
            out.push(')');
        }
    }
}

fn dump_line(out: &mut String, placed: &PlacedLine) {
    let _ = write!(out, " {}+{} ", placed.x, placed.line.x);
    let text: String = placed
        .line
        .items
        .iter()
        .map(|item| match item {
            LineItem::Glyphs(run) => run.text.as_ref(),
            LineItem::Object { .. } => "\u{FFFC}",
            LineItem::Fill { .. } => "…",
            LineItem::Rule(_) => "",
        })
        .collect();
    let _ = write!(out, "{text:?}");
    if placed.line.hyphenated {
        out.push('-');
    }
}
