//! The pass over a block's characters: one step for each, with what was before it in mind.

use super::chars::{Class, class};
use super::outlook::{Kind, Open, Outlook};
use super::scan::{RunKind, Text};
use crate::locale::{Spacing, Typography};

/// No-break space.
pub(super) const NBSP: char = '\u{a0}';
/// Narrow no-break space.
pub(super) const NNBSP: char = '\u{202f}';

/// The texts of all runs, converted; `None` when nothing changes.
pub(super) fn convert(text: &Text) -> Option<Vec<String>> {
    if !may_change(text) {
        return None;
    }
    let outlook = Outlook::new(text);
    let mut pass = Pass {
        text,
        outlook: &outlook,
        out: vec![String::new(); text.runs.len()],
        at: 0,
        last: Class::Edge,
        last_char: ' ',
        drop_space: false,
        open: Vec::new(),
        doubles: 0,
        prime: None,
    };
    while pass.at < text.chars.len() {
        pass.step();
    }
    Some(pass.out)
}

/// True when the text holds a character that some rule changes.
fn may_change(text: &Text) -> bool {
    let spaced = text
        .styles
        .iter()
        .any(|style| style.spacing != Spacing::None || style.short_words || style.dash_stays);
    let mut previous = ' ';
    text.chars.iter().any(|c| {
        let before = std::mem::replace(&mut previous, c.ch);
        match c.ch {
            '"' | '\'' => true,
            '-' | '.' => before == c.ch,
            ' ' => spaced || matches!(before, '.' | '§' | '№' | '¶') || before.is_ascii_digit(),
            ';' | ':' | '!' | '?' | '«' | '»' => spaced,
            _ => false,
        }
    })
}

/// The state of the pass.
pub(super) struct Pass<'a> {
    pub(super) text: &'a Text,
    pub(super) outlook: &'a Outlook,
    /// The converted text of each run.
    pub(super) out: Vec<String>,
    /// The character that is looked at.
    pub(super) at: usize,
    /// What the last character was, as converted.
    pub(super) last: Class,
    /// The last character, as written.
    pub(super) last_char: char,
    /// Whether spaces that follow are left out.
    pub(super) drop_space: bool,
    /// Quotes that are open.
    pub(super) open: Vec<Open>,
    /// How many of them were written as `"`.
    pub(super) doubles: usize,
    /// Where a quote is known to be a double prime.
    pub(super) prime: Option<usize>,
}

impl<'a> Pass<'a> {
    /// The character `ahead` of the current one, whatever it is.
    pub(super) fn peek(&self, ahead: usize) -> Option<char> {
        self.text.chars.get(self.at + ahead).map(|c| c.ch)
    }

    /// The character `ahead`, if it lies in a run that may be changed.
    pub(super) fn peek_text(&self, ahead: usize) -> Option<char> {
        let c = self.text.chars.get(self.at + ahead)?;
        (self.kind_of(c.run) == RunKind::Text).then_some(c.ch)
    }

    /// The character `back` before the current one, as written.
    pub(super) fn before(&self, back: usize) -> Option<char> {
        let at = self.at.checked_sub(back)?;
        self.text.chars.get(at).map(|c| c.ch)
    }

    /// True when the character before the current one stands for something else: a piece of code, a formula.
    pub(super) fn after_placeholder(&self) -> bool {
        let before = self
            .at
            .checked_sub(1)
            .and_then(|at| self.text.chars.get(at));
        before.is_some_and(|c| self.kind_of(c.run) == RunKind::Placeholder)
    }

    fn kind_of(&self, run: usize) -> RunKind {
        self.text
            .runs
            .get(run)
            .map_or(RunKind::Placeholder, |run| run.kind)
    }

    /// The habits of the current character's language.
    pub(super) fn style(&self) -> Option<&'static Typography> {
        let run = self.text.chars.get(self.at)?.run;
        let style = self.text.runs.get(run)?.style;
        self.text.styles.get(style).copied()
    }

    /// The converted text of the current run.
    pub(super) fn out(&mut self) -> Option<&mut String> {
        let run = self.text.chars.get(self.at)?.run;
        self.out.get_mut(run)
    }

    /// Writes a character in place of `taken` of the source.
    pub(super) fn put(&mut self, c: char, class: Class, taken: usize) {
        if let Some(out) = self.out() {
            out.push(c);
        }
        self.advance(class, taken);
    }

    /// Goes on behind `taken` characters.
    pub(super) fn advance(&mut self, class: Class, taken: usize) {
        self.at += taken.max(1);
        self.last = class;
        if let Some(c) = self.before(1) {
            self.last_char = c;
        }
    }

    fn step(&mut self) {
        let Some(&current) = self.text.chars.get(self.at) else {
            return;
        };
        let ch = current.ch;
        let kind = self.kind_of(current.run);
        if kind != RunKind::Text {
            self.drop_space = false;
            self.put(ch, class(ch), 1);
            return;
        }
        let Some(style) = self.style() else {
            self.put(ch, class(ch), 1);
            return;
        };
        if std::mem::take(&mut self.drop_space) && matches!(ch, ' ' | NBSP | NNBSP) {
            self.drop_space = true;
            // Left out, but what follows stands behind the mark all the same.
            self.advance(self.last, 1);
            return;
        }
        match ch {
            '"' => self.quote(Kind::Double, style),
            '\'' => self.quote(Kind::Single, style),
            '-' => self.hyphens(style),
            '.' => self.dots(style),
            ' ' => self.space(style),
            ';' | ':' | '!' | '?' => self.high_punctuation(ch, style),
            '«' | '»' => self.guillemet(ch, style),
            _ => self.put(ch, class(ch), 1),
        }
    }

    /// How often the current character stands here in a row, up to a limit.
    fn count(&self, ch: char) -> usize {
        const LIMIT: usize = 16;
        (0..LIMIT)
            .take_while(|&ahead| self.peek_text(ahead) == Some(ch))
            .count()
    }

    fn hyphens(&mut self, style: &Typography) {
        let count = self.count('-');
        let arrow = self.last_char == '<' || self.peek(count) == Some('>');
        match count {
            2 if !arrow => self.put('–', Class::Dash, 2),
            3 if !arrow => {
                if style.double_dash
                    && let Some(out) = self.out()
                {
                    out.push('—');
                }
                self.put('—', Class::Dash, 3);
            }
            _ => self.repeat('-', Class::Dash, count),
        }
    }

    fn dots(&mut self, style: &Typography) {
        let count = self.count('.');
        let path =
            matches!(self.last_char, '/' | '\\') || matches!(self.peek(count), Some('/' | '\\'));
        match count {
            3 if !path => {
                if style.double_dash
                    && let Some(out) = self.out()
                {
                    out.push('…');
                }
                self.put('…', Class::Other, 3);
            }
            // A sentence that breaks off after its stop.
            4 if !path => {
                if let Some(out) = self.out() {
                    out.push('…');
                }
                self.put('.', Class::Other, 4);
            }
            6 if style.double_dash => {
                if let Some(out) = self.out() {
                    out.push('…');
                }
                self.put('…', Class::Other, 6);
            }
            _ => self.repeat('.', Class::Other, count),
        }
    }

    /// Keeps `count` equal characters as they are. They may lie in several runs.
    fn repeat(&mut self, ch: char, class: Class, count: usize) {
        for _ in 0..count.max(1) {
            self.put(ch, class, 1);
        }
    }
}
