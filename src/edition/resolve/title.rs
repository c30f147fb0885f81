//! Whether a heading is the title. It is decided here, and nowhere else.

use crate::document::{Block, BlockKind, Inline, plain_text};

/// True when a block is a heading of level 1 that says what the title says.
///
/// They are compared letter by letter and sign by sign, so that `Notes on C++` is not `Notes on C`. Only what
/// typography and habit change counts as equal: white space, the form of quotation marks, dashes and ellipses,
/// the space beside marks, and capitals (`On Margins`, `On margins`). A heading with a picture, a formula or a
/// reference to a note is none: these would be lost.
pub(super) fn is_title(block: &Block, title: &str) -> bool {
    matches!(block.kind, BlockKind::Heading { level: 1, .. }) && says(block.inlines(), title)
}

fn says(heading: &[Inline], title: &str) -> bool {
    let title = folded(title);
    !title.is_empty() && folded(&plain_text(heading)) == title
}

/// A text with one form for what differs by typography alone.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            // Invisible: soft hyphen, zero-width space and joiners, marks of direction.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with([' ', '«']) {
                    out.push(' ');
                }
            }
            '“' | '”' | '„' | '‟' | '″' | '״' | '「' | '」' | '『' | '』' | '"' => {
                out.push('"')
            }
            '‘' | '’' | '‚' | '‛' | '′' | '׳' | 'ʼ' | '\'' => out.push('\''),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '-' => {
                // Two or three hyphens are a dash.
                if !out.ends_with('-') {
                    out.push('-');
                }
            }
            '…' => out.push_str("..."),
            ';' | ':' | '!' | '?' | '»' => {
                if out.ends_with(' ') {
                    out.pop();
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::resolve::testing::{emph, heading, note_ref, text};

    #[test]
    fn typography_makes_no_other_title() {
        for (written, title) in [
            ("On Margins", "On Margins"),
            ("On  margins ", "On Margins"),
            ("It's \"here\" -- now...", "It’s “here” – now…"),
            ("Qui va là ?", "Qui va là\u{202f}?"),
            ("« Oui »", "«\u{a0}Oui\u{a0}»"),
            ("Co\u{ad}operation", "Cooperation"),
        ] {
            assert!(is_title(&heading(1, written), title), "{written}");
        }
        let mut stressed = heading(1, "On ");
        if let Some(content) = stressed.inlines_mut() {
            content.push(emph(vec![text("Margins")]));
        }
        assert!(is_title(&stressed, "On Margins"));
    }

    #[test]
    fn every_sign_counts() {
        for (written, title) in [
            ("Notes on C++", "Notes on C"),
            ("Question?", "Question"),
            ("On margins!", "On Margins"),
            ("C", "C#"),
            ("Part 1", "Part 2"),
            ("", ""),
            ("!", ""),
        ] {
            assert!(!is_title(&heading(1, written), title), "{written}");
        }
        assert!(!is_title(&heading(2, "Title"), "Title"));
        let mut noted = heading(1, "Title");
        if let Some(content) = noted.inlines_mut() {
            content.push(note_ref(0));
        }
        assert!(!is_title(&noted, "Title"));
    }
}
