//! Items and lines as text, for snapshot tests.

use std::fmt::Write as _;

use super::input::Input;
use super::item::{Breakpoint, Item};
use super::line::{Line, LineItem};
use super::list::ItemList;
use crate::font::FontBook;
use crate::typeset::glyphs::GlyphRun;

/// The items of a paragraph as text, one a line: widths in points, with what glue may stretch and shrink, the cost of
/// penalties, and the text that boxes show. After an item at which a line ends follow the number of that line and its
/// adjustment ratio.
pub(super) fn dump_items(input: &Input<'_>, list: &ItemList, breaks: &[Breakpoint]) -> String {
    let mut out = String::new();
    let mut breaks = breaks.iter().enumerate().peekable();
    for (index, (item, source)) in list.items.iter().zip(&list.sources).enumerate() {
        let _ = match item {
            Item::Box { width, .. } => {
                let text = input.slice(source.from, source.to);
                write!(out, "box {:.2} {text:?}", width.to_pt())
            }
            Item::Glue { fill: true, .. } => write!(out, "fill"),
            Item::Glue {
                width,
                stretch,
                shrink,
                ..
            } => write!(
                out,
                "glue {:.2} +{:.2} -{:.2}",
                width.to_pt(),
                stretch.to_pt(),
                shrink.to_pt()
            ),
            Item::Penalty { cost, .. } if *cost >= Item::FORBIDDEN => write!(out, "no break"),
            Item::Penalty { cost, .. } if *cost <= Item::FORCED => write!(out, "break"),
            Item::Penalty { width, cost, .. } => {
                write!(out, "penalty {cost} {:.2}", width.to_pt())
            }
        };
        if let Some((line, at)) = breaks.next_if(|(_, at)| at.item == index) {
            let _ = write!(out, " | line {} r={:.2}", line + 1, at.ratio);
        }
        out.push('\n');
    }
    out
}

/// Lines as text: one line each with its place, its width, its ratio and its text in the order of reading.
/// Glyph runs stand in brackets with their font and what sets them apart.
pub fn dump_lines(lines: &[Line], fonts: &FontBook) -> String {
    let mut out = String::new();
    for line in lines {
        let flags = match (line.hyphenated, line.overfull) {
            (_, true) => " overfull",
            (true, false) => " hyphen",
            _ => "",
        };
        let _ = write!(
            out,
            "{:.2}+{:.2} r={:.2}{flags} |",
            line.x.to_pt(),
            line.width.to_pt(),
            // Avoids "-0.00".
            if line.ratio.abs() < 0.005 {
                0.0
            } else {
                line.ratio
            },
        );
        for item in &line.items {
            match item {
                LineItem::Glyphs(run) => run_text(run, fonts, &mut out),
                LineItem::Rule(rule) => {
                    let _ = write!(
                        out,
                        "<rule {:.2}+{:.2}>",
                        rule.rect.origin.x.to_pt(),
                        rule.rect.size.width.to_pt()
                    );
                }
                LineItem::Object { x, .. } => {
                    let _ = write!(out, "<object {:.2}>", x.to_pt());
                }
                LineItem::Fill { x, width, .. } => {
                    let _ = write!(out, "<fill {:.2}+{:.2}>", x.to_pt(), width.to_pt());
                }
            }
        }
        out.push_str("|\n");
    }
    out
}

fn run_text(run: &GlyphRun, fonts: &FontBook, out: &mut String) {
    let name = fonts.get(run.font).postscript_name();
    let _ = write!(out, "[{name} {}", run.size);
    if run.origin.y.to_sp() != 0 {
        let _ = write!(out, " y={}", run.origin.y);
    }
    if run.stretch != 1.0 {
        let _ = write!(out, " ×{:.3}", run.stretch);
    }
    if run.rtl {
        out.push_str(" rtl");
    }
    let text = run.actual_text.as_deref().map_or(&*run.text, |_| "‐");
    let _ = write!(out, ": {text}]");
}

/// The glyphs of lines as text: number, advance and text of each.
pub fn dump_glyphs(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        for item in &line.items {
            let LineItem::Glyphs(run) = item else {
                continue;
            };
            for glyph in &run.glyphs {
                let text = run
                    .text
                    .get(glyph.text.0 as usize..glyph.text.1 as usize)
                    .unwrap_or("?");
                let _ = write!(out, "{}:{:.2}", glyph.id, glyph.advance.to_pt());
                if !glyph.x_offset.is_zero() || !glyph.y_offset.is_zero() {
                    let _ = write!(
                        out,
                        "@{:.2},{:.2}",
                        glyph.x_offset.to_pt(),
                        glyph.y_offset.to_pt()
                    );
                }
                let _ = write!(out, "({text}) ");
            }
            out.push_str("/ ");
        }
        out.push('\n');
    }
    out
}
