//! The themes in the binary, and themes from TOML.

use std::sync::LazyLock;

use super::Theme;
use crate::config::{self, Node, Subject, Value};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use crate::text::nearest;

/// The sources of the themes in the binary; one that extends another stands after it.
const SOURCES: [(&str, &str); 3] = [
    ("literary", include_str!("literary.toml")),
    ("modern", include_str!("modern.toml")),
    ("academic", include_str!("academic.toml")),
];

/// A source that no map of sources has: the themes in the binary are not shown.
const UNSHOWN: SourceId = SourceId(u32::MAX);

/// A theme in the binary.
struct Builtin {
    theme: Theme,
    /// All that it states, and all that the theme states that it extends.
    node: Node,
}

static THEMES: LazyLock<Vec<Builtin>> = LazyLock::new(|| {
    let mut themes = Vec::new();
    for (_, text) in SOURCES {
        let read = Theme::read_over(text, UNSHOWN, &themes, &mut Diagnostics::new());
        themes.extend(read);
    }
    themes
});

/// Why a theme cannot be used: the first of its faults.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ThemeError(String);

/// A value that no page can be set with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OutOfBounds {
    /// Its key, such as `title.text.size`.
    pub(super) key: String,
    /// What is wrong with it.
    pub(super) message: String,
}

impl Theme {
    /// The names of the themes in the binary, the default first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SOURCES.iter().map(|(name, _)| *name)
    }

    /// The theme in the binary of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        let mut themes = THEMES.iter().map(|builtin| &builtin.theme);
        themes.find(|theme| theme.name == name)
    }

    /// A theme from TOML. It states every value, or `extends = "literary"` and only what differs.
    ///
    /// # Errors
    /// When the text is no TOML, a value is missing, unknown, of the wrong type or out of bounds, or the
    /// theme that it extends does not exist.
    pub fn from_toml(text: &str) -> Result<Self, ThemeError> {
        let mut diagnostics = Diagnostics::new();
        let theme = Self::read(text, SourceId::default(), &mut diagnostics);
        match diagnostics.iter().next() {
            Some(first) => Err(ThemeError(first.message.clone())),
            None => theme.ok_or_else(|| ThemeError("this is no theme".to_owned())),
        }
    }

    /// As [`from_toml`](Self::from_toml), with each fault reported at its place in a source. With an error
    /// among the diagnostics, the theme is fit for finding more faults, and not for setting pages.
    pub fn read(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let read = Self::read_over(text, source, &THEMES, diagnostics);
        read.map(|builtin| builtin.theme)
    }

    /// A theme that may extend one of `bases`.
    fn read_over(
        text: &str,
        source: SourceId,
        bases: &[Builtin],
        diagnostics: &mut Diagnostics,
    ) -> Option<Builtin> {
        let mut own = parse(text, source, diagnostics)?;
        let extended = own.take("extends");
        let base = extended.and_then(|name| base(&name, bases, diagnostics));
        let base = base.map(|base| &base.node);
        let theme: Self = config::read_over(own.clone(), base, Subject::Theme, diagnostics)?;
        if let Err(error) = theme.clone().checked() {
            let place = own.at_path(&error.key).map_or(own.span, |node| node.span);
            let diagnostic = Diagnostic::error(Code::BadTheme, error.message).at(place);
            diagnostics.push(diagnostic);
        }
        let node = match base {
            Some(base) => base.overlaid(&own),
            None => own,
        };
        Some(Builtin { theme, node })
    }
}

