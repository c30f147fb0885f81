//! The analysis of a text as text, for snapshot tests.

use std::fmt::Write as _;

use super::analysis::{Analysis, AtomKind, SpaceWidth};
use super::rich::RichText;
use super::shaper::Shaper;
use crate::units::Length;

/// An analysis as text, a line for each atom: its bytes, what it is, its text, its width in points, the fonts of its
/// glyphs, the level where it is not 0, and after `|` the places in it or at its end where a line may end, with their
/// costs where they have one and `-` after a hyphen.
pub fn dump_analysis(text: &RichText, analysis: &Analysis, shaper: &Shaper<'_>) -> String {
    let mut out = String::new();
    let mut breaks = analysis.breaks.iter().peekable();
    for atom in &analysis.atoms {
        let range = atom.start as usize..atom.end as usize;
        let _ = write!(out, "{}..{} ", atom.start, atom.end);
        let shown = text.text.get(range).unwrap_or_default();
        let (what, word) = match atom.kind {
            AtomKind::Word { word } => ("word", Some(word)),
            AtomKind::Space { word, width } => (space_name(width), Some(word)),
            AtomKind::Break { word } => ("line end", Some(word)),
            AtomKind::Object => ("object", None),
            AtomKind::Fill => ("fill", None),
        };
        let _ = write!(out, "{what} {shown:?}");
        if let Some(word) = word {
            let style = text.runs.get(atom.run as usize).map(|run| &run.style);
            let (size, space) = style.map_or((Length::ZERO, Length::ZERO), |style| {
                (style.size, style.letter_space)
            });
            let width = shaper.words().width(word, size, space);
            let _ = write!(out, " {:.2}", width.to_pt());
            for segment in shaper.words().segments(word) {
                let font = shaper.fonts().get(segment.font).postscript_name();
                let _ = write!(out, " {font}");
                if segment.scale != 1000 {
                    let _ = write!(out, " at {}", segment.scale);
                }
            }
        }
        if atom.level != 0 {
            let _ = write!(out, " level {}", atom.level);
        }
        while let Some(at) = breaks.next_if(|at| at.at <= atom.end) {
            let _ = write!(out, " | {}", at.at);
            if at.cost != 0 {
                let _ = write!(out, " cost {}", at.cost);
            }
            if at.hyphen {
                out.push_str(" -");
            }
        }
        out.push('\n');
    }
    for missing in &analysis.missing {
        let _ = writeln!(out, "missing {:?} at {}", missing.char, missing.offset);
    }
    out
}

fn space_name(width: SpaceWidth) -> &'static str {
    match width {
        SpaceWidth::Word => "space",
        SpaceWidth::Fixed => "fixed space",
        SpaceWidth::Code => "space in code",
        SpaceWidth::Thin => "thin space",
    }
}
