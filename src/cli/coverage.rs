//! Which fonts there are, and what they can set.

use std::collections::BTreeMap;

use bindery::document::Lang;
use bindery::font::{FallbackQuery, FontBook, FontQuery, is_invisible};
use unicode_script::{Script, UnicodeScript as _};

/// A script is named where a family has at least this many of its letters.
const LETTERS: usize = 20;

/// All families with their styles and scripts, in the order in which they are tried.
pub(crate) fn of_families(book: &FontBook) -> String {
    let mut order: Vec<&str> = Vec::new();
    let mut styles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut scripts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (_, font) in book.iter() {
        let family = font.family();
        if !order.contains(&family) {
            order.push(family);
            let counts = scripts.entry(family).or_default();
            for (c, _) in font.mappings() {
                let script = c.script();
                if !matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
                    *counts.entry(script.full_name()).or_default() += 1;
                }
            }
        }
        styles
            .entry(family)
            .or_default()
            .push(match (font.is_bold(), font.is_italic()) {
                (false, false) => "regular",
                (false, true) => "italic",
                (true, false) => "bold",
                (true, true) => "bold italic",
            });
    }
    let mut out = String::new();
    for family in order {
        let styles = styles.get(family).map(|s| s.join(", ")).unwrap_or_default();
        let scripts: Vec<String> = scripts
            .get(family)
            .into_iter()
            .flatten()
            .filter(|(_, count)| **count >= LETTERS)
            .map(|(name, _)| name.replace('_', " "))
            .collect();
        let scripts = match scripts.as_slice() {
            [] => "signs only".to_owned(),
            names => names.join(", "),
        };
        out.push_str(&format!("{family}\n    {styles}\n    {scripts}\n"));
    }
    out
}

/// For each character of a text in a language, the font that sets it beside the default family.
pub(crate) fn of_text(book: &FontBook, text: &str, lang: &Lang) -> String {
    let mut out = String::new();
    let mut seen = Vec::new();
    for c in text.chars() {
        if c.is_whitespace() || is_invisible(c) || seen.contains(&c) || seen.len() > 10_000 {
            continue;
        }
        seen.push(c);
        let query = FallbackQuery {
            style: FontQuery {
                family: "EB Garamond",
                bold: false,
                italic: false,
            },
            script: c.script(),
            lang,
        };
        let font = book
            .fallback(&query)
            .into_iter()
            .map(|id| book.get(id))
            .find(|font| font.has(c));
        let name = font.map_or("no font has it", |font| font.family());
        out.push_str(&format!("{c}  U+{:04X}  {name}\n", u32::from(c)));
    }
    out
}
