//! Diagnostics as text: file, line and column, the line with a mark under the place, and a way to mend it.

use annotate_snippets::{Group as Snippets, Level, Renderer};

use super::excerpt::Excerpt;
use super::group::{Group, groups};
use crate::diag::{Code, Diagnostics, Severity};
use crate::source::SourceMap;

/// How many different diagnostics of one manuscript are shown; errors come before the rest.
const MAX_SHOWN: usize = 60;

/// Whether text has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// For a terminal: with its escape sequences.
    Styled,
    /// For a file or a pipe.
    Plain,
}

/// Renders diagnostics as text.
///
/// ```
/// use bindery::diag::render::{Look, TextRenderer};
/// use bindery::diag::{Code, Diagnostic, Diagnostics, Severity};
/// use bindery::source::{Source, SourceMap, Span};
///
/// let mut sources = SourceMap::default();
/// let id = sources.add(Source::new("a.md", "See [there](#x).\n"));
/// let mut diagnostics = Diagnostics::new();
/// diagnostics.push(
///     Diagnostic::error(Code::DeadLink, "there is no id `x`").at(Span::new(id, 4..15)),
/// );
/// let renderer = TextRenderer::new(Look::Plain, Severity::Warning);
/// let text = renderer.render(&diagnostics, &sources, "book/");
/// assert!(text.starts_with("error[dead-link]: there is no id `x`\n --> book/a.md:1:5\n"));
/// ```
#[derive(Debug)]
pub struct TextRenderer {
    renderer: Renderer,
    look: Look,
    least: Severity,
}

impl TextRenderer {
    /// A renderer of the diagnostics of a severity or a higher one.
    pub fn new(look: Look, least: Severity) -> Self {
        Self {
            renderer: match look {
                Look::Styled => Renderer::styled(),
                Look::Plain => Renderer::plain(),
            },
            look,
            least,
        }
    }

    /// The diagnostics of one manuscript, in their order. The names of files are shown after `base`.
    ///
    /// Equal messages are shown once, at the first place, with the count and some places of the others. Of
    /// very many only some are shown, errors first; a last line counts the others.
    pub fn render(&self, diagnostics: &Diagnostics, sources: &SourceMap, base: &str) -> String {
        let wanted = diagnostics.iter().filter(|d| d.severity >= self.least);
        let groups = groups(wanted.collect());
        // Where there are too many, the most serious are shown, still in their order.
        let mut chosen: Vec<usize> = (0..groups.len()).collect();
        chosen.sort_by_key(|&index| {
            let severity = groups.get(index).map(|group| group.first.severity);
            (std::cmp::Reverse(severity), index)
        });
        chosen.truncate(MAX_SHOWN);
        chosen.sort_unstable();
        let mut out = String::new();
        let mut shown = 0;
        for group in chosen.iter().filter_map(|&index| groups.get(index)) {
            out.push_str(&self.render_group(group, sources, base));
            out.push_str("\n\n");
            shown += group.len();
        }
        let severities = [Severity::Info, Severity::Warning, Severity::Error];
        let wanted = severities.into_iter().filter(|s| *s >= self.least);
        let all: usize = wanted.map(|severity| diagnostics.count(severity)).sum();
        if all > shown {
            out.push_str(&format!("... and {} more like these\n\n", all - shown));
        }
        out
    }

    fn render_group(&self, group: &Group<'_>, sources: &SourceMap, base: &str) -> String {
        let diagnostic = group.first;
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let main = diagnostic
            .span
            .and_then(|span| Excerpt::new(span, sources, base));
        let related: Vec<(Excerpt, &str)> = diagnostic
            .related
            .iter()
            .filter_map(|r| Some((Excerpt::new(r.span, sources, base)?, r.message.as_str())))
            .collect();

        let title = level
            .primary_title(&diagnostic.message)
            .id(diagnostic.code.as_str());
        let others = group.others(sources, base);
        let remarks = [
            diagnostic.help.as_deref().map(|help| (Level::HELP, help)),
            others.as_deref().map(|others| (Level::NOTE, others)),
        ];
        let mut snippet = Snippets::with_title(title);
        let mut below = Vec::new();
        if let Some(excerpt) = &main {
            snippet = snippet.elements(excerpt.elements());
        }
        for (level, remark) in remarks.into_iter().flatten() {
            match &main {
                Some(_) => snippet = snippet.element(level.message(remark)),
                // Nothing is shown that a bar could stand beside.
                None => below.push(Snippets::with_title(level.secondary_title(remark))),
            }
        }
        let mut groups = vec![snippet];
        groups.append(&mut below);
        for (excerpt, message) in &related {
            let note = Snippets::with_title(Level::NOTE.secondary_title(*message));
            groups.push(note.elements(excerpt.elements()));
        }
        let text = self.renderer.render(&groups);
        if main.is_some() || !related.is_empty() {
            return text;
        }
        // The renderer parts the two by a bar, but here nothing stands beside it.
        let lines: Vec<&str> = text.lines().filter(|line| !is_bar(line)).collect();
        lines.join("\n")
    }

