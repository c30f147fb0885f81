//! Characters that no font has: gathered over an edition, reported once for each script.

use std::collections::{BTreeMap, BTreeSet};

use unicode_script::{Script, UnicodeScript};

use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::typeset::text::Missing;

/// So many characters are listed.
const LISTED: usize = 12;

/// The characters without a glyph, by the name of their script.
#[derive(Debug, Default)]
pub(crate) struct MissingGlyphs(BTreeMap<&'static str, Found>);

/// The characters of one script.
#[derive(Debug)]
struct Found {
    /// Where it is met first, of the places that are known.
    first: Option<Span>,
    /// In the order in which they were found.
    listed: Vec<char>,
    all: BTreeSet<char>,
    /// How often any of them is used.
    uses: usize,
}

impl MissingGlyphs {
    /// Adds what is missing in a block.
    pub(crate) fn add(&mut self, missing: &[Missing], span: Option<Span>) {
        for found in missing {
            let script = match found.char.script() {
                Script::Common | Script::Inherited | Script::Unknown => "",
                script => script.full_name(),
            };
            let entry = self.0.entry(script).or_insert_with(|| Found {
                first: span,
                listed: Vec::new(),
                all: BTreeSet::new(),
                uses: 0,
            });
            entry.uses += 1;
            entry.first = entry.first.or(span);
            if entry.all.insert(found.char) && entry.listed.len() < LISTED {
                entry.listed.push(found.char);
            }
        }
    }

    /// Adds what was found in text that comes after.
    pub(crate) fn append(&mut self, others: Self) {
        for (script, other) in others.0 {
            let Some(found) = self.0.get_mut(script) else {
                self.0.insert(script, other);
                continue;
            };
            found.uses += other.uses;
            found.first = found.first.or(other.first);
            let new = other.listed.iter().filter(|c| !found.all.contains(c));
            found
                .listed
                .extend(new.take(LISTED.saturating_sub(found.listed.len())));
            found.all.extend(other.all);
        }
    }

    /// One finding for each script, at the first place where it is met.
    pub(crate) fn diagnostics(&self) -> impl Iterator<Item = Diagnostic> + '_ {
        self.0.iter().map(|(script, found)| {
            let what = match (*script, found.all.len()) {
                ("", 1) => "the sign".to_owned(),
                ("", count) => format!("{count} signs"),
                (script, 1) => format!("the {script} character"),
                (script, count) => format!("{count} {script} characters"),
            };
            let listed: Vec<String> = found.listed.iter().map(|c| shown(*c)).collect();
            let more = if found.all.len() > LISTED { " …" } else { "" };
            let times = match found.uses {
                1 => String::new(),
                uses => format!(", used {uses} times"),
            };
            Diagnostic::warning(
                Code::MissingGlyph,
                format!("no font has {what} {}{more}{times}", listed.join(" ")),
            )
            .at(found.first)
            .help("put a font that has them into the project's `fonts` folder")
        })
    }
}

/// A character, or where it cannot be seen, its number.
fn shown(c: char) -> String {
    if c.is_control() || c.is_whitespace() || c.script() == Script::Inherited {
        format!("U+{:04X}", u32::from(c))
    } else {
        c.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn missing(text: &str) -> Vec<Missing> {
        text.char_indices()
            .map(|(offset, char)| Missing { offset, char })
            .collect()
    }

    #[test]
    fn one_finding_for_each_script() {
        let place = |start| {
            Some(Span {
                source: SourceId(0),
                start,
                end: start + 1,
            })
        };
        let mut glyphs = MissingGlyphs::default();
        glyphs.add(&missing("日本語日"), place(3));
        glyphs.add(&missing("漢字一二三四五六七八九十ጻ☃\u{301}"), place(9));
        let mut later = MissingGlyphs::default();
        later.add(&missing("日語十百"), place(20));
        later.add(&missing("א"), place(24));
        glyphs.append(later);
        let found: Vec<(u32, String)> = glyphs
            .diagnostics()
            .map(|d| (d.span.map_or(0, |span| span.start), d.message))
            .collect();
        let expected = [
            (9, "no font has 2 signs ☃ U+0301, used 2 times"),
            (9, "no font has the Ethiopic character ጻ"),
            (
                3,
                "no font has 16 Han characters 日 本 語 漢 字 一 二 三 四 五 六 七 …, used 20 times",
            ),
            (24, "no font has the Hebrew character א"),
        ];
        assert_eq!(found, expected.map(|(at, text)| (at, text.to_owned())));
    }

    #[test]
    fn the_first_place_that_is_known_is_told() {
        let place = Some(Span::new(SourceId(0), 3..4));
        let mut glyphs = MissingGlyphs::default();
        glyphs.add(&missing("日א"), None);
        let mut later = MissingGlyphs::default();
        later.add(&missing("日"), place);
        glyphs.append(later);
        let places: Vec<_> = glyphs.diagnostics().map(|d| d.span).collect();
        assert_eq!(places, [place, None]);
    }
}
