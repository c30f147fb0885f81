//! Theme → stylesheet.
//!
//! The reader's own choices come first: no size, colour, leading or alignment is set for running text,
//! nothing is measured in pixels, and rules take the colour of the text, so that they are seen on a dark
//! page too. Everything else follows the theme.

use std::fmt::Write as _;

use super::face::Faces;
use crate::style::{Align, BlockStyle, FamilyRole, Figures, TextStyle, Theme};
use crate::units::Length;

/// No text is set smaller than this, relative to running text: a telephone is no printed page.
const SMALLEST: f64 = 0.82;
/// Indents wider than this would leave a telephone too little room.
const WIDEST_INDENT: f64 = 3.0;
/// Spaces above and below: more than this is a blank screen.
const LARGEST_SPACE: f64 = 3.0;

/// What holds for every theme.
const BASE: &str = "\
html, body { margin: 0; padding: 0; }
body { hyphens: auto; -webkit-hyphens: auto; -epub-hyphens: auto; overflow-wrap: break-word; font-variant-ligatures: common-ligatures; }
p { margin: 0; widows: 2; orphans: 2; }
p.opening { text-indent: 0; }
h1, h2, h3, h4, h5, h6 { hyphens: none; -webkit-hyphens: none; -epub-hyphens: none; page-break-after: avoid; break-after: avoid; page-break-inside: avoid; break-inside: avoid; text-indent: 0; }
h1 + *, h2 + *, h3 + *, h4 + *, h5 + *, h6 + * { page-break-before: avoid; break-before: avoid; }
a { color: inherit; text-decoration-thickness: from-font; }
.noteref, .backlink, nav a { text-decoration: none; }
sup, sub { font-size: 0.75em; line-height: 0; font-variant-numeric: lining-nums; }
span[lang], em[lang], strong[lang], code, kbd { line-height: 1; }
pre code { line-height: inherit; }
:lang(ko) { word-break: keep-all; }
sup { vertical-align: 0.4em; }
sub { vertical-align: -0.25em; }
rt { font-size: 0.5em; }
.smallcaps { font-variant: small-caps; }
.pagebreak { page-break-before: always; break-before: column; }
div.page { margin: 0; padding: 0; height: 0; }
img { max-width: 100%; height: auto; }
img.inline { max-height: 100%; vertical-align: middle; }
figure { text-align: center; page-break-inside: avoid; break-inside: avoid; }
figure img { max-height: 90vh; object-fit: contain; background-color: #fff; }
figure img:not(:last-child) { max-height: 82vh; }
figure.full-bleed { display: flex; flex-direction: column; justify-content: center; min-height: 90vh; margin: 0; page-break-before: always; break-before: column; page-break-after: always; break-after: column; }
figure.full-bleed img { display: block; width: 100%; margin: 0 auto; }
math { font-variant-numeric: lining-nums; letter-spacing: 0; }
mrow.overline { border-top: 0.06em solid currentColor; padding-top: 0.12em; }
figcaption, caption { hyphens: none; -webkit-hyphens: none; -epub-hyphens: none; }
section.cover { margin: 0; text-align: center; page-break-after: always; break-after: page; }
section.cover img { max-width: 100%; max-height: 90vh; object-fit: contain; }
section.titlepage, section.imprint { page-break-after: always; break-after: page; }
section.titlepage { padding-top: 15%; }
section.article > section.imprint { margin-top: 2em; page-break-after: auto; break-after: auto; }
section.imprint p { text-indent: 0; margin-bottom: 0.5em; }
blockquote, ul, ol, dl, dd, figure, pre { margin: 0; padding: 0; }
ul, ol { padding-inline-start: 0; }
li { margin: 0; }
ul.tasks { list-style-type: none; }
ul.tasks > li { text-indent: 0; }
dt { page-break-after: avoid; break-after: avoid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; hyphens: none; -webkit-hyphens: none; -epub-hyphens: none; text-align: left; text-indent: 0; tab-size: 4; }
code, kbd { hyphens: none; -webkit-hyphens: none; -epub-hyphens: none; overflow-wrap: anywhere; }
pre code { font-size: 1em; }
pre, code, kbd { font-variant-ligatures: none; font-variant-numeric: normal; }
pre .keyword { font-weight: bold; }
pre .comment { font-style: italic; }
pre .string { opacity: 0.75; }
.verse { hyphens: none; -webkit-hyphens: none; -epub-hyphens: none; text-align: start; }
.verse p { text-indent: 0; }
.verse p + p { margin-top: 1em; }
div.wide { overflow-x: auto; }
table.captioned { min-width: 60%; }
table { border-collapse: collapse; margin: 0 auto; max-width: 100%; }
th, td { vertical-align: top; padding: 0.25em 0.6em; text-align: start; hyphens: none; -webkit-hyphens: none; -epub-hyphens: none; overflow-wrap: normal; }
th:first-child, td:first-child { padding-inline-start: 0; }
th:last-child, td:last-child { padding-inline-end: 0; }
td p { text-indent: 0; }
thead th { vertical-align: bottom; }
tbody th { font-weight: inherit; }
tr { page-break-inside: avoid; break-inside: avoid; }
thead { display: table-header-group; }
.left { text-align: left; }
.center { text-align: center; }
.right { text-align: right; }
table { border-top: 0.1em solid currentColor; border-bottom: 0.1em solid currentColor; }
thead th, thead td { border-bottom: 0.06em solid currentColor; }
hr { border: 0; border-top: 0.06em solid currentColor; margin: 1.5em 30%; }
.alert { margin: 1em 0; padding: 0 0 0 1em; border-inline-start: 0.2em solid currentColor; page-break-inside: avoid; break-inside: avoid; }
.alert p, aside p { text-indent: 0; }
.alert p + p, aside p + p { margin-top: 0.5em; }
.alert-label { font-weight: bold; page-break-after: avoid; break-after: avoid; }
.notes { margin-top: 2em; }
.notes > aside:first-child { border-top: 0.06em solid currentColor; padding-top: 0.75em; }
aside { margin: 0 0 0.4em; }
.heading { font-weight: bold; }
.math { margin: 1em 0; text-align: center; }
.missing { font-style: italic; }
nav ol { list-style-type: none; margin: 0; padding: 0; }
nav li { margin: 0.3em 0; text-indent: 0; }
nav ol ol { padding-inline-start: 1.2em; }
";

/// The stylesheet of a theme.
pub(super) fn write(theme: &Theme, faces: &Faces) -> String {
    Sheet {
        theme,
        faces,
        out: BASE.to_owned(),
    }
    .write()
}

struct Sheet<'a> {
    theme: &'a Theme,
    faces: &'a Faces,
    out: String,
}

