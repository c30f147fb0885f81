//! The theme of a manuscript: one of those in the binary, or a file of its own.

use std::borrow::Cow;
use std::sync::Arc;

use super::DEFAULT_THEME;
use super::run::Run;
use crate::diag::{Code, Diagnostic};
use crate::edition::Edition;
use crate::font::FontQuery;
use crate::source::{Source, Span};
use crate::style::{Theme, place_of};
use crate::text::{decode_utf8, join};
use crate::world::Files;

/// The largest file of a theme, in bytes.
const LARGEST: u64 = 1 << 20;

impl Run<'_> {
    /// The theme that the author or the command line names.
    pub(super) fn theme(
        &mut self,
        files: &dyn Files,
        edition: &Edition,
    ) -> Option<Cow<'static, Theme>> {
        let name = edition.document.meta.theme.as_deref();
        let name = name.unwrap_or(DEFAULT_THEME);
        let place = edition.document.meta.places.theme;
        let theme = match Theme::named(name) {
            Some(theme) => Some(Cow::Borrowed(theme)),
            None if is_file(name) => self.theme_file(files, name, place).map(Cow::Owned),
            None => {
                let names: Vec<&str> = Theme::names().collect();
                let message = format!("there is no theme `{name}`");
                let help = format!(
                    "there are {}, or the path of a theme of your own, such as `theme.toml`",
                    names.join(", ")
                );
                self.diagnostics.push(
                    Diagnostic::error(Code::BadTheme, message)
                        .at(place)
                        .help(help),
                );
                None
            }
        };
        // Its own errors are no reason to stop before this; those of the text are, here.
        theme.and_then(|theme| self.unless_errors(theme))
    }

    /// A theme from a file of the manuscript, which is named at a place of the metadata.
    fn theme_file(&mut self, files: &dyn Files, name: &str, place: Option<Span>) -> Option<Theme> {
        let path = join(&self.root, name);
        let read = files.read(&path, LARGEST).map_err(|error| {
            let diagnostic = Diagnostic::error(Code::from(&error), error.to_string());
            self.diagnostics.push(diagnostic.at(place));
        });
        let text = decode_utf8(read.ok()?).map_err(|bad| {
            let message = format!("`{path}` is not UTF-8 (line {})", bad.line);
            let diagnostic = Diagnostic::error(Code::NotUtf8, message).at(place);
            self.diagnostics.push(diagnostic.help("save it as UTF-8"));
        });
        let text = text.ok()?;
        let source = Source::new(path, text.as_str());
        let source = Arc::make_mut(&mut self.sources).add(source);
        let theme = Theme::read(&text, source, &mut self.diagnostics)?;
        self.families(&theme, |key| place_of(&text, source, key));
        Some(theme)
    }

    /// Warns of families that no font is of, at the places of their keys.
    fn families(&mut self, theme: &Theme, place: impl Fn(&str) -> Option<Span>) {
        let mut families = vec![
            (&theme.body_family, "body-family"),
            (&theme.heading_family, "heading-family"),
            (&theme.mono_family, "mono-family"),
        ];
        families.sort_by_key(|(family, _)| *family);
        families.dedup_by_key(|(family, _)| *family);
        for (family, key) in families {
            let query = FontQuery {
                family,
                bold: false,
                italic: false,
            };
            if self.options.fonts.find(query).is_none() {
                self.diagnostics.push(
                    Diagnostic::warning(
                        Code::BadTheme,
                        format!("no font is of the theme's family `{family}`"),
                    )
                    .at(place(key))
                    .help("another is used; put its files into the project's `fonts` folder"),
                );
            }
        }
    }
}

fn is_file(name: &str) -> bool {
    let end = name.rsplit_once('.').map(|(_, end)| end);
    end.is_some_and(|end| end.eq_ignore_ascii_case("toml"))
}

#[cfg(test)]
mod tests {
    use crate::compile::{Options, compile};
    use crate::diag::Severity;
    use crate::manuscript::Entry;
    use crate::world::MemoryFiles;

    /// The errors and warnings on an article, each with its place, and the pages it has.
    fn found(files: &MemoryFiles) -> (Vec<String>, u32) {
        let options = Options::new().expect("bundled fonts");
        let compiled = compile(files, &Entry::File("a.md".into()), &options);
        let serious = compiled.diagnostics.iter();
        let serious = serious.filter(|d| d.severity > Severity::Info);
        let shown = serious.map(|d| {
            let place = d.span.map(|span| compiled.sources.describe(span));
            format!("{} {}", place.unwrap_or_default(), d.message)
        });
        let pages = compiled.report.map_or(0, |report| report.pages);
        (shown.collect(), pages)
    }

    /// As [`found`], of an article with a theme of its own.
    fn with_theme(theme: &str) -> (Vec<String>, u32) {
        let text = format!(
            "---\ntitle: A\ntheme: mine.toml\n---\n\n{}\n",
            "Words and words. ".repeat(400)
        );
        let files = MemoryFiles::default().with("a.md", text);
        found(&files.with("mine.toml", theme))
    }

    #[test]
    fn a_manuscript_may_bring_its_theme() {
        let head = "extends = 'literary'\nname = 'mine'\n";
        let (found, small) = with_theme(head);
        assert!(found.is_empty(), "{found:?}");
        let large = format!("{head}[body]\nsize = '16pt'\nleading = '21pt'\n");
        let (found, pages) = with_theme(&large);
        assert!(found.is_empty(), "{found:?}");
        assert!(pages > small, "{pages}");
    }

    #[test]
    fn what_is_wrong_with_a_theme_is_reported_at_its_place() {
        let head = "extends = 'literary'\nname = 'mine'\n";
        for (rest, expected) in [
            ("colour = 'red'\n", "mine.toml:3:1 unknown key `colour`"),
            (
                "[body]\nsize = '0pt'\n",
                "mine.toml:4:8 `body.size` is 0pt and must be from 3pt to 200pt",
            ),
            (
                "body-family = 'Papyrus'\n",
                "mine.toml:3:15 no font is of the theme's family `Papyrus`",
            ),
        ] {
            let (found, _) = with_theme(&format!("{head}{rest}"));
            assert_eq!(found, [expected]);
        }
    }

    #[test]
    fn a_theme_that_cannot_be_read_is_reported_where_it_is_named() {
        let text = "---\ntitle: A\ntheme: none.toml\n---\n\nA text.\n";
        let files = MemoryFiles::default().with("a.md", text);
        let (missing, _) = found(&files);
        assert_eq!(missing, ["a.md:3:8 `none.toml` does not exist"]);
        let (broken, _) = found(&files.with("none.toml", b"name = '\xFF'\n"));
        assert_eq!(broken, ["a.md:3:8 `none.toml` is not UTF-8 (line 1)"]);
    }
}