    /// One line on a whole run: how many errors, warnings and notes there are in how many manuscripts. Empty
    /// when there is nothing to show.
    pub fn summary(&self, manuscripts: usize, all: &[&Diagnostics]) -> String {
        let count = |severity| all.iter().map(|d| d.count(severity)).sum::<usize>();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let notes = count(Severity::Info);
        if errors == 0 && (warnings == 0 || self.least == Severity::Error) {
            return String::new();
        }
        let mut parts = Vec::new();
        if errors > 0 {
            parts.push(number(errors, "error"));
        }
        if warnings > 0 {
            parts.push(number(warnings, "warning"));
        }
        if notes > 0 {
            let hidden = if self.least > Severity::Info {
                " (shown by --verbose)"
            } else {
                ""
            };
            parts.push(format!("{}{hidden}", number(notes, "note")));
        }
        let what = parts.join(", ");
        let hint = self.hint(all).unwrap_or_default();
        match manuscripts {
            // What is wrong is the command itself.
            0 => format!("{what}\n{hint}"),
            _ => format!("{what} in {}\n{hint}", number(manuscripts, "manuscript")),
        }
    }

    /// On a terminal, how to learn more about the first of the most serious diagnostics.
    fn hint(&self, all: &[&Diagnostics]) -> Option<String> {
        let shown = all.iter().flat_map(|diagnostics| diagnostics.iter());
        let shown = shown.filter(|d| d.severity >= self.least && d.code != Code::Internal);
        let first = shown.reduce(|first, d| match d.severity > first.severity {
            true => d,
            false => first,
        })?;
        let hint = format!("`bindery explain {}` says more\n", first.code);
        (self.look == Look::Styled).then_some(hint)
    }
}

/// True for a line that is nothing but a bar, colours aside.
fn is_bar(line: &str) -> bool {
    let mut escaped = false;
    let plain = line.chars().filter(|&c| {
        let hidden = escaped || c == '\u{1b}';
        escaped = hidden && c != 'm';
        !hidden && !c.is_whitespace()
    });
    plain.eq(['|'])
}