impl Sheet<'_> {
    fn write(mut self) -> String {
        let theme = self.theme;
        self.font_faces();
        self.paragraphs();
        let headings = ["h1", "h2", "h3", "h4", "h5", "h6"];
        for (name, style) in headings.into_iter().zip(&theme.headings) {
            self.block(name, style);
        }
        self.block("h1.title", &theme.title);
        self.block("p.subtitle", &theme.subtitle);
        self.block("p.author", &theme.author);
        self.block("p.publisher", &theme.author);
        // Translators and others stand under the authors, as these stand.
        let align = match theme.author.align {
            Align::Center => "text-align: center",
            Align::End => "text-align: end",
            Align::Justify | Align::Start => "text-align: start",
        };
        self.rule(
            "p.contributor",
            &[align.to_owned(), "text-indent: 0".to_owned()],
        );
        self.block("p.standfirst, p.lead", &theme.standfirst);
        self.block("blockquote", &theme.quote);
        self.block("blockquote.epigraph", &theme.epigraph);
        self.block("blockquote.verse, p.verse", &theme.verse);
        self.rule(
            "blockquote p, p.subtitle, p.author, p.standfirst, p.lead, p.verse",
            &["text-indent: 0".into()],
        );
        self.rule("blockquote p + p", &[self.indent()]);
        self.rule("blockquote.verse p + p", &["text-indent: 0".into()]);
        self.block("pre", &theme.code);
        let mono = self.family(FamilyRole::Mono);
        let code = format!("font-size: {}", em(theme.inline_code_scale.max(SMALLEST)));
        self.rule("code, kbd", &[mono.unwrap_or_default(), code]);
        self.lists();
        self.block("div.table", &theme.table);
        self.text("thead", &theme.table_head.text);
        self.text("thead th", &theme.table_head.text);
        self.block("figcaption, caption", &theme.caption);
        self.rule(
            "figure",
            &space(
                "margin",
                theme.table.above,
                theme.table.below,
                theme.body.size,
            ),
        );
        self.text("aside", &theme.note.text);
        self.text("section.imprint p", &theme.imprint.text);
        self.block("dt", &theme.term);
        self.scene_break();
        self.drop_capital();
        self.out
    }

    /// Paragraphs are told apart by an indent or by space, as the theme has it.
    fn paragraphs(&mut self) {
        let theme = self.theme;
        if theme.paragraph_space.is_zero() {
            self.rule("p + p", &[self.indent()]);
        } else {
            let space = em_of(theme.paragraph_space, theme.body.size, LARGEST_SPACE);
            self.rule("p + p", &[format!("margin-top: {space}")]);
        }
        self.text_numbers("body", &theme.body);
    }

    fn indent(&self) -> String {
        let indent = em_of(self.theme.indent, self.theme.body.size, WIDEST_INDENT);
        format!("text-indent: {indent}")
    }

    fn text_numbers(&mut self, selector: &str, style: &TextStyle) {
        self.rule(selector, &[figures(style.figures).to_owned()]);
    }

    fn lists(&mut self) {
        let list = &self.theme.list;
        let body = self.theme.body.size;
        // A list's marker stands in the indent, which on a screen needs a little more room.
        let indent = em(list.indent_start.ratio(body).clamp(1.4, WIDEST_INDENT));
        let mut rules = space("margin", list.above, list.below, body);
        rules.push(format!("padding-inline-start: {indent}"));
        self.rule("ul, ol", &rules);
        self.rule(
            "li > ul, li > ol",
            &["margin-top: 0".into(), "margin-bottom: 0".into()],
        );
        self.rule("li p", &["text-indent: 0".into()]);
        self.rule(
            "ul.loose > li, ol.loose > li",
            &["margin-bottom: 0.5em".into()],
        );
        self.rule(
            "dd",
            &[
                format!("margin-inline-start: {indent}"),
                "margin-bottom: 0.5em".into(),
            ],
        );
        self.rule("dd p", &["text-indent: 0".into()]);
    }

    fn scene_break(&mut self) {
        let sign = css_string(&self.theme.scene_break);
        self.rule(
            "hr.scene",
            &[
                "border: 0".into(),
                "height: auto".into(),
                "margin: 1.2em 0".into(),
                "text-align: center".into(),
                "overflow: visible".into(),
            ],
        );
        self.rule("hr.scene::before", &[format!("content: {sign}")]);
        // The text goes on without an indent after a break.
        self.rule("hr + p", &["text-indent: 0".into()]);
    }

    fn drop_capital(&mut self) {
        let lines = self.theme.drop_capital_lines;
        if lines < 2 {
            return;
        }
        let lines = f64::from(lines);
        self.rule(
            // No quotation mark and no letter of a script without capitals: the writer decides.
            "p.opening.initial::first-letter",
            &[
                "float: inline-start".into(),
                format!("font-size: {}", em(lines * 1.15)),
                "line-height: 0.85".into(),
                "margin-inline-end: 0.06em".into(),
                "margin-top: 0.05em".into(),
            ],
        );
    }

    fn block(&mut self, selector: &str, style: &BlockStyle) {
        let mut rules = self.text_rules(&style.text);
        let size = style.text.size;
        match style.align {
            Align::Justify => {}
            Align::Start => rules.push("text-align: start".into()),
            Align::Center => rules.push("text-align: center".into()),
            Align::End => rules.push("text-align: end".into()),
        }
        if matches!(style.align, Align::Center) {
            rules.push("text-indent: 0".into());
        }
        rules.extend(space("margin", style.above, style.below, size));
        for (side, indent) in [("start", style.indent_start), ("end", style.indent_end)] {
            if !indent.is_zero() {
                let indent = em_of(indent, size, WIDEST_INDENT);
                rules.push(format!("margin-inline-{side}: {indent}"));
            }
        }
        self.rule(selector, &rules);
    }

    fn text(&mut self, selector: &str, style: &TextStyle) {
        let rules = self.text_rules(style);
        self.rule(selector, &rules);
    }

    fn text_rules(&self, style: &TextStyle) -> Vec<String> {
        let body = &self.theme.body;
        let mut rules: Vec<String> = self.family(style.family).into_iter().collect();
        let size = style.size.ratio(body.size).max(SMALLEST);
        if (size - 1.0).abs() > 0.01 {
            rules.push(format!("font-size: {}", em(size)));
            let leading = style.leading.ratio(style.size);
            if size > 1.0 && leading > 0.0 {
                rules.push(format!("line-height: {}", number(leading)));
            }
        }
        rules.push(format!(
            "font-weight: {}",
            if style.bold { "bold" } else { "normal" }
        ));
        rules.push(format!(
            "font-style: {}",
            if style.italic { "italic" } else { "normal" }
        ));
        if style.small_caps {
            rules.push("font-variant: small-caps".into());
        }
        if style.uppercase {
            rules.push("text-transform: uppercase".into());
        }
        if style.letter_space != 0.0 {
            rules.push(format!("letter-spacing: {}", em(style.letter_space)));
        }
        if style.figures != body.figures {
            rules.push(figures(style.figures).to_owned());
        }
        rules
    }

    /// The fonts in the EPUB, and the family of running text.
    fn font_faces(&mut self) {
        for font in &self.faces.files {
            let rules = [
                format!("font-family: {}", css_string(&font.family)),
                format!("font-weight: {}", if font.bold { "bold" } else { "normal" }),
                format!(
                    "font-style: {}",
                    if font.italic { "italic" } else { "normal" }
                ),
                format!("src: url({})", font.file),
            ];
            self.rule("@font-face", &rules);
        }
        let families = self.faces.families(FamilyRole::Body, self.theme);
        if !families.is_empty() {
            let generic = generic(&self.theme.body_family);
            self.rule("body", &[families_rule(families, generic)]);
        }
        if let Some(math) = self.faces.math() {
            let own = [math.to_owned()];
            let families = [&own, families].concat();
            self.rule("math", &[families_rule(&families, "math")]);
        }
    }

    /// The family of a role where it is not that of running text, which a reader may replace by
    /// another for all that inherits it.
    fn family(&self, role: FamilyRole) -> Option<String> {
        let theme = self.theme;
        let (name, kind) = match role {
            FamilyRole::Body => return None,
            FamilyRole::Heading if theme.heading_family == theme.body_family => return None,
            FamilyRole::Heading => (&theme.heading_family, generic(&theme.heading_family)),
            FamilyRole::Mono => (&theme.mono_family, "monospace"),
        };
        let families = self.faces.families(role, theme);
        Some(if families.is_empty() {
            families_rule(std::slice::from_ref(name), kind)
        } else {
            families_rule(families, kind)
        })
    }

    fn rule(&mut self, selector: &str, rules: &[String]) {
        let rules: Vec<&str> = rules
            .iter()
            .map(String::as_str)
            .filter(|r| !r.is_empty())
            .collect();
        if !rules.is_empty() {
            let _ = writeln!(self.out, "{selector} {{ {}; }}", rules.join("; "));
        }
    }
}

