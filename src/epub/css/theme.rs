//! Theme → rules.
//!
//! No size, colour, leading or alignment is set for running text, nothing is measured in pixels, and rules take the
//! colour of the text, so that they are seen on a dark page too. Everything else follows the theme.

use super::value::{em, em_of, number, rounded, string};
use super::{Declaration, Item, Stylesheet, declare};
use crate::style::{Align, BlockStyle, FamilyRole, Figures, Part, TextStyle, Theme};
use crate::units::Length;

/// No text is set smaller than this, relative to running text: a telephone is no printed page. Signs above and
/// below the line and readings beside characters are.
pub(super) const SMALLEST: f64 = 0.82;
/// Indents wider than this would leave a telephone too little room.
const WIDEST_INDENT: f64 = 3.0;
/// Spaces above and below: more than this is a blank screen.
const LARGEST_SPACE: f64 = 3.0;

/// How much of a part's style its elements take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Block,
    /// That of its text: spaces and alignment are the same in all themes.
    Text,
}

/// The elements of each part: a list of selectors. Where several match an element equally well, the last holds.
pub(super) const ELEMENTS: [(&str, Part, Extent); 20] = [
    ("h1", Part::Heading(1), Extent::Block),
    ("h2", Part::Heading(2), Extent::Block),
    ("h3", Part::Heading(3), Extent::Block),
    ("h4", Part::Heading(4), Extent::Block),
    ("h5", Part::Heading(5), Extent::Block),
    ("h6", Part::Heading(6), Extent::Block),
    ("h1.title", Part::Title, Extent::Block),
    ("p.subtitle", Part::Subtitle, Extent::Block),
    ("p.author, p.publisher", Part::Author, Extent::Block),
    ("p.standfirst, p.lead", Part::Standfirst, Extent::Block),
    ("blockquote", Part::Quote, Extent::Block),
    ("blockquote.epigraph", Part::Epigraph, Extent::Block),
    ("blockquote.verse, p.verse", Part::Verse, Extent::Block),
    ("pre", Part::Code, Extent::Block),
    ("div.table", Part::Table, Extent::Block),
    ("thead", Part::TableHead, Extent::Text),
    ("figcaption, caption", Part::Caption, Extent::Block),
    ("aside", Part::Note, Extent::Text),
    ("section.imprint p", Part::Imprint, Extent::Text),
    ("dt", Part::Term, Extent::Block),
];

/// Adds the rules of a theme for fonts and sizes.
pub(super) fn add_fonts(theme: &Theme, sheet: &mut Stylesheet) {
    sheet.comment("The fonts of the theme.");
    sheet.items.push(Item::FontFaces);
    sheet.rule("body", vec![Declaration::Family(FamilyRole::Body)]);
    sheet.rule("math", vec![Declaration::MathFamily]);
    sheet.comment("Paragraphs.");
    paragraphs(theme, sheet);
    sheet.comment("The parts of a work, as the theme sets them.");
    for (selectors, part, extent) in ELEMENTS {
        sheet.rule(selectors, part_declarations(theme, part, extent));
    }
    code_in_line(theme, sheet);
}

/// Adds the rules of a theme for space.
pub(super) fn add_spaces(theme: &Theme, sheet: &mut Stylesheet) {
    sheet.comment("Spaces and indents.");
    indents(theme, sheet);
    lists(theme, sheet);
    scene_break(theme, sheet);
    drop_capital(theme, sheet);
}

/// Paragraphs are kept apart by an indent or by space, as the theme has it.
fn paragraphs(theme: &Theme, sheet: &mut Stylesheet) {
    let apart = if theme.paragraph_space.is_zero() {
        indent(theme)
    } else {
        let space = em_of(theme.paragraph_space, theme.body.size, LARGEST_SPACE);
        declare(format!("margin-top: {space}"))
    };
    sheet.rule("p + p", vec![apart]);
    sheet.rule("body", vec![figures(theme.body.figures)]);
}

fn indent(theme: &Theme) -> Declaration {
    let indent = em_of(theme.indent, theme.body.size, WIDEST_INDENT);
    declare(format!("text-indent: {indent}"))
}

/// Code in the line.
fn code_in_line(theme: &Theme, sheet: &mut Stylesheet) {
    let size = declare(format!("font-size: {}", em(code_scale(theme))));
    sheet.rule(
        "code, kbd",
        vec![Declaration::Family(FamilyRole::Mono), size],
    );
}

/// The factor of code in the line on the size of running text around it.
pub(super) fn code_scale(theme: &Theme) -> f64 {
    rounded(theme.inline_code_scale.max(SMALLEST))
}

/// What sets a part of a work.
fn part_declarations(theme: &Theme, part: Part, extent: Extent) -> Vec<Declaration> {
    let style = theme.style(part);
    let mut declarations = text_declarations(theme, part, &style.text);
    if extent == Extent::Block {
        declarations.extend(block_declarations(style));
    }
    declarations
}

fn block_declarations(style: &BlockStyle) -> Vec<Declaration> {
    let size = style.text.size;
    let mut declarations = Vec::new();
    if style.align != Align::Justify {
        declarations.push(alignment(style.align));
    }
    if style.align == Align::Center {
        declarations.push(declare("text-indent: 0"));
    }
    declarations.extend(margins(style.above, style.below, size));
    for (side, indent) in [("start", style.indent_start), ("end", style.indent_end)] {
        if !indent.is_zero() {
            let indent = em_of(indent, size, WIDEST_INDENT);
            declarations.push(declare(format!("margin-inline-{side}: {indent}")));
        }
    }
    declarations
}

/// How lines are aligned; where they are justified, the reader's choice decides between that and the start.
fn alignment(align: Align) -> Declaration {
    declare(match align {
        Align::Center => "text-align: center",
        Align::End => "text-align: end",
        Align::Justify | Align::Start => "text-align: start",
    })
}

