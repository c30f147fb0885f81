//! Reads the files of languages: inheritance, variants, the words of English where a file has none.

use std::sync::OnceLock;

use serde::Deserialize;
use toml::{Table, Value};

use super::{Lang, Locale};

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// The language that others borrow words from.
const ENGLISH: &str = "en";
/// The parts of a file that are borrowed, all or none.
const WORDS: [&str; 4] = ["terms", "names", "accessibility", WORDS_IN];
/// Notes in a table which file its words are from.
const WORDS_IN: &str = "words_in";
/// How long a line of inheritance may be. Longer ones go in circles.
const MAX_DEPTH: usize = 8;

static FAMILIES: [OnceLock<Family>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
static UNKNOWN: OnceLock<Locale> = OnceLock::new();

/// A language and its variants. Which of them are wanted shows later: most runs need one.
#[derive(Debug, Default)]
struct Family {
    table: Table,
    base: OnceLock<Locale>,
    variants: Vec<Variant>,
}

/// A language as it is used in some regions or written in some scripts.
#[derive(Debug)]
struct Variant {
    condition: Condition,
    /// What differs from the language.
    changes: Table,
    locale: OnceLock<Locale>,
}

/// Which tags a variant is for. All that is given must fit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Condition {
    /// Tags that name one of these scripts.
    scripts: Vec<String>,
    /// Tags that name one of these regions.
    regions: Vec<String>,
    /// Tags that name a region other than these.
    other_regions: Vec<String>,
}

impl Condition {
    fn fits(&self, script: Option<&str>, region: Option<&str>) -> bool {
        let within = |list: &[String], code: &str| list.iter().any(|other| other == code);
        let is_other = |code: &str| !within(&self.other_regions, code);
        (self.scripts.is_empty() || script.is_some_and(|code| within(&self.scripts, code)))
            && (self.regions.is_empty() || region.is_some_and(|code| within(&self.regions, code)))
            && (self.other_regions.is_empty() || region.is_some_and(is_other))
    }
}

/// The locale of a language.
pub(super) fn find(lang: &Lang) -> &'static Locale {
    let place = FILES.binary_search_by(|(tag, _)| (*tag).cmp(lang.primary()));
    let known = place
        .ok()
        .and_then(|index| FAMILIES.get(index).zip(FILES.get(index)));
    let Some((family, (tag, _))) = known else {
        return UNKNOWN.get_or_init(|| finish(Table::new()).unwrap_or_default());
    };
    // No file fails: a test reads them all.
    let family = family.get_or_init(|| Family::read(tag).unwrap_or_default());
    // Looked up for each run of a text, so the tag is taken apart once.
    let (script, region) = (lang.script(), lang.region());
    let variant = family
        .variants
        .iter()
        .find(|variant| variant.condition.fits(script, region));
    match variant {
        Some(variant) => variant
            .locale
            .get_or_init(|| family.read_variant(variant).unwrap_or_default()),
        None => family
            .base
            .get_or_init(|| finish(family.table.clone()).unwrap_or_default()),
    }
}

impl Family {
    /// Reads the file of a language, with all that it inherits.
    fn read(tag: &str) -> Result<Self, String> {
        let mut table = read_table(tag, 0)?;
        let variants = match table.remove("variants") {
            Some(Value::Array(variants)) => variants,
            _ => Vec::new(),
        };
        let variants = variants
            .into_iter()
            .map(|variant| match variant {
                Value::Table(table) => Variant::new(table),
                other => Err(format!("`{other}` is no variant")),
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            table,
            base: OnceLock::new(),
            variants,
        })
    }

    fn read_variant(&self, variant: &Variant) -> Result<Locale, String> {
        let mut table = self.table.clone();
        let mut changes = variant.changes.clone();
        if let Some(parent) = changes.remove("inherits") {
            let mut parent = read_table(parent.as_str().unwrap_or_default(), 1)?;
            parent.remove("variants");
            merge(&mut table, parent);
        }
        merge(&mut table, changes);
        finish(table)
    }
}

impl Variant {
    fn new(mut changes: Table) -> Result<Self, String> {
        let mut condition = Table::new();
        for key in ["scripts", "regions", "other_regions"] {
            if let Some(value) = changes.remove(key) {
                condition.insert(key.to_owned(), value);
            }
        }
        let condition = condition
            .try_into()
            .map_err(|error: toml::de::Error| error.to_string())?;
        Ok(Self {
            condition,
            changes,
            locale: OnceLock::new(),
        })
    }
}

/// What a file holds, over what it inherits.
pub(super) fn read_table(tag: &str, depth: usize) -> Result<Table, String> {
    if depth > MAX_DEPTH {
        return Err(format!("`{tag}` inherits from itself"));
    }
    let (_, text) = FILES
        .iter()
        .find(|(other, _)| *other == tag)
        .ok_or_else(|| format!("there is no language `{tag}`"))?;
    let mut table: Table = text
        .parse()
        .map_err(|error| format!("{tag}.toml: {error}"))?;
    if table.contains_key("terms") {
        table.insert(WORDS_IN.to_owned(), tag.into());
    }
    let Some(parent) = table.remove("inherits") else {
        return Ok(table);
    };
    let mut inherited = read_table(parent.as_str().unwrap_or_default(), depth + 1)?;
    merge(&mut inherited, table);
    Ok(inherited)
}

/// Puts what a table holds in the place of what another has; tables within them likewise.
fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(into)), Value::Table(from)) => merge(into, from),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

/// The locale of a table. Where it has no words, it borrows those of English, but no names of months: a date in
/// figures is understood in every language.
fn finish(mut table: Table) -> Result<Locale, String> {
    if !table.contains_key("terms") {
        let english = read_table(ENGLISH, 0)?;
        for key in WORDS {
            if let Some(words) = english.get(key) {
                table.insert(key.to_owned(), words.clone());
            }
        }
    }
    let words_in = table.remove(WORDS_IN);
    let words_in = words_in.as_ref().and_then(Value::as_str).unwrap_or(ENGLISH);
    let words_in = Lang::new(words_in).map_err(|error| error.to_string())?;
    let mut locale: Locale = table
        .try_into()
        .map_err(|error: toml::de::Error| error.to_string())?;
    locale.words_in = words_in;
    Ok(locale)
}

/// The tags of all files.
#[cfg(test)]
pub(super) fn tags() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(tag, _)| *tag)
}

/// The locales of a file: that of the language and those of its variants.
#[cfg(test)]
pub(super) fn read_all(tag: &str) -> Result<Vec<Locale>, String> {
    let family = Family::read(tag)?;
    let mut all = vec![finish(family.table.clone())?];
    for variant in &family.variants {
        all.push(family.read_variant(variant)?);
    }
    Ok(all)
}
