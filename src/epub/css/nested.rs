//! Sizes of text within smaller text.
//!
//! A size in CSS is relative to that of the element around, so that sizes multiply: code of 0.82 in a note of 0.82
//! would be two thirds of the text. Here, as on paper, a part is no larger than the text it stands in, and nothing
//! is smaller than [`SMALLEST`]: the size of an element is the least among its own and those of the parts around it.
//!
//! For each frame, that is a part in which others stand, there are rules for the parts within it, relative to the
//! frame's size. All frames are named by one element, so that their rules are equally specific, and the smallest
//! comes last: its rules hold among frames within each other, whichever is the outer one.

use super::theme::{ELEMENTS, SMALLEST, code_scale, size};
use super::{Stylesheet, declare};
use crate::style::{Part, Theme};

/// Code in the line.
const CODE: [&str; 2] = ["code", "kbd"];

/// A part in which other parts stand.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Frame {
    selector: &'static str,
    /// Relative to running text; less than 1.
    size: f64,
}

/// The frames that are smaller than running text, the smallest last.
fn frames(theme: &Theme) -> Vec<Frame> {
    // One element stands for three parts. Where they differ in size, what is in the larger ones may be larger too.
    let quotes = [Part::Quote, Part::Epigraph, Part::Verse];
    let quote = quotes.map(|part| size(theme, part)).into_iter();
    let mut frames = vec![
        Frame {
            selector: "blockquote",
            size: quote.fold(1.0, f64::min),
        },
        Frame {
            selector: "table",
            size: size(theme, Part::Table),
        },
        Frame {
            selector: "thead",
            size: head(theme, size(theme, Part::Table)),
        },
        Frame {
            selector: "aside",
            size: size(theme, Part::Note),
        },
    ];
    frames.retain(|frame| frame.size < 1.0);
    // The head of a table stands in the table.
    let table = size(theme, Part::Table);
    frames.retain(|frame| frame.selector != "thead" || frame.size < table);
    frames.sort_by(|a, b| b.size.total_cmp(&a.size));
    frames
}

/// The size of a table's head in a table of a size.
fn head(theme: &Theme, table: f64) -> f64 {
    size(theme, Part::TableHead).min(table)
}

/// The parts that may stand in frames, one selector each, with their sizes in running text.
fn inner_parts(theme: &Theme) -> impl Iterator<Item = (&'static str, f64)> {
    let parts = ELEMENTS.into_iter().flat_map(move |(selectors, part, _)| {
        let size = size(theme, part);
        selectors.split(", ").map(move |selector| (selector, size))
    });
    parts.filter(|(selector, _)| {
        // Others stand at the start or at the end of a file. The head of a table stands in no other part than that.
        let names = [
            "blockquote",
            "p.verse",
            "p.lead",
            "pre",
            "div.table",
            "figcaption",
            "caption",
            "dt",
        ];
        names.iter().any(|name| selector.starts_with(name))
    })
}

/// Adds the rules of a theme.
pub(super) fn add(theme: &Theme, sheet: &mut Stylesheet) {
    let table = size(theme, Part::Table);
    let mut rules = Rules::default();
    rules.add("thead".to_owned(), head(theme, table), table);
    // Code in the parts that hold nothing but lines.
    for (selectors, part, _) in ELEMENTS {
        for selector in selectors.split(", ") {
            let around = size(theme, part);
            if around < 1.0 && holds_lines(selector) {
                rules.add_code(selector, code(theme, around), around);
            }
        }
    }
    rules.write(sheet);
    for frame in frames(theme) {
        let mut rules = Rules::default();
        let within = |selector: &str| format!("{} {selector}", frame.selector);
        if frame.size < table {
            rules.add(within("thead"), head(theme, frame.size), frame.size);
        }
        rules.add_code(frame.selector, code(theme, frame.size), frame.size);
        for (selector, own) in inner_parts(theme) {
            let size = own.min(frame.size);
            // Elsewhere a part of the size of running text has that of what it stands in.
            if own != 1.0 {
                rules.add(within(selector), size, frame.size);
            }
            if own < 1.0 && holds_lines(selector) {
                rules.add_code(&within(selector), code(theme, size), size);
            }
        }
        rules.write(sheet);
    }
    // The element within `pre` has its size, in every frame: so this comes last.
    sheet.text_rule("pre code", &["font-size: 1em"]);
}

/// True for the elements of parts that hold nothing but lines: neither frames nor code.
fn holds_lines(selector: &str) -> bool {
    let name = selector.split('.').next().unwrap_or_default();
    !matches!(name, "blockquote" | "div" | "thead" | "aside" | "pre")
}

/// The size of code in text of a size.
fn code(theme: &Theme, around: f64) -> f64 {
    (around * code_scale(theme)).max(SMALLEST)
}

/// Rules of equal rank, by what they declare.
#[derive(Debug, Default)]
struct Rules(Vec<(String, Vec<String>)>);

impl Rules {
    /// Gives the elements of a selector a size, in an element of the size `around`.
    fn add(&mut self, selector: String, size: f64, around: f64) {
        // Rounded up, so that nothing falls below the smallest size.
        let factor = (size / around * 1000.0 - 1e-6).ceil() / 1000.0;
        let declaration = format!("font-size: {factor}em");
        match self.0.iter_mut().find(|(known, _)| *known == declaration) {
            Some((_, selectors)) => selectors.push(selector),
            None => self.0.push((declaration, vec![selector])),
        }
    }

    /// The same for code within the elements of a selector.
    fn add_code(&mut self, selector: &str, size: f64, around: f64) {
        for code in CODE {
            self.add(format!("{selector} {code}"), size, around);
        }
    }

    fn write(self, sheet: &mut Stylesheet) {
        for (declaration, selectors) in self.0 {
            sheet.rule(selectors.join(", "), vec![declare(declaration)]);
        }
    }
}