fn text_declarations(theme: &Theme, part: Part, style: &TextStyle) -> Vec<Declaration> {
    let mut declarations = Vec::new();
    // The reader may replace the family of running text by another, for all that inherits it.
    let role = theme.distinct_role(style.family);
    if role != FamilyRole::Body {
        declarations.push(Declaration::Family(role));
    }
    let size = size(theme, part);
    match part {
        // Its size depends on that of the table.
        Part::TableHead => {}
        // Their elements have a size otherwise: that of reading systems, or of the part that their selector refines.
        Part::Heading(_) | Part::Title | Part::Epigraph | Part::Verse => {
            declarations.push(declare(font_size(size)));
        }
        _ if size != 1.0 => declarations.push(declare(font_size(size))),
        _ => {}
    }
    let leading = style.leading.ratio(style.size);
    if size > 1.0 && leading > 0.0 {
        declarations.push(declare(format!("line-height: {}", number(leading))));
    }
    let weight = if style.bold { "bold" } else { "normal" };
    declarations.push(declare(format!("font-weight: {weight}")));
    let slope = if style.italic { "italic" } else { "normal" };
    declarations.push(declare(format!("font-style: {slope}")));
    if style.small_caps {
        declarations.push(declare("font-variant: small-caps"));
    }
    if style.uppercase {
        declarations.push(declare("text-transform: uppercase"));
    }
    if style.letter_space != 0.0 {
        declarations.push(declare(format!(
            "letter-spacing: {}",
            em(style.letter_space)
        )));
    }
    if style.figures != theme.body.figures {
        declarations.push(figures(style.figures));
    }
    declarations
}

/// The size of a part in running text, relative to that, as it is written.
pub(super) fn size(theme: &Theme, part: Part) -> f64 {
    let size = theme.style(part).text.size.ratio(theme.body.size);
    let size = rounded(size.max(SMALLEST));
    // What differs by a hair is meant to be equal.
    if (size - 1.0).abs() > 0.01 { size } else { 1.0 }
}

fn font_size(size: f64) -> String {
    format!("font-size: {}", em(size))
}

fn figures(figures: Figures) -> Declaration {
    declare(match figures {
        Figures::OldStyle => "font-variant-numeric: oldstyle-nums proportional-nums",
        Figures::Lining => "font-variant-numeric: lining-nums proportional-nums",
        Figures::Tabular => "font-variant-numeric: lining-nums tabular-nums",
    })
}

/// Space above and below, relative to the size of the text.
fn margins(above: Length, below: Length, size: Length) -> [Declaration; 2] {
    let above = em_of(above, size, LARGEST_SPACE);
    let below = em_of(below, size, LARGEST_SPACE);
    [
        declare(format!("margin-top: {above}")),
        declare(format!("margin-bottom: {below}")),
    ]
}

fn indents(theme: &Theme, sheet: &mut Stylesheet) {
    // Translators and others, and the date, stand under the authors, as these stand.
    sheet.rule(
        "p.contributor, p.date",
        vec![alignment(theme.author.align), declare("text-indent: 0")],
    );
    sheet.text_rule(
        "blockquote p, p.subtitle, p.author, p.standfirst, p.lead, p.verse",
        &["text-indent: 0"],
    );
    sheet.rule("blockquote p + p", vec![indent(theme)]);
    sheet.text_rule("blockquote.verse p + p", &["text-indent: 0"]);
    let table = &theme.table;
    let space = margins(table.above, table.below, theme.body.size);
    sheet.rule("figure", space.into());
}

fn lists(theme: &Theme, sheet: &mut Stylesheet) {
    let list = theme.style(Part::List);
    let body = theme.body.size;
    // A list's marker stands in the indent, which on a screen needs a little more room.
    let indent = em(list.indent_start.ratio(body).clamp(1.4, WIDEST_INDENT));
    let mut around: Vec<Declaration> = margins(list.above, list.below, body).into();
    around.push(declare(format!("padding-inline-start: {indent}")));
    sheet.rule("ul, ol", around);
    sheet.text_rule("li > ul, li > ol", &["margin-top: 0", "margin-bottom: 0"]);
    sheet.text_rule("li p", &["text-indent: 0"]);
    sheet.text_rule("ul.loose > li, ol.loose > li", &["margin-bottom: 0.5em"]);
    let indent = declare(format!("margin-inline-start: {indent}"));
    sheet.rule("dd", vec![indent, declare("margin-bottom: 0.5em")]);
    sheet.text_rule("dd p", &["text-indent: 0"]);
}

fn scene_break(theme: &Theme, sheet: &mut Stylesheet) {
    sheet.text_rule(
        "hr.scene",
        &[
            "border: 0",
            "height: auto",
            "margin: 1.2em 0",
            "text-align: center",
            "overflow: visible",
        ],
    );
    let sign = declare(format!("content: {}", string(&theme.scene_break)));
    sheet.rule("hr.scene::before", vec![sign]);
    // The text goes on without an indent after a break.
    sheet.text_rule("hr + p", &["text-indent: 0"]);
}

fn drop_capital(theme: &Theme, sheet: &mut Stylesheet) {
    let lines = theme.drop_capital_lines;
    if lines < 2 {
        return;
    }
    let size = em(f64::from(lines) * 1.15);
    sheet.rule(
        // No quotation mark and no letter of a script without capitals: the writer decides.
        "p.opening.initial::first-letter",
        vec![
            declare("float: inline-start"),
            declare(format!("font-size: {size}")),
            declare("line-height: 0.85"),
            declare("margin-inline-end: 0.06em"),
            declare("margin-top: 0.05em"),
        ],
    );
}
