//! The theme of a manuscript: one of those in the binary, or a file of its own.

use std::borrow::Cow;

use super::DEFAULT_THEME;
use super::run::Run;
use crate::diag::{Code, Diagnostic};
use crate::edition::Edition;
use crate::font::FontQuery;
use crate::style::Theme;
use crate::text::join;
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
            None if is_file(name) => self.theme_file(files, name).map(Cow::Owned),
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

    /// A theme from a file of the manuscript.
    fn theme_file(&mut self, files: &dyn Files, name: &str) -> Option<Theme> {
        let path = join(&self.root, name);
        let read = files.read(&path, LARGEST).map_err(|e| e.to_string());
        let text = read.and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| format!("`{path}` is not UTF-8"))
        });
        let theme = text.and_then(|text| {
            Theme::from_toml(&text).map_err(|error| format!("the theme `{path}` is {error}"))
        });
        match theme {
            Ok(theme) => {
                self.families(&theme);
                Some(theme)
            }
            Err(message) => {
                self.diagnostics
                    .push(Diagnostic::error(Code::BadTheme, message));
                None
            }
        }
    }

    /// Warns of families that no font is of.
    fn families(&mut self, theme: &Theme) {
        let mut families = vec![
            &theme.body_family,
            &theme.heading_family,
            &theme.mono_family,
        ];
        families.sort();
        families.dedup();
        for family in families {
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

    /// The grave findings on an article with a theme of its own, and the pages it has.
    fn with_theme(theme: &str) -> (Vec<String>, u32) {
        let text = format!(
            "---\ntitle: A\ntheme: mine.toml\n---\n\n{}\n",
            "Words and words. ".repeat(400)
        );
        let files = MemoryFiles::default()
            .with("a.md", text)
            .with("mine.toml", theme);
        let options = Options::new().expect("bundled fonts");
        let compiled = compile(&files, &Entry::File("a.md".into()), &options);
        let grave = compiled.diagnostics.iter();
        let grave = grave.filter(|d| d.severity > Severity::Info);
        (
            grave.map(|d| d.message.clone()).collect(),
            compiled.report.map_or(0, |report| report.pages),
        )
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
    fn what_is_wrong_with_a_theme_is_said() {
        let head = "extends = 'literary'\nname = 'mine'\n";
        let (found, _) = with_theme(&format!("{head}colour = 'red'\n"));
        assert!(found[0].contains("colour"), "{found:?}");
        let (found, _) = with_theme(&format!("{head}[body]\nsize = '0pt'\n"));
        assert!(found[0].contains("body"), "{found:?}");
        let (found, _) = with_theme(&format!("{head}body-family = 'Papyrus'\n"));
        assert!(found[0].contains("Papyrus"), "{found:?}");
    }
}
