//! Stylesheet → CSS.

use std::fmt::Write as _;

use super::value::string;
use super::{Declaration, Item, Rule, Stylesheet};
use crate::epub::face::Faces;
use crate::style::{FamilyRole, Theme};

impl Stylesheet {
    /// The text of the stylesheet, with the fonts that are embedded.
    pub(in crate::epub) fn to_css(&self, theme: &Theme, faces: &Faces) -> String {
        let mut out = String::new();
        for item in &self.items {
            match item {
                Item::Comment(text) => {
                    let _ = writeln!(out, "/* {text} */");
                }
                Item::FontFaces => font_faces(&mut out, faces),
                Item::Rule(rule) => write_rule(&mut out, rule, theme, faces),
            }
        }
        out
    }
}

fn write_rule(out: &mut String, rule: &Rule, theme: &Theme, faces: &Faces) {
    let declarations: Vec<String> = rule
        .declarations
        .iter()
        .filter_map(|declaration| match declaration {
            Declaration::Family(role) => families(*role, theme, faces),
            Declaration::MathFamily => math_families(faces),
            Declaration::Text(text) => Some(text.clone().into_owned()),
        })
        .collect();
    if !declarations.is_empty() {
        let declarations = declarations.join("; ");
        let _ = writeln!(out, "{} {{ {declarations}; }}", rule.selectors);
    }
}

/// The fonts in the EPUB.
fn font_faces(out: &mut String, faces: &Faces) {
    for font in &faces.files {
        let weight = if font.bold { "bold" } else { "normal" };
        let style = if font.italic { "italic" } else { "normal" };
        let _ = writeln!(
            out,
            "@font-face {{ font-family: {}; font-weight: {weight}; font-style: {style}; src: url({}); }}",
            string(&font.family),
            font.file
        );
    }
}

/// The families of a role. Running text has none where no font is embedded: it is set in the reader's.
fn families(role: FamilyRole, theme: &Theme, faces: &Faces) -> Option<String> {
    let own = theme.family(role);
    let generic = match role {
        FamilyRole::Mono => "monospace",
        FamilyRole::Body | FamilyRole::Heading => generic(own),
    };
    match faces.families(role) {
        [] if role == FamilyRole::Body => None,
        [] => Some(family_list(std::slice::from_ref(&own), generic)),
        families => Some(family_list(families, generic)),
    }
}

/// The family of formulas, and those of running text for what it lacks.
fn math_families(faces: &Faces) -> Option<String> {
    let math = faces.math()?;
    let mut families = vec![math];
    let text = faces.families(FamilyRole::Body);
    families.extend(text.iter().map(String::as_str));
    Some(family_list(&families, "math"))
}

/// The generic family that stands in for a family.
fn generic(family: &str) -> &'static str {
    if family.to_lowercase().contains("sans") {
        "sans-serif"
    } else {
        "serif"
    }
}

fn family_list(families: &[impl AsRef<str>], generic: &str) -> String {
    let names: Vec<String> = families.iter().map(|name| string(name.as_ref())).collect();
    format!("font-family: {}, {generic}", names.join(", "))
}