/// The generic family that stands in for a family.
fn generic(family: &str) -> &'static str {
    if family.to_lowercase().contains("sans") {
        "sans-serif"
    } else {
        "serif"
    }
}

fn families_rule(families: &[String], generic: &str) -> String {
    let names: Vec<String> = families.iter().map(|name| css_string(name)).collect();
    format!("font-family: {}, {generic}", names.join(", "))
}

fn figures(figures: Figures) -> &'static str {
    match figures {
        Figures::OldStyle => "font-variant-numeric: oldstyle-nums proportional-nums",
        Figures::Lining => "font-variant-numeric: lining-nums proportional-nums",
        Figures::Tabular => "font-variant-numeric: lining-nums tabular-nums",
    }
}

/// Space above and below, relative to the size of the text.
fn space(name: &str, above: Length, below: Length, size: Length) -> Vec<String> {
    let above = em_of(above, size, LARGEST_SPACE);
    let below = em_of(below, size, LARGEST_SPACE);
    vec![
        format!("{name}-top: {above}"),
        format!("{name}-bottom: {below}"),
    ]
}

fn em_of(length: Length, size: Length, largest: f64) -> String {
    em(length.ratio(size).clamp(0.0, largest))
}

fn em(value: f64) -> String {
    let value = number(value);
    if value == "0" {
        value
    } else {
        format!("{value}em")
    }
}

/// A number with at most two decimals.
fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // Avoids "-0".
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// A text as a CSS string.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
