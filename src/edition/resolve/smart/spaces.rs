//! Spaces that do not break, and the French ones before high punctuation and within guillemets.
//!
//! A space stays unbroken
//! - between a number and `%`, `‰`, `°` or a currency sign, and between `§`, `№` or `¶` and its number;
//! - between initials, and between the last of them and the name (`J. R. R. Tolkien`), in
//!   abbreviations of single letters (`z. B.`, `e. g.`);
//! - after a word of one letter in Czech, Slovak, Polish, Russian, Ukrainian, Belarusian;
//! - before a dash in Russian, Ukrainian, Belarusian, Bulgarian;
//! - before `; : ! ?` and within guillemets in French.

use super::chars::{Class, class};
use super::convert::{NBSP, NNBSP, Pass};
use crate::locale::{Spacing, Typography};

impl Pass<'_> {
    /// A word space: kept, or made one that does not break.
    pub(super) fn space(&mut self, style: &Typography) {
        let space = self.unbreaking(style).unwrap_or(' ');
        self.put(space, Class::Space, 1);
    }

    fn unbreaking(&self, style: &Typography) -> Option<char> {
        let next = self.peek(1)?;
        let before = self.before(1)?;
        if before.is_ascii_digit() && matches!(next, '%' | '‰' | '€' | '$' | '£' | '¥' | '°')
        {
            let narrow = style.spacing != Spacing::None && matches!(next, '%' | '‰');
            return Some(if narrow { NNBSP } else { NBSP });
        }
        if matches!(before, '§' | '¶' | '№') && next.is_ascii_digit() {
            return Some(NBSP);
        }
        if let Some(space) = self.french_space(next, style.spacing) {
            return Some(space);
        }
        if before == '.'
            && let Some(space) = self.initials(next, style)
        {
            return Some(space);
        }
        if style.short_words
            && before.is_alphabetic()
            && !self.after_placeholder()
            && self
                .before(2)
                .is_none_or(|c| matches!(class(c), Class::Space | Class::Open))
            && class(next) == Class::Word
        {
            return Some(NBSP);
        }
        let dash = matches!(next, '–' | '—') || next == '-' && self.peek(2) == Some('-');
        (style.dash_stays && dash && self.last != Class::Edge).then_some(NBSP)
    }

    /// The space in `J. R. Smith`, `z. B.`: it follows one letter and a stop.
    fn initials(&self, next: char, style: &Typography) -> Option<char> {
        let letter = self.before(2).filter(|c| c.is_alphabetic())?;
        let starts_word = |c: Option<char>| {
            c.is_none_or(|c| {
                matches!(class(c), Class::Space | Class::Open | Class::Dash) || c == '.'
            })
        };
        if !starts_word(self.before(3)) || !next.is_alphabetic() {
            return None;
        }
        let initial_follows = self.peek(2) == Some('.');
        if initial_follows {
            let narrow = style.narrow_abbreviations && next.is_alphabetic();
            return Some(if narrow { NNBSP } else { NBSP });
        }
        // `I` is a word of its own at a sentence's end.
        let name_follows = letter.is_uppercase() && letter != 'I' && next.is_uppercase();
        name_follows.then_some(NBSP)
    }

    fn french_space(&self, next: char, spacing: Spacing) -> Option<char> {
        if spacing == Spacing::None || !matches!(next, ';' | ':' | '!' | '?') {
            return None;
        }
        // `:)` and `;)` are no punctuation.
        let after = self.peek(2);
        if matches!(next, ';' | ':') && matches!(after, Some(')' | '(' | '-' | 'D' | 'P')) {
            return None;
        }
        if matches!(self.last, Class::Edge | Class::Space) {
            return None;
        }
        high_space(next, spacing)
    }

    /// `; : ! ?`: with a space before it in French, where it ends something.
    pub(super) fn high_punctuation(&mut self, ch: char, style: &Typography) {
        if style.spacing != Spacing::None && self.needs_space(ch) {
            let space = high_space(ch, style.spacing);
            if let (Some(space), Some(out)) = (space, self.out()) {
                out.push(space);
            }
        }
        self.put(ch, Class::Other, 1);
    }

    /// True where a space is missing: behind a word or closing mark, with nothing of a word behind.
    fn needs_space(&self, ch: char) -> bool {
        let after_text = match self.last {
            Class::Word => true,
            Class::Other => !matches!(
                self.last_char,
                ';' | ':' | '!' | '?' | '.' | ',' | '*' | '&' | '#' | '@'
            ),
            _ => false,
        };
        let next = self.peek(1).map_or(Class::Edge, class);
        let ends = match ch {
            ':' => matches!(next, Class::Edge | Class::Space),
            _ => next != Class::Word && next != Class::Dash,
        };
        after_text && ends
    }

    /// A typed guillemet: with its spaces in French.
    pub(super) fn guillemet(&mut self, ch: char, style: &Typography) {
        if style.spacing == Spacing::None {
            self.put(ch, class(ch), 1);
        } else if ch == '«' {
            self.put_opening(ch, style);
        } else {
            self.put_closing(ch, style);
        }
    }

    /// Writes an opening mark, with the space behind it where the language has one.
    pub(super) fn put_opening(&mut self, mark: char, style: &Typography) {
        self.put_mark(mark);
        if let Some(space) = inner_space(mark, style.spacing) {
            if let Some(out) = self.out() {
                out.push(space);
            }
            self.drop_space = true;
        }
        self.advance(Class::Open, 1);
    }

    /// Writes a closing mark, with the space before it where the language has one.
    pub(super) fn put_closing(&mut self, mark: char, style: &Typography) {
        if let Some(space) = inner_space(mark, style.spacing)
            && let Some(out) = self.out()
        {
            out.truncate(out.trim_end_matches([' ', NBSP, NNBSP]).len());
            out.push(space);
        }
        self.put_mark(mark);
        self.advance(Class::Other, 1);
    }

    fn put_mark(&mut self, mark: char) {
        if let Some(out) = self.out() {
            out.push(mark);
        }
    }
}

/// The space within guillemets.
fn inner_space(mark: char, spacing: Spacing) -> Option<char> {
    match spacing {
        Spacing::None => None,
        _ if !matches!(mark, '«' | '»' | '‹' | '›') => None,
        Spacing::Canada => Some(NBSP),
        Spacing::France | Spacing::Switzerland => Some(NNBSP),
    }
}

/// The space before high punctuation.
fn high_space(ch: char, spacing: Spacing) -> Option<char> {
    match (spacing, ch) {
        (Spacing::None, _) => None,
        (Spacing::France | Spacing::Canada, ':') => Some(NBSP),
        (Spacing::Canada, _) => None,
        (Spacing::France | Spacing::Switzerland, _) => Some(NNBSP),
    }
}
