//! Names of outputs, from a template.

use crate::document::{Kind, Metadata};
use crate::text::nearest;

/// The words that a template may hold.
const WORDS: [&str; 8] = [
    "slug", "title", "author", "date", "language", "kind", "series", "position",
];
/// The longest name, in bytes: file systems allow 255 with the ending.
const MAX_BYTES: usize = 200;

/// A template of names: text with words in braces, such as `{date}-{slug}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Word(&'static str),
}

impl Default for Template {
    fn default() -> Self {
        Self {
            parts: vec![Part::Word("slug")],
        }
    }
}

impl Template {
    /// A template from its text, or what is wrong with it and how to mend it.
    ///
    /// # Errors
    /// When a brace has no partner, a word is unknown, no word is there, or it holds a slash.
    pub fn new(text: &str) -> Result<Self, (String, String)> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((word, behind)) = after.split_once('}') else {
                let message = "this template has a `{` without `}`".to_owned();
                return Err((message, "write it like `{date}-{slug}`".to_owned()));
            };
            let Some(known) = WORDS.into_iter().find(|known| *known == word) else {
                let help = match nearest(word, WORDS) {
                    Some(near) => format!("did you mean `{{{near}}}`?"),
                    None => format!("the words are {{{}}}", WORDS.join("}, {")),
                };
                return Err((format!("there is no `{{{word}}}` to name outputs by"), help));
            };
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Word(known));
            rest = behind;
        }
        parts.push(Part::Text(rest.to_owned()));
        if text.contains(['/', '\\']) {
            let help = "name the folder with `output`".to_owned();
            return Err(("a name of outputs holds no slash".to_owned(), help));
        }
        if !parts
            .iter()
            .any(|part| matches!(part, Part::Word("slug" | "title")))
        {
            let help = "put `{slug}` or `{title}` in it".to_owned();
            return Err(("all outputs would have one name".to_owned(), help));
        }
        Ok(Self { parts })
    }

    /// True when names are the manuscripts' own, which are known before they are read.
    pub fn is_slug(&self) -> bool {
        *self == Self::default()
            || self.parts
                == [
                    Part::Text(String::new()),
                    Part::Word("slug"),
                    Part::Text(String::new()),
                ]
    }

    /// The name for a manuscript: one that every file system takes and that leads nowhere else.
    pub fn name(&self, meta: &Metadata) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Word(word) => out.push_str(&value(word, meta)),
            }
        }
        sanitise(&out, &meta.slug)
    }
}

fn value(word: &str, meta: &Metadata) -> String {
    let series = meta.series.as_ref();
    match word {
        "title" => Some(meta.title.clone()),
        "author" => meta.authors().next().map(|author| author.name.clone()),
        "date" => meta.date.map(|date| date.to_string()),
        "language" => Some(meta.lang.to_string()),
        "kind" => Some(match meta.kind {
            Kind::Article => "article".to_owned(),
            Kind::Book => "book".to_owned(),
        }),
        "series" => series.map(|series| series.name.clone()),
        "position" => series.and_then(|series| series.position.clone()),
        _ => Some(meta.slug.clone()),
    }
    .unwrap_or_default()
}

/// Takes out what some file system refuses: signs of paths, controls, white space and dots at either end,
/// and the names of devices.
fn sanitise(name: &str, fallback: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        let bad = c.is_control()
            || matches!(
                c,
                '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%' | '#'
            )
            || matches!(u32::from(c), 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x2069 | 0xFEFF);
        let c = if bad || c.is_whitespace() { '-' } else { c };
        if c == '-' && (out.is_empty() || out.ends_with('-')) {
            continue;
        }
        if out.len() + c.len_utf8() > MAX_BYTES {
            break;
        }
        out.push(c);
    }
    let trimmed = out.trim_matches(['-', '.', ' ', '_', '~']);
    let stem = trimmed
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || ((stem.starts_with("com") || stem.starts_with("lpt")) && stem.len() == 4);
    match trimmed {
        "" if fallback.is_empty() => "manuscript".to_owned(),
        "" => fallback.to_owned(),
        trimmed if device => format!("{trimmed}-{fallback}"),
        trimmed => trimmed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(template: &str, title: &str) -> String {
        let meta = Metadata {
            slug: "a".to_owned(),
            title: title.to_owned(),
            ..Metadata::default()
        };
        Template::new(template).expect("a template").name(&meta)
    }

    #[test]
    fn names_stay_in_their_folder() {
        assert_eq!(named("{date}-{slug}", "T"), "a");
        assert_eq!(
            named("{title} ({language})", "On Margins"),
            "On-Margins-(en)"
        );
        assert_eq!(named("{title}", "../../etc/passwd"), "etc-passwd");
        assert_eq!(named("{title}", "C:\\x"), "C-x");
        assert_eq!(named("{title}", ".."), "a");
        assert_eq!(named("{title}", ".hidden"), "hidden");
        assert_eq!(named("{title}", "NUL.txt"), "NUL.txt-a");
        assert_eq!(named("{title}", "평양"), "평양");
        assert!(named("{title}", &"é".repeat(400)).len() <= MAX_BYTES);
    }

    #[test]
    fn bad_templates_are_refused_with_a_hint() {
        assert_eq!(
            Template::new("{slgu}").expect_err("no such word").1,
            "did you mean `{slug}`?"
        );
        for bad in ["{slug", "x/{slug}", "{date}", "..\\{slug}", ""] {
            assert!(Template::new(bad).is_err(), "{bad}");
        }
        assert!(Template::new("{slug}").expect("good").is_slug());
    }
}