fn parse(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Node> {
    config::toml::parse(text, source)
        .map_err(|diagnostic| {
            let code = Code::BadTheme;
            diagnostics.push(Diagnostic {
                code,
                ..*diagnostic
            });
        })
        .ok()
}

/// The theme that another extends. Where there is none of that name, that is reported, and the first one
/// helps to find what else is wrong.
fn base<'b>(
    name: &Node,
    bases: &'b [Builtin],
    diagnostics: &mut Diagnostics,
) -> Option<&'b Builtin> {
    let written = match &name.value {
        Value::Text(text) => text.as_str(),
        _ => "",
    };
    let found = bases.iter().find(|base| base.theme.name == written);
    if found.is_none() {
        let names: Vec<&str> = bases.iter().map(|base| base.theme.name.as_str()).collect();
        let help = match nearest(written, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", names.join(", ")),
        };
        diagnostics.push(
            Diagnostic::error(
                Code::BadTheme,
                format!("there is no theme `{written}` to extend"),
            )
            .at(name.span)
            .help(help),
        );
    }
    found.or(bases.first())
}

/// Where a theme's file has the value of a key, such as `body-family`.
pub(crate) fn place_of(text: &str, source: SourceId, key: &str) -> Option<Span> {
    let node = parse(text, source, &mut Diagnostics::new())?;
    node.at_path(key).map(|node| node.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceMap};

    #[test]
    fn every_theme_in_the_binary_can_be_read() {
        for (name, source) in SOURCES {
            let theme = Theme::from_toml(source).expect(name);
            assert_eq!(theme.name, name);
            assert_eq!(theme.headings.len(), 6, "{name}");
            assert!(Theme::named(name).is_some());
        }
    }

    #[test]
    fn a_theme_says_only_what_differs() {
        let theme =
            Theme::from_toml("extends = 'literary'\nname = 'mine'\n[body]\nsize = '11pt'\n")
                .expect("a theme");
        let base = Theme::named("literary").expect("the default");
        assert_eq!(theme.body.size.to_string(), "11pt");
        assert_eq!(theme.body.leading, base.body.leading);
        assert_eq!(theme.headings, base.headings);
    }

    /// What is wrong with a theme, each fault with its place.
    fn faults(text: &str) -> Vec<String> {
        let mut sources = SourceMap::default();
        let source = sources.add(Source::new("t", text));
        let mut diagnostics = Diagnostics::new();
        let _ = Theme::read(text, source, &mut diagnostics);
        diagnostics.sort();
        let faults = diagnostics.iter().map(|d| {
            assert_eq!(d.code, Code::BadTheme);
            let place = d.span.map(|span| sources.describe(span));
            let help = d.help.as_deref().unwrap_or("-");
            format!("{} {} | {help}", place.unwrap_or_default(), d.message)
        });
        faults.collect()
    }

    #[test]
    fn every_fault_has_its_place_and_a_hint() {
        let text = "extends = 'literary'\nname = 'mine'\ncolour = 'red'\nindent = 'wide'\nchapters-recto = 'yes'\n\
            drop-capital-lines = 300\ninline-code-scale = 'x'\n[body]\nsiez = '11pt'\n[title]\nalign = 'strat'\n";
        let keys = faults(text).remove(0);
        assert!(keys.starts_with("t:3:1 unknown key `colour` | the keys here are `name`, "));
        assert_eq!(
            faults(text)[1..],
            [
                "t:4:10 `wide` is not a length: write a number and one of pt, mm, cm, in, such as `10.5pt` | -",
                "t:5:18 expected `true` or `false`, found `yes` | -",
                "t:6:22 expected a whole number from 0 to 255 | -",
                "t:7:21 expected a number | -",
                "t:9:1 unknown key `siez` | did you mean `size`?",
                "t:11:9 unknown value `strat` | did you mean `start`?",
            ]
        );
        assert_eq!(
            faults("extends = 'literery'\n[body]\nsize = '900pt'\n"),
            [
                "t:1:11 there is no theme `literery` to extend | did you mean `literary`?",
                "t:3:8 `body.size` is 900pt and must be from 3pt to 200pt | -",
            ]
        );
        let broken = faults("extends = \n");
        assert!(
            broken[0].starts_with("t:1:11 this is not TOML: "),
            "{broken:?}"
        );
        let missing = faults("name = 'mine'\n");
        assert!(missing[0].starts_with("t:1:1 the key `"), "{missing:?}");
    }
}