fn number(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostic;
    use crate::source::{Source, SourceId, Span};
    use insta::assert_snapshot;

    fn renderer() -> TextRenderer {
        TextRenderer::new(Look::Plain, Severity::Warning)
    }

    /// One diagnostic alone.
    fn render_one(diagnostic: &Diagnostic, map: &SourceMap, base: &str) -> String {
        let alone = groups(vec![diagnostic]);
        renderer().render_group(&alone[0], map, base)
    }

    fn sources(text: &str) -> (SourceMap, impl Fn(&str) -> Span) {
        let mut map = SourceMap::default();
        let id = map.add(Source::new("a.md", text));
        let text = text.to_owned();
        (map, move |part: &str| {
            let start = text.find(part).expect("in the text");
            Span::new(id, start..start + part.len())
        })
    }

    #[test]
    fn a_place_is_shown_with_its_line_and_a_mark() {
        let (map, at) = sources("# One\n\nsee [평양 there](#x) and more\n");
        let diagnostic = Diagnostic::error(Code::DeadLink, "there is no id `x`")
            .at(at("[평양 there](#x)"))
            .help("did you mean `#y`?")
            .related(at("One"), "the only one");
        assert_snapshot!(render_one(&diagnostic, &map, "m/"), @r"
        error[dead-link]: there is no id `x`
         --> m/a.md:3:5
          |
        3 | see [평양 there](#x) and more
          |     ^^^^^^^^^^^^^^^^
          |
          = help: did you mean `#y`?
        note: the only one
         --> m/a.md:1:3
          |
        1 | # One
          |   ^^^
        ");
    }

    #[test]
    fn places_of_several_lines_empty_ones_and_none() {
        let (map, at) = sources("one\ntwo\nthree");
        let long = Diagnostic::warning(Code::BadMetadata, "long").at(at("two\nthree"));
        let mut end = at("three");
        end.start = end.end;
        let empty = Diagnostic::warning(Code::BadMetadata, "empty").at(end);
        let none = Diagnostic::error(Code::MissingFile, "none").help("do so");
        let all: Vec<String> = [long, empty, none]
            .iter()
            .map(|d| render_one(d, &map, ""))
            .collect();
        assert_snapshot!(all.join("\n"), @r"
        warning[bad-metadata]: long
         --> a.md:2:1
          |
        2 | two
          | ^^^
        warning[bad-metadata]: empty
         --> a.md:3:6
          |
        3 | three
          |      ^
        error[missing-file]: none
        help: do so
        ");
    }

    #[test]
    fn paragraphs_on_one_line_are_cut_by_the_renderer() {
        let text = format!("{} HERE {}", "word 평양 ".repeat(50), "more ".repeat(80));
        let (map, at) = sources(&text);
        let diagnostic = Diagnostic::warning(Code::BadMath, "long").at(at("HERE"));
        assert_snapshot!(render_one(&diagnostic, &map, ""), @r"
        warning[bad-math]: long
         --> a.md:1:402
          |
        1 | ...  word 평양 word 평양 word 평양 word 평양 word 평양 word 평양  HERE more more more more more more more more more more more more mo...
          |                                                                   ^^^^
        ");
    }

    #[test]
    fn long_lines_are_cut() {
        let text = format!("{}HERE{}", "é ".repeat(500_000), " ü".repeat(500_000));
        let (map, at) = sources(&text);
        let diagnostic = Diagnostic::warning(Code::BadMath, "long").at(at("HERE"));
        assert_snapshot!(render_one(&diagnostic, &map, ""), @r"
        warning[bad-math]: long
         --> a.md:1:1000001
          |
         ::: 
        1 | …é é é é é é é é é é é é é é é é é é é é HERE ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü…
          |                                          ^^^^
        ");
    }

    #[test]
    fn a_place_that_does_not_exist_is_no_fault() {
        let (map, at) = sources("é");
        let mut span = at("é");
        span.start = 1;
        span.end = 900;
        let text = render_one(&Diagnostic::error(Code::BadMath, "x").at(span), &map, "");
        assert!(text.contains("a.md:1:"), "{text}");
        span.source = SourceId(9);
        let text = render_one(&Diagnostic::error(Code::BadMath, "x").at(span), &map, "");
        assert!(text.contains("error"), "{text}");
    }

    #[test]
    fn of_too_many_the_errors_are_shown() {
        let mut all = Diagnostics::new();
        for index in 0..200 {
            all.push(Diagnostic::warning(Code::MissingAlt, format!("w{index}")));
        }
        all.push(Diagnostic::error(Code::BadImage, "the error"));
        let text = renderer().render(&all, &SourceMap::default(), "");
        assert!(text.contains("the error"));
        assert!(text.contains("and 141 more"), "{text}");
        assert_eq!(
            renderer().summary(2, &[&all]),
            "1 error, 200 warnings in 2 manuscripts\n"
        );
    }

    #[test]
    fn equal_messages_are_one_with_the_places_of_the_others() {
        let text = "![](a)\n".repeat(7);
        let mut map = SourceMap::default();
        let id = map.add(Source::new("a.md", text));
        let mut all = Diagnostics::new();
        for line in 0..7 {
            let span = Span::new(id, line * 7..line * 7 + 6);
            all.push(
                Diagnostic::warning(Code::MissingAlt, "no text")
                    .at(span)
                    .help("say it"),
            );
        }
        for _ in 0..2 {
            all.push(Diagnostic::warning(Code::MissingFile, "gone").help("seek"));
        }
        let first = Span::new(id, 0..6);
        for _ in 0..2 {
            all.push(Diagnostic::warning(Code::DuplicateId, "twice").related(first, "first"));
        }
        assert_snapshot!(renderer().render(&all, &map, "m/"), @r"
        warning[missing-alt]: no text
         --> m/a.md:1:1
          |
        1 | ![](a)
          | ^^^^^^
          |
          = help: say it
          = note: 6 more like this, at m/a.md:2:1, m/a.md:3:1, m/a.md:4:1, m/a.md:5:1, …

        warning[missing-file]: gone
        help: seek
        note: 1 more like this

        warning[duplicate-id]: twice
          |
        note: first
         --> m/a.md:1:1
          |
        1 | ![](a)
          | ^^^^^^

        warning[duplicate-id]: twice
          |
        note: first
         --> m/a.md:1:1
          |
        1 | ![](a)
          | ^^^^^^
        ");
        assert_eq!(
            renderer().summary(1, &[&all]),
            "11 warnings in 1 manuscript\n"
        );
    }

    #[test]
    fn on_a_terminal_the_most_serious_can_be_explained() {
        let mut all = Diagnostics::new();
        all.push(Diagnostic::warning(Code::MissingAlt, "w"));
        all.push(Diagnostic::error(Code::DeadLink, "e"));
        all.push(Diagnostic::error(Code::BadImage, "f"));
        let renderer = TextRenderer::new(Look::Styled, Severity::Warning);
        assert_eq!(
            renderer.summary(1, &[&all]),
            "2 errors, 1 warning in 1 manuscript\n`bindery explain dead-link` says more\n"
        );
    }
}
